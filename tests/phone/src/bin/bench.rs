//! The native side of `cargo xtask bench phone`: the inputs for everybody, and one engine in a process of its own.
//!
//! `bench inputs` prints `[["number","REGION"],…]`; `bench run NAME` prints `{"cold":ms,"warm":µs,"memory":bytes}`.

#![allow(clippy::print_stdout, reason = "a command-line tool")]

use std::{hint::black_box, time::Instant};

use anyhow::{Context, bail};
use phone_tests::{Answer, Field, Input, Inputs, crate_phonenumber, native::Native, ours, plans::PLANS};
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, Region};

/// How many inputs the warm figure is a mean over.
const INPUTS: usize = 500;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["inputs"] => {
            let inputs: Vec<_> = inputs()?.into_iter().map(|input| (input.number, input.region)).collect();
            println!("{}", serde_json::to_string(&inputs)?);
        }
        ["run", name] => run(name)?,
        _ => bail!("bench inputs | bench run NAME"),
    }
    Ok(())
}

/// Valid numbers of all territories, in all the generator's writings: what a form is given most.
fn inputs() -> anyhow::Result<Vec<Input>> {
    let oracle = Native::new(&PLANS)?;
    let valid = |input: &Input| oracle.answer(input).get(Field::Valid) == "true";
    Ok(Inputs::seeded(1).step_by(41).filter(valid).take(INPUTS).collect())
}

fn run(name: &str) -> anyhow::Result<()> {
    let answer: fn(&Input) -> usize = match name {
        "whatsapp-opt-in" => |input| weight(&ours::answer(input)),
        "rlibphonenumber" => rlibphonenumber,
        "phonenumber" => |input| weight(&crate_phonenumber::answer(input)),
        _ => bail!("no engine {name}"),
    };
    let example = Input { index: 0, number: "+33 6 12 34 56 78".to_owned(), region: "FR".to_owned() };
    let before = resident();
    let start = Instant::now();
    anyhow::ensure!(black_box(answer(&example)) > 0, "{name} does not answer");
    let cold = start.elapsed().as_secs_f64() * 1e3;
    // Read before the inputs and their oracle take their share.
    let memory = resident().zip(before).map(|(after, before)| after.saturating_sub(before));

    let inputs: Vec<Input> = {
        let text =
            std::fs::read_to_string(std::env::var("PHONE_BENCH_INPUTS").context("PHONE_BENCH_INPUTS")?)?;
        let pairs: Vec<(String, String)> = serde_json::from_str(&text)?;
        pairs.into_iter().map(|(number, region)| Input { index: 0, number, region }).collect()
    };
    let pass = || inputs.iter().map(answer).fold(0, usize::wrapping_add);
    black_box(pass());
    let start = Instant::now();
    let mut passes = 0;
    while passes == 0 || start.elapsed().as_millis() < 300 {
        black_box(pass());
        passes += 1;
    }
    let warm = start.elapsed().as_secs_f64() * 1e6 / f64::from(passes) / inputs.len() as f64;
    println!("{}", serde_json::json!({ "cold": cold, "warm": warm, "memory": memory }));
    Ok(())
}

/// Uses every field, so that none is optimised away.
fn weight(answer: &Answer) -> usize {
    Field::ALL.into_iter().map(|field| answer.get(field).len()).sum()
}

/// With the plans it brings, as a program would use it.
fn rlibphonenumber(input: &Input) -> usize {
    let util = &*PHONE_NUMBER_UTIL;
    let Ok(number) = util.parse(&input.number, Region::from_code(&input.region).ok()) else { return 0 };
    let formats = [
        PhoneNumberFormat::E164,
        PhoneNumberFormat::National,
        PhoneNumberFormat::International,
        PhoneNumberFormat::RFC3966,
    ];
    let judged = usize::from(util.is_valid_number(&number))
        + usize::from(util.is_possible_number_with_reason(&number).is_ok())
        + util.get_number_type(&number) as usize
        + util.get_region_for_number(&number).map_or(0, |region| region as usize);
    judged + formats.into_iter().map(|format| util.format(&number, format).len()).sum::<usize>()
}

/// Resident bytes, where the system tells.
fn resident() -> Option<u64> {
    let pages: u64 = std::fs::read_to_string("/proc/self/statm").ok()?.split(' ').nth(1)?.parse().ok()?;
    Some(pages * 4096)
}
