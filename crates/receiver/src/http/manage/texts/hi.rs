//! Hindi.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "hi",
    title: "{company} के आपके WhatsApp संदेश",
    agreed: "आपने किसकी अनुमति दी",
    agreed_to: "{date} को आपने {digits} पर समाप्त होने वाले नंबर के लिए WhatsApp पर यह पाने की अनुमति दी:",
    shown: "आपको क्या दिखाया गया",
    privacy: "गोपनीयता सूचना: {company}",
    withdraw_title: "अपनी सहमति वापस लें",
    withdraw: "इसके बाद {company} को अनुमति नहीं होगी कि आपको WhatsApp पर यह भेजे: {purposes}। यह मुफ़्त है और कुछ और नहीं बदलता।",
    button: "वापस लें",
    done_title: "आपकी सहमति वापस ले ली गई है",
    done: "{date} को दर्ज किया गया। {company} को अब अनुमति नहीं है कि आपको WhatsApp पर यह भेजे: {purposes}।",
    save: "प्रमाण सहेजें",
    save_note: "एक हस्ताक्षरित फ़ाइल जो दिखाती है कि सहमति वापस ली गई, और कब।",
    unknown: Refusal { title: "यह लिंक काम नहीं करता", text: "शायद इसका कोई हिस्सा छूट गया है: इसे पूरा कॉपी करें। आप कभी भी WhatsApp पर किसी संदेश के जवाब में {keyword} लिख सकते हैं।" },
    expired: Refusal { title: "इस लिंक की अवधि समाप्त हो गई है", text: "WhatsApp पर किसी संदेश के जवाब में {keyword} लिखें: इससे संदेश किसी भी समय रुक जाते हैं।" },
    foreign: Refusal { title: "कुछ नहीं बदला गया", text: "अनुरोध किसी दूसरी साइट से आया था। अपना लिंक खुद खोलें और वहाँ बटन दबाएँ।" },
    failed: Refusal { title: "यह नहीं हो सका", text: "कुछ नहीं बदला गया। एक मिनट बाद फिर कोशिश करें, या WhatsApp पर किसी संदेश के जवाब में {keyword} लिखें।" },
    months: &[],
};
