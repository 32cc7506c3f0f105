import type { ForwardRefExoticComponent, HTMLAttributes, Key, ReactNode, Ref, RefAttributes } from "react";
import type { WhatsAppOptInAttributes, WhatsAppOptInElement, WhatsAppOptInEventMap } from "./define.js";
import type { WhatsAppOptInProps } from "./props.js";

export type * from "./define.js";
export type * from "./props.js";

type Plain = Omit<
  HTMLAttributes<WhatsAppOptInElement>,
  keyof WhatsAppOptInProps | "onInput" | "onChange" | "children"
>;

export interface WhatsAppOptInReactProps extends Plain, WhatsAppOptInProps {
  onReady?: (event: WhatsAppOptInEventMap["ready"]) => void;
  onInput?: (event: WhatsAppOptInEventMap["input"]) => void;
  onChange?: (event: WhatsAppOptInEventMap["change"]) => void;
  onConsent?: (event: WhatsAppOptInEventMap["consent"]) => void;
  onWithdraw?: (event: WhatsAppOptInEventMap["withdraw"]) => void;
  onConsentError?: (event: WhatsAppOptInEventMap["consenterror"]) => void;
  /** The fallback, shown where the script does not run. */
  children?: ReactNode;
}

/** `<whatsapp-opt-in>` as a component; its ref is the element. */
export declare const WhatsAppOptIn: ForwardRefExoticComponent<
  WhatsAppOptInReactProps & RefAttributes<WhatsAppOptInElement>
>;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "whatsapp-opt-in": Omit<HTMLAttributes<WhatsAppOptInElement>, keyof WhatsAppOptInAttributes> &
        WhatsAppOptInAttributes & { class?: string; key?: Key | null; ref?: Ref<WhatsAppOptInElement> };
    }
  }
}
