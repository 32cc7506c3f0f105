//! Prompts in the markup of many hands: how labels and boxes belong together, where the name stands, what is none.

use std::collections::BTreeSet;

use whatsapp_opt_in_lint::{Dialect, Options, lint};

fn rules(source: &str, dialect: Dialect) -> Option<BTreeSet<&'static str>> {
    let options = Options { company: Some("Acme".to_owned()), ..Options::default() };
    let result = lint(source, dialect, &options).expect("markup");
    (result.judged > 0).then(|| result.findings.iter().map(|finding| finding.rule).collect())
}

/// Each source with a rule that must find something and one that must not.
fn check(cases: &[(Dialect, &str, &str, &str)]) {
    for (dialect, source, found, kept) in cases {
        let Some(rules) = rules(source, *dialect) else { panic!("no prompt was seen: {source}") };
        assert!(rules.contains(found), "{found} is missing in {rules:?}: {source}");
        assert!(!rules.contains(kept), "{kept} should not be in {rules:?}: {source}");
    }
}

#[test]
fn a_label_is_found_however_it_is_tied_to_its_box() {
    use Dialect::Html;
    check(&[
        // Around the box, before it, behind it, by id, by aria, in the row, in the cell beside.
        (
            Html,
            r#"<label><input type="checkbox" checked> Text me offers from Acme on WhatsApp</label>"#,
            "GD-01",
            "WA-03",
        ),
        (
            Html,
            r#"<label>Text me offers from Acme on WhatsApp</label><input type="checkbox" checked>"#,
            "GD-01",
            "WA-03",
        ),
        (
            Html,
            r#"<div class="checkbox"><input type="checkbox" checked><label>Remind me of my booking at Acme by WhatsApp</label></div>"#,
            "GD-01",
            "WA-07",
        ),
        (
            Html,
            r#"<i><input type="checkbox" id="a" checked></i><p><label for="a">Acme may message me offers on WhatsApp</label></p>"#,
            "GD-01",
            "WA-02",
        ),
        (
            Html,
            r#"<span id="l">Aceito novidades da Acme pelo WhatsApp</span><input type="checkbox" aria-labelledby="l" checked>"#,
            "GD-01",
            "WA-02",
        ),
        (
            Html,
            r#"<button role="checkbox" aria-checked="true"></button><label>I authorise Acme to send me updates by e-mail, SMS and WhatsApp.</label>"#,
            "GD-01",
            "WA-02",
        ),
        (
            Html,
            r#"<table><tr><td>Quiero recibir promociones de Acme por WhatsApp</td><td><input type="checkbox" checked></td></tr></table>"#,
            "GD-01",
            "WA-02",
        ),
        (
            Html,
            r#"<label class="switch"><input type="checkbox" name="n" checked><span class="slider"></span></label> <span>Get offers from Acme on WhatsApp</span>"#,
            "GD-01",
            "WA-03",
        ),
        (
            Html,
            r#"<ion-item><ion-label>Angebote von Acme per WhatsApp erhalten</ion-label><ion-toggle slot="end" checked></ion-toggle></ion-item>"#,
            "GD-01",
            "WA-02",
        ),
        (
            Html,
            r#"<mat-checkbox [checked]="true">Ich möchte Angebote von Acme per WhatsApp erhalten</mat-checkbox>"#,
            "GD-01",
            "WA-02",
        ),
        // A legend that asks, answers that say yes and no, the number among them.
        (
            Html,
            r#"<form><fieldset><legend>May Acme send you appointment reminders on WhatsApp?</legend><div><div><input type="radio" id="n" name="q" value="no"><label for="n">No</label></div><div><input type="radio" id="y" name="q" value="yes" checked><label for="y">Yes</label></div><div><label for="t">Phone</label><input type="tel" id="t"></div></div></fieldset></form>"#,
            "GD-01",
            "WA-01",
        ),
        // A label that points at nothing, beside the one field of its row.
        (
            Html,
            r#"<form><div class="row"><label for="x">IBAN, for WhatsApp</label><span><input id="y" name="f"></span></div><label><input type="checkbox" name="whatsapp"> Acme may send me offers on WhatsApp</label></form>"#,
            "WA-15",
            "WA-02",
        ),
        // The box itself is written by the template.
        (
            Dialect::Template,
            r#"<form>{{ form.phone }}<p>{{ form.wa }} <label for="{{ form.wa.id_for_label }}">I want reminders of my visits to Acme on WhatsApp</label></p></form>"#,
            "WA-05",
            "WA-10",
        ),
        (
            Dialect::Jsx,
            r#"<div><Checkbox checked={ok} onCheckedChange={setOk}/><Label>I agree that Acme sends me offers on WhatsApp.</Label></div>"#,
            "WA-05",
            "WA-02",
        ),
    ]);
}

#[test]
fn whatsapp_may_be_named_short_or_elsewhere_in_the_form() {
    use Dialect::Html;
    let form = |before: &str, name: &str, label: &str| {
        format!(
            r#"<form>{before}<input type="tel" name="phone"><label><input type="checkbox" {name}> {label}</label></form>"#
        )
    };
    let found = [
        form("<h3>Reminders on WhatsApp</h3>", "", "Acme may send me reminders. Reply STOP to end."),
        form("<p>Our WhatsApp news</p>", r#"name="c[]" value="wa""#, "Send me offers from Acme"),
        form("", r#"name="wa""#, "I agree that Acme sends me offers"),
        form("", "", "Je veux les offres Acme par WA"),
        form("", "", "Quero ofertas da Acme pelo zap"),
        form("", "", "Acme puede mandarme ofertas al guasap"),
        form("", "", "Mandem ofertas da Acme no wpp"),
        form("", "", "Send me Acme's offers via wa please").replace("<form>", r#"<form data-channel="whatsapp">"#),
        r#"<form data-optin="whatsapp"><input type="tel"><label><input type="checkbox"> Acme may text me when it is ready</label></form>"#.to_owned(),
    ];
    for source in &found {
        assert!(rules(source, Html).is_some(), "no prompt was seen: {source}");
    }
    let none = [
        form("", r#"name="state" value="WA""#, "I live in Seattle, WA 98101 and agree to the terms"),
        form("<p>Reminders by e-mail</p>", "", "Acme may send me reminders"),
        form("<p>Reminders on WhatsApp</p>", "", "Send me the newsletter by e-mail"),
        form("", r#"name="wa""#, "Works in Washington"),
    ];
    for source in &none {
        assert_eq!(rules(source, Html), None, "{source}");
    }
}

#[test]
fn what_configures_shares_or_chats_is_no_prompt() {
    use Dialect::{Html, Jsx, Php};
    let none = [
        (
            Jsx,
            r#"<div><Toggle checked={on} label="Enable WhatsApp notifications"/><label>Access token <input name="accessToken"/></label></div>"#,
        ),
        (
            Html,
            r#"<form><h2>Send a WhatsApp message</h2><label>To <input type="tel"></label><label>Text <textarea></textarea></label><button>Send</button></form>"#,
        ),
        (
            Html,
            r#"<form><label><input type="checkbox" value="facebook" checked> Facebook</label><label><input type="checkbox" value="whatsapp" checked> WhatsApp</label></form>"#,
        ),
        (
            Html,
            r#"<form><label><input type="checkbox"> Marketing: counts clicks on our WhatsApp button</label></form>"#,
        ),
        (
            Html,
            r#"<form><label>Name <input name="n"></label><label>Address <textarea></textarea></label><button>Send the order on WhatsApp</button></form>"#,
        ),
        (
            Html,
            r#"<form><h3>Lead</h3><label>Name<input name="n"></label><label>WhatsApp<input name="whatsapp"></label><button>Save</button></form>"#,
        ),
        (
            Php,
            r#"<form method="post"><table class="form-table"><tr><th>Order messages on WhatsApp</th><td><input type="checkbox" name="wa_orders"></td></tr></table><?php submit_button(); ?></form>"#,
        ),
    ];
    for (dialect, source) in none {
        assert_eq!(rules(source, dialect), None, "{source}");
    }
}

#[test]
fn consent_that_is_demanded_presumed_or_refused_is_told() {
    use Dialect::{Html, Jsx, Vue};
    let form = |label: &str, rest: &str| {
        format!(
            r#"<form><input name="email" type="email"><input type="tel"><label><input type="checkbox" name="whatsapp"> {label}</label>{rest}<button>Order</button></form>"#
        )
    };
    let demanded = [
        "Acme may send me offers on WhatsApp. Without this consent we cannot take your order.",
        "Acme darf mir Angebote per WhatsApp schicken. Ohne Einwilligung ist keine Bestellung möglich.",
        "J’accepte les offres d’Acme sur WhatsApp. Sans cet accord, aucune commande n’est possible.",
        "Acconsento alle offerte Acme su WhatsApp. Senza consenso non si può ordinare.",
        "Acepto ofertas de Acme por WhatsApp. Sin este consentimiento no se puede comprar.",
        "Aceito ofertas da Acme no WhatsApp. Sem este consentimento não é possível comprar.",
    ];
    for label in demanded {
        assert!(rules(&form(label, ""), Html).is_some_and(|rules| rules.contains("GD-02")), "{label}");
    }
    let free = [
        "Acme may send me offers on WhatsApp. You can order without this consent.",
        "Acme darf mir Angebote per WhatsApp schicken. Die Einwilligung ist nicht erforderlich.",
        "J’accepte les offres d’Acme sur WhatsApp. Cet accord n’est pas obligatoire.",
        "Acepto ofertas de Acme por WhatsApp. El consentimiento no es obligatorio.",
    ];
    for label in free {
        assert!(rules(&form(label, ""), Html).is_some_and(|rules| !rules.contains("GD-02")), "{label}");
    }
    let refused = [
        "Tick here if you do not want Acme to send you offers on WhatsApp",
        "Ankreuzen, wenn Sie keine Angebote von Acme per WhatsApp möchten",
        "Cochez si vous ne souhaitez pas recevoir les offres d’Acme sur WhatsApp",
    ];
    for label in refused {
        assert!(rules(&form(label, ""), Html).is_some_and(|rules| rules.contains("WA-02")), "{label}");
    }
    check(&[
        (
            Jsx,
            r#"function F(){const [ok,setOk]=useState(false);return <form><input name="email"/><input type="tel"/><label><input type="checkbox" name="wa" onChange={e => setOk(e.target.checked)}/> Send me offers from Acme on WhatsApp</label><button disabled={!ok}>Book</button></form>}"#,
            "GD-02",
            "GD-01",
        ),
        (
            Vue,
            r#"<template><form class="contact"><input name="email"><input type="tel"><label><input type="checkbox" v-model="wa"> Acme may send me offers on WhatsApp</label><button :disabled="!wa">Send</button></form></template><script>export default{data(){return{wa:false}}}</script>"#,
            "GD-02",
            "GD-01",
        ),
        (
            Html,
            r#"<form><input name="email"><input type="tel"><input type="hidden" name="accepts_whatsapp" value="1"><p>You will receive offers from Acme on WhatsApp. Reply STOP to end.</p><button>Create account</button></form>"#,
            "GD-02",
            "WA-03",
        ),
        (
            Dialect::Template,
            r#"<label><input type="checkbox" name="wa" checked {% if locked %}disabled{% endif %}> Send me offers from Acme on WhatsApp</label>"#,
            "GD-01",
            "WA-03",
        ),
    ]);
}

#[test]
fn a_permission_is_an_agreement_whatever_its_verb_and_language() {
    let agreed = [
        "The Acme laundry may tell me on WhatsApp when my shirts are done",
        "Acme peut me dire sur WhatsApp que ma montre est réparée",
        "Gradisco che Acme mi ricordi l’appuntamento su WhatsApp",
        "Acme puede avisarme por WhatsApp cuando llegue mi pedido",
        "A Acme pode me lembrar da consulta pelo WhatsApp",
        "Acme darf mich per WhatsApp an meinen Termin erinnern",
    ];
    for label in agreed {
        let source =
            format!(r#"<form><input type="tel"><label><input type="checkbox"> {label}</label></form>"#);
        let rules = rules(&source, Dialect::Html).unwrap_or_else(|| panic!("no prompt was seen: {label}"));
        assert!(!rules.contains("WA-02") && !rules.contains("WA-07"), "{rules:?}: {label}");
    }
}
