//! The metadata's regular expressions over digits, and minimal automata made from them.

use std::collections::{BTreeSet, HashMap};

use anyhow::{Result, bail};

/// What the metadata's patterns are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// One digit out of a set: bit `d` stands for digit `d`.
    Digit(u16),
    Concat(Vec<Node>),
    Alternation(Vec<Node>),
    /// `{least, most}`.
    Repeat(Box<Node>, u32, u32),
    /// A capturing group, numbered from 1.
    Group(usize, Box<Node>),
    /// `$`.
    End,
}

pub(super) fn parse(pattern: &str) -> Result<Node> {
    let mut parser = Parser { text: pattern.as_bytes(), at: 0, groups: 0 };
    let node = parser.alternation()?;
    if parser.at != pattern.len() {
        bail!("unexpected `{}` at {} of {pattern}", parser.text[parser.at] as char, parser.at);
    }
    Ok(node)
}

struct Parser<'a> {
    text: &'a [u8],
    at: usize,
    groups: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn alternation(&mut self) -> Result<Node> {
        let mut arms = vec![self.concat()?];
        while self.peek() == Some(b'|') {
            self.at += 1;
            arms.push(self.concat()?);
        }
        Ok(if arms.len() == 1 { arms.remove(0) } else { Node::Alternation(arms) })
    }

    fn concat(&mut self) -> Result<Node> {
        let mut items = Vec::new();
        while let Some(c) = self.peek() {
            if matches!(c, b'|' | b')') {
                break;
            }
            let atom = self.atom(c)?;
            items.push(self.repeated(atom)?);
        }
        Ok(if items.len() == 1 { items.remove(0) } else { Node::Concat(items) })
    }

    fn atom(&mut self, c: u8) -> Result<Node> {
        self.at += 1;
        Ok(match c {
            b'0'..=b'9' => Node::Digit(1 << (c - b'0')),
            b'$' => Node::End,
            b'\\' if self.peek() == Some(b'd') => {
                self.at += 1;
                Node::Digit(0x3ff)
            }
            b'[' => self.class()?,
            b'(' => {
                let plain = self.text[self.at..].starts_with(b"?:");
                let number = if plain {
                    self.at += 2;
                    0
                } else {
                    self.groups += 1;
                    self.groups
                };
                let inner = self.alternation()?;
                if self.peek() != Some(b')') {
                    bail!("a group is not closed");
                }
                self.at += 1;
                if plain { inner } else { Node::Group(number, Box::new(inner)) }
            }
            other => bail!("unknown `{}`", other as char),
        })
    }

    fn class(&mut self) -> Result<Node> {
        let mut set = 0u16;
        loop {
            let Some(c) = self.peek() else { bail!("a class is not closed") };
            self.at += 1;
            match c {
                b']' => return Ok(Node::Digit(set)),
                b'\\' if self.peek() == Some(b'd') => {
                    self.at += 1;
                    set = 0x3ff;
                }
                b'0'..=b'9' => {
                    let mut last = c;
                    if self.peek() == Some(b'-') {
                        last = self.text[self.at + 1];
                        self.at += 2;
                    }
                    for d in c..=last {
                        set |= 1 << (d - b'0');
                    }
                }
                other => bail!("unknown `{}` in a class", other as char),
            }
        }
    }

    fn repeated(&mut self, atom: Node) -> Result<Node> {
        let (least, most) = match self.peek() {
            Some(b'?') => {
                self.at += 1;
                (0, 1)
            }
            Some(b'{') => {
                let Some(length) = self.text[self.at..].iter().position(|c| *c == b'}') else {
                    bail!("a repetition is not closed")
                };
                let inside = std::str::from_utf8(&self.text[self.at + 1..self.at + length])?;
                self.at += length + 1;
                match inside.split_once(',') {
                    Some((a, b)) => (a.parse()?, b.parse()?),
                    None => (inside.parse()?, inside.parse()?),
                }
            }
            Some(b'*' | b'+') => bail!("unbounded repetition"),
            _ => return Ok(atom),
        };
        if self.peek() == Some(b'?') || self.peek() == Some(b'+') {
            bail!("lazy or possessive repetition");
        }
        Ok(Node::Repeat(Box::new(atom), least, most))
    }
}

/// A minimal automaton over digits; state 0 starts. Without `accept` anywhere ahead, a state is [`Dfa::DEAD`].
#[derive(Clone, Debug)]
pub(super) struct Dfa {
    pub next: Vec<[u32; 10]>,
    pub accept: Vec<bool>,
}

impl Dfa {
    pub(super) const DEAD: u32 = u32::MAX;

    /// `prefix`: once accepted, everything that follows is accepted too (Google's `lookingAt`).
    pub(super) fn new(pattern: &str, prefix: bool) -> Result<Self> {
        Self::from_node(&parse(pattern)?, prefix)
    }

    pub(super) fn from_node(node: &Node, prefix: bool) -> Result<Self> {
        let mut nfa = Nfa::default();
        let start = nfa.state();
        let end = nfa.add(node, start)?;
        // Subsets.
        let first = nfa.closure(BTreeSet::from([start]));
        let mut numbers = HashMap::from([(first.clone(), 0u32)]);
        let mut sets = vec![first];
        let (mut next, mut accept) = (Vec::new(), Vec::new());
        let mut at = 0;
        while at < sets.len() {
            let set = sets[at].clone();
            let accepted = set.contains(&end);
            let mut row = [Self::DEAD; 10];
            for (digit, slot) in row.iter_mut().enumerate() {
                if prefix && accepted {
                    *slot = at as u32;
                    continue;
                }
                let target = nfa.closure(
                    set.iter()
                        .flat_map(|s| &nfa.edges[*s])
                        .filter(|(class, _)| class >> digit & 1 == 1)
                        .map(|(_, to)| *to)
                        .collect(),
                );
                if target.is_empty() {
                    continue;
                }
                *slot = *numbers.entry(target.clone()).or_insert_with(|| {
                    sets.push(target);
                    sets.len() as u32 - 1
                });
            }
            next.push(row);
            accept.push(accepted);
            at += 1;
        }
        Ok(Self { next, accept }.minimal())
    }

    pub(super) fn step(&self, state: u32, digit: usize) -> u32 {
        self.next.get(state as usize).map_or(Self::DEAD, |row| row[digit])
    }

    pub(super) fn accepts(&self, state: u32) -> bool {
        self.accept.get(state as usize).copied().unwrap_or(false)
    }

    fn minimal(self) -> Self {
        let mut class: Vec<u32> = self.accept.iter().map(|a| u32::from(*a)).collect();
        let mut count = 0;
        loop {
            let mut names = HashMap::new();
            let refined: Vec<u32> = (0..self.next.len())
                .map(|s| {
                    let row = self.next[s].map(|t| class.get(t as usize).copied().unwrap_or(Self::DEAD));
                    let fresh = names.len() as u32;
                    *names.entry((class[s], row)).or_insert(fresh)
                })
                .collect();
            class = refined;
            if names.len() == count {
                break;
            }
            count = names.len();
        }
        // State 0 is met first, so it keeps the name 0.
        let mut next = vec![[Self::DEAD; 10]; count];
        let mut accept = vec![false; count];
        for (s, c) in class.iter().enumerate() {
            next[*c as usize] = self.next[s].map(|t| class.get(t as usize).copied().unwrap_or(Self::DEAD));
            accept[*c as usize] = self.accept[s];
        }
        Self { next, accept }
    }
}

#[derive(Default)]
struct Nfa {
    edges: Vec<Vec<(u16, usize)>>,
    empty: Vec<Vec<usize>>,
}

impl Nfa {
    fn state(&mut self) -> usize {
        self.edges.push(Vec::new());
        self.empty.push(Vec::new());
        self.edges.len() - 1
    }

    fn add(&mut self, node: &Node, from: usize) -> Result<usize> {
        Ok(match node {
            Node::Digit(class) => {
                let to = self.state();
                self.edges[from].push((*class, to));
                to
            }
            Node::Concat(items) => {
                let mut at = from;
                for item in items {
                    at = self.add(item, at)?;
                }
                at
            }
            Node::Alternation(arms) => {
                let to = self.state();
                for arm in arms {
                    let start = self.state();
                    self.empty[from].push(start);
                    let end = self.add(arm, start)?;
                    self.empty[end].push(to);
                }
                to
            }
            Node::Repeat(inner, least, most) => {
                let mut at = from;
                for _ in 0..*least {
                    at = self.add(inner, at)?;
                }
                let to = self.state();
                self.empty[at].push(to);
                for _ in *least..*most {
                    at = self.add(inner, at)?;
                    self.empty[at].push(to);
                }
                to
            }
            Node::Group(_, inner) => self.add(inner, from)?,
            Node::End => bail!("`$` is not for an automaton"),
        })
    }

    fn closure(&self, mut set: BTreeSet<usize>) -> BTreeSet<usize> {
        let mut open: Vec<usize> = set.iter().copied().collect();
        while let Some(s) = open.pop() {
            for t in &self.empty[s] {
                if set.insert(*t) {
                    open.push(*t);
                }
            }
        }
        set
    }
}
