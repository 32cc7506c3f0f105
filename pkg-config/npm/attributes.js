// A component's props as the element's attributes: `privacyUrl` is `privacy-url`. Attributes and not properties,
// because they also stand in the HTML that a server renders.
import { WhatsAppOptInElement } from "./element.js";

/** Prop → attribute. */
export const NAMES = new Map(
  WhatsAppOptInElement.observedAttributes.map((name) => [name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase()), name]),
);

/** Takes the settings out of `props`; `others` is what is left. */
export function split(props) {
  const attributes = {};
  const others = {};
  for (const [prop, value] of Object.entries(props)) {
    const name = NAMES.get(prop);
    if (name) attributes[name] = attribute(value);
    else others[prop] = value;
  }
  return { attributes, others };
}

/** `undefined` for what is not set, so that each framework takes the attribute away. */
function attribute(value) {
  if (value == null || value === false) return undefined;
  if (Array.isArray(value)) {
    return value.every((purpose) => typeof purpose === "string") ? value.join(" ") : JSON.stringify(value);
  }
  return value;
}
