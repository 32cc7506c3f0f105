// Builds the projects, in the folder where the package is installed, into a site: node build.mjs <site> <dist> <repository>
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import react from "@vitejs/plugin-react";
import vue from "@vitejs/plugin-vue";
import { build } from "vite";
import webpack from "webpack";

const here = import.meta.dirname;
const [site, dist, repository] = process.argv.slice(2).map((path) => resolve(path));
const PLUGINS = { none: () => [], jsx: () => [react()], vue: () => [vue()], svelte: () => [svelte({ configFile: false })] };
const PROJECTS = { react: "jsx", vue: "vue", svelte: "svelte", server: "jsx", "woo-classic": "none", "woo-block": "none" };

await rm(site, { recursive: true, force: true });
await mkdir(site, { recursive: true });
const withVite = (name, plugins) =>
  build({
    configFile: false,
    logLevel: "warn",
    root: join(here, name),
    base: `/${name}/`,
    plugins: PLUGINS[plugins](),
    build: { outDir: join(site, name), emptyOutDir: true },
  });
for (const [name, plugins] of Object.entries(PROJECTS)) await withVite(name, plugins);
await cp(join(here, "docs"), join(site, "docs"), { recursive: true });
for (const { name, framework } of JSON.parse(await readFile(join(here, "docs/pages.json"), "utf8"))) {
  if (framework) await withVite(`docs/${name}`, framework);
}
for (const name of ["plain", "importmap", "webpack"]) await cp(join(here, name), join(site, name), { recursive: true });
await cp(join(here, "node_modules/whatsapp-opt-in"), join(site, "vendor/whatsapp-opt-in"), { recursive: true });
await cp(join(dist, "cdn"), site, { recursive: true });
await cp(join(repository, "integrations/woocommerce/assets"), join(site, "plugin"), { recursive: true });

const stats = await new Promise((done, failed) => {
  const settings = {
    mode: "production",
    context: join(here, "webpack"),
    entry: "./main.js",
    output: { path: join(site, "webpack"), publicPath: "/webpack/", filename: "bundle.js", trustedTypes: true },
    // The two wasm files are above its limit for assets; BENCHMARKS.md says what a page loads.
    performance: { hints: false },
  };
  webpack(settings, (error, result) => (error ? failed(error) : done(result)));
});
if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString({ colors: false }));

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
