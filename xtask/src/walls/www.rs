//! `www/` stands for somebody else's site: it knows the built package by its public path and nothing else of ours,
//! and it asks no third party for anything.

use std::path::{Component, Path, PathBuf};

use super::PACKAGE_PATH;

/// What stands before a quoted reference that the browser fetches.
const FETCHING: &[&str] =
    &["src=", "from", "import", "import(", "url(", "fetch(", "@import", "new URL(", "addModule("];

/// Every fetched reference must be the package or a file of `www/` itself; `exists` knows the files of the repository.
pub(super) fn references(path: &Path, text: &str, exists: impl Fn(&Path) -> bool) -> Vec<String> {
    let kind = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    if !matches!(kind, "html" | "js" | "mjs" | "css" | "svg") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        for reference in fetched(line) {
            if let Some(fault) = fault(path, reference, &exists) {
                found.push(format!("{}:{}: `{reference}` {fault}", path.display(), number + 1));
            }
        }
    }
    found
}

fn fault(from: &Path, reference: &str, exists: &impl Fn(&Path) -> bool) -> Option<&'static str> {
    let plain = reference.split(['?', '#']).next().unwrap_or_default();
    if plain.is_empty() || plain.starts_with("data:") || plain.starts_with("blob:") {
        return None;
    }
    if plain.contains("://") || plain.starts_with("//") {
        return Some("is somebody else's: a shop must work without third parties");
    }
    if let Some(of_package) = plain.strip_prefix(PACKAGE_PATH) {
        let is_name = !of_package.is_empty() && !of_package.contains("..");
        return (!is_name).then_some("is no file of the package");
    }
    let target = match plain.strip_prefix('/') {
        // The shop's own routes have no file ending.
        Some(route) if Path::new(route).extension().is_none() => return None,
        Some(file) => PathBuf::from("www").join(file),
        None => from.parent().unwrap_or(Path::new("")).join(plain),
    };
    match resolve(&target) {
        Some(target) if target.starts_with("www") && exists(&target) => None,
        Some(target) if target.starts_with("www") => Some("is not there"),
        _ => Some("leaves www: it may know only the built package"),
    }
}

/// The path without `.` and `..`; `None` when it climbs out of the repository.
fn resolve(path: &Path) -> Option<PathBuf> {
    let mut resolved = PathBuf::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => resolved.push(name),
            Component::CurDir => {}
            Component::ParentDir => {
                if !resolved.pop() {
                    return None;
                }
            }
            _ => return None,
        }
    }
    Some(resolved)
}

/// The references on a line that make the browser fetch something.
fn fetched(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = line[at..].find(['"', '\'']) {
        let (before, quoted) = line.split_at(at + start);
        let quote = if quoted.starts_with('"') { '"' } else { '\'' };
        let Some(end) = quoted[1..].find(quote) else { break };
        let inner = &quoted[1..=end];
        let before = before.trim_end();
        // A stylesheet or icon is fetched, a link that a person follows is not.
        let tag = before.rfind('<').map_or("", |at| &before[at..]);
        let linked = before.ends_with("href=") && tag.starts_with("<link");
        if linked || FETCHING.iter().any(|keyword| ends_with_word(before, keyword)) {
            found.push(inner);
        }
        at += start + end + 2;
    }
    found.extend(unquoted_urls(line));
    found
}

/// `url(x.png)` of a style sheet, which needs no quotes.
fn unquoted_urls(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("url(").filter_map(|(at, word)| {
        let inner = &line[at + word.len()..];
        let inner = &inner[..inner.find(')')?];
        (!inner.starts_with(['"', '\''])).then_some(inner)
    })
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|before| {
        !before.ends_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_' || c == '.')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(name: &str, text: &str) -> Vec<String> {
        let files = [PathBuf::from("www/shop.js"), PathBuf::from("www/img/logo.svg")];
        references(Path::new(name), text, |target| files.contains(&target.to_path_buf()))
    }

    #[test]
    fn the_package_and_our_own_files_are_allowed() {
        let page = r#"
            <script type="module" src="/whatsapp-opt-in/whatsapp-opt-in.js"></script>
            <script type="module" src="shop.js"></script><img src="/img/logo.svg">
            <link rel="icon" href="data:,"><a href="https://example.com/help">Help</a>
            <form action="/checkout">"#;
        assert_eq!(faults("www/index.html", page), Vec::<String>::new());
        assert_eq!(
            faults("www/shop.js", "import '/whatsapp-opt-in/define.js'; fetch('/v1/challenges')"),
            Vec::<String>::new()
        );
        assert_eq!(faults("www/img/x.css", "a { background: url(logo.svg) }"), Vec::<String>::new());
    }

    #[test]
    fn the_inside_of_the_project_is_not() {
        for text in [
            "import { x } from '../crates/widget/js/element.js'",
            "import('/../dist/whatsapp-opt-in.js')",
            "import '../../outside.js'",
            "const module = await import(\"/crates/widget.js\")",
        ] {
            assert_eq!(faults("www/shop.js", text).len(), 1, "{text}");
        }
    }

    #[test]
    fn third_parties_are_not() {
        for text in [
            r#"<script src="https://cdn.example/x.js"></script>"#,
            r#"<link rel="stylesheet" href="//fonts.example/css">"#,
            "@import url(https://fonts.example/css);",
            "import x from 'https://esm.example/x'",
        ] {
            assert_eq!(faults("www/index.html", text).len(), 1, "{text}");
        }
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        assert_eq!(faults("www/index.html", r#"<img src="/img/gone.png">"#).len(), 1);
        assert_eq!(faults("www/notes.md", r#"<img src="/img/gone.png">"#).len(), 0);
    }
}
