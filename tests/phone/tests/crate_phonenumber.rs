//! The crate `phonenumber` beside Google: how far it agrees, and its known errors. It is never the oracle.

#![allow(clippy::print_stderr, reason = "the figures are the result")]

use phone_tests::{Field, Input, Inputs, Report, crate_phonenumber, native::Native, ours, plans::PLANS};
use serde::Deserialize;

/// The crate brings Google's metadata 9.0.33; numbers under the calling codes of territories that changed from there to
/// our 9.0.43 are left out, so that what differs is the crate's own.
const CHANGED: &[u16] = &[
    1, 7, 34, 40, 45, 46, 47, 49, 51, 54, 56, 57, 61, 84, 86, 90, 91, 98, 212, 220, 221, 223, 228, 229, 233,
    234, 237, 238, 243, 247, 251, 254, 255, 256, 258, 263, 267, 290, 298, 351, 358, 372, 423, 504, 506, 507,
    592, 593, 595, 597, 675, 677, 679, 852, 856, 880, 962, 963, 965, 972, 993, 995, 998,
];

#[derive(Deserialize)]
struct Known {
    class: String,
    input: String,
    region: String,
    field: String,
    google: String,
    #[serde(rename = "crate")]
    theirs: String,
}

/// Where the crate is mended, its line goes; where ours is not Google's answer, we are wrong.
#[test]
fn its_known_errors_are_still_errors_and_not_ours() {
    let oracle = Native::new(&PLANS).expect("the plans are read");
    let known: Vec<Known> =
        serde_json::from_str(include_str!("../data/crate-phonenumber.json")).expect("a list of errors");
    assert!(known.len() > 10);
    for error in known {
        let field = Field::ALL.into_iter().find(|field| field.name() == error.field).expect("a field");
        let input = Input { index: 0, number: error.input.clone(), region: error.region.clone() };
        assert_eq!(
            oracle.answer(&input).get(field),
            error.google,
            "Google: {}: {:?}",
            error.class,
            error.input
        );
        assert_eq!(ours::answer(&input).get(field), error.google, "ours: {}: {:?}", error.class, error.input);
        let theirs = crate_phonenumber::answer(&input);
        assert_eq!(theirs.get(field), error.theirs, "the crate: {}: {:?}", error.class, error.input);
    }
}

#[test]
fn its_agreement_is_counted() {
    let oracle = Native::new(&PLANS).expect("the plans are read");
    let mut report = Report::keeping(2);
    let changed = |code: &str| code.parse().is_ok_and(|code: u16| CHANGED.contains(&code));
    for input in Inputs::sample().step_by(30) {
        let google = oracle.answer(&input);
        let home = PLANS.territories.iter().find(|plan| plan.id == input.region);
        if changed(google.get(Field::CallingCode))
            || home.is_some_and(|plan| CHANGED.contains(&plan.country_code))
        {
            continue;
        }
        // It gives no reason why a number is not possible.
        report.compare(&input, &google, &crate_phonenumber::answer(&input), &[Field::Possible]);
    }
    eprintln!("the crate phonenumber: {report}");
    assert!(report.compared > 1000 && report.differing > 0, "{report}");
}
