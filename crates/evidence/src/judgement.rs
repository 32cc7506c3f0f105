//! What the evidence amounts to.

use whatsapp_opt_in::consent::{
    ActError, Expect, ExpectReceipt, JwkSet, ReceiptError, Signatures, Verified, VerifiedReceipt, verify_act,
    verify_receipt,
};

use crate::{Evidence, Given, LogCheck, ReceiptCheck, Unusable};

/// The findings on one file.
#[derive(Debug)]
pub struct Judgement {
    /// The act, when there is one.
    pub act: Option<Result<Verified, ActError>>,
    /// The act's compact bytes.
    pub compact: Option<String>,
    /// The receipt.
    pub receipt: ReceiptFinding,
}

/// The findings on a receipt.
#[derive(Debug)]
pub enum ReceiptFinding {
    /// There is none.
    Absent,
    /// There is one, and no key to check it with. It counts for nothing.
    NotChecked,
    /// It matches keys that came in the same file. Whoever can make a record can make its keys: it counts for nothing.
    MatchesEnclosedKeys(VerifiedReceipt),
    /// It verifies under a key the caller trusts.
    Valid(VerifiedReceipt),
    /// It does not verify.
    Refused(ReceiptError),
}

impl Judgement {
    /// Whether nothing was found wrong.
    pub fn valid(&self) -> bool {
        !matches!(self.act, Some(Err(_)))
            && !matches!(self.receipt, ReceiptFinding::Refused(_))
            && !matches!(self.evidence().map(|evidence| evidence.log), Some(LogCheck::Wrong))
    }

    /// In a word or two; a receipt that was not checked is never part of "valid".
    pub fn verdict(&self) -> &'static str {
        match &self.receipt {
            _ if !self.valid() => "NOT VALID",
            ReceiptFinding::Absent => "act valid, no receipt",
            ReceiptFinding::NotChecked | ReceiptFinding::MatchesEnclosedKeys(_) => {
                "act valid, receipt not checked"
            }
            ReceiptFinding::Valid(_) | ReceiptFinding::Refused(_) => "valid",
        }
    }

    /// What the record shows, when its act can be believed. A refused receipt is a finding about the file.
    pub fn evidence(&self) -> Option<Evidence<'_>> {
        let act = self.act.as_ref()?.as_ref().ok()?;
        let receipt = match &self.receipt {
            ReceiptFinding::Absent => ReceiptCheck::None,
            ReceiptFinding::NotChecked | ReceiptFinding::MatchesEnclosedKeys(_) => ReceiptCheck::NotChecked,
            ReceiptFinding::Refused(error) => ReceiptCheck::Refused(*error),
            ReceiptFinding::Valid(receipt) => ReceiptCheck::Valid(receipt),
        };
        let log = LogCheck::of(&receipt, self.compact.as_deref().unwrap_or_default());
        Some(Evidence { act, receipt, log })
    }
}

/// What the caller knows of receipts beside the keys; by default nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The receivers they may come from.
    pub issuers: Option<Vec<String>>,
    /// The name of the log their proof must be of.
    pub log: Option<String>,
}

/// Judges; with a receipt alone, trusted keys are needed to say anything at all.
///
/// # Errors
/// A receipt alone without trusted keys.
pub fn judge(
    given: &Given,
    signatures: &impl Signatures,
    trusted: Option<&JwkSet>,
) -> Result<Judgement, Unusable> {
    judge_known(given, signatures, trusted, &Known::default())
}

/// [`judge`], for a caller who knows more of the receipt than its keys.
///
/// # Errors
/// A receipt alone without trusted keys.
pub fn judge_known(
    given: &Given,
    signatures: &impl Signatures,
    trusted: Option<&JwkSet>,
    known: &Known,
) -> Result<Judgement, Unusable> {
    let act = given.consent.as_deref().map(|act| verify_act(act, signatures, &Expect::default()));
    let verified = act.as_ref().and_then(|act| act.as_ref().ok());
    let expect =
        ExpectReceipt { act: verified, issuers: known.issuers.as_deref(), log: known.log.as_deref() };
    let receipt = match (&given.receipt, trusted, &given.enclosed) {
        (None, _, _) => ReceiptFinding::Absent,
        (Some(_), None, _) if act.is_none() => {
            return Err(Unusable(
                "a receipt alone can only be judged with trusted keys: the receiver's JWKS".into(),
            ));
        }
        (Some(_), None, None) => ReceiptFinding::NotChecked,
        (Some(receipt), Some(trusted), _) => match verify_receipt(receipt, signatures, trusted, expect) {
            Ok(receipt) => ReceiptFinding::Valid(receipt),
            Err(error) => ReceiptFinding::Refused(error),
        },
        (Some(receipt), None, Some(enclosed)) => {
            match verify_receipt(receipt, signatures, enclosed, expect) {
                Ok(receipt) => ReceiptFinding::MatchesEnclosedKeys(receipt),
                Err(error) => ReceiptFinding::Refused(error),
            }
        }
    };
    Ok(Judgement { act, compact: given.consent.clone(), receipt })
}
