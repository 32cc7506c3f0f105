//! The phone engine as a module of its own, behind the widget's in one file: the card does not wait for it.
//!
//! There is no glue. A question goes in character by character, its answer comes out the same way: texts of a few
//! dozen characters, and no pointer crosses the border. What may be asked stands in [`whatsapp_opt_in::phone::ask`].

use std::cell::RefCell;

use whatsapp_opt_in::phone::ask;

/// As in the widget.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

struct Texts {
    /// The question as far as it is in; then the answer.
    text: String,
    /// How much of the answer is out, in bytes.
    out: usize,
}

thread_local! {
    static TEXTS: RefCell<Texts> = const { RefCell::new(Texts { text: String::new(), out: 0 }) };
}

/// Takes the next character of a question.
#[unsafe(no_mangle)]
pub extern "C" fn put(character: u32) {
    let character = char::from_u32(character).unwrap_or(char::REPLACEMENT_CHARACTER);
    TEXTS.with_borrow_mut(|texts| texts.text.push(character));
}

/// Answers the question.
#[unsafe(no_mangle)]
pub extern "C" fn answer() {
    TEXTS.with_borrow_mut(|texts| texts.text = ask::answer(&texts.text));
}

/// The next character of the answer; -1 at its end, and then the next question may come.
#[unsafe(no_mangle)]
pub extern "C" fn take() -> i32 {
    TEXTS.with_borrow_mut(|texts| match texts.text.get(texts.out..).and_then(|rest| rest.chars().next()) {
        Some(character) => {
            texts.out += character.len_utf8();
            character as i32
        }
        None => {
            texts.text.clear();
            texts.out = 0;
            -1
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(question: &str) -> String {
        question.chars().for_each(|c| put(c.into()));
        answer();
        std::iter::from_fn(|| char::from_u32(take() as u32)).collect()
    }

    #[test]
    fn questions_follow_each_other_and_characters_of_all_lengths_pass() {
        assert_eq!(asked("edit\nFR\n4\n0612"), "5\n06 12");
        assert_eq!(asked("judge\nFR\n٠٦１２ 34 56 78"), "+33612345678\nFR\n06 12 34 56 78");
        assert_eq!(asked("edit\n\n0\nß漢\u{10FFFF}"), "0\nß漢\u{10FFFF}");
        assert_eq!(asked(""), "");
        put(0xd800);
        assert_eq!(asked(""), "");
    }
}
