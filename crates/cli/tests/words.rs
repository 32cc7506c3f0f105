//! `opt-in notice`, `opt-in optout`, `opt-in record export` and the certificate, as a person runs them.
#![allow(missing_docs)]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;
use whatsapp_opt_in::consent::sha256_hex;

fn run(arguments: &[&str], input: &str) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_opt-in"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    child.stdin.take().expect("its input").write_all(input.as_bytes()).expect("written");
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (output.status.code().expect("a code"), text(output.stdout), text(output.stderr))
}

fn golden(name: &str) -> String {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../../tests/vectors/records/{name}.json"));
    path.display().to_string()
}

#[test]
fn a_notice_is_what_the_widget_shows_and_a_file_the_receiver_takes() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("en.txt").display().to_string();
    let words =
        ["notice", "--company", " Acme ", "--purposes", "order-confirmation offers", "--lang", "fr-FR"];
    let (code, out, _) = run(&[&words[..], &["--json", "--out", &file]].concat(), "");
    let answer: Value = serde_json::from_str(&out).expect("JSON");
    let text = answer["text"].as_str().expect("text");
    assert_eq!((code, answer["sha256"].as_str()), (0, Some(sha256_hex(text.as_bytes()).as_str())));
    assert_eq!(text.lines().next(), Some("Acme peut m’envoyer des confirmations de commande sur WhatsApp."));
    assert_eq!(std::fs::read_to_string(&file).expect("a file"), format!("{text}\n"));
    let args = whatsapp_opt_in_receiver::Args {
        database: Some(folder.path().join("a.db")),
        notice_file: vec![file.into()],
        ..Default::default()
    };
    let config = whatsapp_opt_in_receiver::Config::resolve(args, None).expect("a good configuration");
    assert_eq!(
        (config.notice_texts[0].text.as_str(), Some(config.notice_texts[0].sha256.as_str())),
        (text, answer["sha256"].as_str())
    );
    assert!(run(&words, "").1.contains(&config.notice_texts[0].sha256));
    for bad in ["order", "", " , "] {
        assert_eq!(run(&["notice", "--company", "Acme", "--purposes", bad], "").0, 2, "{bad}");
    }
    assert_eq!(run(&["notice", "--company", " ", "--purposes", "offers"], "").0, 2);
}

#[test]
fn a_notice_is_made_from_the_page_that_shows_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = |name: &str, html: &str, more: &[&str]| {
        let path = folder.path().join(name);
        std::fs::write(&path, html).expect("written");
        run(&[&["notice", "--page", &path.display().to_string()], more].concat(), "")
    };
    let flags = |more: &[&str]| run(&[&["notice", "--json"], more].concat(), "").1;
    let json = ["--json"];
    // The language may stand around the card, as HTML has it.
    let french = flags(&["--company", "Acme", "--purposes", "order-confirmation offers", "--lang", "fr"]);
    let element =
        r#"<whatsapp-opt-in company="Acme" purposes="order-confirmation offers"></whatsapp-opt-in>"#;
    for html in [
        format!("<!DOCTYPE html><html lang=fr><body><form>{element}</form>"),
        element.replace(" company", " lang='fr' company"),
        r#"<div class="whatsapp-opt-in" lang="fr" data-company="Acme" data-purposes="order-confirmation offers"></div>"#
            .to_owned(),
    ] {
        assert_eq!(page("page.html", &html, &json), (0, french.clone(), String::new()), "{html}");
    }
    let terms = element.replace(" company", r#" frequency="twice a month" valid-until="2027-12-31" company"#);
    let said = flags(&[
        "--company",
        "Acme",
        "--purposes",
        "order-confirmation offers",
        "--frequency",
        "twice a month",
        "--valid-until",
        "2027-12-31",
    ]);
    assert_eq!(page("page.html", &terms, &json).1, said);
    // A purpose of the site's own, in the JSON inside the element.
    let own = r#"{"purposes":[{"id":"club","category":"marketing","text":"club news"}]}"#;
    let script = format!(
        r#"<whatsapp-opt-in company="Acme"><script type="application/json">{own}</script></whatsapp-opt-in>"#
    );
    assert!(page("page.html", &script, &json).1.contains("club news"));
    let (code, out, _) = page("page.html", &format!("{element}{script}"), &json);
    assert_eq!((code, out.lines().count()), (0, 2), "a line for each card");
    let file = folder.path().join("notice.txt").display().to_string();
    assert_eq!(page("page.html", &format!("{element}{script}"), &["--out", &file]).0, 2);
    assert_eq!(page("page.html", element, &["--out", &file]).0, 0);
    assert!(std::fs::read_to_string(&file).expect("a file").starts_with("Acme may send me"));
    for (name, html) in [
        ("page.html", "<p>nothing</p>"),
        ("page.html", "<whatsapp-opt-in purposes='offers'></whatsapp-opt-in>"),
        ("page.jsx", "<whatsapp-opt-in company={name} purposes='offers' />"),
    ] {
        let (code, out, error) = page(name, html, &[]);
        assert!(code == 2 && out.is_empty() && !error.is_empty(), "{html}: {error}");
    }
    let long = script.replace("club news", &"club news ".repeat(300));
    let (code, _, error) = page("page.html", &long, &[]);
    assert!(code == 2 && error.contains("8192"), "{error}");
    assert_eq!(page("page.html", element, &["--company", "Acme"]).0, 2, "one or the other");
    assert_eq!(run(&["notice", "--page", "missing.html"], "").0, 2);
}

#[test]
fn a_notice_of_a_sites_own_words_and_purposes_is_the_one_its_card_shows() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("own.json");
    let own = |json: &str, more: &[&str]| {
        std::fs::write(&file, json).expect("written");
        let path = file.display().to_string();
        run(&[&["notice", "--company", "Acme", "--own", &path, "--json"], more].concat(), "")
    };
    // The example of docs/languages.md.
    let page = include_str!("../../../docs/languages.md");
    let inside = page
        .split_once("<script type=\"application/json\">")
        .and_then(|(_, rest)| rest.split_once("</script>"));
    let (code, said, error) = own(inside.expect("the example").0, &["--purposes", "offers"]);
    assert_eq!(code, 0, "{error}");
    let said: Value = serde_json::from_str(&said).expect("JSON");
    let shown = "I would like Acme to send me bargains on WhatsApp.\n\
                 I would like Acme to send me reminders of my yoga classes on WhatsApp.\nReply STOP";
    let text = said["text"].as_str().expect("a text");
    assert!(text.starts_with(shown), "{text}");
    assert_eq!(said["sha256"], sha256_hex(text.as_bytes()));
    assert_eq!(own(r#"["offers"]"#, &[]).0, 0);
    for wrong in [r#"{"texts": {"consent": "Yes"}, "purposes": ["offers"]}"#, "{}", "nonsense", r#"["spam"]"#]
    {
        assert_eq!(own(wrong, &[]).0, 2, "{wrong}");
    }
}

#[test]
fn a_notice_says_what_else_the_card_says() {
    let words = ["notice", "--company", "Acme", "--purposes", "offers", "--recipients", "Carrier, Agency"];
    let (code, out, _) =
        run(&[&words[..], &["--frequency", "Weekly.", "--valid-until", "2027-12-31"]].concat(), "");
    assert_eq!(code, 0);
    let said =
        "Weekly.\nMy number is also shared with Carrier and Agency.\nMy consent is valid until 2027-12-31.\n";
    assert!(out.contains(said), "{out}");
    let (code, _, error) = run(&[&words[..], &["--valid-until", "31/12/2027"]].concat(), "");
    assert!(code == 2 && error.contains("--valid-until"), "{error}");
}

#[test]
fn a_notice_is_printed_in_every_language() {
    for texts in whatsapp_opt_in::text::ALL {
        let words = ["notice", "--company", "Acme", "--purposes", "offers", "--lang", texts.language];
        let (code, out, _) = run(&words, "");
        assert_eq!(code, 0);
        assert!(out.contains(texts.offers) && out.contains(texts.keyword), "{out}");
        assert!(out.contains(&format!("Language {}\n", texts.language)), "{out}");
    }
    let (_, out, _) = run(&["notice", "--company", "Acme", "--purposes", "offers", "--lang", "zh_TW"], "");
    assert!(out.contains("Language zh-Hant"), "{out}");
}

#[test]
fn an_opt_out_is_told_by_exit_status_and_line_by_line() {
    assert_eq!(run(&["optout", "Stop. Thank you"], "").0, 0);
    assert_eq!(run(&["optout", "stop, Zé won't come"], "").0, 1);
    assert_eq!(run(&["optout", "alto"], "").0, 1);
    assert_eq!(run(&["optout", "alto", "--lang", "es"], "").0, 0);
    assert_eq!(run(&["optout", "alto", "--lang", "it"], "").0, 1, "an ordinary word there");
    assert_eq!(run(&["optout"], "").0, 2);
    let (code, out, err) =
        run(&["optout", "--batch"], "{\"text\":\"ARRET\"}\nx\n{\"text\":\"hello\",\"lang\":\"en\"}\n");
    let stops: Vec<Value> =
        out.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON")["stop"].clone()).collect();
    assert_eq!((code, stops), (0, vec![true.into(), false.into(), false.into()]));
    assert!(err.contains("1 of 3 lines"), "{err}");
}

#[test]
fn a_record_is_exported_in_each_format_and_a_forged_one_in_none() {
    let file = golden("given-es256-fresh");
    for (format, mark) in [
        ("iso27560", "ISO/IEC TS 27560:2023"),
        ("dpv-jsonld", "dpv:ConsentGiven"),
        ("kantara", "KI-CR-v1.1.0"),
    ] {
        let (code, out, _) = run(&["record", "export", &file, "--format", format], "");
        serde_json::from_str::<Value>(&out).expect("JSON");
        assert!(code == 0 && out.contains(mark), "{format}: {out}");
    }
    let record: Value =
        serde_json::from_str(&std::fs::read_to_string(&file).expect("a record")).expect("JSON");
    let forged = record["consent"].as_str().expect("an act").replacen("eyJ", "eyK", 1);
    let (code, out, _) = run(&["record", "export", "-", "--format", "kantara"], &forged);
    assert_eq!((code, out.as_str()), (1, ""));
    assert_eq!(run(&["record", "export", "missing", "--format", "kantara"], "").0, 2);
    assert_eq!(run(&["record", "export", &file, "--format", "pdf"], "").0, 2);
}

#[test]
fn a_certificate_is_written_for_a_valid_record_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("page.html").display().to_string();
    assert_eq!(run(&["verify", &golden("given-es256-fresh"), "--html", &page], "").0, 0);
    assert!(std::fs::read_to_string(&page).expect("a page").contains("Certificate of a WhatsApp opt-in"));
    let other = folder.path().join("other.html").display().to_string();
    let (code, _, err) = run(&["verify", "-", "--html", &other], "a.b.c");
    assert!(code == 2 && err.contains("no certificate"), "{err}");
    assert!(!folder.path().join("other.html").exists());
    let two = [golden("given-es256-fresh"), golden("withdrawn-es256")];
    assert_eq!(run(&["verify", &two[0], &two[1], "--html", &other], "").0, 2);
}

#[test]
fn verify_says_whether_the_proof_in_a_receipt_holds() {
    use whatsapp_opt_in::consent::{AwsLc, Expect, Receipt, verify_act};
    use whatsapp_opt_in_log::{Commitment, Memory, prove_latest};
    let key = test_support::Key::p256();
    let compact = key.act(&test_support::act());
    let act = verify_act(&compact, &AwsLc, &Expect::default()).expect("an act");
    let folder = tempfile::tempdir().expect("a folder");
    let jwks = folder.path().join("jwks.json");
    std::fs::write(&jwks, key.trusted().to_json()).expect("written");
    for (committed, code, words) in [
        (compact.as_str(), 0, "It stands in the log shop.example/log at place 1"),
        ("other", 1, "receipt_proof_wrong"),
    ] {
        let mut tree = Memory::default();
        tree.push(&Commitment::new(&[1; 16], committed.as_bytes())).expect("a leaf");
        let log = prove_latest("shop.example/log", 1, &[1; 16], &tree).ok();
        let receipt = key.receipt(&Receipt { log, ..test_support::receipt_for(&act) });
        let file = serde_json::json!({"consent": compact, "receipt": receipt}).to_string();
        let jwks = jwks.display().to_string();
        for json in [&[][..], &["--json"]] {
            let (status, out, _) = run(&[&["verify", "-", "--jwks", &jwks], json].concat(), &file);
            assert!(status == code && out.contains(words), "{out}");
        }
    }
}
