//! Every word a person reads: one struct of texts per language, so that a missing one does not compile, and the
//! notice made from them.
//!
//! Programs have every language ([`ALL`], [`for_language`]). A page has [`EN`] inside and gets one other as data, made
//! from the same struct ([`Texts::entries`]) and read back into it ([`Texts::with`]); a site's own words come the
//! same way. `docs/languages.md` says how to add a language.

pub mod languages;
mod more;
mod notice;
mod own;

use crate::consent::PurposeId;

pub use languages::{ALIASES, ALL, EN, MORE, for_language, more_for_language};
pub use more::MoreTexts;
pub use notice::{Prompt, PromptBox, Terms};
pub use own::{Own, PurposeFault};

/// Declares the texts: the field, and its name outside Rust.
macro_rules! texts {
    ($($(#[$doc:meta])* $field:ident = $key:literal;)*) => {
        /// The texts of one language. `{company}`, `{purposes}` and `{keyword}` are filled in by [`fill`].
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Texts<S = &'static str> { $($(#[$doc])* pub $field: S,)* }

        impl Texts {
            /// The name of every text outside Rust, in the order of the struct.
            pub const KEYS: &[&str] = &[$($key,)*];
        }

        impl<S: AsRef<str>> Texts<S> {
            /// Every text with its name.
            pub fn entries(&self) -> Vec<(&'static str, &str)> {
                vec![$(($key, self.$field.as_ref()),)*]
            }
        }

        impl Texts<String> {
            /// Texts by name; where there is none, what `self` says.
            #[must_use]
            pub fn with(self, get: impl Fn(&str) -> Option<String>) -> Self {
                Self { $($field: get($key).unwrap_or(self.$field),)* }
            }
        }

        impl<S: AsRef<str>> From<&Texts<S>> for Texts<String> {
            fn from(texts: &Texts<S>) -> Self {
                Self { $($field: texts.$field.as_ref().to_owned(),)* }
            }
        }
    };
}

texts! {
    /// BCP 47 tag.
    language = "language";
    /// `ltr` or `rtl`.
    dir = "dir";

    // The notice.

    /// Beside the box: `{company}` asks for `{purposes}`.
    consent = "consent";
    /// How to stop: by `{keyword}`.
    stop = "stop";
    /// The word that stops, one that [`crate::optout`] knows.
    keyword = "keyword";
    /// The link to the privacy notice.
    privacy = "privacy";
    /// Between the first of several purposes, spaces included.
    comma = "comma";
    /// Between the last two of several purposes, spaces included.
    and = "and";

    // The words for each purpose, fitting into `{purposes}`.

    /// [`PurposeId::OrderConfirmation`].
    order_confirmation = "order-confirmation";
    /// [`PurposeId::DeliveryStatus`].
    delivery_status = "delivery-status";
    /// [`PurposeId::AccountUpdate`].
    account_update = "account-update";
    /// [`PurposeId::PaymentReminder`].
    payment_reminder = "payment-reminder";
    /// [`PurposeId::InvoiceStatus`].
    invoice_status = "invoice-status";
    /// [`PurposeId::ReservationUpdate`].
    reservation_update = "reservation-update";
    /// [`PurposeId::AppointmentReminder`].
    appointment_reminder = "appointment-reminder";
    /// [`PurposeId::BookingStatus`].
    booking_status = "booking-status";
    /// [`PurposeId::Ticketing`].
    ticketing = "ticketing";
    /// [`PurposeId::Alert`].
    alert = "alert";
    /// [`PurposeId::IssueResolution`].
    issue_resolution = "issue-resolution";
    /// [`PurposeId::Support`].
    support = "support";
    /// [`PurposeId::Offers`].
    offers = "offers";
    /// [`PurposeId::News`].
    news = "news";
    /// [`PurposeId::CartReminder`].
    cart_reminder = "cart-reminder";
    /// [`PurposeId::SignInCode`].
    sign_in_code = "sign-in-code";

    // Around the notice: what the widget says besides.

    /// Label of the number field.
    number = "number";
    /// Label of the country select.
    country = "country";
    /// The number field is empty although the box is ticked.
    error_empty = "error-empty";
    /// Fewer digits than numbers of that country have.
    error_too_short = "error-too-short";
    /// More digits than numbers of that country have.
    error_too_long = "error-too-long";
    /// No number of that country looks like this.
    error_invalid = "error-invalid";
    /// A landline or another kind WhatsApp does not reach.
    error_unreachable = "error-unreachable";
    /// While the record is on its way.
    sending = "sending";
    /// The receiver stored it.
    sent = "sent";
    /// The receiver could not be reached; the widget tries again and the form carries the record.
    retrying = "retrying";
    /// The receiver refused the record.
    refused = "refused";
}

impl<S: AsRef<str>> Texts<S> {
    /// The words for a purpose of the catalogue.
    pub fn purpose(&self, id: PurposeId) -> &str {
        use PurposeId::*;
        let words = match id {
            OrderConfirmation => &self.order_confirmation,
            DeliveryStatus => &self.delivery_status,
            AccountUpdate => &self.account_update,
            PaymentReminder => &self.payment_reminder,
            InvoiceStatus => &self.invoice_status,
            ReservationUpdate => &self.reservation_update,
            AppointmentReminder => &self.appointment_reminder,
            BookingStatus => &self.booking_status,
            Ticketing => &self.ticketing,
            Alert => &self.alert,
            IssueResolution => &self.issue_resolution,
            Support => &self.support,
            Offers => &self.offers,
            News => &self.news,
            CartReminder => &self.cart_reminder,
            SignInCode => &self.sign_in_code,
        };
        words.as_ref()
    }

    /// `a`, `a and b`, `a, b and c`.
    pub fn list(&self, words: &[&str]) -> String {
        match words {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [most @ .., last] => [&most.join(self.comma.as_ref()), self.and.as_ref(), last].concat(),
        }
    }

    /// The name of the first text that would make a notice without company, purposes or way out. Texts of ours have
    /// none; a site's own may.
    pub fn fault(&self) -> Option<&'static str> {
        let consent = self.consent.as_ref();
        let blank = |text: &S| text.as_ref().trim().is_empty();
        let stop = self.stop.as_ref();
        if !consent.contains("{company}") || !consent.contains("{purposes}") {
            Some("consent")
        } else if blank(&self.keyword) {
            Some("keyword")
        } else if !stop.contains("{keyword}") && !stop.contains(self.keyword.as_ref()) {
            Some("stop")
        } else if blank(&self.privacy) {
            Some("privacy")
        } else if blank(&self.language) {
            Some("language")
        } else {
            None
        }
    }
}

/// Replaces `{name}` for each pair; what a value holds is never looked into again.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        filled.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find('}').map_or(rest.len(), |end| end + 1);
        let value = values.iter().find(|(name, _)| rest[..end] == format!("{{{name}}}"));
        filled.push_str(value.map_or(&rest[..end], |(_, value)| value));
        rest = &rest[end..];
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filling_never_looks_into_a_value() {
        assert_eq!(fill("{a} and {b}.", &[("a", "{b}"), ("b", "x")]), "{b} and x.");
        assert_eq!(fill("{unknown} {open", &[]), "{unknown} {open");
    }

    #[test]
    fn lists_are_joined_as_the_language_does() {
        assert_eq!(EN.list(&[]), "");
        assert_eq!(EN.list(&["a"]), "a");
        assert_eq!(EN.list(&["a", "b"]), "a and b");
        assert_eq!(EN.list(&["a", "b", "c"]), "a, b and c");
    }

    #[test]
    fn what_is_written_out_by_name_is_read_back() {
        for texts in ALL {
            let written = texts.entries();
            let read = Texts::from(&EN).with(|key| {
                written.iter().find(|(name, _)| *name == key).map(|(_, text)| (*text).to_owned())
            });
            assert_eq!(read, Texts::from(*texts));
        }
        assert_eq!(Texts::from(&EN).with(|_| None), Texts::from(&EN));
    }

    #[test]
    fn a_site_cannot_leave_out_who_what_and_how_to_stop() {
        let fault = |key: &'static str, text: &str| {
            Texts::from(&EN).with(|name| (name == key).then(|| text.to_owned())).fault()
        };
        assert_eq!(fault("consent", "Send me {purposes} on WhatsApp."), Some("consent"));
        assert_eq!(fault("consent", "{company} may write to me on WhatsApp."), Some("consent"));
        assert_eq!(fault("stop", "You can stop."), Some("stop"));
        assert_eq!(fault("stop", "Write STOP to end it."), None);
        assert_eq!(fault("keyword", " "), Some("keyword"));
        assert_eq!(fault("privacy", ""), Some("privacy"));
        assert_eq!(fault("language", ""), Some("language"));
        assert_eq!(fault("offers", "bargains"), None);
    }
}
