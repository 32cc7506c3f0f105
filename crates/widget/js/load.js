// Loads the wasm once for every card of the page. In the built package this stands behind wasm-bindgen's glue, in
// one file with it; `init`, `Widget` and `canSign` are the glue's.
import init, { canSign, Widget } from "./glue.js";

/** SHA-256 of the wasm, written in by the package step. */
const WASM_SHA256 = "__WASM_SHA256__";
const WASM_INTEGRITY = "__WASM_INTEGRITY__";
/** Where this script came from: its query says how to render. */
export const SCRIPT_URL = import.meta.url;
/** Where the package lies. */
export const WASM_URL = new URL("whatsapp-opt-in.wasm", import.meta.url);
const PHONE_INTEGRITY = "__PHONE_INTEGRITY__";
// Written out, as bundlers look for it.
const PHONE_URL = new URL("whatsapp-opt-in-phone.wasm", import.meta.url);

let loading;
let loadingPhone;
let phoneBytes; // on their way
let phone; // the phone engine's exports
let plain; // the build without WebAssembly, where that is refused
let trapped = false;
const listeners = new Set();

/** Resolves with `{ Widget, canSign }`; the same promise for everybody. A failed download may be tried again. */
export function load() {
  if (trapped) return Promise.reject(new Error("the module has stopped working"));
  loading ??= begin().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function begin() {
  try {
    if (self.WebAssembly) {
      const response = fetch(WASM_URL, { integrity: WASM_INTEGRITY, credentials: "same-origin" });
      // Where the wasm is preloaded, the engine's way to the server and back falls into the time in which that arrives;
      // elsewhere it would take the card's place on the wire. (With a digest to check, a response comes when it is whole.)
      const preloaded = document.querySelector("link[rel=preload][as=fetch]");
      Promise.resolve(preloaded ?? response).then(fetchPhone).catch(() => {});
      await init({ module_or_path: response });
      // Starting it and drawing the first card are a task each.
      await new Promise((go) => setTimeout(go));
      return { Widget, canSign };
    }
  } catch (error) {
    // A policy without 'wasm-unsafe-eval' refuses to compile. Other bytes than ours fail before that, and are not run.
    if (!(error instanceof WebAssembly.CompileError)) throw error;
  }
  return (plain = await import("./without-wasm.js"));
}

/** SHA-256 of the wasm that runs, if one does. */
export const runningWasm = () => (plain ? undefined : WASM_SHA256);

/** Resolves when the phone engine can be asked. The card does not wait for it: nobody needs it to tick the box. */
export function loadPhone() {
  if (plain) return Promise.resolve();
  loadingPhone ??= fetchPhone()
    .then((bytes) => WebAssembly.instantiate(bytes))
    .then(({ instance }) => { phone = instance.exports; })
    .catch((error) => {
      loadingPhone = phoneBytes = undefined;
      throw error;
    });
  return loadingPhone;
}

function fetchPhone() {
  phoneBytes ??= fetch(PHONE_URL, { integrity: PHONE_INTEGRITY, credentials: "same-origin", priority: "low" })
    .then((response) => response.arrayBuffer());
  return phoneBytes;
}

/** One question to the phone engine, character by character. The wasm calls it, by this name. */
function askPhone(question) {
  if (plain) return plain.askPhone(question);
  for (const character of question) phone.put(character.codePointAt(0));
  phone.answer();
  let answer = "";
  for (let code; (code = phone.take()) >= 0;) answer += String.fromCodePoint(code);
  return answer;
}

/** A first question costs milliseconds, for compiling the code and opening the country's plan: let it be nobody's. */
export function warmPhone(country) {
  for (const question of [`judge\n${country}`, `edit\n${country}\n9`]) askPhone(`${question}\n212345678`);
}

/** Calls back when the wasm has trapped: its one instance is of no more use to anybody. */
export function onTrap(run, signal) {
  listeners.add(run);
  signal.addEventListener("abort", () => listeners.delete(run), { once: true });
}

function watch({ error, reason }) {
  const fault = error ?? reason;
  if (trapped || !self.WebAssembly || !(fault instanceof WebAssembly.RuntimeError)) return;
  // Browsers keep only the innermost frames: those of the wasm, or of the file around it.
  if (![WASM_URL.href, PHONE_URL.href, SCRIPT_URL].some((ours) => fault.stack?.includes(ours))) return;
  trapped = true;
  for (const run of [...listeners]) run();
}
addEventListener("error", watch);
addEventListener("unhandledrejection", watch);
