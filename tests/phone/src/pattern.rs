//! Samples texts from the regular expressions of the plans: digits, classes, groups, alternatives, counts.

use crate::random::Random;

/// A pattern that can be sampled.
#[derive(Clone, Debug)]
pub(crate) struct Pattern(Node);

#[derive(Clone, Debug)]
enum Node {
    Alternatives(Vec<Node>),
    Sequence(Vec<Node>),
    OneOf(Vec<char>),
    Repeat(Box<Node>, usize, usize),
}

impl Pattern {
    /// `None` for what the sampler does not know (look-ahead).
    pub(crate) fn new(source: &str) -> Option<Self> {
        let mut reader = Reader { rest: source.chars().collect::<Vec<_>>(), at: 0 };
        let node = reader.alternatives()?;
        (reader.at == reader.rest.len()).then_some(Self(node))
    }

    /// A text that the pattern matches.
    pub(crate) fn sample(&self, random: &mut Random) -> String {
        let mut out = String::new();
        write(&self.0, random, &mut out);
        out
    }
}

fn write(node: &Node, random: &mut Random, out: &mut String) {
    match node {
        Node::Alternatives(all) => write(random.pick(all), random, out),
        Node::Sequence(all) => all.iter().for_each(|part| write(part, random, out)),
        Node::OneOf(all) => out.push(*random.pick(all)),
        Node::Repeat(part, least, most) => {
            for _ in 0..least + random.below(most - least + 1) {
                write(part, random, out);
            }
        }
    }
}

struct Reader {
    rest: Vec<char>,
    at: usize,
}

impl Reader {
    fn alternatives(&mut self) -> Option<Node> {
        let mut all = vec![self.sequence()?];
        while self.take('|') {
            all.push(self.sequence()?);
        }
        Some(if all.len() == 1 { all.remove(0) } else { Node::Alternatives(all) })
    }

    fn sequence(&mut self) -> Option<Node> {
        let mut all = Vec::new();
        while let Some(&next) = self.rest.get(self.at) {
            if next == '|' || next == ')' {
                break;
            }
            let atom = self.atom()?;
            all.push(self.count(atom)?);
        }
        Some(Node::Sequence(all))
    }

    fn atom(&mut self) -> Option<Node> {
        match self.next()? {
            '(' => {
                if self.take('?') && !self.take(':') {
                    return None;
                }
                let inner = self.alternatives()?;
                self.take(')').then_some(inner)
            }
            '[' => self.class(),
            '\\' => self.take('d').then(|| Node::OneOf(('0'..='9').collect())),
            c if c.is_ascii_digit() || "#*~, ".contains(c) => Some(Node::OneOf(vec![c])),
            _ => None,
        }
    }

    fn class(&mut self) -> Option<Node> {
        let mut all = Vec::new();
        loop {
            match self.next()? {
                ']' => return Some(Node::OneOf(all)),
                '\\' => {
                    self.take('d').then_some(())?;
                    all.extend('0'..='9');
                }
                '^' => return None,
                first => {
                    if self.take('-') {
                        all.extend(first..=self.next()?);
                    } else {
                        all.push(first);
                    }
                }
            }
        }
    }

    fn count(&mut self, atom: Node) -> Option<Node> {
        if self.take('?') {
            return Some(Node::Repeat(Box::new(atom), 0, 1));
        }
        if !self.take('{') {
            return Some(atom);
        }
        let least = self.number()?;
        let most = if self.take(',') { self.number()? } else { least };
        self.take('}').then(|| Node::Repeat(Box::new(atom), least, most))
    }

    fn number(&mut self) -> Option<usize> {
        let start = self.at;
        while self.rest.get(self.at).is_some_and(char::is_ascii_digit) {
            self.at += 1;
        }
        self.rest[start..self.at].iter().collect::<String>().parse().ok()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.rest.get(self.at).copied();
        self.at += 1;
        next
    }

    fn take(&mut self, wanted: char) -> bool {
        let there = self.rest.get(self.at) == Some(&wanted);
        self.at += usize::from(there);
        there
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::PLANS;

    #[test]
    fn every_sample_of_every_plan_matches_its_pattern() {
        let mut random = Random::new(1, 1);
        for territory in &PLANS.territories {
            for kind in territory.kinds().chain([&territory.general_desc]) {
                let Some(source) = &kind.national_number_pattern else { continue };
                let pattern = Pattern::new(source).unwrap_or_else(|| panic!("cannot sample {source}"));
                let matcher = regex::Regex::new(&format!("^(?:{source})$")).expect("a regular expression");
                for _ in 0..20 {
                    let sample = pattern.sample(&mut random);
                    assert!(matcher.is_match(&sample), "{sample} does not match {source}");
                }
            }
        }
    }

    #[test]
    fn look_ahead_is_refused() {
        assert!(Pattern::new("0(?!1)2").is_none() && Pattern::new("(1").is_none());
    }
}
