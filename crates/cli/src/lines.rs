//! NDJSON in, NDJSON out: one line per line, in the same order, without keeping the stream.

use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::process::ExitCode;

/// More than any question needs; of a longer line nothing is kept, so that no input fills the memory.
const LONGEST: u64 = 64 * 1024;

/// Answers until the input ends. `answer` writes one line's answer without its line break, and says whether the line
/// held a question, i.e. JSON with a text `member`. One that held none has its answer too, so that line n of the
/// output always belongs to line n of the input; how many there were is told at the end.
pub(crate) fn each(
    input: impl Read,
    output: impl Write,
    notes: &mut impl Write,
    member: &str,
    mut answer: impl FnMut(&[u8], &mut dyn Write) -> io::Result<bool>,
) -> io::Result<ExitCode> {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let mut output = BufWriter::with_capacity(1 << 16, output);
    let (mut line, mut count, mut unreadable, mut first) = (Vec::new(), 0_u64, 0_u64, 0);
    loop {
        // Whoever writes one line and waits for its answer gets it; whoever streams gets full buffers.
        if input.buffer().is_empty() {
            output.flush()?;
        }
        if !read(&mut input, &mut line)? {
            break;
        }
        count += 1;
        // What some systems write before the first line.
        let text = line.strip_prefix(b"\xef\xbb\xbf").filter(|_| count == 1).unwrap_or(&line);
        if !answer(text, &mut output)? {
            unreadable += 1;
            if unreadable == 1 {
                first = count;
            }
        }
        output.write_all(b"\n")?;
    }
    output.flush()?;
    if unreadable > 0 {
        // Only the place: the line itself may hold a person's number or words.
        writeln!(
            notes,
            "opt-in: {unreadable} of {count} lines are not JSON with a text \"{member}\"; the first is line {first}"
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads the next line, which stays empty when it is too long; `false` at the end of the input.
fn read(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let taken = input.by_ref().take(LONGEST).read_until(b'\n', line)?;
    if taken as u64 == LONGEST && !line.ends_with(b"\n") {
        input.skip_until(b'\n')?;
        line.clear();
    }
    Ok(taken > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each line's length, and what is told of those with nothing in them.
    fn lengths(input: &[u8]) -> (String, String) {
        let (mut output, mut notes) = (Vec::new(), Vec::new());
        let told = each(input, &mut output, &mut notes, "x", |line, out| {
            write!(out, "{}", line.len())?;
            Ok(!line.trim_ascii().is_empty())
        });
        assert!(told.is_ok());
        let text = |bytes| String::from_utf8(bytes).expect("text");
        (text(output), text(notes))
    }

    #[test]
    fn every_line_is_answered_in_its_place_and_the_unreadable_are_counted() {
        let notes = "opt-in: 2 of 4 lines are not JSON with a text \"x\"; the first is line 2\n";
        assert_eq!(lengths(b"ab\n\n  \nabc"), ("3\n1\n3\n3\n".into(), notes.into()));
        assert_eq!(lengths(b""), (String::new(), String::new()));
    }

    #[test]
    fn a_line_beyond_the_bound_is_one_unreadable_line_wherever_it_ends() {
        let bound = LONGEST as usize;
        for (length, kept) in
            [(bound - 2, bound - 1), (bound - 1, bound), (bound, 0), (bound + 1, 0), (3 * bound, 0)]
        {
            let (output, notes) = lengths(&[&b"ab\n"[..], &b"x".repeat(length), b"\nab\n"].concat());
            assert_eq!(output, format!("3\n{kept}\n3\n"), "{length}");
            assert_eq!(notes.is_empty(), kept > 0, "{length}");
        }
        assert_eq!(lengths(&b"x".repeat(bound + 7)).0, "0\n");
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_first_line() {
        assert_eq!(lengths(b"\xef\xbb\xbfab\n\xef\xbb\xbfab\n").0, "3\n6\n");
    }
}
