//! The languages: one file each, and which of them a tag means.

use super::{MoreTexts, Texts};

/// Declares the languages: a module and the name of its texts.
macro_rules! languages {
    ($($module:ident $name:ident)*) => {
        $(
            mod $module;
            #[doc = concat!("The file `", stringify!($module), ".rs`.")]
            pub static $name: Texts = $module::TEXTS;
        )*

        /// Every language there is, English first.
        pub static ALL: &[&Texts] = &[$(&$name,)*];

        /// The further texts, in the order of [`ALL`].
        pub static MORE: &[&MoreTexts] = &[$(&$module::MORE,)*];
    };
}

languages! {
    en EN
    ar AR
    bn BN
    cs CS
    da DA
    de DE
    el EL
    es ES
    fa FA
    fi FI
    fil FIL
    fr FR
    he HE
    hi HI
    hu HU
    id ID
    it IT
    ja JA
    ko KO
    ms MS
    nb NB
    nl NL
    pl PL
    pt PT
    pt_pt PT_PT
    ro RO
    ru RU
    sv SV
    sw SW
    th TH
    tr TR
    uk UK
    ur UR
    vi VI
    zh_hans ZH_HANS
    zh_hant ZH_HANT
}

/// Tags that mean a language of another name: old codes, and scripts that a region implies.
pub const ALIASES: &[(&str, &str)] = &[
    ("in", "id"),
    ("iw", "he"),
    ("nn", "nb"),
    ("no", "nb"),
    ("pt-AO", "pt-PT"),
    ("pt-MZ", "pt-PT"),
    ("tl", "fil"),
    ("yue", "zh-Hant"),
    ("zh", "zh-Hans"),
    ("zh-HK", "zh-Hant"),
    ("zh-MO", "zh-Hant"),
    ("zh-TW", "zh-Hant"),
];

/// The texts for a BCP 47 tag, falling back `pt-BR` → `pt` → `en`, and by [`ALIASES`] at each step.
pub fn for_language(tag: &str) -> &'static Texts {
    let tag = tag.trim().replace('_', "-");
    let mut tag = tag.as_str();
    loop {
        let alias = ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(tag));
        let name = alias.map_or(tag, |(_, name)| name);
        if let Some(texts) = ALL.iter().find(|texts| texts.language.eq_ignore_ascii_case(name)) {
            return texts;
        }
        match tag.rfind('-') {
            Some(end) => tag = &tag[..end],
            None => return &EN,
        }
    }
}

/// The further texts for a BCP 47 tag, of the same language as [`for_language`]'s.
pub fn more_for_language(tag: &str) -> &'static MoreTexts {
    let texts = for_language(tag);
    let at = ALL.iter().position(|one| one.language == texts.language).unwrap_or(0);
    MORE[at]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_fall_back_by_subtag_then_to_english() {
        for (tag, language) in [
            ("fr-CA", "fr"),
            ("FR", "fr"),
            ("fr_FR", "fr"),
            ("tlh", "en"),
            ("", "en"),
            ("-", "en"),
            ("pt-BR", "pt"),
            ("pt-PT", "pt-PT"),
            ("pt-AO", "pt-PT"),
            ("zh", "zh-Hans"),
            ("zh-CN", "zh-Hans"),
            ("zh-SG", "zh-Hans"),
            ("zh-TW", "zh-Hant"),
            ("zh-Hant-HK", "zh-Hant"),
            ("no", "nb"),
            ("nn-NO", "nb"),
            ("iw-IL", "he"),
            ("sw-KE", "sw"),
        ] {
            assert_eq!(for_language(tag).language, language, "{tag}");
        }
    }

    #[test]
    fn every_alias_leads_to_a_language_and_hides_none() {
        for (alias, name) in ALIASES {
            assert!(ALL.iter().any(|texts| texts.language == *name), "{alias}");
            assert!(ALL.iter().all(|texts| texts.language != *alias), "{alias}");
        }
    }
}
