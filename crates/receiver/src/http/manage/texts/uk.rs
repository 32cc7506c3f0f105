//! Ukrainian.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "uk",
    title: "Ваші повідомлення WhatsApp від {company}",
    agreed: "На що ви погодилися",
    agreed_to: "{date} ви погодилися отримувати у WhatsApp на номер, що закінчується на {digits}:",
    shown: "Що вам показали",
    privacy: "Політика конфіденційності: {company}",
    withdraw_title: "Відкликання згоди",
    withdraw: "{company} більше не зможе надсилати вам у WhatsApp: {purposes}. Це безкоштовно, і більше нічого не зміниться.",
    button: "Відкликати",
    done_title: "Ви відкликали згоду",
    done: "Записано {date}. {company} більше не може надсилати вам у WhatsApp: {purposes}.",
    save: "Зберегти підтвердження",
    save_note: "Підписаний файл, який показує, що і коли ви відкликали згоду.",
    unknown: Refusal { title: "Це посилання не працює", text: "Можливо, бракує його частини: скопіюйте його повністю. Ви завжди можете відповісти {keyword} на повідомлення у WhatsApp." },
    expired: Refusal { title: "Термін дії посилання минув", text: "Надішліть {keyword} у відповідь на повідомлення у WhatsApp: це зупинить повідомлення будь-коли." },
    foreign: Refusal { title: "Нічого не змінилося", text: "Запит надійшов з іншого сайту. Відкрийте саме посилання й натисніть кнопку там." },
    failed: Refusal { title: "Не вдалося", text: "Нічого не змінилося. Спробуйте ще раз за хвилину або надішліть {keyword} у відповідь на повідомлення у WhatsApp." },
    months: &[],
};
