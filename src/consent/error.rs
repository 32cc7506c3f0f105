//! Why an act or a receipt is refused. Every reason has a stable code and says what to do; none repeats personal data.

use std::fmt;

/// Declares an error enum whose variants each carry a stable code and a sentence.
macro_rules! coded_errors {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $text:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name { $(#[doc = $text] $(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every reason, for tables and documentation.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable code, e.g. for a problem document; it never changes meaning.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Self::$variant => $text,)* })
            }
        }
        impl std::error::Error for $name {}
    };
}

coded_errors! {
    /// Why an act is refused.
    ActError {
        TooLarge = "act_too_large", "The act is larger than 16 KiB; send the compact JWS alone.";
        NotCompact = "act_not_compact", "The act is not three base64url parts joined by dots; send the compact JWS as it was signed.";
        Base64 = "act_base64_invalid", "A part of the act is not base64url without padding; send the bytes as they were signed.";
        HeaderJson = "act_header_invalid", "The protected header is not a JSON object with alg, typ and jwk.";
        HeaderMember = "act_header_member_forbidden", "The protected header has a member other than alg, typ and jwk.";
        Type = "act_type_wrong", "The header's typ is not whatsapp-consent+jwt; a receipt or another token is no act.";
        Algorithm = "act_algorithm_forbidden", "The header's alg is not ES256 or Ed25519.";
        KeyPrivate = "act_key_private", "The header's jwk holds a private or secret member; publish only the public key and make a new one.";
        KeyInvalid = "act_key_invalid", "The header's jwk is not a public key of the kind alg asks for.";
        Signature = "act_signature_invalid", "The signature does not match; the act was changed after it was signed, or signed by another key.";
        DuplicateMember = "act_duplicate_member", "A JSON object of the act names a member twice; its meaning would depend on the reader.";
        PayloadJson = "act_claims_invalid", "The claims are not the JSON that the record's schema describes.";
        Schema = "act_schema_unknown", "The claims name a schema version this software does not know; update it.";
        Audience = "act_audience_wrong", "The act was made for another endpoint; check the widget's endpoint and the receiver's public URL.";
        Issuer = "act_issuer_wrong", "The act comes from an origin that is not on the list; add the page's origin to the receiver's configuration.";
        Number = "act_number_malformed", "The claim sub is not tel: followed by a number in E.164 form.";
        Jti = "act_jti_malformed", "The claim jti is not a UUID version 7.";
        Notice = "act_notice_digest_wrong", "The notice's sha256 is not the digest of its text.";
        Purposes = "act_purposes_inconsistent", "The purposes contradict the event: giving needs one granted, refusing and withdrawing need none.";
        SupersedesItself = "act_supersedes_itself", "The act gives consent and names itself as the act it replaces; make a new jti for each act.";
        NotAChoice = "act_not_a_choice", "The box was ticked beforehand or by a script; that is no consent.";
    }
}

coded_errors! {
    /// Why a receipt is refused.
    ReceiptError {
        TooLarge = "receipt_too_large", "The receipt is larger than 16 KiB.";
        NotCompact = "receipt_not_compact", "The receipt is not three base64url parts joined by dots.";
        Base64 = "receipt_base64_invalid", "A part of the receipt is not base64url without padding.";
        HeaderJson = "receipt_header_invalid", "The protected header is not a JSON object with alg, typ and kid.";
        HeaderMember = "receipt_header_member_forbidden", "The protected header has a member other than alg, typ and kid; a key inside the token is never trusted.";
        Type = "receipt_type_wrong", "The header's typ is not whatsapp-consent-receipt+jwt; an act or another token is no receipt.";
        Algorithm = "receipt_algorithm_forbidden", "The header's alg is not ES256 or Ed25519, or not the one its key is for.";
        KeyUnknown = "receipt_key_unknown", "No trusted key has the receipt's kid; fetch the receiver's /.well-known/jwks.json over a channel you trust.";
        Signature = "receipt_signature_invalid", "The signature does not match the trusted key.";
        DuplicateMember = "receipt_duplicate_member", "A JSON object of the receipt names a member twice.";
        PayloadJson = "receipt_claims_invalid", "The claims are not those of a receipt.";
        OtherAct = "receipt_for_other_act", "The receipt was given for another act.";
        Issuer = "receipt_issuer_wrong", "The receipt comes from a receiver that is not on the list.";
        Log = "receipt_log_wrong", "The receipt's proof is of another log than the one that was asked for.";
    }
}
