// What a site says besides, for those that do: sentences of the notice, and claims of the record.
import { moreTexts } from "./more.js";

/**
 * `{ terms, claims }` of an element: the sentences, a line each, and the members of a JSON object. Throws
 * `code: message` for a setting to mend.
 */
export async function termsOf(element, texts) {
  const get = (name) => element.getAttribute(name)?.trim().replace(/\s+/g, " ") || undefined;
  const recipients = get("recipients")?.split(",").map((name) => name.trim()).filter(Boolean) ?? [];
  const until = get("valid-until");
  const [editions, findings = ""] = get("policy")?.split(":") ?? [];
  const terms = [get("frequency")];
  if (recipients.length || until) {
    const words = await moreTexts(texts);
    const names = [recipients.slice(0, -1).join(words.comma), recipients.at(-1)].filter(Boolean).join(words.and);
    terms.push(recipients.length && words.recipients.replace("{recipients}", () => names));
    terms.push(until && words.until.replace("{date}", () => until));
  }
  const claims = {
    valid_until: until && lastSecond(until),
    jurisdiction: get("jurisdiction"),
    recipients: recipients.length ? recipients : undefined,
    policy: editions && { editions: split(editions), findings: split(findings) },
  };
  return { terms: terms.filter(Boolean).join("\n"), claims: JSON.stringify(claims).slice(1, -1) };
}

/** The last second of a day, in UTC, since 1970. */
function lastSecond(date) {
  const midnight = new Date(`${date}T00:00:00Z`);
  // `Date` takes 31 February for 3 March.
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || isNaN(midnight) || midnight.toISOString().slice(0, 10) !== date) {
    throw new Error("valid_until_invalid: Set the attribute valid-until to a date, e.g. 2027-12-31.");
  }
  return midnight / 1000 + 86_399;
}

const split = (list) => list.split(" ").filter(Boolean);
