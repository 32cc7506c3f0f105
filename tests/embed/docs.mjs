// The code of the docs, as it is printed, made into pages: node docs.mjs <repository> <dist>
//
// A block under `<!-- page: name -->` is part of the page of that name; blocks of one name and file make one page: HTML its
// body, CSS its style sheet, JavaScript its script (a module with an import map where it imports), and a component of a
// framework is built around. A page without a card gets one, and the script with it.
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

const here = import.meta.dirname;
const [repository, dist] = process.argv.slice(2).map((path) => resolve(path));
const [cdn] = await readdir(join(dist, "cdn"));
const { files: digests } = JSON.parse(await readFile(join(dist, "cdn", cdn, "integrity.json"), "utf8"));

const BLOCK = /^<!-- (?:[^\n]*; )?page: ([\w-]+) -->\n```(\w+)\n([^]*?)\n```$/gm;
const CARD = `<whatsapp-opt-in company="Acme" privacy-url="/privacy" purposes="order-confirmation"></whatsapp-opt-in>`;
const SCRIPT = `<script type="module" src="/whatsapp-opt-in/whatsapp-opt-in.js"></script>`;
const IMPORT_MAP = `<script type="importmap">{ "imports": { "whatsapp-opt-in/define": "/vendor/whatsapp-opt-in/dist/define.js" } }</script>`;
/** What the printed lines call, and find in the page. */
const HELPERS = `{
  window.save = window.onConsent = (record) => { document.body.dataset.called = record; };
  // Typeform's script and Shopify's cart, which nobody can start here: what they are given is written down.
  const told = (fields) => { document.body.dataset.told = JSON.stringify(fields); };
  window.tf = { createWidget: (form, { container, hidden }) => { if (form && container instanceof Element) told(hidden); } };
  const fetched = window.fetch;
  window.fetch = (address, options) => {
    if (address !== "/cart/update.js") return fetched(address, options);
    const { method, headers, body } = options;
    if (method === "POST" && headers["Content-Type"] === "application/json") told(JSON.parse(body).attributes);
    return Promise.resolve(new Response("{}"));
  };
}
`;
const PLACES = `<div id="place"></div><div id="booking-form"></div>`;

/** The addresses that stand for the reader's own, and the digests that stand for this build's. */
function local(code) {
  const script = digests["whatsapp-opt-in.js"].integrity;
  return code
    .replaceAll(`https://cdn.example/whatsapp-opt-in@`, "/whatsapp-opt-in@")
    .replaceAll(/https:\/\/(cdn|opt-in)\.example/g, "")
    .replaceAll("https://embed.typeform.com/next/embed.js", "/docs/helpers.js")
    .replaceAll("sha384-…", script);
}

const html = (head, body) => `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>From the docs</title>
  <link rel="icon" href="/icon.svg">
  <script vite-ignore src="/fixture.js"></script>
  <script vite-ignore src="/docs/helpers.js"></script>
  ${head}
</head>
<body>
${body}
</body>
</html>
`;

/** A project around a component. */
const PROJECTS = {
  jsx(code) {
    const [imports, element] = code.split("\n\n");
    const main = `${imports}\nimport { createRoot } from "react-dom/client";\n\ncreateRoot(document.getElementById("app")).render(\n${element}\n);\n`;
    return { "main.jsx": main };
  },
  vue(code) {
    // A template sees its component's names alone.
    const app = code.replace("</script>", "const { save } = window;\n</script>");
    return { "App.vue": app, "main.js": `import { createApp } from "vue";\nimport App from "./App.vue";\n\ncreateApp(App).mount("#app");\n` };
  },
  svelte(code) {
    return { "App.svelte": code, "main.js": `import { mount } from "svelte";\nimport App from "./App.svelte";\n\nmount(App, { target: document.getElementById("app") });\n` };
  },
};

const pages = new Map();
const names = ["README.md", "pkg-config/npm/README.md", ...(await readdir(join(repository, "docs"))).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`)];
for (const file of names.sort()) {
  for (const [, name, language, code] of (await readFile(join(repository, file), "utf8")).matchAll(BLOCK)) {
    const key = `${file.replace(/^docs\/|\.md$/g, "").toLowerCase().replaceAll("/", "-")}-${name}`;
    if (!pages.has(key)) pages.set(key, []);
    pages.get(key).push({ language, code: local(code) });
  }
}

await rm(join(here, "docs"), { recursive: true, force: true });
const put = async (path, text) => {
  await mkdir(join(here, "docs", path, ".."), { recursive: true });
  await writeFile(join(here, "docs", path), text);
};
const list = [];
for (const [name, blocks] of pages) {
  const of = (language) => blocks.filter((block) => block.language === language).map(({ code }) => code);
  const [{ language, code }] = blocks;
  if (PROJECTS[language]) {
    if (blocks.length > 1) throw new Error(`${name}: one block for a component`);
    const files = PROJECTS[language](code);
    const main = files["main.jsx"] ? "main.jsx" : "main.js";
    for (const [file, text] of Object.entries(files)) await put(`${name}/${file}`, text);
    await put(`${name}/index.html`, html(`<script type="module" src="./${main}"></script>`, `<div id="app"></div>`));
    list.push({ name, framework: language, called: code.includes("save(") });
    continue;
  }
  const known = ["html", "css", "js"];
  const stranger = blocks.find((block) => !known.includes(block.language));
  if (stranger) throw new Error(`${name}: nobody knows what a page does with ${stranger.language}`);
  let body = of("html").join("\n");
  const makesCards = /<whatsapp-opt-in|class="whatsapp-opt-in"|render=explicit|createElement\("whatsapp-opt-in"\)/;
  if (!makesCards.test(body)) body += `\n${CARD}`;
  const imports = /^import /m.test(of("js").join("\n"));
  const brings = imports || /<script[^>]*whatsapp-opt-in|"importmap"|createElement\("script"\)/.test(body);
  if (!brings) body = `${SCRIPT}\n${body}`;
  const script = imports ? `${IMPORT_MAP}\n  <script type="module" src="page.js"></script>` : `<script src="page.js"></script>`;
  const head = [`<link rel="stylesheet" href="page.css">`, script].join("\n  ");
  await put(`${name}/page.css`, of("css").join("\n"));
  await put(`${name}/page.js`, of("js").join("\n"));
  await put(`${name}/index.html`, html(head, `${PLACES}\n${body}`));
  const all = body + of("js");
  const told = all.includes("/cart/update.js") ? "whatsapp_opt_in" : all.includes("createWidget") ? "opt_in" : null;
  list.push({ name, framework: null, styled: of("css").length > 0, called: /data-callback|save\(/.test(all), told });
}
await put("helpers.js", HELPERS);
await put("pages.json", JSON.stringify(list));
console.log(`pages from the docs: ${list.map(({ name }) => name).join(", ")}`);
