//! The words. Keywords began as the list of the design (26 languages fully, more lightly); politeness, phrases and hints
//! were added here. One entry for each language, most spoken on WhatsApp first.

/// What one language brings.
pub(super) struct Language {
    /// BCP 47 primary subtag.
    pub(super) code: &'static str,
    /// Count alone, whoever writes them.
    pub(super) keywords: &'static [&'static str],
    /// Ordinary words in another language: count only for somebody who may be writing in this one.
    pub(super) hinted: &'static [&'static str],
    /// May stand before or behind a keyword.
    pub(super) polite: &'static [&'static str],
    /// Politeness of scripts without spaces, written onto the keyword.
    pub(super) attached: &'static [&'static str],
    /// Short sentences that mean nothing else; see `phrase`.
    pub(super) phrases: &'static [&'static str],
    /// Whether a mark makes another word, as in Vietnamese.
    pub(super) keeps_marks: bool,
}

const NONE: Language = Language {
    code: "",
    keywords: &["STOP"],
    hinted: &[],
    polite: &[],
    attached: &[],
    phrases: &[],
    keeps_marks: false,
};

pub(super) const LANGUAGES: &[Language] = &[
    Language {
        code: "en",
        keywords: &[
            "STOP",
            "STOP ALL",
            "STOPALL",
            "UNSUBSCRIBE",
            "CANCEL",
            "END",
            "QUIT",
            "REVOKE",
            "OPTOUT",
            "OPT OUT",
            "OPT-OUT",
        ],
        polite: &[
            "please",
            "pls",
            "plz",
            "thanks",
            "thank you",
            "thank you very much",
            "thx",
            "many thanks",
            "kindly",
            "hi",
            "hello",
            "ok",
            "okay",
            "sorry",
            "now",
            "sir",
            "madam",
            "team",
        ],
        phrases: &[
            "[i] [want to|would like to|d like to|wish to] (unsubscribe|opt out|be removed) [me] [from] [this|your|the|all] [list|messages|chat]",
            "(unsubscribe|remove|delete) me [from] [this|your|the] [list|mailing list|messages|chat]",
            "opt me out [of] [this|these|your|the] [messages|list]",
            "take me off [of] [this|your|the] [list]",
            "stop (sending|texting|messaging|contacting|writing) [to] [me] [these|this|your|any|any more|anymore] [messages|message|texts|ads|advertising|spam|stuff] [anymore|any more]",
            "stop (these|this|the|your|all) (messages|texts|ads|spam|advertising)",
            "(do not|don t|dont|never) (send|text|message|contact|write) [to] me [any|any more|anymore] [messages|message|texts|ads] [again|anymore|any more]",
            "no more (messages|texts|ads|spam)",
            "i [do not|don t|dont|no longer] want [to receive|to get|any|any more|your|these] [any] [more] [of] [your|these] (messages|texts|ads) [anymore|any more]",
            "cancel [my|the] subscription",
            "leave me alone",
            "(stop|end) (promotions|promos|promotional messages|promotion|offers|marketing|marketing messages|ads)",
            "(unsubscribe|opt out) [me] (from|of) [all|your|the] (promotions|promos|offers|marketing|marketing messages|ads|everything)",
            "no more (promotions|promos|offers|marketing|ads)",
        ],
        ..NONE
    },
    Language {
        code: "es",
        keywords: &[
            "STOP",
            "BAJA",
            "PARAR",
            "DARME DE BAJA",
            "DARSE DE BAJA",
            "CANCELAR SUSCRIPCIÓN",
            "CANCELAR LA SUSCRIPCIÓN",
        ],
        hinted: &["ALTO"],
        polite: &["por favor", "porfa", "gracias", "muchas gracias", "hola", "xfa", "pf"],
        phrases: &[
            "[quiero|quisiera|deseo|me gustaría] (darme de baja|cancelar la suscripción|cancelar mi suscripción)",
            "(dame|deme|denme|dadme) de baja",
            "no (quiero|deseo) [recibir] más (mensajes|publicidad)",
            "(detener|parar|cancelar|stop) [las] (promociones|ofertas)",
            "(detener|parar|stop) [la] publicidad",
            "no más (mensajes|publicidad|promociones|ofertas)",
            "no me (envíes|envíe|envíen|mandes|mande|manden) más (mensajes|publicidad)",
            "(dejen|deje|deja|dejad) de (enviarme|mandarme) [más] (mensajes|publicidad)",
        ],
        ..NONE
    },
    Language {
        code: "pt",
        keywords: &["STOP", "PARAR", "SAIR", "DESCADASTRAR", "CANCELAR INSCRIÇÃO", "CANCELAR A INSCRIÇÃO"],
        // In Italian and French "pare" is a verb of everyday use.
        hinted: &["PARE"],
        polite: &[
            "por favor",
            "obrigado",
            "obrigada",
            "muito obrigado",
            "muito obrigada",
            "olá",
            "oi",
            "pfv",
        ],
        phrases: &[
            "[quero|gostaria de|desejo] (me descadastrar|cancelar a inscrição|cancelar minha inscrição|sair da lista)",
            "(parem|pare|para) de [me] (enviar|mandar|enviarem|mandarem) [mais] (mensagens|mensagem|propaganda)",
            "não (quero|desejo) [mais] receber [mais] [suas] (mensagens|mensagem|propaganda)",
            "não me (envie|envia|enviem|mande|manda|mandem) mais (mensagens|mensagem|propaganda)",
            "(me tire|me tira|me remova) da lista",
            "(parar|interromper|cancelar|stop) [as] (promoções|ofertas|mensagens promocionais)",
            "(chega de|não quero mais) (promoções|ofertas|propaganda)",
        ],
        ..NONE
    },
    Language {
        code: "fr",
        keywords: &[
            "STOP",
            "ARRÊT",
            "ARRET",
            "DÉSABONNER",
            "SE DÉSABONNER",
            "ME DÉSABONNER",
            "DÉSINSCRIPTION",
            "DÉSABONNEMENT",
        ],
        polite: &[
            "svp",
            "stp",
            "s'il vous plaît",
            "s'il te plaît",
            "merci",
            "merci beaucoup",
            "merci bien",
            "bonjour",
            "merci d'avance",
        ],
        phrases: &[
            "[je] [veux|voudrais|souhaite|désire] (me désabonner|me désinscrire|mon désabonnement|ma désinscription)",
            "(désabonnez|désinscrivez|désabonne|désinscris|retirez|supprimez) moi [de] [la|cette|votre] [liste]",
            "je ne (veux|souhaite) plus [recevoir] (de|vos|ces|aucun) (messages|message|publicités|publicité|pubs|pub)",
            "ne m'(envoyez|envoie) plus (de|ces|vos|rien|aucun) [messages|message|publicités|publicité|pubs|pub]",
            "ne (envoyez|envoie) plus (de|ces|vos) (messages|publicités|pubs|pub)",
            "(arrêtez|arrête|cessez) de m'(envoyer|écrire|contacter) [des|ces|vos] [messages|message|publicités|pubs|pub]",
            "(arrêtez|arrête|cessez) (ces|vos|les) (messages|publicités|pubs)",
            "plus de (messages|pub|publicité|promotions|promos|offres)",
            "(arrêter|stopper|stop) [les|vos] (promotions|promos|promotion|offres|publicités|pubs|messages promotionnels)",
            "stop [la] (pub|publicité)",
            "ne plus recevoir [de|vos|ces] (messages|promotions|promos|offres|publicité|publicités|pub|pubs)",
        ],
        ..NONE
    },
    Language {
        code: "de",
        keywords: &["STOP", "STOPP", "ABMELDEN", "ABBESTELLEN", "ABMELDUNG"],
        polite: &["bitte", "danke", "vielen dank", "danke schön", "hallo", "dankeschön", "lg", "mfg"],
        phrases: &[
            "[ich] [möchte|will] (mich abmelden|mich austragen|abbestellen|den newsletter abbestellen)",
            "(melden sie|meldet|melde) mich ab",
            "(keine|keine weiteren) nachrichten mehr",
            "(werbung|angebote|werbeangebote|werbenachrichten|aktionen) (stoppen|beenden|abbestellen)",
            "(keine|stopp|stop) (werbung|angebote|werbenachrichten) [mehr]",
            "keine weiteren nachrichten",
            "[ich] (möchte|will) keine (nachrichten|werbung|weiteren nachrichten) [mehr] [erhalten|bekommen]",
            "(schicken|senden) sie mir keine (nachrichten|werbung) mehr",
            "(nehmen sie|nehmt|nimm) mich (aus der|von der) liste",
        ],
        ..NONE
    },
    Language {
        code: "it",
        keywords: &["STOP", "DISISCRIVI", "DISISCRIVIMI", "ANNULLA ISCRIZIONE", "ANNULLA L'ISCRIZIONE"],
        polite: &["per favore", "grazie", "per piacere", "grazie mille", "ciao", "buongiorno", "pf"],
        phrases: &[
            "[voglio|vorrei|desidero] (disiscrivermi|annullare l'iscrizione|cancellarmi|cancellare l'iscrizione)",
            "(cancellatemi|cancellami|toglietemi|toglimi|rimuovetemi|rimuovimi|mi cancelli) [dalla|da questa] [lista]",
            "non (voglio|desidero) [più] ricevere [più] [i vostri|vostri|questi|altri] (messaggi|messaggio|pubblicità)",
            "non (mandatemi|mandarmi|inviatemi|inviarmi|scrivetemi) più [messaggi|pubblicità]",
            "(smettete|smettetela|smetti) di (mandarmi|inviarmi|scrivermi) [messaggi|pubblicità]",
            "(interrompi|ferma|blocca|stop) [le|la] (promozioni|offerte|pubblicità)",
            "basta (promozioni|offerte|pubblicità)",
        ],
        ..NONE
    },
    Language {
        code: "hi",
        keywords: &["STOP", "स्टॉप", "रोकें", "बंद करें", "बंद करो", "अनसब्सक्राइब"],
        polite: &["कृपया", "धन्यवाद", "प्लीज", "प्लीज़", "शुक्रिया"],
        phrases: &["(मैसेज|संदेश) (बंद करें|बंद करो|बंद कर दो|मत भेजो|न भेजें|मत भेजें)", "मुझे (मैसेज|संदेश) (मत भेजो|न भेजें|मत भेजें)"],
        keeps_marks: true,
        ..NONE
    },
    Language {
        code: "ar",
        keywords: &["STOP", "توقف", "إيقاف", "ايقاف", "إلغاء الاشتراك", "الغاء الاشتراك", "أوقف", "اوقف"],
        polite: &["من فضلك", "لو سمحت", "لو سمحتم", "شكرا", "شكرًا", "رجاء", "الرجاء", "السلام عليكم"],
        phrases: &[
            "(أريد|اريد|أرغب في) (إلغاء الاشتراك|الغاء الاشتراك|إيقاف الرسائل)",
            "(لا|لا أريد|لا اريد) (ترسل|ترسلوا|استقبال|تلقي) [لي] [المزيد من] (رسائل|الرسائل)",
            "(أوقفوا|أوقف|اوقفوا|اوقف|إيقاف|ايقاف) (الرسائل|ارسال الرسائل|إرسال الرسائل)",
            "(أوقفوا|أوقف|اوقفوا|اوقف|إيقاف|ايقاف) (العروض|العروض الترويجية|الإعلانات|الرسائل الترويجية)",
        ],
        ..NONE
    },
    Language {
        code: "id",
        keywords: &["STOP", "BERHENTI", "BERHENTI BERLANGGANAN"],
        polite: &["tolong", "mohon", "terima kasih", "makasih", "trims", "kak"],
        phrases: &[
            "[saya] [mau|ingin] berhenti (berlangganan|langganan)",
            "(jangan|berhenti) (kirim|kirimi|mengirim|kirimkan) [saya] pesan [lagi]",
            "(hentikan|stop) (promosi|iklan|promo)",
        ],
        ..NONE
    },
    Language {
        code: "ru",
        keywords: &["СТОП", "STOP", "ОТПИСАТЬСЯ", "ОТПИСКА", "ОТПИШИТЕ"],
        polite: &["пожалуйста", "спасибо", "здравствуйте", "плиз"],
        phrases: &[
            "[я] [хочу] отписаться [от] [рассылки]",
            "отпишите меня [от] [рассылки]",
            "(больше не|не) (пишите|присылайте|отправляйте) [мне] [больше] [сообщения|сообщений|рекламу]",
            "прекратите (рассылку|присылать сообщения|писать)",
            "(остановить|прекратить|отключить|стоп) (рекламу|рассылку|акции|рекламные сообщения)",
        ],
        ..NONE
    },
    Language {
        code: "tr",
        keywords: &["STOP", "İPTAL", "IPTAL", "ABONELİKTEN ÇIK"],
        // French and Spanish speakers write "dur" and "dur…" for something else.
        hinted: &["DUR"],
        polite: &["lütfen", "teşekkürler", "teşekkür ederim", "sağol", "merhaba"],
        phrases: &[
            "[mesaj] [listesinden] (çıkmak istiyorum|abonelikten çıkmak istiyorum)",
            "(promosyonları|reklamları|kampanyaları|tanıtımları) durdur",
            "[bana] [bir daha] mesaj (göndermeyin|atmayın|gönderme|atma)",
        ],
        keeps_marks: true,
        ..NONE
    },
    Language {
        code: "uk",
        keywords: &["СТОП", "STOP", "ВІДПИСАТИСЯ", "ВІДПИСКА"],
        polite: &["будь ласка", "дякую", "вітаю"],
        phrases: &[
            "[я] [хочу] відписатися [від] [розсилки]",
            "відпишіть мене [від] [розсилки]",
            "(більше не|не) (пишіть|надсилайте) [мені] [більше] [повідомлення|рекламу]",
        ],
        ..NONE
    },
    Language {
        code: "pl",
        keywords: &["STOP", "WYPISZ", "WYPISZ MNIE", "REZYGNUJĘ"],
        polite: &["proszę", "dziękuję", "dzięki", "poproszę", "witam"],
        phrases: &[
            "[proszę] (wypiszcie|wypisz) mnie [z] [listy]",
            "(nie wysyłajcie|nie wysyłaj|proszę nie wysyłać) [mi] [już|więcej] [wiadomości|reklam]",
            "[chcę] (się wypisać|wypisać się) [z] [listy]",
        ],
        ..NONE
    },
    Language {
        code: "nl",
        keywords: &["STOP", "AFMELDEN", "UITSCHRIJVEN"],
        polite: &[
            "alstublieft",
            "aub",
            "alsjeblieft",
            "dank u",
            "dank je",
            "dank u wel",
            "bedankt",
            "graag",
            "hallo",
        ],
        phrases: &[
            "(stop|stoppen) [met] [de] (promoties|aanbiedingen|reclame|acties)",
            "geen (promoties|aanbiedingen|reclame) [meer]",
            "[ik wil] [mij|me] [graag] (afmelden|uitschrijven)",
            "(meld|schrijf) (mij|me) (af|uit)",
            "(geen|stuur mij geen|stuur me geen|ik wil geen) berichten meer [ontvangen]",
            "stop met (berichten|appen|sturen|berichten sturen)",
        ],
        ..NONE
    },
    Language {
        code: "ro",
        keywords: &["STOP", "DEZABONARE", "DEZABONEAZĂ-MĂ"],
        polite: &["vă rog", "te rog", "mulțumesc", "mersi", "bună ziua"],
        phrases: &[
            "[vreau|doresc] să mă dezabonez",
            "dezabonați-mă",
            "nu [mai] vreau [să primesc] mesaje",
            "nu-mi mai (trimiteți|trimite) mesaje",
        ],
        ..NONE
    },
    Language {
        code: "el",
        keywords: &["STOP", "ΣΤΟΠ", "ΚΑΤΑΡΓΗΣΗ ΕΓΓΡΑΦΗΣ", "ΔΙΑΓΡΑΦΗ", "ΔΙΑΚΟΠΗ"],
        polite: &["παρακαλώ", "ευχαριστώ", "γεια σας"],
        phrases: &["[θέλω] (να διαγραφώ|διαγραφή)", "μη μου στέλνετε [άλλα] μηνύματα"],
        ..NONE
    },
    Language {
        code: "he",
        keywords: &["STOP", "הסר", "הסרה", "הסירו אותי", "עצור"],
        polite: &["בבקשה", "תודה", "תודה רבה", "נא", "שלום"],
        phrases: &[
            "(תסירו|הסירו|הסר|תוריד|תורידו) אותי [מהרשימה|מהתפוצה]",
            "אל תשלחו לי [יותר] [הודעות]",
            "(תפסיקו|הפסיקו) לשלוח [לי] [הודעות]",
        ],
        ..NONE
    },
    Language {
        code: "ja",
        keywords: &["STOP", "停止", "配信停止", "ストップ", "登録解除"],
        attached: &[
            "してください",
            "して下さい",
            "をお願いします",
            "お願いします",
            "ください",
            "をお願い",
            "希望",
            "を希望します",
            "ありがとうございます",
            "すみません",
        ],
        phrases: &[],
        keeps_marks: true,
        ..NONE
    },
    Language {
        code: "ko",
        keywords: &["STOP", "수신거부", "수신 거부", "중지", "구독취소", "구독 취소"],
        polite: &[
            "부탁드립니다",
            "부탁드려요",
            "부탁해요",
            "감사합니다",
            "해주세요",
            "해 주세요",
            "합니다",
            "할게요",
        ],
        attached: &["해주세요", "부탁드립니다", "합니다", "할게요", "부탁드려요", "요청합니다", "요청"],
        keeps_marks: true,
        ..NONE
    },
    Language {
        code: "zh",
        keywords: &["STOP", "退订", "停止", "取消订阅", "退訂", "取消訂閱"],
        attached: &["请", "請", "谢谢", "謝謝", "麻烦", "麻煩", "我要", "我想", "你好", "您好"],
        keeps_marks: true,
        ..NONE
    },
    Language {
        code: "vi",
        keywords: &["STOP", "DỪNG", "HỦY ĐĂNG KÝ", "HUỶ ĐĂNG KÝ", "HUY DANG KY"],
        polite: &["vui lòng", "làm ơn", "cảm ơn", "xin", "cám ơn"],
        phrases: &["[tôi] [muốn] hủy đăng ký", "(đừng|ngừng) (gửi|nhắn) tin [cho] [tôi] [nữa]"],
        keeps_marks: true,
        ..NONE
    },
    Language {
        code: "th",
        keywords: &["STOP", "หยุด", "ยกเลิกการรับข้อความ", "เลิกรับข้อความ"],
        polite: &["ครับ", "ค่ะ", "คะ", "ขอบคุณ", "กรุณา"],
        attached: &["ครับ", "ค่ะ", "คะ", "ขอบคุณ", "กรุณา", "โปรด", "ด้วย"],
        keeps_marks: true,
        ..NONE
    },
    Language {
        code: "ms",
        keywords: &["STOP", "BERHENTI", "HENTI"],
        polite: &["tolong", "sila", "terima kasih"],
        phrases: &["[saya] [mahu|nak] berhenti melanggan", "jangan hantar mesej [lagi]"],
        ..NONE
    },
    Language {
        code: "sw",
        keywords: &["STOP"],
        // "Achha" is "all right" in Hindi and Urdu, often written "acha".
        hinted: &["ACHA"],
        polite: &["tafadhali", "asante", "asante sana"],
        phrases: &["(acha|acheni) kunitumia (ujumbe|meseji)", "usinitumie (ujumbe|meseji) [tena]"],
        ..NONE
    },
    Language {
        code: "cs",
        keywords: &["STOP", "ODHLÁSIT", "ODHLÁSIT ODBĚR"],
        polite: &["prosím", "děkuji", "díky", "dobrý den"],
        phrases: &[
            "[chci] se odhlásit [z] [odběru]",
            "(odhlaste|odhlas) mě [z] [odběru]",
            "neposílejte [mi] [už|další] zprávy",
        ],
        ..NONE
    },
    Language {
        code: "sv",
        keywords: &["STOPP", "STOP", "AVREGISTRERA"],
        polite: &["tack", "snälla", "vänligen", "hej"],
        phrases: &[
            "[jag vill] avregistrera (mig)",
            "(inga|skicka inga) fler meddelanden",
            "sluta skicka [mig] meddelanden",
        ],
        ..NONE
    },
    Language {
        code: "hu",
        keywords: &["STOP", "LEIRATKOZÁS", "LEIRATKOZOM"],
        polite: &["kérem", "köszönöm"],
        phrases: &["[szeretnék] leiratkozni", "ne küldjenek [több] üzenetet"],
        ..NONE
    },
    Language { code: "da", keywords: &["STOP", "AFMELD"], polite: &["tak", "venligst"], ..NONE },
    Language { code: "nb", keywords: &["STOPP", "STOP"], polite: &["takk", "vennligst"], ..NONE },
    Language { code: "fi", polite: &["kiitos"], ..NONE },
    Language {
        code: "fa",
        keywords: &["STOP", "توقف", "لغو اشتراک"],
        polite: &["لطفا", "لطفاً", "ممنون", "مرسی"],
        ..NONE
    },
    Language {
        code: "bn", polite: &["দয়া করে", "ধন্যবাদ"], keeps_marks: true, ..NONE
    },
    Language { code: "ur", polite: &["براہ کرم", "شکریہ"], ..NONE },
    Language { code: "fil", polite: &["salamat", "pakiusap", "po"], ..NONE },
    Language {
        code: "ca",
        keywords: &["STOP", "DONAR-ME DE BAIXA"],
        polite: &["si us plau", "gràcies"],
        ..NONE
    },
    Language { code: "hr", keywords: &["STOP", "ODJAVA"], polite: &["molim", "hvala"], ..NONE },
    Language { code: "sk", keywords: &["STOP", "ODHLÁSIŤ"], polite: &["prosím", "ďakujem"], ..NONE },
    Language {
        code: "bg", keywords: &["STOP", "СТОП", "ОТПИСВАНЕ"], polite: &["моля", "благодаря"], ..NONE
    },
    Language {
        code: "ta",
        keywords: &["STOP", "நிறுத்து"],
        polite: &["நன்றி", "தயவுசெய்து"],
        keeps_marks: true,
        ..NONE
    },
];
