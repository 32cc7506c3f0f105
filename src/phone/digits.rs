//! Characters: digits of every script, and the punctuation Google lets stand between them.

/// The value of a decimal digit of any script.
pub(super) fn digit(c: char) -> Option<u8> {
    if c.is_ascii() {
        return c.to_digit(10).map(|d| d as u8);
    }
    let c = c as u32;
    let zero = ZEROS.partition_point(|z| *z <= c).checked_sub(1).and_then(|i| ZEROS.get(i))?;
    u8::try_from(c - zero).ok().filter(|d| *d < 10)
}

/// Where the ten digits of each script begin (general category Nd, Unicode 16), in order.
#[rustfmt::skip]
static ZEROS: [u32; 73] = [
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20,
    0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0,
    0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0,
    0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50,
    0x11D50, 0x11DA0, 0x11F50, 0x16A60, 0x16AC0, 0x16B50, 0x1CCF0, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6,
    0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950, 0x1FBF0,
];

pub(super) fn is_plus(c: char) -> bool {
    matches!(c, '+' | '＋')
}

/// Google's valid punctuation.
pub(super) fn is_punctuation(c: char) -> bool {
    matches!(
        c,
        '-' | 'x' | ' ' | '(' | ')' | '.' | '[' | ']' | '/' | '~'
            | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30FC}' | '\u{FF0D}'..='\u{FF0F}'
            | '\u{A0}' | '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{3000}'
            | '（' | '）' | '［' | '］' | '\u{2053}' | '\u{223C}' | '\u{FF5E}'
    )
}

/// The digit a letter stands for on a telephone keypad.
pub(super) fn keypad(c: char) -> Option<u8> {
    let at = (c.is_ascii_alphabetic()).then(|| usize::from(c.to_ascii_uppercase() as u8 - b'A'))?;
    b"22233344455566677778889999".get(at).map(|d| d - b'0')
}

/// As many digits as a number of the longest text can have, by value.
#[derive(Clone)]
pub(super) struct Digits {
    values: [u8; LONGEST_TEXT],
    len: usize,
}

/// Google reads texts up to this many UTF-16 units.
pub(super) const LONGEST_TEXT: usize = 250;

impl Digits {
    pub(super) fn new() -> Self {
        Self { values: [0; LONGEST_TEXT], len: 0 }
    }

    /// Google's `normalize`: with three letters or more it is a vanity number, and letters stand for digits. Digits of
    /// all scripts stay beside them, as in Google's JavaScript; its Java and C++ drop all but the ASCII ones.
    pub(super) fn normalize(text: &[char]) -> Self {
        let vanity = text.iter().filter(|c| c.is_ascii_alphabetic()).nth(2).is_some();
        let mut out = Self::new();
        for c in text {
            if let Some(value) = digit(*c).or_else(|| if vanity { keypad(*c) } else { None }) {
                out.push(value);
            }
        }
        out
    }

    pub(super) fn push(&mut self, digit: u8) {
        if let Some(slot) = self.values.get_mut(self.len) {
            *slot = digit;
            self.len += 1;
        }
    }

    pub(super) fn extend(&mut self, digits: &[u8]) {
        digits.iter().for_each(|d| self.push(*d));
    }

    pub(super) fn drop_front(&mut self, count: usize) {
        let count = count.min(self.len);
        self.values.copy_within(count..self.len, 0);
        self.len -= count;
    }
}

impl core::ops::Deref for Digits {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        self.values.get(..self.len).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_every_script_have_their_value_and_other_numbers_none() {
        for (c, value) in [('7', 7), ('٣', 3), ('۹', 9), ('０', 0), ('५', 5), ('𝟙', 1), ('𞥙', 9)] {
            assert_eq!(digit(c), Some(value), "{c}");
        }
        for c in ['x', '½', '²', 'Ⅷ', '\u{665A}', '\u{65F}', '\u{66A}', '\u{10FFFF}'] {
            assert_eq!(digit(c), None, "{c}");
        }
        assert!(ZEROS.is_sorted());
    }

    #[test]
    fn three_letters_make_a_vanity_number() {
        let normal = |text: &str| Digits::normalize(&text.chars().collect::<Vec<_>>()).to_vec();
        assert_eq!(normal("1-800-FLOWERS"), [1, 8, 0, 0, 3, 5, 6, 9, 3, 7, 7]);
        assert_eq!(normal("12ab٣"), [1, 2, 3]);
        assert_eq!(normal("８00-abc"), [8, 0, 0, 2, 2, 2]);
    }
}
