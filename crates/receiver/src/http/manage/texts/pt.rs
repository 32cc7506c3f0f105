//! Portuguese, as in Brazil.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "pt",
    title: "Suas mensagens de WhatsApp de {company}",
    agreed: "O que você aceitou",
    agreed_to: "Em {date} você aceitou, para o número terminado em {digits}, receber pelo WhatsApp:",
    shown: "O que foi mostrado a você",
    privacy: "Aviso de privacidade de {company}",
    withdraw_title: "Retirar seu consentimento",
    withdraw: "{company} não poderá mais enviar a você pelo WhatsApp: {purposes}. É gratuito e nada mais muda.",
    button: "Retirar",
    done_title: "Você retirou seu consentimento",
    done: "Registrado em {date}. {company} não pode mais enviar a você pelo WhatsApp: {purposes}.",
    save: "Guardar a prova",
    save_note: "Um arquivo assinado que mostra que você retirou o consentimento, e quando.",
    change_title: "Mudar seu número ou suas escolhas",
    change_keep: "Deixe em branco para manter o número que termina em {digits}.",
    change_next: "Continuar",
    change_none: "Escolha pelo menos um tipo de mensagem. Para encerrar todas, retire seu consentimento.",
    change_number: "Este número não pode estar certo. Escreva-o com + e o código do país.",
    change_confirm: "Nada mudou ainda. Envie a mensagem preparada no WhatsApp a partir do número que termina em {digits}, em até 30 minutos. Só então isto substitui sua escolha anterior:",
    changed_title: "Você mudou isto",
    changed: "Registrado em {date}. Vale o que você escolheu naquele momento.",
    changed_link: "Ver o que vale agora",
    unknown: Refusal { title: "Este link não funciona", text: "Pode faltar uma parte: copie-o inteiro. Você sempre pode responder {keyword} a uma mensagem no WhatsApp." },
    expired: Refusal { title: "Este link expirou", text: "Responda {keyword} a uma mensagem no WhatsApp: isso interrompe as mensagens a qualquer momento." },
    foreign: Refusal { title: "Nada foi alterado", text: "O pedido veio de outro site. Abra o seu link e aperte o botão ali." },
    failed: Refusal { title: "Isso não funcionou", text: "Nada foi alterado. Tente de novo em um minuto ou responda {keyword} a uma mensagem no WhatsApp." },
    months: &[],
};
