// One engine in a process of its own: `node --expose-gc run.mjs NAME WASM INPUTS` prints one line of JSON.
//   cold   the first answer with all fields, the module being ready (ms)
//   warm   an answer with all fields, once the engine is warm (µs)
//   memory what stays after a collection: the wasm's memory, or the growth of the JavaScript heap (bytes)
import { readFileSync } from "node:fs";
import { contenders } from "./contenders.mjs";

const [name, wasm, inputsFile] = process.argv.slice(2);
const inputs = JSON.parse(readFileSync(inputsFile, "utf8"));
const heap = () => (gc(), gc(), process.memoryUsage().heapUsed);

const before = heap();
const loading = performance.now();
const engine = await contenders[name](wasm);
const load = performance.now() - loading;

const first = performance.now();
const answer = engine.answer("+33 6 12 34 56 78", "FR");
const cold = performance.now() - first;
if (!answer?.some((field) => field === "+33612345678")) throw new Error(`${name} answers ${JSON.stringify(answer)}`);

let answered = 0;
const pass = () => {
  for (const [text, region] of inputs) if (engine.answer(text, region) !== undefined) answered += 1;
};
const until = (ms, work) => {
  const start = performance.now();
  let passes = 0;
  do {
    work();
    passes += 1;
  } while (performance.now() - start < ms);
  return (performance.now() - start) / passes;
};
until(300, pass);
answered = 0;
const once = until(500, pass);
if (answered === 0) throw new Error(`${name} answers nothing`);
const warm = (once * 1000) / inputs.length;

const memory = engine.memory ? engine.memory() : heap() - before;
console.log(JSON.stringify({ load, cold, warm, memory }));
