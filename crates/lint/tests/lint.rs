//! What comes out of whole sources: places, suppressions, dialects, records, and the forms of output.

use serde_json::{Value, json};
use test_support::Key;
use whatsapp_opt_in_lint::{Dialect, Input, Lines, Lint, Options, Run, lint, output};

fn html(source: &str) -> Lint {
    lint(source, Dialect::Html, &Options { company: Some("Acme".to_owned()), ..Options::default() })
        .expect("markup")
}

fn rules(result: &Lint) -> Vec<&str> {
    result.findings.iter().map(|finding| finding.rule).collect()
}

const GOOD: &str = r#"<form><input type="tel" name="phone">
<label><input type="checkbox" name="wa"> <img src="whatsapp.svg" alt="WhatsApp"> I agree to receive order updates from Acme on WhatsApp.</label>
<p>Reply STOP at any time. <a href="/privacy">Privacy notice</a></p></form>"#;

#[test]
fn a_good_prompt_has_no_finding_and_names_what_it_leaves_open() {
    let result = html(GOOD);
    assert_eq!(rules(&result), Vec::<&str>::new());
    let open: Vec<_> = result.needs_review.iter().map(|review| review.rule).collect();
    assert_eq!(open, ["WA-05", "GD-06", "GD-07"]);
}

#[test]
fn a_finding_stands_where_the_fault_is() {
    let source = GOOD.replace("on WhatsApp.", "on Whatsapp.");
    let result = html(&source);
    let finding = result.findings.iter().find(|finding| finding.rule == "WA-06").expect("a misspelling");
    let line = Lines::new(&source).text(finding.line);
    let from: String =
        line.chars().skip(finding.column - 1).take(finding.end_column - finding.column).collect();
    assert_eq!(from, "Whatsapp");
}

#[test]
fn a_page_without_a_prompt_has_no_findings() {
    for page in [
        r#"<a href="https://wa.me/33612345678">Chat with us on WhatsApp</a>"#,
        r#"<form><label>E-mail <input type="email"></label><label><input type="checkbox" checked> Send me the newsletter</label></form>"#,
        r#"<article><h1>WhatsApp opt-in</h1><blockquote><input type="checkbox" checked> I agree to receive WhatsApp messages</blockquote></article>"#,
        r#"<form action="options.php"><label><input type="checkbox" name="show_whatsapp" checked> Show the WhatsApp button</label></form>"#,
        r#"<form><label>SMS <input type="tel" name="sms"></label><button>Get texts</button></form>"#,
    ] {
        let result = html(page);
        assert_eq!((result.judged, rules(&result)), (0, vec![]), "{page}");
    }
}

#[test]
fn a_suppression_with_a_reason_silences_its_rule_for_the_prompt_that_follows() {
    let bare =
        r#"<form><label><input type="checkbox" name="wa" checked> Send me offers on WhatsApp</label></form>"#;
    let both = format!("<!-- opt-in-lint-ignore GD-01: kept by a court order -->\n{bare}\n<hr>\n{bare}");
    let found: Vec<usize> = html(&both)
        .findings
        .iter()
        .filter(|finding| finding.rule == "GD-01")
        .map(|finding| finding.line)
        .collect();
    assert_eq!(found, [4]);
    let without_reason = format!("<!-- opt-in-lint-ignore GD-01 -->\n{bare}");
    let result = html(&without_reason);
    assert!(rules(&result).contains(&"LI-01") && rules(&result).contains(&"GD-01"));
}

#[test]
fn rules_can_be_picked_and_left_out() {
    let source = r#"<label><input type="checkbox" name="wa" checked> Send me offers on Whatsapp</label>"#;
    let with = |only: &[&str], ignore: &[&str]| {
        let own = |list: &[&str]| list.iter().map(|id| (*id).to_owned()).collect();
        let result = lint(
            source,
            Dialect::Html,
            &Options { only: own(only), ignore: own(ignore), ..Options::default() },
        )
        .expect("markup");
        rules(&result).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(with(&["GD-01"], &[]), ["GD-01"]);
    assert!(with(&["GD"], &["GD-01"]).iter().all(|id| id.starts_with("GD") && id != "GD-01"));
    assert!(!with(&[], &["WA-06"]).contains(&"WA-06".to_owned()));
}

#[test]
fn each_dialect_says_what_the_box_starts_as() {
    let cases = [
        (
            Dialect::Jsx,
            r#"const [on, setOn] = useState(true); return <form><input type="tel" name="tel"/><label htmlFor="w"><input id="w" type="checkbox" checked={on} /> Send me offers on WhatsApp</label></form>"#,
            true,
        ),
        (
            Dialect::Jsx,
            r#"const [on, setOn] = useState(false); return <form><input type="tel" name="tel"/><label htmlFor="w"><input id="w" type="checkbox" checked={on} /> Send me offers on WhatsApp</label></form>"#,
            false,
        ),
        (
            Dialect::Jsx,
            r#"export const F = () => <FormControlLabel control={<Checkbox defaultChecked name="wa" />} label="Send me offers on WhatsApp" />"#,
            true,
        ),
        (
            Dialect::Vue,
            "<template><label><input type=\"checkbox\" v-model=\"wa\"> Send me offers on WhatsApp</label></template><script>export default { data() { return { wa: true } } }</script>",
            true,
        ),
        (
            Dialect::Vue,
            "<template><label><input type=\"checkbox\" v-model=\"wa\"> Send me offers on WhatsApp</label></template><script setup>const wa = ref(false)</script>",
            false,
        ),
        (
            Dialect::Svelte,
            "<script>let wa = true;</script><label><input type=\"checkbox\" bind:checked={wa}> Send me offers on WhatsApp</label>",
            true,
        ),
        (
            Dialect::Php,
            "<label><input type=\"checkbox\" name=\"wa\" checked> <?php esc_html_e( 'Send me offers on WhatsApp', 'shop' ); ?></label>",
            true,
        ),
        (
            Dialect::Php,
            "<?php echo '<label><input type=\"checkbox\" name=\"wa\" checked=\"checked\"> ' . __( 'Send me offers on WhatsApp', 'shop' ) . '</label>';",
            true,
        ),
        (
            Dialect::Php,
            "<?php\nwoocommerce_form_field( 'wa_optin', array( 'type' => 'checkbox', 'class' => array( 'form-row' ), 'default' => 1, 'label' => __( 'Send me offers on WhatsApp', 'shop' ) ), '' );",
            true,
        ),
        (
            Dialect::Template,
            "<label><input type=\"checkbox\" name=\"wa\"> {{ 'Send me offers on WhatsApp' | t }}</label>",
            false,
        ),
    ];
    for (dialect, source, checked) in cases {
        let result = lint(source, dialect, &Options::default()).expect("markup");
        assert_eq!(result.judged, 1, "{source}");
        assert_eq!(rules(&result).contains(&"GD-01"), checked, "{source}");
        let reviewed = result.needs_review.iter().any(|review| review.rule == "GD-01");
        assert!(!reviewed, "{source}");
    }
}

#[test]
fn a_state_nobody_can_know_is_left_to_a_person() {
    for (dialect, source) in [
        (
            Dialect::Php,
            r#"<label><input type="checkbox" name="wa" <?php checked( $value, 1 ); ?>> Send me offers on WhatsApp</label>"#,
        ),
        (
            Dialect::Jsx,
            r#"const F = ({ value }) => <label><input type="checkbox" name="wa" checked={value} /> Send me offers on WhatsApp</label>"#,
        ),
        (
            Dialect::Template,
            r#"<label><input type="checkbox" name="wa" {% if customer.wa %}checked{% endif %}> Send me offers on WhatsApp</label>"#,
        ),
    ] {
        let result = lint(source, dialect, &Options::default()).expect("markup");
        assert!(!rules(&result).contains(&"GD-01"), "{source}");
        assert!(result.needs_review.iter().any(|review| review.rule == "GD-01"), "{source}");
    }
}

#[test]
fn our_own_widget_is_judged_by_its_attributes() {
    let good = r#"<whatsapp-opt-in company="Acme" privacy-url="/privacy" purposes="order-confirmation delivery-status" retention="P3Y"></whatsapp-opt-in>"#;
    assert_eq!(rules(&html(good)), Vec::<&str>::new());
    let bad = r##"<div class="whatsapp-opt-in" data-company="" data-privacy-url="#" data-purposes="offers"></div>"##;
    let result = html(bad);
    assert!(rules(&result).contains(&"WA-03") && rules(&result).contains(&"GD-05"), "{:?}", rules(&result));
}

#[test]
fn our_own_widget_is_judged_by_a_sites_own_words_too() {
    let widget = |attributes: &str, inside: &str| {
        html(&format!(
            r#"<whatsapp-opt-in company="Acme" privacy-url="/privacy" retention="P3Y" lang="fr" purposes="order-confirmation" {attributes}>
               <script type="application/json">{inside}</script></whatsapp-opt-in>"#
        ))
    };
    let club = |words: &str| {
        format!(r#"["delivery-status", {{"id": "club", "category": "utility", "text": {words}}}]"#)
    };
    let mild = widget("", &club(r#"{"en": "special offers", "fr": "le suivi de ma réparation"}"#));
    assert_eq!(rules(&mild), Vec::<&str>::new());
    let promotional =
        widget("", &club(r#"{"en": "the status of my repair", "fr": "des offres exclusives"}"#));
    assert_eq!(rules(&promotional), ["WA-21"]);
    let frequency =
        widget(r#"frequency="Des promotions exclusives chaque semaine.""#, &club(r#""le suivi""#));
    assert_eq!(rules(&frequency), ["WA-21"]);
}

#[test]
fn templates_come_alone_in_a_list_or_as_a_listing() {
    let one = json!({"name": "Bad Name", "language": "en", "category": "UTILITY", "components": [{"type": "BODY", "text": "Hello"}]});
    for source in [one.clone(), json!([one, one]), json!({"data": [one], "paging": {}})] {
        let text = serde_json::to_string_pretty(&source).expect("JSON");
        let result = lint(&text, Dialect::Json, &Options::default()).expect("templates");
        let finding =
            result.findings.iter().find(|finding| finding.rule == "WA-24").expect("the name is wrong");
        assert!(Lines::new(&text).text(finding.line).contains("Bad Name"));
    }
}

#[test]
fn malformed_json_is_refused_with_line_and_column() {
    let error =
        lint("{\n  \"name\": \"a\",\n  oops\n}", Dialect::Json, &Options::default()).expect_err("not JSON");
    assert_eq!((error.line, error.column), (3, 3), "{error:?}");
    assert!(lint("{\"hello\": 1}", Dialect::Json, &Options::default()).is_err());
    assert!(
        lint(
            "{\"name\": \"a\", \"category\": \"UTILITY\", \"components\": [],}",
            Dialect::Json,
            &Options::default()
        )
        .is_err()
    );
}

fn act(iat: i64, method: &str) -> String {
    let text = "Acme may send me offers and discounts on WhatsApp.\nReply STOP at any time to stop these messages.\nPrivacy notice";
    let claims = json!({
        "iss": "https://shop.example", "iat": iat, "jti": "0199", "sub": "tel:+33612345678", "schema": 1,
        "event": {"type": "ConsentGiven", "method": method},
        "controller": {"name": "Acme", "privacy_url": "https://shop.example/privacy"},
        "purposes": [{"id": "offers", "category": "marketing", "text": "offers and discounts", "granted": true}],
        "notice": {"text": text, "sha256": whatsapp_opt_in::consent::sha256_hex(text.as_bytes()), "version": "1", "language": "en"},
        "withdrawal": [{"keyword": "STOP"}], "retention": "P3Y",
        "ui": {"checked_by_default": false, "number_edited": true, "trusted_event": true, "input": "pointer", "logo": true, "widget": "0.1", "page": "https://shop.example/"},
    });
    let key = Key::p256();
    key.compact(&key.act_header().to_string(), &claims.to_string())
}

#[test]
fn a_record_is_judged_by_the_edition_of_its_day_unless_another_is_named() {
    let of = |source: &str, options: &Options| lint(source, Dialect::Record, options).expect("records");
    let now = act(1_795_132_800, "checkbox");
    assert_eq!(rules(&of(&now, &Options::default())), Vec::<&str>::new());
    // In February 2021 advertising was forbidden.
    let then = act(1_612_137_600, "checkbox");
    assert_eq!(rules(&of(&then, &Options::default())), ["WA-23"]);
    let by_today =
        Options { edition: whatsapp_opt_in::policy::Edition::new("whatsapp-2025-11"), ..Options::default() };
    assert_eq!(rules(&of(&then, &by_today)), Vec::<&str>::new());
}

#[test]
fn each_line_of_an_export_is_judged_by_the_edition_of_its_own_day() {
    let days = [1_567_296_000, 1_612_137_600, 1_795_132_800];
    let line = |(at, iat): (usize, &i64)| {
        let entry =
            json!({"seq": at, "commitment": "x", "salt": "x", "act": act(*iat, "checkbox"), "receipt": "x"});
        format!("{entry}\n")
    };
    let export: String = days.iter().enumerate().map(line).collect();
    let judged = |options: &Options| -> Vec<(usize, String)> {
        let found = lint(&export, Dialect::Record, options).expect("an export").findings;
        let forbidden = found.iter().filter(|finding| finding.rule == "WA-23");
        forbidden
            .map(|finding| (finding.line, finding.edition.expect("an edition").as_str().to_owned()))
            .collect()
    };
    // Advertising was forbidden in 2019 and early in 2021; since November 2024 it is not.
    let own = [(1, "whatsapp-2019-06".to_owned()), (2, "whatsapp-2021-01".to_owned())];
    assert_eq!(judged(&Options::default()), own);
    let named =
        |id: &str| Options { edition: whatsapp_opt_in::policy::Edition::new(id), ..Options::default() };
    assert_eq!(judged(&named("whatsapp-2021-01")).len(), 3);
    assert_eq!(judged(&named("whatsapp-2025-11")), []);
}

#[test]
fn records_come_alone_in_a_body_or_in_an_export() {
    let token = act(1_795_132_800, "keyword");
    let line = json!({"seq": 1, "commitment": "x", "salt": "x", "act": token, "receipt": "x"});
    let erased = json!({"seq": 2, "commitment": "x"});
    for (source, at) in
        [(token.clone(), 1), (json!({"consent": token}).to_string(), 1), (format!("{erased}\n{line}\n"), 2)]
    {
        let result = lint(&source, Dialect::Record, &Options::default()).expect("records");
        assert_eq!(rules(&result), ["WA-14"], "{source}");
        assert_eq!(result.findings[0].line, at);
    }
    let error =
        lint("{\"consent\":\"nonsense\"}", Dialect::Record, &Options::default()).expect_err("no record");
    assert!(!error.message.contains("nonsense"));
}

fn linted(name: &str, source: &str) -> Run {
    let folder = std::env::temp_dir().join(format!("opt-in-lint-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a directory");
    let path = folder.join("page one.html");
    std::fs::write(&path, source).expect("written");
    std::fs::write(folder.join("package.json"), "{\"name\":\"x\"}").expect("written");
    let run =
        whatsapp_opt_in_lint::run(&Input { paths: vec![folder.clone()], dialect: None }, &Options::default());
    std::fs::remove_dir_all(&folder).expect("removed");
    run
}

#[test]
fn json_has_the_shape_that_programs_rely_on() {
    let run = linted(
        "json",
        r#"<form><label><input type="checkbox" name="wa" checked> Send me offers on WhatsApp</label></form>"#,
    );
    let value: Value = serde_json::from_str(&output::render(&run, output::Format::Json, true)).expect("JSON");
    let finding = value["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .find(|finding| finding["rule"] == "GD-01")
        .expect("GD-01");
    let mut members: Vec<_> = finding.as_object().expect("an object").keys().map(String::as_str).collect();
    members.sort_unstable();
    assert_eq!(members, ["column", "edition", "file", "help", "line", "message", "rule", "severity"]);
    assert_eq!(
        (&finding["severity"], &finding["edition"], &finding["line"]),
        (&json!("error"), &json!("gdpr"), &json!(1))
    );
    let review = &value["needs_review"][0];
    assert!(review["rule"].is_string() && review["why"].is_string());
}

#[test]
fn text_shows_the_line_and_a_caret_under_the_fault() {
    let run = linted(
        "text",
        "<form>\n\t<label><input type=\"checkbox\" name=\"wa\"> Send me offers on Whatsapp</label></form>",
    );
    let text = output::render(&run, output::Format::Text, false);
    let lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().position(|line| line.starts_with("error[WA-06]")).expect("the finding");
    let caret = lines[at + 4].find('^').expect("a caret");
    assert_eq!(&lines[at + 3][caret..caret + 8], "Whatsapp");
    assert!(output::render(&run, output::Format::GitHub, false).contains("::error file="));
}

#[test]
fn the_words_and_purposes_of_a_sites_own_are_judged_too() {
    let widget = |json: &str| {
        html(&format!(
            r#"<whatsapp-opt-in company="Acme" privacy-url="/privacy" purposes="order-confirmation" retention="P3Y" notice-version="1">
            <script type="application/json">{json}</script></whatsapp-opt-in>"#
        ))
    };
    assert_eq!(rules(&widget("{}")), Vec::<&str>::new());
    let silent = widget(r#"{"texts": {"stop": "Thank you."}}"#);
    assert!(rules(&silent).contains(&"WA-09") && rules(&silent).contains(&"GD-04"), "{:?}", rules(&silent));
    let misspelt =
        widget(r#"{"texts": {"consent": "I agree that {company} sends me {purposes} on Whatsapp."}}"#);
    assert_eq!(rules(&misspelt), ["WA-06"]);
    let offers =
        r#"{"purposes": [{"id": "sale", "category": "utility", "text": "discounts and special offers"}]}"#;
    assert!(
        rules(&widget(offers)).iter().any(|rule| matches!(*rule, "WA-08" | "WA-21")),
        "{:?}",
        rules(&widget(offers))
    );
}
