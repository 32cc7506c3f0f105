//! Trees as bytes. `src/phone/automaton.rs` reads what this writes.
//!
//! A fork sorts the ten digits into classes; each class leads to a leaf (a symbol from 1) or to a fork (symbol 0),
//! which follows in the order of the classes. Classes are in the order of their first digit.
//! - two classes: `1 h a a a b b b`, `mask`: bit `d` of `h mask` (9 bits) says whether digit `d + 1` is in the second
//!   class; `aaa` and `bbb` are the symbols, 7 = one more byte follows with the symbol less 7;
//! - else the number of classes, then per class but the last `mask | symbol << 10` in two bytes, little end first
//!   (symbol 63 = one more byte follows), then the last class's symbol in one byte.

use std::collections::HashMap;
use std::hash::Hash;

use anyhow::{Result, ensure};

use super::plan::{Forest, LONGEST, Tree};

/// What the leaves of one tree can be, by symbol less one: per number of digits a value, or anything.
pub(super) type Profile<V> = Vec<Option<V>>;

pub(super) struct Encoded<V> {
    pub bytes: Vec<u8>,
    pub profiles: Vec<Profile<V>>,
}

/// A number that ends at a fork is read on as if zeros followed, so the leaf met then must know its length too.
pub(super) fn by_length<V: Clone + Eq + Hash>(forest: &Forest<V>) -> Result<Encoded<V>> {
    encode(forest, true)
}

/// The value does not depend on the length.
pub(super) fn by_digits<V: Clone + Eq + Hash>(forest: &Forest<V>) -> Result<Encoded<V>> {
    encode(forest, false)
}

/// A tree with nothing shared: what is written.
enum Branch {
    Leaf(usize),
    Fork(Vec<(u16, Branch)>),
}

struct Unfolder<'a, V> {
    forest: &'a Forest<V>,
    by_length: bool,
    profiles: Vec<Profile<V>>,
    uses: Vec<usize>,
}

fn encode<V: Clone + Eq + Hash>(forest: &Forest<V>, by_length: bool) -> Result<Encoded<V>> {
    let mut unfolder = Unfolder { forest, by_length, profiles: Vec::new(), uses: Vec::new() };
    let branch = unfolder.branch(forest.root, &HashMap::new());
    let mut order: Vec<usize> = (0..unfolder.profiles.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse(unfolder.uses[*i]));
    let mut symbols = vec![0; order.len()];
    for (rank, i) in order.iter().enumerate() {
        symbols[*i] = rank + 1;
    }
    let mut bytes = Vec::new();
    match &branch {
        // The whole plan depends on the length alone: a fork of one class.
        Branch::Leaf(i) => bytes.extend([1, symbols[*i] as u8]),
        fork => write(fork, &symbols, &mut bytes)?,
    }
    let profiles = order.iter().map(|i| unfolder.profiles[*i].clone()).collect();
    Ok(Encoded { bytes, profiles })
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
                        self.uses.push(0);
                        self.profiles.len() - 1
                    }
                };
                self.uses[i] += 1;
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

fn write(branch: &Branch, symbols: &[usize], out: &mut Vec<u8>) -> Result<()> {
    let Branch::Fork(classes) = branch else { return Ok(()) };
    let symbol = |b: &Branch| match b {
        Branch::Leaf(i) => symbols[*i],
        Branch::Fork(_) => 0,
    };
    ensure!(classes.iter().all(|(_, b)| symbol(b) < 255), "too many symbols");
    if let [(_, a), (mask, b)] = classes.as_slice() {
        let mask = mask >> 1;
        let (a, b) = (symbol(a), symbol(b));
        out.push(0x80 | ((mask >> 8) as u8) << 6 | (a.min(7) as u8) << 3 | b.min(7) as u8);
        out.push(mask as u8);
        for s in [a, b] {
            if s >= 7 {
                out.push((s - 7) as u8);
            }
        }
    } else {
        out.push(classes.len() as u8);
        for (i, (mask, b)) in classes.iter().enumerate() {
            let s = symbol(b);
            if i + 1 == classes.len() {
                out.push(s as u8);
            } else {
                out.extend((mask | (s.min(63) as u16) << 10).to_le_bytes());
                if s >= 63 {
                    out.push((s - 63) as u8);
                }
            }
        }
    }
    for (_, b) in classes {
        write(b, symbols, out)?;
    }
    Ok(())
}
