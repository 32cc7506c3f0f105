//! Hebrew.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "he",
    title: "הודעות ה-WhatsApp שלך מאת {company}",
    agreed: "למה ניתנה הסכמתך",
    agreed_to: "בתאריך {date} ניתנה הסכמה, עבור המספר המסתיים ב-{digits}, לקבל ב-WhatsApp:",
    shown: "מה הוצג לך",
    privacy: "הודעת הפרטיות של {company}",
    withdraw_title: "ביטול ההסכמה",
    withdraw: "לאחר מכן אסור יהיה ל-{company} לשלוח אליך ב-WhatsApp: {purposes}. זה ללא תשלום, ושום דבר אחר לא ישתנה.",
    button: "ביטול ההסכמה",
    done_title: "ההסכמה שלך בוטלה",
    done: "נרשם בתאריך {date}. אסור עוד ל-{company} לשלוח אליך ב-WhatsApp: {purposes}.",
    save: "שמירת ההוכחה",
    save_note: "קובץ חתום המראה שההסכמה בוטלה ומתי.",
    change_title: "שינוי המספר או הבחירות שלך",
    change_keep: "יש להשאיר ריק כדי לשמור על המספר המסתיים ב-{digits}.",
    change_next: "המשך",
    change_none: "יש לבחור לפחות סוג אחד של הודעות. כדי להפסיק את כולן אפשר לבטל את ההסכמה.",
    change_number: "המספר הזה אינו יכול להיות נכון. יש לכתוב אותו עם + וקידומת המדינה.",
    change_confirm: "עדיין לא השתנה דבר. יש לשלוח את ההודעה המוכנה ב-WhatsApp מהמספר המסתיים ב-{digits} בתוך 30 דקות. רק אז זה יחליף את הבחירה הקודמת שלך:",
    changed_title: "שינית את זה",
    changed: "נרשם ב-{date}. מה שבחרת אז תקף במקום זה.",
    changed_link: "הצגת מה שתקף עכשיו",
    unknown: Refusal { title: "הקישור הזה לא פועל", text: "ייתכן שחסר בו חלק: יש להעתיק אותו במלואו. תמיד אפשר להשיב \"{keyword}\" להודעה ב-WhatsApp." },
    expired: Refusal { title: "תוקף הקישור פג", text: "אפשר להשיב \"{keyword}\" להודעה ב-WhatsApp: זה מפסיק את ההודעות בכל עת." },
    foreign: Refusal { title: "שום דבר לא השתנה", text: "הבקשה הגיעה מאתר אחר. יש לפתוח את הקישור עצמו וללחוץ שם על הלחצן." },
    failed: Refusal { title: "הפעולה לא הצליחה", text: "שום דבר לא השתנה. אפשר לנסות שוב בעוד דקה, או להשיב \"{keyword}\" להודעה ב-WhatsApp." },
    months: &[],
};
