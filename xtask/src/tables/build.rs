//! Lays the tables out, field by field: equal fields beside each other compress best.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Result, ensure};

use super::encode::{by_digits, by_length};
use super::plan::{self, LONGEST, Outcome};
use super::source::{Format, Metadata, Territory};

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

    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static str, &[u8])> {
        self.0.iter().map(|(n, b)| (*n, b.as_slice()))
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|(_, b)| b.iter().copied()).collect()
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
    let masks = generals(&mut out, &territories, &plans)?;
    kinds(&mut out, &plans, &masks)?;
    formats(&mut out, &plans)?;
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

/// Possible lengths and general patterns. Returns the masks, which the kinds use too.
fn generals(
    out: &mut Sections,
    territories: &[&Territory],
    plans: &[(u16, Vec<&Territory>)],
) -> Result<Names<u32>> {
    let lengths = |t: &Territory| {
        (mask(t.general.lengths.iter().copied()), mask(t.general.local_lengths.iter().copied()))
    };
    let pairs = Names::new(territories.iter().map(|t| lengths(t)));
    for (possible, local) in &pairs.0 {
        out.at("LENGTHS").extend(&possible.to_le_bytes()[..3]);
        out.at("LENGTHS").extend(&local.to_le_bytes()[..3]);
    }
    let mut encoded = Vec::new();
    let mut all_masks = Vec::new();
    for t in territories {
        out.at("TERRITORY_LENGTHS").push(pairs.id(&lengths(t))?);
        let tree = by_length(&plan::general(t)?)?;
        let values: Vec<u32> =
            tree.profiles.iter().map(|p| by_mask(p, &false).first().map_or(0, |(_, m)| *m)).collect();
        all_masks.extend(&values);
        encoded.push((values, tree.bytes));
    }
    for (_, of) in plans {
        for profile in &by_length(&plan::kinds(of)?)?.profiles {
            all_masks.extend(kind_masks(profile).into_iter().map(|(_, m)| m));
        }
    }
    let masks = Names::new(all_masks);
    for m in &masks.0 {
        out.at("MASKS").extend(&m.to_le_bytes()[..3]);
    }
    let mut blobs = Vec::new();
    for (values, tree) in encoded {
        let mut blob = vec![u8::try_from(values.len())?];
        for v in values {
            blob.push(masks.id(&v)?);
        }
        blob.extend(tree);
        blobs.push(blob);
    }
    let names = Names::new(blobs.iter().cloned());
    for blob in &blobs {
        out.at("TERRITORY_GENERAL").push(names.id(blob)?);
    }
    for blob in &names.0 {
        out.at("GENERAL_SIZES").push(u8::try_from(blob.len())?);
        out.at("GENERALS").extend(blob);
    }
    Ok(masks)
}

/// With one territory a kind is its own name; with several, outcomes are numbered per plan.
fn kind_masks(profile: &[Option<Outcome>]) -> Vec<(Outcome, u32)> {
    let territories = profile.iter().flatten().next().map_or(1, |o| o.kinds.len());
    let region = u8::from(territories == 1);
    by_mask(profile, &Outcome { kinds: vec![0; territories], region })
}

fn kinds(out: &mut Sections, plans: &[(u16, Vec<&Territory>)], masks: &Names<u32>) -> Result<()> {
    for (_, of) in plans {
        let tree = by_length(&plan::kinds(of)?)?;
        ensure!(tree.profiles[0].len() == LONGEST + 1);
        let says: Vec<Vec<(Outcome, u32)>> = tree.profiles.iter().map(|p| kind_masks(p)).collect();
        let mut blob = Vec::new();
        let numbers = Names::new(says.iter().flatten().map(|(o, _)| o.clone()));
        if of.len() > 1 {
            blob.push(u8::try_from(numbers.0.len())?);
            for o in &numbers.0 {
                blob.push(o.region);
                blob.extend(&o.kinds);
            }
        }
        for profile in &says {
            blob.push(u8::try_from(profile.len())?);
            for (o, m) in profile {
                blob.push(if of.len() > 1 { numbers.id(o)? } else { o.kinds[0] });
                blob.push(masks.id(m)?);
            }
        }
        out.at("PROFILE_SIZES").extend(u16::try_from(blob.len())?.to_le_bytes());
        out.at("PROFILES").extend(blob);
        out.at("KIND_SIZES").extend(u16::try_from(tree.bytes.len())?.to_le_bytes());
        out.at("KINDS").extend(tree.bytes);
    }
    Ok(())
}

fn formats(out: &mut Sections, plans: &[(u16, Vec<&Territory>)]) -> Result<()> {
    let lists = plans.iter().map(|(_, of)| entries(of[0])).collect::<Result<Vec<_>>>()?;
    let patterns = Names::new(lists.iter().flatten().map(|e| e.pattern.clone()));
    let styles = Names::new(lists.iter().flatten().map(|e| e.style.clone()));
    for ((_, of), list) in plans.iter().zip(&lists) {
        let own_intl = u8::from(!of[0].intl_formats.is_empty());
        ensure!(list.len() < 128);
        out.at("FORMAT_COUNTS").push(list.len() as u8 | own_intl << 7);
        for f in of[0].formats.iter().chain(&of[0].intl_formats) {
            plan::check_levels(f)?;
        }
        let mut leading: Vec<String> = Vec::new();
        for e in list {
            let place = match e.leading.last() {
                None => 0,
                Some(p) => {
                    if !leading.contains(p) {
                        leading.push(p.clone());
                    }
                    leading.iter().position(|q| q == p).map_or(0, |i| i + 1)
                }
            };
            let levels = e.leading.len().saturating_sub(1);
            ensure!(place < 32 && levels < 8, "too many leading-digit patterns");
            out.at("FORMAT_LEADING").push((levels << 5 | place) as u8);
            out.at("FORMAT_PATTERN").push(patterns.id(&e.pattern)?);
            out.at("FORMAT_STYLE").push(styles.id(&e.style)?);
        }
        let tree = by_digits(&plan::leading(&leading)?)?;
        let mut blob = vec![u8::try_from(tree.profiles.len())?];
        for p in &tree.profiles {
            let set = p.iter().flatten().next().copied().unwrap_or(0);
            blob.extend(&set.to_le_bytes()[..3]);
        }
        blob.extend(tree.bytes);
        out.at("LEADING_SIZES").extend(u16::try_from(blob.len())?.to_le_bytes());
        out.at("LEADING").extend(blob);
    }
    for p in &patterns.0 {
        // Per group: its least length, and in the high half how much longer it may be; 0 ends.
        for (least, most) in plan::groups(p)? {
            ensure!((1..16).contains(&least) && most - least < 16, "{p}");
            out.at("PATTERNS").push((least | (most - least) << 4) as u8);
        }
        out.at("PATTERNS").push(0);
    }
    for s in &styles.0 {
        out.at("STYLES").extend(s.bytes());
    }
    Ok(())
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
    let mut at = 0;
    for (name, bytes) in sections.iter() {
        writeln!(text, "pub(super) const {name}: (usize, usize) = ({at}, {});", at + bytes.len())?;
        at += bytes.len();
    }
    writeln!(text, "\npub(super) static TABLES: &[u8; {at}] = include_bytes!(\"tables.bin\");")?;
    Ok(text)
}
