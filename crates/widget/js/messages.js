// What each error means, for the site's developer: fetched only when there is one.

/** By code: a sentence, given what is known besides. */
const MESSAGES = {
  company_missing: () => "Set the attribute company to the name of the business that will send messages.",
  purposes_missing: () => 'Set the attribute purposes, e.g. purposes="order-confirmation delivery-status".',
  privacy_url_missing: () => "Set the attribute privacy-url to the address of your privacy notice.",
  purpose_unknown: (id) => `The catalogue has no purpose "${id}"; correct the attribute purposes.`,
  purpose_invalid: () =>
    "Give each purpose of your own, in JSON, an id of a-z, 0-9 and - that the catalogue does not have, the category " +
    'utility, marketing or authentication, and a text that fits after "may send me".',
  text_invalid: (name) =>
    `The text "${name}" must not be empty; consent names {company} and {purposes}, stop names {keyword}.`,
  valid_until_invalid: () => "Set the attribute valid-until to a date, e.g. 2027-12-31.",
  texts_failed: (why) => `The texts in the page's language did not load: ${why}`,
  insecure_page: () => "This page is not secure, so the browser cannot sign. Serve it over HTTPS.",
  wasm_failed: (why) => `A WebAssembly module did not load: ${why}`,
  wasm_trapped: () => "The WebAssembly module stopped working.",
  card_failed: (why) => `The card could not be drawn: ${why}`,
  form_method_get: () => 'The form is sent with GET, which would put the record into the address. Add method="post".',
};

/** The message of a code. */
export function messageOf(code, detail) {
  return MESSAGES[code]?.(detail) ?? detail;
}

let sheet;

/** A calm box below the card that shoppers never see: lines of text, in place of what it said before. */
export function tell(root, part, lines) {
  let box = root.querySelector(`[part=${part}]`);
  if (!lines.length) return box?.remove();
  if (!box) {
    box = document.createElement("div");
    box.setAttribute("part", part);
    box.lang = "en";
    box.dir = "ltr";
    root.append(box);
  }
  box.replaceChildren(...lines.map((line) => {
    const text = document.createElement("p");
    text.textContent = line;
    return text;
  }));
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

const CSS = `[part=developer], [part=findings] {
  margin: 0.5rem 0 0; padding: 0.25rem 0.75rem; color: #3b2c00; background: #fff8e1; border: 1px solid #9a7500;
  border-radius: 0.5rem; font: 0.875rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere;
}
[part=developer] p, [part=findings] p { margin: 0.5rem 0; }`;
