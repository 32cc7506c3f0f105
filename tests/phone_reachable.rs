//! Which kinds of number WhatsApp can have an account under, each with its reason, over every example Google gives.
#![allow(missing_docs)]

use std::collections::BTreeMap;

use whatsapp_opt_in::phone::{Kind, PhoneNumber, example, regions};

/// A person can register a number that takes a text message or a call of theirs, and that costs the caller nothing
/// unusual: the code that registers an account arrives there.
const TABLE: [(Kind, bool, &str); 11] = [
    (Kind::Mobile, true, "takes the text message with the code"),
    (Kind::FixedLineOrMobile, true, "may be a mobile; North America does not tell them apart"),
    (Kind::FixedLine, true, "takes the code by voice call, as shops' numbers do"),
    (Kind::Voip, true, "takes a call, often a text message"),
    (Kind::PersonalNumber, true, "follows one person to the line they use"),
    (Kind::TollFree, false, "rings at a company's switchboard, which pays for the call: no person's number"),
    (Kind::PremiumRate, false, "charges whoever calls or writes"),
    (Kind::SharedCost, false, "charges whoever calls, and rings at a company"),
    (Kind::Pager, false, "takes no call, and no answer comes from it"),
    (Kind::Uan, false, "is routed to whichever branch of a company is near"),
    (Kind::Voicemail, false, "is the mailbox of another number"),
];

#[test]
fn each_kind_of_number_is_reachable_or_not_in_every_region() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (region, _) in regions() {
        for (asked, ..) in TABLE {
            let Some(number) = example(region, asked) else { continue };
            // Google's example of one kind is now and then valid as another.
            let Some(kind) = number.kind() else { continue };
            let (_, reachable, why) = TABLE.iter().find(|(known, ..)| *known == kind).expect("a kind");
            assert_eq!(number.whatsapp_reachable(), *reachable, "{region:?} {kind:?}: it {why}");
            *seen.entry(format!("{kind:?}")).or_default() += 1;
        }
    }
    assert_eq!(seen.len(), TABLE.len(), "every kind was met: {seen:?}");
    assert!(seen.values().sum::<usize>() > 700, "{seen:?}");
}

#[test]
fn numbers_people_type_are_judged_by_kind() {
    let reachable = |text: &str| PhoneNumber::parse(text, None).map(|number| number.whatsapp_reachable());
    for (number, expected) in [
        ("+33 6 12 34 56 78", true),     // a French mobile
        ("+33 1 42 68 53 00", true),     // a Paris landline
        ("+1 201 555 0123", true),       // New Jersey, of either kind
        ("+44 7400 123456", true),       // a British mobile
        ("+44 70 1234 5678", true),      // a British personal number
        ("+44 7640 123456", false),      // a British pager
        ("+33 800 12 34 56", false),     // French, free of charge
        ("+33 899 12 34 56", false),     // French, premium rate
        ("+1 800 234 5678", false),      // American, free of charge
        ("+1 900 234 5678", false),      // American, premium rate
        ("+800 1234 5678", false),       // free of charge in every country
        ("+33 6 12 34 56", false),       // too short
        ("+33 6 12 34 56 78 90", false), // too long
        ("+1 201 055 0123", false),      // no such exchange
    ] {
        assert_eq!(reachable(number), Ok(expected), "{number}");
    }
    assert!(reachable("STOP").is_err());
}
