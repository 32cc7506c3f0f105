//! The words a widget with these settings will show, their digest, and what the settings can be.

use serde::Serialize;
use wasm_bindgen::prelude::*;
use whatsapp_opt_in::consent::{Category, Purpose, PurposeId, sha256_hex};
use whatsapp_opt_in::text::{self, Own, Terms, Texts, for_language, more_for_language};

use crate::lint::{Settings, WidgetSettings};
use crate::{given, object};

#[wasm_bindgen]
extern "C" {
    /// See `types.d.ts`.
    #[wasm_bindgen(typescript_type = "NoticeResult")]
    pub type NoticeResult;
    /// See `types.d.ts`.
    #[wasm_bindgen(typescript_type = "CataloguePurpose[]")]
    pub type CataloguePurposes;
    /// See `types.d.ts`.
    #[wasm_bindgen(typescript_type = "WidgetLanguage[]")]
    pub type WidgetLanguages;
}

/// The notice that `<whatsapp-opt-in>` with these settings will show and sign: the text to register with the receiver,
/// and the digest it is known by. Without a `lang` it is English. Nothing is thrown.
#[wasm_bindgen]
pub fn notice(settings: WidgetSettings) -> NoticeResult {
    match given::<Settings>(&settings) {
        Ok(settings) => object(&Answer::new(&settings)),
        Err(_) => object(&Answer::refused("settings_invalid")),
    }
}

/// The catalogue of purposes, in the words of a language.
#[wasm_bindgen]
pub fn purposes(lang: Option<String>) -> CataloguePurposes {
    let texts = for_language(lang.as_deref().unwrap_or("en"));
    let all: Vec<Purpose> = PurposeId::ALL.iter().map(|id| Purpose::catalogue(*id, texts)).collect();
    object(&all)
}

/// The languages of the card.
#[wasm_bindgen]
pub fn languages() -> WidgetLanguages {
    let all: Vec<Language> =
        text::ALL.iter().map(|texts| Language { tag: texts.language, dir: texts.dir }).collect();
    object(&all)
}

#[derive(Serialize)]
struct Language {
    tag: &'static str,
    dir: &'static str,
}

/// What JavaScript gets.
#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Worded { ok: bool, text: String, sha256: String, language: String, dir: String, boxes: Vec<NoticeBox> },
    Refused { ok: bool, code: &'static str },
}

/// A box of the card.
#[derive(Serialize)]
struct NoticeBox {
    category: Category,
    label: String,
}

impl Answer {
    fn refused(code: &'static str) -> Self {
        Self::Refused { ok: false, code }
    }

    fn new(settings: &Settings) -> Self {
        Self::worded(settings).unwrap_or_else(Self::refused)
    }

    /// Reads the settings as the widget does; its codes say what is missing.
    fn worded(settings: &Settings) -> Result<Self, &'static str> {
        let get = |name: &str| settings.attributes.get(name).map_or("", |value| value.trim());
        let inside = settings.custom_purposes.as_deref().unwrap_or_default();
        let own = Own::read(get("purposes"), inside).map_err(|_| "purpose_invalid")?;
        let lang = Some(get("lang")).filter(|lang| !lang.is_empty()).unwrap_or("en");
        let texts = Texts::from(for_language(lang)).with(|name| own.text(name));
        if texts.fault().is_some() {
            return Err("text_invalid");
        }
        let company = get("company");
        if company.is_empty() {
            return Err("company_missing");
        }
        let purposes: Result<Vec<Purpose>, _> = own.purposes(&texts, lang).into_iter().collect();
        let purposes = purposes.map_err(|fault| fault.code())?;
        if purposes.is_empty() {
            return Err("purposes_missing");
        }
        let terms = Terms::read(|name| settings.attributes.get(name).cloned());
        if !terms.has_valid_day() {
            return Err("valid_until_invalid");
        }
        let mut prompt = text::Prompt::new(&texts, company, &purposes);
        prompt.terms = terms.sentences(&texts, more_for_language(lang), |name| own.text(name));
        let notice = prompt.notice_text();
        let boxes =
            prompt.boxes.into_iter().map(|one| NoticeBox { category: one.category, label: one.label });
        Ok(Self::Worded {
            ok: true,
            sha256: sha256_hex(notice.as_bytes()),
            text: notice,
            boxes: boxes.collect(),
            dir: texts.dir,
            language: texts.language,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn settings(attributes: &[(&str, &str)], inside: Option<&str>) -> Settings {
        Settings {
            attributes: attributes.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect(),
            custom_purposes: inside.map(str::to_owned),
        }
    }

    fn answer(attributes: &[(&str, &str)], inside: Option<&str>) -> Value {
        serde_json::to_value(Answer::new(&settings(attributes, inside))).expect("an object")
    }

    const ACME: [(&str, &str); 2] = [("company", " Acme "), ("purposes", "order-confirmation offers")];

    #[test]
    fn the_notice_is_the_one_the_core_words() {
        let texts = for_language("fr");
        let purposes =
            [PurposeId::OrderConfirmation, PurposeId::Offers].map(|id| Purpose::catalogue(id, texts));
        let expected = text::Prompt::new(texts, "Acme", &purposes).notice_text();
        let attributes = [ACME[0], ACME[1], ("lang", "fr-BE")];
        let notice = answer(&attributes, None);
        assert_eq!(notice["text"], expected);
        assert_eq!(notice["sha256"], sha256_hex(expected.as_bytes()));
        assert_eq!((&notice["language"], &notice["dir"]), (&"fr".into(), &"ltr".into()));
        assert_eq!(notice["boxes"][1]["category"], "marketing");
    }

    #[test]
    fn own_purposes_and_texts_are_in_it() {
        let warranty =
            r#"{"id": "warranty", "category": "utility", "text": {"fr": "x", "en": "warranty  reminders"}}"#;
        let texts = r#""texts": {"stop": "Send STOP and we stop."}"#;
        let inside = format!(r#"{{"purposes": [{warranty}], {texts}}}"#);
        let listed = format!(r#"[{warranty}, "order-confirmation", "offers"]"#);
        for (purposes, inside) in [(ACME[1].1, inside), (&*listed, format!("{{{texts}}}"))] {
            let text = answer(&[ACME[0], ("purposes", purposes)], Some(&inside))["text"].clone();
            let text = text.as_str().expect("worded");
            // The catalogue's stand first, as in the card.
            assert!(text.contains("order confirmations and warranty reminders"), "{text}");
            assert!(text.contains("we stop"), "{text}");
        }
    }

    #[test]
    fn what_a_site_says_besides_is_in_it() {
        let terms = [("frequency", "Weekly."), ("recipients", "Carrier"), ("valid-until", "2027-12-31")];
        let attributes = [&ACME[..], &terms].concat();
        let text = answer(&attributes, None)["text"].as_str().expect("worded").to_owned();
        let lines: Vec<&str> = text.lines().collect();
        let said =
            ["Weekly.", "My number is also shared with Carrier.", "My consent is valid until 2027-12-31."];
        assert_eq!(lines[2..5], said, "{text}");
        let attributes = [&ACME[..], &[("valid-until", "2027-02-30")]].concat();
        assert_eq!(answer(&attributes, None)["code"], "valid_until_invalid");
    }

    #[test]
    fn what_is_missing_has_the_widgets_codes() {
        let code = |attributes: &[(&str, &str)], inside| answer(attributes, inside)["code"].clone();
        assert_eq!(code(&ACME[1..], None), "company_missing");
        assert_eq!(code(&ACME[..1], None), "purposes_missing");
        assert_eq!(code(&[ACME[0], ("purposes", "spam")], None), "purpose_unknown");
        for wrong in [
            r#"[{"id": "Upper", "category": "utility", "text": "x"}]"#,
            r#"[{"id": "offers", "category": "utility", "text": "x"}]"#,
            r#"[{"id": "a", "category": "other", "text": "x"}]"#,
            r#"[{"id": "a", "category": "utility", "text": " "}]"#,
            "[7]",
            "oops",
        ] {
            assert_eq!(code(&ACME, Some(wrong)), "purpose_invalid", "{wrong}");
        }
        assert_eq!(code(&ACME, Some(r#"{"texts": {"consent": "Yes"}}"#)), "text_invalid");
    }

    #[test]
    fn the_types_name_every_member_and_code() {
        let types = include_str!("types.d.ts");
        for member in answer(&ACME, None).as_object().expect("an object").keys() {
            assert!(types.contains(&format!("{member}: ")), "{member}");
        }
        for code in
            ["company_missing", "purposes_missing", "purpose_unknown", "purpose_invalid", "text_invalid"]
        {
            assert!(types.contains(&format!("\"{code}\"")), "{code}");
        }
    }
}
