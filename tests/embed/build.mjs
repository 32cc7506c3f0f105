// Builds the projects, in the folder where the package is installed, into a site: node build.mjs <site>
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import react from "@vitejs/plugin-react";
import vue from "@vitejs/plugin-vue";
import { build } from "vite";

const here = import.meta.dirname;
const site = resolve(process.argv[2]);
const PLUGINS = { react: () => [react()], vue: () => [vue()], svelte: () => [svelte({ configFile: false })], server: () => [react()] };

await rm(site, { recursive: true, force: true });
await mkdir(site, { recursive: true });
for (const [name, plugins] of Object.entries(PLUGINS)) {
  await build({
    configFile: false,
    logLevel: "warn",
    root: join(here, name),
    base: `/${name}/`,
    plugins: plugins(),
    build: { outDir: join(site, name), emptyOutDir: true },
  });
}
for (const name of ["plain", "importmap"]) await cp(join(here, name), join(site, name), { recursive: true });
await cp(join(here, "node_modules/whatsapp-opt-in"), join(site, "vendor/whatsapp-opt-in"), { recursive: true });

// What a server renders stands in the page before any script has run.
const rendered = join(here, "rendered");
await build({
  configFile: false,
  logLevel: "warn",
  root: join(here, "server"),
  plugins: [react()],
  build: { ssr: join(here, "react/checkout.jsx"), outDir: rendered, emptyOutDir: true },
});
const { createElement } = await import("react");
const { renderToString } = await import("react-dom/server");
const { Checkout } = await import(join(rendered, "checkout.js"));
const page = join(site, "server/index.html");
const html = (await readFile(page, "utf8")).replace("<!--app-->", renderToString(createElement(Checkout)));
await writeFile(page, html);
