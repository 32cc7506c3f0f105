//! What the person did, and where the record of it stands. Pure: no browser, no clock.
//!
//! Long file: one state machine, its kept form and its tests; nearly half of it is tests.
//!
//! ```text
//! Empty ─tick─► Signing ─► Ready ─► Sending ─► Sent       (Signing, too, while the phone engine is awaited)
//!   ▲              ▲                  │  ▲
//!   └── untick ────┴── any change     ▼  │
//!                                 Retrying      Refused
//! ```

use whatsapp_opt_in::consent::Category;
use whatsapp_opt_in::phone::Region;

use crate::card::{category_by_name, category_name};
use crate::config::Config;
use crate::number::{self, Fault, each_region, judge};

/// How a box was ticked or unticked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Input {
    /// Mouse, finger or pen.
    Pointer,
    /// A key.
    Keyboard,
    /// Something else the browser trusts, e.g. a screen reader's own command.
    #[default]
    Other,
    /// The page's own script, which can only take back.
    Script,
}

impl Input {
    /// Reads `pointer`, `keyboard` or `script`; anything else is [`Input::Other`].
    pub fn new(name: &str) -> Self {
        match name {
            "pointer" => Self::Pointer,
            "keyboard" => Self::Keyboard,
            "script" => Self::Script,
            _ => Self::Other,
        }
    }

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pointer => "pointer",
            Self::Keyboard => "keyboard",
            Self::Other => "other",
            Self::Script => "script",
        }
    }
}

/// Where the record stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// There is nothing to record.
    #[default]
    Empty,
    /// The signature is under way, or waits for the phone engine.
    Signing,
    /// Signed; the form carries it.
    Ready,
    /// On its way to the endpoint.
    Sending,
    /// The endpoint cannot be reached now; tried again.
    Retrying,
    /// Stored, and the receipt came back.
    Sent,
    /// Refused for good.
    Refused,
}

impl Phase {
    /// Every phase, in the order of the person's way.
    const ALL: [Self; 7] =
        [Self::Empty, Self::Signing, Self::Ready, Self::Sending, Self::Retrying, Self::Sent, Self::Refused];

    fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.name() == name)
    }

    /// The word for style sheets: `data-phase` and `:state()`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Signing => "signing",
            Self::Ready => "ready",
            Self::Sending => "sending",
            Self::Retrying => "retrying",
            Self::Sent => "sent",
            Self::Refused => "refused",
        }
    }
}

/// What an act says; when it changes, another act is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The number, E.164.
    pub e164: String,
    /// The categories agreed to; empty: everything is taken back.
    pub granted: Vec<Category>,
}

/// An act that was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedAct {
    /// The compact JWS.
    pub record: String,
    /// Its `jti`.
    pub jti: String,
    /// What it says.
    pub choice: Choice,
    /// The receipt, once there is one.
    pub receipt: Option<String>,
}

impl SignedAct {
    /// Reads the lines of an act; one empty line stands for none.
    fn from_lines<'a>(lines: &mut impl Iterator<Item = &'a str>) -> Option<Option<Self>> {
        let record = lines.next()?.to_owned();
        if record.is_empty() {
            return Some(None);
        }
        let jti = lines.next()?.to_owned();
        let choice = Choice { e164: lines.next()?.to_owned(), granted: categories(lines.next()?)? };
        let receipt = Some(lines.next()?.to_owned()).filter(|receipt| !receipt.is_empty());
        Some(Some(Self { record, jti, choice, receipt }))
    }
}

/// Everything a mounted card must not forget.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// The ticked boxes.
    pub ticked: Vec<Category>,
    /// The field's text.
    pub number: String,
    /// The chosen country's code; empty: none.
    pub country: String,
    /// Whether the number was typed or changed here.
    pub edited: bool,
    /// How the last box was ticked.
    pub input: Input,
    /// Whether a fault of the number is shown by now.
    pub complain: bool,
    /// Where the record stands.
    pub phase: Phase,
    /// The present act.
    pub act: Option<SignedAct>,
    /// The last act the receiver has: what a later one supersedes.
    pub stored: Option<SignedAct>,
    /// Acts that were posted since, oldest first, whose outcome nobody knows: the receiver may have them.
    pub unsure: Vec<SignedAct>,
}

/// More acts of unknown outcome are not kept: each one supersedes those before.
const UNSURE: usize = 4;

impl State {
    /// A card nobody touched yet.
    pub fn new(config: &Config) -> Self {
        let country = config.country.map(|region| region.to_string()).unwrap_or_default();
        let mut state = Self { country, ..Self::default() };
        state.set_number(config.phone.as_deref().unwrap_or_default());
        state
    }

    /// The state as text, for keeping: a line for each value. See [`State::from_text`].
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        line(&mut text, &names(&self.ticked));
        line(&mut text, &self.number);
        line(&mut text, &self.country);
        line(&mut text, truth(self.edited));
        line(&mut text, self.input.as_str());
        line(&mut text, truth(self.complain));
        line(&mut text, self.phase.name());
        // The last line, an empty one, ends the list.
        let unsure = self.unsure.iter().map(Some).chain([None]);
        for act in [self.act.as_ref(), self.stored.as_ref()].into_iter().chain(unsure) {
            let Some(act) = act else {
                text += "\n";
                continue;
            };
            line(&mut text, &act.record);
            line(&mut text, &act.jti);
            line(&mut text, &act.choice.e164);
            line(&mut text, &names(&act.choice.granted));
            line(&mut text, act.receipt.as_deref().unwrap_or_default());
        }
        text
    }

    /// Reads what [`State::to_text`] wrote; `None` for anything else.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut lines = text.split('\n');
        let mut state = Self {
            ticked: categories(lines.next()?)?,
            number: lines.next()?.to_owned(),
            country: lines.next()?.to_owned(),
            edited: lines.next()? == truth(true),
            input: Input::new(lines.next()?),
            complain: lines.next()? == truth(true),
            phase: Phase::by_name(lines.next()?)?,
            act: SignedAct::from_lines(&mut lines)?,
            stored: SignedAct::from_lines(&mut lines)?,
            unsure: Vec::new(),
        };
        while let Some(act) = SignedAct::from_lines(&mut lines)? {
            state.unsure.push(act);
        }
        // What follows the last line's end.
        (lines.next() == Some("") && lines.next().is_none()).then_some(state)
    }

    /// The chosen country.
    pub fn region(&self) -> Option<Region> {
        Region::new(&self.country)
    }

    /// Ticks or unticks a box. The caller has made sure that a person ticks; taking back a script may too.
    pub fn tick(&mut self, category: Category, ticked: bool, input: Input) {
        self.ticked.retain(|c| *c != category);
        self.input = input;
        if ticked {
            let at = self.ticked.iter().take_while(|earlier| **earlier < category).count();
            self.ticked.insert(at, category);
        } else {
            self.complain = false;
        }
    }

    /// The person edits the number: formats it, and answers where the caret belongs (in characters).
    pub fn edit_number(&mut self, text: &str, caret: usize) -> usize {
        let (text, caret) = number::edit(text, self.region(), caret);
        self.edited = true;
        self.write(text);
        self.follow_calling_code();
        caret
    }

    /// Takes the number of the page's own field, as long as nobody typed one here.
    pub fn follow_number(&mut self, text: &str) {
        if !self.edited {
            self.set_number(text);
        }
    }

    /// Chooses the country.
    pub fn set_country(&mut self, region: Region) {
        self.country = region.to_string();
        if !self.number.starts_with('+') {
            self.set_number(&self.number.clone());
        } else if let Some(Ok(number)) = judge(&self.number, None)
            && number.region != Some(region)
        {
            // The number names another country: read it anew as one of this country.
            self.set_number(&number.national);
        }
        self.edited = true;
    }

    /// What stands against the number, if a box is ticked and the phone engine is here.
    pub fn fault(&self) -> Option<Fault> {
        if self.ticked.is_empty() { None } else { judge(&self.number, self.region())?.err() }
    }

    /// The phone engine is here: it formats and judges what was written without it.
    pub fn engine_is_here(&mut self) {
        self.set_number(&self.number.clone());
    }

    /// What an act would have to say now; `None` when there is nothing to record.
    pub fn choice(&self) -> Option<Choice> {
        if self.ticked.is_empty() {
            // What the receiver has, or may have, must be taken back; once it is, that act stays the present one.
            let last = self.last()?;
            return Some(Choice { e164: last.choice.e164.clone(), granted: Vec::new() });
        }
        let number = judge(&self.number, self.region())?.ok()?;
        Some(Choice { e164: number.e164, granted: self.ticked.clone() })
    }

    /// After a change: keeps the act if it still says what the person chose, else drops it. Answers with the choice
    /// that must be signed now.
    pub fn settle(&mut self) -> Option<Choice> {
        if self.waits() {
            // An act that a kept state brought along is judged when the engine is here, unless the boxes changed.
            if self.act.as_ref().is_none_or(|act| act.choice.granted != self.ticked) {
                self.act = None;
                self.phase = Phase::Signing;
            }
            return None;
        }
        let choice = self.choice();
        let current = self.act.as_ref().map(|act| &act.choice);
        if choice.is_some() && choice.as_ref() == current {
            return None;
        }
        // Back to what the receiver has already: its record is the present one again.
        // Not while a later act may have replaced it there.
        if let Some(stored) = self.stored.as_ref().filter(|stored| Some(&stored.choice) == choice.as_ref())
            && self.unsure.is_empty()
        {
            self.act = Some(stored.clone());
            self.phase = Phase::Sent;
            return None;
        }
        self.act = None;
        self.phase = if choice.is_some() { Phase::Signing } else { Phase::Empty };
        choice
    }

    /// The act was signed.
    pub fn signed(&mut self, act: SignedAct) {
        self.act = Some(act);
        self.phase = Phase::Ready;
    }

    /// The act was handed to a page that keeps it by itself: taking it back takes another.
    pub fn told(&mut self) {
        if let Some(act) = self.act.clone() {
            self.may_be_had(&act);
        }
    }

    /// The act goes out: from now on the receiver may have it.
    pub fn posting(&mut self, act: &SignedAct) {
        self.may_be_had(act);
        self.phase = Phase::Sending;
    }

    fn may_be_had(&mut self, act: &SignedAct) {
        self.unsure.retain(|earlier| earlier.jti != act.jti);
        if self.unsure.len() == UNSURE {
            self.unsure.remove(0);
        }
        self.unsure.push(act.clone());
    }

    /// The receiver refused this act, and so does not have it.
    pub fn refused(&mut self, jti: &str) {
        self.unsure.retain(|act| act.jti != jti);
    }

    /// The receiver has this act. It may no longer be the present one: settling then tells what to do about it.
    pub fn store(&mut self, mut act: SignedAct, receipt: Option<String>) {
        act.receipt = receipt;
        // It stands above the acts that were posted before it.
        if let Some(at) = self.unsure.iter().position(|earlier| earlier.jti == act.jti) {
            self.unsure.drain(..=at);
        }
        if self.act.as_ref().is_some_and(|present| present.jti == act.jti) {
            self.act = Some(act.clone());
            self.phase = Phase::Sent;
        }
        self.stored = Some(act);
    }

    /// After the card was mounted anew: nothing is under way any more. Answers whether something was being sent.
    pub fn resume(&mut self) -> bool {
        let sending = matches!(self.phase, Phase::Sending | Phase::Retrying);
        if sending || self.phase == Phase::Signing {
            self.phase = if self.act.is_some() { Phase::Ready } else { Phase::Empty };
        }
        sending
    }

    /// The `jti` the next act supersedes.
    pub fn supersedes(&self) -> Option<&str> {
        self.last().map(|act| act.jti.as_str())
    }

    /// The last act the receiver has or may have.
    fn last(&self) -> Option<&SignedAct> {
        self.unsure.last().or(self.stored.as_ref())
    }

    /// The form's value: a signed record.
    pub fn record(&self) -> Option<&str> {
        self.act.as_ref().map(|act| act.record.as_str())
    }

    fn set_number(&mut self, text: &str) {
        let text = number::edit(text, self.region(), text.chars().count()).0;
        self.write(text);
        self.follow_calling_code();
    }

    fn write(&mut self, number: String) {
        if self.waits() && self.number != number {
            // Nobody can tell yet whether it is the same number in other words.
            self.act = None;
        }
        self.number = number;
    }

    /// Whether a box is ticked, and the phone engine is not here to say what the number is.
    fn waits(&self) -> bool {
        !self.ticked.is_empty() && judge(&self.number, self.region()).is_none()
    }

    /// A number that names its country chooses it; an unfinished one, as soon as its calling code is there.
    fn follow_calling_code(&mut self) {
        if !self.number.starts_with('+') {
            return;
        }
        let mut region = judge(&self.number, None).and_then(|judged| judged.ok()?.region);
        if region.is_none() {
            let mut typed = 0;
            for digit in self.number.bytes().filter(u8::is_ascii_digit).take(3) {
                typed = typed * 10 + u16::from(digit - b'0');
                // Several may share a calling code, the main one first: then the chosen one stays.
                each_region(&mut |other, code| {
                    if code == typed && (region.is_none() || other.as_str() == self.country) {
                        region = Some(other);
                    }
                });
            }
        }
        if let Some(region) = region {
            self.country = region.to_string();
        }
    }
}

/// Adds a line; line ends within a value, which no field of a page lets through, become spaces.
fn line(text: &mut String, value: &str) {
    text.extend(value.chars().map(|c| if c == '\n' { ' ' } else { c }));
    text.push('\n');
}

fn truth(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}

fn names(categories: &[Category]) -> String {
    categories.iter().map(|category| category_name(*category)).collect::<Vec<_>>().join(" ")
}

fn categories(names: &str) -> Option<Vec<Category>> {
    names.split_ascii_whitespace().map(category_by_name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state() -> State {
        State { country: "FR".into(), ..State::default() }
    }

    fn sign(state: &mut State, jti: &str) {
        let choice = state.settle().expect("something to sign");
        state.signed(SignedAct { record: format!("record-{jti}"), jti: jti.into(), choice, receipt: None });
    }

    #[test]
    fn nothing_is_recorded_before_a_tick_and_a_usable_number() {
        let mut state = state();
        state.edit_number("0612345678", 10);
        assert_eq!((state.settle(), state.fault()), (None, None));
        state.tick(Category::Utility, true, Input::Keyboard);
        state.edit_number("06123", 5);
        assert_eq!(state.settle(), None);
        assert!(state.fault().is_some());
        state.edit_number("0612345678", 10);
        assert_eq!(state.settle().map(|c| c.e164), Some("+33612345678".into()));
        assert_eq!(state.phase, Phase::Signing);
    }

    #[test]
    fn what_a_page_was_told_is_taken_back_by_an_act() {
        let mut state = state();
        state.tick(Category::Utility, true, Input::Pointer);
        state.edit_number("0612345678", 10);
        sign(&mut state, "1");
        state.told();
        assert_eq!((state.settle(), state.phase.clone()), (None, Phase::Ready), "nothing is on its way");
        state.tick(Category::Utility, false, Input::Pointer);
        assert_eq!(state.supersedes(), Some("1"));
        sign(&mut state, "2");
        assert_eq!(state.act.as_ref().map(|act| act.choice.granted.len()), Some(0));
        state.told();
        assert_eq!(state.settle(), None, "it is taken back once");
        state.tick(Category::Utility, true, Input::Pointer);
        assert_eq!(state.supersedes(), Some("2"));
        assert!(state.settle().is_some(), "and given again by another act");
    }

    #[test]
    fn a_change_drops_the_record_and_no_change_keeps_it() {
        let mut state = state();
        state.tick(Category::Utility, true, Input::Pointer);
        state.edit_number("0612345678", 10);
        sign(&mut state, "1");
        state.edit_number("06 12 34 56 78", 14);
        assert_eq!(state.settle(), None);
        assert_eq!(state.record(), Some("record-1"));
        state.edit_number("0612345679", 10);
        assert!(state.settle().is_some() && state.record().is_none());
    }

    #[test]
    fn unticking_before_sending_leaves_nothing_and_after_sending_takes_back() {
        let mut state = state();
        state.tick(Category::Utility, true, Input::Pointer);
        state.edit_number("0612345678", 10);
        sign(&mut state, "1");
        state.tick(Category::Utility, false, Input::Pointer);
        assert_eq!((state.settle(), state.phase.clone()), (None, Phase::Empty));

        state.tick(Category::Utility, true, Input::Pointer);
        sign(&mut state, "2");
        let act = state.act.clone().expect("signed");
        state.store(act, Some("receipt".into()));
        state.tick(Category::Utility, false, Input::Pointer);
        let taken_back = state.settle().expect("a withdrawal");
        assert_eq!((taken_back.e164.as_str(), taken_back.granted.len()), ("+33612345678", 0));
        assert_eq!(state.supersedes(), Some("2"));

        let before = state.clone();
        let choice = state.choice().expect("a withdrawal");
        state.signed(SignedAct { record: "record-3".into(), jti: "3".into(), choice, receipt: None });
        let act = state.act.clone().expect("signed");
        state.store(act, None);
        assert_eq!(
            (state.settle(), state.phase.clone(), state.record()),
            (None, Phase::Sent, Some("record-3"))
        );
        state = before;

        state.tick(Category::Utility, true, Input::Pointer);
        assert_eq!((state.settle(), state.phase.clone()), (None, Phase::Sent));
    }

    #[test]
    fn an_act_stored_after_the_person_unticked_is_taken_back() {
        let mut state = state();
        state.tick(Category::Utility, true, Input::Pointer);
        state.edit_number("0612345678", 10);
        sign(&mut state, "1");
        let under_way = state.act.clone().expect("signed");
        state.tick(Category::Utility, false, Input::Pointer);
        assert_eq!(state.settle(), None);
        state.store(under_way, None);
        assert_eq!(state.settle().map(|choice| choice.granted.len()), Some(0));
    }

    /// Signs, posts, and loses the answer.
    fn post(state: &mut State, jti: &str) -> SignedAct {
        sign(state, jti);
        let act = state.act.clone().expect("signed");
        state.posting(&act);
        act
    }

    fn granting() -> State {
        let mut state = state();
        state.tick(Category::Utility, true, Input::Pointer);
        state.edit_number("0612345678", 10);
        state
    }

    #[test]
    fn an_act_whose_answer_was_lost_is_taken_back_too() {
        let mut state = granting();
        post(&mut state, "1");
        state.phase = Phase::Retrying;
        let mut edited = State::from_text(&state.to_text()).expect("kept");
        state.tick(Category::Utility, false, Input::Pointer);
        assert_eq!(state.settle().map(|choice| choice.granted.len()), Some(0));
        assert_eq!(state.supersedes(), Some("1"));
        edited.edit_number("0698765432", 10);
        assert!(edited.settle().is_some());
        assert_eq!(edited.supersedes(), Some("1"));
    }

    #[test]
    fn a_refused_act_needs_no_taking_back_and_a_refused_withdrawal_is_still_wanted() {
        let mut state = granting();
        post(&mut state, "1");
        let mut refused = state.clone();
        refused.refused("1");
        refused.tick(Category::Utility, false, Input::Pointer);
        assert_eq!((refused.settle(), refused.phase), (None, Phase::Empty));

        state.tick(Category::Utility, false, Input::Pointer);
        post(&mut state, "2");
        state.refused("2");
        state.act = None;
        assert_eq!(state.settle().map(|choice| choice.granted.len()), Some(0));
        assert_eq!(state.supersedes(), Some("1"));
    }

    #[test]
    fn a_tick_while_the_withdrawal_is_under_way_is_a_new_act() {
        let mut state = granting();
        let given = post(&mut state, "1");
        state.store(given, None);
        state.tick(Category::Utility, false, Input::Pointer);
        let withdrawal = post(&mut state, "2");
        state.tick(Category::Utility, true, Input::Pointer);
        sign(&mut state, "3");
        assert_eq!(state.supersedes(), Some("2"));
        state.store(withdrawal, None);
        assert_eq!(
            (state.settle(), state.phase.clone(), state.record()),
            (None, Phase::Ready, Some("record-3"))
        );
        let again = state.act.clone().expect("signed");
        state.posting(&again);
        state.store(again, None);
        assert_eq!((state.settle(), state.phase.clone(), state.supersedes()), (None, Phase::Sent, Some("3")));
        assert!(state.unsure.is_empty());
    }

    #[test]
    fn only_the_last_acts_of_unknown_outcome_are_kept() {
        let mut state = granting();
        for jti in ["1", "2", "3", "4", "5", "6"] {
            post(&mut state, jti);
            let ticked = state.ticked.is_empty();
            state.tick(Category::Utility, ticked, Input::Pointer);
        }
        let kept: Vec<_> = state.unsure.iter().map(|act| act.jti.as_str()).collect();
        assert_eq!(kept, ["3", "4", "5", "6"]);
        assert_eq!(State::from_text(&state.to_text()), Some(state));
    }

    #[test]
    fn a_card_mounted_anew_sends_again_what_was_under_way() {
        let mut state = state();
        state.tick(Category::Utility, true, Input::Pointer);
        state.edit_number("0612345678", 10);
        sign(&mut state, "1");
        assert!(!state.resume());
        state.phase = Phase::Retrying;
        assert!(state.resume());
        assert_eq!((state.phase.clone(), state.record()), (Phase::Ready, Some("record-1")));
    }

    #[test]
    fn the_pages_number_is_followed_until_the_person_types_here() {
        let mut state = state();
        state.follow_number("+447400123456");
        assert_eq!(state.country, "GB");
        state.edit_number("0612345678", 10);
        state.follow_number("+4915112345678");
        assert!(state.number.starts_with("06"));
    }

    #[test]
    fn an_unfinished_number_shows_its_calling_codes_country() {
        let mut state = state();
        state.country = "US".into();
        for (typed, country) in [
            ("+3", "US"),
            ("+33", "FR"),
            ("+33 6 1", "FR"),
            ("+4", "FR"),
            ("+44 7", "GB"),
            ("+1 2", "US"),
            ("0612", "US"),
        ] {
            state.edit_number(typed, typed.len());
            assert_eq!(state.country, country, "{typed}");
        }
        // Canada shares +1 with the United States, the Vatican +39 with Italy.
        for (chosen, typed, country) in [("CA", "+1 4", "CA"), ("VA", "+39 0", "VA"), ("VA", "+41 2", "CH")] {
            state.country = chosen.into();
            state.edit_number(typed, typed.len());
            assert_eq!(state.country, country, "{typed}");
        }
    }

    #[test]
    fn the_state_survives_being_kept_as_text() {
        let mut state = state();
        state.tick(Category::Marketing, true, Input::Pointer);
        state.edit_number("0612345678", 10);
        sign(&mut state, "1");
        assert_eq!(State::from_text(&state.to_text()), Some(state.clone()));
        let act = state.act.clone().expect("signed");
        state.store(act, Some("receipt".into()));
        state.act = None;
        assert_eq!(State::from_text(&state.to_text()), Some(state.clone()));
        state.number = "06\n12".into();
        assert_eq!(State::from_text(&state.to_text()).map(|s| s.number), Some("06 12".into()));
    }

    #[test]
    fn what_is_no_kept_state_is_not_taken_for_one() {
        let text = state().to_text();
        assert!(State::from_text(&text).is_some());
        let strange = text.replace("empty", "elsewhere");
        for text in ["", "{}", "\n\n\n\n\n\n\n\n\n", &strange, &format!("{text}\n"), &text[..9]] {
            assert_eq!(State::from_text(text), None, "{text:?}");
        }
    }
}
