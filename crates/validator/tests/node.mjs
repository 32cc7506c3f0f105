// The built package in Node, as a caller uses it: node crates/validator/tests/node.mjs <package>
import assert from "node:assert/strict";
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
assert.deepEqual(validator.formatAsYouType("FR", "0612", 4), { text: "06 12", caret: 5 });
const typed = new validator.AsYouType("US");
assert.equal(typed.push("650253"), "650-253");
assert.equal(typed.push("2222"), "(650) 253-2222");
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
console.log("validator in node: ok");
