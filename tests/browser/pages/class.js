// Importing the class registers nothing; a site may register a class of its own from it.
const { WhatsAppOptInElement } = await import("/whatsapp-opt-in/element.js");
document.body.dataset.known = String(customElements.get("whatsapp-opt-in") !== undefined);
customElements.define("acme-opt-in", class extends WhatsAppOptInElement {});
