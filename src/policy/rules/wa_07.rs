//! WA-07: the purpose names a kind of content.

use super::*;

pub(super) static RULE: Rule = Rule::new(
    "WA-07",
    "The purpose names a kind of content",
    "Say what will be sent: order confirmations, appointment reminders, offers …",
    Levels::whatsapp(Severity::Warning),
)
.on_prompt(prompt);

fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    let purposes = prompt.purposes(None);
    if purposes.is_named() {
        return;
    }
    match (prompt.unsure(), purposes.vague) {
        (Some(why), _) => judge.review(prompt.span, why),
        (None, Some(span)) => judge.review(span, "whether this says enough about what will be sent is for a person to decide"),
        (None, None) if prompt.names_something().is_some() => {
            judge.review(prompt.names_something(), "this may name a content; no list has the word");
        }
        (None, None) => judge.find(prompt.span, "Nothing says what kind of messages will be sent."),
    }
}

pub(super) static DOC: Doc = Doc {
    why: "\"WhatsApp messages\" is a channel, not a purpose. Consent covers what was named, and people block what they did not expect.",
    decides: "Whether a content is named (orders, deliveries, appointments, offers, news, codes …). \"Updates\" or \"notifications\" alone are left to a person.",
    sources: &[seed("S20"), seed("S9"), seed("S23"), OPT_IN],
    examples: &[
        Example::valid("en", r#"<label><input type="checkbox" name="wa"> Send me delivery updates on WhatsApp</label>"#),
        Example::valid("fr", r#"<label><input type="checkbox" name="whatsapp"> J’accepte de recevoir mes rappels de rendez-vous sur WhatsApp</label>"#),
        Example::valid("it", r#"<label><input type="checkbox" name="whatsapp"> Acconsento a ricevere su WhatsApp la ricevuta di acquisto</label>"#),
        Example::valid("es", r#"<label><input type="checkbox" name="whatsapp"> Acepto recibir ofertas por WhatsApp</label>"#),
        Example::valid("de", r#"<label><input type="checkbox" name="whatsapp"> Ich möchte Terminerinnerungen per WhatsApp erhalten</label>"#),
        Example::valid("pt", r#"<label><input type="checkbox" name="whatsapp"> Aceito receber promoções pelo WhatsApp</label>"#),
        Example::invalid("en", r#"<label><input type="checkbox" name="wa"> I agree to receive WhatsApp messages from Acme</label>"#),
        Example::invalid("fr", r#"<label><input type="checkbox" name="whatsapp"> J’accepte de recevoir des messages WhatsApp</label>"#),
        Example::invalid("it", r#"<label><input type="checkbox" name="whatsapp"> Acconsento a ricevere messaggi su WhatsApp</label>"#),
        Example::invalid("de", r#"<label><input type="checkbox" name="whatsapp"> Ich bin einverstanden, per WhatsApp kontaktiert zu werden</label>"#),
        Example::review("en", r#"<label><input type="checkbox" name="wa"> Send me updates on WhatsApp</label>"#),
    ],
};
