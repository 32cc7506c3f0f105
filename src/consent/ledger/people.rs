//! Who is whom: identifiers that were seen together, and numbers that moved.

use std::collections::{BTreeMap, BTreeSet};

use super::Identity;

/// The graph of identifiers. It only grows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct People {
    /// Seen together, both ways.
    beside: BTreeMap<Identity, BTreeSet<Identity>>,
    /// New number → the numbers it was moved from.
    moved_from: BTreeMap<Identity, BTreeSet<Identity>>,
}

impl People {
    pub(super) fn link(&mut self, a: &Identity, b: &Identity) {
        if a != b {
            self.beside.entry(a.clone()).or_default().insert(b.clone());
            self.beside.entry(b.clone()).or_default().insert(a.clone());
        }
    }

    pub(super) fn moved(&mut self, from: &Identity, to: &Identity) {
        if from != to {
            self.moved_from.entry(to.clone()).or_default().insert(from.clone());
        }
    }

    /// The identifier itself, and those seen directly beside it: whose opt-ins count for it. A number beside several
    /// user ids changed hands at some time, so its opt-ins count for none of them.
    pub(super) fn opt_ins_of<'a>(&'a self, id: &'a Identity) -> impl Iterator<Item = &'a Identity> {
        let near = self.beside.get(id).into_iter().flatten();
        std::iter::once(id).chain(near.filter(|other| !self.changed_hands(other) && !self.changed_hands(id)))
    }

    /// Every identifier whose stops hold for this one: all that are the same person, and the numbers any of them
    /// left, as far back as known.
    pub(super) fn stops_of<'a>(&'a self, id: &'a Identity) -> BTreeSet<&'a Identity> {
        let mut found = BTreeSet::from([id]);
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            for next in self.beside.get(id).into_iter().chain(self.moved_from.get(id)).flatten() {
                if found.insert(next) {
                    open.push(next);
                }
            }
        }
        found
    }

    fn changed_hands(&self, id: &Identity) -> bool {
        matches!(id, Identity::Phone(_))
            && self.beside.get(id).is_some_and(|ids| {
                ids.iter().filter(|other| matches!(other, Identity::Bsuid(_))).nth(1).is_some()
            })
    }
}
