//! Urdu.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "ur",
    title: "{company} کی طرف سے آپ کے WhatsApp پیغامات",
    agreed: "جس کی آپ نے اجازت دی",
    agreed_to: "{date} کو آپ نے {digits} پر ختم ہونے والے نمبر کے لیے WhatsApp پر یہ وصول کرنے کی اجازت دی:",
    shown: "جو آپ کو دکھایا گیا",
    privacy: "رازداری کا نوٹس: {company}",
    withdraw_title: "اپنی رضامندی واپس لیں",
    withdraw: "اس کے بعد {company} کو اجازت نہیں ہو گی کہ آپ کو WhatsApp پر یہ بھیجے: {purposes}۔ یہ مفت ہے اور کچھ اور نہیں بدلتا۔",
    button: "واپس لیں",
    done_title: "آپ کی رضامندی واپس لے لی گئی ہے",
    done: "{date} کو درج کیا گیا۔ {company} کو اب اجازت نہیں کہ آپ کو WhatsApp پر یہ بھیجے: {purposes}۔",
    save: "ثبوت محفوظ کریں",
    save_note: "ایک دستخط شدہ فائل جو دکھاتی ہے کہ رضامندی واپس لی گئی، اور کب۔",
    unknown: Refusal { title: "یہ لنک کام نہیں کرتا", text: "شاید اس کا کوئی حصہ غائب ہے: اسے پورا نقل کریں۔ آپ ہمیشہ WhatsApp پر کسی پیغام کے جواب میں {keyword} لکھ سکتے ہیں۔" },
    expired: Refusal { title: "اس لنک کی میعاد ختم ہو گئی ہے", text: "WhatsApp پر کسی پیغام کے جواب میں {keyword} لکھیں: اس سے پیغامات کسی بھی وقت رک جاتے ہیں۔" },
    foreign: Refusal { title: "کچھ نہیں بدلا گیا", text: "درخواست کسی اور سائٹ سے آئی تھی۔ اپنا لنک خود کھولیں اور وہاں بٹن دبائیں۔" },
    failed: Refusal { title: "یہ نہیں ہو سکا", text: "کچھ نہیں بدلا گیا۔ ایک منٹ بعد دوبارہ کوشش کریں، یا WhatsApp پر کسی پیغام کے جواب میں {keyword} لکھیں۔" },
    months: &[],
};
