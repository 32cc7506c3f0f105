// Builds the project of Next.js into the site: node next.mjs <site>
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

const project = join(import.meta.dirname, "next");
const site = resolve(process.argv[2]);

const checkout = await readFile(join(import.meta.dirname, "react/checkout.jsx"), "utf8");
await writeFile(join(project, "app/checkout.jsx"), `"use client";\n${checkout}`);
const next = join(project, "node_modules/next/dist/bin/next");
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
execFileSync(process.execPath, [next, "build"], { cwd: project, env, stdio: ["ignore", "ignore", "inherit"] });
for (const file of ["index.html", "plain/index.html"]) {
  const html = await readFile(join(project, "out", file), "utf8");
  assert.match(html, /<whatsapp-opt-in [^>]*privacy-url="\/privacy"/, `${file}: the server rendered no tag`);
}
await cp(join(project, "out"), join(site, "next"), { recursive: true });
console.log("Next.js: built and rendered");
