//! Consents that end: somebody is told before, and when they have.

use std::collections::BTreeSet;

use whatsapp_opt_in::consent::ledger::{Entry, Ledger, Occurrence, Question, Reason};
use whatsapp_opt_in::consent::{Assurance, Category};

use super::event::ending;
use crate::error::Error;
use crate::keys::Keys;
use crate::person::known;
use crate::receiver::unavailable;
use crate::store::{Expiry, Store};

/// Expiries of one look.
const LIMIT: u32 = 200;

/// Tells what is due; whether there may be more.
pub(super) async fn sweep(
    store: &dyn Store,
    keys: &Keys,
    now_ms: i64,
    remind_before_ms: i64,
) -> Result<bool, Error> {
    let remind_ms = now_ms.saturating_add(remind_before_ms);
    let due = store.due_expiries(now_ms, remind_ms, LIMIT).await.map_err(unavailable)?;
    for expiry in &due {
        let over = expiry.valid_until_ms <= now_ms;
        let entries = known(store, keys, std::slice::from_ref(&expiry.contact)).await?;
        let purposes = ends(expiry, &entries);
        let event = (!purposes.is_empty()).then(|| ending(expiry, over, purposes, now_ms));
        let event = event.transpose().map_err(unavailable)?;
        store.settle_expiry(expiry, over, event.as_ref(), now_ms).await.map_err(unavailable)?;
    }
    Ok(due.len() >= LIMIT as usize)
}

/// The purposes that this record alone allows until it ends: what was withdrawn, replaced or renewed is no news.
fn ends(expiry: &Expiry, entries: &[Entry]) -> Vec<String> {
    let mut ledger = Ledger::default();
    entries.iter().for_each(|entry| ledger.add(entry));
    let granted: BTreeSet<(Category, &str)> = entries
        .iter()
        .filter(|entry| entry.id == expiry.jti)
        .filter_map(|entry| match &entry.what {
            Occurrence::OptIn(opt_in) => Some(opt_in.granted.iter()),
            _ => None,
        })
        .flatten()
        .map(|(category, purpose)| (*category, purpose.as_str()))
        .collect();
    let ends = granted.into_iter().filter(|(category, purpose)| {
        let at = |now| {
            let (subject, purpose) = (&expiry.contact, Some(*purpose));
            let assurance = Assurance::SelfAsserted;
            ledger.may_send(&Question { subject, category: *category, purpose, now, assurance })
        };
        let (before, after) = (at(expiry.valid_until_ms - 1), at(expiry.valid_until_ms));
        // WhatsApp holding marketing back for a day says nothing of the consent.
        let held = before.record.as_deref() == Some(&expiry.jti) || before.reason == Reason::Limited;
        held && !matches!(after.reason, Reason::Consent | Reason::Limited)
    });
    ends.map(|(_, purpose)| purpose.to_owned()).collect()
}
