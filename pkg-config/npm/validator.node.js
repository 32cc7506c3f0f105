// The same for Node, which reads the wasm from the disk.
import { readFileSync } from "node:fs";
import { initSync } from "./validator.glue.js";

initSync({ module: readFileSync(new URL("validator.wasm", import.meta.url)) });

export * from "./validator.glue.js";
