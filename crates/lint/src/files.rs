//! Files and directories: what is linted, and what came of each.

use std::io::Read;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::{Dialect, Lint, Options, Unusable, lint};

/// What to lint.
#[derive(Clone, Debug)]
pub struct Input {
    /// Files, directories, and `-` for the standard input.
    pub paths: Vec<PathBuf>,
    /// What everything is written in; by file name when `None`.
    pub dialect: Option<Dialect>,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// Findings and reviews of all files, in their order.
    pub lint: Lint,
    /// What could not be read.
    pub unusable: Vec<Unusable>,
    /// The sources that have findings, for showing their lines.
    pub sources: Vec<(String, String)>,
    /// How many files were read.
    pub files: usize,
}

/// Larger files are no pages.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Lints everything.
pub fn run(input: &Input, options: &Options) -> Run {
    let mut run = Run::default();
    for path in &input.paths {
        if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            match std::io::stdin().lock().read_to_end(&mut bytes) {
                Ok(_) => run.one("-", bytes, input.dialect, true, true, options),
                Err(error) => run.refuse("-", error.to_string()),
            }
        } else if path.is_dir() {
            run.directory(path, input.dialect, options);
        } else {
            run.file(path, input.dialect, true, options);
        }
    }
    run
}

impl Run {
    fn directory(&mut self, path: &Path, dialect: Option<Dialect>, options: &Options) {
        let mut walk = WalkBuilder::new(path);
        walk.sort_by_file_path(Path::cmp)
            .filter_entry(|entry| entry.file_name() != "node_modules" && entry.file_name() != "vendor");
        for entry in walk.build() {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    self.file(entry.path(), dialect, false, options);
                }
                Ok(_) => {}
                Err(error) => self.refuse(&path.display().to_string(), error.to_string()),
            }
        }
    }

    /// `named` files were asked for one by one: what cannot be read of them is an error; in a directory it is no concern.
    fn file(&mut self, path: &Path, dialect: Option<Dialect>, named: bool, options: &Options) {
        let name = path.display().to_string();
        let known = Dialect::of(path);
        if !named && known.is_none() {
            return;
        }
        // `--template` picks the JSON files of a directory.
        if !named && dialect == Some(Dialect::Json) && known != dialect {
            return;
        }
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.len() > LARGEST => {
                if named {
                    self.refuse(&name, "The file is larger than 16 MiB.".to_owned());
                }
                return;
            }
            Ok(_) => {}
            Err(error) => return self.refuse(&name, error.to_string()),
        }
        match std::fs::read(path) {
            Ok(bytes) => self.one(&name, bytes, dialect.or(known), named, dialect.is_some(), options),
            Err(error) => self.refuse(&name, error.to_string()),
        }
    }

    /// `asked`: whether somebody said what is in it.
    fn one(
        &mut self,
        name: &str,
        bytes: Vec<u8>,
        dialect: Option<Dialect>,
        named: bool,
        asked: bool,
        options: &Options,
    ) {
        self.files += 1;
        let text = match decoded(bytes) {
            Some(text) => text,
            None if named => return self.refuse(name, "This is no text.".to_owned()),
            None => return,
        };
        let dialect = match dialect {
            // A .json file may hold templates or records, and most hold neither.
            Some(Dialect::Json) if !named => match crate::json_dialect(&text) {
                Some(dialect) => dialect,
                // Who asks for templates wants to know of the one that is broken.
                None if asked => match crate::json::syntax(&text) {
                    Some(error) => return self.unusable.push(Unusable { file: name.to_owned(), ..error }),
                    None => return,
                },
                None => return,
            },
            Some(Dialect::Json) => crate::json_dialect(&text).unwrap_or(Dialect::Json),
            Some(dialect) => dialect,
            None => crate::guess(&text),
        };
        match lint(&text, dialect, options) {
            Ok(mut found) => {
                found.findings.iter_mut().for_each(|finding| finding.file = name.to_owned());
                found.needs_review.iter_mut().for_each(|review| review.file = name.to_owned());
                if !found.findings.is_empty() || !found.needs_review.is_empty() {
                    self.sources.push((name.to_owned(), text));
                }
                self.lint.judged += found.judged;
                self.lint.findings.append(&mut found.findings);
                self.lint.needs_review.append(&mut found.needs_review);
            }
            Err(error) if named => self.unusable.push(Unusable { file: name.to_owned(), ..error }),
            Err(_) => {}
        }
    }

    fn refuse(&mut self, file: &str, message: String) {
        self.unusable.push(Unusable { file: file.to_owned(), line: 1, column: 1, message });
    }
}

/// The text of a file: UTF-8; UTF-16 behind a byte-order mark; else one byte a letter, as browsers read old pages. Bytes
/// that are no text at all are `None`.
fn decoded(bytes: Vec<u8>) -> Option<String> {
    let wide = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    let text = match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => String::from_utf8(bytes).unwrap_or_else(|error| {
            // Windows-1252, but for its rarer signs.
            let letter = |byte: &u8| match byte {
                0x91 | 0x92 => '’',
                0x93 | 0x94 => '"',
                0x96 | 0x97 => '–',
                byte => char::from(*byte),
            };
            error.as_bytes().iter().map(letter).collect()
        }),
    };
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    (!text.contains('\0')).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn pages_are_read_in_the_encodings_people_have() {
        let words = "Répondez STOP à tout moment";
        let utf16 = |read: fn(u16) -> [u8; 2], mark: [u8; 2]| {
            let units = words.encode_utf16().flat_map(read);
            mark.into_iter().chain(units).collect::<Vec<u8>>()
        };
        let latin: Vec<u8> = words.chars().map(|c| c as u8).collect();
        for bytes in [
            words.as_bytes().to_vec(),
            format!("\u{feff}{words}").into_bytes(),
            utf16(u16::to_le_bytes, [0xff, 0xfe]),
            utf16(u16::to_be_bytes, [0xfe, 0xff]),
            latin,
        ] {
            assert_eq!(decoded(bytes).as_deref(), Some(words));
        }
        assert_eq!(decoded(b"\x89PNG\r\n\x1a\n\0\0".to_vec()), None);
    }
}
