//! From the viable piece of a text to calling code and national number, step by step as Google's `parseHelper`.

use alloc::string::String;

use super::digits::{Digits, is_plus};
use super::tables::{Plan, Rules};
use super::{ParseError, PhoneNumber, Possibility, Region};
use super::{extension, extract, pattern};

/// The longest national number.
pub(super) const LONGEST: usize = 17;

pub(super) fn parse(input: &str, default_region: Option<Region>) -> Result<PhoneNumber, ParseError> {
    let mut text = extract::number(input)?;
    let home = default_region.and_then(|region| region.0.rules());
    if home.is_none() && !text.first().is_some_and(|c| is_plus(*c)) {
        return Err(ParseError::InvalidCountryCode);
    }
    let mut extension = String::new();
    if let Some((start, digits)) = extension::find(&text) {
        extension.extend(text.get(digits).unwrap_or(&[]));
        text.truncate(start);
    }
    let found = match calling_code(&text, home) {
        Err(ParseError::InvalidCountryCode) if text.first().is_some_and(|c| is_plus(*c)) => {
            // Some write a plus before an international prefix.
            let pluses = text.iter().take_while(|c| is_plus(**c)).count();
            let found = calling_code(text.get(pluses..).unwrap_or(&[]), home)?;
            Some(found.ok_or(ParseError::InvalidCountryCode)?)
        }
        found => found?,
    };
    // A code in the number brings the rules of its main territory; without one the rules are the caller's own.
    let (plan, mut national, rules) = match (found, home) {
        (Some((plan, national)), _) => (plan, national, plan.rules().ok_or(ParseError::InvalidCountryCode)?),
        (None, Some(home)) => (home.plan, Digits::normalize(&text), home),
        (None, None) => return Err(ParseError::InvalidCountryCode),
    };
    if national.len() < 2 {
        return Err(ParseError::TooShort);
    }
    let mut stripped = national.clone();
    strip_national_prefix(&mut stripped, rules);
    let keep = matches!(
        rules.length(stripped.len()),
        Possibility::TooShort | Possibility::PossibleLocalOnly | Possibility::InvalidLength
    );
    if !keep {
        national = stripped;
    }
    match national.len() {
        0..2 => Err(ParseError::TooShort),
        2..=LONGEST => {
            let mut digits = [0; LONGEST];
            let len = national.len();
            digits.iter_mut().zip(national.iter()).for_each(|(to, from)| *to = *from);
            Ok(PhoneNumber { plan, digits, len: len as u8, extension: extension.into_boxed_str() })
        }
        _ => Err(ParseError::TooLong),
    }
}

/// The calling code a text begins with, and the digits after it; `None` when it names no code.
fn calling_code(text: &[char], home: Option<&Rules>) -> Result<Option<(Plan, Digits)>, ParseError> {
    let pluses = text.iter().take_while(|c| is_plus(**c)).count();
    let mut digits = Digits::normalize(text.get(pluses..).unwrap_or(&[]));
    let international = pluses > 0 || home.is_some_and(|home| strip_idd(&mut digits, home));
    if international {
        if digits.len() <= 2 {
            return Err(ParseError::TooShortAfterIdd);
        }
        let (plan, length) = leading_code(&digits).ok_or(ParseError::InvalidCountryCode)?;
        digits.drop_front(length);
        return Ok(Some((plan, digits)));
    }
    // The caller's own code, typed without a plus.
    let Some(home) = home else { return Ok(None) };
    let plan = home.plan;
    let Some((own, length)) = leading_code(&digits).filter(|(found, _)| *found == plan) else {
        return Ok(None);
    };
    let mut national = digits.clone();
    national.drop_front(length);
    strip_national_prefix(&mut national, home);
    let better = !home.general(&digits) && home.general(&national);
    Ok((better || home.length(digits.len()) == Possibility::TooLong).then_some((own, national)))
}

/// The plan whose calling code these digits begin with, and the code's length. No code begins another.
pub(super) fn leading_code(digits: &[u8]) -> Option<(Plan, usize)> {
    let mut codes = [0; 3];
    let mut code = 0;
    for (slot, digit) in codes.iter_mut().zip(digits) {
        code = code * 10 + u16::from(*digit);
        *slot = code;
    }
    let found = |code: u16| codes.iter().position(|c| *c == code);
    match digits.first() {
        None | Some(0) => None,
        _ => Plan::all().find_map(|(plan, code)| Some((plan, found(code)? + 1))),
    }
}

/// Strips the international prefix of `home`; not when a zero follows it, which no calling code begins with.
fn strip_idd(digits: &mut Digits, home: &Rules) -> bool {
    let Some(found) = pattern::look(home.idd, digits) else { return false };
    if digits.get(found.end) == Some(&0) {
        return false;
    }
    digits.drop_front(found.end);
    true
}

/// Strips or replaces the national prefix, unless that turns a good number into a bad one.
fn strip_national_prefix(number: &mut Digits, rules: &Rules) {
    let (pattern, transform) = rules.national_prefix;
    if number.is_empty() || pattern.is_empty() {
        return;
    }
    let Some(found) = pattern::look(pattern, number) else { return };
    let rest = number.get(found.end..).unwrap_or(&[]);
    let mut changed = Digits::new();
    let last = pattern::groups(pattern).checked_sub(1).map(|g| found.groups.get(g).copied().flatten());
    if !transform.is_empty() && last != Some(None) {
        let mut transform = transform.iter();
        while let Some(c) = transform.next() {
            if *c == b'$' {
                let group = transform.next().and_then(|g| g.checked_sub(b'1')).map_or(0, usize::from);
                if let Some(Some((start, end))) = found.groups.get(group) {
                    changed.extend(number.get(*start..*end).unwrap_or(&[]));
                }
            } else {
                changed.push(c.wrapping_sub(b'0'));
            }
        }
    }
    changed.extend(rest);
    if rules.general(number) && !rules.general(&changed) {
        return;
    }
    *number = changed;
}
