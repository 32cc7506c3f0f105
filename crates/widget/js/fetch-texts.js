// The words as a page of its own fetches them: a file named by the start of its SHA-256.
import { WASM_URL } from "./load.js";

/** How long the card waits for its language, in milliseconds. */
const TEXTS_PATIENCE_MS = 5000;

/** Name and check of the file are one: whoever changes the words changes the name this script knows. */
export async function fetchTexts(name, hash) {
  const url = new URL(`locales/${name}.${hash}.json`, WASM_URL);
  const response = await fetch(url, { credentials: "same-origin", signal: AbortSignal.timeout(TEXTS_PATIENCE_MS) });
  if (!response.ok) throw new Error(response.status);
  const bytes = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const start = btoa(String.fromCharCode(...digest.subarray(0, 12))).replaceAll("+", "-").replaceAll("/", "_");
  if (start !== hash) throw new Error("of another version");
  return { texts: JSON.parse(new TextDecoder().decode(bytes)) };
}
