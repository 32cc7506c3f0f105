//! The page's words: one struct per language, so that a missing one does not compile.

use whatsapp_opt_in::text::{self, fill};

use crate::error::Error;

/// `{company}`, `{purposes}`, `{date}`, `{digits}` and `{keyword}` are filled in.
#[derive(Debug)]
pub(super) struct Texts {
    pub(super) language: &'static str,
    pub(super) title: &'static str,
    pub(super) agreed: &'static str,
    pub(super) agreed_to: &'static str,
    pub(super) shown: &'static str,
    pub(super) privacy: &'static str,
    pub(super) withdraw_title: &'static str,
    pub(super) withdraw: &'static str,
    pub(super) button: &'static str,
    pub(super) done_title: &'static str,
    pub(super) done: &'static str,
    pub(super) save: &'static str,
    pub(super) save_note: &'static str,
    pub(super) change_title: &'static str,
    pub(super) change_keep: &'static str,
    pub(super) change_next: &'static str,
    pub(super) change_none: &'static str,
    pub(super) change_number: &'static str,
    pub(super) change_confirm: &'static str,
    pub(super) changed_title: &'static str,
    pub(super) changed: &'static str,
    pub(super) changed_link: &'static str,
    pub(super) unknown: Refusal,
    pub(super) expired: Refusal,
    pub(super) foreign: Refusal,
    pub(super) failed: Refusal,
    /// For dates as `18 November 2026`; where there are none, dates are `2026-11-18`.
    pub(super) months: &'static [&'static str],
}

#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) title: &'static str,
    pub(super) text: &'static str,
}

/// Declares the languages.
macro_rules! languages {
    ($($module:ident)*) => {
        $(mod $module;)*
        static ALL: &[&Texts] = &[$(&$module::TEXTS,)*];
    };
}

languages! {
    en
    ar
    bn
    cs
    da
    de
    el
    es
    fa
    fi
    fil
    fr
    he
    hi
    hu
    id
    it
    ja
    ko
    ms
    nb
    nl
    pl
    pt
    pt_pt
    ro
    ru
    sv
    sw
    th
    tr
    uk
    ur
    vi
    zh_hans
    zh_hant
}

impl Texts {
    /// For a BCP 47 tag, with the fallbacks of the notice itself; English where there are none.
    pub(super) fn of(tag: &str) -> &'static Self {
        let language = text::for_language(tag).language;
        ALL.iter().find(|texts| texts.language == language).unwrap_or(&ALL[0])
    }

    /// The notice's texts in the same language.
    pub(super) fn notice(&self) -> &'static text::Texts {
        text::for_language(self.language)
    }

    /// Title and text of a refusal.
    pub(super) fn refusal(&self, error: Error) -> (&'static str, String) {
        let refusal = match error {
            Error::LinkUnknown => &self.unknown,
            Error::LinkExpired => &self.expired,
            Error::OriginForeign => &self.foreign,
            _ => &self.failed,
        };
        (refusal.title, fill(refusal.text, &[("keyword", self.notice().keyword)]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_of_the_notice_has_its_page() {
        for texts in text::ALL {
            assert_eq!(Texts::of(texts.language).language, texts.language);
        }
        assert_eq!(ALL.len(), text::ALL.len());
        assert_eq!(Texts::of("zh-TW").language, "zh-Hant");
        assert_eq!(Texts::of("tlh").language, "en");
    }

    #[test]
    fn every_page_names_who_what_and_when() {
        for texts in ALL {
            let holds = |text: &str, names: &[&str]| {
                assert!(names.iter().all(|name| text.contains(name)), "{}: {text}", texts.language);
            };
            holds(texts.title, &["{company}"]);
            holds(texts.agreed_to, &["{date}", "{digits}"]);
            holds(texts.withdraw, &["{company}", "{purposes}"]);
            holds(texts.change_keep, &["{digits}"]);
            holds(texts.change_confirm, &["WhatsApp", "{digits}"]);
            holds(texts.changed, &["{date}"]);
            holds(texts.done, &["{company}", "{purposes}", "{date}"]);
            for refusal in [&texts.unknown, &texts.expired, &texts.failed] {
                holds(refusal.text, &["{keyword}"]);
            }
            assert!(matches!(texts.months.len(), 0 | 12), "{}", texts.language);
        }
    }
}
