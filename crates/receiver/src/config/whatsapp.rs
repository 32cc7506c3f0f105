//! The part of the configuration that is about WhatsApp.

use whatsapp_opt_in::consent::ledger::Scope;
use whatsapp_opt_in::phone::PhoneNumber;

use super::args::{Args, ConfigFile};
use super::faults::Faults;
use super::first_of;
use crate::cloud::{CloudSettings, DEFAULT_URL};
use crate::webhook::{StopSettings, WebhookSettings};

/// What flags and file say together.
pub(super) struct Given {
    app_secret: Option<String>,
    verify_token: Option<String>,
    api_url: Option<String>,
    access_token: Option<String>,
    phone_number_id: Option<String>,
    number: Option<String>,
    keywords: Vec<String>,
    no_stop_answer: bool,
}

impl Given {
    /// Takes its part out of both.
    pub(super) fn take(args: &mut Args, file: &mut ConfigFile) -> Self {
        let first = |flag: &mut Option<String>, file: &mut Option<String>| flag.take().or(file.take());
        Self {
            app_secret: first(&mut args.whatsapp_app_secret, &mut file.whatsapp_app_secret),
            verify_token: first(&mut args.whatsapp_verify_token, &mut file.whatsapp_verify_token),
            api_url: first(&mut args.whatsapp_api_url, &mut file.whatsapp_api_url),
            access_token: first(&mut args.whatsapp_access_token, &mut file.whatsapp_access_token),
            phone_number_id: first(&mut args.whatsapp_phone_number_id, &mut file.whatsapp_phone_number_id),
            number: first(&mut args.whatsapp_number, &mut file.whatsapp_number),
            keywords: first_of(
                std::mem::take(&mut args.optout_keyword),
                std::mem::take(&mut file.optout_keyword),
            ),
            no_stop_answer: args.no_stop_answer || file.no_stop_answer,
        }
    }

    /// The settings of the webhook; `None` without an app secret.
    pub(super) fn check(self, stop_scope: Scope, faults: &mut Faults) -> Option<WebhookSettings> {
        let given = [
            ("whatsapp-verify-token", &self.verify_token),
            ("whatsapp-api-url", &self.api_url),
            ("whatsapp-access-token", &self.access_token),
            ("whatsapp-phone-number-id", &self.phone_number_id),
            ("whatsapp-number", &self.number),
        ];
        for (key, value) in given {
            if value.as_ref().is_some_and(|value| value.trim().is_empty()) {
                faults.add(key, "is empty; leave it out or give it a value".into());
            } else if value.is_some() && self.app_secret.is_none() {
                let why = "does nothing without whatsapp-app-secret, which shows that a webhook is Meta's";
                faults.add(key, why.into());
            }
        }
        if self.keywords.iter().any(|word| word.trim().is_empty()) {
            faults.add("optout-keyword", "an empty word would be found in no message".into());
        }
        let number = self.number.and_then(|number| faults.whatsapp_number(&number));
        let cloud = if self.access_token.is_some() || self.api_url.is_some() {
            let url = faults.http_url("whatsapp-api-url", self.api_url.as_deref().unwrap_or(DEFAULT_URL));
            faults.header_safe("whatsapp-access-token", self.access_token.as_deref());
            faults.digits("whatsapp-phone-number-id", self.phone_number_id.as_deref());
            url.map(|url| CloudSettings::new(url, self.access_token, self.phone_number_id))
        } else {
            None
        };
        let app_secret = self.app_secret?;
        if app_secret.is_empty() {
            faults.add("whatsapp-app-secret", "is empty; copy it from the app's basic settings".into());
        }
        Some(WebhookSettings {
            app_secret,
            verify_token: self.verify_token,
            stop: StopSettings { keywords: self.keywords, scope: stop_scope },
            number,
            cloud: cloud.filter(|_| !self.no_stop_answer),
        })
    }
}

impl Faults {
    fn whatsapp_number(&mut self, text: &str) -> Option<String> {
        let number = PhoneNumber::parse(text, None).ok().filter(PhoneNumber::is_valid);
        let number = number.map(|number| number.e164());
        self.ok("whatsapp-number", number.ok_or(()), || {
            format!("`{text}` is not a telephone number with its country code, such as +14155550123")
        })
    }

    fn header_safe(&mut self, key: &'static str, value: Option<&str>) {
        if value.is_some_and(|value| !value.bytes().all(|c| c.is_ascii_graphic())) {
            self.add(key, "holds a space or a character that a header cannot; copy it again".into());
        }
    }

    fn digits(&mut self, key: &'static str, value: Option<&str>) {
        if value.is_some_and(|value| !value.bytes().all(|c| c.is_ascii_digit())) {
            self.add(key, "is a number of many digits, and not the telephone number".into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn args() -> Args {
        Args { database: Some(std::env::temp_dir().join("no such file.db")), ..Args::default() }
    }

    fn settings(change: impl FnOnce(&mut Args)) -> Option<WebhookSettings> {
        let mut args = Args { whatsapp_app_secret: Some("a secret".into()), ..args() };
        change(&mut args);
        Config::resolve(args, None).expect("a good configuration").webhook
    }

    fn faults(change: impl FnOnce(&mut Args)) -> Vec<&'static str> {
        let mut args = args();
        change(&mut args);
        let faults = Config::resolve(args, None).expect_err("faults");
        faults.into_iter().map(|fault| fault.key).collect()
    }

    #[test]
    fn a_stop_is_answered_with_a_token_or_through_a_gateway_and_not_when_told() {
        assert!(settings(|_| {}).expect("a webhook").cloud.is_none());
        let token = |args: &mut Args| args.whatsapp_access_token = Some("token".into());
        let cloud = settings(token).expect("a webhook").cloud.expect("a cloud");
        assert_eq!(cloud.url.as_str(), DEFAULT_URL);
        let gateway = |args: &mut Args| args.whatsapp_api_url = Some("http://127.0.0.1:9".into());
        let cloud = settings(gateway).expect("a webhook").cloud.expect("a cloud");
        assert_eq!(cloud.url.as_str(), "http://127.0.0.1:9/v24.0");
        let off = settings(|args| {
            token(args);
            args.no_stop_answer = true;
        });
        assert!(off.expect("a webhook").cloud.is_none());
    }

    #[test]
    fn a_setting_that_would_do_nothing_or_fail_later_is_explained_now() {
        assert!(Config::resolve(args(), None).expect("a good configuration").webhook.is_none());
        assert_eq!(faults(|args| args.whatsapp_number = Some("+14155550123".into())), ["whatsapp-number"]);
        let all = faults(|args| {
            args.whatsapp_app_secret = Some(String::new());
            args.whatsapp_verify_token = Some(" ".into());
            args.whatsapp_number = Some("0612345678".into());
            args.whatsapp_api_url = Some("graph.facebook.com".into());
            args.whatsapp_access_token = Some("a token".into());
            args.whatsapp_phone_number_id = Some("+1 415".into());
            args.optout_keyword = vec!["ADIOS".into(), String::new()];
        });
        let expected = [
            "whatsapp-verify-token",
            "optout-keyword",
            "whatsapp-number",
            "whatsapp-api-url",
            "whatsapp-access-token",
            "whatsapp-phone-number-id",
            "whatsapp-app-secret",
        ];
        assert_eq!(all, expected);
    }

    #[test]
    fn secrets_stay_out_of_the_settings_debug_form() {
        let settings = settings(|args| args.whatsapp_access_token = Some("hush-token".into()));
        let shown = format!("{settings:?}");
        assert!(!shown.contains("a secret") && !shown.contains("hush"), "{shown}");
    }
}
