// The configuration: one plain object, written to and read from the fragment of the address.

/** Settings that are one text each: name in the fragment → attribute of the card. */
export const ATTRIBUTES = {
  company: "company",
  privacy: "privacy-url",
  contact: "contact",
  number: "whatsapp-number",
  retention: "retention",
  frequency: "frequency",
  recipients: "recipients",
  until: "valid-until",
  lang: "lang",
  endpoint: "endpoint",
  challenge: "challenge-url",
  for: "for",
  theme: "theme",
  layout: "layout",
};
/** Custom properties that can be set here, without their prefix. */
export const COLOURS = {
  accent: "Tick and buttons",
  "on-accent": "On the tick",
  text: "Text",
  muted: "Small print",
  background: "Ground",
  border: "Frame",
};
export const PREFIX = "--whatsapp-opt-in-";
/** Settings of this page alone. */
const PAGE = ["scheme", "base", "as"];
const OWN = "own";

/** What a newcomer starts with. */
export const START = {
  company: "Acme",
  privacy: "/privacy",
  retention: "P3Y",
  purposes: ["order-confirmation", "delivery-status"],
  own: [],
  endpoint: "/v1/consents",
  colours: {},
};

/** The fragment's text. A list of purposes of one's own is `own=id~category~words`. */
export function toFragment(settings) {
  const parameters = new URLSearchParams();
  for (const name of [...Object.keys(ATTRIBUTES), "radius", "font", ...PAGE]) {
    if (settings[name]) parameters.set(name, settings[name]);
  }
  parameters.set("purposes", settings.purposes.join(" "));
  for (const { id, category, text } of settings.own) parameters.append(OWN, [id, category, text].join("~"));
  for (const [name, colour] of Object.entries(settings.colours)) parameters.set(name, colour);
  return parameters.toString();
}

/** Reads a fragment; whatever is in it, settings come of it. */
export function fromFragment(fragment) {
  const parameters = new URLSearchParams(fragment.replace(/^#/, ""));
  if (!parameters.has("purposes") && !parameters.has("company")) return structuredClone(START);
  const settings = { purposes: [], own: [], colours: {} };
  for (const name of [...Object.keys(ATTRIBUTES), "radius", "font", ...PAGE]) {
    if (parameters.get(name)) settings[name] = parameters.get(name);
  }
  settings.purposes = parameters.get("purposes")?.split(" ").filter(Boolean) ?? [];
  for (const one of parameters.getAll(OWN)) {
    const [id = "", category = "", ...words] = one.split("~");
    settings.own.push({ id, category, text: words.join("~") });
  }
  for (const name of Object.keys(COLOURS)) {
    if (/^#[0-9a-f]{6}$/i.test(parameters.get(name) ?? "")) settings.colours[name] = parameters.get(name);
  }
  return settings;
}

/** The card's attributes, in the order in which people read them. */
export function attributesOf(settings) {
  const attributes = {};
  for (const [name, attribute] of Object.entries(ATTRIBUTES)) {
    const value = settings[name]?.trim();
    if (value) attributes[attribute] = value;
    if (name === "privacy" && settings.purposes.length > 0) attributes.purposes = settings.purposes.join(" ");
  }
  return attributes;
}

/** Purposes of one's own that somebody began to fill in. */
export const ownPurposes = (settings) => settings.own.filter(({ id, text }) => id.trim() || text.trim());

/** The custom properties that are set. */
export function propertiesOf(settings) {
  const properties = Object.entries(settings.colours).map(([name, value]) => [PREFIX + name, value]);
  for (const name of ["radius", "font"]) if (settings[name]) properties.push([PREFIX + name, settings[name]]);
  return properties;
}

/** Where the package is served, with its last slash. */
export function baseOf(settings) {
  const base = settings.base?.trim() || "/whatsapp-opt-in/";
  return base.endsWith("/") ? base : `${base}/`;
}

/** The policy that a page with this card needs, beside its own. */
export function policyOf(settings) {
  const here = (address) => {
    const match = /^(?:https?:)?\/\/[^/?#]+/i.exec(address?.trim() ?? "");
    return match && (match[0].startsWith("//") ? `https:${match[0]}` : match[0]);
  };
  const foreign = (...addresses) => [...new Set(addresses.map(here).filter(Boolean))].map((origin) => ` ${origin}`).join("");
  const base = settings.base;
  return `script-src 'self'${foreign(base)} 'wasm-unsafe-eval'; connect-src 'self'${foreign(base, settings.endpoint, settings.challenge)}`;
}
