//! `opt-in optout`: whether a message is an opt-out, for a person or as a stream for a program.

use std::borrow::Cow;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use clap::Parser;
use serde::{Deserialize, Serialize};
use whatsapp_opt_in::optout::{Context, OptOut, detect};

use crate::lines;

#[derive(Debug, Parser)]
#[command(
    group(clap::ArgGroup::new("what").required(true).args(["text", "batch"])),
    after_help = "Exit status: 0 when TEXT is an opt-out, 1 when it is not, 2 when the command cannot be understood.\n\
        With --batch: 0 when every line was answered; lines that hold no message are answered with \"stop\":false \
        and counted on standard error."
)]
pub(crate) struct Args {
    /// The message, as the person wrote it
    text: Option<String>,
    /// A language the person may be writing in (BCP 47); it decides only about words that are ordinary words elsewhere
    #[arg(long, value_name = "TAG", conflicts_with = "batch")]
    lang: Option<String>,
    /// Read {"text": "…", "lang": "fr"} a line from standard input and answer each with a line of JSON
    #[arg(long)]
    batch: bool,
}

/// One message. Members that are not known are left alone, so that a line may carry more.
#[derive(Deserialize)]
struct Question<'a> {
    #[serde(borrow)]
    text: Cow<'a, str>,
    #[serde(borrow, default)]
    lang: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
struct Answer {
    stop: bool,
    keyword: Option<String>,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    let done = match &args.text {
        Some(text) => single(text, args.lang.as_deref()),
        None => batch(io::stdin().lock(), io::stdout().lock(), &mut io::stderr()),
    };
    match done {
        Ok(code) => code,
        // The reader went away (`| head`): nobody is left to tell.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "opt-in: {error}");
            ExitCode::from(2)
        }
    }
}

fn single(text: &str, lang: Option<&str>) -> io::Result<ExitCode> {
    match decide(text, lang) {
        Some(found) => {
            let all = if found.all { ", for every message" } else { "" };
            writeln!(io::stdout(), "opt-out: {} ({}){all}", found.keyword, found.language)?;
            Ok(ExitCode::SUCCESS)
        }
        None => {
            writeln!(io::stdout(), "no opt-out")?;
            Ok(ExitCode::from(1))
        }
    }
}

/// A line that holds no message is answered like one that is no opt-out.
fn batch(input: impl Read, output: impl Write, notes: &mut impl Write) -> io::Result<ExitCode> {
    lines::each(input, output, notes, "text", |line, output| {
        let question = serde_json::from_slice::<Question<'_>>(line);
        let found = question.as_ref().ok().and_then(|message| decide(&message.text, message.lang.as_deref()));
        let answer = Answer { stop: found.is_some(), keyword: found.map(|found| found.keyword) };
        serde_json::to_writer(output, &answer)?;
        Ok(question.is_ok())
    })
}

fn decide(text: &str, lang: Option<&str>) -> Option<OptOut> {
    let languages: Vec<&str> = lang.into_iter().collect();
    detect(text, &Context { languages: &languages, ..Context::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_its_answer_and_unreadable_ones_are_counted() {
        let input = "{\"text\":\"STOP\"}\n\nnonsense\n{\"text\":7}\n{\"text\":\"arr\\u00eat\",\"lang\":\"fr\"}\n\
            {\"text\":\"alto\"}\n{\"text\":\"alto\",\"lang\":\"es\"}\n{\"text\":\"do not stop\",\"id\":1}";
        let (mut output, mut notes) = (Vec::new(), Vec::new());
        batch(input.as_bytes(), &mut output, &mut notes).expect("memory can be written");
        let output = String::from_utf8(output).expect("text");
        assert_eq!(output.lines().next(), Some("{\"stop\":true,\"keyword\":\"STOP\"}"));
        assert_eq!(output.lines().nth(1), Some("{\"stop\":false,\"keyword\":null}"));
        let stops: Vec<bool> = output.lines().map(|line| line.starts_with("{\"stop\":true")).collect();
        assert_eq!(stops, [true, false, false, false, true, false, true, false]);
        let notes = String::from_utf8(notes).expect("text");
        assert!(notes.contains("3 of 8 lines") && notes.contains("line 2"), "{notes}");
    }
}
