//! Extensions: every way to write one that Google reads.

use super::digits::digit;
use super::extract::is_viable;

/// Where the extension begins, and where its digits are. Only the leftmost is asked, as Google does.
pub(super) fn find(text: &[char]) -> Option<(usize, core::ops::Range<usize>)> {
    let start = leftmost(text, 0, text.len())?;
    let (digits, _) = tail(text)?;
    is_viable(text.get(..start)?).then_some((start, digits))
}

/// The digits at the end, and whether `#` follows them.
fn tail(text: &[char]) -> Option<(core::ops::Range<usize>, bool)> {
    let end = text.len() - usize::from(text.last() == Some(&'#'));
    let count = text.iter().take(end).rev().take_while(|c| digit(**c).is_some()).count();
    (count > 0).then_some((end - count..end, end < text.len()))
}

/// The leftmost place from `first` to `last` from which an extension, and nothing else, stands up to the end. One walk
/// from the right, as everything an extension's label is made of lies right before its digits.
pub(super) fn leftmost(text: &[char], first: usize, last: usize) -> Option<usize> {
    let (digits, hash) = tail(text)?;
    let (count, end) = (digits.len(), digits.start);
    let head = text.get(..end).unwrap_or(&[]);
    // Behind a label: perhaps a colon or a stop, then spaces, commas and hyphens.
    let gap = head.iter().rposition(|c| !is_space(*c) && !matches!(c, ',' | '-')).map_or(0, |at| at + 1);
    let colon = head.get(..gap).and_then(<[char]>::last).is_some_and(|c| matches!(c, ':' | '.' | '．'));
    let behind = gap - usize::from(colon);
    // Whether an extension of each sort begins here.
    let (mut labelled, mut hashed, mut paused) = (false, false, false);
    let mut commas = end;
    let mut leftmost = None;
    for (at, c) in head.iter().enumerate().rev() {
        if at < first || digit(*c).is_some() {
            break;
        }
        let label = text.get(at..behind).filter(|label| label.len() <= LONGEST_LABEL).unwrap_or(&[]);
        labelled = (labelled && (is_space(*c) || *c == ','))
            || (count <= 20 && explicit(label).is_some_and(<[char]>::is_empty))
            || (count <= 9 && AMBIGUOUS.iter().any(|l| is(label, l)));
        hashed = hash && count <= 6 && matches!(c, '-' | ' ') && (hashed || at + 1 == end);
        let next = head.get(at + 1) == Some(&',');
        if *c == ',' && !next {
            commas = at + 1;
        }
        paused = match c {
            ',' => (count <= 15 && next && at + 2 >= behind) || (count <= 9 && commas >= behind),
            ';' => count <= 15 && at + 1 >= behind,
            c => paused && is_space(*c),
        };
        let parameter = count <= 20 && !hash && head.get(at..).is_some_and(|head| is(head, ";ext="));
        if at <= last && (labelled || hashed || paused || parameter) {
            leftmost = Some(at);
        }
    }
    leftmost
}

/// That of `extension` in Spanish, its accent a character of its own.
const LONGEST_LABEL: usize = 10;

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
