// For bundlers: importing this registers the element.
import { WhatsAppOptInElement } from "./element.js";

// A server that renders pages has none.
const registry = globalThis.customElements;
if (registry && !registry.get("whatsapp-opt-in")) registry.define("whatsapp-opt-in", WhatsAppOptInElement);

// The browser has its own hold of this one: it gives back what a person ticked, and no script shall.
delete WhatsAppOptInElement.prototype.formStateRestoreCallback;

export { WhatsAppOptInElement };
