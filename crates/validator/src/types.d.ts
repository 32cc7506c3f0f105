/** What kind of line a number is; Google's names. */
export type PhoneKind =
  | "FIXED_LINE"
  | "MOBILE"
  | "FIXED_LINE_OR_MOBILE"
  | "TOLL_FREE"
  | "PREMIUM_RATE"
  | "SHARED_COST"
  | "VOIP"
  | "PERSONAL_NUMBER"
  | "PAGER"
  | "UAN"
  | "VOICEMAIL";

/** Whether the length of a number is possible, or why not; Google's names. */
export type PhonePossibility =
  | "IS_POSSIBLE"
  | "IS_POSSIBLE_LOCAL_ONLY"
  | "INVALID_COUNTRY_CODE"
  | "TOO_SHORT"
  | "INVALID_LENGTH"
  | "TOO_LONG";

/** Why a text is no number at all. */
export type PhoneErrorCode =
  | "phone_invalid_country_code"
  | "phone_not_a_number"
  | "phone_too_short_after_idd"
  | "phone_too_short"
  | "phone_too_long";

/** Everything there is to say about a number. */
export interface Phone {
  /** Whether the number can be in use. */
  valid: boolean;
  /** Whether its length is possible. */
  possible: boolean;
  possibility: PhonePossibility;
  /** "UNKNOWN" when the number is not valid. */
  kind: PhoneKind | "UNKNOWN";
  /** ISO 3166-1 alpha-2; undefined for codes of no geography and numbers no region has. */
  region: string | undefined;
  callingCode: number;
  /** The number within its country, with the zeros it begins with; digits. */
  nationalNumber: string;
  /** "" when there is none. */
  extension: string;
  /** e.g. "+33612345678" */
  e164: string;
  /** e.g. "06 12 34 56 78" */
  national: string;
  /** e.g. "+33 6 12 34 56 78" */
  international: string;
  /** e.g. "tel:+33-6-12-34-56-78" */
  rfc3966: string;
  /** Whether WhatsApp can have an account under this kind of number. */
  whatsappReachable: boolean;
}

/** A number, or why the text is none. */
export type ParsedPhone = { ok: true; phone: Phone } | { ok: false; code: PhoneErrorCode };

export interface RegionCode {
  region: string;
  callingCode: number;
}

export interface EditedText {
  text: string;
  /** In UTF-16 units, as `selectionStart`. */
  caret: number;
}

/** What `lint` may be told beside the source. */
export interface LintOptions {
  /** Guessed when absent: JSON by what it holds, everything else as a page. */
  language?: "html" | "jsx" | "vue" | "svelte" | "php" | "template" | "message-templates" | "records";
  /** The company's name, to be looked for in the prompt. */
  company?: string;
  /** WhatsApp's edition, e.g. "whatsapp-2025-11"; else the one in force (for records: on their day). */
  edition?: string;
  /** Law packs; `["gdpr"]` when absent. */
  packs?: ("gdpr" | "tcpa")[];
  /** Only these rules, or all that begin so ("GD"). */
  rules?: string[];
  /** Not these rules, or none that begin so. */
  ignore?: string[];
}

/** Something wrong. */
export interface LintFinding {
  rule: string;
  severity: "error" | "warning";
  /** The edition judged by; undefined for a faulty suppression. */
  edition: string | undefined;
  message: string;
  /** How to mend it. */
  help: string;
  /** "" here; the command names the file. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1, in characters. */
  column: number;
}

/** Something a person must decide. */
export interface LintReview {
  rule: string;
  why: string;
  file: string;
  line: number;
  column: number;
}

/** What `lint` answers; `ok` says whether the source could be read, not whether it is right. */
export type LintResult =
  | { ok: true; findings: LintFinding[]; needs_review: LintReview[] }
  | { ok: false; message: string; line: number | undefined; column: number | undefined };

/** The settings of `<whatsapp-opt-in>`. */
export interface WidgetSettings {
  /** By their names in HTML. */
  attributes: Record<string, string>;
  /** The JSON of the child script with purposes of one's own. */
  customPurposes?: string;
}

/** A box of the card. */
export interface NoticeBox {
  category: "utility" | "marketing" | "authentication";
  label: string;
}

/** The words a widget will show, or why there are none; the codes are the widget's. */
export type NoticeResult =
  | {
      ok: true;
      /** What goes into the record, line by line: the text to register. */
      text: string;
      /** The digest it is registered by; lower-case hex. */
      sha256: string;
      /** BCP 47, of the words. */
      language: string;
      dir: "ltr" | "rtl";
      boxes: NoticeBox[];
    }
  | {
      ok: false;
      code:
        | "company_missing"
        | "purposes_missing"
        | "purpose_unknown"
        | "purpose_invalid"
        | "text_invalid"
        | "settings_invalid";
    };

/** A purpose of the catalogue. */
export interface CataloguePurpose {
  id: string;
  category: "utility" | "marketing" | "authentication";
  /** Fits after "may send me". */
  text: string;
}

/** A language of the card. */
export interface WidgetLanguage {
  /** BCP 47 */
  tag: string;
  dir: "ltr" | "rtl";
}

/** What you know of the acts you expect; by default nothing. */
export interface ExpectedAct {
  /** The URLs your backend goes by. An act without `aud` is always accepted. */
  audiences?: string[];
  /** The origins acts may come from. */
  issuers?: string[];
}

/** What you know of the receipts you expect; by default nothing. */
export interface ExpectedReceipt {
  /** The receivers they may come from (`iss`). */
  issuers?: string[];
  /** The name of the log their proof must be of. A receipt without a proof is accepted. */
  log?: string;
}

/** A refusal: the stable code of docs/record.md, and what it means. */
export interface Refusal {
  ok: false;
  code: string;
  message: string;
}

/** An act whose signature and form were checked, or why it is refused. */
export type VerifiedAct =
  | {
      ok: true;
      /** The claims, as docs/record.md describes them. */
      act: Record<string, unknown>;
      e164: string;
      /** SHA-256 of the compact bytes, lower-case hex. */
      sha256: string;
      /** RFC 7638 */
      keyThumbprint: string;
    }
  | Refusal;

/** A receipt verified under a key you trust, or why it is refused. */
export type VerifiedReceipt =
  | {
      ok: true;
      /** The claims, as docs/record.md describes them. */
      receipt: Record<string, unknown>;
      /** The trusted key. */
      kid: string;
    }
  | Refusal;

export interface RecordOptions {
  /** The receiver's JWKS, fetched over a channel you trust. Keys that come inside a record are never trusted. */
  jwks?: string;
}

/** What a valid record shows. */
export interface Certificate {
  event: string;
  /** What the person read. */
  notice: { text: string; language: string };
  facts: { label: string; value: string }[];
  proves: string[];
  doesNotProve: string[];
  /** The same as a page that prints. */
  html: string;
}

/** What a record amounts to; `ok` says whether it could be judged, `valid` what came of it. */
export type VerifiedRecord =
  | {
      ok: true;
      valid: boolean;
      verdict: string;
      receipt: "none" | "not_checked" | "matches_enclosed_keys" | "valid" | "refused";
      faults: { code: string; message: string }[];
      /** null when the record is not valid. */
      certificate: Certificate | null;
    }
  | { ok: false; message: string };
