//! Functions over digits as trees: what a national number is in one plan (the numbers behind one calling code).

use std::collections::HashMap;
use std::hash::Hash;

use anyhow::{Result, bail, ensure};

use super::pattern::{Dfa, Node, parse};
use super::source::{Desc, Format, Territory};

/// The longest national number, in digits.
pub(super) const LONGEST: usize = 17;

/// A function of the digits, as far as it depends on them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Tree<V> {
    /// From here on only the number of digits matters: the value per total length, this depth first.
    Leaf(Vec<V>),
    /// The value of a number that ends here, and what follows per digit.
    Fork(V, [u32; 10]),
}

/// Trees by number, each with its depth; equal ones are one.
pub(super) struct Forest<V> {
    pub trees: Vec<(usize, Tree<V>)>,
    pub root: u32,
}

struct Builder<'a, V, F> {
    dfas: &'a [Dfa],
    value: F,
    /// Whether a value may differ with the number of digits alone.
    by_length: bool,
    trees: Vec<(usize, Tree<V>)>,
    numbers: HashMap<(usize, Tree<V>), u32>,
    seen: HashMap<(usize, Vec<u32>), u32>,
}

/// `value` maps the number of digits read and the state of each automaton to what such a number is.
/// Without `by_length` the value is taken where nothing can change it any more.
pub(super) fn forest<V: Clone + Eq + Hash>(
    dfas: &[Dfa],
    by_length: bool,
    value: impl Fn(usize, &[u32]) -> V,
) -> Forest<V> {
    let mut builder =
        Builder { dfas, value, by_length, trees: Vec::new(), numbers: HashMap::new(), seen: HashMap::new() };
    let root = builder.tree(0, vec![0; dfas.len()]);
    Forest { trees: builder.trees, root }
}

impl<V: Clone + Eq + Hash, F: Fn(usize, &[u32]) -> V> Builder<'_, V, F> {
    fn tree(&mut self, depth: usize, states: Vec<u32>) -> u32 {
        if let Some(id) = self.seen.get(&(depth, states.clone())) {
            return *id;
        }
        let own = (self.value)(depth, &states);
        let tree = if depth == LONGEST {
            Tree::Leaf(vec![own])
        } else {
            let mut children = [0; 10];
            for (digit, child) in children.iter_mut().enumerate() {
                let next = self.dfas.iter().zip(&states).map(|(d, s)| d.step(*s, digit)).collect();
                *child = self.tree(depth + 1, next);
            }
            let same = children.iter().all(|c| *c == children[0]);
            match &self.trees[children[0] as usize].1 {
                Tree::Leaf(values) if same => {
                    let own = if self.by_length { own } else { values[0].clone() };
                    Tree::Leaf(std::iter::once(own).chain(values.iter().cloned()).collect())
                }
                _ => Tree::Fork(own, children),
            }
        };
        let fresh = self.trees.len() as u32;
        let id = *self.numbers.entry((depth, tree.clone())).or_insert_with(|| {
            self.trees.push((depth, tree));
            fresh
        });
        self.seen.insert((depth, states), id);
        id
    }
}

/// What a national number is to the territories of one plan.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub(super) struct Outcome {
    /// Per territory, main first: 0 = not valid there, else the kind's place in [`super::source::KINDS`] from 1;
    /// 11 = fixed line or mobile.
    pub kinds: Vec<u8>,
    /// The territory Google says it belongs to, from 1; 0 = none.
    pub region: u8,
}

struct Kinds {
    general: usize,
    kinds: Vec<Option<usize>>,
    leading: Option<usize>,
}

/// The kinds of numbers of one plan.
pub(super) fn kinds(territories: &[&Territory]) -> Result<Forest<Outcome>> {
    let mut dfas = Vec::new();
    let mut add = |pattern: &str, prefix: bool| -> Result<usize> {
        dfas.push(Dfa::new(pattern, prefix)?);
        Ok(dfas.len() - 1)
    };
    let mut parts = Vec::new();
    for t in territories {
        parts.push(Kinds {
            general: add(&t.general.pattern, false)?,
            kinds: t
                .kinds
                .iter()
                .map(|d| {
                    d.as_ref().filter(|d| !d.pattern.is_empty()).map(|d| add(&d.pattern, false)).transpose()
                })
                .collect::<Result<_>>()?,
            leading: (!t.leading_digits.is_empty()).then(|| add(&t.leading_digits, true)).transpose()?,
        });
    }
    Ok(forest(&dfas, true, |length, states| {
        let mut out = Outcome::default();
        for (number, (t, k)) in territories.iter().zip(&parts).enumerate() {
            let matches = |dfa: usize, desc: &Desc| {
                (desc.lengths.is_empty() || desc.lengths.contains(&(length as i64)))
                    && dfas[dfa].accepts(states[dfa])
            };
            let is = |kind: usize| match (k.kinds[kind], &t.kinds[kind]) {
                (Some(dfa), Some(desc)) => matches(dfa, desc),
                _ => false,
            };
            let kind = if !matches(k.general, &t.general) {
                0
            } else if let Some(i) = (0..8).find(|i| is(*i)) {
                i as u8 + 1
            } else {
                match (is(8), is(9)) {
                    (true, false) => 9,
                    (false, true) => 10,
                    (true, true) => 11,
                    (false, false) => 0,
                }
            };
            out.kinds.push(kind);
            let belongs = match k.leading {
                Some(leading) => dfas[leading].accepts(states[leading]),
                None => kind != 0,
            };
            if out.region == 0 && (belongs || territories.len() == 1) {
                out.region = number as u8 + 1;
            }
        }
        out
    }))
}

/// The numbers a territory's general pattern accepts.
pub(super) fn general(t: &Territory) -> Result<Forest<bool>> {
    let dfa = Dfa::new(&t.general.pattern, false)?;
    Ok(forest(std::slice::from_ref(&dfa), true, |_, states| dfa.accepts(states[0])))
}

/// Which of a plan's leading-digit patterns a number begins with, one bit each.
pub(super) fn leading(patterns: &[String]) -> Result<Forest<u32>> {
    ensure!(patterns.len() <= 24, "more leading-digit patterns than bits");
    let dfas = patterns.iter().map(|p| Dfa::new(p, true)).collect::<Result<Vec<_>>>()?;
    let set = |states: &[u32]| {
        dfas.iter()
            .zip(states)
            .enumerate()
            .filter(|(_, (d, s))| d.accepts(**s))
            .fold(0, |m, (i, _)| m | 1 << i)
    };
    let forest = forest(&dfas, false, |_, states| set(states));
    // The engine asks a fork for what all leaves below it agree on; no number is shorter than two digits.
    for (depth, tree) in &forest.trees {
        if let (2.., Tree::Fork(own, children)) = (depth, tree) {
            let all = children.iter().fold(u32::MAX, |m, c| m & common(&forest, *c));
            ensure!(*own == all, "a leading-digit pattern accepts later than it is certain: {patterns:?}");
        }
    }
    Ok(forest)
}

fn common(forest: &Forest<u32>, id: u32) -> u32 {
    match &forest.trees[id as usize].1 {
        Tree::Leaf(values) => values[0],
        Tree::Fork(_, children) => children.iter().fold(u32::MAX, |m, c| m & common(forest, *c)),
    }
}

/// Google refines a format's leading digits level by level, for as-you-type. The engine derives the earlier levels
/// from the last: a level lets through what can still become a match. This checks that it may.
pub(super) fn check_levels(format: &Format) -> Result<()> {
    let Some((last, earlier)) = format.leading_digits.split_last() else { return Ok(()) };
    let last = Dfa::new(last, true)?;
    for (level, pattern) in earlier.iter().enumerate() {
        let dfa = Dfa::new(pattern, true)?;
        let mut pairs = std::collections::HashSet::from([(0, 0)]);
        for _ in 0..3 + level {
            pairs = pairs
                .iter()
                .flat_map(|(a, b)| (0..10).map(|d| (dfa.step(*a, d), last.step(*b, d))))
                .collect();
        }
        if pairs.iter().any(|(a, b)| dfa.accepts(*a) != (*b != Dfa::DEAD)) {
            bail!("level {level} of {:?} is not what its last level says", format.leading_digits);
        }
    }
    Ok(())
}

/// The groups of a format's pattern, shortest and longest: only digits, at most one of variable length.
pub(super) fn groups(pattern: &str) -> Result<Vec<(u32, u32)>> {
    let items = match parse(pattern)? {
        Node::Concat(items) => items,
        one => vec![one],
    };
    let mut out = Vec::new();
    for item in items {
        out.push(match item {
            Node::Group(_, inner) => match *inner {
                Node::Digit(0x3ff) => (1, 1),
                Node::Repeat(digit, least, most) if *digit == Node::Digit(0x3ff) => (least, most),
                other => bail!("{pattern}: {other:?}"),
            },
            other => bail!("{pattern}: {other:?} outside of a group"),
        });
    }
    ensure!(out.iter().filter(|(least, most)| least != most).count() <= 1, "{pattern}: two variable groups");
    Ok(out)
}
