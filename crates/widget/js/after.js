// What comes once a choice was made: a receipt to keep, a number to confirm, and a choice to manage. Loaded only then.
import { moreTexts } from "./more.js";
import { remember, remembered } from "./queue.js";

/** Whoever has no WhatsApp on the device in front of them scans the link with another. */
const WIDE = "(min-width: 40rem)";

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  [part=more]:not(:empty) { margin-block-start: var(--gap); }
  [part=agreed], [part=note], [part=scan] { margin: 0; font-size: 0.875rem; }
  [part=granted] { margin: 0.25rem 0 0; padding-inline-start: 1.25rem; font-size: 0.875rem; }
  [part=note]:empty { display: block; min-block-size: 0; }
  [part=note]:focus-visible, [part=more] :is(a, button):focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
  [part=more] :is(a, button) {
    display: inline-block; box-sizing: border-box; min-block-size: 2.5rem; margin: 0.5rem 0.5rem 0 0; margin-inline: 0 0.5rem;
    padding: 0.5rem 0.875rem; color: var(--text); background: var(--field); border: 1px solid var(--control);
    border-radius: calc(var(--radius) * 0.66); font: inherit; font-size: 0.875rem; font-weight: 600; text-decoration: none;
    cursor: pointer;
  }
  [part=more] a { color: var(--whatsapp-opt-in-on-accent, var(--_on-accent)); background: var(--accent); border-color: var(--accent); }
  [part=confirmation] { display: grid; gap: 0.5rem; justify-items: start; }
  [part=qr] { inline-size: 10rem; block-size: 10rem; max-inline-size: 100%; background: #fff; fill: #000; border-radius: 0.25rem; forced-color-adjust: none; }
  @media (forced-colors: active) { [part=more] a { color: LinkText; background: Canvas; border-color: LinkText; } }
`);

/** The choice made at a place earlier: `{ state, record, receipt }`. */
export const recall = (place) => remembered(place);

/**
 * Shows what can be done now below a card, and remembers the choice. `card` is what the element lends; without
 * `record` there is nothing to manage.
 */
export async function show(card, { record, receipt, confirm, withdrawn, state }) {
  const { place } = card;
  // Of a choice that was only read there is nothing new to remember.
  if (record && !state) await remember(place, withdrawn ? undefined : { state: card.state, record, receipt }).catch(() => {});
  const texts = await moreTexts(card.texts).catch(() => moreTexts({}));
  const more = card.more();
  if (!more) return;
  card.adopt(sheet);
  const note = made("p", "note", { role: "status", tabIndex: -1 });
  const say = (text) => setTimeout(() => { note.textContent = text; }, 100); // a region is heard only once it is known
  const parts = [];
  if (record && !withdrawn) {
    if (card.manages) parts.push(...agreed(card.claims(record), texts));
    if (confirm?.startsWith("https:")) parts.push(await confirmation(confirm, texts, say));
    if (card.manages) parts.push(button("withdraw", texts.withdraw, card.withdraw));
    parts.push(button("receipt", texts.receipt, () => save(card, record, receipt)));
  }
  const held = more.contains(more.getRootNode().activeElement);
  more.replaceChildren(...parts, note);
  if (withdrawn) say(texts.withdrawn);
  else if (!record) say(texts.nothing);
  // What had the focus is gone.
  if (held) note.focus();
}

/** What was agreed to, in the words that were signed. */
function agreed({ iat, purposes }, texts) {
  const date = new Intl.DateTimeFormat(texts.language, { dateStyle: "long" }).format(iat * 1000);
  const list = made("ul", "granted");
  for (const { granted, text } of purposes) if (granted) list.append(made("li", "purpose", { textContent: text }));
  return [made("p", "agreed", { textContent: texts.agreed.replace("{date}", () => date) }), list];
}

/** The way to WhatsApp with the one-time code: a link, on wide screens a QR code, and a button that copies it. */
async function confirmation(url, texts, say) {
  const all = made("div", "confirmation");
  all.append(made("a", "confirm", { href: url, target: "_blank", rel: "noopener", textContent: texts.confirm }));
  if (matchMedia(WIDE).matches) {
    const picture = await drawn(url, texts.confirm).catch(() => null);
    if (picture) all.append(made("p", "scan", { textContent: texts.scan }), picture);
  }
  all.append(button("copy", texts.copy, async () => {
    // Where the clipboard is refused, the address is there to be copied by hand.
    const copied = navigator.clipboard.writeText(url).then(() => texts.copied, () => url);
    say(await copied);
  }));
  return all;
}

async function drawn(url, label) {
  const { generate } = await import("./qr.js");
  const code = generate(url);
  let path = "";
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x} ${y}h1v1h-1z`;
  }
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const shape = document.createElementNS(svg.namespaceURI, "path");
  shape.setAttribute("d", path);
  // Four modules of quiet all around, as readers need it.
  const attributes = { part: "qr", role: "img", "aria-label": label, viewBox: `-4 -4 ${code.size + 8} ${code.size + 8}` };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  svg.append(shape);
  return svg;
}

/** Record and receipt as a file, as `opt-in verify` reads it, and in plain text where to withdraw. */
function save(card, record, receipt) {
  let withdraw_url;
  try {
    ({ withdraw_url } = card.claims(receipt));
  } catch {
    // A backend of the site's own may answer with something else.
  }
  const file = new Blob([JSON.stringify({ consent: record, receipt, withdraw_url }, null, 2)], { type: "application/json" });
  const href = URL.createObjectURL(file);
  made("a", "", { href, download: "whatsapp-opt-in-receipt.json" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

function button(part, text, run) {
  const element = made("button", part, { type: "button", textContent: text });
  element.addEventListener("click", run);
  return element;
}

function made(tag, part, members = {}) {
  const element = document.createElement(tag);
  element.setAttribute("part", part);
  return Object.assign(element, members);
}
