//! The findings in words, and as JSON.

use std::fmt::Write;

use serde_json::{Value, json};
use whatsapp_opt_in::consent::{
    Act, Assurance, Category, EventType, Method, PurposeChoice, Receipt, Verified, Withdrawal,
};
use whatsapp_opt_in::phone::PhoneNumber;

use super::Unusable;
use super::judge::{Judgement, ReceiptFinding};

/// The findings for a person.
pub(crate) fn text(file: &str, judgement: &Judgement) -> String {
    let mut page = Page(format!("{file}: {}\n", verdict(judgement)));
    match &judgement.act {
        Some(Ok(act)) => act_lines(&mut page, act),
        Some(Err(error)) => page.line("act", &format!("refused: {error} ({})", error.code())),
        None => {}
    }
    receipt_lines(&mut page, &judgement.receipt);
    if judgement.valid() {
        for statement in proves(judgement) {
            page.line("proves", statement);
        }
        for statement in does_not_prove(judgement) {
            page.line("does not", statement);
        }
    }
    page.0
}

/// The verdict in a word or two; a receipt that was not checked is never part of "valid".
fn verdict(judgement: &Judgement) -> &'static str {
    match &judgement.receipt {
        _ if !judgement.valid() => "NOT VALID",
        ReceiptFinding::NotChecked | ReceiptFinding::MatchesEnclosedKeys(_) => {
            "act valid, receipt not checked"
        }
        ReceiptFinding::Absent => "act valid, no receipt",
        _ => "valid",
    }
}

/// The findings for a program: one line.
pub(crate) fn json(file: &str, judgement: &Judgement) -> String {
    let act = match &judgement.act {
        Some(Ok(act)) => json!({
            "valid": true, "sha256": act.sha256(), "key": act.key().thumbprint(), "claims": **act,
            "number_valid": PhoneNumber::parse(act.e164(), None).is_ok_and(|n| n.is_valid()),
        }),
        Some(Err(error)) => json!({"valid": false, "code": error.code(), "detail": error.to_string()}),
        None => Value::Null,
    };
    let receipt = match &judgement.receipt {
        ReceiptFinding::Absent => Value::Null,
        ReceiptFinding::NotChecked => json!({"status": "not-checked"}),
        ReceiptFinding::MatchesEnclosedKeys(receipt) => {
            json!({"status": "matches-enclosed-keys", "kid": receipt.kid(), "claims": **receipt})
        }
        ReceiptFinding::Valid(receipt) => {
            json!({"status": "valid", "kid": receipt.kid(), "claims": **receipt})
        }
        ReceiptFinding::Refused(error) => {
            json!({"status": "refused", "code": error.code(), "detail": error.to_string()})
        }
    };
    let proves = if judgement.valid() { proves(judgement) } else { Vec::new() };
    let value =
        json!({"file": file, "valid": judgement.valid(), "act": act, "receipt": receipt, "proves": proves});
    format!("{value}\n")
}

/// A file that could not be judged, for a program.
pub(crate) fn json_unusable(file: &str, error: &Unusable) -> String {
    format!("{}\n", json!({"file": file, "error": error.to_string()}))
}

/// Text from a record as it may stand on a terminal: control characters and those that turn the direction of writing
/// are shown by their code, so that a record cannot forge the report about it.
pub(crate) fn printable(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        let turns =
            matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if character.is_control() || turns || character == '\u{2028}' || character == '\u{2029}' {
            let _ = write!(safe, "{}", character.escape_unicode());
        } else {
            safe.push(character);
        }
    }
    safe
}

/// Lines of a label and a value.
struct Page(String);

impl Page {
    fn line(&mut self, label: &str, value: &str) {
        let _ = writeln!(self.0, "  {label:<11} {}", printable(value));
    }
}

fn act_lines(page: &mut Page, act: &Verified) {
    page.line("what", &format!("{} by {} ({})", event(act), method(act), act.jti));
    for (i, line) in act.notice.text.lines().enumerate() {
        page.line(if i == 0 { "shown" } else { "" }, &format!("| {line}"));
    }
    let version = act.notice.version.as_deref().map(|v| format!(", version {v}")).unwrap_or_default();
    page.line("notice", &format!("language {}{version}, SHA-256 {}", act.notice.language, act.notice.sha256));
    page.line("number", &number(act.e164()));
    page.line("when", &format!("{} by the browser's clock", time(act.iat)));
    let contact = act.controller.contact.as_deref().map(|c| format!(", contact {c}")).unwrap_or_default();
    page.line(
        "controller",
        &format!("{}, privacy notice {}{contact}", act.controller.name, act.controller.privacy_url),
    );
    if let Some(number) = &act.controller.whatsapp_number {
        page.line("writes from", number);
    }
    for (label, granted) in [("granted", true), ("refused", false)] {
        for choice in act.purposes.iter().filter(|choice| choice.granted == granted) {
            page.line(label, &purpose(choice));
        }
    }
    for way in &act.withdrawal {
        page.line(
            "to withdraw",
            &match way {
                Withdrawal::Keyword(word) => format!("reply {word}"),
                Withdrawal::Url(url) => url.clone(),
            },
        );
    }
    if let Some(end) = act.valid_until {
        page.line("valid until", &time(end));
    }
    if let Some(jti) = &act.event.supersedes {
        page.line("supersedes", jti);
    }
    let logo = if act.ui.logo { "with" } else { "without" };
    page.line("page", &format!("{} ({}, {logo} the WhatsApp logo)", act.ui.page, act.ui.input));
    page.line("act", &format!("signature valid; SHA-256 {}", act.sha256()));
    page.line("act key", &act.key().thumbprint());
}

fn receipt_lines(page: &mut Page, finding: &ReceiptFinding) {
    match finding {
        ReceiptFinding::Absent => page.line("receipt", "none"),
        ReceiptFinding::NotChecked => page.line("receipt", "not checked: no trusted keys given (--jwks)"),
        ReceiptFinding::MatchesEnclosedKeys(receipt) => {
            page.line("receipt", "not checked: no trusted keys given (--jwks)");
            page.line(
                "",
                "its signature matches the keys in the same file, which anybody could have put there",
            );
            claims(page, receipt, receipt.kid());
        }
        ReceiptFinding::Valid(receipt) => {
            page.line("receipt", "valid under a trusted key");
            claims(page, receipt, receipt.kid());
        }
        ReceiptFinding::Refused(error) => {
            page.line("receipt", &format!("refused: {error} ({})", error.code()));
        }
    }
}

fn claims(page: &mut Page, receipt: &Receipt, kid: &str) {
    page.line("", &format!("record {} of {}, received {}", receipt.seq, receipt.iss, time(receipt.iat)));
    page.line("", &format!("for {}, {}, key {kid}", receipt.jti, assurance(receipt.assurance)));
}

/// What may be concluded (the design's record.md §1 and §2).
fn proves(judgement: &Judgement) -> Vec<&'static str> {
    let mut statements = Vec::new();
    if judgement.act.is_some() {
        statements.push("the act is unchanged since it was signed");
        statements.push("acts under the same key were signed by the same browser profile");
    }
    if let Some(receipt) = judgement.trusted_receipt() {
        statements
            .push("the receiver stored an act with exactly these bytes, and said when and at which place");
        if receipt.assurance >= Assurance::Fresh {
            statements
                .push("the act was signed after the receiver issued its nonce, minutes before it arrived");
        }
        if receipt.assurance >= Assurance::NumberConfirmed {
            statements.push("the number answered on WhatsApp");
        }
    }
    statements
}

fn does_not_prove(judgement: &Judgement) -> Vec<&'static str> {
    let assurance = judgement.trusted_receipt().map(|receipt| receipt.assurance);
    let mut statements = vec!["prove who acted: an act brings its own key, and anybody can make one"];
    if assurance < Some(Assurance::NumberConfirmed) {
        statements.push("prove that the number belongs to whoever acted");
    }
    if assurance.is_none() {
        statements.push("prove when: without a checked receipt, the time is the browser's word alone");
    }
    statements.push("say whether the consent still stands: a withdrawal is a record of its own");
    statements
}

fn event(act: &Act) -> &'static str {
    match act.event.kind {
        EventType::ConsentGiven => "consent given",
        EventType::ConsentRefused => "consent refused",
        EventType::ConsentWithdrawn => "consent withdrawn",
        EventType::RenewedConsentGiven => "consent renewed",
    }
}

fn method(act: &Act) -> &'static str {
    match act.event.method {
        Method::Checkbox => "checkbox",
        Method::PreferenceCentre => "preference centre",
        Method::Keyword => "keyword",
        Method::Import => "import",
    }
}

fn assurance(assurance: Assurance) -> &'static str {
    match assurance {
        Assurance::SelfAsserted => "self-asserted",
        Assurance::Fresh => "fresh",
        Assurance::NumberConfirmed => "number-confirmed",
    }
}

fn purpose(choice: &PurposeChoice) -> String {
    let category = match choice.category {
        Category::Utility => "utility",
        Category::Marketing => "marketing",
        Category::Authentication => "authentication",
    };
    format!("{} ({}, {category})", choice.text, choice.id)
}

fn number(e164: &str) -> String {
    match PhoneNumber::parse(e164, None) {
        Ok(number) if number.is_valid() => format!("{} ({e164})", number.international()),
        _ => format!("{e164} (no number in use looks like this)"),
    }
}

/// RFC 3339, UTC.
fn time(seconds: i64) -> String {
    match jiff::Timestamp::from_second(seconds) {
        Ok(time) => time.to_string(),
        Err(_) => format!("{seconds} seconds since 1970"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_cannot_forge_the_report_about_it() {
        assert_eq!(printable("Acme\u{1b}[2K\rvalid"), "Acme\\u{1b}[2K\\u{d}valid");
        assert_eq!(printable("a\u{202e}b"), "a\\u{202e}b");
        assert_eq!(printable("réductions d’été 🎁 عربى"), "réductions d’été 🎁 عربى");
    }

    #[test]
    fn times_are_utc_and_absurd_ones_are_shown_as_they_are() {
        assert_eq!(time(1_795_000_000), "2026-11-18T11:06:40Z");
        assert_eq!(time(i64::MAX), "9223372036854775807 seconds since 1970");
    }
}
