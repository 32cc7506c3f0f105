//! TC-01: "not a condition of purchase", and the number in the record.

use super::*;
use crate::consent::Category;
use crate::policy::{Number, Origin};

pub(super) static RULE: Rule = Rule::new(
    "TC-01",
    "United States marketing: consent is no condition of purchase, and says so",
    "Add: \"Consent is not a condition of purchase.\"",
    Levels::only(Edition::Tcpa, Severity::Warning),
)
.on_prompt(prompt);

fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    let declared = prompt.boxes.iter().any(|choice| choice.category == Some(Category::Marketing));
    let purposes = prompt.purposes(None);
    if purposes.marketing.is_none() && !declared {
        if !purposes.is_named()
            && let Some(why) = prompt.unsure()
        {
            judge.review(prompt.span, why);
        }
        return;
    }
    if prompt.origin == Origin::Record && matches!(prompt.number, Number::Absent) {
        judge.find(prompt.span, "The record does not hold the number.");
    }
    if not_a_condition(prompt) {
        return;
    }
    match prompt.unsure() {
        Some(why) => judge.review(prompt.span, why),
        None => judge.find(prompt.span, "Nothing says that consent is not a condition of purchase."),
    }
}

pub(super) static DOC: Doc = Doc {
    why: "Prior express written consent to marketing names the number and says that agreeing is no condition of buying anything (47 CFR 64.1200(f)(9)).",
    decides: "Marketing prompts in the pack `tcpa`: whether the words are there. The pack is on by `--pack tcpa`, or where the page takes only United States numbers.",
    sources: &[Source { name: "47 CFR 64.1200(f)(9)", url: TCPA }],
    examples: &[
        Example::valid("en", r#"<label><input type="checkbox" name="wa"> Send me offers on WhatsApp. Consent is not a condition of purchase.</label>"#),
        Example::valid("fr", r#"<label><input type="checkbox" name="whatsapp"> Recevoir le suivi de commande sur WhatsApp</label>"#),
        Example::invalid("en", r#"<label><input type="checkbox" name="wa"> Send me offers on WhatsApp</label>"#),
        Example::invalid("fr", r#"<label><input type="checkbox" name="whatsapp"> Je souhaite recevoir des offres sur WhatsApp</label>"#),
        Example::invalid("es", r#"<label><input type="checkbox" name="whatsapp"> Quiero recibir ofertas por WhatsApp</label>"#),
    ],
};
