// Findings of the linter as a list: what is wrong, how to mend it, and why the rule is there.
import { el } from "./dom.js";

/** Fills `list`; `place` makes what shows the place of a finding, if the page has places. */
export function showFindings(list, result, explain, place = () => undefined) {
  list.replaceChildren(
    ...result.findings.map((finding) =>
      el("li", { class: `finding ${finding.severity}` },
        head(finding.rule, finding.severity, place(finding)),
        el("p", {}, finding.message),
        el("p", { class: "help" }, finding.help),
        why(finding.rule, explain))),
    ...result.needs_review.map((review) =>
      el("li", { class: "finding" },
        head(review.rule, "for you to decide", place(review)),
        el("p", {}, review.why),
        why(review.rule, explain))),
  );
}

/** How many of what, in words. */
export function summary({ findings, needs_review: reviews }) {
  const count = (severity) => findings.filter((finding) => finding.severity === severity).length;
  const parts = [
    [count("error"), "error"],
    [count("warning"), "warning"],
  ].filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}${number > 1 ? "s" : ""}`);
  if (reviews.length > 0) parts.push(`${reviews.length} to decide yourself`);
  return parts.join(", ");
}

/** The kind of verdict that fits a result. */
export function kindOf({ findings, needs_review: reviews }) {
  if (findings.some((finding) => finding.severity === "error")) return "bad";
  return findings.length + reviews.length > 0 ? "warn" : "good";
}

function head(rule, severity, place) {
  return el("p", { class: "where" }, el("strong", {}, rule), severity, place);
}

function why(rule, explain) {
  const text = explain(rule);
  if (!text) return undefined;
  return el("details", {}, el("summary", {}, "Why, and where it comes from"), el("pre", {}, text));
}
