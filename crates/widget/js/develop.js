// The settings judged while a site is made: on a developer's machine, or where the element says `debug`. No other page
// loads this file, nor the validator behind it.

/** A page that has this leaves its cards alone. */
const OFF = "meta[name='whatsapp-opt-in-debug'][content='false']";

let loading;
const told = new WeakMap(); // by element: what was judged last, and the warnings it got

/** Judges a card by the words it shows: errors beside it, warnings in the console. */
export async function judge(element, root, setting, texts) {
  if (document.querySelector(OFF)) return;
  const settings = settingsOf(element, setting, texts);
  const asked = JSON.stringify(settings);
  const warned = told.get(element)?.warned ?? new Set();
  told.set(element, { asked, warned });
  const [validator, { tell }] = await Promise.all([(loading ??= load()), import("./messages.js")]);
  // Changed meanwhile, or gone.
  if (!validator || told.get(element)?.asked !== asked || !root.querySelector("[part=card]")) return;
  const answer = validator.lintWidget(settings);
  const findings = answer.findings ?? [];
  const line = ({ rule, message, help }) => `${rule}: ${message} ${help}`;
  for (const warning of findings.filter(({ severity }) => severity !== "error").map(line)) {
    if (!warned.has(warning)) console.warn(`<whatsapp-opt-in> ${warning}`);
    warned.add(warning);
  }
  const errors = findings.filter(({ severity }) => severity === "error").map(line);
  if (!answer.ok) errors.push(`The settings cannot be read: ${answer.message}`);
  tell(root, "findings", errors.length ? ["whatsapp-opt-in, for developers:", ...errors] : []);
}

/** The validator; undefined, said once, where it does not lie beside this file or may not run. */
async function load() {
  try {
    const validator = await import("./validator.glue.js");
    await validator.default({ module_or_path: new URL("validator.wasm", import.meta.url) });
    return validator;
  } catch (error) {
    console.info(`<whatsapp-opt-in> The settings are not judged, as validator.wasm did not load: ${error}`);
  }
}

/** As `lintWidget` takes them: purposes and words as the card has them, whatever way they came in. */
function settingsOf(element, setting, texts) {
  const attributes = { lang: texts.language ?? "en", purposes: setting("purposes") };
  for (const { name, value } of element.attributes) {
    if (element.constructor.observedAttributes.includes(name)) attributes[name] ??= value;
  }
  const purposes = setting("custom-purposes").split("\n").filter(Boolean).map((row) => {
    const [id, category, text] = row.split("\t");
    return { id, category, text };
  });
  return { attributes, customPurposes: JSON.stringify({ texts, purposes }) };
}
