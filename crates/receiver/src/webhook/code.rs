//! The one-time code by which a number confirms an opt-in: derived from the record, stored nowhere.

use aws_lc_rs::{constant_time, hmac};

/// How long after the opt-in a code is good.
pub(crate) const LIFETIME_MS: i64 = 30 * 60 * 1000;

/// Digits and letters that nobody mistakes for each other (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// 40 bits: it only has to be told from other words of a message from the very number it is for.
const LENGTH: usize = 8;

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

/// The words of a message that look like a code.
pub(crate) fn words(text: &str) -> Vec<String> {
    // The prefilled sentence is short; a long message holds no code.
    if text.len() > 1000 {
        return Vec::new();
    }
    let runs = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    runs.map(|run| run.chars().filter(|c| *c != '-').map(as_meant).collect::<String>())
        .filter(|word| word.len() == LENGTH)
        .collect()
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
            assert!(holds(&key, "a", &words(&text)), "{text}");
            assert!(!holds(&key, "b", &words(&text)), "{text}");
        }
        for text in [&code[1..], &format!("{code}X"), &format!("X{code}"), ""] {
            assert!(!holds(&key, "a", &words(text)), "{text}");
        }
    }
}
