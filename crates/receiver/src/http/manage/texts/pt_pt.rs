//! Portuguese, as in Portugal.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "pt-PT",
    title: "As suas mensagens de WhatsApp de {company}",
    agreed: "O que aceitou",
    agreed_to: "Em {date} aceitou, para o número terminado em {digits}, receber pelo WhatsApp:",
    shown: "O que lhe foi mostrado",
    privacy: "Política de privacidade de {company}",
    withdraw_title: "Retirar o seu consentimento",
    withdraw: "{company} deixará de poder enviar-lhe pelo WhatsApp: {purposes}. É gratuito e nada mais muda.",
    button: "Retirar",
    done_title: "Retirou o seu consentimento",
    done: "Registado em {date}. {company} já não pode enviar-lhe pelo WhatsApp: {purposes}.",
    save: "Guardar a prova",
    save_note: "Um ficheiro assinado que mostra que retirou o consentimento, e quando.",
    change_title: "Alterar o seu número ou as suas escolhas",
    change_keep: "Deixe em branco para manter o número que termina em {digits}.",
    change_next: "Continuar",
    change_none: "Escolha pelo menos um tipo de mensagens. Para terminar todas, retire o seu consentimento.",
    change_number: "Este número não pode estar certo. Escreva-o com + e o indicativo do país.",
    change_confirm: "Ainda nada mudou. Envie a mensagem preparada no WhatsApp a partir do número que termina em {digits}, no prazo de 30 minutos. Só então isto substitui a sua escolha anterior:",
    changed_title: "Alterou isto",
    changed: "Registado em {date}. Vale o que escolheu nessa altura.",
    changed_link: "Ver o que vale agora",
    unknown: Refusal { title: "Esta ligação não funciona", text: "Pode faltar uma parte: copie-a inteira. Pode sempre responder {keyword} a uma mensagem no WhatsApp." },
    expired: Refusal { title: "Esta ligação expirou", text: "Responda {keyword} a uma mensagem no WhatsApp: isso interrompe as mensagens a qualquer momento." },
    foreign: Refusal { title: "Nada foi alterado", text: "O pedido veio de outro sítio. Abra a sua ligação e carregue lá no botão." },
    failed: Refusal { title: "Isto não funcionou", text: "Nada foi alterado. Tente de novo dentro de um minuto ou responda {keyword} a uma mensagem no WhatsApp." },
    months: &[],
};
