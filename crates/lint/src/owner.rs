//! Controls for the owner of a site, which no customer sees: settings, keys, buttons to show.

use whatsapp_opt_in::policy::{Role, Text, fold, words};

use crate::controls::{Control, Page, once, spaced};

/// Whether a control configures a site for its owner: no customer sees it.
pub(crate) fn is_admin(page: &Page<'_>, node: usize, label: &str) -> bool {
    let tree = page.tree;
    let form = tree.ancestors(node).find(|ancestor| page.is_form(*ancestor));
    let action = form.map(|form| tree.value(form, "action").to_lowercase()).unwrap_or_default();
    if action.contains("options.php")
        || action.contains("/admin")
        || action.contains("wp-admin")
        || page.is_settings
    {
        return true;
    }
    if action.contains("api.whatsapp.com") || action.contains("wa.me") || holds_keys(page, page.scope(node)) {
        return true;
    }
    let label = fold(label);
    let first = label.split_whitespace().next().unwrap_or_default();
    let switches = matches!(
        first,
        "enable"
            | "show"
            | "display"
            | "hide"
            | "activate"
            | "add"
            | "allow"
            | "disable"
            | "afficher"
            | "activer"
            | "mostra"
            | "mostrar"
            | "anzeigen"
            | "aktivieren"
            | "exibir"
    );
    let things = [
        "button", "widget", "icon", "chat", "bubble", "share", "sharing", "floating", "bouton", "icone",
        "pulsante", "boton", "botao", "api", "webhook", "token", "plugin",
    ];
    // "Skip contacts without a WhatsApp number": work on data.
    let works = matches!(
        first,
        "skip"
            | "import"
            | "export"
            | "exclude"
            | "ignore"
            | "sync"
            | "archive"
            | "assign"
            | "backup"
            | "importer"
            | "exporter"
            | "exportar"
            | "importar"
            | "esporta"
            | "importa"
            | "exportieren"
            | "importieren"
    );
    works
        || serves_owner(&label)
        || switches
            && things
                .iter()
                .any(|thing| label.split(|c: char| !c.is_alphanumeric()).any(|word| word == *thing))
        || (page.control(node) == Some(Control::Field)
            && ["api key", "token", "webhook", "button text", "api url"]
                .iter()
                .any(|thing| label.contains(thing)))
}

/// Words of those who run a shop: "Notify customers on WhatsApp", "Receive orders on WhatsApp", "WhatsApp Pay".
fn serves_owner(label: &str) -> bool {
    const OWNERS: &[&str] = &[
        "receive|accept|take|get orders|leads|enquiries|inquiries|bookings on|via|by|through|over|in|from",
        "notify|send|message|alert|inform|remind .. customers|customer|users|clients|contacts|subscribers",
        "notifier|informer|prevenir|envoyer .. clients",
        "kunden benachrichtigen|informieren|anschreiben",
        "notificar|avisar|enviar .. clientes",
        "notifica|avvisa|invia .. clienti",
        "whatsapp pay|web|status|backup",
    ];
    let text = Text::of(Role::Label(0), label);
    // What the person says of themselves is theirs.
    let own = ["i", "me", "my", "mich", "mir", "ich", "moi", "je", "mi", "yo", "eu"];
    words::matches(&text, OWNERS) && !text.words.iter().any(|word| own.contains(&word.folded.as_str()))
}

/// Whether a form asks for keys of an interface: only the owner of a site has them.
fn holds_keys(page: &Page<'_>, scope: usize) -> bool {
    const KEYS: &[&str] = &[
        "api key",
        "apikey",
        "access token",
        "api token",
        "client secret",
        "secret key",
        "accesstoken",
        "phone number id",
        "phonenumberid",
        "verify token",
        "app secret",
        "webhook",
        "business account id",
        "account sid",
        "auth token",
        "bearer token",
        "instance id",
    ];
    once(&page.asked.owners, scope, || {
        page.controls_in(scope).iter().filter(|(_, control)| *control == Control::Field).any(|(node, _)| {
            let named = ["name", "id", "placeholder", "label"]
                .map(|name| spaced(page.tree.value(*node, name)))
                .join(" . ");
            // `<a-form-item label="API token"><a-input /></a-form-item>`
            let framed: String =
                page.tree.ancestors(*node).take(2).map(|frame| page.tree.value(frame, "label")).collect();
            let words = format!("{} . {named} . {framed}", page.label_text(*node)).to_lowercase();
            KEYS.iter().any(|key| words.contains(key))
        })
    })
}
