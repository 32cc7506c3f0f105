//! Extensions: every way to write one that Google reads.

use super::digits::digit;
use super::extract::is_viable;

/// Where the extension begins, and where its digits are. Only the leftmost is asked, as Google does.
pub(super) fn find(text: &[char]) -> Option<(usize, core::ops::Range<usize>)> {
    let (digits, _) = tail(text)?;
    // Everything an extension's label is made of lies right before its digits.
    let from = text.iter().take(digits.start).rposition(|c| digit(*c).is_some()).map_or(0, |i| i + 1);
    let start = (from..digits.start).find(|start| at(text, *start))?;
    is_viable(text.get(..start)?).then_some((start, digits))
}

/// The digits at the end, and whether `#` follows them.
fn tail(text: &[char]) -> Option<(core::ops::Range<usize>, bool)> {
    let end = text.len() - usize::from(text.last() == Some(&'#'));
    let count = text.iter().take(end).rev().take_while(|c| digit(**c).is_some()).count();
    (count > 0).then_some((end - count..end, end < text.len()))
}

/// Whether an extension, and nothing else, stands from `start` to the end.
pub(super) fn at(text: &[char], start: usize) -> bool {
    let Some((digits, hash)) = tail(text) else { return false };
    let Some(head) = text.get(start..digits.start) else { return false };
    let count = digits.len();
    if count <= 20 && !hash && is(head, ";ext=") {
        return true;
    }
    // Spaces and commas, a label, perhaps a colon or a stop, then spaces, commas and hyphens.
    let label = trim(head, |c| is_space(c) || c == ',');
    if count <= 20 && explicit(label).is_some_and(is_gap) {
        return true;
    }
    if count <= 9 && AMBIGUOUS.iter().any(|l| after(label, l).is_some_and(is_gap)) {
        return true;
    }
    if count <= 6 && hash && !head.is_empty() && head.iter().all(|c| matches!(c, '-' | ' ')) {
        return true;
    }
    let label = trim(head, is_space);
    if count <= 15 && [",,", ";"].iter().any(|l| after(label, l).is_some_and(is_gap)) {
        return true;
    }
    let commas = trim(label, |c| c == ',');
    count <= 9 && commas.len() < label.len() && is_gap(commas)
}

static AMBIGUOUS: [&str; 8] = ["x", "ｘ", "#", "＃", "~", "～", "int", "ｉｎｔ"];

/// What follows one of: `ext`, `extn`, `extension` and without the first letter or in Spanish, `доб`, `anexo`.
fn explicit(text: &[char]) -> Option<&[char]> {
    if let Some(rest) = after(text, "доб").or_else(|| after(text, "anexo")) {
        return Some(rest);
    }
    if let Some(rest) = after(after(text, "ｅ").unwrap_or(text), "ｘｔ") {
        return Some(after(rest, "ｎ").unwrap_or(rest));
    }
    let xt = after(after(text, "e").unwrap_or(text), "xt")?;
    let long = after(xt, "ensió").or_else(|| {
        let plain = after(xt, "ensio")?;
        Some(after(plain, "\u{301}").unwrap_or(plain))
    });
    let rest = long.unwrap_or(xt);
    Some(after(rest, "n").unwrap_or(rest))
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\t')
}

fn is_gap(text: &[char]) -> bool {
    let rest = match text {
        [':' | '.' | '．', rest @ ..] => rest,
        all => all,
    };
    rest.iter().all(|c| is_space(*c) || matches!(c, ',' | '-'))
}

fn trim(text: &[char], mut drop: impl FnMut(char) -> bool) -> &[char] {
    let count = text.iter().take_while(|c| drop(**c)).count();
    text.get(count..).unwrap_or(&[])
}

fn is(text: &[char], wanted: &str) -> bool {
    after(text, wanted).is_some_and(<[char]>::is_empty)
}

/// What follows `label`, in any case, at the beginning of `text`.
fn after<'a>(text: &'a [char], label: &str) -> Option<&'a [char]> {
    let mut rest = text;
    for wanted in label.chars() {
        let (c, tail) = rest.split_first()?;
        if lower(*c) != wanted {
            return None;
        }
        rest = tail;
    }
    Some(rest)
}

/// Lower case, of the letters that labels are made of.
fn lower(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        'Ó' => 'ó',
        'А'..='Я' | 'Ａ'..='Ｚ' => char::from_u32(c as u32 + 0x20).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Option<(String, String)> {
        let chars: Vec<char> = text.chars().collect();
        let (start, digits) = find(&chars)?;
        Some((chars[..start].iter().collect(), chars[digits].iter().collect()))
    }

    #[test]
    fn every_label_is_read() {
        for label in [
            " ext. ",
            " extn ",
            " EXTENSION ",
            " extensión ",
            " extensio\u{301}n: ",
            " xtn",
            "x",
            " X ",
            "#",
            " ~ ",
            " int ",
            " доб. ",
            " ДОБ",
            " anexo ",
            " ｅｘｔｎ",
            ";ext=",
            ",,",
            " ;",
            ", ",
            ",",
        ] {
            let found = split(&format!("033316005{label}3456"));
            assert_eq!(found, Some(("033316005".into(), "3456".into())), "{label:?}");
        }
        assert_eq!(split("033316005 - 345#"), Some(("033316005".into(), "345".into())));
    }

    #[test]
    fn too_many_digits_or_no_label_is_no_extension() {
        for text in ["033316005 x1234567890", "033316005 - 345", "033316005 ext", "x345", "0333 exta 5"] {
            assert_eq!(split(text), None, "{text:?}");
        }
    }
}
