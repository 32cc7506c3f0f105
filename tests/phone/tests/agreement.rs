//! Agreement with Google on every field, over generated inputs.
//!
//! A sample by default; `PHONE_PROOF=full` proves all 1,200,000 inputs (`cargo xtask bench agreement`).

#![allow(clippy::print_stderr, reason = "the figures are the result")]

use std::path::Path;

use phone_tests::{
    google,
    plans::PLANS,
    proof::{Scale, prove},
};

#[test]
fn every_field_of_every_input_equals_googles() {
    let scale = Scale::from_environment();
    let proof = prove(scale).expect("both oracles run");
    eprintln!("{proof}");
    let list = Path::new(env!("CARGO_TARGET_TMPDIR")).join("allowed-differences.ndjson");
    proof.write_list(&list).expect("the target directory can be written");
    eprintln!("each allowed difference: {}", list.display());
    let wanted = if scale == Scale::Full { 1_000_000 } else { 60_000 };
    assert!(proof.compared() >= wanted, "{} inputs were compared", proof.compared());
    assert!(proof.holds(), "{proof}");
}

/// The plans we hand to Google's code are Google's own: what its package brings, in an older version, is equal field by
/// field in every territory that did not change since.
#[test]
fn our_plans_read_as_googles_own_in_every_territory_that_did_not_change() {
    // Changed between 9.0.40, which the package brings, and 9.0.43.
    const CHANGED: &str =
        "US RU ES RO DK DE CO AU CC CX CN IN IR BJ GH NG CV ET KE ZW BW SH FI AX CR GY EC PY PG LA KW GE";
    assert_eq!(PLANS.version, "9.0.43", "name the territories that changed in this version");
    let own = google::own_plans().expect("node runs");
    assert_eq!(own.different.join(" "), CHANGED);
    assert_eq!(own.equal, 222);
}

#[test]
fn the_engine_names_the_version_of_the_plans_it_was_proved_with() {
    // Its tables and the plans of the oracles come from the same release of Google's metadata.
    assert_eq!(whatsapp_opt_in::phone::METADATA_VERSION, PLANS.version);
}
