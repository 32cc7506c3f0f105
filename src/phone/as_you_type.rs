//! Formatting while a person types, step by step as Google's `AsYouTypeFormatter`.
//!
//! Each key either fills the next blank of a template, or asks for another template. Templates come from the formats
//! whose leading digits the number has, or may yet have.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::Region;
use super::digits::{Digits, LONGEST_TEXT, digit, is_plus, is_punctuation};
use super::format::{push_digits, push_formatted, push_number};
use super::parse::leading_code;
use super::pattern;
use super::tables::{Format, Plan, Territory};

/// A blank of a template.
const BLANK: u8 = b'_';
/// Google asks for formats from this many digits on; its first leading-digit patterns look at so many.
const FIRST_LEVEL: usize = 3;
/// No number has as many digits, whatever is dialled before it.
const TOO_MANY: usize = 42;

/// Formats while a person types, digit by digit.
#[derive(Clone)]
pub struct AsYouType {
    /// The plan whose main territory the region is.
    home: Option<Plan>,
    current: Option<Plan>,
    output: String,
    /// How many characters were typed.
    count: usize,
    /// What was typed, as it was typed, and without formatting characters.
    typed: String,
    plus: bool,
    digits: Digits,
    /// The number without what precedes it: international prefix, calling code, national prefix.
    national: Digits,
    before: String,
    national_prefix: Digits,
    space_after_prefix: bool,
    /// The formats of the plan, and which of them may still be the one: a bit each.
    formats: &'static [Format],
    left: u64,
    /// Whether `formats` are for use abroad, out of a list of their own.
    intl: bool,
    template: Vec<u8>,
    /// The pattern the template is for.
    template_of: Option<[u8; 6]>,
    can_format: bool,
    has_formatting: bool,
    is_complete: bool,
    expects_code: bool,
}

impl AsYouType {
    /// For numbers of `region`, or international ones when `None`.
    pub fn new(region: Option<Region>) -> Self {
        let territory = region.map(|region| region.0);
        let current = territory.map(Territory::plan);
        Self {
            home: current.filter(|plan| territory == Some(plan.main())),
            current,
            output: String::new(),
            count: 0,
            typed: String::new(),
            plus: false,
            digits: Digits::new(),
            national: Digits::new(),
            before: String::new(),
            national_prefix: Digits::new(),
            space_after_prefix: false,
            formats: &[],
            left: 0,
            intl: false,
            template: Vec::new(),
            template_of: None,
            can_format: true,
            has_formatting: false,
            is_complete: false,
            expects_code: false,
        }
    }

    /// Adds a character and returns everything typed so far, formatted. Texts end at 250 characters, as Google's do
    /// for parsing: what comes after is left out.
    pub fn push(&mut self, character: char) -> &str {
        if self.count < LONGEST_TEXT {
            self.count += 1;
            self.output = self.input(character);
        }
        &self.output
    }

    /// Everything typed so far, formatted.
    pub fn text(&self) -> &str {
        &self.output
    }

    /// Formats a whole field after an edit: the new text, and the caret's new place in it (both counted in
    /// characters, i.e. Unicode scalar values). A text that is more than a number, with letters in it or far too many
    /// digits, is left as it is. The caret stays directly behind the digit it stood behind, and a formatted text ends
    /// with a digit, so that each Backspace takes one away.
    pub fn edit(region: Option<Region>, text: &str, caret: usize) -> (String, usize) {
        let unchanged = || (text.to_owned(), caret.min(text.chars().count()));
        let counts = |c: char| digit(c).is_some() || is_plus(c);
        let is_number = |c: char| counts(c) || (is_punctuation(c) && c != 'x');
        if text.len() > 4 * LONGEST_TEXT || !text.chars().all(is_number) {
            return unchanged();
        }
        if text.chars().filter(|c| counts(*c)).skip(1).any(is_plus) {
            return unchanged();
        }
        let mut formatter = Self::new(region);
        text.chars().filter(|c| counts(*c)).take(TOO_MANY).for_each(|c| _ = formatter.push(c));
        if formatter.count == TOO_MANY {
            return unchanged();
        }
        // A blank behind the last digit would come back however often it is deleted.
        while formatter.output.ends_with(' ') {
            formatter.output.pop();
        }
        let mut left = text.chars().take(caret).filter(|c| counts(*c)).count();
        let caret = formatter
            .output
            .chars()
            .take_while(|c| {
                let before = left > 0;
                left -= usize::from(before && counts(*c));
                before
            })
            .count();
        (formatter.output, caret)
    }

    fn input(&mut self, character: char) -> String {
        let is_first = self.typed.is_empty();
        self.typed.push(character);
        let mut value = None;
        if let Some(d) = digit(character) {
            self.digits.push(d);
            self.national.push(d);
            value = Some(d);
        } else if is_first && is_plus(character) {
            self.plus = true;
        } else {
            self.can_format = false;
            self.has_formatting = true;
        }
        if !self.can_format {
            if self.has_formatting {
                return self.typed.clone();
            }
            if self.extract_idd() {
                if self.extract_calling_code() {
                    return self.start_over();
                }
            } else if self.extract_longer_national_prefix() {
                self.before.push(' ');
                return self.start_over();
            }
            return self.typed.clone();
        }
        let count = self.digits.len() + usize::from(self.plus);
        if count < FIRST_LEVEL {
            return self.typed.clone();
        }
        if count == FIRST_LEVEL {
            if self.extract_idd() {
                self.expects_code = true;
            } else {
                self.national_prefix = self.take_national_prefix();
                return self.choose();
            }
        }
        if self.expects_code {
            if self.extract_calling_code() {
                self.expects_code = false;
            }
            let mut out = self.before.clone();
            push_digits(&mut out, &self.national);
            return out;
        }
        if self.left == 0 {
            return self.choose();
        }
        let filled = value.and_then(|d| self.fill(d));
        if let Some(whole) = self.format_whole() {
            return whole;
        }
        self.narrow();
        if self.new_template() {
            return self.fill_all();
        }
        match filled {
            _ if !self.can_format => self.typed.clone(),
            Some(text) => self.with_prefix(&text),
            None => self.with_prefix(&self.typed.clone()),
        }
    }

    fn start_over(&mut self) -> String {
        self.can_format = true;
        self.expects_code = false;
        self.left = 0;
        self.template.clear();
        self.template_of = None;
        self.choose()
    }

    fn choose(&mut self) -> String {
        if self.national.len() < FIRST_LEVEL {
            let mut digits = String::new();
            push_digits(&mut digits, &self.national);
            return self.with_prefix(&digits);
        }
        self.available_formats();
        if let Some(whole) = self.format_whole() {
            return whole;
        }
        if self.new_template() { self.fill_all() } else { self.typed.clone() }
    }

    fn available_formats(&mut self) {
        let Some(plan) = self.current else { return };
        let has_prefix = !self.national_prefix.is_empty();
        self.intl = self.is_complete && !has_prefix && plan.has_intl_formats();
        self.formats = plan.formats();
        for (i, format) in self.formats.iter().enumerate() {
            let style = &format.style;
            if !(if self.intl { style.is_intl() } else { style.is_national() }) || !style.eligible(self.intl)
            {
                continue;
            }
            let bare = self.intl || matches!(style.rule, [] | [1] | [b'(', 1, b')']);
            let optional = !self.intl && style.prefix_optional();
            let wrong = if has_prefix {
                bare && !optional && !style.has_carrier_rule()
            } else {
                !self.is_complete && !bare && !optional
            };
            if !wrong {
                self.left |= 1 << i;
            }
        }
        self.narrow();
    }

    /// Drops the formats whose leading digits the number does not have.
    fn narrow(&mut self) {
        let Some(plan) = self.current else { return };
        let level = self.national.len().saturating_sub(FIRST_LEVEL);
        let (surely, perhaps) = plan.leading(&self.national);
        for (i, format) in self.formats.iter().enumerate() {
            let set = if level < format.levels.into() { perhaps } else { surely };
            if format.leading & !set != 0 {
                self.left &= !(1 << i);
            }
        }
    }

    /// The first format of those in `left`.
    fn first(&self, left: u64) -> Option<&'static Format> {
        self.formats.get(left.trailing_zeros() as usize)
    }

    fn template_text(&self, format: &Format) -> &'static [u8] {
        let style = &format.style;
        if self.intl { style.intl } else { style.national }
    }

    /// Whether the national prefix stands apart from the number in this format.
    fn parts_prefix(&self, format: &Format) -> bool {
        !self.intl && format.style.rule.iter().any(|c| matches!(c, b'-' | b' '))
    }

    /// The first format that makes a new template; those before it that cannot are dropped.
    fn new_template(&mut self) -> bool {
        while let Some(format) = self.first(self.left) {
            if self.template_of == Some(format.groups) {
                return false;
            }
            // Google fills a format with fifteen digits and makes blanks of them.
            let most = format.longest().min(15);
            let mut template = String::new();
            if most >= self.national.len()
                && format.shortest() <= most
                && push_formatted(
                    &mut template,
                    &[BLANK - b'0'; 15][..most],
                    format,
                    self.template_text(format),
                    &[],
                )
            {
                self.template = template.into_bytes();
                self.template_of = Some(format.groups);
                self.space_after_prefix = self.parts_prefix(format);
                return true;
            }
            self.left &= self.left - 1;
        }
        self.can_format = false;
        false
    }

    /// Puts a digit into the next blank; what stands up to it is the text. `None` when no blank is left.
    fn fill(&mut self, digit: u8) -> Option<String> {
        match self.template.iter().position(|c| *c == BLANK) {
            Some(at) => {
                let filled = self.template.get_mut(..=at)?;
                *filled.last_mut()? = b'0' + digit;
                Some(filled.iter().map(|c| char::from(*c)).collect())
            }
            None => {
                if self.left.is_power_of_two() {
                    self.can_format = false;
                }
                self.template_of = None;
                None
            }
        }
    }

    fn fill_all(&mut self) -> String {
        let mut text = None;
        for i in 0..self.national.len() {
            text = self.national.get(i).copied().and_then(|d| self.fill(d));
        }
        match text {
            _ if self.national.is_empty() => self.before.clone(),
            Some(text) if self.can_format => self.with_prefix(&text),
            None if self.can_format => self.with_prefix(&self.typed.clone()),
            _ => self.typed.clone(),
        }
    }

    /// The number written by the first format it fits as a whole, if that keeps every digit.
    fn format_whole(&mut self) -> Option<String> {
        let mut left = self.left;
        while let Some(format) = self.first(left) {
            left &= left - 1;
            let mut text = String::new();
            if !push_formatted(&mut text, &self.national, format, self.template_text(format), &[]) {
                continue;
            }
            self.space_after_prefix = self.parts_prefix(format);
            let whole = self.with_prefix(&text);
            let kept = whole.bytes().filter(|c| c.is_ascii_digit() || *c == b'+');
            let plus = self.plus.then_some(b'+');
            if kept.eq(plus.into_iter().chain(self.digits.iter().map(|d| b'0' + d))) {
                return Some(whole);
            }
        }
        None
    }

    fn with_prefix(&self, number: &str) -> String {
        let apart = self.space_after_prefix && !self.before.is_empty() && !self.before.ends_with(' ');
        [self.before.as_str(), if apart { " " } else { "" }, number].concat()
    }

    /// A plus, or what is dialled before a foreign number; what follows it becomes the number.
    fn extract_idd(&mut self) -> bool {
        let end = if self.plus {
            0
        } else {
            let idd = self.current.and_then(Plan::rules).map_or(&[] as &[u8], |rules| rules.idd);
            match pattern::look(idd, &self.digits) {
                Some(found) if !idd.is_empty() => found.end,
                _ => return false,
            }
        };
        self.is_complete = true;
        self.national = self.digits.clone();
        self.national.drop_front(end);
        self.before.clear();
        if self.plus {
            self.before.push('+');
        } else {
            push_digits(&mut self.before, self.digits.get(..end).unwrap_or(&[]));
            self.before.push(' ');
        }
        true
    }

    fn extract_calling_code(&mut self) -> bool {
        let Some((plan, length)) = leading_code(&self.national) else { return false };
        self.national.drop_front(length);
        // Google keeps the rules it has when the code is the region's own, be they another code's by now.
        if self.home != Some(plan) {
            self.current = Some(plan);
        }
        push_number(&mut self.before, plan.code());
        self.before.push(' ');
        self.national_prefix = Digits::new();
        true
    }

    /// Some national prefixes begin others: where the shorter one led nowhere, the longer may.
    fn extract_longer_national_prefix(&mut self) -> bool {
        if !self.national_prefix.is_empty() {
            let prefix = &self.national_prefix;
            let is_it = |text: &[u8]| text.iter().zip(&**prefix).all(|(c, d)| *c == b'0' + d);
            let at = self.before.as_bytes().windows(prefix.len()).rposition(is_it);
            self.before.truncate(at.unwrap_or(0));
            let mut whole = prefix.clone();
            whole.extend(&self.national);
            self.national = whole;
        }
        let longer = self.take_national_prefix();
        *self.national_prefix != *longer
    }

    /// Moves the national prefix out of the number, and returns it.
    fn take_national_prefix(&mut self) -> Digits {
        let mut prefix = Digits::new();
        let Some(plan) = self.current else { return prefix };
        let nanpa = plan.code() == 1 && matches!(*self.national, [1, second, ..] if second > 1);
        let end = if nanpa {
            1
        } else {
            let rule = plan.rules().map_or(&[] as &[u8], |rules| rules.national_prefix.0);
            let found = pattern::look(rule, &self.national).filter(|_| !rule.is_empty());
            found.map_or(0, |m| m.end)
        };
        if end > 0 {
            self.is_complete = true;
            prefix.extend(self.national.get(..end).unwrap_or(&[]));
            self.national.drop_front(end);
            push_digits(&mut self.before, &prefix);
        }
        if nanpa {
            self.before.push(' ');
        }
        prefix
    }
}

/// Personal data: what was typed is not shown.
impl fmt::Debug for AsYouType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsYouType").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(region: &str, keys: &str) -> Vec<String> {
        let mut formatter = AsYouType::new(Region::new(region));
        keys.chars().map(|c| formatter.push(c).to_owned()).collect()
    }

    #[test]
    fn each_key_gives_the_text_google_gives() {
        assert_eq!(
            typed("US", "6502532222"),
            [
                "6",
                "65",
                "650",
                "650-2",
                "650-25",
                "650-253",
                "650-2532",
                "(650) 253-22",
                "(650) 253-222",
                "(650) 253-2222"
            ]
        );
        assert_eq!(typed("FR", "+33612345678").last().map(String::as_str), Some("+33 6 12 34 56 78"));
        assert_eq!(typed("FR", "0612").last().map(String::as_str), Some("06 12"));
        assert_eq!(typed("", "+4420").last().map(String::as_str), Some("+44 20"));
    }

    #[test]
    fn a_text_ends_at_250_characters_and_a_longer_one_is_not_formatted() {
        let mut formatter = AsYouType::new(Region::new("FR"));
        for _ in 0..300 {
            formatter.push('1');
        }
        assert_eq!(formatter.text(), "1".repeat(250));
        for count in [42, 250, 400, 100_000] {
            let long = "1 ".repeat(count);
            assert_eq!(AsYouType::edit(Region::new("FR"), &long, 7), (long.clone(), 7));
        }
        assert!(!format!("{formatter:?}").contains("11"));
    }

    #[test]
    fn the_caret_stays_behind_its_digit() {
        let fr = Region::new("FR");
        assert_eq!(AsYouType::edit(fr, "0612", 4), ("06 12".into(), 5));
        assert_eq!(AsYouType::edit(fr, "06 912 34", 4), ("06 91 23 4".into(), 4));
        assert_eq!(AsYouType::edit(fr, "0612", 2), ("06 12".into(), 2));
        assert_eq!(AsYouType::edit(fr, "06 1x", 5), ("06 1x".into(), 5));
        assert_eq!(AsYouType::edit(fr, "", 9), (String::new(), 0));
        assert_eq!(AsYouType::edit(fr, "06 12", 3), ("06 12".into(), 2));
    }

    #[test]
    fn behind_a_calling_code_no_blank_comes_back() {
        let fr = Region::new("FR");
        for (text, shown) in [("+33", "+33"), ("+33 ", "+33"), ("00 33 ", "00 33"), ("+336", "+33 6")] {
            let end = text.chars().count();
            assert_eq!(AsYouType::edit(fr, text, end), (shown.into(), shown.len()), "{text:?}");
        }
    }
}
