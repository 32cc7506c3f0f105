//! The number in the field, as the phone engine judges it. The engine is part of the program (feature `engine`, for
//! Yew applications), or the page loads it beside the card ([`use_engine`]): until then nobody answers.

use std::cell::Cell;

pub use whatsapp_opt_in::phone::ask::Fault;
use whatsapp_opt_in::phone::ask::{self, Usable};
use whatsapp_opt_in::phone::{Region, regions};
use whatsapp_opt_in::text::Texts;

type Ask = fn(&str) -> Option<String>;

thread_local! {
    static ENGINE: Cell<Ask> = const { Cell::new(PRESENT) };
}

#[cfg(feature = "engine")]
const PRESENT: Ask = |question| Some(ask::answer(question));
#[cfg(not(feature = "engine"))]
const PRESENT: Ask = |_| None;

/// From now on `ask` answers the questions of [`whatsapp_opt_in::phone::ask`]. Every [`Controller`](crate::Controller)
/// is to be told by [`engine_is_here`](crate::Controller::engine_is_here).
pub fn use_engine(ask: fn(&str) -> Option<String>) {
    ENGINE.set(ask);
}

/// What to tell the person.
pub fn fault_message(fault: Fault, texts: &Texts<String>) -> &str {
    match fault {
        Fault::Empty => &texts.error_empty,
        Fault::TooShort => &texts.error_too_short,
        Fault::TooLong => &texts.error_too_long,
        Fault::Invalid => &texts.error_invalid,
        Fault::Unreachable => &texts.error_unreachable,
    }
}

/// Every territory with its calling code, a code's main one first. One loop for all: each further one costs a page 0.1 KB.
#[inline(never)]
pub fn each_region(visit: &mut dyn FnMut(Region, u16)) {
    for (region, code) in regions() {
        visit(region, code);
    }
}

/// Reads the field; numbers without a calling code belong to `region`. `None` while the engine is not here.
pub(crate) fn judge(text: &str, region: Option<Region>) -> Option<Result<Usable, Fault>> {
    ask::judge_by(ENGINE.get(), text, region)
}

/// Formats the field after an edit, as far as the engine is here: the text, and the caret's place in it.
pub(crate) fn edit(text: &str, region: Option<Region>, caret: usize) -> (String, usize) {
    ask::edit_by(ENGINE.get(), region, text, caret).unwrap_or_else(|| (text.to_owned(), caret))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{Input, Phase, SignedAct, State};
    use whatsapp_opt_in::consent::Category;

    /// The page has not loaded the engine yet. Each test has a thread, and so an engine, of its own.
    fn before_the_engine() -> State {
        use_engine(|_| None);
        State { country: "FR".into(), ..State::default() }
    }

    fn the_engine_comes(state: &mut State) {
        use_engine(|question| Some(ask::answer(question)));
        state.engine_is_here();
    }

    fn sign(state: &mut State) {
        let choice = state.settle().expect("something to sign");
        state.signed(SignedAct { record: "record".into(), jti: "1".into(), choice, receipt: None });
    }

    #[test]
    fn what_was_typed_before_the_engine_came_is_formatted_and_signed_then() {
        let mut state = before_the_engine();
        assert_eq!((state.edit_number("0612345678", 3), state.number.as_str()), (3, "0612345678"));
        assert_eq!((state.settle(), state.phase.clone()), (None, Phase::Empty));
        state.tick(Category::Utility, true, Input::Pointer);
        // A submission waits, as it does for a signature; nothing is said against the number.
        assert_eq!((state.settle(), state.phase.clone(), state.fault()), (None, Phase::Signing, None));
        the_engine_comes(&mut state);
        assert_eq!(state.number, "06 12 34 56 78");
        assert_eq!(state.settle().map(|choice| choice.e164), Some("+33612345678".into()));
    }

    #[test]
    fn a_bad_number_typed_before_the_engine_came_is_told_then_and_none_at_all_at_once() {
        let mut state = before_the_engine();
        state.tick(Category::Utility, true, Input::Pointer);
        assert_eq!((state.settle(), state.fault()), (None, Some(Fault::Empty)));
        assert_eq!(state.phase, Phase::Empty);
        state.edit_number("0612", 4);
        assert_eq!((state.settle(), state.fault()), (None, None));
        the_engine_comes(&mut state);
        assert_eq!(
            (state.settle(), state.phase.clone(), state.fault()),
            (None, Phase::Empty, Some(Fault::TooShort))
        );
    }

    #[test]
    fn which_country_of_a_calling_code_is_known_once_the_engine_is_here() {
        let mut state = before_the_engine();
        state.follow_number("+15062345678");
        assert_eq!(state.country, "US", "the code's main country");
        the_engine_comes(&mut state);
        assert_eq!((state.country.as_str(), state.number.as_str()), ("CA", "+1 506-234-5678"));
    }

    #[test]
    fn a_kept_record_outlives_the_wait_unless_the_choice_changes() {
        let mut state = before_the_engine();
        the_engine_comes(&mut state);
        state.tick(Category::Utility, true, Input::Pointer);
        state.edit_number("0612345678", 10);
        sign(&mut state);
        use_engine(|_| None);
        let kept = state.clone();
        assert_eq!(
            (state.settle(), state.phase.clone(), state.record()),
            (None, Phase::Ready, Some("record"))
        );
        the_engine_comes(&mut state);
        assert_eq!((state.settle(), state.record()), (None, Some("record")));

        use_engine(|_| None);
        let mut edited = kept.clone();
        edited.edit_number("0698765432", 10);
        assert_eq!((edited.settle(), edited.phase.clone(), edited.record()), (None, Phase::Signing, None));
        let mut ticked = kept;
        ticked.tick(Category::Marketing, true, Input::Pointer);
        assert_eq!((ticked.settle(), ticked.phase.clone(), ticked.record()), (None, Phase::Signing, None));
        ticked.tick(Category::Marketing, false, Input::Pointer);
        ticked.tick(Category::Utility, false, Input::Pointer);
        assert_eq!((ticked.settle(), ticked.phase.clone()), (None, Phase::Empty));
    }
}
