// The configurator: the form, the address, the real card and the validator say the same thing at every key.
import { byId, copyButtons, download, el, say, settled } from "../lib/dom.js";
import { kindOf, showFindings, summary } from "../lib/findings.js";
import { onFailure, validator } from "../lib/validator.js";
import { ATTRIBUTES, attributesOf, COLOURS, fromFragment, ownPurposes, policyOf, propertiesOf, START, toFragment } from "./settings.js";
import { inside, WAYS } from "./snippets.js";

/** What the card has by itself, for the colour fields of whoever has not chosen. */
const BUILT_IN = { accent: "#0b7a5b", "on-accent": "#ffffff", text: "#1b2420", muted: "#55605b", background: "#ffffff", border: "#d5dcd8" };
const TEXT_FIELDS = [...Object.keys(ATTRIBUTES), "base", "scheme", "radius", "font"];
const GROUPS = { utility: "About what they ordered", marketing: "Marketing", authentication: "Codes" };
/** What the widget's codes ask for, for a setup that is not complete. */
const MISSING = {
  company_missing: "Name the company that will write.",
  purposes_missing: "Choose at least one purpose.",
  purpose_unknown: "One of the purposes is not in the catalogue.",
  purpose_invalid: "A purpose of your own needs an id of a–z, 0–9 and - that the catalogue does not have, and words that fit after “may send me”.",
  valid_until_invalid: "“Holds until” is no date.",
};
const verdict = byId("verdict");
let settings = fromFragment(location.hash);
let card;

onFailure((message) => say(verdict, "bad", message));
const { explain, languages, lintWidget, notice: noticeOf, purposes: catalogue } = await validator;

// ---- the form

for (const [category, title] of Object.entries(GROUPS)) {
  const titleId = `group-${category}`;
  byId("purposes").append(
    el("p", { class: "label", id: titleId }, title),
    el("div", { class: "choices", role: "group", "aria-labelledby": titleId },
      catalogue("en").filter((purpose) => purpose.category === category).map(({ id, text }) =>
        el("label", { class: "choice" }, el("input", { type: "checkbox", value: id, "data-purpose": true }), text))));
}
const names = new Intl.DisplayNames(["en"], { type: "language" });
for (const { tag } of languages()) byId("lang").append(el("option", { value: tag }, `${names.of(tag)} (${tag})`));
for (const [name, title] of Object.entries(COLOURS)) {
  byId("swatches").append(el("div", { class: "swatch" },
    el("label", { for: `colour-${name}` }, title),
    el("input", { type: "color", id: `colour-${name}`, "data-colour": name }),
    el("button", { type: "button", class: "quiet", "data-clear": name, "aria-label": `${title}: as it comes` }, "As it comes")));
}
for (const [id, [title]] of Object.entries(WAYS)) {
  byId("tabs").append(el("button", { type: "button", role: "tab", id: `tab-${id}`, "aria-controls": "snippet-panel", onclick: () => choose(id) }, title));
}

/** Shows the settings in the form. */
function fill() {
  for (const name of TEXT_FIELDS) byId(name).value = settings[name] ?? "";
  for (const box of document.querySelectorAll("[data-purpose]")) box.checked = settings.purposes.includes(box.value);
  for (const field of document.querySelectorAll("[data-colour]")) field.value = settings.colours[field.dataset.colour] ?? BUILT_IN[field.dataset.colour];
  byId("own").replaceChildren(...settings.own.map(ownFields));
}

function ownFields({ id, category, text }, at) {
  const field = (name, label, control) => {
    control.id = `own-${name}-${at}`;
    control.dataset.own = name;
    return el("div", { class: "field" }, el("label", { for: control.id }, label), control);
  };
  const select = el("select", {}, Object.keys(GROUPS).map((value) => el("option", { value }, value)));
  select.value = category || "utility";
  return el("div", { class: "own", role: "group", "aria-label": `Purpose of your own ${at + 1}` },
    field("text", "Acme may send me …".replace("Acme", settings.company || "Acme"), el("input", { type: "text", value: text, placeholder: "warranty reminders" })),
    field("id", "Id", el("input", { type: "text", value: id, placeholder: "warranty" })),
    field("category", "Category", select),
    el("p", {}, el("button", { type: "button", class: "quiet", onclick: () => remove(at) }, "Remove")));
}

/** Takes the settings out of the form. */
function take() {
  for (const name of TEXT_FIELDS) settings[name] = byId(name).value;
  const chosen = [...document.querySelectorAll("[data-purpose]")].filter((box) => box.checked).map((box) => box.value);
  // In the order in which they were chosen: the card names them so.
  settings.purposes = [...settings.purposes.filter((id) => chosen.includes(id)), ...chosen.filter((id) => !settings.purposes.includes(id))];
  settings.own = [...document.querySelectorAll(".own")].map((fields) =>
    Object.fromEntries(["id", "category", "text"].map((name) => [name, fields.querySelector(`[data-own=${name}]`).value])));
}

// ---- what follows from it

/** The words; those of the page's own language are shown in English. */
const notice = () => noticeOf({ attributes: attributesOf(settings), customPurposes: inside(settings) || undefined });

function draw() {
  const words = notice();
  address();
  preview();
  judge(words);
  snippet(words);
  byId("notice").textContent = words.ok ? words.text : "";
  byId("notice").lang = words.ok ? words.language : "en";
  byId("notice").dir = words.ok ? words.dir : "ltr";
  byId("digest").textContent = words.ok ? words.sha256 : "…";
  byId("save-notice").disabled = !words.ok;
  byId("csp").textContent = policyOf(settings);
  byId("lang-hint").hidden = Boolean(settings.lang);
}

function address() {
  const fragment = `#${toFragment(settings)}`;
  if (location.hash !== fragment) history.replaceState(null, "", fragment);
  byId("link").textContent = location.href;
}

/** The real card; it posts nothing from here, whatever the endpoint. */
function preview() {
  const { endpoint, "challenge-url": challenge, for: field, ...attributes } = attributesOf(settings);
  attributes.lang ??= "en";
  const own = ownPurposes(settings);
  if (own.length > 0) attributes.purposes = JSON.stringify([...settings.purposes, ...own]);
  const place = byId("preview");
  place.className = `preview ${settings.scheme ?? ""}`.trim();
  if (!card) place.append((card = el("whatsapp-opt-in", { id: "card" })));
  for (const name of [...Object.values(ATTRIBUTES), "purposes"]) {
    if (attributes[name] === undefined) card.removeAttribute(name);
    else if (card.getAttribute(name) !== attributes[name]) card.setAttribute(name, attributes[name]);
  }
  card.removeAttribute("style");
  for (const [name, value] of propertiesOf(settings)) card.style.setProperty(name, value);
}

function judge(words) {
  if (!words.ok) {
    byId("findings").replaceChildren();
    return say(verdict, "bad", MISSING[words.code] ?? words.code);
  }
  const result = lintWidget({ attributes: attributesOf(settings), customPurposes: inside(settings) || undefined });
  if (!result.ok) {
    byId("findings").replaceChildren();
    return say(verdict, "bad", result.message);
  }
  showFindings(byId("findings"), result, explain);
  say(verdict, kindOf(result), summary(result) || "Nothing found: it names who asks, what for and the way out.");
}

function snippet(words) {
  const way = WAYS[settings.as] ? settings.as : "html";
  const [, make, hint] = WAYS[way];
  byId("snippet").textContent = make(settings, words);
  byId("snippet-hint").textContent = hint;
  byId("snippet-panel").setAttribute("aria-labelledby", `tab-${way}`);
  for (const tab of byId("tabs").children) {
    const chosen = tab.id === `tab-${way}`;
    tab.setAttribute("aria-selected", chosen);
    tab.tabIndex = chosen ? 0 : -1;
  }
}

// ---- what people do

function choose(way) {
  settings.as = way;
  draw();
}

function remove(at) {
  settings.own.splice(at, 1);
  fill();
  draw();
  byId("add-own").focus();
}

byId("tabs").addEventListener("keydown", (event) => {
  const ways = Object.keys(WAYS);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const at = event.key === "Home" ? 0 : event.key === "End" ? ways.length - 1 : undefined;
  if (step === undefined && at === undefined) return;
  event.preventDefault();
  const direction = getComputedStyle(byId("tabs")).direction === "rtl" ? -1 : 1;
  const next = at ?? (ways.indexOf(WAYS[settings.as] ? settings.as : "html") + step * direction + ways.length) % ways.length;
  choose(ways[next]);
  byId(`tab-${ways[next]}`).focus();
});
const later = settled(draw, 60);
byId("settings").addEventListener("input", (event) => {
  const colour = event.target.dataset.colour;
  if (colour) settings.colours[colour] = event.target.value;
  take();
  later();
});
byId("settings").addEventListener("submit", (event) => event.preventDefault());
byId("settings").addEventListener("click", (event) => {
  const name = event.target.dataset.clear;
  if (!name) return;
  delete settings.colours[name];
  fill();
  draw();
});
byId("add-own").addEventListener("click", () => {
  settings.own.push({ id: "", category: "utility", text: "" });
  fill();
  byId(`own-text-${settings.own.length - 1}`).focus();
});
byId("reset").addEventListener("click", () => {
  settings = structuredClone(START);
  fill();
  draw();
});
byId("save-notice").addEventListener("click", () => {
  const words = notice();
  download(`notice-${words.language}.txt`, "text/plain", `${words.text}\n`);
});
addEventListener("hashchange", () => {
  settings = fromFragment(location.hash);
  fill();
  draw();
});
copyButtons();
fill();
draw();
