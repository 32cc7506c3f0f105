// What the package checkers say of the packed package, and TypeScript of its types: node check.mjs <tarball>
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

const [tarball] = process.argv.slice(2);

function tool(path, ...args) {
  try {
    execFileSync(process.execPath, [join(import.meta.dirname, "node_modules", path), ...args], { stdio: "pipe" });
  } catch ({ stdout, stderr }) {
    throw new Error(`${path}:\n${stdout}${stderr}`);
  }
}

const bytes = await readFile(tarball);
const data = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
const { messages, pkg } = await publint({ pack: { tarball: data }, strict: true });
for (const message of messages) console.error(formatMessage(message, pkg));
if (messages.length > 0) throw new Error(`publint finds ${messages.length} faults`);
console.log("publint: nothing found");

// Modules only: the element, and what it is made of, cannot be required.
tool("@arethetypeswrong/cli/dist/index.js", tarball, "--profile", "esm-only", "--format", "ascii", "--no-emoji");
console.log("are the types wrong: nothing found");
tool("typescript/bin/tsc", "--project", join(import.meta.dirname, "types"));
console.log("types: as used");
