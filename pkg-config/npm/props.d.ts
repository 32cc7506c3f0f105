import type { WhatsAppOptInSettings } from "./element.js";

/** The settings of a component: two of them every card needs. */
export interface WhatsAppOptInProps extends WhatsAppOptInSettings {
  company: string;
  privacyUrl: string;
}
