import type { Component, Snippet } from "svelte";
import type { HTMLAttributes } from "svelte/elements";
import type { WhatsAppOptInAttributes, WhatsAppOptInElement, WhatsAppOptInEventMap } from "./define.js";
import type { WhatsAppOptInProps } from "./props.js";

export type * from "./define.js";
export type * from "./props.js";

interface Events {
  onready?: (event: WhatsAppOptInEventMap["ready"]) => void;
  oninput?: (event: WhatsAppOptInEventMap["input"]) => void;
  onchange?: (event: WhatsAppOptInEventMap["change"]) => void;
  onconsent?: (event: WhatsAppOptInEventMap["consent"]) => void;
  onwithdraw?: (event: WhatsAppOptInEventMap["withdraw"]) => void;
  onconsenterror?: (event: WhatsAppOptInEventMap["consenterror"]) => void;
}

type Plain = Omit<HTMLAttributes<WhatsAppOptInElement>, keyof WhatsAppOptInProps | keyof Events | "children">;

export interface WhatsAppOptInSvelteProps extends Plain, WhatsAppOptInProps, Events {
  /** The element, by `bind:element`. */
  element?: WhatsAppOptInElement;
  /** The fallback, shown where the script does not run. */
  children?: Snippet;
}

/** `<whatsapp-opt-in>` as a component. */
declare const WhatsAppOptIn: Component<WhatsAppOptInSvelteProps, {}, "element">;
export default WhatsAppOptIn;

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "whatsapp-opt-in": Events &
      WhatsAppOptInAttributes &
      Omit<HTMLAttributes<WhatsAppOptInElement>, keyof WhatsAppOptInAttributes | keyof Events>;
  }
}
