// The built package in Node, as a caller uses it: node crates/validator/tests/node.mjs <package>
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import "./docs.mjs";

const require = createRequire(import.meta.url);
const validator = require(resolve(process.argv[2], "node/validator.js"));

const { ok, phone } = validator.parsePhone("06 12 34 56 78", "FR");
assert.equal(ok, true);
assert.deepEqual(phone, {
  valid: true,
  possible: true,
  possibility: "IS_POSSIBLE",
  kind: "MOBILE",
  region: "FR",
  callingCode: 33,
  nationalNumber: "612345678",
  extension: "",
  e164: "+33612345678",
  national: "06 12 34 56 78",
  international: "+33 6 12 34 56 78",
  rfc3966: "tel:+33-6-12-34-56-78",
  whatsappReachable: true,
});
assert.deepEqual(validator.parsePhone("hello", "FR"), { ok: false, code: "phone_not_a_number" });
assert.deepEqual(validator.parsePhone("0612345678"), { ok: false, code: "phone_invalid_country_code" });
assert.equal(validator.parsePhone("+800 1234 5678").phone.region, undefined);
assert.equal(validator.isValidForRegion("06 12 34 56 78", "FR"), true);
assert.equal(validator.isValidForRegion("+33 6 12 34 56 78", "BE"), false);
assert.equal(validator.examplePhone("FR", "MOBILE").e164, "+33612345678");
assert.equal(validator.examplePhone("FR", "PAGER"), undefined);
assert.equal(validator.regions().length, 245);
assert.match(validator.metadataVersion(), /^\d+\.\d+\.\d+$/);
assert.ok(validator.metadataSource().endsWith(`/${validator.metadataVersion()}/`), validator.metadataSource());
assert.deepEqual(validator.formatAsYouType("FR", "0612", 4), { text: "06 12", caret: 5 });
const typed = new validator.AsYouType("US");
assert.equal(typed.push("650253"), "650-253");
assert.equal(typed.push("2222"), "(650) 253-2222");
assert.equal(typed.text(), "(650) 253-2222");
typed.reset();
assert.equal(typed.text(), "");
assert.equal(typed.push("650253"), "650-253", "the same region, another number");
typed.free();

const page = `<form>
<label><input type="checkbox" name="wa" checked> Send me offers on Whatsapp</label></form>`;
const judged = validator.lint(page, { company: "Acme" });
assert.equal(judged.ok, true);
const preticked = judged.findings.find((finding) => finding.rule === "GD-01");
assert.deepEqual([preticked.severity, preticked.line, preticked.column], ["error", 2, 8]);
assert.ok(judged.needs_review.every((review) => review.why.length > 0));
assert.deepEqual(validator.lint(page, { rules: ["WA-06"] }).findings.map((f) => f.rule), ["WA-06"]);
assert.equal(validator.lint(page).ok, true);
const malformed = validator.lint('{\n  "name": oops\n}', { language: "message-templates" });
assert.deepEqual([malformed.ok, malformed.line, malformed.column], [false, 2, 11]);
assert.equal(validator.lint(page, { edition: "whatsapp-1999" }).ok, false);
assert.equal(validator.lint(page, { compny: "Acme" }).ok, false);
const attributes = { company: "Acme", "privacy-url": "/privacy", purposes: "offers", retention: "P1Y" };
assert.deepEqual(validator.lintWidget({ attributes }).findings, []);
const unnamed = validator.lintWidget({ attributes: { ...attributes, company: "" } });
assert.ok(unnamed.findings.some((finding) => finding.rule === "WA-03"));
assert.match(validator.explain("WA-16"), /How to mend it/);
assert.equal(validator.explain("WA-99"), undefined);
assert.deepEqual(validator.editions().at(-1), "whatsapp-2025-11");
assert.equal(validator.lint(page, { edition: validator.editions()[0] }).ok, true);

const settings = { company: "Acme", "privacy-url": "/privacy", purposes: "order-confirmation offers", lang: "fr-BE" };
const notice = validator.notice({ attributes: settings });
assert.equal(notice.language, "fr");
assert.equal(notice.sha256, createHash("sha256").update(notice.text).digest("hex"));
assert.deepEqual(validator.notice({ attributes: { company: "Acme" } }), { ok: false, code: "purposes_missing" });
assert.equal(validator.languages().length, 36);
assert.deepEqual(validator.purposes()[0], { id: "order-confirmation", category: "utility", text: "order confirmations" });

// The golden vectors get the verdicts that they get natively.
const vectors = JSON.parse(readFileSync(new URL("../../../tests/vectors/jws/records.json", import.meta.url)));
const { audiences, issuers, receivers, log, jwks } = vectors.trust;
const verdict = (answer) => (answer.ok ? "ok" : answer.code);
for (const { name, token, verdict: expected } of vectors.acts) {
  assert.equal(verdict(validator.verifyAct(token, { audiences, issuers })), expected, name);
}
const acts = new Map(vectors.acts.map(({ name, token }) => [name, token]));
for (const { name, token, verdict: expected, for: act } of vectors.receipts) {
  const answer = validator.verifyReceipt(token, JSON.stringify(jwks), acts.get(act), { issuers: receivers, log });
  assert.equal(verdict(answer), expected, name);
}
assert.ok(vectors.acts.length + vectors.receipts.length > 150);
const rfc = JSON.parse(readFileSync(new URL("../../../tests/vectors/jws/rfc.json", import.meta.url)));
for (const { name, token, as_act: code } of [...rfc.signatures, ...rfc.refused]) {
  assert.equal(verdict(validator.verifyAct(token)), code, name);
  assert.equal(verdict(validator.verifyReceipt(token, JSON.stringify(jwks))), code.replace("act", "receipt"), name);
}
for (const { name, jwk, as_act: code } of rfc.keys) {
  const header = { alg: "ES256", typ: "whatsapp-consent+jwt", jwk };
  const token = `${Buffer.from(JSON.stringify(header)).toString("base64url")}.e30.${"A".repeat(86)}`;
  assert.equal(verdict(validator.verifyAct(token)), code, name);
}

const paired = vectors.receipts.find((receipt) => receipt.verdict === "ok" && receipt.for);
const file = JSON.stringify({ consent: acts.get(paired.for), receipt: paired.token, jwks });
const certified = validator.verifyRecord(file, { jwks: JSON.stringify(jwks) });
assert.deepEqual([certified.valid, certified.receipt, certified.faults], [true, "valid", []]);
assert.ok(certified.certificate.facts.some(({ label }) => label === "Receiver's clock"));
assert.match(certified.certificate.html, /^<!DOCTYPE html>/);
assert.equal(validator.verifyRecord(file).receipt, "matches_enclosed_keys");
assert.equal(validator.verifyRecord("hello").ok, false);
assert.equal(validator.verifyAct("a.b.c", { audience: [] }).code, "options_invalid");
assert.equal(validator.verifyReceipt(paired.token, "{}").code, "jwks_invalid");
console.log("validator in node: ok");
