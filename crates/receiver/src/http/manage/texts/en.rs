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
