//! Small judgements over words and code that extraction needs.

use whatsapp_opt_in::policy::words::{self, Words};
use whatsapp_opt_in::policy::{Role, Span, Text, fold, names_whatsapp};

use crate::controls::{Control, Page, is_component, is_label};
use crate::prompts::{Group, dedicated};
use crate::source::start_of;
use crate::tree::Kind;

/// Whether a text holds a pattern of a list, in any language.
pub(crate) fn has(text: &str, list: fn(&Words) -> &'static [&'static str]) -> bool {
    let text = Text::of(Role::Body, text);
    words::ALL.iter().any(|words| words::matches(&text, list(words)))
}

/// Whether words speak of receiving something: what makes a bare number field a prompt.
pub(crate) fn receives(text: &str) -> bool {
    has(text, |w| w.agree)
        || has(text, |w| w.receive)
        || has(text, |w| w.marketing)
        || has(text, |w| w.utility)
        || has(text, |w| w.vague)
        || has(text, |w| w.implied)
}

/// Whether words invite to a conversation rather than to messages: "Questions? Chat with us on WhatsApp".
pub(crate) fn chats(text: &str) -> bool {
    const CHATTING: &[&str] = &[
        "chat|chatting|talk|question|questions|help|share|support",
        "contact|call|reach|message|write|ask|text us",
        "discut*|question*|partag*|contactez|ecrivez nous",
        "chatten|frage*|hilfe|teilen|kontaktier*|schreib* .. uns",
        "pregunta*|duda*|ayuda|compart*|contactanos|escribenos|contactenos",
        "domand*|aiuto|condivid*|contattaci|scrivici",
        "duvida*|ajuda|compartilh*|partilh*|fale",
    ];
    words::matches(&Text::of(Role::Body, text), CHATTING)
}

/// Whether every sentence that names WhatsApp invites to a conversation.
pub(crate) fn only_chats(text: &str) -> bool {
    let mut naming = text.split(['.', '!', '?', '\n']).filter(|sentence| names_whatsapp(sentence));
    naming.all(chats)
}

/// Whether a button signs somebody up: to a list, or to an account.
pub(crate) fn signs_up(text: &str) -> bool {
    const SIGNING: &[&str] = &[
        "sign up|me",
        "register|subscribe|join|enrol|enroll",
        "registrier*|anmeld*|abonnier*|eintragen",
        "inscri*|abonne*|enregistr*|suscrib*|apunt*|registr*|iscri*|cadastr*|registe|aderir|subscrev*",
    ];
    words::matches(&Text::of(Role::Button, text), SIGNING)
}

/// Whether a button subscribes to something.
pub(crate) fn subscribes(text: &str) -> bool {
    const SUBSCRIBING: &[&str] =
        &["subscri*|abonne*|abonnier*|suscri*|suscrib*|subscrev*|iscriv*|inscrire|inscrev*|assin*"];
    text.len() < 100 && words::matches(&Text::of(Role::Button, text), SUBSCRIBING)
}

/// Whether a button's words take messages from now on: "Get offers on WhatsApp", and not "Get my ticket on WhatsApp".
pub(crate) fn joins_list(text: &str) -> bool {
    const LASTING: &[&str] = &["reminder*|rappels|erinnerungen|recordatorios|promemoria|lembretes"];
    let asks = has(text, |w| w.agree) || has(text, |w| w.receive);
    let lasts = has(text, |w| w.vague)
        || has(text, |w| w.marketing)
        || words::matches(&Text::of(Role::Button, text), LASTING);
    asks && lasts && !chats(text) && !has(text, |w| w.authentication)
}

/// Whether a group without a box asks for consent: by its words, or by the name of what it stands in.
pub(crate) fn asks(page: &Page<'_>, group: &Group) -> bool {
    if group.words.is_some() {
        return true;
    }
    let Some(number) = group.number else { return false };
    let tree = page.tree;
    let named = std::iter::once(number).chain(tree.ancestors(number).take(6)).any(|node| {
        ["id", "class", "classname", "action", "name"].iter().any(|name| {
            let value = tree.value(node, name).to_lowercase();
            ["optin", "opt-in", "opt_in", "subscri", "newsletter", "consent", "notif"]
                .iter()
                .any(|stem| value.contains(stem))
        }) || tree
            .attributes(node)
            .iter()
            .any(|attribute| attribute.name.starts_with("data-") && attribute.name.contains("optin"))
    });
    let around = tree
        .ancestors(number)
        .take(5)
        .take_while(|node| !matches!(tree.name(*node), "body" | "main" | "html" | ""));
    let container = around.last().unwrap_or(number);
    let sent = page.controls_in(container).iter().any(|(_, control)| *control == Control::Button);
    // A field called WhatsApp among the fields of a contact, an order, an account is one more number.
    let among = page.is_form(group.scope) && !dedicated(page, group.scope, &[]);
    if among && !named {
        return promises(page, group.scope);
    }
    named || page.is_form(group.scope) || sent || sentences_receive(&tree.text(container))
}

/// Whether a form's sentences, its labels and lists left out, speak of receiving something.
fn promises(page: &Page<'_>, form: usize) -> bool {
    let tree = page.tree;
    const NAMES: &[&str] = &["label", "option", "select", "button", "a", "script", "style"];
    let named = |node: usize| is_label(tree.name(node)) || NAMES.contains(&tree.name(node));
    tree.descendants(form).any(|node| match &tree.nodes[node].kind {
        Kind::Text(text) if text.trim().len() > 3 && text.len() < 2_000 => {
            !tree.ancestors(node).take(6).any(named) && receives(text)
        }
        _ => {
            names_whatsapp(tree.value(node, "label"))
                && is_component(tree.name(node))
                && page.control(node).is_none()
        }
    })
}

fn sentences_receive(words: &str) -> bool {
    let text = Text::of(Role::Body, words);
    let explicit = [
        "receive",
        "recevoir",
        "ricevere",
        "recibir",
        "erhalten",
        "receber",
        "agree",
        "consent",
        "accept*",
        "acconsent*",
        "acepto",
        "aceito",
        "send|notify|text|message me|you",
        "updates|offers|alerts|reminders|news|deals on|via|by|over|through",
    ];
    words::matches(&text, &explicit)
}

/// Whether names and words ask for age or country.
pub(crate) fn gates(names: &str) -> bool {
    // "No country code" asks for no country.
    let folded = fold(names).replace("country code", "");
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let single = [
        "age",
        "dob",
        "birthdate",
        "birthday",
        "birth",
        "born",
        "naissance",
        "nascita",
        "nacimiento",
        "nascimento",
        "geburtsdatum",
        "majeur",
        "maggiorenne",
        "bday",
        "over18",
        "over21",
        "country",
        "pays",
        "paese",
        "pais",
        "land",
    ];
    words.iter().any(|word| single.contains(word)) || has(names, |w| w.gate)
}

/// Whether an option declines.
pub(crate) fn is_no(text: &str, value: &str) -> bool {
    let words = fold(text.trim());
    let first = words.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    let no = [
        "no", "non", "nein", "nao", "never", "none", "nicht", "jamais", "decline", "refuse", "off", "dont",
        "nunca", "mai",
    ];
    no.contains(&first)
        || no.contains(&fold(value.trim()).as_str())
        || matches!(value.trim(), "0" | "false")
        || words.starts_with("i do not")
        || words.starts_with("don't")
        || words.starts_with("je refuse")
        || words.starts_with("je ne")
}

pub(crate) fn is_yes(text: &str, value: &str) -> bool {
    let first = fold(text.trim());
    let first = first
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty())
        .unwrap_or_default()
        .to_owned();
    let yes = ["yes", "oui", "si", "ja", "sim", "on", "agree", "true", "ok"];
    yes.contains(&first.as_str())
        || yes.contains(&fold(value.trim()).as_str())
        || value.trim() == "1"
        || names_whatsapp(text)
        || has(text, |w| w.agree)
}

/// Whether a label says that its box must be ticked.
pub(crate) fn says_required(label: &str) -> bool {
    // A star of its own behind the words; one on a word is a footnote.
    if label.trim_end().ends_with(" *") {
        return true;
    }
    let folded = fold(label);
    let ordered = ["must tick", "must check", "must be ticked", "must be checked", "must accept"];
    if ordered.iter().any(|order| folded.contains(order)) {
        return true;
    }
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let required = [
        "required",
        "mandatory",
        "obligatoire",
        "obbligatorio",
        "obligatorio",
        "erforderlich",
        "pflichtfeld",
        "obrigatorio",
    ];
    let denies = ["not", "pas", "non", "no", "nicht", "nao", "never", "isn", "aren"];
    words.iter().enumerate().any(|(at, word)| {
        required.contains(word)
            && !words[at.saturating_sub(3)..at].iter().any(|before| denies.contains(before))
    })
}

/// A telephone number in some words: a `+` and at least eight digits, or nine behind a word for telephone numbers.
pub(crate) fn telephone(text: &str) -> Option<&str> {
    let international = text.find('+').and_then(|start| digits(text, start, 8));
    international.or_else(|| {
        let next = |at: usize, sign: char| text[at..].strip_prefix(sign).and_then(|rest| rest.chars().next());
        let begins = |(at, c): &(usize, char)| match c {
            '(' => next(*at, '(').is_some_and(|c| c.is_ascii_digit()),
            '*' | '•' | '●' => next(*at, *c) == Some(*c),
            _ => c.is_ascii_digit(),
        };
        let (start, _) = text.char_indices().find(begins)?;
        let named = start <= 40 && has(&text[..start], |w| w.phone);
        // "We write to 0151 98765432": a number as one dials it at home, behind a word for sending.
        let dialled = || start <= 60 && text[start..].starts_with(['0', '(']) && sends_to(&text[..start]);
        if named || dialled() { digits(text, start, 9).or_else(|| masked(text, start)) } else { None }
    })
}

/// Whether some words end in a sending to somebody.
fn sends_to(words: &str) -> bool {
    const TO: &[&str] =
        &["to", "on", "at", "an", "a", "au", "al", "para", "unter", "sur", "su", "no", "ao", "is", "ist"];
    let last = fold(words.trim_end().trim_end_matches(':'));
    last.rsplit(|c: char| !c.is_alphanumeric()).next().is_some_and(|word| TO.contains(&word))
}

/// A number of which some digits are not shown: `(512) 555-0***`, `•••• 89`.
fn masked(text: &str, start: usize) -> Option<&str> {
    let hides = |c: char| matches!(c, '*' | '•' | 'x' | 'X' | '●');
    let end = text[start..]
        .find(|c: char| !(c.is_ascii_digit() || hides(c) || " .-()/\u{a0}".contains(c)))
        .map_or(text.len(), |end| start + end);
    let run = text[start..end].trim_end();
    let hidden = run.chars().filter(|c| hides(*c)).count();
    let count = hidden + run.bytes().filter(u8::is_ascii_digit).count();
    (hidden >= 2 && (6..=15).contains(&count)).then_some(run)
}

/// The run of digits and what may stand between them, when there are enough.
fn digits(text: &str, start: usize, least: usize) -> Option<&str> {
    let first = text[start..].chars().next().map_or(0, char::len_utf8);
    let end = text[start + first..]
        .find(|c: char| !(c.is_ascii_digit() || " .-()/\u{a0}".contains(c)))
        .map_or(text.len(), |end| start + first + end);
    let count = text[start..end].bytes().filter(u8::is_ascii_digit).count();
    (least..=15).contains(&count).then(|| text[start..end].trim_end_matches(|c: char| !c.is_ascii_digit()))
}

/// Whether an expression writes a telephone number.
pub(crate) fn is_phone_expression(code: &str) -> bool {
    if !code.contains('{') && !code.contains("<?") {
        return false;
    }
    let code = code.to_lowercase();
    ["phone", "mobile", "telefon", "msisdn", "celular", "masked"].iter().any(|stem| code.contains(stem))
        || code.split(|c: char| !c.is_alphanumeric()).any(|word| word == "tel")
}

/// Whether some code writes a number, and not just the word for it: `{% trans "Phone" %}`.
pub(crate) fn writes_number(code: &str) -> bool {
    let silent = |part: &&str| !part.starts_with("% trans") && !part.starts_with("%trans");
    let written: Vec<&str> = code.split('{').filter(silent).collect();
    is_phone_expression(&written.join("{")) && !renders_fields(code)
}

/// Whether an expression writes the fields of a form, of which one may be the number.
pub(crate) fn renders_fields(code: &str) -> bool {
    let code: String = code.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let whole = [
        "fields_for",
        "form_rest",
        "|crispy",
        "as_p",
        "as_div",
        "as_table",
        "render_form(",
        "form_fields",
        "{{form}}",
        "form_widget(form)",
    ]
    .iter()
    .any(|call| code.contains(call));
    // `<%= f.telephone_field :phone %>`
    let helper = ["telephone_field", "phone_field", "tel_field", "tel_input"];
    whole
        || helper.iter().any(|call| code.contains(call))
        || (code.contains("form")
            && ["form.phone", "form.mobile", "form.tel", "phone_number", "'phone'", "'mobile'", "'tel'"]
                .iter()
                .any(|stem| code.contains(stem)))
}

/// Whether an expression writes what is no part of a prompt: errors, tokens, the person's number or name.
pub(crate) fn is_aside(code: &str) -> bool {
    let code = code.to_lowercase();
    [
        "error",
        "$message",
        "csrf",
        "flash",
        "hidden_tag",
        "form_start",
        "fields_for",
        "form_row",
        "form_rest",
        "render_field",
        "form_fields",
        "as_p",
        "|crispy",
        "pagination",
        "form_end",
        "non_field",
        "block.super",
        "status",
        "success",
        "required",
        "asterisk",
    ]
    .iter()
    .any(|stem| code.contains(stem))
        || is_phone_expression(&code)
        || ["form_with", "form_for", "form_tag", ".submit", ".label :", "_field :"]
            .iter()
            .any(|call| code.contains(call))
        || key_of_other(&code)
        || writes_field(&code)
}

/// `{{ form.wa }}` writes a control, not words.
fn writes_field(code: &str) -> bool {
    code.split_once("form.").is_some_and(|(before, rest)| {
        let path =
            rest.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).next().unwrap_or_default();
        !before.ends_with(char::is_alphanumeric)
            && !["label", "help", "text", "legal"].iter().any(|stem| path.contains(stem))
    })
}

/// Whether an expression translates a key that says what it is, and that is no consent: `'customer.register.cancel' | t`.
fn key_of_other(code: &str) -> bool {
    const OTHER: &[&str] = &[
        "title",
        "heading",
        "name",
        "firstname",
        "lastname",
        "email",
        "password",
        "phone",
        "mobile",
        "address",
        "submit",
        "send",
        "save",
        "cancel",
        "back",
        "next",
        "continue",
        "login",
        "logout",
        "register",
        "signup",
        "error",
        "errors",
        "success",
        "loading",
        "placeholder",
        "search",
        "close",
        "country",
        "city",
        "zip",
        "company",
        "message",
        "subject",
        "comment",
        "optional",
        "required",
    ];
    let key = code.split(['\'', '"', '`']).nth(1).unwrap_or_default();
    let is_key = key.contains(['.', '_', '-']) && !key.contains(' ');
    let last = key.rsplit('.').next().unwrap_or_default();
    is_key
        && !["consent", "optin", "opt_in", "whatsapp", "legal", "terms", "privacy"]
            .iter()
            .any(|stem| key.contains(stem))
        && last.split(['_', '-']).any(|word| OTHER.contains(&word))
}

/// Whether an expression may write a sentence: a translation, a text that somebody configured.
pub(crate) fn may_be_words(code: &str) -> bool {
    let code = code.to_lowercase();
    let named = [
        "trans",
        "i18n",
        "intl",
        "lang",
        "locale",
        "label",
        "text",
        "consent",
        "optin",
        "opt_in",
        "opt-in",
        "descri",
        "notice",
        "legal",
        "hint",
        "copy",
        "help",
        "messages",
        "gettext",
        "formatmessage",
        "formattedmessage",
        "settings",
        "disclaimer",
        "terms",
        "privacy",
        "caption",
        "info",
        "whatsapp",
        "stop",
        "unsubscribe",
    ];
    named.iter().any(|stem| code.contains(stem))
        || ["t(", "__(", "_e(", "_(", "tr(", "| t"].iter().any(|call| code.contains(call))
}

/// Whether a list of countries holds the United States alone.
pub(crate) fn only_us(list: &str) -> bool {
    let mut codes = list.split(|c: char| !c.is_ascii_alphabetic()).filter(|code| !code.is_empty());
    codes.next().is_some_and(|code| code.eq_ignore_ascii_case("us")) && codes.next().is_none()
}

/// The words of an expression such as `$t('Send me updates')`; unknown where it names a key.
pub(crate) fn push_expression(code: &str, span: Span, text: &mut Text) {
    let prose = code.split(['\'', '"', '`']).skip(1).step_by(2).find(|part| crate::dialect::is_prose(part));
    match prose {
        Some(prose) => text.push(prose, span),
        // One word that is no key: `$t('Phone')`.
        None if code
            .split(['\'', '"'])
            .nth(1)
            .is_some_and(|word| !word.is_empty() && word.chars().all(char::is_alphabetic)) =>
        {
            text.push(code.split(['\'', '"']).nth(1).unwrap_or_default(), span);
        }
        None => text.push("\u{1a}", span),
    }
}

/// Whether a link may lead to a privacy notice: a look before its words are read.
pub(crate) fn may_be_notice(text: &str) -> bool {
    [
        "priv", "confiden", "datens", "daten", "riserva", "donn", "dati", "dato", "dado", "rgpd", "gdpr",
        "vie", "how",
    ]
    .iter()
    .any(|stem| contains_folded(text, stem))
}

/// Whether a text holds some ASCII letters, in any case.
pub(crate) fn contains_folded(text: &str, letters: &str) -> bool {
    letters.is_empty()
        || text
            .as_bytes()
            .windows(letters.len())
            .any(|window| window.eq_ignore_ascii_case(letters.as_bytes()))
}

/// Whether a text holds a name, whatever stands between its letters.
pub(crate) fn names(text: &str, name: &str) -> bool {
    let parts = squeezed(name);
    let start: String = name.chars().take_while(char::is_ascii_alphanumeric).take(4).collect();
    if start.is_empty() {
        return squeezed(text).contains(&parts);
    }
    // Only where it may begin: the words of a form may be long.
    text.as_bytes().windows(start.len()).enumerate().any(|(at, window)| {
        window.eq_ignore_ascii_case(start.as_bytes())
            && squeezed(start_of(&text[at..], 2 * name.len() + 20)).starts_with(&parts)
    })
}

/// Letters and digits alone, folded: for comparing names.
pub(crate) fn squeezed(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}
