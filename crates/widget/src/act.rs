//! The act that says what the person chose, ready to sign. The shape is the core's `consent::Act`; it is written
//! straight into JSON, as the page reads none.

use whatsapp_opt_in::consent::SCHEMA;
use whatsapp_opt_in::text::Prompt;

use crate::card::category_name;
use crate::compact::push_hex;
use crate::config::Config;
use crate::json::Object;
use crate::state::{Choice, Input, State};

/// Name and version in the record.
const WIDGET: &str = concat!("whatsapp-opt-in ", env!("CARGO_PKG_VERSION"));

/// What only the browser knows.
pub(crate) struct Moment {
    /// The page's origin.
    pub(crate) origin: String,
    /// The page, without query and fragment.
    pub(crate) page: String,
    /// Milliseconds since 1970.
    pub(crate) now_ms: u64,
    /// Random bytes for the `jti`.
    pub(crate) random: [u8; 10],
    /// The receiver's challenge.
    pub(crate) nonce: Option<String>,
    /// SHA-256 of the notice, lower-case hex.
    pub(crate) notice_sha256: String,
}

/// The claims of an act.
pub(crate) struct Claims {
    /// The idempotency key in them.
    pub(crate) jti: String,
    /// The claims as JSON.
    pub(crate) json: String,
}

/// Writes the act for a choice.
pub(crate) fn write(
    config: &Config,
    prompt: &Prompt,
    state: &State,
    choice: &Choice,
    moment: &Moment,
) -> Claims {
    let jti = uuid_v7(moment.now_ms, moment.random);
    let given = !choice.granted.is_empty();
    let event = Object::new()
        .text("type", if given { "ConsentGiven" } else { "ConsentWithdrawn" })
        .text("method", if config.manage { "preference-centre" } else { "checkbox" })
        .optional("supersedes", state.supersedes())
        .end();
    let controller = Object::new()
        .text("name", &config.company)
        .optional("contact", config.contact.as_deref())
        .text("privacy_url", &config.privacy_url)
        .optional("whatsapp_number", config.whatsapp_number.as_deref())
        .end();
    let notice = Object::new()
        .text("text", &prompt.notice_text())
        .text("sha256", &moment.notice_sha256)
        .optional("version", config.notice_version.as_deref())
        .text("language", &config.texts.language)
        .end();
    let scripted = state.input == Input::Script;
    let ui = Object::new()
        .truth("checked_by_default", false)
        .truth("number_edited", state.edited)
        .truth("trusted_event", !scripted)
        .text("input", if scripted { "other" } else { state.input.as_str() })
        .truth("logo", true)
        .text("widget", WIDGET)
        .optional("wasm_sha256", config.wasm_sha256.as_deref())
        .text("page", &moment.page)
        .end();
    let keyword = Object::new().text("keyword", &config.texts.keyword).end();
    let json = Object::new()
        .text("iss", &moment.origin)
        .optional("aud", config.endpoint.as_deref())
        .json("iat", &(moment.now_ms / 1000).to_string())
        .text("jti", &jti)
        .text("sub", &["tel:", &choice.e164].concat())
        .optional("nonce", moment.nonce.as_deref())
        .json("schema", &SCHEMA.to_string())
        .json("event", &event)
        .json("controller", &controller)
        .json("purposes", &purposes(config, choice))
        .json("notice", &notice)
        .json("withdrawal", &["[", &keyword, "]"].concat())
        .optional("retention", config.retention.as_deref())
        .json("ui", &ui)
        .members(config.claims.as_deref())
        .end();
    Claims { jti, json }
}

/// Each purpose that was shown, granted or not.
fn purposes(config: &Config, choice: &Choice) -> String {
    let mut list = String::new();
    for purpose in &config.purposes {
        list.push(if list.is_empty() { '[' } else { ',' });
        list += &Object::new()
            .text("id", &purpose.id)
            .text("category", category_name(purpose.category))
            .text("text", &purpose.text)
            .truth("granted", choice.granted.contains(&purpose.category))
            .end();
    }
    list + "]"
}

/// RFC 9562 §5.7: 48 bits of milliseconds, then 74 random bits.
fn uuid_v7(now_ms: u64, random: [u8; 10]) -> String {
    let mut bytes = [0; 16];
    bytes[..6].copy_from_slice(&now_ms.to_be_bytes()[2..]);
    bytes[6..].copy_from_slice(&random);
    bytes[6] = bytes[6] & 0x0f | 0x70;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut text = String::with_capacity(36);
    for (from, to) in [(0, 4), (4, 6), (6, 8), (8, 10), (10, 16)] {
        if from > 0 {
            text.push('-');
        }
        push_hex(&mut text, &bytes[from..to]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compact::{PublicKey, sign, signing_input};
    use crate::state::SignedAct;
    use test_support::Key;
    use whatsapp_opt_in::consent::{
        Act, AwsLc, Category, EventType, Expect, Method, PurposeId, Withdrawal, sha256_hex, verify_act,
    };

    use whatsapp_opt_in::text::{self, for_language};

    const EARLIER: &str = "01931e5e-7b5a-7c3d-9e2f-0123456789ab";

    fn config(more: &[(&str, &str)]) -> Config {
        let attributes = [
            ("company", "Acme \"& Söhne\""),
            ("purposes", "order-confirmation offers"),
            ("privacy-url", "https://shop.example/privacy"),
        ];
        let attributes: Vec<_> = attributes.iter().chain(more).collect();
        Config::read(for_language("fr-CA").into(), |name| {
            attributes.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned())
        })
        .expect("complete")
    }

    /// Writes, signs and verifies an act, as page and receiver do.
    fn act(config: &Config, state: &State, choice: &Choice, nonce: Option<&str>) -> Act {
        let prompt = config.prompt();
        let moment = Moment {
            origin: "https://shop.example".into(),
            page: "https://shop.example/checkout".into(),
            now_ms: 0x0123_4567_89ab,
            random: [0xff; 10],
            nonce: nonce.map(str::to_owned),
            notice_sha256: sha256_hex(prompt.notice_text().as_bytes()),
        };
        let claims = write(config, &prompt, state, choice, &moment);
        let key = Key::p256();
        let jwk = key.public().to_jwk();
        let input = signing_input(&PublicKey { x: jwk.x, y: jwk.y.expect("P-256 has it") }, &claims.json);
        let signature = key.sign(input.as_bytes());
        let record = sign(input, &signature);
        let act: Act = (*verify_act(&record, &AwsLc, &Expect::default()).expect("a sound act")).clone();
        // Nothing more and nothing less than the core writes for the same act.
        let written: serde_json::Value = serde_json::from_str(&claims.json).expect("JSON");
        assert_eq!(written, serde_json::to_value(&act).expect("JSON"));
        assert_eq!(claims.jti, act.jti);
        act
    }

    fn french(granted: &[Category]) -> Choice {
        Choice { e164: "+33612345678".into(), granted: granted.to_vec() }
    }

    #[test]
    fn an_act_says_which_purposes_were_granted_and_in_which_words() {
        let mut state = State::default();
        state.tick(Category::Utility, true, Input::Keyboard);
        let act = act(&config(&[]), &state, &french(&[Category::Utility]), None);
        assert_eq!(act.event.kind, EventType::ConsentGiven);
        assert_eq!(act.sub, "tel:+33612345678");
        assert_eq!(act.controller.name, "Acme \"& Söhne\"");
        assert_eq!(act.purposes.iter().map(|p| p.granted).collect::<Vec<_>>(), [true, false]);
        assert_eq!((act.notice.language.as_str(), act.ui.input.as_str()), ("fr", "keyboard"));
        assert_eq!(act.notice.sha256, sha256_hex(act.notice.text.as_bytes()));
        assert_eq!(act.withdrawal, [Withdrawal::Keyword("STOP".into())]);
        assert_eq!((act.jti.as_str(), act.iat), ("01234567-89ab-7fff-bfff-ffffffffffff", 1_250_999_896));
        assert!(act.valid_until.is_none() && act.recipients.is_empty() && act.policy.is_none());
        assert_eq!(act.event.method, Method::Checkbox);
        assert!(act.aud.is_none() && act.nonce.is_none() && act.event.supersedes.is_none());
    }

    #[test]
    fn every_setting_comes_into_the_act() {
        let config = config(&[
            ("endpoint", "https://shop.example/v1/consents"),
            ("contact", "privacy@shop.example"),
            ("whatsapp-number", "+33123456789"),
            ("retention", "P3Y"),
            ("notice-version", "7"),
            ("wasm-sha256", "00ff"),
            ("terms", "Environ 4 messages par mois.\nMon accord est valable jusqu’au 2027-12-31."),
            (
                "claims",
                r#""valid_until":1830297599,"jurisdiction":"FR","recipients":["Carrier"],"policy":{"editions":["gdpr-2018"],"findings":["GD-05"]}"#,
            ),
            ("mode", "manage"),
        ]);
        let mut state = State { edited: true, ..State::default() };
        let choice = french(&[Category::Marketing]);
        let stored =
            SignedAct { record: "r".into(), jti: EARLIER.into(), choice: choice.clone(), receipt: None };
        state.store(stored, None);
        let act = act(&config, &state, &choice, Some("nonce"));
        assert_eq!(act.aud.as_deref(), Some("https://shop.example/v1/consents"));
        assert_eq!(act.nonce.as_deref(), Some("nonce"));
        assert_eq!(act.event.supersedes.as_deref(), Some(EARLIER));
        assert_eq!(act.controller.contact.as_deref(), Some("privacy@shop.example"));
        assert_eq!(act.controller.whatsapp_number.as_deref(), Some("+33123456789"));
        assert_eq!((act.retention.as_deref(), act.notice.version.as_deref()), (Some("P3Y"), Some("7")));
        assert_eq!((act.ui.wasm_sha256.as_deref(), act.ui.number_edited), (Some("00ff"), true));
        assert_eq!(act.event.method, Method::PreferenceCentre);
        assert_eq!((act.valid_until, act.jurisdiction.as_deref()), (Some(1_830_297_599), Some("FR")));
        assert_eq!(act.recipients, ["Carrier"]);
        assert_eq!(act.policy.expect("a verdict").findings, ["GD-05"]);
        let said: Vec<&str> = act.notice.text.lines().skip(2).take(2).collect();
        assert_eq!(said, ["Environ 4 messages par mois.", "Mon accord est valable jusqu’au 2027-12-31."]);
    }

    #[test]
    fn taking_everything_back_is_a_withdrawal_that_grants_nothing() {
        let act = act(&config(&[]), &State::default(), &french(&[]), None);
        assert_eq!(act.event.kind, EventType::ConsentWithdrawn);
        assert!(act.purposes.iter().all(|p| !p.granted));
        assert!(act.ui.trusted_event);
    }

    #[test]
    fn what_the_pages_script_takes_back_no_person_is_said_to_have_done() {
        let mut state = State::default();
        state.tick(Category::Utility, false, Input::new("script"));
        let act = act(&config(&[]), &state, &french(&[]), None);
        assert_eq!((act.ui.trusted_event, act.ui.input.as_str()), (false, "other"));
    }

    #[test]
    fn with_every_purpose_a_record_stays_below_8_kib_in_every_language() {
        let ids: Vec<_> = PurposeId::ALL.iter().map(|id| id.as_str()).collect();
        let ids = ids.join(" ");
        for texts in text::ALL {
            let config = Config::read((*texts).into(), |name| match name {
                "company" => Some("A company with a rather long name & Sons Ltd.".to_owned()),
                "purposes" => Some(ids.clone()),
                "privacy-url" | "endpoint" => Some("https://shop.example/a/rather/long/path".to_owned()),
                _ => None,
            });
            let config = config.expect("complete");
            let prompt = config.prompt();
            let moment = Moment {
                origin: "https://shop.example".into(),
                page: "https://shop.example/a/rather/long/path".into(),
                now_ms: 0,
                random: [0; 10],
                nonce: Some("n".repeat(120)),
                notice_sha256: sha256_hex(prompt.notice_text().as_bytes()),
            };
            let choice = french(&[Category::Utility, Category::Marketing, Category::Authentication]);
            let claims = write(&config, &prompt, &State::default(), &choice, &moment);
            // In base64, with header and signature.
            let bytes = claims.json.len().div_ceil(3) * 4 + 400;
            assert!(bytes <= 8 * 1024, "{}: {bytes} bytes", texts.language);
            let keyword = format!(r#""withdrawal":[{{"keyword":"{}"}}]"#, texts.keyword);
            assert!(claims.json.contains(&keyword), "{}", texts.language);
        }
    }
}
