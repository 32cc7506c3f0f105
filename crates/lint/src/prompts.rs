//! Finds the opt-in prompts of a page nobody here wrote, and says what is known of each.
//!
//! Long file: one reading of a page, still to be cut by subject (number, choice, words, links, logo).

use whatsapp_opt_in::consent::Category;
use whatsapp_opt_in::policy::{
    Choice, Href, Link, Logo, Number, NumberField, Origin, Page as PageFacts, Prompt, Role, Sensitive,
    SensitiveField, Span, Text, UNKNOWN, names_whatsapp,
};

use crate::controls::{Control, Page, is_block, is_label, is_section, is_unknown, spaced};
use crate::dialect::Dialect;
use crate::tree::{Kind, ROOT, Tree};
use crate::wording::{self, asks, has, is_admin};

/// Every prompt of a source.
pub(crate) fn find(source: &str, tree: &Tree, dialect: Dialect, company: Option<&str>) -> Vec<Prompt> {
    let page = Page::new(source, tree, matches!(dialect, Dialect::Vue | Dialect::Jsx | Dialect::Svelte));
    let mut prompts = crate::widget::find(&page, dialect, company);
    let mut groups: Vec<Group> = Vec::new();
    for &(node, control) in &page.controls {
        if let Some(kind) = tied(&page, node, control) {
            add(&page, &mut groups, node, kind);
        }
    }
    worded(&page, &mut groups);
    groups.retain(|group| !group.boxes.is_empty() || asks(&page, group));
    let context = Context::new(&page, dialect, company);
    prompts.extend(groups.iter().map(|group| context.prompt(group)));
    prompts.sort_by_key(|prompt| prompt.span);
    prompts
}

/// The controls and words that make one prompt.
#[derive(Debug)]
pub(crate) struct Group {
    /// The form, or section, or whole source it stands in.
    pub(crate) scope: usize,
    pub(crate) boxes: Vec<usize>,
    /// A number field that is WhatsApp's by name.
    pub(crate) number: Option<usize>,
    /// Words without a control: "by ordering you agree …".
    pub(crate) words: Option<usize>,
}

const MOST_BOXES: usize = 40;

enum Tied {
    Box,
    Number,
}

/// Whether, and as what, a control belongs to a WhatsApp prompt.
fn tied(page: &Page<'_>, node: usize, control: Control) -> Option<Tied> {
    if !matches!(control, Control::Box | Control::Radio | Control::Select | Control::Field)
        || quoted(page, node)
    {
        return None;
    }
    let names = page.names_of(node);
    let label = page.label_text(node);
    let own = names_whatsapp(&names) || short_name(page, node);
    let admin = || is_admin(page, node, &label);
    if control == Control::Field {
        let phone = page.is_phone(node, control) && page.input_type(node) != "search";
        return (phone && (own || hinted(page, node)) && !admin()).then_some(Tied::Number);
    }
    if control == Control::Select {
        let options = page.tree.text(node);
        // A list of channels or countries is no box; a list of yes and no is.
        return ((own || names_whatsapp(&options) && has(&options, |w| w.agree))
            && negative_option(page, node).is_some()
            && !admin())
        .then_some(Tied::Box);
    }
    // A radio of several channels is tied by its own words; a yes by what is asked.
    let answer = control != Control::Radio
        || label.trim().is_empty()
        || wording::is_yes(&label, "")
        || wording::is_no(&label, "");
    let pictured = || {
        page.label(node).is_some_and(|label| {
            pictures(page, label).iter().any(|picture| matches!(picture, Logo::Named(_)))
        })
    };
    let tied = own || pictured() || (answer && !terms_only(&label) && around(page, node, &label));
    (tied && !admin()).then_some(Tied::Box)
}

/// Whether the hint of a number field says that messages will come over WhatsApp.
fn hinted(page: &Page<'_>, node: usize) -> bool {
    let tree = page.tree;
    let says = |words: &str| words.len() < 800 && names_whatsapp(words) && wording::receives(words);
    if page.described_by(node).iter().any(|hint| says(&text_without_links(tree, *hint))) {
        return true;
    }
    let row = tree.ancestors(node).take(3).take_while(|ancestor| {
        *ancestor != ROOT
            && !page.is_form(*ancestor)
            && !is_section(tree.name(*ancestor))
            && page.controls_in(*ancestor).len() == 1
    });
    row.into_iter().any(|row| says(&text_without_links(tree, row)))
}

/// `wa_optin`, `optin-wa`: WhatsApp by its short name beside a word for consent.
fn short_name(page: &Page<'_>, node: usize) -> bool {
    ["name", "id", "v-model", "field"].iter().any(|attribute| {
        let words = spaced(page.tree.value(node, attribute)).to_ascii_lowercase();
        let words: Vec<&str> = words.split_whitespace().collect();
        words.contains(&"wa")
            && words.iter().any(|word| {
                [
                    "opt",
                    "optin",
                    "consent",
                    "notif",
                    "notify",
                    "updates",
                    "marketing",
                    "news",
                    "offers",
                    "subscribe",
                    "phone",
                    "number",
                    "orders",
                    "alerts",
                    "messages",
                ]
                .contains(word)
            })
    })
}

/// Whether a box without a word of WhatsApp in its own label stands under one: a legend, a heading of its row, an
/// attribute of the element around it.
fn around(page: &Page<'_>, node: usize, label: &str) -> bool {
    let tree = page.tree;
    for ancestor in tree.ancestors(node).take(5) {
        let name = tree.name(ancestor);
        if page.is_form(ancestor) || is_section(name) || ancestor == ROOT {
            return false;
        }
        if tree.nodes[ancestor].end - ancestor > 400 {
            return false;
        }
        let others = page.controls_in(ancestor).iter().filter(|(at, control)| {
            *at != node && matches!(control, Control::Box | Control::Select | Control::Field)
        });
        let radios_of_one = others.clone().all(|(at, _)| same_radio(tree, *at, node));
        if others.clone().next().is_some() && !radios_of_one && name != "fieldset" {
            return false;
        }
        let named = tree.attributes(ancestor).iter().any(|attribute| {
            names_whatsapp(&attribute.name)
                || (matches!(attribute.name.as_str(), "id" | "class" | "classname" | "label")
                    || attribute.name.starts_with("data-"))
                    && names_whatsapp(&attribute.value)
        });
        let legend = tree.children(ancestor).find(|child| {
            tree.name(*child) == "legend"
                || tree.name(*child).starts_with('h') && tree.name(*child).len() == 2
        });
        let legend = legend.is_some_and(|legend| names_whatsapp(&tree.text(legend)));
        let alone = others.clone().next().is_none() || radios_of_one;
        // A row of its own whose words name WhatsApp.
        let words = text_without_links(tree, ancestor);
        let row = alone && short(label) && words.len() < 600 && names_whatsapp(&words) && !terms_only(label);
        let picture = alone
            && pictures(page, ancestor).iter().any(|picture| matches!(picture, Logo::Named(_)))
            && words.len() < 400
            && !has(&words, |w| w.terms);
        if (named && alone) || (legend && (alone || short(label))) || row || picture {
            return true;
        }
    }
    false
}

/// The words of a subtree that are neither links nor buttons.
fn text_without_links(tree: &Tree, root: usize) -> String {
    let mut joined = String::new();
    let mut node = root + 1;
    while node < tree.nodes[root].end {
        match &tree.nodes[node].kind {
            Kind::Element { name, .. } if matches!(name.as_str(), "a" | "button" | "script" | "style") => {
                node = tree.nodes[node].end
            }
            Kind::Element { .. } => node += 1,
            Kind::Text(text) => {
                joined.push_str(text);
                joined.push(' ');
                node += 1;
            }
        }
    }
    joined
}

fn short(label: &str) -> bool {
    label.split_whitespace().count() <= 4
}

/// A label about terms alone belongs to its own box.
fn terms_only(label: &str) -> bool {
    has(label, |w| w.terms) && !names_whatsapp(label)
}

/// Whether a control is only shown as an example: in code, a quotation, a figure.
fn quoted(page: &Page<'_>, node: usize) -> bool {
    page.tree
        .ancestors(node)
        .any(|ancestor| matches!(page.tree.name(ancestor), "pre" | "code" | "blockquote" | "figure" | "samp"))
}

fn add(page: &Page<'_>, groups: &mut Vec<Group>, node: usize, kind: Tied) {
    let scope = page.scope(node);
    let same = |group: &Group| {
        // Without a form, a prompt is what stands close together.
        let near = |other: usize| {
            page.is_form(scope)
                || common(page.tree, node, other)
                    .is_some_and(|ancestor| ancestor != ROOT || page.source.len() < 4_000)
        };
        group.scope == scope && group.boxes.last().or(group.number.as_ref()).is_none_or(|last| near(*last))
    };
    let at = groups.iter().rposition(same).unwrap_or_else(|| {
        groups.push(Group { scope, boxes: Vec::new(), number: None, words: None });
        groups.len() - 1
    });
    let group = &mut groups[at];
    match kind {
        // Hundreds of boxes under one label are no prompt, and judging them all would take for ever.
        Tied::Box if group.boxes.len() >= MOST_BOXES => {}
        Tied::Box => group.boxes.push(node),
        Tied::Number => group.number = group.number.or(Some(node)),
    }
}

/// Sentences that ask for consent without a control of WhatsApp's own: "by ordering you agree to messages on WhatsApp",
/// a form whose only field is a number under "Get offers on WhatsApp".
fn worded(page: &Page<'_>, groups: &mut Vec<Group>) {
    let tree = page.tree;
    for node in 1..tree.nodes.len() {
        let Kind::Text(text) = &tree.nodes[node].kind else { continue };
        if !names_whatsapp(text)
            || page.is_hidden(node, None)
            || tree.is_raw(tree.nodes[node].parent)
            || quoted(page, node)
        {
            continue;
        }
        if tree
            .ancestors(node)
            .any(|ancestor| matches!(tree.name(ancestor), "a" | "title" | "option" | "footer" | "nav"))
        {
            continue;
        }
        let block = tree.ancestors(node).find(|ancestor| is_block(tree.name(*ancestor))).unwrap_or(ROOT);
        let words = if block == ROOT { text.clone() } else { tree.text(block) };
        let implied = has(&words, |w| w.implied);
        let form = form_near(page, node);
        let Some(form) = form else { continue };
        let holds =
            |group: &Group| group.boxes.iter().chain(&group.number).any(|at| tree.contains(form, *at));
        if groups.iter().any(|group| group.scope == form || tree.contains(form, group.scope) || holds(group))
        {
            continue;
        }
        let controls = page.controls_in(form);
        let phone =
            controls.iter().find(|(at, control)| page.is_phone(*at, *control) && *control == Control::Field);
        let pressed = controls.iter().any(|(_, control)| *control == Control::Button) || phone.is_some();
        let implied = implied || has(&words, |w| w.submitting);
        let asking = wording::receives(&words) && phone.is_some() && dedicated(page, form, &[]);
        if (implied && pressed) || asking {
            groups.push(Group {
                scope: form,
                boxes: Vec::new(),
                number: phone.map(|(at, _)| *at),
                words: Some(node),
            });
        }
    }
}

/// The form a sentence stands in, or right before or after.
fn form_near(page: &Page<'_>, node: usize) -> Option<usize> {
    let tree = page.tree;
    if let Some(form) = tree.ancestors(node).find(|ancestor| page.is_form(*ancestor)) {
        return Some(form);
    }
    tree.ancestors(node).take(4).find_map(|ancestor| {
        let forms: Vec<usize> = tree.descendants(ancestor).filter(|inner| page.is_form(*inner)).collect();
        match forms.as_slice() {
            [form] => Some(*form),
            // A component without a form element of its own.
            [] => (page.controls_in(ancestor).iter().any(|(at, control)| page.is_phone(*at, *control))
                && ancestor != ROOT)
                .then_some(ancestor),
            _ => None,
        }
    })
}

fn common(tree: &Tree, a: usize, b: usize) -> Option<usize> {
    std::iter::once(a).chain(tree.ancestors(a)).find(|ancestor| tree.contains(*ancestor, b))
}

/// Whether a form serves nothing but the opt-in.
fn dedicated(page: &Page<'_>, form: usize, boxes: &[usize]) -> bool {
    let mut fields = 0;
    let mut cards = 0;
    let mut phone = false;
    let own_names =
        ["id", "class", "classname", "action", "name"].map(|name| page.tree.value(form, name)).join(" ");
    let own_names = spaced(&own_names).to_lowercase();
    let mut other = ["checkout", "cart", "order", "payment", "login", "signup", "register"]
        .iter()
        .any(|stem| own_names.split_whitespace().any(|word| word == *stem));
    for &(node, control) in page.controls_in(form) {
        match control {
            Control::Hidden => {}
            Control::Button => {
                let words = format!("{} {}", page.tree.text(node), page.tree.value(node, "value"));
                let join = has(&words, |w| w.agree) || has(&words, |w| w.receive);
                other |= has(&words, |w| w.order) && !join;
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
                        // Number and security code of a card: something is being paid.
                        Some(Sensitive::Card) => {
                            cards += 1;
                            other |= cards > 1;
                        }
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
    phone && !other && fields <= 4
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

fn same_radio(tree: &Tree, a: usize, b: usize) -> bool {
    let name = tree.value(a, "name");
    !name.is_empty() && name == tree.value(b, "name") && tree.value(a, "type").eq_ignore_ascii_case("radio")
}

/// Everything that is the same for all prompts of a page.
struct Context<'a> {
    page: &'a Page<'a>,
    dialect: Dialect,
    company: Option<String>,
    title: Option<Text>,
    /// The links that speak of privacy or of leaving, anywhere.
    links: Vec<usize>,
    /// Code: scripts in the page, the file itself for components.
    code: String,
}

impl<'a> Context<'a> {
    fn new(page: &'a Page<'a>, dialect: Dialect, company: Option<&str>) -> Self {
        let tree = page.tree;
        let mut title: Option<Text> = None;
        let mut links = Vec::new();
        let mut code = String::new();
        for node in 1..tree.nodes.len() {
            let name = tree.name(node);
            match name {
                "title" | "h1" if !tree.ancestors(node).any(|ancestor| tree.name(ancestor) == "svg") => {
                    let text = title.get_or_insert_with(|| Text::new(Role::Heading));
                    push_all(page, node, text);
                    text.stop();
                }
                "a" | "link" | "nuxt-link" | "router-link" | "nuxtlink" | "routerlink" => links.push(node),
                "script" => code.push_str(&tree.text_raw(node)),
                _ if name.ends_with("link")
                    && tree.attribute(node, &["to", "href", ":to", ":href"]).is_some() =>
                {
                    links.push(node)
                }
                _ => {}
            }
        }
        if dialect == Dialect::Jsx {
            code.push_str(page.source);
        }
        Self { page, dialect, company: company.map(str::to_owned), title, links, code }
    }

    fn prompt(&self, group: &Group) -> Prompt {
        let page = self.page;
        let region = Region::new(page, group);
        let anchor = group.boxes.first().copied().or(group.words).or(group.number).unwrap_or(group.scope);
        let choices = self.choices(group);
        let mut texts = region.texts(page, &choices, anchor);
        for (index, choice) in choices.iter().enumerate() {
            self.label_props(index, choice, &mut texts);
        }
        texts.extend(far_texts(page, &region));
        let number = self.number(group, &region, anchor);
        let dedicated = dedicated(page, group.scope, &group.boxes);
        let words: String = region.nodes.iter().map(|node| page.tree.text(*node)).collect();
        let us_only = self.us_only(group, &region, &words);
        let form_words =
            if page.is_form(group.scope) { self.form_words(group.scope, anchor) } else { String::new() };
        let tag = page.tree.nodes[anchor].span;
        let logo = region.logo(page, group, self.dialect);
        Prompt {
            origin: if self.dialect.is_source()
                && !page.is_form(group.scope)
                && !whole_page(page.tree)
                && !self.asks_more(group)
            {
                Origin::Snippet
            } else {
                Origin::Page
            },
            span: tag,
            texts,
            boxes: choices.iter().map(|choice| self.choice(choice)).collect(),
            company: self.company.clone(),
            logo,
            number,
            links: self.links(group, &region, anchor),
            sensitive: self.sensitive(group, &region, dedicated),
            locked: self.locked(group),
            page: PageFacts {
                dedicated,
                us_only,
                title: self.title.clone(),
                gate: self.gate(group.scope),
                names_company: self.names_company(&region),
                form_names_company: self.company.as_deref().is_some_and(|company| {
                    wording::squeezed(&form_words).contains(&wording::squeezed(company))
                }),
                form_names_whatsapp: names_whatsapp(&form_words),
            },
            calls: calls(page, anchor),
            record: None,
        }
    }

    /// Whether a control asks for age or country: one of the form, or one of the first on the page.
    fn gate(&self, scope: usize) -> bool {
        let page = self.page;
        let own = if scope == ROOT { &[] } else { page.controls_in(scope) };
        let asked = |(node, control): &(usize, Control)| {
            !matches!(control, Control::Hidden | Control::Button) && wording::gates(&gate_names(page, *node))
        };
        own.iter().take(200).chain(page.controls.iter().take(100)).any(asked)
    }

    /// The words of a form that are seen, its links and buttons left out.
    fn form_words(&self, form: usize, anchor: usize) -> String {
        let page = self.page;
        let texts = page.tree.descendants(form).filter(|node| !page.is_hidden(*node, Some(anchor)));
        let mut words = String::new();
        for node in texts {
            if let Kind::Text(text) = &page.tree.nodes[node].kind
                && !page.tree.ancestors(node).take(3).any(|ancestor| {
                    matches!(page.tree.name(ancestor), "a" | "button" | "svg" | "script" | "style" | "option")
                })
            {
                words.push_str(text);
                words.push(' ');
            }
        }
        words
    }

    /// Whether the source holds fields beside the prompt's own, so that it is the form and not a piece of one.
    fn asks_more(&self, group: &Group) -> bool {
        self.page.controls.iter().any(|(node, control)| {
            matches!(control, Control::Field | Control::Select) && !group.boxes.contains(node)
        })
    }

    /// Radios of one name are one choice.
    fn choices(&self, group: &Group) -> Vec<Vec<usize>> {
        let tree = self.page.tree;
        let mut choices: Vec<Vec<usize>> = Vec::new();
        for &node in &group.boxes {
            match choices.iter_mut().find(|choice| same_radio(tree, choice[0], node)) {
                Some(choice) => choice.push(node),
                None => choices.push(vec![node]),
            }
        }
        choices
    }

    fn choice(&self, nodes: &[usize]) -> Choice {
        let page = self.page;
        let tree = page.tree;
        let yes: Vec<usize> = nodes
            .iter()
            .copied()
            .filter(|node| !wording::is_no(&page.label_text(*node), tree.value(*node, "value")))
            .collect();
        let states: Vec<Option<bool>> = yes.iter().map(|node| self.checked(*node)).collect();
        let checked = if states.contains(&Some(true)) {
            Some(true)
        } else if states.contains(&None) {
            None
        } else {
            Some(false)
        };
        let shown = yes.iter().zip(&states).find(|(_, state)| **state == Some(true)).map(|(node, _)| *node);
        let node = shown.or(yes.first().copied()).unwrap_or(nodes[0]);
        let demands: Vec<Option<bool>> = nodes.iter().map(|node| self.required(*node)).collect();
        let required = if demands.contains(&Some(true)) {
            Some(true)
        } else if demands.contains(&None) {
            None
        } else {
            Some(false)
        };
        // A pair of yes and no that must be answered forces no yes.
        let answered = nodes.len() > 1 && yes.len() < nodes.len();
        Choice {
            span: tree.nodes[node].span,
            checked,
            required: if answered || tree.name(nodes[0]) == "select" { Some(false) } else { required },
            category: self.category(node),
        }
    }

    fn checked(&self, node: usize) -> Option<bool> {
        let page = self.page;
        let tree = page.tree;
        if tree.name(node) == "select" {
            return Some(chosen_option(page, node));
        }
        let names = [
            "checked",
            "defaultchecked",
            ":checked",
            "v-bind:checked",
            "[checked]",
            "aria-checked",
            "data-checked",
            ":default-checked",
            ":default-value",
            "initialchecked",
            "default-checked",
            ":model-value",
            ":value",
            "modelvalue",
            "selected",
            "isselected",
            "defaultselected",
            "initialvalue",
            "defaultvalue",
        ];
        let mut stated = None;
        for name in names {
            let Some(attribute) = tree.attribute(node, &[name]) else { continue };
            if matches!(name, ":value" | "initialvalue" | "defaultvalue")
                && !matches!(attribute.value.as_str(), "true" | "false")
            {
                continue;
            }
            let raw = page.slice(attribute.span).trim();
            let bound = attribute.expression || name.starts_with([':', '[']) || name.starts_with("v-");
            stated = Some(match attribute.value.trim() {
                _ if bound => self.resolve(raw),
                "false" if name.contains("aria") || name == "modelvalue" || self.dialect == Dialect::Jsx => {
                    Some(false)
                }
                value if is_unknown(value) => None,
                "false" => Some(name == "checked"),
                _ => Some(true),
            });
            break;
        }
        // `<input <?php if (…) echo 'checked' ?>>`: what an expression writes inside the tag.
        let written = tree.attributes(node).iter().any(|attribute| attribute.name.contains(UNKNOWN));
        if written {
            let tag = page.tag(node).to_ascii_lowercase();
            if stated == Some(Some(true)) || tag.contains("check") && !only_type(&tag) {
                return None;
            }
        }
        if let Some(stated) = stated {
            return stated;
        }
        // `{...register("wa")}` with `defaultValues: { wa: true }`.
        let spread = tree.attributes(node).iter().filter(|attribute| attribute.name.contains(UNKNOWN));
        for field in spread.filter_map(|attribute| page.slice(attribute.span).split(['"', '\'']).nth(1)) {
            if let Some(state) = wording::initial(&self.code, field) {
                return Some(state);
            }
        }
        if tree.value(node, "data-state") == "checked" || self.ticked_by_script(node) {
            return Some(true);
        }
        for name in [
            "v-model",
            "bind:checked",
            "x-model",
            "[(ngmodel)]",
            "ng-model",
            "formcontrolname",
            "field",
            "wire:model",
            "wire:model.live",
            "v-model:checked",
            "name",
        ] {
            let Some(attribute) = tree.attribute(node, &[name]) else { continue };
            let path = page.slice(attribute.span).trim();
            if path.is_empty() || name == "name" && !matches!(self.dialect, Dialect::Jsx | Dialect::Vue) {
                continue;
            }
            if let Some(state) = wording::initial(&self.code, path) {
                return Some(state);
            }
            if !matches!(name, "field" | "name" | "formcontrolname")
                && self.dialect.is_source()
                && !wording::declares(&self.code, path)
            {
                return None;
            }
        }
        Some(false)
    }

    /// `document.getElementById("wa").checked = true`
    fn ticked_by_script(&self, node: usize) -> bool {
        let squeezed = || -> String { self.code.chars().filter(|c| !c.is_whitespace()).collect() };
        if !self.code.contains("checked") {
            return false;
        }
        let code = squeezed();
        ["id", "name"]
            .iter()
            .map(|name| self.page.tree.value(node, name))
            .filter(|value| value.len() >= 2)
            .any(|value| {
                code.match_indices(value).any(|(at, _)| {
                    let rest: String = code[at + value.len()..].chars().take(40).collect();
                    rest.starts_with(['"', '\'', ']', ')'])
                        && (rest.contains(").checked=true")
                            || rest.contains(".prop('checked',true")
                            || rest.contains(".prop(\"checked\",true"))
                })
            })
    }

    /// The value of an expression that decides a state, where the code says what it starts as.
    fn resolve(&self, expression: &str) -> Option<bool> {
        let expression = expression.trim().trim_start_matches('{').trim_end_matches('}').trim();
        match expression {
            "true" | "!0" => Some(true),
            "false" | "!1" | "null" | "undefined" => Some(false),
            _ => match expression.strip_prefix('!').filter(|rest| !rest.starts_with('!')) {
                Some(rest) => self.resolve(rest).map(|state| !state),
                None => wording::initial(&self.code, expression.trim_start_matches('!')),
            },
        }
    }

    fn required(&self, node: usize) -> Option<bool> {
        let page = self.page;
        let tree = page.tree;
        for name in ["required", ":required", "[required]", "aria-required", "isrequired", "v-bind:required"]
        {
            let Some(attribute) = tree.attribute(node, &[name]) else { continue };
            let bound = attribute.expression || name.starts_with([':', '[']) || name.starts_with("v-");
            return match attribute.value.trim() {
                _ if bound => self.resolve(page.slice(attribute.span)),
                "false" => Some(name == "required" && !self.dialect.is_source()),
                _ => Some(true),
            };
        }
        if tree.attributes(node).iter().any(|attribute| attribute.name.contains(UNKNOWN))
            && page.tag(node).to_ascii_lowercase().contains("require")
        {
            return None;
        }
        let woo = tree.ancestors(node).take(3).any(|ancestor| has_class(tree, ancestor, "validate-required"));
        let by_library = tree.attributes(node).iter().any(|attribute| {
            let name = attribute.name.as_str();
            let raw: String = page.slice(attribute.span).chars().filter(|c| !c.is_whitespace()).collect();
            let flag = [
                "data-required",
                "data-parsley-required",
                "data-rule-required",
                "data-val-required",
                "ng-required",
            ];
            let rules = [":rules", "rules", "validate", "data-validate", "data-rules", "lay-verify"];
            flag.contains(&name) && raw != "false"
                || rules.contains(&name) && (raw.contains("required") || raw.contains("!!v"))
                || name.contains(UNKNOWN) && raw.contains("required:") && !raw.contains("required:false")
        });
        let marked = page.label(node).is_some_and(|label| {
            let inside = label..tree.nodes[label].end;
            let by_class = inside
                .into_iter()
                .any(|inner| tree.name(inner) != "input" && has_class(tree, inner, "required"));
            by_class || wording::says_required(&tree.text(label))
        });
        Some(woo || by_library || marked || has_class(tree, node, "required"))
    }

    fn category(&self, node: usize) -> Option<Category> {
        let tree = self.page.tree;
        let declared = tree
            .attribute(node, &["data-category", "data-message-category", "data-type"])
            .map(|attribute| attribute.value.to_ascii_lowercase());
        let names = format!(
            "{} {} {}",
            tree.value(node, "name"),
            tree.value(node, "id"),
            declared.unwrap_or_default()
        );
        let words = spaced(&names).to_lowercase();
        let of = |stems: &[&str]| words.split_whitespace().any(|word| stems.contains(&word));
        // "Order updates: discounts and flash sales": the words before the colon are the label's own label.
        let mut label = self.page.label_text(node);
        if label.trim().is_empty() {
            label = self.row_text(node);
        }
        let head = label.split_once(':').map(|(head, _)| head).unwrap_or_default();
        let headed = has(head, |w| w.utility) && !has(head, |w| w.marketing);
        if of(&["marketing", "promo", "promotional", "offers"]) {
            Some(Category::Marketing)
        } else if of(&["utility", "transactional", "transaction"]) || headed {
            Some(Category::Utility)
        } else if of(&["authentication", "otp"]) {
            Some(Category::Authentication)
        } else {
            None
        }
    }

    /// The words of the row a box without a label stands in.
    fn row_text(&self, node: usize) -> String {
        let tree = self.page.tree;
        let row = tree.ancestors(node).take(5).find(|ancestor| {
            !tree.text(*ancestor).trim().is_empty() && self.page.controls_in(*ancestor).len() == 1
        });
        row.map(|row| tree.text(row)).unwrap_or_default()
    }

    /// Words in `label="…"` of a component.
    fn label_props(&self, index: usize, choice: &[usize], texts: &mut Vec<Text>) {
        for &node in choice {
            for name in
                ["label", ":label", "text", "description", "helptext", "helpertext", "hint", "message"]
            {
                let Some(attribute) = self.page.tree.attribute(node, &[name]) else { continue };
                let role = if name.ends_with("label") { Role::Label(index) } else { Role::Body };
                let mut text = Text::new(role);
                if name.starts_with(':') {
                    wording::push_expression(self.page.slice(attribute.span), attribute.span, &mut text);
                } else {
                    text.push(&attribute.value, attribute.span);
                }
                texts.push(text);
            }
        }
    }

    fn number(&self, group: &Group, region: &Region, anchor: usize) -> Number {
        let page = self.page;
        let controls = page.controls_in(group.scope);
        let field = |at: &&(usize, Control)| at.1 == Control::Field && page.is_phone(at.0, at.1);
        let visible = |at: &&(usize, Control)| !page.is_hidden(at.0, Some(anchor));
        let tied = group.number.and_then(|node| controls.iter().find(|(at, _)| *at == node));
        let mut candidates: Vec<&(usize, Control)> =
            tied.into_iter().chain(controls.iter().filter(field).filter(visible)).collect();
        let open = !page.is_form(group.scope);
        if candidates.is_empty() && open {
            candidates = page.controls.iter().filter(field).filter(visible).collect();
        }
        // An ordinary form that says `form="…"` or stands beside: the page has one number field.
        let editable = candidates
            .iter()
            .find(|(node, _)| page.tree.attribute(*node, &["readonly", "disabled"]).is_none());
        if let Some((node, _)) = editable.or(candidates.first()) {
            return self.number_field(*node, group);
        }
        let hidden = |controls: &[(usize, Control)]| {
            controls
                .iter()
                .copied()
                .find(|(at, control)| *control == Control::Hidden && page.is_phone(*at, *control))
        };
        let hidden = hidden(controls).or_else(|| if open { hidden(&page.controls) } else { None });
        if let Some(shown) = self.shown_number(region, group.scope) {
            return shown;
        }
        if let Some((node, _)) = hidden {
            let value = page.tree.attribute(node, &["value", ":value"]);
            let text = value
                .filter(|value| !value.expression && !is_unknown(&value.value))
                .map(|value| value.value.clone());
            return Number::Fixed {
                text: text.unwrap_or_default(),
                span: page.tree.nodes[node].span,
                editable: self.edit_control(page.scope(node)),
            };
        }
        // Fields that a template writes may hold the number.
        let written = page.tree.descendants(group.scope).any(|node| match &page.tree.nodes[node].kind {
            Kind::Text(_) => {
                let span = page.tree.nodes[node].span;
                wording::renders_fields(page.slice(Span::new(span.start.saturating_sub(1), span.end)))
            }
            Kind::Element { .. } => false,
        });
        // A field elsewhere on the page may be the one that is meant.
        let elsewhere = page.controls.iter().any(|(node, control)| {
            *control == Control::Field && page.is_phone(*node, *control) && !page.is_hidden(*node, None)
        });
        if written || elsewhere { Number::Unknown } else { Number::Absent }
    }

    fn number_field(&self, node: usize, group: &Group) -> Number {
        let page = self.page;
        let tree = page.tree;
        let mut fixed = Some(false);
        for name in [
            "readonly",
            "disabled",
            ":readonly",
            ":disabled",
            "isreadonly",
            "isdisabled",
            "[readonly]",
            "[disabled]",
        ] {
            let Some(attribute) = tree.attribute(node, &[name]) else { continue };
            let bound = attribute.expression || name.starts_with([':', '[']);
            let state = match attribute.value.trim() {
                _ if bound => self.resolve(page.slice(attribute.span)),
                "false" if self.dialect != Dialect::Html => Some(false),
                _ => Some(true),
            };
            if state != Some(false) {
                fixed = state;
            }
        }
        let value = tree
            .attribute(node, &["value", "defaultvalue"])
            .filter(|value| !value.expression && !is_unknown(&value.value));
        let value = value.map(|value| value.value.clone());
        let span = tree.nodes[node].span;
        let edit_control = self.edit_control(group.scope);
        // A fixed number that cannot be one is as good as none.
        if fixed == Some(true)
            && let Some(text) = value.clone().filter(|text| text.trim_start().starts_with('+'))
        {
            return Number::Fixed { text, span, editable: edit_control };
        }
        let required = group.number == Some(node) && self.required(node) == Some(true);
        Number::Field(NumberField { span, fixed, edit_control, required, value })
    }

    /// A link or button that changes the number.
    fn edit_control(&self, scope: usize) -> bool {
        let page = self.page;
        let tree = page.tree;
        tree.descendants(scope).any(|node| {
            let name = tree.name(node);
            let pressed = matches!(name, "a" | "button")
                || page.control(node) == Some(Control::Button)
                || name.ends_with("link");
            let nowhere =
                name == "a" && tree.value(node, "href").starts_with('#') && tree.attributes(node).len() == 1;
            let submits =
                page.input_type(node) == "submit" || (name == "button" && page.input_type(node).is_empty());
            pressed
                && !nowhere
                && !submits
                && !page.is_hidden(node, None)
                && has(
                    &format!(
                        "{} {} {}",
                        tree.text(node),
                        tree.value(node, "aria-label"),
                        tree.value(node, "value")
                    ),
                    |w| w.edit,
                )
        })
    }

    /// A number that only stands in the words.
    fn shown_number(&self, region: &Region, scope: usize) -> Option<Number> {
        let page = self.page;
        for node in region.nodes.iter().copied().chain([scope]) {
            for inner in node..page.tree.nodes[node].end {
                let Kind::Text(text) = &page.tree.nodes[inner].kind else { continue };
                let span = page.tree.nodes[inner].span;
                let scope = page.tree.nodes[inner].parent;
                let block = page.tree.parent(scope).unwrap_or(scope);
                if page.is_hidden(inner, None) || page.tree.is_raw(scope) {
                    continue;
                }
                if let Some(found) = wording::telephone(text) {
                    return Some(Number::Fixed {
                        text: found.to_owned(),
                        span,
                        editable: self.edit_control(block),
                    });
                }
                if wording::is_phone_expression(
                    page.slice(Span::new(span.start.saturating_sub(2), span.end + 2)),
                ) {
                    return Some(Number::Fixed {
                        text: String::new(),
                        span,
                        editable: self.edit_control(block),
                    });
                }
            }
        }
        None
    }

    fn links(&self, group: &Group, region: &Region, anchor: usize) -> Vec<Link> {
        let page = self.page;
        let near = |node: usize| {
            region.holds(page.tree, node)
                || (group.scope != ROOT && page.is_form(group.scope) && page.tree.contains(group.scope, node))
        };
        let telling = |node: usize| {
            near(node)
                || wording::may_be_notice(page.tag(node))
                || wording::may_be_notice(&page.tree.text(node))
        };
        let links = self.links.iter().filter(|node| telling(**node) && !quoted(page, **node)).map(|&node| {
            let mut text = Text::new(Role::Body);
            push_all(page, node, &mut text);
            let target = page.tree.attribute(
                node,
                &["href", "to", ":href", ":to", "[href]", "[routerlink]", "routerlink", "v-bind:href"],
            );
            let href = target.map_or(Href::Nowhere, |target| {
                let raw = page.slice(target.span);
                let bound = target.name.starts_with([':', '[']) || target.name.starts_with("v-");
                let named = ["privacy", "confidential", "datenschutz", "privacidad", "riservatezza"]
                    .iter()
                    .any(|stem| raw.to_lowercase().contains(stem));
                // `{% url 'privacy' %}`, `routes.privacy`: an address, though another writes it.
                if (target.expression || bound || is_unknown(&target.value)) && named {
                    Href::To(raw.to_owned())
                } else if target.expression || bound {
                    Href::Unknown
                } else {
                    Href::new(&target.value)
                }
            });
            Link {
                text,
                href,
                visible: !page.is_hidden(node, Some(anchor)),
                near: near(node),
                span: page.tree.nodes[node].span,
            }
        });
        links.collect()
    }

    fn sensitive(&self, group: &Group, region: &Region, dedicated: bool) -> Vec<SensitiveField> {
        let page = self.page;
        let controls = page.controls_in(group.scope).iter();
        let fields = controls.filter_map(|&(node, control)| {
            let kind = page.sensitive(node, control)?;
            let with_whatsapp = names_whatsapp(&page.label_text(node))
                || names_whatsapp(&page.names_of(node))
                || beside(page, group, node);
            (dedicated || region.holds(page.tree, node) || with_whatsapp)
                .then_some(SensitiveField { kind, span: page.tree.nodes[node].span })
        });
        fields.collect()
    }

    /// A button that waits for the box.
    fn locked(&self, group: &Group) -> Option<Span> {
        let page = self.page;
        let tree = page.tree;
        let mut idents: Vec<String> = Vec::new();
        for &node in &group.boxes {
            for attribute in tree.attributes(node) {
                let kept = matches!(
                    attribute.name.as_str(),
                    "id" | "name"
                        | "checked"
                        | ":checked"
                        | "v-model"
                        | "x-model"
                        | "bind:checked"
                        | "[(ngmodel)]"
                        | "ng-model"
                        | "field"
                );
                if kept && !is_unknown(page.slice(attribute.span)) && page.slice(attribute.span).len() >= 2 {
                    idents.push(page.slice(attribute.span).trim().to_owned());
                }
                if attribute.name.starts_with("on") && page.slice(attribute.span).contains("disabled") {
                    return Some(tree.nodes[node].span);
                }
            }
        }
        let buttons = page.controls_in(group.scope).iter().filter(|(_, control)| *control == Control::Button);
        for &(node, _) in buttons {
            let Some(attribute) = tree.attribute(
                node,
                &[
                    "disabled",
                    ":disabled",
                    "[disabled]",
                    "isdisabled",
                    "x-bind:disabled",
                    "v-bind:disabled",
                    "ng-disabled",
                ],
            ) else {
                continue;
            };
            if idents.iter().any(|ident| wording::word_in(page.slice(attribute.span), ident)) {
                return Some(tree.nodes[node].span);
            }
        }
        let code = if self.dialect == Dialect::Jsx { "" } else { self.code.as_str() };
        let refuses =
            code.contains("checked") && (code.contains("preventDefault") || code.contains("return false"));
        if refuses && idents.iter().any(|ident| wording::refused_without(code, ident)) {
            return group.boxes.first().map(|node| tree.nodes[*node].span);
        }
        let scripted = code.contains("disabled")
            && code.contains("checked")
            && idents.iter().any(|ident| wording::word_in(code, ident));
        scripted.then(|| group.boxes.first().map(|node| tree.nodes[*node].span)).flatten()
    }

    fn us_only(&self, group: &Group, region: &Region, words: &str) -> bool {
        let page = self.page;
        let mut said = has(words, |w| w.us_only);
        for &(node, control) in page.controls_in(group.scope) {
            let tree = page.tree;
            if page.is_phone(node, control) || region.holds(tree, node) {
                let label = format!(
                    "{} . {} . {}",
                    page.label_text(node),
                    tree.value(node, "title"),
                    tree.value(node, "placeholder")
                );
                said |= has(&label, |w| w.us_only);
                let only = tree.attribute(
                    node,
                    &[
                        "data-only-countries",
                        "only-countries",
                        "onlycountries",
                        ":only-countries",
                        ":onlycountries",
                        ":countries",
                        ":allowed-countries",
                        "allowedcountries",
                        "includecountries",
                        "countrycodes",
                        "[onlycountries]",
                        "country-codes",
                        ":country-codes",
                        "countries",
                        "allowed-countries",
                        "data-countries",
                    ],
                );
                said |= only.is_some_and(|only| wording::only_us(page.slice(only.span)));
            }
            if control == Control::Select {
                let options: Vec<String> = tree
                    .descendants(node)
                    .filter(|inner| tree.name(*inner) == "option")
                    .map(|option| tree.text(option).trim().to_lowercase())
                    .collect();
                said |= options.len() == 1
                    && matches!(
                        options[0].as_str(),
                        "united states" | "usa" | "us" | "united states (us)" | "united states +1" | "us +1"
                    );
            }
        }
        let country_sent = page.controls.iter().any(|(node, control)| {
            *control == Control::Hidden
                && spaced(page.tree.value(*node, "name")).to_lowercase().contains("country")
                && matches!(page.tree.value(*node, "value").to_ascii_uppercase().as_str(), "US" | "USA")
        });
        said |= country_sent || page.source.len() < 40_000 && has(&page.tree.text(ROOT), |w| w.us_only);
        // The words of the form itself, outside every field.
        said || page.is_form(group.scope)
            && page.tree.text(group.scope).len() < 4_000
            && has(&page.tree.text(group.scope), |w| w.us_only)
    }

    /// Whether the company is named outside the prompt, where it is seen.
    fn names_company(&self, region: &Region) -> Option<bool> {
        let company = self.company.as_deref()?;
        let parts = wording::squeezed(company);
        let start: String = company.chars().take_while(|c| c.is_ascii_alphanumeric()).take(4).collect();
        let page = self.page;
        let named = (1..page.tree.nodes.len()).any(|node| match &page.tree.nodes[node].kind {
            Kind::Text(text) => {
                let parent = page.tree.name(page.tree.nodes[node].parent);
                !page.is_hidden(node, None)
                    && parent != "title"
                    && wording::contains_folded(text, &start)
                    && !region.holds(page.tree, node)
                    && wording::squeezed(text).contains(&parts)
            }
            Kind::Element { name, .. } => {
                name == "img" && wording::squeezed(page.tree.value(node, "alt")).contains(&parts)
            }
        });
        match named {
            true => Some(true),
            false if self.dialect.is_source() && !whole_page(page.tree) => Some(false),
            false => Some(false),
        }
    }
}

/// Whether a source is a whole page.
fn whole_page(tree: &Tree) -> bool {
    tree.children(ROOT).any(|node| matches!(tree.name(node), "html" | "body"))
}

fn calls(page: &Page<'_>, anchor: usize) -> Option<bool> {
    let attribute = std::iter::once(anchor)
        .chain(page.tree.ancestors(anchor))
        .find_map(|node| page.tree.attribute(node, &["data-calls"]))?;
    Some(attribute.value != "false")
}

/// A field in the same row or fieldset as a box of the prompt.
fn beside(page: &Page<'_>, group: &Group, node: usize) -> bool {
    let tree = page.tree;
    group.boxes.iter().any(|one| {
        let container = tree.ancestors(node).take(4).find(|ancestor| tree.contains(*ancestor, *one));
        container.is_some_and(|container| {
            container != group.scope
                && container != ROOT
                && !page.is_form(container)
                && page.controls_in(container).len() <= 5
                && names_whatsapp(&tree.text(container))
        })
    })
}

fn has_class(tree: &Tree, node: usize, class: &str) -> bool {
    ["class", "classname"]
        .iter()
        .any(|name| tree.value(node, name).split_whitespace().any(|own| own == class))
}

fn only_type(tag: &str) -> bool {
    tag.matches("check").count()
        == tag.matches("checkbox").count()
            + tag.matches("form-check").count()
            + tag.matches("check-input").count()
}

fn negative_option(page: &Page<'_>, select: usize) -> Option<usize> {
    page.tree
        .descendants(select)
        .filter(|node| page.tree.name(*node) == "option")
        .find(|option| wording::is_no(&page.tree.text(*option), page.tree.value(*option, "value")))
}

/// Whether the option chosen at the start says yes.
fn chosen_option(page: &Page<'_>, select: usize) -> bool {
    let options: Vec<usize> =
        page.tree.descendants(select).filter(|node| page.tree.name(*node) == "option").collect();
    let selected = options.iter().find(|option| page.tree.attribute(**option, &["selected"]).is_some());
    let Some(chosen) = selected.or(options.first()) else { return false };
    let text = page.tree.text(*chosen);
    let empty = page.tree.attribute(*chosen, &["value"]).is_some_and(|value| value.value.is_empty());
    !empty
        && !text.trim().is_empty()
        && !wording::is_no(&text, page.tree.value(*chosen, "value"))
        && wording::is_yes(&text, page.tree.value(*chosen, "value"))
}

fn gate_names(page: &Page<'_>, node: usize) -> String {
    let names = ["name", "id", "autocomplete", "placeholder", "aria-label"]
        .map(|name| spaced(page.tree.value(node, name)));
    format!("{} . {}", page.label_text(node), names.join(" . "))
}

/// What is read with a prompt.
struct Region {
    /// Subtrees, in the order of the source.
    nodes: Vec<usize>,
    /// The number field's label, which may stand elsewhere in the form.
    block: usize,
}

impl Region {
    fn new(page: &Page<'_>, group: &Group) -> Self {
        let tree = page.tree;
        let mut anchors: Vec<usize> = group.boxes.clone();
        anchors.extend(group.boxes.iter().filter_map(|node| page.label(*node)));
        if group.boxes.is_empty() {
            anchors.extend(group.number);
            anchors.extend(group.words);
        }
        let first = anchors.first().copied().unwrap_or(group.scope);
        let mut block =
            anchors.iter().copied().reduce(|a, b| common(tree, a, b).unwrap_or(group.scope)).unwrap_or(first);
        let own = |node: usize, control: Control| {
            group.boxes.contains(&node)
                || group.boxes.iter().any(|one| same_radio(tree, *one, node))
                || matches!(control, Control::Hidden | Control::Button)
                || page.is_phone(node, control)
                || Some(node) == group.number
        };
        let foreign = |node: usize| page.controls_in(node).iter().any(|(at, control)| !own(*at, *control));
        let serves_alone = page.is_form(group.scope) && dedicated(page, group.scope, &group.boxes);
        // Climb while the element around holds nothing of another matter.
        while let Some(parent) = tree.parent(block) {
            let name = tree.name(parent);
            let stop = parent == ROOT
                || matches!(name, "body" | "main" | "html" | "article" | "head")
                || (foreign(parent) && !(serves_alone && tree.contains(group.scope, parent)));
            if stop
                || tree.text(parent).len() > 4_000
                || (name == "section" && block != group.scope && !page.is_form(block))
            {
                break;
            }
            if page.is_form(block) || is_section(tree.name(block)) && tree.name(block) != "template" {
                break;
            }
            block = parent;
        }
        let mut nodes = vec![block];
        let whole_form = page.is_form(block);
        if let Some(parent) = tree.parent(block) {
            let siblings: Vec<usize> = tree.children(parent).collect();
            let at = siblings.iter().position(|sibling| *sibling == block).unwrap_or(0);
            for &before in siblings[..at].iter().rev() {
                let name = tree.name(before);
                let plain = name.is_empty()
                    || matches!(
                        name,
                        "p" | "span"
                            | "small"
                            | "strong"
                            | "em"
                            | "b"
                            | "i"
                            | "img"
                            | "svg"
                            | "legend"
                            | "br"
                            | "header"
                            | "hgroup"
                            | "h1"
                            | "h2"
                            | "h3"
                            | "h4"
                            | "h5"
                            | "h6"
                            | "picture"
                            | "a"
                    )
                    || name.ends_with("icon")
                    || names_whatsapp(name);
                let text = name.is_empty()
                    || (plain
                        || matches!(name, "div" | "ul")
                            && (!whole_form || names_whatsapp(&tree.text(before))))
                        && page.controls_in(before).is_empty()
                        && !tree.descendants(before).any(|inner| is_label(tree.name(inner)));
                let written = tree.text(before).contains(UNKNOWN)
                    && !matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "legend")
                    && !names_whatsapp(&tree.text(before));
                let words_before_form = whole_form && name.is_empty() && !tree.text(before).trim().is_empty();
                if !text
                    || written
                    || words_before_form
                    || page.control(before).is_some()
                    || tree.text(before).len() > 1_500
                {
                    break;
                }
                nodes.insert(0, before);
            }
            // What follows a form is another matter.
            for &after in siblings[at + 1..].iter().filter(|_| !whole_form) {
                let name = tree.name(after);
                let other_label =
                    is_label(name) || tree.descendants(after).any(|inner| is_label(tree.name(inner)));
                let new_matter = matches!(
                    name,
                    "footer"
                        | "nav"
                        | "table"
                        | "aside"
                        | "section"
                        | "article"
                        | "form"
                        | "fieldset"
                        | "hr"
                        | "script"
                        | "style"
                        | "h1"
                        | "h2"
                        | "h3"
                        | "main"
                        | "header"
                );
                if foreign(after)
                    || (other_label && !page.controls_in(after).is_empty())
                    || (is_label(name) && page.label_of_other(after, &group.boxes))
                    || new_matter
                    || tree.text(after).len() > 3_000
                {
                    break;
                }
                nodes.push(after);
            }
        }
        // Hints and sentences elsewhere in the same form, where they speak of WhatsApp or of stopping messages.
        let scope = group.scope;
        let mut node = scope + 1;
        while scope != ROOT && page.is_form(scope) && node < tree.nodes[scope].end {
            let name = tree.name(node);
            let leaf = matches!(
                name,
                "p" | "small"
                    | "span"
                    | "legend"
                    | "div"
                    | "li"
                    | "em"
                    | "strong"
                    | "h1"
                    | "h2"
                    | "h3"
                    | "h4"
                    | "h5"
                    | "h6"
            );
            let taken = nodes.iter().any(|own| tree.contains(*own, node) || tree.contains(node, *own));
            if leaf
                && !taken
                && page.controls_in(node).is_empty()
                && !tree.descendants(node).any(|inner| is_label(tree.name(inner)))
                && !tree.ancestors(node).take(4).any(|ancestor| is_label(tree.name(ancestor)))
            {
                let words = text_without_links(tree, node);
                let folded = words.to_lowercase();
                let of_mail = ["email", "e-mail", "newsletter"].iter().any(|stem| folded.contains(stem));
                if words.len() < 1_500 && (names_whatsapp(&words) || !of_mail && has(&words, |w| w.opt_out)) {
                    nodes.push(node);
                }
                node = tree.nodes[node].end;
            } else if matches!(name, "label" | "script" | "style" | "select" | "button" | "a") {
                node = tree.nodes[node].end;
            } else {
                node += 1;
            }
        }
        nodes.sort_unstable();
        Self { nodes, block }
    }

    fn holds(&self, tree: &Tree, node: usize) -> bool {
        self.nodes.iter().any(|own| tree.contains(*own, node))
    }

    /// The words, by what they do.
    fn texts(&self, page: &Page<'_>, choices: &[Vec<usize>], anchor: usize) -> Vec<Text> {
        let tree = page.tree;
        let mut labels: Vec<(usize, usize)> = Vec::new();
        for (index, choice) in choices.iter().enumerate() {
            for &node in choice {
                match page.label(node) {
                    Some(label) => labels.push((label, index)),
                    None => labels.extend(page.loose_label(node).into_iter().map(|loose| (loose, index))),
                }
            }
        }
        let mut texts: Vec<Text> = Vec::new();
        let mut last_block = usize::MAX;
        let outside = labels.iter().map(|(label, _)| *label).filter(|label| !self.holds(tree, *label));
        let described = choices
            .iter()
            .flatten()
            .flat_map(|node| page.described_by(*node))
            .filter(|node| !self.holds(tree, *node));
        let mut roots: Vec<usize> = self.nodes.iter().copied().chain(outside).chain(described).collect();
        roots.sort_unstable();
        roots.dedup();
        for root in roots {
            for node in root..tree.nodes[root].end {
                let role = |node: usize| {
                    if page.is_hidden(node, Some(anchor)) {
                        return Role::Hidden;
                    }
                    if let Some((_, index)) = labels.iter().find(|(label, _)| tree.contains(*label, node)) {
                        return Role::Label(*index);
                    }
                    for ancestor in std::iter::once(node).chain(tree.ancestors(node)) {
                        let name = tree.name(ancestor);
                        if matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "legend") {
                            return Role::Heading;
                        }
                        if name == "button" || page.control(ancestor) == Some(Control::Button) {
                            return Role::Button;
                        }
                        if is_label(name) || name == "option" || name == "select" {
                            return Role::Field;
                        }
                        if ancestor == root {
                            break;
                        }
                    }
                    Role::Body
                };
                let (piece, span) = match &tree.nodes[node].kind {
                    Kind::Text(text) if !tree.is_raw(tree.nodes[node].parent) && !in_svg(tree, node) => {
                        (text.as_str(), tree.nodes[node].span)
                    }
                    Kind::Element { name, .. } => {
                        // Words a component is given: `<Field label="Send me offers on WhatsApp">`.
                        if is_component(name) && !choices.iter().flatten().any(|choice| *choice == node) {
                            for attribute in
                                tree.attributes(node).iter().filter(|attribute| is_wording(&attribute.name))
                            {
                                let role = match choices
                                    .iter()
                                    .position(|choice| choice.iter().any(|one| tree.contains(node, *one)))
                                {
                                    _ if page.control(node).is_some() => Role::Field,
                                    Some(index) if attribute.name.ends_with("label") => Role::Label(index),
                                    _ => Role::Body,
                                };
                                let mut text = Text::new(role);
                                if attribute.name.starts_with(':') {
                                    wording::push_expression(
                                        page.slice(attribute.span),
                                        attribute.span,
                                        &mut text,
                                    );
                                } else {
                                    text.push(&attribute.value, attribute.span);
                                }
                                texts.push(text);
                            }
                        }
                        // Words a control shows by itself.
                        let shown = match page.control(node) {
                            Some(Control::Button) if name == "input" => tree.attribute(node, &["value"]),
                            Some(Control::Field) => tree.attribute(node, &["placeholder"]),
                            _ if name == "img" => None,
                            _ => None,
                        };
                        if let Some(shown) = shown {
                            let role = if page.control(node) == Some(Control::Button) {
                                Role::Button
                            } else {
                                Role::Field
                            };
                            let mut text = Text::new(if page.is_hidden(node, Some(anchor)) {
                                Role::Hidden
                            } else {
                                role
                            });
                            text.push(&shown.value, shown.span);
                            texts.push(text);
                        }
                        continue;
                    }
                    Kind::Text(_) => continue,
                };
                let role = role(node);
                // Errors, tokens and the number itself are no words of the prompt.
                if piece.trim() == "\u{1a}"
                    && wording::is_aside(page.slice(Span::new(span.start.saturating_sub(2), span.end + 2)))
                {
                    continue;
                }
                let block =
                    tree.ancestors(node).find(|ancestor| is_block(tree.name(*ancestor))).unwrap_or(ROOT);
                let broken = (root..node).rev().take(3).any(|before| tree.name(before) == "br");
                match texts.last_mut().filter(|text| text.role == role) {
                    Some(text) => {
                        if block != last_block || broken {
                            text.stop();
                        }
                        text.push(piece, span);
                    }
                    None => {
                        let mut text = Text::new(role);
                        text.push(piece, span);
                        texts.push(text);
                    }
                }
                last_block = block;
            }
        }
        texts.retain(|text| !text.words.is_empty());
        texts
    }

    fn logo(&self, page: &Page<'_>, group: &Group, dialect: Dialect) -> Logo {
        let tree = page.tree;
        let mut found = Logo::Absent;
        let labels = group.boxes.iter().filter_map(|node| page.label(*node));
        for node in self.nodes.iter().copied().chain(labels) {
            for picture in pictures(page, node) {
                match picture {
                    Logo::Named(_) => return picture,
                    _ if found == Logo::Absent => found = picture,
                    _ => {}
                }
            }
        }
        let _ = (tree, dialect, self.block);
        found
    }
}

/// Whether an element is a component of somebody's, not HTML's own.
fn is_component(name: &str) -> bool {
    name.contains(['-', '.', ':']) || !crate::controls::is_standard(name)
}

/// Whether an attribute of a component holds words that are shown.
fn is_wording(name: &str) -> bool {
    let name = name.trim_start_matches(':');
    matches!(
        name,
        "label"
            | "legend"
            | "heading"
            | "description"
            | "help"
            | "helptext"
            | "help-text"
            | "helpertext"
            | "hint"
            | "caption"
            | "subtitle"
            | "message"
            | "text"
            | "info"
    )
}

fn in_svg(tree: &Tree, node: usize) -> bool {
    tree.ancestors(node).take(4).any(|ancestor| tree.name(ancestor) == "svg")
}

/// The pictures in a subtree: what they call themselves.
fn pictures(page: &Page<'_>, root: usize) -> Vec<Logo> {
    let tree = page.tree;
    let mut found = Vec::new();
    for node in root..tree.nodes[root].end {
        let name = tree.name(node);
        if name.is_empty() || page.is_hidden(node, Some(root)) && tree.name(node) != "svg" {
            continue;
        }
        let span = tree.nodes[node].span;
        let own = || {
            tree.attributes(node).iter().any(|attribute| {
                names_whatsapp(&attribute.value) || names_whatsapp(page.slice(attribute.span))
            })
        };
        match name {
            "img" | "picture" | "image" | "amp-img" | "nuxtimg"
                if !own() && names_other(tree.value(node, "alt")) => {}
            "img" | "picture" | "image" | "amp-img" | "nuxtimg" => {
                found.push(if own() { Logo::Named(span) } else { Logo::Unnamed(span) })
            }
            "svg" => {
                let inside = tree.descendants(node).any(|inner| match &tree.nodes[inner].kind {
                    Kind::Text(text) => names_whatsapp(text),
                    Kind::Element { attributes, .. } => {
                        attributes.iter().any(|attribute| names_whatsapp(&attribute.value))
                    }
                });
                found.push(if own() || inside { Logo::Named(span) } else { Logo::Unnamed(span) });
            }
            "i" | "span" | "em" if !tree.text(node).trim().is_empty() || !own() => {}
            "i" | "span" | "em" => found.push(Logo::Named(span)),
            _ if page.control(node).is_some() || is_label(name) => {}
            // Components: `<FaWhatsapp/>`, `<Icon name="whatsapp"/>`.
            _ if names_whatsapp(name) && tree.text(node).trim().is_empty() => found.push(Logo::Named(span)),
            _ if name.contains("icon") && own() => found.push(Logo::Named(span)),
            _ => {}
        }
    }
    found
}

/// Whether a text alternative says what a picture is.
fn names_other(alternative: &str) -> bool {
    alternative.chars().filter(|c| c.is_alphabetic()).count() >= 3
}

/// What the page says in its footers: seen, but far from the prompt.
fn far_texts(page: &Page<'_>, region: &Region) -> Vec<Text> {
    let tree = page.tree;
    let footers =
        (1..tree.nodes.len()).filter(|node| tree.name(*node) == "footer" && !region.holds(tree, *node));
    let mut texts: Vec<Text> = footers
        .map(|footer| {
            let mut text = Text::new(Role::Far);
            push_all(page, footer, &mut text);
            text
        })
        .collect();
    texts.retain(|text| !text.words.is_empty());
    texts
}

fn push_all(page: &Page<'_>, root: usize, text: &mut Text) {
    for node in root..page.tree.nodes[root].end {
        if let Kind::Text(piece) = &page.tree.nodes[node].kind
            && !page.tree.is_raw(page.tree.nodes[node].parent)
        {
            text.push(piece, page.tree.nodes[node].span);
        }
    }
}
