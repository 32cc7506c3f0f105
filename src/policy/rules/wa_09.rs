//! WA-09: how to opt out stands beside the box.

use super::*;
use crate::policy::Way;

pub(super) static RULE: Rule = Rule::new(
    "WA-09",
    "How to opt out stands beside the box",
    "Add one sentence beside the box: \"Reply STOP at any time to stop these messages\".",
    Levels::whatsapp(Severity::Warning),
)
.on_prompt(prompt);

fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    match prompt.way_out() {
        Way::How(_) | Way::Letter(_) => {}
        Way::Announced(span) => judge.review(span, "this says that one can opt out, but not plainly how"),
        Way::Unknown => judge.review(prompt.span, prompt.unsure().unwrap_or("an expression may say how to opt out")),
        Way::Hidden(span) | Way::Far(span) => judge.find(span, "How to opt out is hidden, or stands far from the box."),
        Way::None => judge.find(prompt.span, "Nothing beside the box says how to opt out."),
    }
}

pub(super) static DOC: Doc = Doc {
    why: "Whoever knows the way out does not block the sender, and blocks lower the number's quality. An opt-out that is hidden protects nobody.",
    decides: "Whether words that are seen with the prompt name a keyword, a link or a setting. One sentence serves all boxes; hidden, or in the page's footer, it does not count.",
    sources: &[seed("S11"), seed("S42"), OPT_IN],
    examples: &[
        Example::valid("en", r#"<label><input type="checkbox" name="wa"> Send me order updates on WhatsApp.</label> <small>Reply STOP at any time.</small>"#),
        Example::valid("fr", r#"<label><input type="checkbox" name="whatsapp"> Recevoir le suivi sur WhatsApp.</label> <p>Répondez STOP pour ne plus recevoir ces messages.</p>"#),
        Example::valid("it", r#"<label><input type="checkbox" name="whatsapp"> Desidero ricevere offerte su WhatsApp. Rispondi STOP per annullare.</label>"#),
        Example::valid("es", r#"<label><input type="checkbox" name="whatsapp"> Quiero recibir ofertas por WhatsApp. Responde BAJA en cualquier momento.</label>"#),
        Example::valid("de", r#"<label><input type="checkbox" name="whatsapp"> Ich möchte Angebote per WhatsApp erhalten. Abmelden mit STOP.</label>"#),
        Example::valid("pt", r#"<label><input type="checkbox" name="whatsapp"> Quero receber ofertas pelo WhatsApp. Responda SAIR para cancelar.</label>"#),
        Example::invalid("en", r#"<form><label><input type="checkbox" name="wa"> Send me order updates on WhatsApp.</label></form>"#),
        Example::invalid("en", r#"<label><input type="checkbox" name="wa"> Send me order updates on WhatsApp. <span style="display:none">Reply STOP.</span></label>"#),
        Example::invalid("fr", r#"<main><form><label><input type="checkbox" name="whatsapp"> Recevoir le suivi sur WhatsApp.</label></form></main><footer>Envoyez STOP pour vous désabonner.</footer>"#),
        Example::review("en", r#"<label><input type="checkbox" name="wa"> Send me order updates on WhatsApp. You can unsubscribe at any time.</label>"#),
    ],
};
