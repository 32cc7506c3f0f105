//! From what was typed to the piece that can be a number: junk around it, `tel:` and RFC 3966's parameters.

use super::ParseError;
use super::digits::{LONGEST_TEXT, digit, is_plus, is_punctuation};
use super::extension;

/// A text that is being cut down.
pub(super) struct Text {
    chars: [char; LONGEST_TEXT],
    len: usize,
}

impl core::ops::Deref for Text {
    type Target = [char];
    fn deref(&self) -> &[char] {
        self.chars.get(..self.len).unwrap_or(&[])
    }
}

impl Text {
    pub(super) fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }

    fn append(&mut self, chars: impl IntoIterator<Item = char>) {
        for c in chars {
            if let Some(slot) = self.chars.get_mut(self.len) {
                *slot = c;
                self.len += 1;
            }
        }
    }

    fn new(chars: impl IntoIterator<Item = char>) -> Self {
        let mut text = Self { chars: ['\0'; LONGEST_TEXT], len: 0 };
        text.append(chars);
        text
    }
}

/// The piece of `input` to parse; it is viable, i.e. looks like a number.
pub(super) fn number(input: &str) -> Result<Text, ParseError> {
    let mut units = 0;
    for c in input.chars() {
        units += c.len_utf16();
        if units > LONGEST_TEXT {
            return Err(ParseError::TooLong);
        }
    }
    let all = Text::new(input.chars());
    let mut text = match context(&all)? {
        Some((context, number)) => Text::new(context.iter().chain(number).copied()),
        None => Text::new(possible(&all).iter().copied()),
    };
    if let Some(at) = find(&text, ";isub=").filter(|at| *at > 0) {
        text.truncate(at);
    }
    if is_viable(&text) { Ok(text) } else { Err(ParseError::NotANumber) }
}

/// Two pieces of a text.
type Pair<'a> = (&'a [char], &'a [char]);

/// RFC 3966's `phone-context`, where it is the beginning of a number, and the number it belongs to.
fn context(input: &[char]) -> Result<Option<Pair<'_>>, ParseError> {
    const PARAMETER: &str = ";phone-context=";
    let Some((before, after)) = split(input, PARAMETER) else { return Ok(None) };
    let context = after.split(|c| *c == ';').next().unwrap_or(&[]);
    if !(is_global_number(context) || is_domain_name(context)) {
        return Err(ParseError::NotANumber);
    }
    let number = split(before, "tel:").map_or(before, |(_, number)| number);
    Ok(Some((if context.first() == Some(&'+') { context } else { &[] }, number)))
}

fn is_global_number(context: &[char]) -> bool {
    matches!(context, ['+', rest @ ..]
        if rest.iter().all(|c| matches!(c, '-' | '.' | '(' | ')') || digit(*c).is_some())
            && rest.iter().any(|c| digit(*c).is_some()))
}

fn is_domain_name(context: &[char]) -> bool {
    let name = context.strip_suffix(&['.']).unwrap_or(context);
    let mut top = '\0';
    let are_labels = name.split(|c| *c == '.').all(|label| {
        let alphanumeric = |c: &char| c.is_ascii_alphabetic() || digit(*c).is_some();
        top = label.first().copied().unwrap_or('\0');
        label.iter().all(|c| *c == '-' || alphanumeric(c))
            && label.first().is_some_and(alphanumeric)
            && label.last().is_some_and(alphanumeric)
    });
    are_labels && top.is_ascii_alphabetic()
}

/// From the first plus or digit on, up to what looks like a second number, without junk at the end: everything but
/// digits, ASCII letters and `#`, as in Google's JavaScript. Its Java and C++ keep letters of all scripts, which no
/// number has.
fn possible(input: &[char]) -> &[char] {
    let start = input.iter().take_while(|c| !is_plus(**c) && digit(**c).is_none()).count();
    let number = input.get(start..).unwrap_or(&[]);
    let kept = |c: &char| *c == '#' || c.is_ascii_alphabetic() || digit(*c).is_some();
    let end = number.iter().rposition(kept).map_or(0, |at| at + 1);
    let number = number.get(..end).unwrap_or(&[]);
    let second = number.iter().enumerate().position(|(at, c)| {
        matches!(c, '/' | '\\') && number.iter().skip(at + 1).find(|c| **c != ' ') == Some(&'x')
    });
    number.get(..second.unwrap_or(end)).unwrap_or(&[])
}

/// Google's `isViablePhoneNumber`: two digits; or after any pluses three digits with punctuation between them, then
/// punctuation, letters and digits, then perhaps an extension.
pub(super) fn is_viable(text: &[char]) -> bool {
    if let [a, b] = text {
        return digit(*a).is_some() && digit(*b).is_some();
    }
    let start = text.iter().take_while(|c| is_plus(**c)).count();
    let mut digits = 0;
    let mut at = start;
    while digits < 3 {
        match text.get(at) {
            Some(c) if digit(*c).is_some() => digits += 1,
            Some(c) if is_punctuation(*c) || matches!(c, '*' | 'X') => {}
            _ => return false,
        }
        at += 1;
    }
    let rest = text.get(at..).unwrap_or(&[]);
    let tail = rest
        .iter()
        .take_while(|c| is_punctuation(**c) || **c == '*' || c.is_ascii_alphabetic() || digit(**c).is_some())
        .count();
    at + tail == text.len() || extension::leftmost(text, at, at + tail).is_some()
}

/// Where `needle` begins in `text`; it is ASCII.
fn find(text: &[char], needle: &str) -> Option<usize> {
    let needle = needle.as_bytes();
    text.windows(needle.len()).position(|w| w.iter().zip(needle).all(|(c, n)| *c == char::from(*n)))
}

/// What stands before and after the first `needle`.
fn split<'a>(text: &'a [char], needle: &str) -> Option<Pair<'a>> {
    let at = find(text, needle)?;
    Some((text.get(..at)?, text.get(at + needle.len()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(input: &str) -> Option<String> {
        number(input).ok().map(|t| t.iter().collect())
    }

    #[test]
    fn junk_around_and_a_second_number_are_cut_off() {
        assert_eq!(cut("Tel: (03) 331-6005 … "), Some("03) 331-6005".into()));
        assert_eq!(cut("(530) 583-6985 x302/x2303"), Some("530) 583-6985 x302".into()));
        assert_eq!(cut("+33 1 23 45 67 89 / 90"), Some("+33 1 23 45 67 89 / 90".into()));
        assert_eq!(cut("no number"), None);
        assert_eq!(cut("1"), None);
    }

    #[test]
    fn a_phone_context_is_put_before_or_refused() {
        assert_eq!(cut("tel:03-331-6005;phone-context=+64"), Some("+6403-331-6005".into()));
        assert_eq!(cut("tel:253-0000;phone-context=www.google.com"), Some("253-0000".into()));
        for bad in ["", "64", "+", "+abc", "1.2", "-a.com", "a..com"] {
            assert_eq!(cut(&format!("tel:03-331-6005;phone-context={bad}")), None, "{bad}");
        }
    }

    #[test]
    fn a_text_of_more_than_250_units_is_too_long() {
        assert_eq!(number(&"1".repeat(251)).err(), Some(ParseError::TooLong));
        assert!(number(&"1".repeat(250)).is_ok());
        assert!(number(&"１".repeat(250)).is_ok());
    }
}
