// For bundlers: importing this registers the element.
import { WhatsAppOptInElement } from "./element.js";

if (!customElements.get("whatsapp-opt-in")) customElements.define("whatsapp-opt-in", WhatsAppOptInElement);

export { WhatsAppOptInElement };
