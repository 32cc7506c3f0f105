// The script for pages: it registers the element, fills `<div class="whatsapp-opt-in">` and offers `WhatsAppOptIn`.
import type { ActDetail, ErrorDetail, WhatsAppOptInElement, WhatsAppOptInSettings } from "./define.js";

export { WhatsAppOptInElement } from "./define.js";

/** A card, what it stands in, or a selector of either. */
export type Place = Element | string;

export interface RenderOptions extends WhatsAppOptInSettings {
  callback?: ((record: string, detail: ActDetail) => void) | string;
  withdrawCallback?: ((record: string, detail: ActDetail) => void) | string;
  errorCallback?: ((code: string, detail: ErrorDetail) => void) | string;
}

export interface WhatsAppOptInCalls {
  /** Renders a card into an element, or changes the one that is there. */
  render(container: Place, options?: RenderOptions): WhatsAppOptInElement;
  /** The record, or null. Without an argument, as the others: of the page's first card. */
  getResponse(what?: Place): string | null;
  reset(what?: Place): void;
  remove(what?: Place): void;
}

export declare const WhatsAppOptIn: WhatsAppOptInCalls;

declare global {
  interface Window {
    WhatsAppOptIn: WhatsAppOptInCalls;
  }
}
