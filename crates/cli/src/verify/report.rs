//! The findings in words, and as JSON. What a record shows is for the evidence crate to say; here stand the verdict on
//! a file and the receipt's check.

use std::fmt::Write;

use serde_json::{Value, json};
use whatsapp_opt_in::consent::Receipt;
use whatsapp_opt_in_evidence::{Evidence, Judgement, LogCheck, ReceiptFinding, Unusable, printable};

/// The findings for a person.
pub(crate) fn text(file: &str, judgement: &Judgement) -> String {
    let mut text = format!("{file}: {}\n", judgement.verdict());
    if let Some(Err(error)) = &judgement.act {
        line(&mut text, &format!("The act was refused. {error} ({})", error.code()));
    }
    match &judgement.receipt {
        ReceiptFinding::Absent => line(&mut text, "There is no receipt."),
        ReceiptFinding::NotChecked => {
            line(&mut text, "The receipt was not checked: no trusted keys given (--jwks).")
        }
        ReceiptFinding::MatchesEnclosedKeys(receipt) => {
            line(&mut text, "The receipt was not checked: no trusted keys given (--jwks).");
            line(&mut text, "It matches the keys in the same file, which anybody could have put there.");
            line(&mut text, &format!("It says: {}", claims(receipt)));
        }
        ReceiptFinding::Valid(receipt) => {
            line(&mut text, &format!("The receipt is valid under the trusted key {}.", receipt.kid()));
            line(&mut text, &format!("It says: {}", claims(receipt)));
        }
        ReceiptFinding::Refused(error) => {
            line(&mut text, &format!("The receipt was refused. {error} ({})", error.code()));
        }
    }
    match judgement.evidence().map(|evidence| evidence.log) {
        Some(LogCheck::Holds(proof)) => line(
            &mut text,
            &format!("Its proof holds: place {} in the log {}.", proof.index.saturating_add(1), proof.origin),
        ),
        Some(LogCheck::Wrong) => {
            line(&mut text, "Its proof that the act stands in the log does not hold. (receipt_proof_wrong)");
        }
        _ => {}
    }
    if let Some(evidence) = evidence(judgement) {
        let _ = write!(text, "\n{}", evidence.to_text());
    }
    text
}

/// The findings for a program: one line. `receipt.status` is `none`, `not_checked`, `refused` or `valid`.
pub(crate) fn json(file: &str, judgement: &Judgement) -> String {
    let mut value = match (evidence(judgement), &judgement.act) {
        (Some(evidence), _) => evidence.to_json(),
        (None, _) if log_proof_is_wrong(judgement) => json!({
            "code": "receipt_proof_wrong",
            "detail": "The receipt's proof that the act stands in the log does not hold.",
        }),
        (None, Some(Err(error))) => json!({"code": error.code(), "detail": error.to_string()}),
        (None, _) => json!({"receipt": receipt_alone(&judgement.receipt)}),
    };
    value["file"] = file.into();
    value["valid"] = judgement.valid().into();
    value["verdict"] = judgement.verdict().into();
    format!("{value}\n")
}

/// A file that could not be judged, for a program.
pub(crate) fn json_unusable(file: &str, error: &Unusable) -> String {
    format!("{}\n", json!({"file": file, "error": error.to_string()}))
}

/// The story of a file that is not valid is not told.
fn evidence(judgement: &Judgement) -> Option<Evidence<'_>> {
    judgement.evidence().filter(|_| judgement.valid())
}

fn log_proof_is_wrong(judgement: &Judgement) -> bool {
    matches!(judgement.evidence(), Some(Evidence { log: LogCheck::Wrong, .. }))
}

fn receipt_alone(finding: &ReceiptFinding) -> Value {
    match finding {
        ReceiptFinding::Valid(receipt) => {
            json!({"status": "valid", "kid": receipt.kid(), "claims": **receipt})
        }
        ReceiptFinding::Refused(error) => {
            json!({"status": "refused", "code": error.code(), "detail": error.to_string()})
        }
        _ => json!({"status": "not_checked"}),
    }
}

fn claims(receipt: &Receipt) -> String {
    let received = match jiff::Timestamp::from_second(receipt.iat) {
        Ok(time) => time.strftime("%Y-%m-%d %H:%M:%S UTC").to_string(),
        Err(_) => format!("{} seconds since 1970", receipt.iat),
    };
    format!("record {} of {}, act {}, received {received}", receipt.seq, receipt.iss, receipt.jti)
}

fn line(text: &mut String, line: &str) {
    let _ = writeln!(text, "  {}", printable(line));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_cannot_forge_the_report_about_it() {
        assert_eq!(printable("Acme\u{1b}[2K\rvalid\u{202e}x"), "Acme\u{fffd}[2K\u{fffd}valid\u{fffd}x");
        assert_eq!(printable("réductions d’été 🎁 عربى"), "réductions d’été 🎁 عربى");
    }
}
