//! The act that says what the person chose, ready to sign.

use whatsapp_opt_in::consent::{
    Act, Controller, Event, EventType, Method, Notice, PurposeChoice, SCHEMA, Ui, Withdrawal, sha256_hex,
};
use whatsapp_opt_in::text::Prompt;

use crate::config::Config;
use crate::state::{Choice, State};

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
}

/// Builds the act for a choice.
pub(crate) fn build(config: &Config, prompt: &Prompt, state: &State, choice: &Choice, moment: Moment) -> Act {
    let texts = config.texts();
    let notice = prompt.notice_text();
    let given = !choice.granted.is_empty();
    Act {
        iss: moment.origin,
        aud: config.endpoint.clone(),
        iat: (moment.now_ms / 1000) as i64,
        jti: uuid_v7(moment.now_ms, moment.random),
        sub: format!("tel:{}", choice.e164),
        nonce: moment.nonce,
        schema: SCHEMA,
        event: Event {
            kind: if given { EventType::ConsentGiven } else { EventType::ConsentWithdrawn },
            method: Method::Checkbox,
            supersedes: state.supersedes().map(str::to_owned),
        },
        controller: Controller {
            name: config.company.clone(),
            contact: config.contact.clone(),
            privacy_url: config.privacy_url.clone(),
            whatsapp_number: config.whatsapp_number.clone(),
        },
        purposes: config
            .purposes
            .iter()
            .map(|purpose| PurposeChoice {
                id: purpose.id.clone(),
                category: purpose.category,
                text: purpose.text.clone(),
                granted: choice.granted.contains(&purpose.category),
            })
            .collect(),
        notice: Notice {
            sha256: sha256_hex(notice.as_bytes()),
            text: notice,
            version: config.notice_version.clone(),
            language: texts.language.to_owned(),
        },
        withdrawal: vec![Withdrawal::Keyword("STOP".to_owned())],
        retention: config.retention.clone(),
        valid_until: None,
        jurisdiction: None,
        recipients: Vec::new(),
        ui: Ui {
            checked_by_default: false,
            number_edited: state.edited,
            trusted_event: true,
            input: state.input.as_str().to_owned(),
            logo: true,
            widget: WIDGET.to_owned(),
            wasm_sha256: config.wasm_sha256.clone(),
            page: moment.page,
        },
        policy: None,
    }
}

/// RFC 9562 §5.7: 48 bits of milliseconds, then 74 random bits.
fn uuid_v7(now_ms: u64, random: [u8; 10]) -> String {
    let mut bytes = [0; 16];
    bytes[..6].copy_from_slice(&now_ms.to_be_bytes()[2..]);
    bytes[6..].copy_from_slice(&random);
    bytes[6] = bytes[6] & 0x0f | 0x70;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut text = String::with_capacity(36);
    for (i, byte) in bytes.into_iter().enumerate() {
        if matches!(i, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        for nibble in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Input;
    use whatsapp_opt_in::consent::Category;

    fn config() -> Config {
        Config::read(|name| {
            Some(
                match name {
                    "company" => "Acme",
                    "purposes" => "order-confirmation offers",
                    "privacy-url" => "https://shop.example/privacy",
                    "endpoint" => "https://shop.example/v1/consents",
                    "lang" => "fr-CA",
                    _ => return None,
                }
                .to_owned(),
            )
        })
        .expect("complete")
    }

    fn act(state: &State, choice: &Choice) -> Act {
        let config = config();
        let prompt = Prompt::new(config.texts(), &config.company, &config.purposes);
        let moment = Moment {
            origin: "https://shop.example".into(),
            page: "https://shop.example/checkout".into(),
            now_ms: 0x0123_4567_89ab,
            random: [0xff; 10],
            nonce: None,
        };
        build(&config, &prompt, state, choice, moment)
    }

    #[test]
    fn an_act_says_which_purposes_were_granted_and_in_which_words() {
        let mut state = State::default();
        state.tick(Category::Utility, true, Input::Keyboard);
        let choice = Choice { e164: "+33612345678".into(), granted: vec![Category::Utility] };
        let act = act(&state, &choice);
        assert_eq!(act.event.kind, EventType::ConsentGiven);
        assert_eq!(act.sub, "tel:+33612345678");
        assert_eq!(act.purposes.iter().map(|p| p.granted).collect::<Vec<_>>(), [true, false]);
        assert_eq!((act.notice.language.as_str(), act.ui.input.as_str()), ("fr", "keyboard"));
        assert_eq!(act.notice.sha256, sha256_hex(act.notice.text.as_bytes()));
        assert_eq!(act.jti, "01234567-89ab-7fff-bfff-ffffffffffff");
    }

    #[test]
    fn taking_everything_back_is_a_withdrawal_that_grants_nothing() {
        let choice = Choice { e164: "+33612345678".into(), granted: vec![] };
        let act = act(&State::default(), &choice);
        assert_eq!(act.event.kind, EventType::ConsentWithdrawn);
        assert!(act.purposes.iter().all(|p| !p.granted));
    }
}
