//! Example numbers against Google's, for every territory and every kind.

use phone_tests::google::Google;
use whatsapp_opt_in::phone::{Kind, example, regions};

#[test]
fn every_example_is_googles_and_there_is_none_where_google_has_none() {
    let asked: Vec<_> =
        regions().flat_map(|(region, _)| Kind::ALL.into_iter().map(move |kind| (region, kind))).collect();
    let questions: Vec<_> =
        asked.iter().map(|(region, kind)| (region.to_string(), kind.as_str().to_owned())).collect();
    let theirs = Google::examples(&questions).expect("node runs");
    assert_eq!((theirs.len(), asked.len()), (245 * 11, 245 * 11));
    for ((region, kind), theirs) in asked.iter().zip(&theirs) {
        let ours = example(*region, *kind).map(|number| number.e164()).unwrap_or_default();
        assert_eq!(&ours, theirs, "{region} {kind:?}");
    }
    let there = theirs.iter().filter(|example| !example.is_empty()).count();
    assert!(there > 1_000 && there < theirs.len(), "{there} examples");
}
