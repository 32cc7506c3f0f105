// The words of the page's language: one small file fetched beside the wasm, English inside it.
import { WASM_URL } from "./load.js";

/**
 * Language in lower case → the start of its file's SHA-256, or the language it is another name of. Written in by the
 * package step. English is not among them: it is inside the wasm.
 */
const LOCALES = { __proto__: null, ..."__LOCALES__" };
/** How long the card waits for its language, in milliseconds. */
const TEXTS_PATIENCE_MS = 5000;

const fetched = new Map();

/** The texts for a tag, falling back `pt-BR` → `pt`; none for English, and none with an `error` if they do not load. */
export function textsOf(tag) {
  let name = tag.toLowerCase().replaceAll("_", "-");
  while (name && !LOCALES[name]) name = name.replace(/-?[^-]*$/, "");
  if (LOCALES[LOCALES[name]]) name = LOCALES[name];
  if (!name) return Promise.resolve({});
  if (!fetched.has(name)) {
    fetched.set(name, fetchTexts(name, LOCALES[name]).catch((error) => {
      fetched.delete(name);
      return { error: `The texts in "${name}" did not load, so the card is in English: ${error.message}` };
    }));
  }
  return fetched.get(name);
}

/** Name and check of the file are one: whoever changes the words changes the name this script knows. */
async function fetchTexts(name, hash) {
  const url = new URL(`locales/${name}.${hash}.json`, WASM_URL);
  const response = await fetch(url, { credentials: "same-origin", signal: AbortSignal.timeout(TEXTS_PATIENCE_MS) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const bytes = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const start = btoa(String.fromCharCode(...digest.subarray(0, 12))).replaceAll("+", "-").replaceAll("/", "_");
  if (start !== hash) throw new Error(`${url} is not the file of this version`);
  return { texts: JSON.parse(new TextDecoder().decode(bytes)) };
}
