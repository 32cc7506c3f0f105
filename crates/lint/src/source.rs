//! Lines and columns of a source.

use crate::Unusable;

/// Where the lines of a source begin.
#[derive(Debug)]
pub struct Lines<'a> {
    source: &'a str,
    starts: Vec<usize>,
    /// Characters before every [`STEP`]th byte, for lines of a megabyte.
    counts: Vec<usize>,
}

const STEP: usize = 1024;

impl<'a> Lines<'a> {
    /// Finds the lines of a source.
    pub fn new(source: &'a str) -> Self {
        let starts = std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let begins = |byte: &&u8| **byte & 0xc0 != 0x80;
        let mut before = 0;
        let counts = source.as_bytes().chunks(STEP).map(|chunk| {
            let here = before;
            before += chunk.iter().filter(begins).count();
            here
        });
        Self { source, starts, counts: counts.collect() }
    }

    /// Line and column of a byte, both from 1; columns count characters.
    pub fn position(&self, byte: usize) -> (usize, usize) {
        let mut byte = byte.min(self.source.len());
        while !self.source.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = self.starts[line - 1];
        (line, self.characters_before(byte) - self.characters_before(start) + 1)
    }

    fn characters_before(&self, byte: usize) -> usize {
        let whole = byte / STEP * STEP;
        let known = self.counts.get(byte / STEP).copied();
        // At the very end there may be no chunk of its own.
        let (known, from) = known.map_or((0, 0), |known| (known, whole));
        known + self.source.as_bytes()[from..byte].iter().filter(|byte| **byte & 0xc0 != 0x80).count()
    }

    /// The bytes from a place to a line and column of the text that begins there: both from 1, columns in bytes.
    pub(crate) fn offset(&self, start: usize, line: usize, column: usize) -> usize {
        let text = &self.source[start..];
        let begin = match line {
            0 | 1 => 0,
            _ => text.match_indices('\n').nth(line - 2).map_or(text.len(), |(at, _)| at + 1),
        };
        (begin + column.saturating_sub(1)).min(text.len())
    }

    /// A line's text, from 1.
    pub fn text(&self, line: usize) -> &'a str {
        let start = self.starts.get(line - 1).copied().unwrap_or(self.source.len());
        let end = self.starts.get(line).copied().unwrap_or(self.source.len());
        self.source[start..end].trim_end_matches(['\n', '\r'])
    }

    pub(crate) fn unusable(&self, byte: usize, message: impl Into<String>) -> Unusable {
        let (line, column) = self.position(byte);
        Unusable { file: String::new(), line, column, message: message.into() }
    }
}

/// The first so many bytes of a text, or a few more where that is inside a character.
pub(crate) fn start_of(text: &str, bytes: usize) -> &str {
    let end = (bytes.min(text.len())..=text.len()).find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or(text.len())]
}
