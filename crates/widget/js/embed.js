// For pages that cannot write the tag: `<div class="whatsapp-opt-in" data-company="…">`, also added later, and calls
// for pages that render by script.
import { camel, WhatsAppOptInElement } from "./element.js";
import { SCRIPT_URL } from "./load.js";

const TAG = "whatsapp-opt-in";
const PLACE = `.${TAG}:is([data-company],[data-purposes],[data-privacy-url]):not(${TAG})`;
const NAMES = WhatsAppOptInElement.observedAttributes;
/** Options, and `data-` attributes, that name a function of the page to call at an event. */
const CALLBACKS = { callback: "consent", withdrawCallback: "withdraw", errorCallback: "consenterror" };

const cards = new WeakMap(); // by the element they stand in
const removed = new WeakSet(); // places the page emptied: not filled again by themselves

/** Renders a card into an element, or changes the one that is there; what the element held becomes the fallback. */
function render(container, options = {}) {
  const place = typeof container === "string" ? document.querySelector(container) : container;
  if (!(place instanceof Element)) throw new TypeError(`WhatsAppOptIn.render: no element ${container}`);
  let card = cards.get(place);
  if (!card) {
    card = document.createElement(TAG);
    for (const [option, type] of Object.entries(CALLBACKS)) {
      card.addEventListener(type, ({ detail }) => {
        const named = card.callbacks[option];
        const run = typeof named === "string" ? window[named] : named;
        if (typeof run === "function") run(type === "consenterror" ? detail.code : detail.record, detail);
      });
    }
    cards.set(place, card);
  }
  card.callbacks = options;
  for (const name of NAMES) {
    const value = options[camel(name)] ?? options[name];
    if (name === "disabled") card.disabled = value != null && value !== false;
    else if (name === "purposes" && Array.isArray(value)) card.purposes = value;
    else if (value == null) card.removeAttribute(name);
    else card.setAttribute(name, value);
  }
  removed.delete(place);
  if (card.parentNode !== place) {
    card.append(...place.childNodes);
    place.append(card);
  }
  return card;
}

/** The card itself, the one in an element or under a selector; without any, the page's first. */
function find(what = TAG) {
  const found = typeof what === "string" ? document.querySelector(what) : what;
  return cards.get(found) ?? found;
}

export const WhatsAppOptIn = {
  render,
  reset: (what) => find(what)?.reset(),
  getResponse: (what) => find(what)?.getResponse() ?? null,
  remove(what) {
    const card = find(what);
    const place = card?.parentNode;
    if (cards.get(place) === card) {
      cards.delete(place);
      removed.add(place);
    }
    card?.remove();
  },
};

/** Renders every place in a part of the page. */
function look(node) {
  const places = [...node.querySelectorAll(PLACE)];
  if (node instanceof Element && node.matches(PLACE)) places.unshift(node);
  for (const place of places) if (!cards.has(place) && !removed.has(place)) render(place, place.dataset);
}

function onChanges(changes) {
  for (const { type, target, addedNodes } of changes) {
    const card = cards.get(target);
    if (type === "attributes") {
      // Only cards that attributes configured follow them.
      if (card && card.callbacks === target.dataset) render(target, target.dataset);
      else look(target);
    } else {
      // A framework has drawn the place anew, and thrown out what it did not know.
      if (card && target.isConnected && (!card.isConnected || card.parentNode === target)) {
        // Its new children are the fallback's.
        const others = [...target.childNodes].filter((node) => node !== card);
        if (others.length) card.replaceChildren(...others);
        if (!card.isConnected) target.append(card);
      }
      for (const node of addedNodes) if (node instanceof Element) look(node);
    }
  }
}

function start() {
  const query = new URL(SCRIPT_URL).searchParams;
  if (query.get("render") !== "explicit") {
    look(document);
    const attributeFilter = [...NAMES, ...Object.keys(CALLBACKS).map(kebab)].map((name) => `data-${name}`);
    new MutationObserver(onChanges).observe(document, { subtree: true, childList: true, attributeFilter });
  }
  window[query.get("onload")]?.();
}

function kebab(name) {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

// Once for a page, however many copies of the script it has.
if (!window.WhatsAppOptIn) {
  window.WhatsAppOptIn = WhatsAppOptIn;
  // A script that runs while the page is read waits for the rest of it.
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start, { once: true });
  else queueMicrotask(start);
}
