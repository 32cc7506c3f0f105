// The core for JavaScript in a browser. It can be used as soon as the import has ended: fetch it with `import()` where
// nobody should wait for it.
import init from "./validator.glue.js";

await init({ module_or_path: new URL("validator.wasm", import.meta.url) });

export * from "./validator.glue.js";
