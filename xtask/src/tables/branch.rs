//! Functions over digits, unfolded: what is packed.

use std::collections::HashMap;
use std::hash::Hash;

use super::plan::{Forest, LONGEST, Tree};

/// What a leaf says: per number of digits a value, or anything.
pub(super) type Profile<V> = Vec<Option<V>>;

/// A tree with nothing shared. Classes are in the order of their first digit.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Branch {
    /// A profile, by its place in the list.
    Leaf(usize),
    Fork(Vec<(u16, Branch)>),
}

/// With `by_length` a number that ends at a fork is read on as if zeros followed, so the leaf met then must know its
/// length too; without, values do not depend on the length.
pub(super) fn unfold<V: Clone + Eq + Hash>(forest: &Forest<V>, by_length: bool) -> (Branch, Vec<Profile<V>>) {
    let mut unfolder = Unfolder { forest, by_length, profiles: Vec::new() };
    let branch = match unfolder.branch(forest.root, &HashMap::new()) {
        leaf @ Branch::Leaf(_) => Branch::Fork(vec![(0x3ff, leaf)]),
        fork => fork,
    };
    (branch, unfolder.profiles)
}

struct Unfolder<'a, V> {
    forest: &'a Forest<V>,
    by_length: bool,
    profiles: Vec<Profile<V>>,
}

impl<V: Clone + Eq + Hash> Unfolder<'_, V> {
    /// `ends`: what numbers must be that end at forks above and come here by zeros.
    fn branch(&mut self, id: u32, ends: &HashMap<usize, V>) -> Branch {
        let (depth, tree) = &self.forest.trees[id as usize];
        match tree {
            Tree::Leaf(values) => {
                let wanted: Profile<V> = (0..=LONGEST)
                    .map(|l| match l.checked_sub(*depth) {
                        Some(i) => Some(values[i].clone()),
                        None if self.by_length => ends.get(&l).cloned(),
                        None => None,
                    })
                    .collect();
                let fits = |have: &Profile<V>| {
                    have.iter().zip(&wanted).all(|(a, b)| a.is_none() || b.is_none() || a == b)
                };
                let i = match self.profiles.iter().position(fits) {
                    Some(i) => {
                        for (have, want) in self.profiles[i].iter_mut().zip(wanted) {
                            if have.is_none() {
                                *have = want;
                            }
                        }
                        i
                    }
                    None => {
                        self.profiles.push(wanted);
                        self.profiles.len() - 1
                    }
                };
                Branch::Leaf(i)
            }
            Tree::Fork(own, children) => {
                let mut classes: Vec<(u32, u16)> = Vec::new();
                for (digit, child) in children.iter().enumerate() {
                    match classes.iter_mut().find(|(c, _)| c == child) {
                        Some((_, mask)) => *mask |= 1 << digit,
                        None => classes.push((*child, 1 << digit)),
                    }
                }
                let mut branches: Vec<(u16, Branch)> = Vec::new();
                for (child, mask) in classes {
                    let branch = if mask & 1 == 1 {
                        let mut ends = ends.clone();
                        ends.insert(*depth, own.clone());
                        self.branch(child, &ends)
                    } else {
                        self.branch(child, &HashMap::new())
                    };
                    let twin = branches
                        .iter_mut()
                        .find(|(_, b)| matches!((b, &branch), (Branch::Leaf(a), Branch::Leaf(b)) if a == b));
                    match twin {
                        Some((have, _)) => *have |= mask,
                        None => branches.push((mask, branch)),
                    }
                }
                match branches.as_slice() {
                    [(_, Branch::Leaf(i))] => Branch::Leaf(*i),
                    _ => Branch::Fork(branches),
                }
            }
        }
    }
}
