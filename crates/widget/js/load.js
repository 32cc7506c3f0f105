// Loads the wasm once for every card of the page. In the built package this stands behind wasm-bindgen's glue, in
// one file with it; `init`, `Widget` and `canSign` are the glue's.
import init, { canSign, Widget } from "./glue.js";

/** SHA-256 of the wasm, written in by the package step. */
export const WASM_SHA256 = "__WASM_SHA256__";
const WASM_INTEGRITY = "__WASM_INTEGRITY__";
/** Where this script came from: its query says how to render. */
export const SCRIPT_URL = import.meta.url;
const WASM_URL = new URL("whatsapp-opt-in.wasm", import.meta.url);

let loading;
let trapped = false;
const listeners = new Set();

/** Resolves when the wasm can be used; the same promise for everybody. A failed download may be tried again. */
export function load() {
  if (trapped) return Promise.reject(new Error("the module has stopped working"));
  loading ??= init({ module_or_path: fetch(WASM_URL, { integrity: WASM_INTEGRITY, credentials: "same-origin" }) })
    .catch((error) => {
      loading = undefined;
      throw error;
    });
  return loading;
}

/** Calls back when the wasm has trapped: its one instance is of no more use to anybody. */
export function onTrap(run, signal) {
  listeners.add(run);
  signal.addEventListener("abort", () => listeners.delete(run), { once: true });
}

function watch({ error, reason }) {
  const fault = error ?? reason;
  if (trapped || !(fault instanceof WebAssembly.RuntimeError)) return;
  // Browsers keep only the innermost frames: those of the wasm, or of the file around it.
  if (![WASM_URL.href, SCRIPT_URL].some((ours) => fault.stack?.includes(ours))) return;
  trapped = true;
  for (const run of [...listeners]) run();
}
addEventListener("error", watch);
addEventListener("unhandledrejection", watch);

export { canSign, Widget };
