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
