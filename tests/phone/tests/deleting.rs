//! Taking a number away again, key by key, as a person does in a field that is formatted after each key.

use phone_tests::plans::PLANS;
use whatsapp_opt_in::phone::{AsYouType, Region};

/// Every territory's example of every kind: international with a plus, with `00` and as dialled from home; national
/// with its prefix and without.
fn fields() -> Vec<(Option<Region>, String)> {
    let mut fields = Vec::new();
    for plan in &PLANS.territories {
        let code = plan.country_code;
        let home = Region::new(&plan.id);
        for number in plan.kinds().filter_map(|kind| kind.example_number.as_deref()) {
            let mut write = |text: String| fields.push((home, text));
            write(format!("+{code}{number}"));
            write(format!("00{code}{number}"));
            write(number.to_owned());
            let prefix = plan.national_prefix.iter().map(|prefix| format!("{prefix}{number}"));
            let idd = plan.preferred_international_prefix.iter().chain(&plan.international_prefix);
            let plain = idd.filter(|idd| idd.bytes().all(|byte| byte.is_ascii_digit())).take(1);
            prefix.chain(plain.map(|idd| format!("{idd}{code}{number}"))).for_each(write);
        }
    }
    fields
}

/// The field after a key press that left `text` with the caret at `caret`.
fn edit(region: Option<Region>, text: String, caret: usize) -> (Vec<char>, usize) {
    let (shown, caret) = AsYouType::edit(region, &text, caret);
    (shown.chars().collect(), caret)
}

/// What Backspace leaves, and where the caret is then.
fn without(shown: &[char], caret: usize) -> (String, usize) {
    let kept = shown[..caret - 1].iter().chain(&shown[caret..]);
    (kept.collect(), caret - 1)
}

/// Presses Backspace until everything before the caret is gone; fails when that takes more presses than there are
/// characters.
fn press(region: Option<Region>, shown: &[char], caret: usize) -> Vec<char> {
    let (mut now, mut place) = (shown.to_vec(), caret);
    for _ in 0..caret {
        if place == 0 {
            break;
        }
        let (text, left) = without(&now, place);
        (now, place) = edit(region, text, left);
    }
    assert_eq!(place, 0, "{region:?} {:?} from {caret}", shown.iter().collect::<String>());
    now
}

#[test]
fn backspace_at_the_end_empties_every_field_in_as_many_presses_as_it_shows_characters() {
    let fields = fields();
    assert!(fields.len() > 4_000, "{} fields", fields.len());
    for (region, text) in fields {
        let end = text.chars().count();
        let (mut shown, _) = edit(region, text.clone(), end);
        for _ in 0..shown.len() {
            // The last character, wherever the field puts the caret.
            if let Some(last) = shown.len().checked_sub(1) {
                let (text, place) = without(&shown, last + 1);
                let caret;
                (shown, caret) = edit(region, text, place);
                assert_eq!(caret, shown.len(), "{region:?} {shown:?}");
            }
        }
        assert!(shown.is_empty(), "{region:?} {text}: {shown:?}");
    }
}

#[test]
fn backspace_in_the_middle_takes_everything_before_the_caret_and_nothing_behind_it() {
    let digits = |text: &[char]| text.iter().filter(|c| c.is_ascii_digit()).collect::<String>();
    for (at, (region, text)) in fields().into_iter().enumerate() {
        let (shown, end) = edit(region, text.clone(), text.chars().count());
        let caret = at % (end + 1);
        let left = press(region, &shown, caret);
        assert_eq!(digits(&left), digits(&shown[caret..]), "{region:?} {text} from {caret}");
    }
}
