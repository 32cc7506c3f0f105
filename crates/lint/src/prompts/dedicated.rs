//! Whether a form serves nothing but the opt-in.

use super::same_radio;
use crate::controls::{Control, Page, is_component, spaced};
use crate::source::start_of;
use crate::tree::ROOT;
use crate::wording::{has, signs_up};

/// A form of more fields beside the number serves something else.
const MOST_FIELDS: usize = 4;

/// Whether a form serves nothing but the opt-in.
pub(crate) fn dedicated(page: &Page<'_>, form: usize, boxes: &[usize]) -> bool {
    let mut fields = 0;
    let mut phone = false;
    let own_names =
        ["id", "class", "classname", "action", "name"].map(|name| page.tree.value(form, name)).join(" ");
    // `{% form 'create_customer' %}` has no element of its own.
    let tag = if form == ROOT {
        page.source.split_once("{% form ").map_or("", |(_, rest)| start_of(rest, 40))
    } else {
        ""
    };
    let own_names = spaced(&format!("{own_names} {tag}")).to_lowercase();
    let named = |stems: &[&str]| own_names.split_whitespace().any(|word| stems.contains(&word));
    let mut other = named(&["checkout", "cart", "order", "payment", "login"]);
    // A form that asks for a number alone signs up to nothing but messages, whatever it is called.
    let mut account = named(&[
        "signup",
        "register",
        "registration",
        "contact",
        "account",
        "profile",
        "customer",
        "enquiry",
        "inquiry",
    ]);
    let mut joined = false;
    for &(node, control) in page.controls_in(form) {
        if other || fields > MOST_FIELDS {
            return false;
        }
        match control {
            // Sent along unseen, it is asked for elsewhere.
            Control::Hidden => phone |= page.is_phone(node, control),
            Control::Button => {
                let words = page.button_words(node);
                let join = has(&words, |w| w.agree) || has(&words, |w| w.receive);
                joined |= has(&words, |w| w.receive);
                // "Register" opens an account where it takes more than a number.
                let registers = boxes.is_empty() && signs_up(&words) && !pays(&words);
                account |= saves(&words) || registers && !joined;
                other |= has(&words, |w| w.order) && !registers && (!join || pays(&words));
            }
            Control::Box | Control::Radio => {
                let own = boxes.contains(&node) || boxes.iter().any(|one| same_radio(page.tree, *one, node));
                other |= !own;
            }
            Control::Field | Control::Select => {
                if page.is_phone(node, control) {
                    phone = true;
                } else {
                    match page.sensitive(node, control) {
                        Some(_) => {}
                        None => {
                            fields += 1;
                            other |= foreign_field(page, node);
                        }
                    }
                }
            }
        }
    }
    // "Join", "Subscribe": whatever the form is called.
    other |= account && fields > 0 && !joined;
    if !phone && !other && fields == 0 {
        phone = number_beside(page, form, boxes);
    }
    // `<UserProfileFormFields />`: fields somebody else writes.
    let written = page.tree.descendants(form).any(|node| {
        let name = page.tree.name(node);
        name.ends_with("fields") && is_component(name) && !page.tree.has_text(node)
    });
    phone && !other && !written && fields <= MOST_FIELDS
}

/// Whether the page holds nothing beside a form but the number field, and no other choice or field.
fn number_beside(page: &Page<'_>, form: usize, boxes: &[usize]) -> bool {
    let mut beside = page.controls.iter().filter(|(node, control)| {
        !page.tree.contains(form, *node)
            && !boxes.contains(node)
            && !matches!(control, Control::Hidden | Control::Button)
    });
    let number = beside.next().is_some_and(|(node, control)| page.is_phone(*node, *control));
    number && beside.next().is_none()
}

/// "Save": what is kept is an entry, an account, a profile.
fn saves(words: &str) -> bool {
    const SAVING: &[&str] = &[
        "save",
        "update",
        "speicher",
        "enregistr",
        "guardar",
        "salvar",
        "salva",
        "gravar",
        "aktualisier",
        "aggiorna",
        "actualizar",
    ];
    let words = words.to_lowercase();
    words
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty())
        .is_some_and(|first| SAVING.iter().any(|stem| first.starts_with(stem)))
}

/// A field that belongs to an order, an account or a question.
fn foreign_field(page: &Page<'_>, node: usize) -> bool {
    let names =
        ["name", "id", "autocomplete", "placeholder", "type"].map(|name| spaced(page.tree.value(node, name)));
    let words =
        format!("{} {} {}", page.label_text(node), names.join(" "), page.tree.name(node)).to_lowercase();
    [
        "address",
        "street",
        "city",
        "zip",
        "postal",
        "postcode",
        "password",
        "passwort",
        "mot de passe",
        "quantity",
        "shipping",
        "billing",
        "payment",
        "message",
        "textarea",
        "file",
        "guests",
        "arrival",
        "date",
        "adresse",
        "rue",
        "ville",
        "indirizzo",
        "direccion",
        "dirección",
        "endereço",
        "comment",
        "subject",
        "company",
    ]
    .iter()
    .any(|stem| {
        // A stem of five letters or more may begin a word; a shorter one is a word: "date", not "update".
        let mut own = words.split(|c: char| !c.is_alphanumeric());
        own.any(|word| word == *stem || stem.len() >= 5 && word.starts_with(stem))
    })
}

/// A button that pays is no button to join, whatever else it says.
fn pays(words: &str) -> bool {
    let words = words.to_lowercase();
    [
        "pay", "buy", "order", "checkout", "pagar", "paga", "compr", "kauf", "zahl", "bestell", "command",
        "achet", "acquist", "ordina",
    ]
    .iter()
    .any(|stem| words.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(stem)))
}
