//! Arabic.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "ar",
    title: "رسائل WhatsApp الواردة إليك من {company}",
    agreed: "ما وافقت عليه",
    agreed_to: "في {date} تمت الموافقة، للرقم المنتهي بـ {digits}، على تلقي ما يلي عبر WhatsApp:",
    shown: "ما عُرض عليك",
    privacy: "إشعار الخصوصية: {company}",
    withdraw_title: "سحب موافقتك",
    withdraw: "لن يُسمح لـ {company} بعد ذلك بإرسال ما يلي إليك عبر WhatsApp: {purposes}. هذا مجاني ولا يتغير أي شيء آخر.",
    button: "سحب الموافقة",
    done_title: "تم سحب موافقتك",
    done: "سُجّل في {date}. لم يعد مسموحًا لـ {company} بإرسال ما يلي إليك عبر WhatsApp: {purposes}.",
    save: "حفظ الإثبات",
    save_note: "ملف موقّع يُظهر أن الموافقة سُحبت ومتى سُحبت.",
    change_title: "تغيير رقمك أو اختياراتك",
    change_keep: "يُترك فارغًا للإبقاء على الرقم المنتهي بـ {digits}.",
    change_next: "متابعة",
    change_none: "يُرجى اختيار نوع واحد من الرسائل على الأقل. لإنهائها كلها يمكنك سحب موافقتك.",
    change_number: "لا يبدو هذا الرقم صحيحًا. يُرجى كتابته مع + ورمز البلد.",
    change_confirm: "لم يتغير شيء بعد. يُرجى إرسال الرسالة الجاهزة عبر WhatsApp من الرقم المنتهي بـ {digits} خلال 30 دقيقة. عندئذ يحل ما يلي محل اختيارك السابق:",
    changed_title: "تم تغيير هذا",
    changed: "سُجّل في {date}. يسري الآن ما تم اختياره حينها.",
    changed_link: "عرض ما يسري الآن",
    unknown: Refusal { title: "هذا الرابط لا يعمل", text: "ربما ينقص جزء منه: يُرجى نسخه كاملًا. يمكنك دائمًا الرد بكلمة «{keyword}» على رسالة في WhatsApp." },
    expired: Refusal { title: "انتهت صلاحية هذا الرابط", text: "الرد بكلمة «{keyword}» على رسالة في WhatsApp يوقف الرسائل في أي وقت." },
    foreign: Refusal { title: "لم يتغير شيء", text: "جاء الطلب من موقع آخر. يُرجى فتح الرابط نفسه والضغط على الزر هناك." },
    failed: Refusal { title: "لم ينجح ذلك", text: "لم يتغير شيء. يُرجى المحاولة مجددًا بعد دقيقة، أو الرد بكلمة «{keyword}» على رسالة في WhatsApp." },
    months: &[],
};
