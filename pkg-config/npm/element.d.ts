import type { WhatsAppOptInEventMap, WhatsAppOptInSettings } from "./settings.js";

export type * from "./settings.js";

/** A purpose of your own. */
export interface Purpose {
  /** Of `a-z`, `0-9` and `-`; none of the catalogue's. */
  id: string;
  category: "utility" | "marketing" | "authentication";
  /** Fits after "may send me"; by language when there are several. */
  text: string | Record<string, string>;
}

/** What `consent` and `withdraw` bring. */
export interface ActDetail {
  /** The signed record, a compact JWS. */
  record: string;
  /** What the record says. */
  claims: Record<string, unknown>;
  /** The receiver's signed receipt, when there is one. */
  receipt: string | null;
  /** Where the person confirms the number on WhatsApp, if the endpoint asks for it. */
  confirm: string | null;
}

/** What `consent` brings at the document, for a record that an earlier page could not deliver. */
export interface LateDetail {
  record: string;
  receipt: string | null;
  confirm: string | null;
  late: true;
}

/** What `consenterror` brings. */
export interface ErrorDetail {
  /** Stable, e.g. `company_missing`. */
  code: string;
  message: string;
  /** Whether it is tried again. */
  retryable: boolean;
}

/** The class behind `<whatsapp-opt-in>`. Importing it registers nothing and may be done where there is no DOM. */
export declare class WhatsAppOptInElement extends HTMLElement {
  static readonly formAssociated: true;
  static readonly observedAttributes: readonly string[];

  readonly form: HTMLFormElement | null;
  readonly labels: NodeList;
  readonly type: string;
  readonly validity: ValidityState;
  readonly validationMessage: string;
  readonly willValidate: boolean;

  /** The signed record, or null while there is none. */
  getResponse(): string | null;
  /** Posts the record to the endpoint now, or as soon as it is signed. */
  send(): void;
  /** Unticks every box; what was stored is taken back. */
  withdraw(): void;
  /** Back to the beginning; what was stored stays. */
  reset(): void;
  checkValidity(): boolean;
  reportValidity(): boolean;

  addEventListener<Type extends keyof WhatsAppOptInEventMap>(
    type: Type,
    listener: (this: WhatsAppOptInElement, event: WhatsAppOptInEventMap[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<Type extends keyof HTMLElementEventMap>(
    type: Type,
    listener: (this: WhatsAppOptInElement, event: HTMLElementEventMap[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** The properties of the attributes. One that is set to `null` takes its attribute away. */
export interface WhatsAppOptInElement extends Settable {}

type Settable = { [Name in keyof WhatsAppOptInSettings]-?: Exclude<WhatsAppOptInSettings[Name], undefined> };
