//! Who is meant: telephone numbers and user ids as callers, webhooks and records write them, in one form.

use whatsapp_opt_in::consent::ledger::{Entry, Identity, Occurrence};
use whatsapp_opt_in::phone::PhoneNumber;

/// The longest business-scoped user id that is taken.
const MAX_BSUID: usize = 160;

/// Reads a number in international form (`+33612345678`, or digits alone as in a `wa_id`), or a business-scoped user id
/// (`FR.13491208655302741918`).
pub fn contact(text: &str) -> Option<Identity> {
    let text = text.trim();
    if is_bsuid(text) {
        return Some(Identity::Bsuid(text.to_owned()));
    }
    number(text).map(Identity::Phone)
}

/// The same contact in the form everything is filed under: a number that WhatsApp writes differently is its E.164 number.
pub fn normal(identity: Identity) -> Identity {
    match identity {
        Identity::Phone(text) => Identity::Phone(number(&text).unwrap_or(text)),
        other => other,
    }
}

/// The occurrence with its contacts in normal form.
pub(crate) fn normal_occurrence(what: Occurrence) -> Occurrence {
    match what {
        Occurrence::OptIn(mut opt_in) => {
            opt_in.subject = normal(opt_in.subject);
            Occurrence::OptIn(opt_in)
        }
        Occurrence::Stop { subject, scope, supersedes } => {
            Occurrence::Stop { subject: normal(subject), scope, supersedes }
        }
        Occurrence::Resume { subject } => Occurrence::Resume { subject: normal(subject) },
        Occurrence::Confirmation { jti, subject } => {
            Occurrence::Confirmation { jti, subject: normal(subject) }
        }
        Occurrence::Linked { a, b } => Occurrence::Linked { a: normal(a), b: normal(b) },
        Occurrence::NumberChanged { from, to } => {
            Occurrence::NumberChanged { from: normal(from), to: normal(to) }
        }
        Occurrence::Inbound { subject, sent_at } => Occurrence::Inbound { subject: normal(subject), sent_at },
        Occurrence::WindowClosed { subject, failed_at } => {
            Occurrence::WindowClosed { subject: normal(subject), failed_at }
        }
        Occurrence::MarketingLimited { subject } => Occurrence::MarketingLimited { subject: normal(subject) },
    }
}

/// The entry with its contacts in normal form.
pub(crate) fn normal_entry(entry: Entry) -> Entry {
    Entry { what: normal_occurrence(entry.what), ..entry }
}

/// The ways records may spell a number that is in normal form: as E.164, and as accounts of Mexico and Brazil have it.
pub(crate) fn spellings(number: &str) -> Vec<String> {
    let mut all = vec![number.to_owned()];
    if let Some(rest) = number.strip_prefix("+52") {
        all.push(format!("+521{rest}"));
    }
    if let Some((area, rest)) = number.strip_prefix("+55").and_then(|rest| rest.split_at_checked(2)) {
        all.extend(rest.strip_prefix('9').map(|rest| format!("+55{area}{rest}")));
    }
    all
}

/// E.164 of a number in international form.
fn number(text: &str) -> Option<String> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let number = PhoneNumber::parse(&format!("+{digits}"), None).ok()?;
    let national = number.national_number().to_string();
    Some(match (number.calling_code(), national.as_bytes()) {
        // Mexico gave up the 1 before mobile numbers in 2019; accounts keep it.
        (52, [b'1', rest @ ..]) if rest.len() == 10 => format!("+52{}", &national[1..]),
        // Brazil put a 9 before mobile numbers; accounts from before do not have it. Landlines begin with 2 to 5.
        (55, [_, _, b'6'..=b'9', ..]) if national.len() == 10 => {
            format!("+55{}9{}", &national[..2], &national[2..])
        }
        _ => number.e164(),
    })
}

/// A country, a dot, and letters, digits or dots.
fn is_bsuid(text: &str) -> bool {
    let Some((country, id)) = text.split_once('.') else { return false };
    country.len() == 2
        && country.bytes().all(|byte| byte.is_ascii_uppercase())
        && !id.is_empty()
        && text.len() <= MAX_BSUID
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phone(text: &str) -> Option<Identity> {
        Some(Identity::Phone(text.to_owned()))
    }

    #[test]
    fn a_number_is_one_contact_however_it_is_written() {
        for text in ["+33612345678", "33612345678", "+33 6 12 34 56 78", " +33-612-345-678 "] {
            assert_eq!(contact(text), phone("+33612345678"), "{text}");
        }
    }

    #[test]
    fn accounts_of_mexico_and_brazil_are_their_numbers() {
        for (wa_id, number) in [
            ("5215512345678", "+525512345678"),
            ("525512345678", "+525512345678"),
            ("551187654321", "+5511987654321"),
            ("5511987654321", "+5511987654321"),
            ("551132654321", "+551132654321"),
            ("5491123456789", "+5491123456789"),
        ] {
            assert_eq!(contact(wa_id), phone(number), "{wa_id}");
            assert_eq!(normal(Identity::Phone(wa_id.into())), Identity::Phone(number.into()));
        }
    }

    #[test]
    fn a_user_id_is_taken_as_it_is_and_nonsense_is_nobody() {
        for id in ["FR.13491208655302741918", "US.ENT.11815799212886844830"] {
            assert_eq!(contact(id), Some(Identity::Bsuid(id.into())));
        }
        let long = format!("FR.{}", "1".repeat(MAX_BSUID));
        for text in
            ["", "+", "++33612345678", "12", "fr.1", "FR.", "FR.1 2", "me", "tel:+33612345678", long.as_str()]
        {
            assert_eq!(contact(text), None, "{text}");
        }
    }
}
