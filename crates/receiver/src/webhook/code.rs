//! The one-time code by which a number confirms an opt-in: derived from the record, stored nowhere.

use aws_lc_rs::{constant_time, hmac};

/// How long after the opt-in a code is good.
pub(crate) const LIFETIME_MS: i64 = 30 * 60 * 1000;

/// Digits and letters that nobody mistakes for each other (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// 40 bits: it only has to be told from other words of a message from the very number it is for.
pub(crate) const LENGTH: usize = 8;

/// The code of the record `jti`.
pub(crate) fn code(key: &hmac::Key, jti: &str) -> String {
    let tag = hmac::sign(key, format!("confirmation of {jti}").as_bytes());
    tag.as_ref()[..LENGTH].iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect()
}

/// Whether one of these words, in any case and whatever stands around it, is the code of the record `jti`.
pub(crate) fn holds(key: &hmac::Key, jti: &str, words: &[String]) -> bool {
    let code = code(key, jti);
    words.iter().any(|word| constant_time::verify_slices_are_equal(word.as_bytes(), code.as_bytes()).is_ok())
}

/// The words of a message that look like a code of so many letters.
pub(crate) fn words(text: &str, length: usize) -> Vec<String> {
    // The prefilled sentence is short; a long message holds no code.
    if text.len() > 1000 {
        return Vec::new();
    }
    let runs = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    runs.map(|run| run.chars().filter(|c| *c != '-').map(as_meant).collect::<String>())
        .filter(|word| word.len() == length)
        .collect()
}

/// Five bits a letter; whole only for multiples of five bytes.
pub(crate) fn letters(bytes: &[u8]) -> String {
    let bit = |place: usize| bytes[place / 8] >> (7 - place % 8) & 1;
    let letter = |first: usize| (first..first + 5).fold(0, |value, place| value << 1 | bit(place));
    let firsts = (0..bytes.len() * 8 / 5).map(|place| place * 5);
    firsts.map(|first| char::from(ALPHABET[usize::from(letter(first))])).collect()
}

/// The bytes of such letters; nothing when one is none.
pub(crate) fn bytes(letters: &str) -> Option<Vec<u8>> {
    let mut bytes = vec![0; letters.len() * 5 / 8];
    for (place, letter) in letters.bytes().enumerate() {
        let value = ALPHABET.iter().position(|known| *known == letter)?;
        for bit in (0..5).filter(|bit| value >> (4 - bit) & 1 == 1) {
            let place = place * 5 + bit;
            *bytes.get_mut(place / 8)? |= 1 << (7 - place % 8);
        }
    }
    Some(bytes)
}

fn as_meant(c: char) -> char {
    match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_alone_or_in_a_sentence_in_any_case_and_no_other_is() {
        let key = hmac::Key::new(hmac::HMAC_SHA256, b"k");
        let code = code(&key, "a");
        assert_eq!(code.len(), LENGTH);
        assert_ne!(code, super::code(&key, "b"));
        for text in [
            code.clone(),
            format!(" {} ", code.to_lowercase()),
            format!("Confirm my opt-in: {code}."),
            format!("تأكيد: {code}"),
            format!("{}-{}", &code[..4], &code[4..]),
            code.replace('0', "o").replace('1', "l"),
        ] {
            assert!(holds(&key, "a", &words(&text, LENGTH)), "{text}");
            assert!(!holds(&key, "b", &words(&text, LENGTH)), "{text}");
        }
        for text in [&code[1..], &format!("{code}X"), &format!("X{code}"), ""] {
            assert!(!holds(&key, "a", &words(text, LENGTH)), "{text}");
        }
    }
    #[test]
    fn bytes_are_written_in_letters_and_read_back() {
        let all: Vec<u8> = (0..=u8::MAX).rev().take(255).collect();
        assert_eq!(bytes(&letters(&all)), Some(all));
        assert_eq!(letters(&[0, 0, 0, 0, 31]), "0000000Z");
        for bad in ["0000000U", "000000-0", "é000000"] {
            assert_eq!(bytes(bad), None, "{bad}");
        }
    }
}
