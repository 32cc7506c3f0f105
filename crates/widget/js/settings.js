// What the site asks for, read from the element: its attributes, and the JSON inside it.

/** Attributes, each with a property of the same name in camelCase. */
export const ATTRIBUTES = [
  "company", "purposes", "privacy-url", "contact", "whatsapp-number", "endpoint", "challenge-url", "format",
  "credentials", "submit", "name", "for", "phone", "country", "countries", "exclude-countries", "lang",
  "notice-version", "retention", "layout", "mode", "theme",
  "frequency", "recipients", "valid-until", "jurisdiction", "policy", "debug",
];
/** Where purposes of the site's own stand inside the element. */
export const PURPOSES = ":scope > script[type='application/json']";
/** Attributes that `terms.js` reads. */
export const TERMS = ["frequency", "recipients", "valid-until", "jurisdiction", "policy"];
const URLS = ["privacy-url", "endpoint", "challenge-url"];

/** A setting as the wasm reads it: URLs absolute, the country with its fallbacks. */
export function setting(element, name) {
  if (name === "country") return element.getAttribute(name) || region(languageOf(element));
  if (name === "purposes") return purposes(element).filter((purpose) => typeof purpose === "string").join(" ");
  if (name === "custom-purposes") {
    const custom = purposes(element).filter((purpose) => typeof purpose !== "string");
    return custom.map((purpose) => purposeLine(purpose, languageOf(element))).join("\n");
  }
  const value = element.getAttribute(name)?.trim();
  if (value && URLS.includes(name)) {
    try {
      return new URL(value, element.baseURI).href;
    } catch {
      return undefined;
    }
  }
  return value || undefined;
}

/** The country codes in an attribute. */
export function codes(element, name) {
  return element.getAttribute(name)?.toUpperCase().match(/[A-Z]{2}/g) ?? [];
}

/** `FR33 GB44 …` → a row each, code and `France +33`, sorted by name. */
export function countries(regions, language) {
  let names;
  try {
    names = new Intl.DisplayNames(language, { type: "region" });
  } catch {
    // Then the codes stand for themselves.
  }
  const rows = regions.trim().split(" ").map((region) => {
    const code = region.slice(0, 2);
    return [code, `${names?.of(code) ?? code} +${region.slice(2)}`];
  });
  const { compare } = new Intl.Collator(language);
  return rows.sort(([, a], [, b]) => compare(a, b));
}

export function camel(attribute) {
  return attribute.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
}

/** Ids of the catalogue, and purposes of the site's own: from the attribute, and from JSON inside the element. */
function purposes(element) {
  const text = element.getAttribute("purposes")?.trim() ?? "";
  try {
    const listed = text.startsWith("[") ? JSON.parse(text) : text.split(/\s+/);
    const json = inside(element);
    return [...listed, ...(Array.isArray(json) ? json : (json.purposes ?? []))];
  } catch {
    return [{}]; // refused by the wasm, with a code for it
  }
}

/** The JSON inside the element: `{"texts": {…}, "purposes": […]}`, or the purposes alone. */
function inside(element) {
  return JSON.parse(element.querySelector(PURPOSES)?.textContent || "[]");
}

/** The site's own texts, by name. */
export function ownTexts(element) {
  try {
    const texts = Object.entries(inside(element).texts ?? {}).filter(([, text]) => typeof text === "string");
    const own = { __proto__: null, ...Object.fromEntries(texts) };
    if (own.language) Intl.getCanonicalLocales(own.language);
    return own;
  } catch {
    return {}; // bad JSON is told where the purposes are read; a language nobody knows is none
  }
}

/** A purpose of the site's own: id, category and words, between tabs. The words may be given by language. */
function purposeLine(purpose, tag) {
  const { id, category, text } = Object(purpose);
  const words = text instanceof Object ? (text[tag] ?? text[tag.split("-")[0]] ?? Object.values(text)[0]) : text;
  return [id || "?", category, words].map((part) => String(part ?? "").replace(/\s+/g, " ")).join("\t");
}

export function languageOf(element) {
  return element.getAttribute("lang") || element.closest("[lang]")?.lang || document.documentElement.lang || navigator.language;
}

/** The region a language names, or the one it is mostly spoken in. */
function region(tag) {
  try {
    return new Intl.Locale(tag).region ?? new Intl.Locale(navigator.language).region ?? new Intl.Locale(tag).maximize().region;
  } catch {
    return undefined;
  }
}
