//! The bodies of the linter's fuzz targets: whatever the bytes, it answers, and points at places that exist.

use whatsapp_opt_in_lint::{Dialect, Lines, Options, Run, Unusable, lint, output};

const PAGES: &[Dialect] = &[Dialect::Html, Dialect::Template];
const SNIPPETS: &[Dialect] = &[Dialect::Jsx, Dialect::Vue, Dialect::Svelte, Dialect::Php, Dialect::Template];
const JSON: &[Dialect] = &[Dialect::Json, Dialect::Record];

/// Offers bytes as a page; the first byte picks which kind.
pub fn page(data: &[u8]) {
    offer(data, PAGES);
}

/// Offers bytes as a piece of source; the first byte picks the language.
pub fn snippet(data: &[u8]) {
    offer(data, SNIPPETS);
}

/// Offers bytes as message templates or as records.
pub fn json(data: &[u8]) {
    offer(data, JSON);
}

fn offer(data: &[u8], dialects: &[Dialect]) {
    let Some((first, rest)) = data.split_first() else { return };
    let source = String::from_utf8_lossy(rest);
    let options =
        Options { company: Some("Acme & Söhne GmbH".to_owned()), tcpa: true, ..Options::default() };
    let lines = Lines::new(&source);
    // A place is a line that is there, and a column on it or right behind it.
    let exists = |line: usize, column: usize| {
        line >= 1
            && line <= source.matches('\n').count() + 1
            && (1..=lines.text(line).chars().count() + 2).contains(&column)
    };
    match lint(&source, dialects[usize::from(*first) % dialects.len()], &options) {
        Ok(found) => {
            for finding in &found.findings {
                assert!(exists(finding.line, finding.column), "{finding:?}");
                assert!(
                    (finding.end_line, finding.end_column) >= (finding.line, finding.column),
                    "{finding:?}"
                );
                assert!(!finding.message.is_empty() && !finding.help.is_empty());
            }
            assert!(found.needs_review.iter().all(|review| exists(review.line, review.column)));
            let run = Run {
                lint: found,
                sources: vec![(String::new(), source.clone().into_owned())],
                ..Run::default()
            };
            for format in
                [output::Format::Text, output::Format::Json, output::Format::Sarif, output::Format::GitHub]
            {
                let _ = output::render(&run, format, true);
            }
        }
        Err(Unusable { line, column, message, .. }) => {
            assert!(exists(line, column) && !message.is_empty(), "{line}:{column}: {message}");
            assert!(std::ptr::eq(dialects, JSON), "markup is never unusable");
        }
    }
}
