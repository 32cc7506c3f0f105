// The linter page: judges as you type, and shows the line.
import { byId, el, say, settled } from "../lib/dom.js";
import { kindOf, showFindings, summary } from "../lib/findings.js";
import { onFailure, validator } from "../lib/validator.js";

const SAMPLES = {
  form: `<form action="/checkout" method="post">
  <label for="phone">Phone</label>
  <input id="phone" name="phone" type="tel">

  <label>
    <input type="checkbox" name="whatsapp" checked>
    Send me updates on WhatsApp
  </label>

  <button>Place order</button>
</form>
`,
  template: `{
  "name": "spring_sale",
  "language": "en",
  "category": "MARKETING",
  "components": [
    { "type": "BODY", "text": "Our spring sale has started: 20 % off everything." }
  ]
}
`,
};
const source = byId("source");
const verdict = byId("verdict");
const list = byId("findings");

onFailure((message) => say(verdict, "bad", message));
const { editions, explain, lint } = await validator;
for (const edition of editions()) byId("edition").append(el("option", { value: edition }, edition.replace("whatsapp-", "")));

/** The options as the validator takes them; what is not set is left out. */
function options() {
  const given = { packs: ["gdpr", "tcpa"].filter((pack) => byId(pack).checked) };
  for (const name of ["language", "company", "edition"]) {
    const value = byId(name).value.trim();
    if (value) given[name] = value;
  }
  return given;
}

function judge() {
  if (!source.value.trim()) {
    list.replaceChildren();
    return say(verdict, "", "Paste something, or take one of the samples.");
  }
  const result = lint(source.value, options());
  if (!result.ok) {
    list.replaceChildren();
    const where = result.line ? `Line ${result.line}, column ${result.column}: ` : "";
    return say(verdict, "bad", where + result.message);
  }
  showFindings(list, result, explain, place);
  say(verdict, kindOf(result), summary(result) || "Nothing found. What a machine cannot see stays yours: who asks, what for, and that a no costs nothing.");
}

/** A button that shows the line in the source. */
function place({ line, column }) {
  return el("button", { type: "button", onclick: () => select(line) }, `line ${line}, column ${column}`);
}

function select(line) {
  const lines = source.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  source.focus();
  source.setSelectionRange(start, start + lines[line - 1].length);
  const height = source.scrollHeight / lines.length;
  source.scrollTop = Math.max(0, (line - 4) * height);
}

for (const button of document.querySelectorAll("[data-sample]")) {
  button.addEventListener("click", () => {
    source.value = SAMPLES[button.dataset.sample];
    judge();
  });
}
document.querySelector("main").addEventListener("input", settled(judge));
judge();
