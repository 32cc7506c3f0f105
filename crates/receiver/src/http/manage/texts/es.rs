//! Spanish.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "es",
    title: "Tus mensajes de WhatsApp de {company}",
    agreed: "Lo que aceptaste",
    agreed_to: "El {date} aceptaste, para el número terminado en {digits}, recibir por WhatsApp:",
    shown: "Lo que se te mostró",
    privacy: "Aviso de privacidad de {company}",
    withdraw_title: "Retirar tu consentimiento",
    withdraw: "{company} ya no podrá enviarte por WhatsApp: {purposes}. No cuesta nada y no cambia nada más.",
    button: "Retirar",
    done_title: "Has retirado tu consentimiento",
    done: "Registrado el {date}. {company} ya no puede enviarte por WhatsApp: {purposes}.",
    save: "Guardar la prueba",
    save_note: "Un archivo firmado que demuestra que retiraste tu consentimiento, y cuándo.",
    change_title: "Cambiar su número o sus elecciones",
    change_keep: "Déjelo vacío para conservar el número que termina en {digits}.",
    change_next: "Continuar",
    change_none: "Elija al menos un tipo de mensajes. Para poner fin a todos, retire su consentimiento.",
    change_number: "Este número no puede ser correcto. Escríbalo con + y el prefijo del país.",
    change_confirm: "Todavía no ha cambiado nada. Envíe por WhatsApp el mensaje preparado desde el número que termina en {digits}, antes de 30 minutos. Entonces esto sustituirá a su elección anterior:",
    changed_title: "Usted ha cambiado esto",
    changed: "Registrado el {date}. Ahora vale lo que eligió entonces.",
    changed_link: "Ver lo que vale ahora",
    unknown: Refusal { title: "Este enlace no funciona", text: "Quizá falte una parte: cópialo entero. También puedes responder {keyword} a un mensaje de WhatsApp." },
    expired: Refusal { title: "Este enlace ha caducado", text: "Responde {keyword} a un mensaje de WhatsApp: detiene los mensajes en cualquier momento." },
    foreign: Refusal { title: "No se ha cambiado nada", text: "La petición venía de otro sitio. Abre tu enlace y pulsa allí el botón." },
    failed: Refusal { title: "No ha funcionado", text: "No se ha cambiado nada. Inténtalo de nuevo en un minuto o responde {keyword} a un mensaje de WhatsApp." },
    months: &[],
};
