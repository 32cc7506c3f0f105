//! The ways in which people, programs and pages write a number, and what happens to it on the way.

use regex::Regex;

use crate::{
    pattern::Pattern,
    plans::{Format, PLANS, Territory},
    random::Random,
};

/// `national_number` of `plan`, written in one of the ways.
pub(crate) fn write(plan: &Territory, national_number: &str, random: &mut Random) -> String {
    let code = plan.country_code;
    let nsn = national_number;
    let mut text = match random.below(100) {
        0..14 => format!("+{code}{nsn}"),
        14..26 => format!("+{code}{}{}", separator(random), formatted(plan, nsn, true, random)),
        26..38 => national(plan, &formatted(plan, nsn, false, random), random),
        38..48 => national(plan, nsn, random),
        48..54 => nsn.to_owned(),
        54..60 => format!("{}{}{code}{}{nsn}", idd(plan, random), separator(random), separator(random)),
        60..64 => format!(
            "{}{code}{}",
            random.pick(&["00", "011", "++", "＋", "+00", "+ ", "⁺"]),
            grouped(nsn, random)
        ),
        64..68 => format!("{code}{}{nsn}", separator(random)),
        68..74 => grouped(&national(plan, nsn, random), random),
        74..82 => rfc3966(plan, nsn, random),
        82..85 => format!("+{code}{code}{nsn}"),
        85..88 => {
            format!("+{code} ({}){}", plan.national_prefix.as_deref().unwrap_or("0"), grouped(nsn, random))
        }
        88..92 => vanity(&national(plan, nsn, random), random),
        92..95 => format!("+{code}{}", national(plan, nsn, random)),
        _ => format!("{}{}", carrier(plan, random), nsn),
    };
    if random.chance(15) {
        text.push_str(&extension(random));
    }
    if random.chance(12) {
        text = other_digits(&text, random);
    }
    if random.chance(8) {
        text = surrounded(&text, random);
    }
    text
}

/// A few characters changed, dropped, doubled, added or swapped.
pub(crate) fn damage(text: &str, random: &mut Random) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for _ in 0..1 + random.below(3) {
        if characters.is_empty() {
            characters.push(*random.pick(PHONISH));
            continue;
        }
        let at = random.below(characters.len());
        match random.below(6) {
            0 => characters.insert(at, *random.pick(PHONISH)),
            1 => drop(characters.remove(at)),
            2 => characters[at] = *random.pick(PHONISH),
            3 => characters.insert(at, characters[at]),
            4 => {
                let other = random.below(characters.len());
                characters.swap(at, other);
            }
            _ => characters[at] = random.digit(),
        }
    }
    characters.into_iter().collect()
}

/// A random string of what numbers are made of.
pub(crate) fn phonish(random: &mut Random) -> String {
    let length = random.below(26);
    let mut text = String::new();
    if random.chance(40) {
        text.push('+');
    }
    for _ in 0..length {
        text.push(if random.chance(65) { random.digit() } else { *random.pick(PHONISH) });
    }
    text
}

/// Anything at all: empty, spaces, ASCII, Unicode, and strings around and far beyond the bound of 250.
pub(crate) fn noise(random: &mut Random) -> String {
    match random.below(12) {
        0 => String::new(),
        1 => " ".repeat(random.below(5)),
        2..5 => {
            let length = random.below(40);
            (0..length).map(|_| char::from(32 + random.below(95) as u8)).collect()
        }
        5..7 => {
            let length = random.below(30);
            (0..length).filter_map(|_| char::from_u32(random.below(0x11_0000) as u32)).collect()
        }
        7 => {
            let length = 240 + random.below(20);
            format!("+{}", random.digits(length))
        }
        8 => {
            let pad = *random.pick(&[" ", "-", "x", "٠", "ｘ", "(", "+", "0", "é", "😀"]);
            let plan = random.pick(&PLANS.territories);
            format!("+{}{}{}", plan.country_code, pad.repeat(150 + random.below(150)), random.digits(9))
        }
        9 => {
            let pad = *random.pick(&[" ", "-", ".", "\u{a0}", "\u{2060}"]);
            let plan = random.pick(&PLANS.territories);
            let example = plan.general_desc.example_number.clone().unwrap_or_else(|| random.digits(9));
            format!("{}{}{example}", pad.repeat(random.below(240)), plan.country_code)
        }
        10 => format!(
            "{}{}",
            random.pick(&["tel:", "sip:", "TEL:", "tel:+", ";phone-context=+", ";ext="]),
            random.digits(9)
        ),
        _ => {
            let words = [
                "call", "me", "at", "one", "two", "number", "o", "l", "NULL", "#ERROR!", "1e10", "0x1F", "-1",
            ];
            let length = 1 + random.below(4);
            (0..length).map(|_| *random.pick(&words)).collect::<Vec<_>>().join(" ")
        }
    }
}

/// With the national prefix most of the time, as people there write it.
fn national(plan: &Territory, text: &str, random: &mut Random) -> String {
    match &plan.national_prefix {
        Some(prefix) if random.chance(75) => format!("{prefix}{text}"),
        _ => text.to_owned(),
    }
}

/// Grouped by the plan's own format, where one applies.
fn formatted(plan: &Territory, nsn: &str, abroad: bool, random: &mut Random) -> String {
    // A shared code's main territory holds the formats of all.
    let main = PLANS.territories.iter().find(|other| other.country_code == plan.country_code).unwrap_or(plan);
    let formats = if abroad && !main.intl_number_format.is_empty() {
        &main.intl_number_format
    } else {
        &main.number_format
    };
    for format in formats {
        let leading = format.leading_digits_pattern.last();
        if leading.is_none_or(|leading| matches(&format!("^(?:{leading})"), nsn))
            && matches(&format!("^(?:{})$", format.pattern), nsn)
        {
            return apply(format, nsn, abroad, random);
        }
    }
    grouped(nsn, random)
}

fn apply(format: &Format, nsn: &str, abroad: bool, random: &mut Random) -> String {
    let mut template = format.format.clone();
    if let (false, Some(rule)) = (abroad, &format.national_prefix_formatting_rule)
        && random.chance(60)
    {
        template = template.replacen("$1", rule, 1);
    }
    compiled(&format!("^(?:{})$", format.pattern), |pattern| {
        // `$1 $2` as Google writes it is `${1} ${2}` for the crate.
        let mut replacement = String::new();
        for c in template.chars() {
            replacement.push(c);
            if c == '$' {
                replacement.push('{');
            } else if replacement.ends_with(|c: char| c.is_ascii_digit())
                && replacement[..replacement.len() - 1].ends_with("${")
            {
                replacement.push('}');
            }
        }
        pattern.replace(nsn, replacement.as_str()).into_owned()
    })
}

fn matches(pattern: &str, text: &str) -> bool {
    compiled(pattern, |pattern| pattern.is_match(text))
}

/// Compiles once per pattern and thread.
fn compiled<T>(source: &str, use_it: impl FnOnce(&Regex) -> T) -> T {
    use std::{cell::RefCell, collections::HashMap};
    thread_local! {
        static KNOWN: RefCell<HashMap<String, Regex>> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|known| {
        if !known.contains_key(source) {
            let pattern = Regex::new(source).unwrap_or_else(|error| panic!("{source}: {error}"));
            known.insert(source.to_owned(), pattern);
        }
        use_it(&known[source])
    })
}

/// Groups of one to four with any of the separators people use.
fn grouped(digits: &str, random: &mut Random) -> String {
    let usual = separator(random).to_owned();
    let mut text = String::new();
    let mut left = 1 + random.below(4);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && left == 0 {
            text.push_str(if random.chance(85) { &usual } else { separator(random) });
            left = 1 + random.below(4);
        }
        left = left.saturating_sub(1);
        text.push(c);
    }
    if random.chance(15) && text.chars().count() > 3 {
        let end = text.char_indices().nth(3).map_or(text.len(), |(at, _)| at);
        let brackets = random.pick(&[("(", ")"), ("[", "]"), ("（", "）"), ("［", "］"), ("(", "")]);
        text = format!("{}{}{}{}", brackets.0, &text[..end], brackets.1, &text[end..]);
    }
    text
}

fn separator(random: &mut Random) -> &'static str {
    const SEPARATORS: &[&str] = &[
        " ", "-", ".", "/", "", " ", "-", ") ", "\u{a0}", "\u{2010}", "\u{2011}", "\u{2013}", "\u{2014}",
        "\u{2212}", "\u{3000}", "\u{30fc}", "\u{ff0d}", "\u{ff0f}", "\u{ff0e}", "\u{200b}", "\u{2060}",
        "\u{ad}", "~", "\u{223c}", "\u{ff5e}", "  ", " - ", " / ", "\t", "*", "\u{2009}", "\u{202f}",
    ];
    random.pick::<&'static str>(SEPARATORS)
}

/// The international prefix dialled in the territory of the hint or in `plan`.
fn idd(plan: &Territory, random: &mut Random) -> String {
    let from = if random.chance(85) { plan } else { random.pick(&PLANS.territories) };
    if let (Some(preferred), true) = (&from.preferred_international_prefix, random.chance(30)) {
        return preferred.clone();
    }
    let pattern = from.international_prefix.as_deref().and_then(Pattern::new);
    pattern.map_or_else(|| "00".to_owned(), |pattern| pattern.sample(random))
}

/// What the plan strips before the number: the national prefix, and carrier codes with it.
fn carrier(plan: &Territory, random: &mut Random) -> String {
    let pattern = plan.national_prefix_for_parsing.as_deref().and_then(Pattern::new);
    match pattern {
        Some(pattern) => pattern.sample(random),
        None => random.digits(2),
    }
}

/// `tel:` with global and local numbers, right and wrong contexts, `ext` and `isub`.
fn rfc3966(plan: &Territory, nsn: &str, random: &mut Random) -> String {
    let code = plan.country_code;
    let scheme = *random.pick(&["tel:", "tel:", "tel:", "", "TEL:", "Tel: "]);
    let hyphens = nsn.chars().fold(String::new(), |mut out, c| {
        if !out.is_empty() && random.chance(20) {
            out.push(*random.pick(&['-', '-', '.', ' ', '(']));
        }
        out.push(c);
        out
    });
    let mut uri = match random.below(5) {
        0 | 1 => format!("{scheme}+{code}-{hyphens}"),
        2 => format!("{scheme}{hyphens};phone-context=+{code}"),
        3 => format!("{scheme}{};phone-context={}", national(plan, &hyphens, random), context(random)),
        _ => format!("{scheme}{hyphens}"),
    };
    if random.chance(30) {
        let length = 1 + random.below(8);
        uri.push_str(&format!(";ext={}", random.digits(length)));
    }
    if random.chance(20) {
        let length = 1 + random.below(6);
        uri.push_str(&format!(";isub={}", random.digits(length)));
    }
    if random.chance(6) {
        let odd = *random.pick(&[";phone-context=+44", ";a=b", ";ext=", ";phone-context=", "?x=1"]);
        uri.push_str(odd);
    }
    uri
}

fn context(random: &mut Random) -> String {
    const CONTEXTS: &[&str] = &[
        "example.com",
        "www.google.com",
        "a",
        "1.example.org",
        "example.com.",
        "+1",
        "+44-20",
        "+(1)",
        "",
        "+",
        "+abc",
        "-example.com",
        "example..com",
        "example-.com",
        "64",
        "a.1",
        "EXAMPLE.COM",
        "+49;ext=3",
        "+3-9.0",
        "exämple.de",
    ];
    (*random.pick(CONTEXTS)).to_owned()
}

/// Extensions in every spelling Google takes, and near ones.
fn extension(random: &mut Random) -> String {
    const SPELLINGS: &[&str] = &[
        " ext. ",
        " ext ",
        "ext",
        " extn ",
        " extension ",
        " Ext:",
        " EXT.",
        "x",
        " x",
        " X ",
        " xx",
        "#",
        " #",
        " # ",
        "~",
        " ~ ",
        ";ext=",
        ", ",
        ",",
        ",,",
        ";",
        "; ",
        " int ",
        " int. ",
        " anexo ",
        "; anexo ",
        " доб. ",
        " доб",
        "ｅｘｔｎ",
        "ｘ",
        "＃",
        "～",
        "ｉｎｔ",
        " éxt ",
        " e\u{301}xtn ",
        " extensión ",
        " extensio\u{301}n ",
        " - ",
        " -",
        "…",
        " tel ",
        " ДОБ ",
        " poste ",
        "/x",
        " x\u{ff0e}",
        " extensi ",
        ":",
        " ext：",
    ];
    let length = if random.chance(85) { 1 + random.below(7) } else { 7 + random.below(16) };
    let digits = random.digits(length);
    let end = *random.pick(&["", "", "", "", "#", " #", ".", " or so", "/x2"]);
    format!("{}{digits}{end}", random.pick(SPELLINGS))
}

/// Digits as letters of the keypad.
fn vanity(text: &str, random: &mut Random) -> String {
    const KEYS: [&str; 10] = ["0", "1", "ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"];
    let from = random.below(text.len().max(1));
    text.chars()
        .enumerate()
        .map(|(i, c)| match c.to_digit(10) {
            Some(digit) if i >= from => {
                let letters: Vec<char> = KEYS[digit as usize].chars().collect();
                let letter = *random.pick(&letters);
                if random.chance(30) { letter.to_ascii_lowercase() } else { letter }
            }
            _ => c,
        })
        .collect()
}

/// The same digits from another script; seldom a mixture.
fn other_digits(text: &str, random: &mut Random) -> String {
    // Full-width, Arabic-Indic and Eastern Arabic-Indic, which every port of Google's knows, come up most.
    const KNOWN: &[u32] = &[0xff10, 0x0660, 0x06f0];
    const MORE: &[u32] = &[
        0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50, 0x0ed0,
        0x0f20, 0x1040, 0x17e0, 0x1810, 0xa620, 0xaa50, 0x104a0, 0x11066, 0x1d7ce, 0x1e950,
    ];
    let zero = if random.chance(75) { *random.pick(KNOWN) } else { *random.pick(MORE) };
    let part = if random.chance(80) { 100 } else { 50 };
    text.chars()
        .map(|c| match c.to_digit(10) {
            Some(digit) if random.chance(part) => char::from_u32(zero + digit).unwrap_or(c),
            _ => c,
        })
        .collect()
}

fn surrounded(text: &str, random: &mut Random) -> String {
    const BEFORE: &[&str] = &[
        "Tel: ", "phone ", "(", "  ", "\u{feff}", "\"", "T.", "+", "#", "*", "No. ", "☎ ", "😀", "fax:",
        "\u{200e}", "\u{202a}", "1", "٫", "mailto:", "<", "a", "tel ",
    ];
    const AFTER: &[&str] = &[
        ")", " ", " please", ".", "!", "\n", "\"", " (home)", "\u{202c}", "#", "*", "\\", "/", " / 5", " 😀",
        ">", "abc", "a", "\u{0}", ";", "-", "//", " x",
    ];
    let before = if random.chance(60) { *random.pick(BEFORE) } else { "" };
    let after = if random.chance(60) { *random.pick(AFTER) } else { "" };
    format!("{before}{text}{after}")
}

/// Characters that mean something to a parser of numbers.
static PHONISH: &[char] = &[
    '+', '＋', '-', '.', '/', '(', ')', '[', ']', ' ', ' ', '~', '*', '#', 'x', 'X', 'e', 't', 'a', 'Z', ',',
    ';', ':', '=', '\\', '\u{a0}', '\u{ad}', '\u{200b}', '\u{2060}', '\u{2010}', '\u{2015}', '\u{2212}',
    '\u{30fc}', '\u{3000}', '\u{ff0d}', '\u{ff0e}', '\u{ff0f}', '\u{ff08}', '\u{ff09}', '\u{ff3b}',
    '\u{ff3d}', '\u{ff5e}', '\u{223c}', '\u{2053}', '０', '９', '٠', '٣', '۰', '۷', '०', '𝟘', '0', '0', '0',
    '1', '7', '8', '9', 'д', 'о', 'б', 'é', '…', '"', '\n', '²', 'Ⅷ', '½', '１', '\u{2028}', '\u{85}',
    '\u{feff}', '\u{180e}',
];
