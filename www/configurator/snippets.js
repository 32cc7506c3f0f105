// What is copied into a page: one function for each way a site is built.
import { attributesOf, baseOf, ownPurposes, propertiesOf } from "./settings.js";

const INSTALL = "The package from a clone: cargo xtask package, then npm pack in dist/npm, and npm install the file that it makes. Once it is published: npm install whatsapp-opt-in.";
/** Id → the tab's name, the code and what to know beside it. `words` are the card's own, for the fallback. */
export const WAYS = {
  html: ["HTML", html, "The plain box inside is shown, and sent, where scripts do not run. Serve the package’s files from your own site."],
  div: ["data-*", div, "For page builders that strip unknown tags."],
  script: ["Script", script, "For pages that draw themselves: call it once the place is there. Where the policy below is on, the script in between goes into a file of yours."],
  react: ["React", react, INSTALL],
  vue: ["Vue", vue, INSTALL],
  svelte: ["Svelte", svelte, INSTALL],
  wordpress: ["WordPress", wordpress, "A block “Custom HTML”, or your theme’s template. For people without the right to write HTML, WordPress keeps the div and strips script and style: let the theme bring them. For WooCommerce, the plugin’s settings page takes the same company, address and purposes."],
  shopify: ["Shopify", shopify, "Online Store → Themes → Edit code: the package’s files go into assets, this into a section. Assets have no folders, so a card in another language than English needs the package served elsewhere. Themes have no part in Shopify’s own checkout."],
  embed: ["Page builders", embed, "Webflow, Squarespace, Wix and others: an embed of code. Builders that show embeds in a frame of another origin cannot pass the record to your form: give an endpoint."],
};

const attribute = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
const quoted = (text) => `"${attribute(text)}"`;
const words = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
/** JSON that can stand inside a script element. */
const json = (value) => JSON.stringify(value).replaceAll("<", "\\u003c");

/** The purposes of one's own, for the script inside the element. */
export const inside = (settings) => (ownPurposes(settings).length > 0 ? json(ownPurposes(settings)) : "");

function list(settings, prefix = "", line = "\n  ") {
  return Object.entries(attributesOf(settings)).map(([name, value]) => `${line}${prefix}${name}=${quoted(value)}`).join("");
}

function module(settings, query = "") {
  return `<script type="module" src=${quoted(`${baseOf(settings)}whatsapp-opt-in.js${query}`)}></script>`;
}

/** The plain box, with the words of the first box of the card. It says as much as the card: it may be all there is. */
function fallback(settings, notice) {
  if (!notice.ok) return "";
  const lines = notice.text.split("\n");
  // How often, who else and until when stand between the boxes and the way to stop.
  const rest = lines.slice(notice.boxes.length, -1).join(" ");
  const privacy = `<a href=${quoted(settings.privacy ?? "")}>${words(lines.at(-1))}</a>`;
  return notice.boxes.map(({ category, label }, at) => {
    const name = at === 0 ? "whatsapp_opt_in" : `whatsapp_opt_in_${category}`;
    return `\n  <label><input type="checkbox" name="${name}" value="yes"> ${words(label)} ${words(rest)}</label>`;
  }).join("") + `\n  ${privacy}`;
}

function own(settings, indent = "  ") {
  const purposes = inside(settings);
  return purposes && `\n${indent}<script type="application/json">${purposes}</script>`;
}

/** The look as a rule, empty where nothing was chosen. A shared link may hold anything: no value ends the rule. */
function rule(settings, selector, indent) {
  const lines = propertiesOf(settings).map(([name, value]) => `${indent}  ${name}: ${value.replaceAll(/[<>{};`$\\]/g, "")};\n`);
  return lines.length > 0 ? `${indent}${selector} {\n${lines.join("")}${indent}}\n` : "";
}

/** The same as an element, in front of the card, so that it is never seen without. */
function style(settings, selector = "whatsapp-opt-in") {
  const text = rule(settings, selector, "  ");
  return text && `<style>\n${text}</style>\n`;
}

function html(settings, notice) {
  return `${module(settings)}
${style(settings)}
<whatsapp-opt-in${list(settings)}>${own(settings)}${fallback(settings, notice)}
</whatsapp-opt-in>`;
}

function div(settings, notice) {
  const purposes = ownPurposes(settings);
  const all = purposes.length > 0
    ? { ...settings, purposes: [json([...settings.purposes, ...purposes])] }
    : settings;
  return `${module(settings)}
${style(settings, ".whatsapp-opt-in")}
<div class="whatsapp-opt-in"${list(all, "data-")}>${fallback(settings, notice)}
</div>`;
}

function options(settings, line = "\n    ") {
  const given = Object.entries(attributesOf(settings)).filter(([name]) => name !== "purposes");
  const parts = given.map(([name, value]) => `${camel(name)}: ${json(value)}`);
  parts.push(`purposes: ${json([...settings.purposes, ...ownPurposes(settings)])}`);
  return parts.map((part) => `${line}${part},`).join("");
}

function script(settings) {
  return `${style(settings, "#whatsapp-place")}<div id="whatsapp-place"></div>
<script>
  function onOptIn() {
    WhatsAppOptIn.render("#whatsapp-place", {${options(settings, "\n      ")}
      callback: (record) => {},
    });
  }
</script>
${module(settings, "?render=explicit&onload=onOptIn")}`;
}

function props(settings, line, value) {
  const given = Object.entries(attributesOf(settings)).filter(([name]) => name !== "purposes");
  const parts = given.map(([name, text]) => `${line}${value(camel(name), name, text)}`);
  return parts.join("");
}

/** Behind what a component draws, as its file has it. */
const after = (element) => element && `\n\n${element.trimEnd()}`;
const wrapper = (name) => JSON.stringify(`whatsapp-opt-in/${name}`);

function react(settings) {
  const card = `<WhatsAppOptIn${props(settings, "\n  ", (name, _, text) => `${name}={${JSON.stringify(text)}}`)}
  purposes={${JSON.stringify([...settings.purposes, ...ownPurposes(settings)])}}
  onConsent={(event) => {}}
/>`;
  const look = rule(settings, "whatsapp-opt-in", "    ");
  const drawn = look ? `<>\n  <style>{\`\n${look}  \`}</style>\n  ${card.replaceAll("\n", "\n  ")}\n</>` : card;
  return `import { WhatsAppOptIn } from ${wrapper("react")};\n\n${drawn}`;
}

function vue(settings) {
  const purposes = quoted(JSON.stringify([...settings.purposes, ...ownPurposes(settings)]));
  return `<script setup>
import { WhatsAppOptIn } from ${wrapper("vue")};
</script>

<template>
  <WhatsAppOptIn${props(settings, "\n    ", (_, name, text) => `${name}=${quoted(text)}`)}
    :purposes=${purposes}
    @consent="(event) => {}" />
</template>${after(style(settings))}`;
}

function svelte(settings) {
  return `<script>
  import WhatsAppOptIn from ${wrapper("svelte")};
</script>

<WhatsAppOptIn${props(settings, "\n  ", (name, _, text) => `${name}={${JSON.stringify(text)}}`)}
  purposes={${JSON.stringify([...settings.purposes, ...ownPurposes(settings)])}}
  onconsent={(event) => {}} />${after(style(settings, ":global(whatsapp-opt-in)"))}`;
}

function wordpress(settings, notice) {
  return `<!-- wp:html -->\n${div(settings, notice)}\n<!-- /wp:html -->`;
}

function shopify(settings, notice) {
  return div(settings, notice).replace(module(settings), `{%- comment -%} assets: every file of the package {%- endcomment -%}
<script type="module" src=${quoted("{{ 'whatsapp-opt-in.js' | asset_url }}")}></script>`);
}

function embed(settings, notice) {
  return div(settings, notice).replace(module(settings), `<script src=${quoted(`${baseOf(settings)}whatsapp-opt-in.classic.js`)} defer></script>`);
}
