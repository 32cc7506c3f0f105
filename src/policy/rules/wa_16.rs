//! WA-16: a marketing template has the STOP footer and a quick reply that sends `STOP`.

use super::*;
use crate::consent::Category;
use crate::policy::template::text_of;
use crate::policy::{Button, ComponentKind, Role};

pub(super) static RULE: Rule = Rule::new(
    "WA-16",
    "A marketing template says how to stop, in its footer and by a button",
    "Add a footer such as \"Send STOP to unsubscribe\" (at most 60 characters) and a quick reply with the text STOP.",
    Levels::since(Edition::WhatsApp2024, Severity::Warning),
)
.on_template(template);

fn template(template: &Template, judge: &mut Judge<'_>) {
    // A message that is sent names a template; what the template holds is judged where it is defined.
    if template.known_category() != Some(Category::Marketing) || template.to.is_some() {
        return;
    }
    let texts = template.texts();
    let lists = super::super::words::for_texts(texts.iter());
    let footer = template.component(&ComponentKind::Footer).and_then(|footer| footer.text.as_ref());
    let footer_says = footer.is_some_and(|text| {
        let text = text_of(Role::Body, text);
        seek_in(&text.words, &lists, |words| words.opt_out).is_some()
            || seek_in(&text.words, &lists, |words| words.withdraw).is_some()
    });
    // A limited-time offer takes no footer.
    let no_footer = footer.is_none() && template.component(&ComponentKind::Other("LIMITED_TIME_OFFER".to_owned())).is_some();
    if no_footer {
        judge.review(template.head(), "a limited-time offer takes no footer; the button alone says how to stop");
    } else if !footer_says {
        let span = footer.map_or(template.head(), |text| text.span);
        judge.find(span, "The footer does not say how to stop these messages.");
    }
    let quick_replies = || template.buttons().filter(|button| button.kind == "QUICK_REPLY");
    let sends_stop = quick_replies().any(is_stop);
    let metas_own = quick_replies().any(metas_own) && footer_says;
    if !sends_stop && !metas_own {
        let span = template.component(&ComponentKind::Buttons).map_or(template.head(), |buttons| buttons.span);
        judge.find(span, "No quick reply stops these messages.");
    }
}

/// A button that sends STOP, or whose text is a plain word for unsubscribing.
fn is_stop(button: &Button) -> bool {
    let plain = |text: &str| {
        let text = crate::policy::Text::of(Role::Button, text);
        let words: Vec<_> = text.words.iter().map(|word| word.folded.as_str()).collect();
        words.first() == Some(&"stop") && words.len() == 1
            || words.len() <= 3 && super::super::words::ALL.iter().any(|list| seek_in(&text.words, &[list], |w| w.withdraw).is_some())
            || matches!(words.as_slice(), ["stop", "messages"] | ["stopp"] | ["baja"] | ["sair"] | ["opt", "out"] | ["abmelden"] | ["stop", "marketing"])
    };
    match &button.payload {
        Some(payload) => payload.value.trim() == "STOP" || button.text.as_ref().is_some_and(|text| plain(&text.value)),
        None => button.text.as_ref().is_some_and(|text| plain(&text.value)),
    }
}

/// The quick reply Meta offers when a marketing template is made.
fn metas_own(button: &Button) -> bool {
    button.text.as_ref().is_some_and(|text| matches!(crate::policy::fold(text.value.trim()).as_str(), "stop promotions" | "stop promos"))
}

pub(super) static DOC: Doc = Doc {
    why: "Whoever cannot stop a campaign blocks the number, and blocks lower its quality rating. A footer names the word even where buttons are not seen; the button spares the typing.",
    decides: "The footer's words and the texts of the quick replies. In a definition the button's text is judged, as it is what the button sends. Meta's own \"Stop promotions\" passes beside a footer that says how.",
    sources: &[seed("S34"), seed("S35"), TEMPLATES],
    examples: &[
        Example::new("en", Sample::Template(r#"{"name":"sale","language":"en","category":"MARKETING","components":[{"type":"BODY","text":"Our summer sale has begun."},{"type":"FOOTER","text":"Send STOP to unsubscribe"},{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"STOP"}]}]}"#), Expected::Valid),
        Example::new("fr", Sample::Template(r#"{"name":"soldes","language":"fr","category":"MARKETING","components":[{"type":"BODY","text":"Nos soldes commencent."},{"type":"FOOTER","text":"Envoyez STOP pour vous désabonner"},{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Se désabonner"}]}]}"#), Expected::Valid),
        Example::new("en", Sample::Template(r#"{"name":"sale","language":"en","category":"MARKETING","components":[{"type":"BODY","text":"Our summer sale has begun."}]}"#), Expected::Invalid),
        Example::new("fr", Sample::Template(r#"{"name":"soldes","language":"fr","category":"MARKETING","components":[{"type":"BODY","text":"Nos soldes commencent."},{"type":"FOOTER","text":"Envoyez STOP pour vous désabonner"}]}"#), Expected::Invalid),
        Example::new("en", Sample::Template(r#"{"name":"sale","language":"en","category":"MARKETING","components":[{"type":"BODY","text":"Our summer sale has begun."},{"type":"FOOTER","text":"Acme"},{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Stop promotions"}]}]}"#), Expected::Invalid),
    ],
};
