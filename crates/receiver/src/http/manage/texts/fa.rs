//! Persian.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "fa",
    title: "پیام‌های WhatsApp شما از {company}",
    agreed: "آنچه پذیرفته‌اید",
    agreed_to: "در {date} برای شماره‌ای که به {digits} ختم می‌شود پذیرفتید که در WhatsApp این‌ها را دریافت کنید:",
    shown: "آنچه به شما نشان داده شد",
    privacy: "اطلاعیه حریم خصوصی {company}",
    withdraw_title: "پس گرفتن رضایت",
    withdraw: "پس از آن {company} اجازه ندارد در WhatsApp این‌ها را برای شما بفرستد: {purposes}. رایگان است و چیز دیگری تغییر نمی‌کند.",
    button: "پس گرفتن",
    done_title: "رضایت خود را پس گرفته‌اید",
    done: "در {date} ثبت شد. {company} دیگر اجازه ندارد در WhatsApp این‌ها را برای شما بفرستد: {purposes}.",
    save: "ذخیره مدرک",
    save_note: "پرونده‌ای امضاشده که نشان می‌دهد رضایت خود را پس گرفته‌اید و چه زمانی.",
    unknown: Refusal { title: "این پیوند کار نمی‌کند", text: "شاید بخشی از آن نباشد: آن را کامل کپی کنید. همیشه می‌توانید به یک پیام در WhatsApp پاسخ «{keyword}» بدهید." },
    expired: Refusal { title: "این پیوند منقضی شده است", text: "به یک پیام در WhatsApp پاسخ «{keyword}» بدهید: در هر زمان پیام‌ها را متوقف می‌کند." },
    foreign: Refusal { title: "چیزی تغییر نکرد", text: "درخواست از سایت دیگری آمده بود. خود پیوند را باز کنید و دکمه را آنجا فشار دهید." },
    failed: Refusal { title: "انجام نشد", text: "چیزی تغییر نکرد. یک دقیقه دیگر دوباره تلاش کنید یا به یک پیام در WhatsApp پاسخ «{keyword}» بدهید." },
    months: &[],
};
