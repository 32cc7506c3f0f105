// Answers one JSON line per JSON line of standard input; a line is a list of questions.
//   node oracle.mjs PLANS parse   [["number","REGION"],…]  ->  [the twelve fields of src/answer.rs,…]
//   node oracle.mjs PLANS type    [["text","REGION"],…]    ->  [what AsYouTypeFormatter shows after each character,…]
//   node oracle.mjs PLANS edit    [["digits","REGION",at],…] -> [[what it shows of all, where it puts the digit `at`],…]
//   node oracle.mjs PLANS example [["REGION","TYPE"],…]    ->  [Google's example in E.164, or "",…]
//   node oracle.mjs PLANS own                              ->  the territories whose plans are not those the package brings
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { google, key, toGoogle, use } from "./plans.mjs";

const [plansFile, task] = process.argv.slice(2);
const plans = JSON.parse(readFileSync(plansFile, "utf8"));
if (task === "own") {
  own();
} else {
  use(plans);
  await answerLines({ parse: parsed, type: typed, edit: edited, example }[task]);
}

function parsed([input, region]) {
  const util = google.PhoneNumberUtil.getInstance();
  const { E164, NATIONAL, INTERNATIONAL, RFC3966 } = google.PhoneNumberFormat;
  let number;
  try {
    number = util.parse(input, region || "ZZ");
  } catch (error) {
    return [nameOf(google.Error, error.message) ?? `THREW ${error.message}`];
  }
  const home = util.getRegionCodeForNumber(number);
  return [
    "",
    String(util.isValidNumber(number)),
    nameOf(google.PhoneNumberUtil.ValidationResult, util.isPossibleNumberWithReason(number)),
    nameOf(google.PhoneNumberType, util.getNumberType(number)),
    home === null || home === "001" ? "" : home,
    String(number.getCountryCode()),
    util.getNationalSignificantNumber(number),
    number.getExtension() ?? "",
    util.format(number, E164),
    util.format(number, NATIONAL),
    util.format(number, INTERNATIONAL),
    util.format(number, RFC3966),
  ];
}

function typed([text, region]) {
  const formatter = new google.AsYouTypeFormatter(region || "ZZ");
  return Array.from(text, (character) => formatter.inputDigit(character));
}

function edited([text, region, at]) {
  const formatter = new google.AsYouTypeFormatter(region || "ZZ");
  let shown = "";
  Array.from(text, (character, i) => {
    shown = i + 1 === at ? formatter.inputDigitAndRememberPosition(character) : formatter.inputDigit(character);
  });
  return [shown, formatter.getRememberedPosition()];
}

function example([region, type]) {
  const util = google.PhoneNumberUtil.getInstance();
  const number = util.getExampleNumberForType(region, google.PhoneNumberType[type]);
  return number ? util.format(number, google.PhoneNumberFormat.E164) : "";
}

function nameOf(names, value) {
  return Object.keys(names).find((name) => names[name] === value);
}

/** Compared field by field, the order of the territories that share a calling code too. */
function own() {
  const different = [];
  const { countryToMetadata: table, countryCodeToRegionCodeMap: regions } = google.metadata;
  const seen = new Set();
  for (const plan of plans.territories) {
    seen.add(key(plan));
    const theirs = table[key(plan)];
    if (!theirs || JSON.stringify(plain(theirs)) !== JSON.stringify(plain(toGoogle(plan)))) different.push(key(plan));
  }
  for (const name of Object.keys(table)) if (!seen.has(name)) different.push(name);
  const ours = {};
  for (const plan of plans.territories) (ours[plan.country_code] ??= []).push(plan.id);
  for (const code of Object.keys(regions)) if (String(regions[code]) !== String(ours[code])) different.push(code);
  console.log(JSON.stringify({ different, equal: seen.size - different.length }));
}

/** Only what the answers depend on: emergency and short numbers are not parsed here, and no port reads the rules for the
 *  national prefix in international formats (the source of our plans leaves them out). */
function plain(message) {
  const copy = Array.from({ length: 30 }, (_, at) => message[at] ?? null);
  for (const unused of [27, 29]) copy[unused] = null;
  copy[18] = null;
  for (let at = 1; at <= 28; at++) if (Array.isArray(copy[at]) && at !== 19 && at !== 20) copy[at] = trimmed(copy[at]);
  copy[19] = copy[19]?.map((entry) => trimmed(Array.from(entry)));
  copy[20] = copy[20]?.map((entry) => trimmed(Array.from(entry).slice(0, 4)));
  return copy;
}

function trimmed(list) {
  const copy = Array.from(list, (value) => (value === undefined || (Array.isArray(value) && !value.length) ? null : value));
  while (copy.length && copy.at(-1) === null) copy.pop();
  return copy;
}

async function answerLines(answer) {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    await written(JSON.stringify(JSON.parse(line).map(answer)) + "\n");
  }
}

function written(text) {
  return new Promise((done) => process.stdout.write(text, done));
}
