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
    // No character takes fewer UTF-16 units than one, nor more than its bytes.
    if input.len() > LONGEST_TEXT && input.encode_utf16().nth(LONGEST_TEXT).is_some() {
        return Err(ParseError::TooLong);
    }
    let mut text = match context(input)? {
        Some((context, number)) => {
            let plus = context.starts_with('+');
            Text::new(context.chars().filter(|_| plus).chain(number.chars()))
        }
        None => Text::new(possible(input).chars()),
    };
    if let Some(at) = find(&text, ";isub=").filter(|at| *at > 0) {
        text.truncate(at);
    }
    if is_viable(&text) { Ok(text) } else { Err(ParseError::NotANumber) }
}

/// RFC 3966's `phone-context`, and the number it belongs to.
fn context(input: &str) -> Result<Option<(&str, &str)>, ParseError> {
    let Some((before, after)) = input.split_once(";phone-context=") else { return Ok(None) };
    let context = after.split(';').next().unwrap_or("");
    if !(is_global_number(context) || is_domain_name(context)) {
        return Err(ParseError::NotANumber);
    }
    let number = before.split_once("tel:").map_or(before, |(_, number)| number);
    Ok(Some((context, number)))
}

fn is_global_number(context: &str) -> bool {
    context.strip_prefix('+').is_some_and(|rest| {
        rest.chars().all(|c| matches!(c, '-' | '.' | '(' | ')') || digit(c).is_some())
            && rest.chars().any(|c| digit(c).is_some())
    })
}

fn is_domain_name(context: &str) -> bool {
    let name = context.strip_suffix('.').unwrap_or(context);
    let is_label = |label: &str| {
        let alphanumeric = |c: char| c.is_ascii_alphabetic() || digit(c).is_some();
        label.chars().all(|c| c == '-' || alphanumeric(c))
            && label.starts_with(alphanumeric)
            && label.ends_with(alphanumeric)
    };
    name.split('.').all(is_label)
        && name.rsplit('.').next().is_some_and(|top| top.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// From the first plus or digit on, without junk at the end, up to what looks like a second number.
fn possible(input: &str) -> &str {
    let Some(start) = input.find(|c| is_plus(c) || digit(c).is_some()) else { return "" };
    let number = input[start..].trim_end_matches(|c: char| c != '#' && !is_letter_or_number(c));
    let mut rest = number;
    while let Some(slash) = rest.find(['/', '\\']) {
        rest = &rest[slash + 1..];
        if rest.trim_start_matches(' ').starts_with('x') {
            return &number[..number.len() - rest.len() - 1];
        }
    }
    number
}

fn is_letter_or_number(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && (c.is_alphabetic() || c.is_numeric()))
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
    at + tail == text.len() || (at..=at + tail).any(|from| extension::at(text, from))
}

/// Where `needle` begins in `text`.
pub(super) fn find(text: &[char], needle: &str) -> Option<usize> {
    (0..text.len()).find(|i| needle.chars().eq(text.iter().copied().skip(*i).take(needle.len())))
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
