//! WA-02: the text says that the person agrees to receive messages.

use super::*;
use crate::policy::text::find_any;

pub(super) static RULE: Rule = Rule::new(
    "WA-02",
    "The text says that the person agrees to receive messages",
    "Word it as the person's own choice: \"I agree to receive order updates from … on WhatsApp\".",
    Levels::whatsapp(Severity::Error),
)
.on_prompt(prompt);

fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    if prompt.agrees() {
        return;
    }
    // "Offers on WhatsApp" beside a box names a thing to be chosen; "Acme sends you offers" states a fact.
    let lists = prompt.words();
    let states = prompt.asking().any(|text| find_any(&text.words, STATES).is_some());
    let addressed = states || prompt.asking().flat_map(crate::policy::Text::sentences).any(|sentence| addresses(sentence, &lists));
    let bare = !prompt.boxes.is_empty() && (0..prompt.boxes.len()).any(|index| { let found = prompt.purposes(Some(index)); found.is_named() || found.vague.is_some_and(|span| said(prompt, span).starts_with("info")) }) && !addressed;
    match prompt.unsure() {
        None if prompt.refuses() => judge.find(prompt.span, "The words refuse messages: ticking them is no agreement."),
        Some(why) => judge.review(prompt.span, why),
        None if !addressed && prompt.invites() => judge.review(prompt.span, "an invitation to join stands beside the field, without a word of agreement"),
        None if !addressed && prompt.asking().any(|text| find_any(&text.words, STAYING).is_some()) => judge.review(prompt.span, "an invitation to stay in touch, without a word of agreement"),
        None if bare => judge.review(prompt.span, "the label names what will be sent, without a word of agreement"),
        None => judge.find(prompt.span, "Nothing says that the person agrees to receive messages."),
    }
}

/// The word at a place.
fn said(prompt: &Prompt, span: crate::policy::Span) -> &str {
    let mut words = prompt.texts.iter().flat_map(|text| &text.words);
    words.find(|word| word.span.start == span.start).map_or("", |word| word.folded.as_str())
}

/// "Stay connected": an invitation.
const STAYING: &[&str] = &[
    "stay connected|informed|tuned|updated|posted|close",
    "stay|keep in touch|the",
    "restez|restons|rester connecte*|informe*|contact|en|proche*",
    "bleib*|bleiben .. verbindung|laufenden|kontakt|verbunden|informiert",
    "mantente|mantengase|sigue|seguimos .. contacto|informad*|dia|conectad*",
    "resta|restiamo|restare|rimani .. contatto|aggiornat*|conness*",
    "fique|mantenha|mantem|continue .. contacto|contato|atualizad*|ligad*|par|dentro",
];

/// What a business does is no wish of the person's.
const STATES: &[&str] = &[
    "we send|deliver|share|post|use|message|text|inform|notify",
    "will|are be sent|delivered|posted|shared|used",
    "are|is sent|delivered|posted|shared",
    "nous envoyons|enverrons|utilisons|informons|prevenons",
    "wir senden|schicken|verschicken|versenden|informieren|nutzen",
    "enviamos|enviaremos|mandamos|avisamos|informamos|usamos",
    "inviamo|invieremo|mandiamo|informiamo|usiamo",
];

pub(super) static DOC: Doc = Doc {
    why: "An opt-in is an active statement. \"This number has WhatsApp\", a bare \"WhatsApp\" or \"Acme sends you news\" states a fact and asks for nothing.",
    decides: "Whether the words contain an agreement, a wish or an order to send (\"I agree\", \"send me\", \"receive\"). Typing a number counts when the text says so.",
    sources: &[seed("S5"), seed("S17"), OPT_IN],
    examples: &[
        Example::valid("en", r#"<label><input type="checkbox" name="wa"> Send me delivery updates on WhatsApp</label>"#),
        Example::valid("fr", r#"<label><input type="checkbox" name="whatsapp"> J’accepte de recevoir mes factures par WhatsApp</label>"#),
        Example::valid("it", r#"<label><input type="checkbox" name="whatsapp"> Desidero ricevere la ricevuta di acquisto su WhatsApp</label>"#),
        Example::valid("es", r#"<label><input type="checkbox" name="whatsapp"> Quiero recibir avisos de mi pedido por WhatsApp</label>"#),
        Example::valid("de", r#"<label><input type="checkbox" name="whatsapp"> Ich möchte Versandinformationen per WhatsApp erhalten</label>"#),
        Example::valid("pt", r#"<label><input type="checkbox" name="whatsapp"> Aceito receber novidades do meu pedido pelo WhatsApp</label>"#),
        Example::invalid("en", r#"<label><input type="checkbox" name="wa_number"> This number has WhatsApp</label>"#),
        Example::invalid("en", r#"<label><input type="checkbox" name="channel"> WhatsApp</label>"#),
        Example::invalid("fr", r#"<label><input type="checkbox" name="whatsapp"> Ce numéro a un compte WhatsApp</label>"#),
        Example::invalid("it", r#"<label><input type="checkbox" name="whatsapp"> Il numero è su WhatsApp</label>"#),
        Example::review("en", r#"<label><input type="checkbox" name="whatsapp"> {{ label }}</label>"#),
    ],
};
