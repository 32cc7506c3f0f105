// The installed package where there is no DOM: every import is safe, and the components render their markup.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { createSSRApp, h } from "vue";
import { renderToString } from "vue/server-renderer";

const { WhatsAppOptInElement } = await import("whatsapp-opt-in");
const defined = await import("whatsapp-opt-in/define");
assert.equal(defined.WhatsAppOptInElement, WhatsAppOptInElement);
assert.equal(globalThis.customElements, undefined);

// The manifest is what the class has.
const url = import.meta.resolve("whatsapp-opt-in/custom-elements.json");
const manifest = JSON.parse(await readFile(new URL(url))).modules[0].declarations[0];
const names = (rows) => rows.map(({ name }) => name).sort();
assert.deepEqual(names(manifest.attributes), [...WhatsAppOptInElement.observedAttributes].sort());
const OF_THE_BROWSER = /^constructor$|Callback$/;
const members = Object.getOwnPropertyNames(WhatsAppOptInElement.prototype).filter((name) => !OF_THE_BROWSER.test(name));
assert.deepEqual(names(manifest.members), members.sort());

const settings = { company: "A & B", privacyUrl: "/privacy", purposes: ["offers"], disabled: true };
const markup = [
  (await import("whatsapp-opt-in/react").then(({ WhatsAppOptIn }) =>
    renderToStaticMarkup(createElement(WhatsAppOptIn, { ...settings, className: "a", onConsent() {} }, "fallback")))),
  (await import("whatsapp-opt-in/vue").then(({ WhatsAppOptIn }) =>
    renderToString(createSSRApp({ render: () => h(WhatsAppOptIn, { ...settings, class: "a" }, () => "fallback") })))),
];
for (const html of markup) {
  assert.match(html, /^<whatsapp-opt-in .*>(<!--\[-->)?fallback(<!--]-->)?<\/whatsapp-opt-in>$/, html);
  for (const part of [' company="A &amp; B"', ' privacy-url="/privacy"', ' purposes="offers"', " disabled", ' class="a"']) {
    assert.ok(html.includes(part), `${part} in ${html}`);
  }
}

// The names that docs/phone.md imports; crates/validator/tests/docs.mjs runs what stands below.
const { AsYouType, examplePhone, formatAsYouType, parsePhone, lint } = await import("whatsapp-opt-in/validator");
for (const one of [AsYouType, examplePhone, formatAsYouType]) assert.equal(typeof one, "function");
assert.equal(parsePhone("06 12 34 56 78", "FR").phone.e164, "+33612345678");
assert.equal(lint("<form></form>").ok, true);
const { default: french } = await import("whatsapp-opt-in/locales/fr");
assert.equal(french.language, "fr");
console.log("the package in Node: ok");
