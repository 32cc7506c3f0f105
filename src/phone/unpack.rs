//! Opens one plan's tables. They are packed by an adaptive binary range coder, plan by plan, and opened when a number
//! of the plan is first met, in microseconds. `xtask/src/tables/pack.rs` writes what this reads, decision by decision.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::tables::{Format, Plan, Rules, Style};
use super::tables_data::{self as data, context as c};

/// A function of digits: forks by number, 0 first; per digit the next fork, or [`LEAF`] and the leaf's number.
#[derive(Default)]
pub(super) struct Tree(Box<[[u16; 10]]>);

const LEAF: u16 = 0x8000;

/// What a number of certain lengths is.
pub(super) struct Says {
    pub(super) lengths: u32,
    /// The territory it belongs to, from 1; 0 = none.
    pub(super) region: u8,
    /// Per territory the number of its kind; 0 = not valid there.
    pub(super) kinds: Vec<u8>,
}

/// Everything about the numbers behind one calling code.
pub(super) struct Unpacked {
    pub(super) rules: Vec<Rules>,
    pub(super) kinds: Tree,
    pub(super) profiles: Vec<Vec<Says>>,
    pub(super) formats: Vec<Format>,
    pub(super) own_intl: bool,
    pub(super) leading: Tree,
    /// Per leaf the leading-digit patterns that are met, one bit each.
    pub(super) sets: Vec<u32>,
}

impl Tree {
    fn next(&self, at: usize, digit: u8) -> u16 {
        self.0.get(at).and_then(|f| f.get(usize::from(digit))).copied().unwrap_or(LEAF)
    }

    /// The leaf these digits lead to; where they end early, as if zeros followed.
    pub(super) fn leaf(&self, digits: &[u8]) -> usize {
        let (mut at, mut digits) = (0, digits.iter());
        loop {
            match self.next(at, digits.next().copied().unwrap_or(0)) {
                leaf @ LEAF.. => return (leaf - LEAF).into(),
                fork => at = fork.into(),
            }
        }
    }

    /// Tells every leaf these digits may still lead to.
    pub(super) fn below(&self, digits: &[u8], tell: &mut impl FnMut(usize)) {
        let mut at = 0;
        for digit in digits {
            match self.next(at, *digit) {
                leaf @ LEAF.. => return tell((leaf - LEAF).into()),
                fork => at = fork.into(),
            }
        }
        self.all(at, tell);
    }

    fn all(&self, at: usize, tell: &mut impl FnMut(usize)) {
        let Some(fork) = self.0.get(at) else { return };
        for (i, next) in fork.iter().enumerate() {
            if i > 0 && fork.get(i - 1) == Some(next) {
                continue;
            }
            match *next {
                leaf @ LEAF.. => tell((leaf - LEAF).into()),
                // A fork's children have higher numbers, or came before it whole; either way this ends.
                fork => self.all(fork.into(), tell),
            }
        }
    }
}

struct Coder<'a> {
    bytes: core::slice::Iter<'a, u8>,
    range: u32,
    code: u32,
    /// The odds of 0, of 4096.
    odds: [u16; c::COUNT],
    /// Sets of lengths, the last used first.
    masks: Vec<u32>,
    /// The last territory's possible lengths: other sets of lengths are mostly part of them.
    possible: u32,
    territories: usize,
}

impl Coder<'_> {
    fn byte(&mut self) -> u32 {
        self.bytes.next().copied().unwrap_or(0).into()
    }

    fn decide(&mut self, odds: u16) -> bool {
        let bound = (self.range >> 12) * u32::from(odds);
        let bit = self.code >= bound;
        if bit {
            self.code -= bound;
            self.range -= bound;
        } else {
            self.range = bound;
        }
        while self.range < 1 << 24 {
            self.code = self.code << 8 | self.byte();
            self.range <<= 8;
        }
        bit
    }

    fn bit(&mut self, context: usize) -> bool {
        let odds = self.odds.get(context).copied().unwrap_or(2048);
        let bit = self.decide(odds);
        if let Some(slot) = self.odds.get_mut(context) {
            *slot = if bit { odds - (odds >> 4) } else { odds + ((4096 - odds) >> 4) };
        }
        bit
    }

    /// `bits` bits, the highest first, each with the odds of what was read before it.
    fn number(&mut self, context: usize, bits: u32) -> u8 {
        let mut node = 1;
        for _ in 0..bits {
            node = node << 1 | usize::from(self.bit(context + node));
        }
        (node - (1 << bits)) as u8
    }

    /// Ones up to a zero, `most` of them at most; the context grows with them, up to `contexts` of them.
    fn count(&mut self, context: usize, contexts: usize, most: usize) -> usize {
        let mut n = 0;
        while n < most && self.bit(context + n.min(contexts - 1)) {
            n += 1;
        }
        n
    }

    fn mask(&mut self) -> u32 {
        let known = self.masks.len();
        let mut mask = 0;
        if self.bit(c::MASK_NEW + known.min(3)) {
            for l in 1..18 {
                let around = (mask >> (l - 1) & 1) << 1 | self.possible >> l & 1;
                mask |= u32::from(self.bit(c::MASK + 4 * l + around as usize)) << l;
            }
        } else {
            let at = self.count(c::MASK_WHICH, 8, known.saturating_sub(1));
            return front(&mut self.masks, at);
        }
        self.masks.push(mask);
        front(&mut self.masks, known)
    }

    /// A tree; `leaf` reads what each new leaf says, in the order of their numbers.
    fn tree(&mut self, base: usize, leaf: &mut dyn FnMut(&mut Self)) -> Tree {
        let mut trees = Trees { base, leaf, recent: Vec::new(), forks: Vec::new(), done: Vec::new() };
        trees.fork(self, 0);
        Tree(trees.forks.into_boxed_slice())
    }

    fn profile(&mut self) -> Vec<Says> {
        let mut out = Vec::new();
        while self.bit(c::MORE + out.len().min(3)) {
            let (mut region, mut kinds) = (1, Vec::new());
            if self.territories == 1 {
                kinds.push(self.number(c::KIND, 4));
            } else {
                region = self.number(c::REGION, 5);
                for t in 1..=self.territories {
                    let valid = self.bit(c::ELSEWHERE + usize::from(t == usize::from(region)));
                    kinds.push(if valid { self.number(c::KIND, 4) } else { 0 });
                }
            }
            out.push(Says { lengths: self.mask(), region, kinds });
        }
        out
    }

    fn format(&mut self, last: Option<&Format>, places: &mut u8) -> Format {
        let mut groups = [0; 6];
        let count = usize::from(self.number(c::GROUPS, 3));
        let mut varies = None;
        for (i, group) in groups.iter_mut().take(count).enumerate() {
            let at = i.min(3);
            *group = self.number(c::GROUP + 16 * at, 4);
            if varies.is_none() && self.bit(c::VARIES + at + usize::from(i + 1 == count)) {
                varies = Some(i);
                *group |= self.number(c::EXTRA, 4) << 4;
            }
        }
        let style = match last {
            Some(last) if self.bit(c::STYLE_SAME) => last.style,
            _ => Style::read(self.number(c::STYLE, 7)),
        };
        // 0 = a new place, else how far back it is; past the first, none at all.
        let back = self.count(c::PLACE, 3, usize::from(*places) + 1) as u8;
        let place = if back == 0 {
            *places += 1;
            *places
        } else {
            *places + 1 - back
        };
        let levels = self.number(c::LEVELS, 3);
        Format { leading: place.checked_sub(1).map_or(0, |bit| 1 << bit), levels, groups, style }
    }
}

struct Trees<'a, 'b> {
    base: usize,
    leaf: &'a mut dyn FnMut(&mut Coder<'b>),
    /// Leaves, the last used first.
    recent: Vec<u32>,
    forks: Vec<[u16; 10]>,
    /// Forks that are read whole, in that order; a later one may be the same again.
    done: Vec<u16>,
}

impl<'b> Trees<'_, 'b> {
    fn fork(&mut self, coder: &mut Coder<'b>, depth: usize) -> u16 {
        let base = self.base;
        if depth > 0 && !self.done.is_empty() && coder.bit(base + c::COPY + depth.min(5)) {
            let bits = coder.count(base + c::COPY_BITS, 10, 15);
            let mut back = 1usize;
            for _ in 1..bits {
                back = back << 1 | usize::from(coder.decide(2048));
            }
            let at = self.done.len().wrapping_sub(1).wrapping_sub(if bits == 0 { 0 } else { back });
            return self.done.get(at).copied().unwrap_or(0);
        }
        // Per digit a class; the classes met, the last met first; what each leads to: 0 is a fork as yet unread.
        let (mut classes, mut met, mut targets) = ([0usize; 10], [0u32; 10], [0u16; 10]);
        let (mut many, mut own) = (0, 0);
        for d in 0..10 {
            let leaf_bit = usize::from(d > 0 && targets[classes[d - 1]] != 0);
            if d > 0 {
                let run = usize::from(d > 1 && classes[d - 1] == classes[d - 2]);
                let run2 = usize::from(d > 2 && classes[d - 2] == classes[d - 3]);
                let context = (((run * 2 + run2) * 3 + many.min(3) - 1) * 2 + leaf_bit) * 4 + depth.min(3);
                if coder.bit(base + c::SAME + context) {
                    classes[d] = classes[d - 1];
                    continue;
                }
            }
            if many > 1 {
                let some = many.min(4) - 2;
                if coder.bit(base + c::OLD + some * 2 + leaf_bit) {
                    let context = base + c::OLD_WHICH + (some * 2 + leaf_bit) * 4;
                    let at = 1 + coder.count(context, 4, many - 2);
                    classes[d] = front(&mut met, at) as usize;
                    continue;
                }
            }
            let context = (many.min(3) * 5 + depth.min(4)) * 2 + leaf_bit;
            if !coder.bit(base + c::FORK + context) {
                targets[many] = self.leaf(coder, own);
                own += 1;
            }
            classes[d] = many;
            met[many] = many as u32;
            front(&mut met, many);
            many += 1;
        }
        let at = self.forks.len();
        self.forks.push([0; 10]);
        for target in targets.iter_mut().take(many).filter(|t| **t == 0) {
            *target = self.fork(coder, depth + 1);
        }
        self.forks[at] = classes.map(|class| targets[class]);
        self.done.push(at as u16);
        at as u16
    }

    /// A leaf that is none of the fork's `own`; those were used last.
    fn leaf(&mut self, coder: &mut Coder<'b>, own: usize) -> u16 {
        let others = self.recent.len() - own;
        let at = if coder.bit(self.base + c::NEW + others.min(4)) {
            (self.leaf)(coder);
            self.recent.push((LEAF + self.recent.len() as u16).into());
            self.recent.len() - 1
        } else {
            own + coder.count(self.base + c::WHICH + 6 * others.min(3), 6, others.saturating_sub(1))
        };
        front(&mut self.recent, at) as u16
    }
}

/// Moves what stands at `at` to the front, and returns it.
fn front(list: &mut [u32], at: usize) -> u32 {
    for i in (1..list.len().min(at + 1)).rev() {
        list.swap(i, i - 1);
    }
    list.first().copied().unwrap_or(0)
}

/// Opens the tables of a plan.
pub(super) fn unpack(plan: Plan) -> Unpacked {
    let odds = data::ODDS;
    let mut coder = Coder {
        bytes: plan.packed().iter(),
        range: u32::MAX,
        code: 0,
        odds: core::array::from_fn(|i| u16::from(odds.get(i).copied().unwrap_or(0)) * 16 + 8),
        masks: Vec::new(),
        possible: 0,
        territories: plan.territories(),
    };
    for _ in 0..4 {
        coder.code = coder.code << 8 | coder.byte();
    }
    let mut rules = Vec::new();
    for _ in 0..coder.territories {
        let possible = coder.mask();
        coder.possible = possible;
        let local = coder.mask();
        let mut lengths = Vec::new();
        let general = coder.tree(0, &mut |coder| lengths.push(coder.mask()));
        let (idd, national_prefix) = plan.prefixes(rules.len());
        rules.push(Rules { plan, possible, local, general, lengths, idd, national_prefix });
    }
    let mut profiles = Vec::new();
    let kinds = coder.tree(0, &mut |coder| profiles.push(coder.profile()));
    let own_intl = coder.bit(c::OWN_INTL);
    let (mut formats, mut places) = (Vec::new(), 0);
    while coder.bit(c::FORMATS + usize::from(!formats.is_empty())) {
        let format = coder.format(formats.last(), &mut places);
        formats.push(format);
    }
    let mut sets = Vec::new();
    let leading = coder.tree(c::TREE, &mut |coder| {
        let (mut set, mut members) = (0, 0);
        for place in 0..usize::from(places) {
            if coder.bit(c::SET + 9 * members + place.min(8)) {
                set |= 1 << place;
                members = (members + 1).min(2);
            }
        }
        sets.push(set);
    });
    Unpacked { rules, kinds, profiles, formats, own_intl, leading, sets }
}
