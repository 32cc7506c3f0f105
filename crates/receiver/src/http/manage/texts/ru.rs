//! Russian.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "ru",
    title: "Ваши сообщения WhatsApp от {company}",
    agreed: "На что вы согласились",
    agreed_to: "{date} вы согласились получать в WhatsApp на номер, который заканчивается на {digits}:",
    shown: "Что вам показали",
    privacy: "Политика конфиденциальности: {company}",
    withdraw_title: "Отзыв согласия",
    withdraw: "{company} больше не сможет отправлять вам в WhatsApp: {purposes}. Это бесплатно, и больше ничего не изменится.",
    button: "Отозвать",
    done_title: "Вы отозвали согласие",
    done: "Записано {date}. {company} больше не может отправлять вам в WhatsApp: {purposes}.",
    save: "Сохранить подтверждение",
    save_note: "Подписанный файл, который показывает, что и когда вы отозвали согласие.",
    unknown: Refusal { title: "Эта ссылка не работает", text: "Возможно, не хватает её части: скопируйте её целиком. Вы всегда можете ответить {keyword} на сообщение в WhatsApp." },
    expired: Refusal { title: "Срок действия ссылки истёк", text: "Ответьте {keyword} на сообщение в WhatsApp: это остановит сообщения в любой момент." },
    foreign: Refusal { title: "Ничего не изменилось", text: "Запрос пришёл с другого сайта. Откройте саму ссылку и нажмите кнопку там." },
    failed: Refusal { title: "Не получилось", text: "Ничего не изменилось. Попробуйте ещё раз через минуту или ответьте {keyword} на сообщение в WhatsApp." },
    months: &[],
};
