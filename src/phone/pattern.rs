//! The few patterns that are matched as they are written: international and national prefixes. They are digits,
//! classes, groups, alternatives, `?`, `{n}`, `{n,m}` and `$`; the first alternative that leads to a match wins.

/// Where a match ends, and its groups.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Match {
    pub(super) end: usize,
    /// Start and end of groups 1 and 2, where they took part.
    pub(super) groups: [Option<(usize, usize)>; 2],
}

/// What is left to match when a group is closed.
struct Outer<'a> {
    /// Where the pattern goes on after the group.
    after: usize,
    group: usize,
    start: usize,
    outer: Option<&'a Outer<'a>>,
}

/// Matches at the beginning of `digits` (values 0 to 9).
pub(super) fn look(pattern: &[u8], digits: &[u8]) -> Option<Match> {
    Matcher { pattern, digits }.alternatives(0, 0, None)
}

/// How many capturing groups a pattern has.
pub(super) fn groups(pattern: &[u8]) -> usize {
    (0..pattern.len()).filter(|i| pattern[*i] == b'(' && pattern.get(i + 1) != Some(&b'?')).count()
}

#[derive(Clone, Copy)]
struct Matcher<'a> {
    pattern: &'a [u8],
    digits: &'a [u8],
}

impl Matcher<'_> {
    fn at(&self, p: usize) -> u8 {
        self.pattern.get(p).copied().unwrap_or(b')')
    }

    fn alternatives(&self, mut p: usize, i: usize, outer: Option<&Outer<'_>>) -> Option<Match> {
        loop {
            if let Some(found) = self.sequence(p, i, outer) {
                return Some(found);
            }
            p = self.next_arm(p)?;
        }
    }

    /// The place after the next `|` on this level.
    fn next_arm(&self, mut p: usize) -> Option<usize> {
        let mut depth = 0usize;
        loop {
            match self.pattern.get(p)? {
                b'(' => depth += 1,
                b')' => depth = depth.checked_sub(1)?,
                b'|' if depth == 0 => return Some(p + 1),
                _ => {}
            }
            p += 1;
        }
    }

    /// The place after the group that opens at `p`.
    fn close(&self, p: usize) -> usize {
        let mut depth = 0usize;
        for (at, c) in self.pattern.iter().enumerate().skip(p) {
            match c {
                b'(' => depth += 1,
                b')' if depth == 1 => return at + 1,
                b')' => depth -= 1,
                _ => {}
            }
        }
        self.pattern.len()
    }

    fn sequence(&self, p: usize, i: usize, outer: Option<&Outer<'_>>) -> Option<Match> {
        match self.at(p) {
            b'|' | b')' => match outer {
                None => Some(Match { end: i, groups: [None; 2] }),
                Some(o) => {
                    let mut found = self.sequence(o.after, i, o.outer)?;
                    if let Some(slot) = o.group.checked_sub(1).and_then(|g| found.groups.get_mut(g)) {
                        *slot = Some((o.start, i));
                    }
                    Some(found)
                }
            },
            b'$' => (i == self.digits.len()).then(|| self.sequence(p + 1, i, outer))?,
            b'(' => {
                let close = self.close(p);
                let optional = self.at(close) == b'?' && close < self.pattern.len();
                let after = close + usize::from(optional);
                let plain = self.at(p + 1) == b'?';
                let group = if plain { 0 } else { groups(self.pattern.get(..=p).unwrap_or(&[])) };
                let inner = Outer { after, group, start: i, outer };
                let inside = if plain { p + 3 } else { p + 1 };
                match self.alternatives(inside, i, Some(&inner)) {
                    None if optional => self.sequence(after, i, outer),
                    found => found,
                }
            }
            _ => {
                let (set, p) = self.class(p);
                let (least, most, p) = self.repetition(p);
                let rest = self.digits.get(i..).unwrap_or(&[]);
                let run = rest.iter().take(most).take_while(|d| set >> **d & 1 == 1).count();
                (least..=run).rev().find_map(|n| self.sequence(p, i + n, outer))
            }
        }
    }

    /// A digit, `\d` or a class: its digits, and where the pattern goes on.
    fn class(&self, p: usize) -> (u16, usize) {
        match self.at(p) {
            b'\\' => (0x3ff, p + 2),
            b'[' => {
                let (mut set, mut at) = (0, p + 1);
                loop {
                    match self.at(at) {
                        b']' | b')' => return (set, at + 1),
                        b'-' => {
                            let (from, to) = (self.at(at - 1), self.at(at + 1));
                            (from..=to).for_each(|d| set |= bit(d));
                        }
                        d => set |= bit(d),
                    }
                    at += 1;
                }
            }
            d => (bit(d), p + 1),
        }
    }

    /// Least, most, and where the pattern goes on.
    fn repetition(&self, p: usize) -> (usize, usize, usize) {
        if p >= self.pattern.len() {
            return (1, 1, p);
        }
        match self.at(p) {
            b'?' => (0, 1, p + 1),
            b'{' => {
                let (mut least, mut n, mut at) = (None, 0, p + 1);
                loop {
                    match self.at(at) {
                        b',' => {
                            least = Some(n);
                            n = 0;
                        }
                        d @ b'0'..=b'9' => n = n * 10 + usize::from(d - b'0'),
                        _ => return (least.unwrap_or(n), n, at + 1),
                    }
                    at += 1;
                }
            }
            _ => (1, 1, p),
        }
    }
}

fn bit(digit: u8) -> u16 {
    1u16.checked_shl(digit.wrapping_sub(b'0').into()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Vec<u8> {
        text.bytes().map(|c| c - b'0').collect()
    }
    fn end(pattern: &str, text: &str) -> Option<usize> {
        look(pattern.as_bytes(), &digits(text)).map(|m| m.end)
    }

    #[test]
    fn the_first_alternative_that_leads_to_a_match_wins() {
        assert_eq!(end("00|99(?:[01469]|5(?:[14]1|3[23]))", "9953299"), Some(5));
        assert_eq!(end("00(?:1\\d)?", "00199"), Some(4));
        assert_eq!(end("00(?:1\\d)?", "001"), Some(2));
        assert_eq!(end("0?|1", "5"), Some(0));
        assert_eq!(end("011", "01"), None);
    }

    #[test]
    fn groups_are_told_only_where_they_took_part() {
        let m = look(b"([457]\\d{6})$|1", &digits("4123456")).expect("a match");
        assert_eq!((m.end, m.groups), (7, [Some((0, 7)), None]));
        let m = look(b"([457]\\d{6})$|1", &digits("14123456")).expect("a match");
        assert_eq!((m.end, m.groups), (1, [None, None]));
        let brazil = b"(?:0|90)(?:(1[245]|2[1-35]|31)(\\d{10,11}))?";
        let m = look(brazil, &digits("0151199999999")).expect("a match");
        assert_eq!((m.end, m.groups), (13, [Some((1, 3)), Some((3, 13))]));
    }
}
