//! Numbers as a stream: a question a line.

use std::borrow::Cow;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use serde::Deserialize;
use whatsapp_opt_in::phone::{PhoneNumber, Region};

use super::answer::Answer;
use crate::lines;

/// One question. Members that are not known are left alone, so that a line may carry more.
#[derive(Deserialize)]
struct Question<'a> {
    #[serde(borrow)]
    number: Cow<'a, str>,
    #[serde(borrow, default)]
    region: Option<Cow<'a, str>>,
}

/// A line that holds no question is answered like one that holds no number.
pub(super) fn run(input: impl Read, output: impl Write, notes: &mut impl Write) -> io::Result<ExitCode> {
    lines::each(input, output, notes, "number", |line, output| {
        let question = serde_json::from_slice::<Question<'_>>(line);
        match &question {
            Ok(question) => answer(question, output)?,
            Err(_) => serde_json::to_writer(output, &Answer::NONE)?,
        }
        Ok(question.is_ok())
    })
}

/// A region that no territory has is no hint, as in Google's libphonenumber.
fn answer(question: &Question<'_>, output: &mut dyn Write) -> io::Result<()> {
    let hint = question.region.as_deref().and_then(Region::new);
    match PhoneNumber::parse(&question.number, hint) {
        Ok(number) => serde_json::to_writer(output, &Answer::new(&number, &number.region()))?,
        Err(_) => serde_json::to_writer(output, &Answer::NONE)?,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_its_answer_and_unreadable_ones_are_counted() {
        let input = "{\"number\":\"+33612345678\"}\n\nnonsense\n{\"number\":7}\n{\"number\":\"x\",\"region\":null,\"id\":1}";
        let (mut output, mut notes) = (Vec::new(), Vec::new());
        run(input.as_bytes(), &mut output, &mut notes).expect("memory can be written");
        let output = String::from_utf8(output).expect("text");
        let parsed: Vec<bool> = output.lines().map(|line| line.starts_with("{\"parsed\":true")).collect();
        assert_eq!(parsed, [true, false, false, false, false]);
        let notes = String::from_utf8(notes).expect("text");
        assert!(notes.contains("3 of 5 lines") && notes.contains("line 2"), "{notes}");
    }

    #[test]
    fn escapes_and_unknown_regions_are_read() {
        let mut output = Vec::new();
        let input = "{\"region\":\"XX\",\"number\":\"\\u002b33612345678\"}\n{\"region\":\"fr\",\"number\":\"0612345678\"}\n";
        run(input.as_bytes(), &mut output, &mut io::sink()).expect("memory can be written");
        let output = String::from_utf8(output).expect("text");
        assert_eq!(output.matches("\"e164\":\"+33612345678\"").count(), 2, "{output}");
    }
}
