//! The tables and the way around in them. `xtask/src/tables` makes them and says how they are laid out.

use alloc::boxed::Box;
use alloc::vec::Vec;

use once_cell::race::OnceRef;

use super::tables_data as data;
use super::unpack::{Says, Tree, Unpacked, unpack};
use super::{Possibility, Region};

fn byte(section: &[u8], index: usize) -> usize {
    section.get(index).copied().unwrap_or(0).into()
}

/// The line of a text.
fn line(section: &'static [u8], number: usize) -> &'static [u8] {
    section.split(|c| *c == b'\n').nth(number).unwrap_or(&[])
}

/// The numbers behind one calling code, by the code's place in the list of codes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) struct Plan(u8);

impl Plan {
    pub(super) fn all() -> impl Iterator<Item = (Plan, u16)> {
        let mut code = 0;
        data::CODE_STEPS.iter().enumerate().map(move |(i, step)| {
            code += u16::from(*step);
            (Plan(i as u8), code)
        })
    }

    pub(super) fn code(self) -> u16 {
        data::CODE_STEPS.iter().take(usize::from(self.0) + 1).map(|s| u16::from(*s)).sum()
    }

    /// Its main territory; the others follow it.
    pub(super) fn main(self) -> Territory {
        let before = data::CODE_TERRITORIES.iter().take(self.0.into());
        Territory(before.sum())
    }

    pub(super) fn territories(self) -> usize {
        byte(data::CODE_TERRITORIES, self.0.into())
    }

    /// Its packed tables.
    pub(super) fn packed(self) -> &'static [u8] {
        let low = data::PLAN_SIZES_LOW.iter();
        let sizes = low.zip(data::PLAN_SIZES_HIGH);
        let mut sizes = sizes.map(|(low, high)| usize::from(*low) | usize::from(*high) << 8);
        let start = sizes.by_ref().take(self.0.into()).sum();
        let size = sizes.next().unwrap_or(0);
        data::PLANS.get(start..start + size).unwrap_or(&[])
    }

    /// Its tables; the first call opens them.
    pub(super) fn open(self) -> &'static Unpacked {
        // Never closed; two threads that come first at once open it twice, and one of the two is kept.
        static OPEN: [OnceRef<'static, Unpacked>; 256] = [const { OnceRef::new() }; 256];
        OPEN[usize::from(self.0)].get_or_init(|| Box::leak(Box::new(unpack(self))))
    }

    /// The rules of its main territory.
    pub(super) fn rules(self) -> Option<&'static Rules> {
        self.open().rules.first()
    }

    /// The patterns of the international and of the national prefix in one of its territories, as [`Rules`] has them.
    pub(super) fn prefixes(self, territory: usize) -> (&'static [u8], (&'static [u8], &'static [u8])) {
        let territory = usize::from(self.main().0) + territory;
        let first = 2 * byte(data::TERRITORY_PREFIX, territory);
        let national = (line(data::PREFIXES, first), line(data::PREFIXES, first + 1));
        (line(data::IDD, byte(data::TERRITORY_IDD, territory)), national)
    }

    /// What a national number is.
    pub(super) fn judge(self, digits: &[u8]) -> Outcome {
        let tables = self.open();
        let profile = tables.profiles.get(tables.kinds.leaf(digits)).map_or(&[] as &[Says], Vec::as_slice);
        let says = profile.iter().find(|says| has(says.lengths, digits.len()));
        let default = u8::from(tables.rules.len() == 1);
        Outcome { region: says.map_or(default, |s| s.region), kinds: says.map_or(&[], |s| &s.kinds) }
    }

    /// The leading-digit patterns a number surely begins with, and those it may yet begin with, one bit each.
    pub(super) fn leading(self, digits: &[u8]) -> (u32, u32) {
        let tables = self.open();
        let (mut all, mut any) = (u32::MAX, 0);
        tables.leading.below(digits, &mut |leaf| {
            let set = tables.sets.get(leaf).copied().unwrap_or(0);
            all &= set;
            any |= set;
        });
        (all, any)
    }

    /// Whether the plan has a list of formats for use abroad; else the national list serves.
    pub(super) fn has_intl_formats(self) -> bool {
        self.open().own_intl
    }

    /// Its formats in Google's order.
    pub(super) fn formats(self) -> &'static [Format] {
        &self.open().formats
    }

    /// What stands before an extension, e.g. ` ext. `.
    pub(super) fn extension_prefix(self) -> &'static [u8] {
        let lines = data::EXTENSION_PREFIXES.split(|c| *c == b'\n');
        let own = lines.filter_map(|l| l.split_first()).find(|(plan, _)| **plan == self.0);
        own.map_or(b" ext. ", |(_, text)| text)
    }
}

/// Whether a set of lengths (bit `l` for `l` digits) has this one.
fn has(lengths: u32, length: usize) -> bool {
    length < 32 && lengths >> length & 1 == 1
}

/// What a national number is to the territories of its plan.
pub(super) struct Outcome {
    /// The territory it belongs to, from 1; 0 = none.
    pub(super) region: u8,
    kinds: &'static [u8],
}

impl Outcome {
    /// The number of its kind in the plan's territory `index` (from 0); 0 = not valid there.
    pub(super) fn kind(&self, index: usize) -> u8 {
        self.kinds.get(index).copied().unwrap_or(0)
    }
}

/// A territory or a code of no geography, by its place in the list of territories.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) struct Territory(pub(super) u8);

impl Territory {
    pub(super) fn of_region(code: &str) -> Option<Territory> {
        let codes = data::REGIONS.as_bytes().chunks_exact(2);
        let at = codes.into_iter().position(|c| c.eq_ignore_ascii_case(code.as_bytes()))?;
        Some(Territory(at as u8))
    }

    /// Its two letters; `00` for codes of no geography.
    pub(super) fn letters(self) -> &'static str {
        let at = 2 * usize::from(self.0);
        data::REGIONS.get(at..at + 2).unwrap_or("00")
    }

    /// The same as a region; `None` for codes of no geography.
    pub(super) fn region(self) -> Option<Region> {
        (self.letters() != "00").then_some(Region(self))
    }

    pub(super) fn plan(self) -> Plan {
        let mut left = self.0;
        let counts = data::CODE_TERRITORIES.iter();
        let at = counts.take_while(|c| left.checked_sub(**c).map(|l| left = l).is_some()).count();
        Plan(at as u8)
    }

    /// What holds for numbers here.
    pub(super) fn rules(self) -> Option<&'static Rules> {
        let plan = self.plan();
        plan.open().rules.get(usize::from(self.0.wrapping_sub(plan.main().0)))
    }
}

/// What holds for the numbers of one territory.
pub(super) struct Rules {
    pub(super) plan: Plan,
    /// Possible lengths, and those that only work inside the area: bit `l` for `l` digits.
    pub(super) possible: u32,
    pub(super) local: u32,
    /// The numbers the general pattern accepts: per leaf of the tree the lengths.
    pub(super) general: Tree,
    pub(super) lengths: Vec<u32>,
    /// The pattern of what is dialled here before a foreign number.
    pub(super) idd: &'static [u8],
    /// The pattern of the national prefix, and what it is replaced with.
    pub(super) national_prefix: (&'static [u8], &'static [u8]),
}

impl Rules {
    /// What a length says about a national number here.
    pub(super) fn length(&self, length: usize) -> Possibility {
        if has(self.local, length) {
            Possibility::PossibleLocalOnly
        } else if has(self.possible, length) {
            Possibility::Possible
        } else if length >= 32 || self.possible >> length == 0 {
            Possibility::TooLong
        } else if self.possible & ((1 << length) - 1) == 0 {
            Possibility::TooShort
        } else {
            Possibility::InvalidLength
        }
    }

    /// Whether the general pattern accepts these digits.
    pub(super) fn general(&self, digits: &[u8]) -> bool {
        self.lengths.get(self.general.leaf(digits)).is_some_and(|lengths| has(*lengths, digits.len()))
    }
}

/// One way to write numbers of a plan.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Format {
    /// The bit of the leading digits it is for; 0 = any.
    pub(super) leading: u32,
    /// How many coarser patterns as-you-type goes through before the exact one.
    pub(super) levels: u8,
    /// Per group the least of its digits, and in the high half how many more it may take.
    pub(super) groups: [u8; 6],
    pub(super) style: Style,
}

/// The texts of a format. The bytes 1 to 5 in a template stand for the groups, the byte 1 in a rule for the first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Style {
    flags: u8,
    pub(super) national: &'static [u8],
    pub(super) rule: &'static [u8],
    pub(super) intl: &'static [u8],
}

impl Style {
    /// By its place in the list of styles.
    pub(super) fn read(id: u8) -> Style {
        let line = |i| line(data::STYLES, 3 * usize::from(id) + i);
        let (flags, national) = line(0).split_first().unwrap_or((&0, &[]));
        Style { flags: *flags, national, rule: line(1), intl: line(2) }
    }

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
    /// How many digits each group takes of `length` digits; `None` when they do not fit.
    pub(super) fn split(&self, length: usize) -> Option<[usize; 6]> {
        let least: usize = self.groups.iter().map(|g| usize::from(g & 15)).sum();
        let mut spare = length.checked_sub(least)?;
        let mut out = [0; 6];
        for (size, g) in out.iter_mut().zip(&self.groups) {
            let more = spare.min((g >> 4).into());
            *size = usize::from(g & 15) + more;
            spare -= more;
        }
        (spare == 0).then_some(out)
    }

    /// The most digits it can take.
    pub(super) fn longest(&self) -> usize {
        self.groups.iter().map(|g| usize::from((g & 15) + (g >> 4))).sum()
    }

    /// The fewest digits it can take.
    pub(super) fn shortest(&self) -> usize {
        self.groups.iter().map(|g| usize::from(g & 15)).sum()
    }
}
