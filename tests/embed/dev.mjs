// Vite's development server on the project of React, which serves the package's files where they are installed:
// node dev.mjs <site>; it prints its address once it has what the page asks for.
import { join, resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { createServer } from "vite";

const server = await createServer({
  configFile: false,
  logLevel: "error",
  root: join(import.meta.dirname, "react"),
  cacheDir: join(import.meta.dirname, "dev-cache"),
  publicDir: resolve(process.argv[2]),
  plugins: [react()],
  server: { host: "127.0.0.1", port: 0, hmr: false },
});
await server.listen();
const [address] = server.resolvedUrls.local;
// The first visit has it bundle what the project depends on, which may take longer than a page is waited for.
for (const file of ["main.jsx", "checkout.jsx"]) {
  const code = await (await fetch(address + file)).text();
  const imports = [...code.matchAll(/from "(\/@fs\/[^"]+)"/g)];
  await Promise.all(imports.map(async ([, path]) => (await fetch(new URL(path, address))).text()));
}
console.log(`listening on ${address}`);
