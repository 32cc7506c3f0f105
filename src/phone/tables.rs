//! The tables and the way around in them. `xtask/src/tables` makes them and says how they are laid out.

use super::automaton::Tree;
use super::tables_data as data;

/// A field of the tables.
pub(super) fn section(range: (usize, usize)) -> &'static [u8] {
    data::TABLES.get(range.0..range.1).unwrap_or(&[])
}

fn byte(range: (usize, usize), index: usize) -> usize {
    section(range).get(index).copied().unwrap_or(0).into()
}

/// A set of lengths: bit `l` for `l` digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Lengths(u32);

impl Lengths {
    fn read(bytes: &[u8]) -> Self {
        Self(bytes.iter().rev().fold(0, |n, b| n << 8 | u32::from(*b)))
    }
    pub(super) fn has(self, length: usize) -> bool {
        length < 32 && self.0 >> length & 1 == 1
    }
    pub(super) fn shortest(self) -> usize {
        self.0.trailing_zeros() as usize
    }
    pub(super) fn longest(self) -> usize {
        (31 - (self.0 | 1).leading_zeros()) as usize
    }
}

fn mask(id: usize) -> Lengths {
    Lengths::read(section(data::MASKS).get(3 * id..3 * id + 3).unwrap_or(&[]))
}

/// The numbers behind one calling code, by the code's place in the list of codes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Plan(u8);

impl Plan {
    pub(super) fn all() -> impl Iterator<Item = (Plan, u16)> {
        let mut code = 0;
        section(data::CODE_STEPS).iter().enumerate().map(move |(i, step)| {
            code += u16::from(*step);
            (Plan(i as u8), code)
        })
    }

    pub(super) fn of_code(code: u16) -> Option<Plan> {
        Self::all().find(|(_, c)| *c == code).map(|(p, _)| p)
    }

    pub(super) fn code(self) -> u16 {
        section(data::CODE_STEPS).iter().take(usize::from(self.0) + 1).map(|s| u16::from(*s)).sum()
    }

    /// Its main territory; the others follow it.
    pub(super) fn main(self) -> Territory {
        let before = section(data::CODE_TERRITORIES).iter().take(self.0.into());
        Territory(before.sum())
    }

    pub(super) fn territories(self) -> usize {
        byte(data::CODE_TERRITORIES, self.0.into())
    }

    /// The bytes of this plan in a field whose sizes stand in another.
    fn blob(self, sizes: (usize, usize), field: (usize, usize)) -> &'static [u8] {
        let mut sizes = section(sizes).chunks_exact(2).map(|s| usize::from(s[0]) | usize::from(s[1]) << 8);
        let start = sizes.by_ref().take(self.0.into()).sum();
        let size = sizes.next().unwrap_or(0);
        section(field).get(start..start + size).unwrap_or(&[])
    }

    /// What a national number is: per territory its kind's number (0 = not valid there), and whose it is.
    pub(super) fn judge(self, digits: &[u8]) -> Outcome {
        let mut profile = Tree(self.blob(data::KIND_SIZES, data::KINDS)).leaf(digits);
        let mut rest = self.blob(data::PROFILE_SIZES, data::PROFILES).iter();
        let territories = self.territories();
        let mut outcomes: &[u8] = &[];
        if territories > 1 {
            let count = usize::from(rest.next().copied().unwrap_or(0));
            let (head, tail) =
                rest.as_slice().split_at_checked(count * (territories + 1)).unwrap_or((&[], &[]));
            outcomes = head;
            rest = tail.iter();
        }
        let mut next = || rest.next().copied().map_or(0, usize::from);
        loop {
            let count = next();
            if profile > 1 {
                (0..2 * count).for_each(|_| _ = next());
                profile -= 1;
                continue;
            }
            for _ in 0..count {
                let (what, lengths) = (next(), mask(next()));
                if lengths.has(digits.len()) && profile == 1 {
                    return match outcomes.get(what * (territories + 1)..(what + 1) * (territories + 1)) {
                        Some([region, kinds @ ..]) if territories > 1 => {
                            Outcome { region: *region, kinds, own: 0 }
                        }
                        _ => Outcome { region: 1, kinds: &[], own: what as u8 },
                    };
                }
            }
            return Outcome { region: u8::from(territories == 1), kinds: &[], own: 0 };
        }
    }

    /// The leading-digit patterns a number surely begins with, and those it may yet begin with, one bit each.
    pub(super) fn leading(self, digits: &[u8]) -> (u32, u32) {
        let blob = self.blob(data::LEADING_SIZES, data::LEADING);
        let Some((count, rest)) = blob.split_first() else { return (0, 0) };
        let Some((sets, tree)) = rest.split_at_checked(3 * usize::from(*count)) else { return (0, 0) };
        let (mut all, mut any) = (u32::MAX, 0);
        Tree(tree).below(digits, |leaf| {
            let at = 3 * leaf.saturating_sub(1);
            let set = Lengths::read(sets.get(at..at + 3).unwrap_or(&[])).0;
            all &= set;
            any |= set;
        });
        (all, any)
    }

    /// Whether the plan has a list of formats for use abroad; else the national list serves.
    pub(super) fn has_intl_formats(self) -> bool {
        byte(data::FORMAT_COUNTS, self.0.into()) & 0x80 != 0
    }

    /// Its formats in Google's order.
    pub(super) fn formats(self) -> impl Iterator<Item = Format> {
        let mut counts = section(data::FORMAT_COUNTS).iter().map(|c| usize::from(c & 0x7f));
        let start: usize = counts.by_ref().take(self.0.into()).sum();
        let count = counts.next().unwrap_or(0);
        (start..start + count).map(|i| {
            let leading = byte(data::FORMAT_LEADING, i) as u8;
            Format {
                leading: (leading & 31).checked_sub(1).map_or(0, |bit| 1 << bit),
                levels: leading >> 5,
                pattern: byte(data::FORMAT_PATTERN, i) as u8,
                style: byte(data::FORMAT_STYLE, i) as u8,
            }
        })
    }

    /// What stands before an extension, e.g. ` ext. `.
    pub(super) fn extension_prefix(self) -> &'static str {
        let lines = section(data::EXTENSION_PREFIXES).split(|c| *c == b'\n');
        let own = lines.filter_map(|l| l.split_first()).find(|(plan, _)| **plan == self.0);
        own.and_then(|(_, text)| core::str::from_utf8(text).ok()).unwrap_or(" ext. ")
    }
}

/// What a national number is to the territories of its plan.
pub(super) struct Outcome {
    /// The territory it belongs to, from 1; 0 = none.
    pub(super) region: u8,
    kinds: &'static [u8],
    own: u8,
}

impl Outcome {
    /// The number of its kind in the plan's territory `index` (from 0); 0 = not valid there.
    pub(super) fn kind(&self, index: usize) -> u8 {
        self.kinds.get(index).copied().unwrap_or(if index == 0 { self.own } else { 0 })
    }
}

/// A territory or a code of no geography, by its place in the list of territories.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Territory(pub(super) u8);

impl Territory {
    pub(super) fn of_region(region: [u8; 2]) -> Option<Territory> {
        let at = section(data::REGIONS).chunks_exact(2).position(|r| r == region)?;
        Some(Territory(at as u8))
    }

    /// Its two letters; `None` for codes of no geography.
    pub(super) fn region(self) -> Option<[u8; 2]> {
        let at = 2 * usize::from(self.0);
        let letters = section(data::REGIONS).get(at..at + 2)?;
        let letters = [letters[0], letters[1]];
        (letters != *b"00").then_some(letters)
    }

    pub(super) fn plan(self) -> Plan {
        let mut left = self.0;
        let counts = section(data::CODE_TERRITORIES).iter();
        let at = counts.take_while(|c| left.checked_sub(**c).map(|l| left = l).is_some()).count();
        Plan(at as u8)
    }

    /// The possible lengths of a national number, and those that only work inside its area.
    pub(super) fn lengths(self) -> (Lengths, Lengths) {
        let at = 6 * byte(data::TERRITORY_LENGTHS, self.0.into());
        let bytes = section(data::LENGTHS).get(at..at + 6).unwrap_or(&[0; 6]);
        (Lengths::read(&bytes[..3]), Lengths::read(&bytes[3..]))
    }

    /// Whether the general pattern accepts these digits.
    pub(super) fn general(self, digits: &[u8]) -> bool {
        let id = byte(data::TERRITORY_GENERAL, self.0.into());
        let mut sizes = section(data::GENERAL_SIZES).iter().map(|s| usize::from(*s));
        let start: usize = sizes.by_ref().take(id).sum();
        let blob = section(data::GENERALS).get(start..).unwrap_or(&[]);
        let Some((count, rest)) = blob.split_first() else { return false };
        let Some((masks, tree)) = rest.split_at_checked((*count).into()) else { return false };
        let leaf = Tree(tree).leaf(digits);
        leaf.checked_sub(1).and_then(|i| masks.get(i)).is_some_and(|m| mask((*m).into()).has(digits.len()))
    }

    /// The pattern of what is dialled here before a foreign number.
    pub(super) fn idd(self) -> &'static [u8] {
        let id = byte(data::TERRITORY_IDD, self.0.into());
        section(data::IDD).split(|c| *c == b'\n').nth(id).unwrap_or(&[])
    }

    /// The pattern of the national prefix, and what it is replaced with.
    pub(super) fn national_prefix(self) -> (&'static [u8], &'static [u8]) {
        let id = byte(data::TERRITORY_PREFIX, self.0.into());
        let mut lines = section(data::PREFIXES).split(|c| *c == b'\n').skip(2 * id);
        (lines.next().unwrap_or(&[]), lines.next().unwrap_or(&[]))
    }
}

/// One way to write numbers of a plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Format {
    /// The bit of the leading digits it is for; 0 = any.
    pub(super) leading: u32,
    /// How many coarser patterns as-you-type goes through before the exact one.
    pub(super) levels: u8,
    pattern: u8,
    style: u8,
}

/// The texts of a format. The bytes 1 to 5 in a template stand for the groups, the byte 1 in a rule for the first.
pub(super) struct Style {
    flags: u8,
    pub(super) national: &'static [u8],
    pub(super) rule: &'static [u8],
    pub(super) intl: &'static [u8],
}

impl Style {
    pub(super) fn is_national(&self) -> bool {
        self.flags & 1 != 0
    }
    pub(super) fn is_intl(&self) -> bool {
        self.flags & 2 != 0
    }
    /// The national prefix may be left out.
    pub(super) fn prefix_optional(&self) -> bool {
        self.flags & 4 != 0
    }
    pub(super) fn has_carrier_rule(&self) -> bool {
        self.flags & 8 != 0
    }
    /// Google's as-you-type may use the template: it keeps all digits and adds only punctuation.
    pub(super) fn eligible(&self, intl: bool) -> bool {
        self.flags & if intl { 32 } else { 16 } != 0
    }
}

impl Format {
    pub(super) fn style(self) -> Style {
        let mut lines = section(data::STYLES).split(|c| *c == b'\n').skip(3 * usize::from(self.style));
        let mut next = || lines.next().unwrap_or(&[]);
        let (flags, national) = next().split_first().unwrap_or((&0, &[]));
        Style { flags: *flags, national, rule: next(), intl: next() }
    }

    /// How many digits each group takes of `length` digits; `None` when they do not fit.
    pub(super) fn groups(self, length: usize) -> Option<[usize; 6]> {
        let groups = self.pattern();
        let least: usize = groups.iter().map(|g| usize::from(g & 15)).sum();
        let mut spare = length.checked_sub(least)?;
        let mut out = [0; 6];
        for (size, g) in out.iter_mut().zip(groups) {
            let more = spare.min((g >> 4).into());
            *size = usize::from(g & 15) + more;
            spare -= more;
        }
        (spare == 0).then_some(out)
    }

    /// The most digits it can take.
    pub(super) fn longest(self) -> usize {
        self.pattern().iter().map(|g| usize::from((g & 15) + (g >> 4))).sum()
    }

    /// The fewest digits it can take.
    pub(super) fn shortest(self) -> usize {
        self.pattern().iter().map(|g| usize::from(g & 15)).sum()
    }

    /// The name of its pattern: equal patterns have equal names.
    pub(super) fn pattern_id(self) -> u8 {
        self.pattern
    }

    fn pattern(self) -> &'static [u8] {
        section(data::PATTERNS).split(|g| *g == 0).nth(self.pattern.into()).unwrap_or(&[])
    }
}
