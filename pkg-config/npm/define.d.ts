import type { WhatsAppOptInElement } from "./element.js";

export * from "./element.js";

declare global {
  interface HTMLElementTagNameMap {
    "whatsapp-opt-in": WhatsAppOptInElement;
  }
}
