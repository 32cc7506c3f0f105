//! The inputs: every territory, every kind of number, every way of writing, and noise; the same for every oracle.
//!
//! Input `i` depends on the seed and on `i` alone, so a sample is every n-th input of the full stream and any one of
//! them can be looked at alone.

use std::sync::LazyLock;

use crate::{
    pattern::Pattern,
    plans::{PLANS, Territory},
    random::Random,
    writing,
};

/// The seed of the proof.
pub const SEED: u64 = 0x0A11_CE0F_F0E1_64AA;
/// How many inputs the full run has.
pub const FULL: u64 = 1_200_000;
/// How many of them the sample has, evenly spread.
pub const SAMPLE: u64 = 60_000;

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Its place in the full stream.
    pub index: u64,
    /// What was typed.
    pub number: String,
    /// The territory it was typed in; empty for none, and sometimes one that does not exist.
    pub region: String,
}

/// The stream of inputs, or a part of it.
#[derive(Clone, Debug)]
pub struct Inputs {
    seed: u64,
    next: u64,
    step: u64,
}

impl Inputs {
    /// All [`FULL`] inputs.
    pub fn full() -> Self {
        Self { seed: SEED, next: 0, step: 1 }
    }

    /// [`SAMPLE`] of them. The step has no factor in common with the number of plans, so all come up.
    pub fn sample() -> Self {
        Self { seed: SEED, next: 0, step: FULL / SAMPLE }
    }

    /// The inputs of another stream, for hunting.
    pub fn seeded(seed: u64) -> Self {
        Self { seed, next: 0, step: 1 }
    }
}

impl Iterator for Inputs {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        let index = self.next;
        self.next += self.step;
        (index < FULL).then(|| input(self.seed, index))
    }
}

/// Input `index` of the stream of `seed`.
pub fn input(seed: u64, index: u64) -> Input {
    let mut random = Random::new(seed, index);
    // The whole list of kinds again and again, shifted by one on each round so that a stride meets them all.
    let shapes = &*SHAPES;
    let turn = index as usize;
    let shape = &shapes[(turn + turn / shapes.len()) % shapes.len()];
    let number = match random.below(100) {
        0..72 => writing::write(shape.plan, &shape.national_number(&mut random), &mut random),
        72..86 => {
            let text = writing::write(shape.plan, &shape.national_number(&mut random), &mut random);
            writing::damage(&text, &mut random)
        }
        86..95 => writing::phonish(&mut random),
        _ => writing::noise(&mut random),
    };
    let region = region(shape.plan, &mut random);
    Input { index, number, region }
}

/// The territory's own hint, a wrong one, one that shares the calling code, one that does not exist, or none.
fn region(plan: &Territory, random: &mut Random) -> String {
    let any = |random: &mut Random| loop {
        let other = random.pick(&PLANS.territories);
        if other.is_geographic() {
            return other.id.clone();
        }
    };
    match random.below(100) {
        0..62 if plan.is_geographic() => plan.id.clone(),
        0..62 => any(random),
        62..77 => String::new(),
        77..87 => any(random),
        87..97 => {
            let same: Vec<_> = PLANS
                .territories
                .iter()
                .filter(|other| other.country_code == plan.country_code && other.is_geographic())
                .collect();
            if same.is_empty() { String::new() } else { random.pick(&same).id.clone() }
        }
        _ => (*random.pick(&["ZZ", "XX", "UK", "EU", "AN", "QQ"])).to_owned(),
    }
}

/// One kind of number of one territory.
struct Shape {
    plan: &'static Territory,
    example: Option<&'static str>,
    lengths: Vec<usize>,
    pattern: Option<Pattern>,
    general: Option<Pattern>,
    leading: Vec<Pattern>,
}

impl Shape {
    /// Digits that are valid, nearly so, or merely of the right length.
    fn national_number(&self, random: &mut Random) -> String {
        let sample = |pattern: &Option<Pattern>, random: &mut Random| match pattern {
            Some(pattern) => pattern.sample(random),
            None => self.filled(String::new(), random),
        };
        let mut digits = match random.below(100) {
            0..12 => self.example.map_or_else(|| sample(&self.pattern, random), str::to_owned),
            12..62 => sample(&self.pattern, random),
            62..72 => sample(&self.general, random),
            72..88 if !self.leading.is_empty() => {
                let leading = random.pick(&self.leading).sample(random);
                self.filled(leading, random)
            }
            72..94 => {
                let keep = random.below(5);
                let start = self.example.unwrap_or_default().chars().take(keep).collect();
                self.filled(start, random)
            }
            _ => {
                let length = 1 + random.below(18);
                random.digits(length)
            }
        };
        if random.chance(22) {
            for _ in 0..1 + random.below(2) {
                change_digit(&mut digits, random);
            }
        }
        digits
    }

    /// `start` filled with random digits to one of the possible lengths.
    fn filled(&self, mut start: String, random: &mut Random) -> String {
        let length = if self.lengths.is_empty() { 8 } else { *random.pick(&self.lengths) };
        let length = match random.below(10) {
            0 => length + 1,
            1 => length.saturating_sub(1),
            _ => length,
        };
        start.push_str(&random.digits(length.saturating_sub(start.len())));
        start
    }
}

/// Changes, adds, drops, doubles or swaps a digit.
fn change_digit(digits: &mut String, random: &mut Random) {
    if digits.is_empty() {
        digits.push(random.digit());
        return;
    }
    let at = random.below(digits.len());
    match random.below(6) {
        0 => digits.insert(at, random.digit()),
        1 => drop(digits.remove(at)),
        2 => digits.push(random.digit()),
        3 => drop(digits.pop()),
        4 => digits.insert(0, '0'),
        _ => {
            let digit = random.digit().to_string();
            digits.replace_range(at..=at, &digit);
        }
    }
}

static SHAPES: LazyLock<Vec<Shape>> = LazyLock::new(|| {
    let sampler = |source: &Option<String>| source.as_deref().and_then(Pattern::new);
    let mut shapes = Vec::new();
    for plan in &PLANS.territories {
        for kind in plan.kinds() {
            let formats = plan.number_format.iter().chain(&plan.intl_number_format);
            shapes.push(Shape {
                plan,
                example: kind.example_number.as_deref(),
                lengths: kind
                    .possible_length
                    .iter()
                    .chain(&kind.possible_length_local_only)
                    .map(|&length| usize::from(length))
                    .collect(),
                pattern: sampler(&kind.national_number_pattern),
                general: sampler(&plan.general_desc.national_number_pattern),
                leading: formats
                    .filter_map(|format| format.leading_digits_pattern.last())
                    .filter_map(|source| Pattern::new(source))
                    .collect(),
            });
        }
    }
    shapes
});

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use whatsapp_opt_in::phone::{Kind, PhoneNumber, Region, example, regions};

    #[test]
    fn the_same_seed_gives_the_same_inputs_and_another_does_not() {
        let first: Vec<_> = Inputs::full().take(500).collect();
        assert!(first.iter().eq(Inputs::full().take(500).collect::<Vec<_>>().iter()));
        assert!(!first.iter().eq(Inputs::seeded(1).take(500).collect::<Vec<_>>().iter()));
    }

    #[test]
    fn the_sample_is_part_of_the_full_stream() {
        let step = Inputs::sample().step;
        let sample: Vec<_> = Inputs::sample().collect();
        assert_eq!(sample.len() as u64, SAMPLE);
        assert_eq!(sample[7], input(SEED, 7 * step));
    }

    /// Counted from what the inputs turn out to be, not from what they were meant to be: the territories and kinds of the
    /// numbers in the sample that are valid, beside all that have an example.
    #[test]
    fn the_sample_meets_every_territory_and_every_kind_of_it() {
        let mut met = HashSet::new();
        let mut wanted = HashSet::new();
        // What an example turns out to be: a toll-free number of Grenada is one of the whole plan, so of the United States.
        for (region, _) in regions() {
            for number in Kind::ALL.iter().filter_map(|kind| example(region, *kind)) {
                wanted.extend(number.region().zip(number.kind()).map(|(r, k)| (r.as_str(), k.as_str())));
            }
        }
        for one in Inputs::sample() {
            let Ok(number) = PhoneNumber::parse(&one.number, Region::new(&one.region)) else { continue };
            if let (Some(region), Some(kind)) = (number.region(), number.kind()) {
                met.insert((region.as_str(), kind.as_str()));
            }
        }
        let missing: Vec<_> = wanted.difference(&met).collect();
        assert!(
            wanted.len() > 900 && missing.is_empty(),
            "{} of {}: {missing:?}",
            missing.len(),
            wanted.len()
        );
    }
}
