//! What a field asks for: a telephone number, or something sensitive.

use whatsapp_opt_in::policy::words::{self, Words};
use whatsapp_opt_in::policy::{Role, Sensitive, Text, names_whatsapp};

use super::{Control, Page, once, spaced};

impl Page<'_> {
    /// Whether a control asks for a telephone number.
    pub(crate) fn is_phone(&self, node: usize, control: Control) -> bool {
        matches!(control, Control::Field | Control::Hidden)
            && once(&self.asked.phones, node, || self.asks_phone(node, control))
    }

    fn asks_phone(&self, node: usize, control: Control) -> bool {
        let name = self.tree.name(node);
        let kind = self.input_type(node);
        if matches!(control, Control::Hidden) {
            let value =
                self.tree.attribute(node, &["value", ":value"]).map_or("", |value| self.slice(value.span));
            // `name="whatsapp" :value="user.phone"`
            let given =
                names_whatsapp(self.tree.value(node, "name")) && value.len() < 60 && phone_name(value);
            return phone_name(self.tree.value(node, "name")) || given;
        }
        if kind == "tel"
            || name.contains("phone")
            || name.contains("telinput")
            || name.contains("tel-input")
            || self.tree.value(node, "autocomplete").contains("tel")
            || self.tree.value(node, "keyboardtype").contains("phone")
            || self.tree.value(node, "inputmode") == "tel"
        {
            return true;
        }
        if !matches!(kind.as_str(), "" | "text" | "number") || name == "textarea" {
            return false;
        }
        let seen =
            format!("{} {}", self.label_text(node), self.tree.value(node, "placeholder")).to_lowercase();
        // What the person reads counts more than what the author called it.
        if ["company", "email", "e-mail", "address", "first name", "last name", "your name", "city"]
            .iter()
            .any(|other| seen.contains(other))
            && !seen.contains("phone")
            && !seen.contains("whatsapp")
        {
            return false;
        }
        let attributes = ["name", "id", "v-model", "formcontrolname", "wire:model", "x-model", "bind:value"];
        if attributes.iter().any(|attribute| phone_name(self.tree.value(node, attribute))) {
            return true;
        }
        let words = format!(
            "{} {} {}",
            self.label_text(node),
            self.tree.value(node, "placeholder"),
            self.tree.value(node, "aria-label")
        );
        let text = Text::of(Role::Field, &words);
        let narrow = ["number", "numero", "nummer", "num"];
        words::ALL.iter().any(|list| {
            list.phone.iter().any(|pattern| !narrow.contains(pattern) && pattern_in(&text, pattern))
        }) || (names_whatsapp(&words) && text.words.len() <= 12 && self.sensitive(node, control).is_none())
    }

    /// The sensitive data a field asks for.
    pub(crate) fn sensitive(&self, node: usize, control: Control) -> Option<Sensitive> {
        if !matches!(control, Control::Field | Control::Select) {
            return None;
        }
        let autocomplete = self.tree.value(node, "autocomplete");
        if autocomplete.starts_with("cc-") {
            return Some(Sensitive::Card);
        }
        if autocomplete.starts_with("bday") {
            return Some(Sensitive::BirthDate);
        }
        // Django writes `id="id_number"`.
        let attributes = ["name", "id", "placeholder", "aria-label"].map(|name| {
            let value = self.tree.value(node, name);
            spaced(if name == "id" { value.strip_prefix("id_").unwrap_or(value) } else { value })
        });
        let words = Text::of(Role::Field, &format!("{} . {}", self.label_text(node), attributes.join(" . ")));
        // A shop's own card is none.
        const OWN: &[&str] = &[
            "loyalty",
            "gift",
            "member",
            "membership",
            "club",
            "fidelite",
            "fidelity",
            "fidelidad",
            "fidelidade",
            "fedelta",
            "cadeau",
            "regalo",
            "presente",
            "kundenkart*",
            "gutschein*",
            "geschenk*",
            "reward*",
            "points",
            "library",
            "bonus*",
            "socio",
            "soci",
            "business",
            "visit*",
            "discount",
            "student",
        ];
        if OWN.iter().any(|own| pattern_in(&words, own)) {
            return None;
        }
        let lists = words::ALL.iter().flat_map(|list: &&Words| list.sensitive);
        let found: Vec<Sensitive> = lists
            .into_iter()
            .filter(|(_, list)| list.iter().any(|pattern| pattern_in(&words, pattern)))
            .map(|(kind, _)| *kind)
            .collect();
        // "ID card number" is no payment card.
        found.iter().copied().find(|kind| *kind != Sensitive::Card).or(found.first().copied())
    }
}

fn phone_name(name: &str) -> bool {
    if name.is_empty() || name.len() > 80 {
        return false;
    }
    let words = spaced(name).to_ascii_lowercase();
    let joined: String = words.split_whitespace().collect();
    let stems = [
        "phone",
        "mobile",
        "telefon",
        "telefono",
        "telephone",
        "celular",
        "cellulare",
        "handy",
        "telemovel",
        "msisdn",
        "portable",
        "rufnummer",
        "whatsappnumber",
        "whatsappno",
        "numerowhatsapp",
        "whatsappnumero",
        "movil",
    ];
    stems.iter().any(|stem| joined.contains(stem))
        || words
            .split_whitespace()
            .any(|word| matches!(word, "tel" | "cell" | "cel" | "gsm" | "fone" | "tlf" | "mob"))
        // `numero_commande` is another number.
        || words.trim() == "numero"
        || (names_whatsapp(name) || words.split_whitespace().any(|word| word == "wa"))
            && (joined.ends_with("number") || joined.ends_with("num") || joined.ends_with("no"))
}

/// Whether a text holds a pattern made of plain words.
fn pattern_in(text: &Text, pattern: &str) -> bool {
    if pattern.contains([' ', '*']) && (pattern.contains(" .. ") || pattern.starts_with('*')) {
        return words::matches(text, &[pattern]);
    }
    let items = || pattern.split(' ').filter(|item| *item != "..");
    text.words.windows(items().count().max(1)).any(|window| {
        window.iter().zip(items()).all(|(word, item)| {
            item.split('|').any(|option| match option.strip_suffix('*') {
                Some(stem) => word.folded.starts_with(stem),
                None => word.folded == option,
            })
        })
    })
}
