//! Packs a plan's tables: an adaptive binary range coder, decision by decision as `src/phone/unpack.rs` reads them.
//! Two passes: the first learns the odds every plan starts with.

use std::collections::HashMap;

use super::branch::Branch;

/// Each decision has odds of its own, its context. This gives each group of contexts its place among all of them; the
/// engine finds the places in its generated `tables_data.rs`.
macro_rules! contexts {
    ($($name:ident: $count:expr;)*) => {
        pub(super) mod context {
            contexts!(@places 0usize; $($name: $count;)*);
            /// Every group by name, and where it begins.
            pub(in super::super) const ALL: &[(&str, usize)] = &[$((stringify!($name), $name),)* ("COUNT", COUNT)];
        }
    };
    (@places $at:expr; $name:ident: $count:expr; $($rest:tt)*) => {
        pub(in super::super) const $name: usize = $at;
        contexts!(@places $name + $count; $($rest)*);
    };
    (@places $at:expr;) => {
        pub(in super::super) const COUNT: usize = $at;
    };
}
contexts! {
    // Of one tree: the kinds and the general patterns have these, the leading digits others, from TREE on.
    SAME: 96;
    OLD: 6;
    OLD_WHICH: 24;
    FORK: 40;
    NEW: 5;
    WHICH: 24;
    COPY: 6;
    COPY_BITS: 10;
    TREE: TREE;
    // Of everything else.
    MASK_NEW: 4;
    MASK_WHICH: 8;
    MASK: 72;
    MORE: 4;
    KIND: 16;
    REGION: 32;
    ELSEWHERE: 2;
    SET: 27;
    FORMATS: 2;
    OWN_INTL: 1;
    GROUPS: 8;
    GROUP: 64;
    VARIES: 5;
    EXTRA: 16;
    STYLE_SAME: 1;
    STYLE: 128;
    PLACE: 3;
    LEVELS: 8;
}
use context as c;

/// So many decisions of a plan teach the odds that plans start with.
const FIRST: u8 = 16;

/// How often each context decided for 0 and for 1.
pub(super) struct Counts(Vec<[u32; 2]>);

impl Counts {
    pub(super) fn new() -> Self {
        Self(vec![[0; 2]; c::COUNT])
    }

    /// The odds of 0 that plans start with, of 256.
    pub(super) fn odds(&self) -> Vec<u8> {
        let odds = |[zeros, ones]: &[u32; 2]| {
            let (zeros, ones) = (f64::from(*zeros) + 0.4, f64::from(*ones) + 0.4);
            // In eighths of a byte: finer is not worth its bytes.
            ((256.0 * zeros / (zeros + ones) / 8.0).round() * 8.0).clamp(3.0, 252.0) as u8
        };
        self.0.iter().map(odds).collect()
    }
}

/// Writes one plan.
pub(super) struct Packer<'a> {
    low: u64,
    range: u32,
    /// The last byte, held back while a carry may still change it, and how many 0xff follow it.
    held: Option<u8>,
    held_ff: usize,
    out: Vec<u8>,
    odds: Vec<u16>,
    uses: Vec<u8>,
    counts: &'a mut Counts,
    masks: Vec<u32>,
    /// The last territory's possible lengths: other sets of lengths are mostly part of them.
    pub(super) possible: u32,
}

impl<'a> Packer<'a> {
    pub(super) fn new(odds: &[u8], counts: &'a mut Counts) -> Self {
        Self {
            low: 0,
            range: u32::MAX,
            held: None,
            held_ff: 0,
            out: Vec::new(),
            odds: odds.iter().map(|o| u16::from(*o) * 16 + 8).collect(),
            uses: vec![0; c::COUNT],
            counts,
            masks: Vec::new(),
            possible: 0,
        }
    }

    /// The bytes; zeros at the end are left out, the reader supplies them.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let last = self.low + u64::from(self.range) - 1;
        for bits in (0..=32).rev() {
            let round = ((self.low + (1 << bits) - 1) >> bits) << bits;
            if round <= last {
                self.low = round;
                break;
            }
        }
        for _ in 0..5 {
            self.shift();
        }
        while self.out.last() == Some(&0) {
            self.out.pop();
        }
        self.out
    }

    fn shift(&mut self) {
        let carry = (self.low >> 32) as u8;
        let byte = (self.low >> 24) as u8;
        if carry == 0 && byte == 0xff {
            self.held_ff += 1;
        } else {
            if let Some(held) = self.held {
                self.out.push(held.wrapping_add(carry));
            }
            self.out.extend(std::iter::repeat_n(0xff_u8.wrapping_add(carry), self.held_ff));
            self.held_ff = 0;
            self.held = Some(byte);
        }
        self.low = (self.low & 0x00ff_ffff) << 8;
    }

    fn decide(&mut self, odds: u16, bit: bool) {
        let bound = (self.range >> 12) * u32::from(odds);
        if bit {
            self.low += u64::from(bound);
            self.range -= bound;
        } else {
            self.range = bound;
        }
        while self.range < 1 << 24 {
            self.shift();
            self.range <<= 8;
        }
    }

    pub(super) fn bit(&mut self, context: usize, bit: bool) {
        let odds = self.odds[context];
        self.decide(odds, bit);
        self.odds[context] = if bit { odds - (odds >> 4) } else { odds + ((4096 - odds) >> 4) };
        // Later decisions find the odds adapted to the plan.
        if self.uses[context] < FIRST {
            self.uses[context] += 1;
            self.counts.0[context][usize::from(bit)] += 1;
        }
    }

    pub(super) fn number(&mut self, context: usize, bits: u32, value: u8) {
        let mut node = 1;
        for i in (0..bits).rev() {
            let bit = value >> i & 1 == 1;
            self.bit(context + node, bit);
            node = node << 1 | usize::from(bit);
        }
    }

    pub(super) fn count(&mut self, context: usize, contexts: usize, most: usize, value: usize) {
        for n in 0..value {
            self.bit(context + n.min(contexts - 1), true);
        }
        if value < most {
            self.bit(context + value.min(contexts - 1), false);
        }
    }

    /// A set of lengths.
    pub(super) fn mask(&mut self, mask: u32) {
        assert_eq!(mask & !0x3fffe, 0, "a length no number has");
        let known = self.masks.len();
        let at = self.masks.iter().position(|m| *m == mask);
        self.bit(c::MASK_NEW + known.min(3), at.is_none());
        match at {
            None => {
                for l in 1..18 {
                    let around = (mask >> (l - 1) & 1) << 1 | self.possible >> l & 1;
                    self.bit(c::MASK + 4 * l + around as usize, mask >> l & 1 == 1);
                }
            }
            Some(at) => {
                self.count(c::MASK_WHICH, 8, known - 1, at);
                self.masks.remove(at);
            }
        }
        self.masks.insert(0, mask);
    }

    /// A tree; `leaf` writes what a new leaf says.
    pub(super) fn tree(&mut self, base: usize, root: &Branch, leaf: &mut dyn FnMut(&mut Self, usize)) {
        Trees { base, leaf, recent: Vec::new(), known: Vec::new(), done: HashMap::new() }.fork(self, root, 0);
    }
}

struct Trees<'t, 'l, 'a> {
    base: usize,
    leaf: &'l mut dyn FnMut(&mut Packer<'a>, usize),
    /// Leaves, the last used first.
    recent: Vec<usize>,
    known: Vec<usize>,
    /// Forks that are written whole, and when.
    done: HashMap<&'t Branch, usize>,
}

impl<'t, 'a> Trees<'t, '_, 'a> {
    fn fork(&mut self, out: &mut Packer<'a>, branch: &'t Branch, depth: usize) {
        let Branch::Fork(branches) = branch else { return };
        let base = self.base;
        if depth > 0 && !self.done.is_empty() {
            let before = self.done.get(branch).copied();
            out.bit(base + c::COPY + depth.min(5), before.is_some());
            if let Some(at) = before {
                let back = self.done.len() - 1 - at;
                let bits = (usize::BITS - back.leading_zeros()) as usize;
                out.count(base + c::COPY_BITS, 10, 15, bits);
                for i in (0..bits.saturating_sub(1)).rev() {
                    out.decide(2048, back >> i & 1 == 1);
                }
                return;
            }
        }
        let class_of = |d: usize| branches.iter().position(|(mask, _)| mask >> d & 1 == 1).unwrap_or(0);
        let is_leaf = |class: usize| matches!(branches[class].1, Branch::Leaf(_));
        let mut met: Vec<usize> = Vec::new();
        for d in 0..10 {
            let class = class_of(d);
            let leaf_bit = usize::from(d > 0 && is_leaf(class_of(d - 1)));
            let many = met.len();
            if d > 0 {
                let run = usize::from(d > 1 && class_of(d - 1) == class_of(d - 2));
                let run2 = usize::from(d > 2 && class_of(d - 2) == class_of(d - 3));
                let context = (((run * 2 + run2) * 3 + many.min(3) - 1) * 2 + leaf_bit) * 4 + depth.min(3);
                let same = class == class_of(d - 1);
                out.bit(base + c::SAME + context, same);
                if same {
                    continue;
                }
            }
            let old = met.iter().position(|m| *m == class);
            if many > 1 {
                let some = many.min(4) - 2;
                out.bit(base + c::OLD + some * 2 + leaf_bit, old.is_some());
                if let Some(old) = old {
                    out.count(base + c::OLD_WHICH + (some * 2 + leaf_bit) * 4, 4, many - 2, old - 1);
                    met.remove(old);
                    met.insert(0, class);
                    continue;
                }
            }
            let context = (many.min(3) * 5 + depth.min(4)) * 2 + leaf_bit;
            out.bit(base + c::FORK + context, !is_leaf(class));
            if let Branch::Leaf(leaf) = branches[class].1 {
                let own: Vec<usize> = met
                    .iter()
                    .filter_map(|m| match branches[*m].1 {
                        Branch::Leaf(l) => Some(l),
                        Branch::Fork(_) => None,
                    })
                    .collect();
                self.leaf(out, leaf, &own);
            }
            met.insert(0, class);
        }
        for (_, child) in branches {
            self.fork(out, child, depth + 1);
        }
        let number = self.done.len();
        self.done.insert(branch, number);
    }

    fn leaf(&mut self, out: &mut Packer<'a>, leaf: usize, own: &[usize]) {
        let others: Vec<usize> = self.recent.iter().copied().filter(|l| !own.contains(l)).collect();
        let new = !self.known.contains(&leaf);
        out.bit(self.base + c::NEW + others.len().min(4), new);
        if new {
            (self.leaf)(out, leaf);
            self.known.push(leaf);
        } else {
            let at = others.iter().position(|l| *l == leaf).unwrap_or(0);
            out.count(self.base + c::WHICH + 6 * others.len().min(3), 6, others.len() - 1, at);
        }
        self.recent.retain(|l| *l != leaf);
        self.recent.insert(0, leaf);
    }
}
