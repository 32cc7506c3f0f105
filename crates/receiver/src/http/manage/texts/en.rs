//! English.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "en",
    title: "Your WhatsApp messages from {company}",
    agreed: "What you agreed to",
    agreed_to: "On {date} you agreed, for the number ending in {digits}, to receive on WhatsApp:",
    shown: "What was shown to you",
    privacy: "Privacy notice of {company}",
    withdraw_title: "Withdraw your consent",
    withdraw: "{company} will then no longer be allowed to send you {purposes} on WhatsApp. It costs nothing, and nothing else changes.",
    button: "Withdraw",
    done_title: "You have withdrawn your consent",
    done: "Recorded on {date}. {company} may no longer send you {purposes} on WhatsApp.",
    save: "Save the proof",
    save_note: "A signed file that shows that and when you withdrew.",
    change_title: "Change your number or your choices",
    change_keep: "Leave this empty to keep the number ending in {digits}.",
    change_next: "Continue",
    change_none: "Choose at least one kind of message. To end them all, withdraw your consent.",
    change_number: "This number cannot be right. Write it with + and the country code.",
    change_confirm: "Nothing has changed yet. Send the prepared message on WhatsApp from the number ending in {digits}, within 30 minutes. Then this replaces your earlier choice:",
    changed_title: "You have changed this",
    changed: "Recorded on {date}. What you chose then holds instead.",
    changed_link: "See what holds now",
    unknown: Refusal {
        title: "This link does not work",
        text: "Part of it may be missing: copy it whole. You can always reply {keyword} to a message on WhatsApp instead.",
    },
    expired: Refusal {
        title: "This link has expired",
        text: "Reply {keyword} to a message on WhatsApp: it stops the messages at any time.",
    },
    foreign: Refusal {
        title: "Nothing was changed",
        text: "The request came from another site. Open your link itself, and press the button there.",
    },
    failed: Refusal {
        title: "This did not work",
        text: "Nothing was changed. Please try again in a minute, or reply {keyword} to a message on WhatsApp.",
    },
    months: &[
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
};
