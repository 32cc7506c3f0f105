//! Writing numbers: Google's choice of format, groups put into templates.

use alloc::string::String;

use super::PhoneNumber;
use super::tables::Format;

/// How a number is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    National,
    International,
    Rfc3966,
}

pub(super) fn e164(number: &PhoneNumber) -> String {
    let mut out = String::with_capacity(20);
    out.push('+');
    push_number(&mut out, number.calling_code());
    push_digits(&mut out, number.digits());
    out
}

pub(super) fn write(number: &PhoneNumber, style: Style) -> String {
    let mut out = String::with_capacity(32);
    if style == Style::Rfc3966 {
        out.push_str("tel:");
    }
    if style != Style::National {
        out.push('+');
        push_number(&mut out, number.calling_code());
        out.push(if style == Style::Rfc3966 { '-' } else { ' ' });
    }
    let start = out.len();
    push_national(&mut out, number, style != Style::National);
    if style == Style::Rfc3966 {
        hyphenate(&mut out, start);
    }
    if !number.extension.is_empty() {
        push_text(&mut out, if style == Style::Rfc3966 { b";ext=" } else { number.plan.extension_prefix() });
        out.push_str(&number.extension);
    }
    out
}

/// Google's choice: the first format whose leading digits and whose length are the number's.
fn push_national(out: &mut String, number: &PhoneNumber, intl: bool) {
    let digits = number.digits();
    let (leading, _) = number.plan.leading(digits);
    let own_list = intl && number.plan.has_intl_formats();
    for format in number.plan.formats() {
        if format.leading & !leading != 0 {
            continue;
        }
        let style = &format.style;
        if !(if own_list { style.is_intl() } else { style.is_national() }) {
            continue;
        }
        let template = if own_list { style.intl } else { style.national };
        let rule = if intl { &[] } else { style.rule };
        if push_formatted(out, digits, format, template, rule) {
            return;
        }
    }
    push_digits(out, digits);
}

/// Puts the groups into a template; `rule` stands in for the first group, where there is one. False when the digits
/// do not fit the format.
pub(super) fn push_formatted(
    out: &mut String,
    digits: &[u8],
    format: &Format,
    template: &[u8],
    mut rule: &[u8],
) -> bool {
    let Some(groups) = format.split(digits.len()) else { return false };
    let push_group = |out: &mut String, group: u8| {
        let at = usize::from(group).saturating_sub(1);
        let start = groups.iter().take(at).sum();
        let size = groups.get(at).copied().unwrap_or(0);
        push_digits(out, digits.get(start..start + size).unwrap_or(&[]));
    };
    for c in template {
        match c {
            1..=5 if !rule.is_empty() => {
                for r in core::mem::take(&mut rule) {
                    if *r == 1 { push_group(out, *c) } else { out.push(char::from(*r)) }
                }
            }
            1..=5 => push_group(out, *c),
            c => out.push(char::from(*c)),
        }
    }
    true
}

/// RFC 3966 knows one separator: what punctuation stands at the front goes, any other run becomes a hyphen.
fn hyphenate(out: &mut String, start: usize) {
    let text = out.split_off(start);
    let mut apart = false;
    for c in text.chars() {
        if !c.is_ascii_digit() {
            apart = out.len() > start;
        } else {
            if core::mem::take(&mut apart) {
                out.push('-');
            }
            out.push(c);
        }
    }
}

/// Adds a text of the tables; they are ASCII.
pub(super) fn push_text(out: &mut String, text: &[u8]) {
    text.iter().for_each(|c| out.push(char::from(*c)));
}

pub(super) fn push_digits(out: &mut String, digits: &[u8]) {
    digits.iter().for_each(|d| push_text(out, &[b'0' + d]));
}

/// Adds a number of at most four digits.
pub(super) fn push_number(out: &mut String, number: u16) {
    for unit in [1000, 100, 10, 1] {
        if number >= unit || unit == 1 {
            push_digits(out, &[(number / unit % 10) as u8]);
        }
    }
}
