//! The core answers the same on wasm32 as natively: this file runs in both, `cargo xtask test wasm` runs it in Node.
#![allow(missing_docs)]

#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use whatsapp_opt_in::consent::{Act, Category, Purpose, PurposeId, sha256_hex};
use whatsapp_opt_in::phone::{AsYouType, PhoneNumber, Region};
use whatsapp_opt_in::text::{Prompt, for_language};

fn region(code: &str) -> Option<Region> {
    Some(Region::new(code).expect("a region of the tables"))
}

#[test]
fn numbers_are_read_judged_and_written() {
    for (input, code, e164, national) in [
        ("06 12 34 56 78", "FR", "+33612345678", "06 12 34 56 78"),
        ("(650) 253-0000", "US", "+16502530000", "(650) 253-0000"),
        ("01512 3456789", "DE", "+4915123456789", "01512 3456789"),
        ("+39 02 3661 8300", "FR", "+390236618300", "02 3661 8300"),
    ] {
        let number = PhoneNumber::parse(input, region(code)).expect(input);
        assert!(number.is_valid(), "{input}");
        assert_eq!(number.e164(), e164);
        assert_eq!(number.national(), national);
    }
    assert!(PhoneNumber::parse("not a number", region("FR")).is_err());
    assert!(PhoneNumber::parse("0612", region("FR")).map_or(true, |number| !number.is_valid()));
}

#[test]
fn typing_loses_no_digit_and_keeps_the_caret_behind_its_digit() {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    for caret in 0..=10 {
        let (text, place) = AsYouType::edit(region("FR"), "0612345678", caret);
        assert_eq!(digits(&text), "0612345678");
        let before: String = text.chars().take(place).collect();
        assert_eq!(digits(&before).len(), caret, "{text:?} with the caret at {place}");
    }
}

#[test]
fn a_notice_has_the_same_digest_everywhere() {
    let texts = for_language("en");
    let purposes = [PurposeId::OrderConfirmation, PurposeId::Offers].map(|id| Purpose::catalogue(id, texts));
    let prompt = Prompt::new(texts, "Acme", &purposes);
    assert_eq!(
        prompt.boxes.iter().map(|b| b.category).collect::<Vec<_>>(),
        [Category::Utility, Category::Marketing]
    );
    let text = prompt.notice_text();
    assert_eq!(sha256_hex(text.as_bytes()).len(), 64);
    // FIPS 180-4's own example: on a target where it failed, every digest in every record would be wrong.
    assert_eq!(sha256_hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#[test]
fn an_act_is_written_and_read_back() {
    let claims = serde_json::json!({
        "iss": "https://shop.example", "iat": 1_800_000_000_i64, "jti": "01939a2b-7c00-7000-8000-000000000000",
        "sub": "tel:+33612345678", "schema": 1,
        "event": { "type": "ConsentGiven", "method": "checkbox" },
        "controller": { "name": "Acme", "privacy_url": "https://shop.example/privacy" },
        "purposes": [{ "id": "offers", "category": "marketing", "text": "offers", "granted": true }],
        "notice": { "text": "abc", "sha256": sha256_hex(b"abc"), "language": "en" },
        "withdrawal": [{ "keyword": "STOP" }],
        "ui": { "checked_by_default": false, "number_edited": false, "trusted_event": true, "input": "pointer",
                "logo": true, "widget": "test", "page": "https://shop.example/" }
    });
    let act: Act = serde_json::from_value(claims.clone()).expect("an act");
    assert_eq!(serde_json::to_value(&act).expect("claims"), claims);
    // Times after 2038 keep their value where `usize` has 32 bits.
    assert_eq!(act.iat, 1_800_000_000);
}
