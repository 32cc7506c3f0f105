//! The statements a record supports, in one place for text, JSON and HTML.

use jiff::Timestamp;
use serde_json::{Value, json};
use whatsapp_opt_in::consent::{
    Assurance, EventType, LogProof, Method, PolicyVerdict, ReceiptError, Ui, Verified, VerifiedReceipt,
    Withdrawal,
};
use whatsapp_opt_in_log::verify_inclusion;

/// A verified act and what is known of its receipt.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// The act.
    pub act: &'a Verified,
    /// Its receipt.
    pub receipt: ReceiptCheck<'a>,
    /// The receipt's proof that the act stands in a log.
    pub log: LogCheck<'a>,
}

/// What came of looking at the receipt.
#[derive(Clone, Copy, Debug)]
pub enum ReceiptCheck<'a> {
    /// There is none.
    None,
    /// There is one, but no trusted keys to check it with: it proves nothing.
    NotChecked,
    /// It was refused.
    Refused(ReceiptError),
    /// It was given for this act, under a trusted key.
    Valid(&'a VerifiedReceipt),
}

/// What came of looking at the proof in a receipt.
#[derive(Clone, Copy, Debug)]
pub enum LogCheck<'a> {
    /// There is none, or no receipt that counts.
    None,
    /// It holds: the act is a leaf of the tree the receipt names.
    Holds(&'a LogProof),
    /// It does not.
    Wrong,
}

impl<'a> LogCheck<'a> {
    /// Checks the proof in a receipt against the act's compact bytes.
    pub fn of(receipt: &ReceiptCheck<'a>, compact_act: &str) -> Self {
        let ReceiptCheck::Valid(receipt) = receipt else { return Self::None };
        match &receipt.log {
            None => Self::None,
            Some(proof) if verify_inclusion(proof, compact_act.as_bytes()) => Self::Holds(proof),
            Some(_) => Self::Wrong,
        }
    }
}

impl<'a> Evidence<'a> {
    fn valid_receipt(&self) -> Option<&'a VerifiedReceipt> {
        match self.receipt {
            ReceiptCheck::Valid(receipt) => Some(receipt),
            _ => None,
        }
    }

    /// Withdrawals by link and imported opt-ins are acts of the receiver's, under the key that signs its receipts.
    fn set_down_by_receiver(&self) -> bool {
        self.valid_receipt().is_some_and(|receipt| receipt.kid() == self.act.key().thumbprint())
    }

    /// What happened, in words.
    pub fn event(&self) -> &'static str {
        match self.act.event.kind {
            EventType::ConsentGiven => "Consent given",
            EventType::RenewedConsentGiven => "Consent given again",
            EventType::ConsentRefused => "Consent refused",
            EventType::ConsentWithdrawn => "Consent withdrawn",
        }
    }

    /// The facts of the record, label and value, in the order they are read.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let act = self.act;
        let purposes = |granted: bool| -> Vec<String> {
            let chosen = act.purposes.iter().filter(|p| p.granted == granted);
            chosen.map(|p| format!("{} ({})", p.text, p.id)).collect()
        };
        let mut facts = vec![
            ("Event", format!("{}, by {}", self.event(), method(act.event.method))),
            ("Number", act.e164().to_owned()),
            ("Company", act.controller.name.clone()),
            ("Privacy notice", act.controller.privacy_url.clone()),
            ("Origin", act.iss.clone()),
            ("Page", act.ui.page.clone()),
            ("Browser's clock", utc(act.iat)),
        ];
        if let Some(receipt) = self.valid_receipt() {
            facts.push(("Receiver's clock", utc(receipt.iat)));
            facts.push(("Receiver", receipt.iss.clone()));
            facts.push(("Place in the ledger", receipt.seq.to_string()));
            facts.push(("Assurance", assurance(receipt.assurance).to_owned()));
        }
        if let LogCheck::Holds(proof) = self.log {
            facts.push(("Log", format!("{}, place {}", proof.origin, place(proof))));
        }
        for (label, list) in [("Agreed to", purposes(true)), ("Did not agree to", purposes(false))] {
            if !list.is_empty() {
                facts.push((label, list.join("; ")));
            }
        }
        let ways: Vec<String> = act.withdrawal.iter().map(withdrawal).collect();
        facts.push(("Way out named", if ways.is_empty() { "none".into() } else { ways.join("; ") }));
        let recipients = Some(act.recipients.join("; ")).filter(|list| !list.is_empty());
        let optional = [
            ("Replaces act", act.event.supersedes.clone()),
            ("Kept for", act.retention.clone()),
            ("Valid until", act.valid_until.map(utc)),
            ("Law named", act.jurisdiction.clone()),
            ("Other recipients", recipients),
            ("Contact", act.controller.contact.clone()),
            ("Sent from", act.controller.whatsapp_number.clone()),
            ("Posted to", act.aud.clone()),
            ("Nonce", act.nonce.clone()),
            ("Version of the notice", act.notice.version.clone()),
            ("Policy rules", act.policy.as_ref().map(policy)),
            ("SHA-256 of the wasm", act.ui.wasm_sha256.clone()),
        ];
        facts.extend(optional.into_iter().filter_map(|(label, value)| Some((label, value?))));
        facts.push(("Prompt", prompt(&act.ui)));
        facts.push(("Language", act.notice.language.clone()));
        facts.push(("SHA-256 of the notice", act.notice.sha256.clone()));
        facts.push(("Act", act.jti.clone()));
        facts.push(("SHA-256 of the act", act.sha256().to_owned()));
        let signer = if self.set_down_by_receiver() { "Key of the receiver" } else { "Key of the browser" };
        facts.push((signer, act.key().thumbprint()));
        facts
    }

    /// What the record proves.
    pub fn proves(&self) -> Vec<String> {
        let mut proves = vec!["These bytes are unchanged since they were signed.".to_owned()];
        proves.push(if self.set_down_by_receiver() {
            "The receiver set this act down itself, on a request: it is signed by the key of its receipt."
                .to_owned()
        } else {
            "Whoever held the browser's key signed them; acts under the same key belong together.".to_owned()
        });
        let Some(receipt) = self.valid_receipt() else { return proves };
        proves.push(format!(
            "{} had stored this act, durably, by {} of its own clock.",
            receipt.iss,
            utc(receipt.iat)
        ));
        if let LogCheck::Holds(proof) = self.log {
            proves.push(format!(
                "It stands in the log {} at place {}, under the root the receipt names.",
                proof.origin,
                place(proof)
            ));
        }
        if receipt.assurance >= Assurance::Fresh {
            proves.push("It was signed after the receiver issued its nonce.".to_owned());
        }
        if receipt.assurance == Assurance::NumberConfirmed {
            proves.push("The number answered on WhatsApp with the code it was given.".to_owned());
        }
        proves
    }

    /// What the record does not prove.
    pub fn does_not_prove(&self) -> Vec<String> {
        let confirmed = self.valid_receipt().is_some_and(|r| r.assurance == Assurance::NumberConfirmed);
        let mut limits = vec![if self.set_down_by_receiver() {
            "Who asked for it: the receiver set it down itself.".to_owned()
        } else if confirmed {
            "Who the person was: only that they used this browser and this number.".to_owned()
        } else {
            "Who acted, and that the number is theirs: the key comes from the record itself.".to_owned()
        }];
        match self.receipt {
            ReceiptCheck::Valid(_) => {}
            ReceiptCheck::None => {
                limits.push("When it happened: only the browser's clock says so.".to_owned())
            }
            ReceiptCheck::NotChecked => limits.push(
                "When it happened: a receipt is there, but no trusted keys were given to check it."
                    .to_owned(),
            ),
            ReceiptCheck::Refused(error) => {
                limits.push(format!("When it happened: the receipt was refused. {error}"));
            }
        }
        match self.log {
            LogCheck::None => {}
            LogCheck::Holds(_) => limits.push(
                "That the log was not rewritten since: compare its checkpoint with one kept from then."
                    .to_owned(),
            ),
            LogCheck::Wrong => limits
                .push("That the act stands in the log: the proof in the receipt does not hold.".to_owned()),
        }
        limits.push("That the consent still holds: look for a later withdrawal.".to_owned());
        limits
    }

    /// The record for a terminal.
    pub fn to_text(&self) -> String {
        let facts = self.facts();
        let width = facts.iter().map(|(label, _)| label.len()).max().unwrap_or_default();
        let mut text = String::new();
        for (label, value) in facts {
            text += &format!("{label:width$}  {}\n", printable(&value));
        }
        text += "\nWhat was shown\n";
        for line in self.act.notice.text.lines() {
            text += &format!("  {}\n", printable(line));
        }
        for (title, lines) in [("Proves", self.proves()), ("Does not prove", self.does_not_prove())] {
            text += &format!("\n{title}\n");
            for line in lines {
                text += &format!("  - {}\n", printable(&line));
            }
        }
        text
    }

    /// The record for a program. `receipt.status` is `none`, `not_checked`, `refused` or `valid`; `log.status` is
    /// `none`, `holds` or `wrong`.
    pub fn to_json(&self) -> Value {
        let receipt = match self.receipt {
            ReceiptCheck::None => json!({"status": "none"}),
            ReceiptCheck::NotChecked => json!({"status": "not_checked"}),
            ReceiptCheck::Refused(error) => {
                json!({"status": "refused", "code": error.code(), "detail": error.to_string()})
            }
            ReceiptCheck::Valid(receipt) => {
                json!({"status": "valid", "kid": receipt.kid(), "claims": **receipt})
            }
        };
        json!({
            "act": **self.act,
            "act_sha256": self.act.sha256(),
            "key_thumbprint": self.act.key().thumbprint(),
            "receipt": receipt,
            "log": match self.log {
                LogCheck::None => json!({"status": "none"}),
                LogCheck::Holds(proof) => {
                    json!({"status": "holds", "origin": proof.origin, "place": place(proof)})
                }
                LogCheck::Wrong => json!({"status": "wrong", "code": "receipt_proof_wrong"}),
            },
            "proves": self.proves(),
            "does_not_prove": self.does_not_prove(),
        })
    }
}

/// A time in UTC, e.g. `2026-11-20 12:00:00 UTC`; times outside the calendar stay numbers.
fn utc(seconds: i64) -> String {
    match Timestamp::from_second(seconds) {
        Ok(time) => time.strftime("%Y-%m-%d %H:%M:%S UTC").to_string(),
        Err(_) => format!("{seconds} seconds since 1970"),
    }
}

/// Text from a record or a file as it may stand on a terminal: it cannot move the cursor, rewrite what stands there or
/// turn the direction of writing.
pub fn printable(text: &str) -> String {
    let turns = |c| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if c.is_control() || turns(c) { '\u{fffd}' } else { c }).collect()
}

/// Places count from 1, as the ledger does.
fn place(proof: &LogProof) -> u64 {
    proof.index.saturating_add(1)
}

fn method(method: Method) -> &'static str {
    match method {
        Method::Checkbox => "a box in a form",
        Method::PreferenceCentre => "a preference page",
        Method::Keyword => "a word sent as a message",
        Method::Import => "import from elsewhere",
    }
}

/// The page's own word about itself.
fn prompt(ui: &Ui) -> String {
    let said =
        |yes: bool, words: &str, otherwise: &str| if yes { words.to_owned() } else { otherwise.to_owned() };
    [
        ui.widget.clone(),
        format!("input by {}", ui.input),
        said(ui.trusted_event, "a person's event", "not marked as a person's event"),
        said(ui.number_edited, "number typed or changed", "number not changed"),
        said(ui.logo, "with the WhatsApp logo", "without the WhatsApp logo"),
        said(ui.checked_by_default, "ticked beforehand", "not ticked beforehand"),
    ]
    .join(", ")
}

fn policy(verdict: &PolicyVerdict) -> String {
    let found = match verdict.findings.as_slice() {
        [] => "nothing found".to_owned(),
        findings => format!("found {}", findings.join(", ")),
    };
    format!("editions {}: {found}", verdict.editions.join(", "))
}

fn assurance(assurance: Assurance) -> &'static str {
    match assurance {
        Assurance::SelfAsserted => "self-asserted",
        Assurance::Fresh => "fresh",
        Assurance::NumberConfirmed => "number confirmed",
    }
}

fn withdrawal(withdrawal: &Withdrawal) -> String {
    match withdrawal {
        Withdrawal::Keyword(word) => format!("reply {word}"),
        Withdrawal::Url(url) => url.clone(),
    }
}
