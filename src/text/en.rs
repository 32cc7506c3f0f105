//! English.

use super::{Texts, Ui};
use crate::consent::PurposeId::{self, *};

pub(super) static TEXTS: Texts = Texts {
    language: "en",
    rtl: false,
    consent: "{company} may send me {purposes} on WhatsApp.",
    stop: "Reply STOP at any time to stop these messages.",
    privacy: "Privacy notice",
    and: " and ",
    purpose,
    ui: Ui {
        number: "WhatsApp number",
        country: "Country",
        error_empty: "Enter your WhatsApp number, or untick the box.",
        error_too_short: "This number is too short.",
        error_too_long: "This number is too long.",
        error_invalid: "This is not a valid number for the country chosen.",
        error_unreachable: "WhatsApp cannot reach this kind of number. Enter a mobile number.",
        sending: "Saving your choice…",
        sent: "Your choice is saved.",
        retrying: "Your choice is kept here and will be sent again. You can continue.",
        refused: "Your choice could not be saved. You can continue; no messages will be sent.",
    },
};

fn purpose(id: PurposeId) -> &'static str {
    match id {
        OrderConfirmation => "order confirmations",
        DeliveryStatus => "delivery updates",
        AccountUpdate => "updates about my account",
        PaymentReminder => "payment reminders",
        InvoiceStatus => "invoices and payment updates",
        ReservationUpdate => "updates about my reservation",
        AppointmentReminder => "appointment reminders",
        BookingStatus => "updates about my booking",
        Ticketing => "tickets",
        Alert => "urgent alerts about my service",
        IssueResolution => "updates on problems I reported",
        Support => "answers to my questions",
        Offers => "offers and discounts",
        News => "news about products and events",
        CartReminder => "reminders about my basket",
        SignInCode => "sign-in codes",
    }
}
