//! Lays the tables out, field by field: equal fields beside each other compress best.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Result, ensure};

use super::branch::{Branch, Profile, unfold};
use super::pack::{self, Counts, Packer, context as c};
use super::plan::{self, Outcome};
use super::source::{Format, Metadata, Territory};

/// The calling codes and whose they are: files apart, as the card shows them before the engine is there.
pub(super) const CODES: &str = "codes.bin";
pub(super) const REGIONS: &str = "regions.txt";
/// Everything else.
pub(super) const TABLES: &str = "tables.bin";

/// The bytes of each field; the engine knows them by these names.
#[derive(Default)]
pub(super) struct Sections(Vec<(&'static str, Vec<u8>)>);

impl Sections {
    fn at(&mut self, name: &'static str) -> &mut Vec<u8> {
        let i = self.0.iter().position(|(n, _)| *n == name).unwrap_or_else(|| {
            self.0.push((name, Vec::new()));
            self.0.len() - 1
        });
        &mut self.0[i].1
    }

    /// Those of one file.
    pub(super) fn of<'a>(&'a self, file: &'a str) -> impl Iterator<Item = (&'static str, &'a [u8])> {
        let of = |name: &str| match name {
            "CODE_STEPS" | "CODE_TERRITORIES" => CODES,
            "REGIONS" => REGIONS,
            _ => TABLES,
        };
        let here = self.0.iter().filter(move |(name, _)| of(name) == file);
        here.map(|(name, bytes)| (*name, bytes.as_slice()))
    }

    /// The bytes of one file.
    pub(super) fn bytes(&self, file: &str) -> Vec<u8> {
        self.of(file).flat_map(|(_, bytes)| bytes.iter().copied()).collect()
    }
}

/// A list of distinct things, named by their place; the most used first.
struct Names<T>(Vec<T>);

impl<T: Ord + Clone> Names<T> {
    fn new(all: impl IntoIterator<Item = T>) -> Self {
        let mut uses: BTreeMap<T, usize> = BTreeMap::new();
        for item in all {
            *uses.entry(item).or_default() += 1;
        }
        let mut list: Vec<(T, usize)> = uses.into_iter().collect();
        list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Self(list.into_iter().map(|(item, _)| item).collect())
    }

    fn id(&self, item: &T) -> Result<u8> {
        let at = self.0.iter().position(|i| i == item);
        Ok(u8::try_from(at.ok_or_else(|| anyhow::anyhow!("an unknown name"))?)?)
    }
}

/// A set of lengths: bit `l` for `l` digits.
fn mask(lengths: impl IntoIterator<Item = i64>) -> u32 {
    lengths.into_iter().filter(|l| *l >= 0).fold(0, |m, l| m | 1 << l)
}

/// What a profile says, as (what, the lengths at which it says it); `nothing` is left out.
fn by_mask<V: PartialEq + Clone>(profile: &[Option<V>], nothing: &V) -> Vec<(V, u32)> {
    let mut out: Vec<(V, u32)> = Vec::new();
    for (length, value) in profile.iter().enumerate() {
        let Some(value) = value.as_ref().filter(|v| *v != nothing) else { continue };
        match out.iter_mut().find(|(v, _)| v == value) {
            Some((_, m)) => *m |= 1 << length,
            None => out.push((value.clone(), 1 << length)),
        }
    }
    out
}

/// One place of a plan's formats: a national format, an international one, or both.
struct Entry {
    pattern: String,
    leading: Vec<String>,
    style: Style,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Style {
    national: Option<String>,
    rule: String,
    optional: bool,
    carrier: bool,
    intl: Option<String>,
}

impl Style {
    fn bytes(&self) -> Vec<u8> {
        let eligible = |t: &Option<String>| {
            t.as_ref().is_some_and(|t| {
                let rest = t.trim_start_matches(|c| "-x ./()~[]".contains(c));
                rest.starts_with("\\1")
                    && t.replace('\\', "").chars().all(|c| "-x ./()~[]12345".contains(c))
                    && t.matches('\\').count() == t.chars().filter(char::is_ascii_digit).count()
            })
        };
        let flags = u8::from(self.national.is_some())
            | u8::from(self.intl.is_some()) << 1
            | u8::from(self.optional) << 2
            | u8::from(self.carrier) << 3
            | u8::from(eligible(&self.national)) << 4
            | u8::from(eligible(&self.intl)) << 5;
        let mut out = vec![flags | 0x40];
        for text in [self.national.as_deref().unwrap_or(""), &self.rule, self.intl.as_deref().unwrap_or("")] {
            let mut bytes = text.bytes();
            while let Some(c) = bytes.next() {
                // `\1` becomes the byte 1.
                out.push(if c == b'\\' { bytes.next().map_or(0, |d| d - b'0') } else { c });
            }
            out.push(b'\n');
        }
        out
    }
}

/// The national and the international list as one, both in their own order.
fn entries(main: &Territory) -> Result<Vec<Entry>> {
    let entry = |f: &Format, national: bool| Entry {
        pattern: f.pattern.clone(),
        leading: f.leading_digits.clone(),
        style: Style {
            national: national.then(|| f.format.clone()),
            rule: f.national_prefix_rule.clone(),
            optional: f.national_prefix_optional,
            carrier: !f.carrier_code_rule.is_empty(),
            intl: (!national).then(|| f.format.clone()),
        },
    };
    let mut out: Vec<Entry> = main.formats.iter().map(|f| entry(f, true)).collect();
    let mut after = 0;
    for f in &main.intl_formats {
        ensure!(
            f.national_prefix_rule.is_empty()
                && !f.national_prefix_optional
                && f.carrier_code_rule.is_empty(),
            "an international format with a national prefix"
        );
        let twin = out[after..].iter().position(|e| {
            e.style.national.is_some()
                && e.style.intl.is_none()
                && e.pattern == f.pattern
                && e.leading == f.leading_digits
        });
        match twin {
            Some(i) => {
                out[after + i].style.intl = Some(f.format.clone());
                after += i + 1;
            }
            None => {
                out.insert(after, entry(f, false));
                after += 1;
            }
        }
    }
    Ok(out)
}

/// Everything, in the order the engine expects.
pub(super) fn build(meta: &Metadata) -> Result<Sections> {
    let mut out = Sections::default();
    let plans: Vec<(u16, Vec<&Territory>)> =
        meta.calling_codes.keys().map(|code| (*code, meta.of_code(*code))).collect();
    let territories: Vec<&Territory> = plans.iter().flat_map(|(_, t)| t.iter().copied()).collect();
    ensure!(territories.len() == meta.territories.len(), "a territory has no calling code");

    let mut last = 0;
    for (code, of) in &plans {
        out.at("CODE_STEPS").push(u8::try_from(code - last)?);
        last = *code;
        out.at("CODE_TERRITORIES").push(u8::try_from(of.len())?);
    }
    for t in &territories {
        let id = if t.id == "001" { "00" } else { &t.id };
        ensure!(id.len() == 2, "a region of {} letters", id.len());
        out.at("REGIONS").extend(id.bytes());
    }
    prefixes(&mut out, &territories)?;
    self::plans(&mut out, &plans)?;
    for (i, (_, of)) in plans.iter().enumerate() {
        if let Some(prefix) = &of[0].preferred_extn_prefix {
            let text = out.at("EXTENSION_PREFIXES");
            text.push(u8::try_from(i)?);
            text.extend(prefix.bytes());
            text.push(b'\n');
        }
    }
    Ok(out)
}

fn prefixes(out: &mut Sections, territories: &[&Territory]) -> Result<()> {
    let idd = Names::new(territories.iter().map(|t| t.international_prefix.clone()));
    let national = Names::new(territories.iter().map(|t| {
        ensure_rule(&t.national_prefix_transform_rule);
        (t.national_prefix_for_parsing.clone(), t.national_prefix_transform_rule.replace('\\', "$"))
    }));
    for t in territories {
        out.at("TERRITORY_IDD").push(idd.id(&t.international_prefix)?);
        let rule = t.national_prefix_transform_rule.replace('\\', "$");
        out.at("TERRITORY_PREFIX").push(national.id(&(t.national_prefix_for_parsing.clone(), rule))?);
    }
    for pattern in &idd.0 {
        super::pattern::parse(pattern)?;
        out.at("IDD").extend(pattern.bytes().chain([b'\n']));
    }
    for (pattern, rule) in &national.0 {
        super::pattern::parse(pattern)?;
        out.at("PREFIXES").extend(pattern.bytes().chain([b'\n']).chain(rule.bytes()).chain([b'\n']));
    }
    Ok(())
}

fn ensure_rule(rule: &str) {
    debug_assert!(!rule.contains(['$', '\n']), "a transform rule the engine does not know");
}

/// All plans, packed.
fn plans(out: &mut Sections, plans: &[(u16, Vec<&Territory>)]) -> Result<()> {
    let plans = plans.iter().map(|(_, of)| PlanTables::new(of)).collect::<Result<Vec<_>>>()?;
    let styles = Names::new(plans.iter().flat_map(|p| p.entries.iter().map(|e| e.style.clone())));
    ensure!(styles.0.len() <= 128, "too many styles");
    // The odds a plan starts with are learned from all of them.
    let mut counts = Counts::new();
    for plan in &plans {
        plan.pack(&[128; pack::context::COUNT], &mut counts, &styles)?;
    }
    let odds = counts.odds();
    let mut sizes = Vec::new();
    for plan in &plans {
        let bytes = plan.pack(&odds, &mut Counts::new(), &styles)?;
        sizes.push(u16::try_from(bytes.len())?.to_le_bytes());
        out.at("PLANS").extend(bytes);
    }
    out.at("PLAN_SIZES_LOW").extend(sizes.iter().map(|s| s[0]));
    out.at("PLAN_SIZES_HIGH").extend(sizes.iter().map(|s| s[1]));
    out.at("ODDS").extend(odds);
    for s in &styles.0 {
        out.at("STYLES").extend(s.bytes());
    }
    Ok(())
}

/// What is packed of one plan.
struct PlanTables {
    rules: Vec<(u32, u32, Branch, Vec<u32>)>,
    kinds: (Branch, Vec<Vec<(Outcome, u32)>>),
    own_intl: bool,
    entries: Vec<Entry>,
    places: Vec<usize>,
    leading: (Branch, Vec<u32>),
}

impl PlanTables {
    fn new(of: &[&Territory]) -> Result<Self> {
        let mut rules = Vec::new();
        for t in of {
            let (tree, profiles) = unfold(&plan::general(t)?, true);
            let accepts = |p: &Profile<bool>| by_mask(p, &false).first().map_or(0, |(_, m)| *m);
            rules.push((
                mask(t.general.lengths.iter().copied()),
                mask(t.general.local_lengths.iter().copied()),
                tree,
                profiles.iter().map(accepts).collect(),
            ));
        }
        let (tree, profiles) = unfold(&plan::kinds(of)?, true);
        let nothing = Outcome { kinds: vec![0; of.len()], region: u8::from(of.len() == 1) };
        let kinds = (tree, profiles.iter().map(|p| by_mask(p, &nothing)).collect());
        for f in of[0].formats.iter().chain(&of[0].intl_formats) {
            plan::check_levels(f)?;
        }
        let entries = entries(of[0])?;
        let mut patterns: Vec<String> = Vec::new();
        let mut places = Vec::new();
        for pattern in entries.iter().map(|e| e.leading.last()) {
            places.push(match pattern {
                None => 0,
                Some(p) => {
                    if !patterns.contains(p) {
                        patterns.push(p.clone());
                    }
                    patterns.iter().position(|q| q == p).map_or(0, |i| i + 1)
                }
            });
        }
        let (tree, profiles) = unfold(&plan::leading(&patterns)?, false);
        let set = |p: &Profile<u32>| p.iter().flatten().next().copied().unwrap_or(0);
        let leading = (tree, profiles.iter().map(set).collect());
        Ok(Self { rules, kinds, own_intl: !of[0].intl_formats.is_empty(), entries, places, leading })
    }

    fn pack(&self, odds: &[u8], counts: &mut Counts, styles: &Names<Style>) -> Result<Vec<u8>> {
        let mut out = Packer::new(odds, counts);
        for (possible, local, general, lengths) in &self.rules {
            out.mask(*possible);
            out.possible = *possible;
            out.mask(*local);
            out.tree(0, general, &mut |out, leaf| out.mask(lengths[leaf]));
        }
        let several = self.rules.len() > 1;
        out.tree(0, &self.kinds.0, &mut |out, leaf| {
            let says = &self.kinds.1[leaf];
            for (i, (outcome, mask)) in says.iter().enumerate() {
                out.bit(c::MORE + i.min(3), true);
                if several {
                    out.number(c::REGION, 5, outcome.region);
                    for (t, kind) in (1..).zip(&outcome.kinds) {
                        out.bit(c::ELSEWHERE + usize::from(t == outcome.region), *kind != 0);
                        if *kind != 0 {
                            out.number(c::KIND, 4, *kind);
                        }
                    }
                } else {
                    out.number(c::KIND, 4, outcome.kinds[0]);
                }
                out.mask(*mask);
            }
            out.bit(c::MORE + says.len().min(3), false);
        });
        out.bit(c::OWN_INTL, self.own_intl);
        let (mut last, mut known) = (None, 0);
        for (i, (entry, place)) in self.entries.iter().zip(&self.places).enumerate() {
            out.bit(c::FORMATS + usize::from(i > 0), true);
            entry.pack(&mut out, styles, last)?;
            last = Some(&entry.style);
            let back = known + 1 - place.min(&(known + 1));
            out.count(c::PLACE, 3, known + 1, back);
            known += usize::from(back == 0);
            let levels = u8::try_from(entry.leading.len().saturating_sub(1))?;
            ensure!(levels < 8, "too many levels of leading digits");
            out.number(c::LEVELS, 3, levels);
        }
        out.bit(c::FORMATS + usize::from(!self.entries.is_empty()), false);
        out.tree(c::TREE, &self.leading.0, &mut |out, leaf| {
            let set = self.leading.1[leaf];
            let mut members = 0;
            for place in 0..known {
                let member = set >> place & 1 == 1;
                out.bit(c::SET + 9 * members + place.min(8), member);
                members = (members + usize::from(member)).min(2);
            }
        });
        Ok(out.finish())
    }
}

impl Entry {
    fn pack(&self, out: &mut Packer<'_>, styles: &Names<Style>, last: Option<&Style>) -> Result<()> {
        let groups = plan::groups(&self.pattern)?;
        ensure!(groups.len() < 6, "{}: too many groups", self.pattern);
        out.number(c::GROUPS, 3, groups.len() as u8);
        let mut varied = false;
        for (i, (least, most)) in groups.iter().enumerate() {
            ensure!((1..16).contains(least) && most - least < 16, "{}", self.pattern);
            out.number(c::GROUP + 16 * i.min(3), 4, *least as u8);
            if !varied {
                varied = least != most;
                out.bit(c::VARIES + i.min(3) + usize::from(i + 1 == groups.len()), varied);
                if varied {
                    out.number(c::EXTRA, 4, (most - least) as u8);
                }
            }
        }
        if let Some(last) = last {
            out.bit(c::STYLE_SAME, *last == self.style);
        }
        if last != Some(&self.style) {
            out.number(c::STYLE, 7, styles.id(&self.style)?);
        }
        Ok(())
    }
}

/// Example numbers: a line per territory, in it per kind its letter (`a` = the first of `KINDS`) and the digits.
pub(super) fn examples(meta: &Metadata) -> String {
    let mut text = String::new();
    for t in meta.calling_codes.keys().flat_map(|code| meta.of_code(*code)) {
        for (letter, desc) in ('a'..).zip(&t.kinds) {
            if let Some(desc) = desc.as_ref().filter(|d| !d.example.is_empty()) {
                text.push(letter);
                text.push_str(&desc.example);
            }
        }
        text.push('\n');
    }
    text
}

/// The Rust file that names the sections.
pub(super) fn source_file(meta: &Metadata, sections: &Sections) -> Result<String> {
    let mut text = String::from(
        "//! Made by `cargo xtask tables`; do not edit. From Google's libphonenumber metadata (Apache-2.0,\n\
         //! Copyright (C) The Libphonenumber Authors), as PyPI's `phonenumbers` ships it.\n\n",
    );
    let version = &meta.version;
    writeln!(text, "/// The version of Google's metadata the tables are made from.")?;
    writeln!(text, "pub const METADATA_VERSION: &str = \"{version}\";")?;
    writeln!(text, "/// Where that metadata came from.")?;
    writeln!(
        text,
        "pub const METADATA_SOURCE: &str = \"https://pypi.org/project/phonenumbers/{version}/\";\n"
    )?;
    for (file, name) in [(CODES, "CODES"), (TABLES, "TABLES")] {
        let mut at = 0;
        for (section, bytes) in sections.of(file) {
            let length = bytes.len();
            writeln!(
                text,
                "pub(super) const {section}: &[u8] = {name}.split_at({at}).1.split_at({length}).0;"
            )?;
            at += length;
        }
        writeln!(text, "static {name}: [u8; {at}] = *include_bytes!(\"{file}\");\n")?;
    }
    writeln!(text, "/// Two letters for each territory.")?;
    writeln!(text, "pub(super) static REGIONS: &str = include_str!(\"{REGIONS}\");\n")?;
    writeln!(
        text,
        "/// Where each group of contexts begins: every decision of the packed plans has odds of its own."
    )?;
    writeln!(text, "pub(super) mod context {{")?;
    for (name, place) in c::ALL {
        writeln!(text, "    pub(in super::super) const {name}: usize = {place};")?;
    }
    writeln!(text, "}}")?;
    Ok(text)
}
