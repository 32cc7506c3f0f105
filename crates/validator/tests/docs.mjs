// docs/phone.md: every line of its JavaScript that has an answer beside it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const page = readFileSync(new URL("../../../docs/phone.md", import.meta.url), "utf8");
const [, snippet] = page.match(/```js\n([^]*?)```/);
const [, names] = snippet.match(/import (\{.*\}) from "whatsapp-opt-in\/validator"/);
const lines = [...snippet.matchAll(/^(.+); \/\/ (.+)$/gm)];
assert.ok(lines.length >= 6);
const validator = createRequire(import.meta.url)(resolve(process.argv[2], "node/validator.js"));
for (const [, expression, answer] of lines) {
  const said = new Function("validator", `const ${names} = validator; return ${expression};`)(validator);
  assert.deepEqual(said, JSON.parse(answer), expression);
}
