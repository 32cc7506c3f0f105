//! WA-08: one choice per category.

use super::*;
use crate::policy::Origin;

pub(super) static RULE: Rule = Rule::new(
    "WA-08",
    "There is one choice per category",
    "Give marketing, utility and authentication messages a box each.",
    Levels::whatsapp(Severity::Warning),
)
.on_prompt(prompt);

fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    // A record keeps the words, not which box each belonged to.
    if prompt.origin == Origin::Record {
        return;
    }
    let mixed = |purposes: Purposes| (purposes.categories() > 1).then_some(purposes.marketing.or(purposes.utility)).flatten();
    if prompt.boxes.len() > 1 {
        for (index, choice) in prompt.boxes.iter().enumerate() {
            // Under a label of one category, words of another are WA-21.
            if choice.category.is_none() && mixed(prompt.purposes(Some(index))).is_some() {
                judge.find(choice.span, "One box stands for messages of several categories.");
            }
        }
        return;
    }
    // Promotional words under a utility heading are WA-21.
    if prompt.boxes.first().is_some_and(|choice| choice.category.is_some()) || super::wa_21::headed_utility(prompt) {
        return;
    }
    if let Some(span) = mixed(prompt.purposes(None)) {
        judge.find(span, "One choice stands for messages of several categories.");
    }
}

pub(super) static DOC: Doc = Doc {
    why: "Somebody may want a parcel's whereabouts without advertising. WhatsApp files messages under marketing, utility or authentication, and consent to one is none to the others.",
    decides: "Which categories the words beside each box name. Two utility contents may share a box.",
    sources: &[OPT_IN, Source { name: "GDPR, recital 43", url: GDPR }],
    examples: &[
        Example::valid("en", r#"<label><input type="checkbox" name="wa"> Send me order and delivery updates on WhatsApp</label>"#),
        Example::valid("fr", r#"<label><input type="checkbox" name="whatsapp_1"> Recevoir le suivi de ma commande sur WhatsApp</label><label><input type="checkbox" name="whatsapp_2"> Recevoir les offres d’Acme sur WhatsApp</label>"#),
        Example::invalid("en", r#"<label><input type="checkbox" name="wa"> Send me order updates and special offers on WhatsApp</label>"#),
        Example::invalid("fr", r#"<label><input type="checkbox" name="whatsapp"> J’accepte de recevoir le suivi de mes commandes et des promotions sur WhatsApp</label>"#),
        Example::invalid("it", r#"<label><input type="checkbox" name="whatsapp"> Desidero ricevere conferme d’ordine e offerte su WhatsApp</label>"#),
        Example::invalid("es", r#"<label><input type="checkbox" name="whatsapp"> Quiero recibir el estado de mi pedido y ofertas por WhatsApp</label>"#),
        Example::invalid("de", r#"<label><input type="checkbox" name="whatsapp"> Ich möchte Lieferstatus und Angebote per WhatsApp erhalten</label>"#),
        Example::invalid("pt", r#"<label><input type="checkbox" name="whatsapp"> Quero receber o status do pedido e promoções pelo WhatsApp</label>"#),
    ],
};
