// The peers as a page would bundle them: parser and as-you-type formatter. `node bundle.mjs OUT`.
import { build } from "esbuild";

const peers = {
  "libphonenumber-js max": `export { parsePhoneNumberFromString, AsYouType } from "libphonenumber-js/max";`,
  "intl-tel-input utils": `export { default } from "intl-tel-input/utils";`,
  "google-libphonenumber": `export { PhoneNumberUtil, PhoneNumberFormat, AsYouTypeFormatter } from "google-libphonenumber";`,
};
for (const [name, contents] of Object.entries(peers)) {
  await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    outfile: `${process.argv[2]}/${name}.js`,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    logLevel: "error",
  });
}
