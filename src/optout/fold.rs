//! Folding: what is the same word to a reader becomes the same text.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A message reduced to its words: lower case, one width, no emoji, quotes or punctuation. Marks are still there.
#[derive(Debug)]
pub(super) struct Folded(String);

impl Folded {
    pub(super) fn words(&self) -> Vec<&str> {
        self.0.split(' ').filter(|word| !word.is_empty()).collect()
    }

    /// The words with their marks.
    pub(super) fn marked(&self) -> String {
        self.words().join(" ")
    }

    /// The words without the accents that people leave out.
    pub(super) fn plain(&self) -> String {
        strip_accents(&self.marked())
    }
}

/// Folds by the rules of all languages but Turkish.
pub(super) fn fold(text: &str) -> Folded {
    fold_lower(text.nfkc().filter(|c| !is_invisible(*c)).collect::<String>().to_lowercase())
}

/// Folds by the rules of Turkish, where I is the capital of ı and İ that of i.
pub(super) fn fold_turkish(text: &str) -> Folded {
    let visible = text.nfkc().filter(|c| !is_invisible(*c));
    let cased: String = visible
        .map(|c| {
            if c == 'I' {
                'ı'
            } else if c == 'İ' {
                'i'
            } else {
                c
            }
        })
        .collect();
    fold_lower(cased.to_lowercase())
}

fn fold_lower(lower: String) -> Folded {
    let words = lower.nfc().map(|c| match c {
        'ς' => 'σ',
        'أ' | 'إ' | 'آ' => 'ا',
        'ى' => 'ي',
        c if c.is_alphanumeric() || is_combining_mark(c) => c,
        _ => ' ',
    });
    Folded(words.collect())
}

/// Without the accents of Latin and Greek letters, the vowel signs of Arabic and Hebrew, and the ring of ё. Marks of
/// other scripts make the word, and stay.
pub(super) fn strip_accents(text: &str) -> String {
    let mut stripped = String::with_capacity(text.len());
    let mut base = ' ';
    for c in text.nfd() {
        if !is_combining_mark(c) {
            base = c;
        }
        let optional = match c {
            '\u{0591}'..='\u{05c7}' | '\u{064b}'..='\u{065f}' | '\u{0670}' => true,
            _ => is_combining_mark(c) && (is_latin_or_greek(base) || (base == 'е' && c == '\u{308}')),
        };
        if !optional {
            stripped.push(match c {
                'đ' => 'd',
                'ł' => 'l',
                'ø' => 'o',
                c => c,
            });
        }
    }
    stripped.nfc().collect()
}

fn is_latin_or_greek(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '\u{00c0}'..='\u{024f}' | '\u{0370}'..='\u{03ff}' | '\u{1f00}'..='\u{1fff}')
}

/// Characters that show nothing: joiners, direction marks, variation selectors, soft hyphen, the Arabic tatweel.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00ad}' | '\u{034f}' | '\u{0640}' | '\u{061c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{e0000}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_width_punctuation_emoji_and_invisible_characters_do_not_matter() {
        for text in ["stop", "STOP!!", "«Ｓｔｏｐ»", "🛑 s\u{200b}top\u{fe0f} 🙏", "…“stop”."]
        {
            assert_eq!(fold(text).plain(), "stop", "{text}");
        }
    }

    #[test]
    fn accents_go_only_where_people_leave_them_out() {
        assert_eq!(fold("Désabonner").plain(), "desabonner");
        assert_eq!(fold("ΚΑΤΆΡΓΗΣΗ").plain(), fold("κατάργηση").plain());
        assert_eq!(fold("स्टॉप").plain(), "स्टॉप".nfc().collect::<String>());
        assert_eq!(fold("หยุด").plain(), "หยุด");
        assert_eq!(fold("СТОЙ").plain(), "стой");
    }

    #[test]
    fn turkish_capitals_have_their_own_small_letters() {
        assert_eq!(fold_turkish("ÇIK").marked(), "çık");
        assert_eq!(fold_turkish("İPTAL").marked(), "iptal");
    }
}
