//! What is said in a person's language: the answer to a STOP, and the sentence a confirmation begins with.

/// The sentences of one language.
pub(crate) struct Words {
    language: &'static str,
    /// The answer to a STOP.
    pub(crate) stopped: &'static str,
    /// What may follow it, where messages about orders go on.
    pub(crate) orders_go_on: &'static str,
    /// Written by the person to confirm; the code stands behind it.
    pub(crate) confirm: &'static str,
}

/// The words for a BCP 47 tag; English where there are none.
pub(crate) fn words(tag: &str) -> &'static Words {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    LANGUAGES.iter().find(|words| words.language.eq_ignore_ascii_case(primary)).unwrap_or(&LANGUAGES[0])
}

const LANGUAGES: &[Words] = &[
    Words {
        language: "en",
        stopped: "Done: you will get no more promotional messages from us on WhatsApp.",
        orders_go_on: "Messages about your orders may go on.",
        confirm: "I confirm my WhatsApp opt-in. Code:",
    },
    Words {
        language: "fr",
        stopped: "C'est fait : vous ne recevrez plus de messages promotionnels de notre part sur WhatsApp.",
        orders_go_on: "Les messages sur vos commandes peuvent continuer.",
        confirm: "Je confirme mon inscription sur WhatsApp. Code :",
    },
    Words {
        language: "es",
        stopped: "Listo: no recibirás más mensajes promocionales nuestros por WhatsApp.",
        orders_go_on: "Los mensajes sobre tus pedidos pueden continuar.",
        confirm: "Confirmo mi suscripción por WhatsApp. Código:",
    },
    Words {
        language: "pt",
        stopped: "Pronto: você não receberá mais mensagens promocionais nossas pelo WhatsApp.",
        orders_go_on: "As mensagens sobre os seus pedidos podem continuar.",
        confirm: "Confirmo a minha inscrição no WhatsApp. Código:",
    },
    Words {
        language: "de",
        stopped: "Erledigt: Sie erhalten von uns keine Werbung mehr über WhatsApp.",
        orders_go_on: "Nachrichten zu Ihren Bestellungen können weiter kommen.",
        confirm: "Ich bestätige meine Anmeldung für WhatsApp. Code:",
    },
    Words {
        language: "it",
        stopped: "Fatto: non riceverai più messaggi promozionali da noi su WhatsApp.",
        orders_go_on: "I messaggi sui tuoi ordini possono continuare.",
        confirm: "Confermo la mia iscrizione su WhatsApp. Codice:",
    },
    Words {
        language: "nl",
        stopped: "Geregeld: je krijgt van ons geen reclame meer via WhatsApp.",
        orders_go_on: "Berichten over je bestellingen kunnen doorgaan.",
        confirm: "Ik bevestig mijn aanmelding voor WhatsApp. Code:",
    },
    Words {
        language: "tr",
        stopped: "Tamam: WhatsApp üzerinden size artık tanıtım mesajı göndermeyeceğiz.",
        orders_go_on: "Siparişlerinizle ilgili mesajlar devam edebilir.",
        confirm: "WhatsApp onayımı doğruluyorum. Kod:",
    },
    Words {
        language: "id",
        stopped: "Selesai: Anda tidak akan menerima pesan promosi lagi dari kami di WhatsApp.",
        orders_go_on: "Pesan tentang pesanan Anda dapat tetap dikirim.",
        confirm: "Saya mengonfirmasi pendaftaran WhatsApp saya. Kode:",
    },
    Words {
        language: "ar",
        stopped: "تم: لن تصلك منا رسائل ترويجية على واتساب بعد الآن.",
        orders_go_on: "قد تستمر الرسائل المتعلقة بطلباتك.",
        confirm: "أؤكد اشتراكي في رسائل واتساب. الرمز:",
    },
];

#[cfg(test)]
mod tests {
    use whatsapp_opt_in::optout::{Context, detect};

    use super::*;
    use crate::webhook::code;

    #[test]
    fn a_tag_finds_its_language_and_an_unknown_one_english() {
        assert_eq!(words("fr-CA").language, "fr");
        assert_eq!(words("PT_br").language, "pt");
        assert_eq!(words("und").language, "en");
    }

    #[test]
    fn no_sentence_is_itself_an_opt_out_or_hides_the_code() {
        for words in LANGUAGES {
            let sentence = format!("{} 0123ABCD", words.confirm);
            assert!(code::words(&sentence, code::LENGTH).contains(&"0123ABCD".to_owned()), "{sentence}");
            let context = Context { languages: &[words.language], ..Context::default() };
            assert!(detect(&sentence, &context).is_none(), "{sentence}");
            assert!(detect(words.stopped, &context).is_none(), "{}", words.stopped);
        }
    }
}
