//! The body of the fuzz target `phone`: what must hold for any bytes.

use whatsapp_opt_in::phone::{AsYouType, PhoneNumber, Region};

use crate::{
    allowed::digit_value,
    generate::Input,
    ours,
    plans::{PLANS, Territory},
};

/// Two bytes name the region, one the caret; the rest is the text, with what is no UTF-8 replaced.
pub fn phone(data: &[u8]) {
    let [a, b, caret, text @ ..] = data else { return };
    let text = String::from_utf8_lossy(text);
    let place = usize::from(*a) << 8 | usize::from(*b);
    // One in eight is no territory; 001 is no region either.
    let plan =
        if place.is_multiple_of(8) { None } else { PLANS.territories.get(place % PLANS.territories.len()) };
    let region = plan.map_or("", |plan: &Territory| plan.id.as_str());
    let input = Input { index: 0, number: text.to_string(), region: region.to_owned() };
    assert_eq!(ours::answer(&input), ours::answer(&input), "the same text, the same answer");

    let hint = Region::new(region);
    if let Ok(number) = PhoneNumber::parse(&text, hint) {
        assert!(number.e164().starts_with('+') && number.e164().len() <= 1 + 3 + 17);
        assert!(number.e164()[1..].bytes().all(|byte| byte.is_ascii_digit()));
        assert!(!number.is_valid() || (number.is_possible() && number.kind().is_some()));
        // Whatever the number was written like, it is possible or not as its E.164 form says, where that is read.
        if number.is_valid() && number.region().is_some_and(|region| region.as_str() != "BY") {
            let again = PhoneNumber::parse(&number.e164(), None).map(|again| again.e164());
            assert_eq!(again, Ok(number.e164()), "E.164 is read back");
        }
    }

    let (shown, moved) = AsYouType::edit(hint, &text, usize::from(*caret));
    assert!(moved <= shown.chars().count());
    assert!(
        shown.chars().filter_map(digit_value).eq(text.chars().filter_map(digit_value)),
        "digits are kept"
    );
    let mut formatter = AsYouType::new(hint);
    for character in text.chars() {
        formatter.push(character);
    }
}
