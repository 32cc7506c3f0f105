import type { AllowedComponentProps, ComponentCustomProps, HTMLAttributes, VNode, VNodeProps } from "vue";
import type { WhatsAppOptInAttributes, WhatsAppOptInElement, WhatsAppOptInEventMap } from "./define.js";
import type { WhatsAppOptInProps } from "./props.js";

export type * from "./define.js";
export type * from "./props.js";

export interface WhatsAppOptInVueProps extends WhatsAppOptInProps {
  onReady?: (event: WhatsAppOptInEventMap["ready"]) => unknown;
  onInput?: (event: WhatsAppOptInEventMap["input"]) => unknown;
  onChange?: (event: WhatsAppOptInEventMap["change"]) => unknown;
  onConsent?: (event: WhatsAppOptInEventMap["consent"]) => unknown;
  onWithdraw?: (event: WhatsAppOptInEventMap["withdraw"]) => unknown;
  onConsenterror?: (event: WhatsAppOptInEventMap["consenterror"]) => unknown;
}

/** `<whatsapp-opt-in>` as a component: `@consent="…"`, `ref.value.element`. */
export declare const WhatsAppOptIn: new () => {
  $props: WhatsAppOptInVueProps & VNodeProps & AllowedComponentProps & ComponentCustomProps;
  /** The fallback, shown where the script does not run. */
  $slots: { default?: () => VNode[] };
  /** The element, once it is mounted. */
  element: WhatsAppOptInElement | null;
};

declare module "vue" {
  interface GlobalComponents {
    "whatsapp-opt-in": new () => {
      $props: WhatsAppOptInAttributes & Omit<HTMLAttributes, keyof WhatsAppOptInAttributes>;
    };
  }
}
