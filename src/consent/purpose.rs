//! The catalogue of purposes: what a message is for, and the category WhatsApp files it under.

use serde::{Deserialize, Serialize};

/// WhatsApp's message categories; consent is asked once for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Category {
    /// About something the person ordered, booked or reported.
    Utility,
    /// Offers, news, reminders to buy.
    Marketing,
    /// One-time codes.
    Authentication,
}

/// Declares the catalogue: variant, id on the page and in the record, category.
macro_rules! catalogue {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $category:ident;)*) => {
        /// A purpose of the catalogue. Its words are in [`crate::text`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum PurposeId { $($(#[$doc])* $name,)* }

        impl PurposeId {
            /// Every purpose, in the catalogue's order.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Reads an id such as `order-confirmation`.
            pub fn new(id: &str) -> Option<Self> {
                match id { $($id => Some(Self::$name),)* _ => None }
            }
            /// The id, e.g. `order-confirmation`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }
            /// The category its messages belong to.
            pub fn category(self) -> Category {
                match self { $(Self::$name => Category::$category,)* }
            }
        }
    };
}

catalogue! {
    /// An order was taken.
    OrderConfirmation = "order-confirmation", Utility;
    /// Where the parcel is.
    DeliveryStatus = "delivery-status", Utility;
    /// Something changed on the person's account.
    AccountUpdate = "account-update", Utility;
    /// A payment falls due.
    PaymentReminder = "payment-reminder", Utility;
    /// An invoice, or the state of a payment.
    InvoiceStatus = "invoice-status", Utility;
    /// A reservation was made or changed.
    ReservationUpdate = "reservation-update", Utility;
    /// An appointment is near.
    AppointmentReminder = "appointment-reminder", Utility;
    /// Where a booking stands.
    BookingStatus = "booking-status", Utility;
    /// Tickets and boarding passes.
    Ticketing = "ticketing", Utility;
    /// Something urgent about a service in use.
    Alert = "alert", Utility;
    /// News on a problem the person reported.
    IssueResolution = "issue-resolution", Utility;
    /// Answers to the person's questions.
    Support = "support", Utility;
    /// Offers and discounts.
    Offers = "offers", Marketing;
    /// News about products and events.
    News = "news", Marketing;
    /// A basket that was left.
    CartReminder = "cart-reminder", Marketing;
    /// One-time codes to sign in or confirm.
    SignInCode = "sign-in-code", Authentication;
}

/// A purpose of the catalogue, or one the site describes itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purpose {
    /// The id that goes into the record.
    pub id: String,
    /// The category it belongs to.
    pub category: Category,
    /// The words shown, fitting after "may send me", e.g. `order confirmations`.
    pub text: String,
}

impl Purpose {
    /// A purpose of the site's own. `None` unless its id is of `a-z`, `0-9` and `-` and at most 64 long, and it has words;
    /// an id of the catalogue keeps the catalogue's meaning.
    pub fn own(id: &str, category: Category, text: &str) -> Option<Self> {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let sound = !id.is_empty() && id.len() <= 64 && id.bytes().all(plain) && !text.is_empty();
        (sound && PurposeId::new(id).is_none()).then(|| Self { id: id.into(), category, text: text.into() })
    }

    /// A purpose of the catalogue in the words of a language.
    pub fn catalogue<S: AsRef<str>>(id: PurposeId, texts: &crate::text::Texts<S>) -> Self {
        Self { id: id.as_str().into(), category: id.category(), text: texts.purpose(id).into() }
    }
}
