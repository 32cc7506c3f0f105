// Loads the wasm once for every card of the page. In the built package this stands behind wasm-bindgen's glue, in
// one file with it; `init` and `Widget` are the glue's.
import init, { Widget } from "./glue.js";

// Written in by the package step. One file has both modules, the widget's in front and the phone engine's behind it.
const WIDGET_BYTES = "__WIDGET_BYTES__";
const WIDGET_SHA256 = "__WIDGET_SHA256__";
const ENGINE_AT = "__ENGINE_AT__";
const WASM_BYTES = "__WASM_BYTES__";
/** SHA-256 of the whole file. */
const WASM_SHA256 = "__WASM_SHA256__";
/** Where this script came from: its query says how to render. */
export const SCRIPT_URL = import.meta.url;
/** Where the package lies. */
export const WASM_URL = new URL("whatsapp-opt-in.wasm", import.meta.url);
/** The build for where WebAssembly is refused. */
const PLAIN_URL = new URL("without-wasm.js", import.meta.url).href;
/** What V8 calls modules by, in place of an address. */
const MODULES = "wasm://wasm/whatsapp-opt-in";

let loading;
let loadingPhone;
let engine; // the phone engine's bytes, on their way
let phone; // the phone engine's exports
let plain; // the build without WebAssembly, where that is refused
let trapped = false;
const listeners = new Set();

/** Resolves with `{ Widget }`; the same promise for everybody. A failed download may be tried again. */
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
      await init({ module_or_path: await fetchWasm() });
      // Starting it and drawing the first card are a task each.
      await new Promise((go) => setTimeout(go));
      return { Widget };
    }
  } catch (error) {
    // A policy without 'wasm-unsafe-eval' refuses to compile. Other bytes than ours fail before that, and are not run.
    if (!(error instanceof WebAssembly.CompileError)) throw error;
  }
  return (plain = await import("./without-wasm.js"));
}

/**
 * The widget's module as soon as it is here; the engine's goes on arriving. Bytes are looked at before they run: with an
 * `integrity` for the fetch, nothing would be handed out before all has come.
 */
async function fetchWasm() {
  const response = await fetch(WASM_URL, { credentials: "same-origin" });
  const reader = response.body.getReader();
  const bytes = new Uint8Array(WASM_BYTES);
  let arrived = 0;
  const first = async (length, sha256) => {
    for (let next; arrived < length && !(next = await reader.read()).done; arrived += next.value.length) {
      bytes.set(next.value, arrived);
    }
    const part = bytes.subarray(0, length);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", part));
    if ([...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("") === sha256) return part;
    throw new Error(`${WASM_URL} (${response.status}) has other bytes than this script expects`);
  };
  const widget = await first(WIDGET_BYTES, WIDGET_SHA256);
  engine = first(WASM_BYTES, WASM_SHA256).then((all) => all.subarray(ENGINE_AT));
  // Whoever asks for the engine is told.
  engine.catch(() => {});
  return widget;
}

/** SHA-256 of the wasm that runs, if one does. */
export const runningWasm = () => (plain ? undefined : WASM_SHA256);

/** Resolves when the phone engine can be asked. The card does not wait for it: nobody needs it to tick the box. */
export function loadPhone() {
  if (plain) return Promise.resolve();
  loadingPhone ??= Promise.resolve(engine ?? fetchWasm().then(() => engine))
    .then((bytes) => WebAssembly.instantiate(bytes))
    .then(({ instance }) => { phone = instance.exports; })
    .catch((error) => {
      loadingPhone = engine = undefined;
      throw error;
    });
  return loadingPhone;
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
  // As plain JavaScript a trap is an error of this text.
  if (trapped || !(plain ? fault?.message === "abort" : self.WebAssembly && fault instanceof WebAssembly.RuntimeError)) return;
  // Browsers keep only the innermost frames: those of the wasm, or of the file around it.
  if (![MODULES, SCRIPT_URL, PLAIN_URL].some((ours) => fault.stack?.includes(ours))) return;
  trapped = true;
  for (const run of [...listeners]) run();
}
addEventListener("error", watch);
addEventListener("unhandledrejection", watch);
