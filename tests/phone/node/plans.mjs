// Google's compiled code reads its plans from `metadata.countryToMetadata`: sparse arrays by field number. We put our
// plans there, so that every territory is compared under one version.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
export const google = require("google-libphonenumber");

/** Field numbers of Google's phonemetadata.proto. */
const KINDS = {
  general_desc: 1, fixed_line: 2, mobile: 3, toll_free: 4, premium_rate: 5, shared_cost: 6, personal_number: 7,
  voip: 8, pager: 21, no_international_dialling: 24, uan: 25, voicemail: 28,
};
const FIELDS = {
  id: 9, country_code: 10, international_prefix: 11, national_prefix: 12, preferred_extn_prefix: 13,
  national_prefix_for_parsing: 15, national_prefix_transform_rule: 16, preferred_international_prefix: 17,
  main_country_for_code: 22, leading_digits: 23,
};
/** A kind of number that the territory does not have. */
const ABSENT = [, , , , , , , , , [-1]];

/** The key of a territory in Google's table: worldwide services have no region, so their calling code stands for it. */
export const key = (plan) => (plan.id === "001" ? String(plan.country_code) : plan.id);

/** One territory in Google's form. */
export function toGoogle(plan) {
  const message = [];
  for (const [name, number] of Object.entries(FIELDS)) {
    if (plan[name] !== undefined) message[number] = plan[name] === true ? 1 : plan[name];
  }
  for (const [name, number] of Object.entries(KINDS)) {
    message[number] = plan[name] ? desc(plan[name], name === "general_desc" ? undefined : plan.general_desc) : ABSENT;
  }
  if (plan.fixed_line && plan.mobile && plan.fixed_line.national_number_pattern === plan.mobile.national_number_pattern) {
    message[18] = 1;
  }
  if (plan.number_format) message[19] = plan.number_format.map(format);
  if (plan.intl_number_format) message[20] = plan.intl_number_format.map(format);
  return message;
}

function desc(kind, general) {
  const message = [];
  message[2] = kind.national_number_pattern;
  message[6] = kind.example_number;
  // Lengths that are those of all numbers of the territory are left out, as in Google's own files.
  if (!general || String(kind.possible_length) !== String(general.possible_length)) message[9] = kind.possible_length;
  message[10] = kind.possible_length_local_only;
  return message;
}

function format(entry) {
  const message = [, entry.pattern, entry.format, entry.leading_digits_pattern];
  message[4] = entry.national_prefix_formatting_rule;
  message[5] = entry.domestic_carrier_code_formatting_rule;
  if (entry.national_prefix_optional_when_formatting) message[6] = 1;
  return message;
}

/** Puts `plans` in the place of what the package brings. Call it before the first `getInstance`. */
export function use(plans) {
  const { countryToMetadata: table, countryCodeToRegionCodeMap: regions } = google.metadata;
  for (const known of [table, regions]) for (const name of Object.keys(known)) delete known[name];
  for (const plan of plans.territories) {
    table[key(plan)] = toGoogle(plan);
    (regions[plan.country_code] ??= []).push(plan.id);
  }
}
