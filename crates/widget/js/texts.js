// The words of the page's language: one small file fetched beside the wasm, English inside it.
import { fetchTexts } from "./fetch-texts.js";

/**
 * Language in lower case → what `fetchTexts` gets it by, or the language it is another name of. Written in by the
 * package step. English is not among them: it is inside the wasm.
 */
const LOCALES = { __proto__: null, ..."__LOCALES__" };

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
      return { error };
    }));
  }
  return fetched.get(name);
}
