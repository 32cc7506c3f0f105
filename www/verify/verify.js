// The verify page: what was pasted, judged as it changes, told as a certificate.
import { byId, download, el, say, settled } from "../lib/dom.js";
import { onFailure, validator } from "../lib/validator.js";

/** Larger than a record with its receipt and keys can be. */
const MAX_BYTES = 1024 * 1024;
const record = byId("record");
const keys = byId("keys");
const verdict = byId("verdict");
let page = "";

onFailure((message) => say(verdict, "bad", message));
const { verifyRecord } = await validator;

function judge() {
  page = "";
  byId("faults").replaceChildren();
  show(null);
  if (!record.value.trim()) return say(verdict, "", "Paste a record, or try the example.");
  const answer = verifyRecord(record.value, { jwks: keys.value });
  if (!answer.ok) return say(verdict, "bad", `This cannot be judged: ${answer.message}.`);
  const faults = answer.faults.map(({ code, message }) =>
    el("li", { class: "finding error" }, el("p", { class: "where" }, el("strong", {}, code)), el("p", {}, message)));
  byId("faults").replaceChildren(...faults);
  say(verdict, ...told(answer));
  show(answer.certificate);
}

/** The verdict in a sentence; a receipt that nobody could check is no part of it. */
function told({ valid, receipt, certificate }) {
  if (!valid) return ["bad", "Not valid. Do not rely on it."];
  if (!certificate) return ["good", "The receipt is valid under the keys you trust. Paste the act too, to see what it is for."];
  if (receipt === "valid") return ["good", "Valid. Act and receipt hold under the keys you trust."];
  if (receipt === "none") return ["good", "The act is valid. It has no receipt, so only the browser’s clock says when."];
  return ["warn", "The act is valid; its receipt was not checked, as it needs keys that you trust."];
}

function show(certificate) {
  byId("certificate").hidden = certificate === null;
  byId("nothing").hidden = certificate !== null;
  if (certificate === null) return;
  page = certificate.html;
  byId("event").textContent = certificate.event;
  const notice = byId("notice");
  notice.lang = certificate.notice.language;
  notice.replaceChildren(...certificate.notice.text.split("\n").map((line) => el("p", {}, line)));
  const list = (lines) => lines.map((line) => el("li", {}, line));
  byId("proves").replaceChildren(...list(certificate.proves));
  byId("limits").replaceChildren(...list(certificate.doesNotProve));
  byId("facts").replaceChildren(...certificate.facts.map(({ label, value }) =>
    el("div", {}, el("dt", {}, label), el("dd", {}, value))));
}

async function read(file) {
  if (!file) return;
  if (file.size > MAX_BYTES) return say(verdict, "bad", "This file is larger than a record can be.");
  record.value = await file.text();
  judge();
}

byId("file").addEventListener("change", (event) => read(event.target.files[0]));
const drop = byId("drop");
for (const type of ["dragover", "dragleave", "drop"]) {
  drop.addEventListener(type, (event) => {
    event.preventDefault();
    drop.classList.toggle("over", type === "dragover");
    if (type === "drop") read(event.dataTransfer.files[0]);
  });
}
byId("example").addEventListener("click", async () => {
  const { jwks, ...example } = await (await fetch("/verify/example.json")).json();
  record.value = JSON.stringify(example, null, 2);
  keys.value = JSON.stringify(jwks, null, 2);
  judge();
});
byId("clear").addEventListener("click", () => {
  for (const field of [record, keys, byId("file")]) field.value = "";
  judge();
});
byId("save").addEventListener("click", () => download("whatsapp-opt-in-certificate.html", "text/html", page));
drop.addEventListener("input", settled(judge));
judge();
