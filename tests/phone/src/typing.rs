//! What people type, for the as-you-type formatter: every territory's numbers of every kind, in every usual writing.

use whatsapp_opt_in::phone::{AsYouType, Region};

use crate::{
    pattern::Pattern,
    plans::{PLANS, Territory},
    random::Random,
};

/// `(text, region)`: each example and four more valid numbers of every kind, national and international, bare and with
/// separators, and some that are no number.
pub fn texts() -> Vec<(String, String)> {
    let mut random = Random::new(crate::generate::SEED, u64::MAX);
    let mut texts = Vec::new();
    for plan in &PLANS.territories {
        for kind in plan.kinds() {
            let pattern = kind.national_number_pattern.as_deref().and_then(Pattern::new);
            let examples = kind.example_number.iter().cloned();
            let more = (0..4).filter_map(|_| Some(pattern.as_ref()?.sample(&mut random)));
            let mut numbers: Vec<String> = examples.chain(more).collect();
            let length = 3 + random.below(12);
            numbers.push(random.digits(length));
            for number in numbers {
                writings(plan, &number, &mut random, &mut texts);
            }
        }
    }
    texts
}

/// What our formatter shows after each character.
pub fn typed(text: &str, region: &str) -> Vec<String> {
    let mut formatter = AsYouType::new(Region::new(region));
    text.chars().map(|character| formatter.push(character).to_owned()).collect()
}

fn writings(plan: &Territory, number: &str, random: &mut Random, texts: &mut Vec<(String, String)>) {
    let code = plan.country_code;
    let home = if plan.is_geographic() { plan.id.clone() } else { String::new() };
    let elsewhere = loop {
        let other = random.pick(&PLANS.territories);
        if other.is_geographic() {
            break other;
        }
    };
    texts.push((format!("+{code}{number}"), home.clone()));
    texts.push((format!("+{code}{number}"), String::new()));
    texts.push((number.to_owned(), home.clone()));
    if let Some(prefix) = &plan.national_prefix {
        texts.push((format!("{prefix}{number}"), home.clone()));
    }
    if let Some(idd) = elsewhere.international_prefix.as_deref().and_then(Pattern::new) {
        texts.push((format!("{}{code}{number}", idd.sample(random)), elsewhere.id.clone()));
    }
    let separated = number.chars().fold(String::new(), |mut out, c| {
        if random.chance(30) {
            out.push(*random.pick(&[' ', '-', '.', '(', ')', '/']));
        }
        out.push(c);
        out
    });
    texts.push((format!("+{code} {separated}"), home.clone()));
    texts.push((separated, home.clone()));
    // Seldom met: full-width and Arabic digits, a plus in the middle, letters, pause and star.
    let odd = number
        .chars()
        .map(|c| match random.below(25) {
            0 => *random.pick(&['+', 'a', '*', '#', ',', 'x', '\u{ff0b}']),
            1 => char::from_u32(u32::from(c) - 0x30 + *random.pick(&[0xff10, 0x0660, 0x06f0])).unwrap_or(c),
            _ => c,
        })
        .collect();
    texts.push((odd, home));
}
