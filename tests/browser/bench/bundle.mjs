// The peer as a page would load it: its utils in a file of their own, or all in one. `node bundle.mjs OUT`.
import { build } from "esbuild";

const pages = {
  split: `import intlTelInput from "intl-tel-input";
    probe.peer(intlTelInput, () => import("intl-tel-input/utils"));`,
  bundled: `import intlTelInput from "intl-tel-input/intlTelInputWithUtils"; probe.peer(intlTelInput);`,
};
const options = { bundle: true, minify: true, format: "esm", target: "es2022", logLevel: "error", outdir: process.argv[2] };
for (const [name, contents] of Object.entries(pages)) {
  const stdin = { contents, resolveDir: import.meta.dirname, sourcefile: `${name}.js` };
  await build({ ...options, stdin, splitting: true, entryNames: name, chunkNames: `${name}-[name]` });
}
// Without its flags: pictures are not what is compared.
const css = { contents: `@import "intl-tel-input/styles-no-assets";`, loader: "css", resolveDir: import.meta.dirname };
await build({ ...options, stdin: css, entryNames: "peer" });
