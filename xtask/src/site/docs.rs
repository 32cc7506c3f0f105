//! `docs/*.md` as pages: one address for each, a list of all beside it, links between them resolved.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// The first pages of the list; every other file of the folder follows by name.
const FIRST: [&str; 11] = [
    "quick-start",
    "widget",
    "reference",
    "backends",
    "recipes",
    "receiver",
    "whatsapp-webhook",
    "record",
    "verify",
    "compliance",
    "migration",
];
/// What a link out of `docs/` leads to.
const SOURCE: &str = "https://github.com/whatsapp-opt-in/whatsapp-opt-in/blob/main/";

/// A file of `docs/`.
struct Doc {
    name: String,
    title: String,
    text: String,
}

/// Every page by its address, `/docs/` first.
pub(super) fn pages(folder: &Path) -> Result<Vec<(String, String)>> {
    let docs = read(folder)?;
    let mut pages = vec![("/docs/".to_owned(), index(&docs))];
    for doc in &docs {
        let body = body(doc, &docs).with_context(|| format!("docs/{}.md", doc.name))?;
        pages.push((format!("/docs/{}/", doc.name), page(&doc.title, &nav(&docs), &body)));
    }
    Ok(pages)
}

fn read(folder: &Path) -> Result<Vec<Doc>> {
    let mut docs = Vec::new();
    for path in super::files(folder)? {
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let text = std::fs::read_to_string(folder.join(&path))?;
        let title = text.lines().find_map(|line| line.strip_prefix("# "));
        let title = title.with_context(|| format!("docs/{} has no title", path.display()))?.replace('`', "");
        let name = path.with_extension("").to_string_lossy().replace('\\', "/");
        docs.push(Doc { name, title, text });
    }
    docs.sort_by_key(|doc| {
        let place = FIRST.iter().position(|first| *first == doc.name).unwrap_or(FIRST.len());
        (place, doc.name.clone())
    });
    Ok(docs)
}

fn nav(docs: &[Doc]) -> String {
    let links =
        docs.iter().map(|doc| format!("<li><a href=\"/docs/{}/\">{}</a></li>", doc.name, escape(&doc.title)));
    format!("<nav aria-label=\"Docs\"><ul>{}</ul></nav>", links.collect::<String>())
}

/// The list of all, each with its first sentence.
fn index(docs: &[Doc]) -> String {
    let tiles = docs.iter().map(|doc| {
        format!(
            "<li class=\"panel tile\"><h2><a href=\"/docs/{}/\">{}</a></h2><p>{}</p></li>",
            doc.name,
            escape(&doc.title),
            escape(&first_sentence(&doc.text))
        )
    });
    let tiles: String = tiles.collect();
    frame(
        "Docs",
        &format!(
            "<main class=\"page\" id=\"main\"><div class=\"intro\"><p class=\"kicker\">Docs</p><h1>How it works, and how to run it</h1>\
             <p>From the tag in a page to the proof in a ledger. The same files stand in the repository under docs/.</p></div>\
             <ul class=\"tiles\">{tiles}</ul></main>"
        ),
    )
}

fn page(title: &str, nav: &str, body: &str) -> String {
    frame(
        title,
        &format!("<div class=\"page docs\">{nav}<main class=\"prose\" id=\"main\">{body}</main></div>"),
    )
}

fn frame(title: &str, inside: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n  <!-- head -->\n  <title>{} · whatsapp-opt-in</title>\n</head>\n\
         <body>\n  <!-- header -->\n  {inside}\n  <!-- footer -->\n</body>\n</html>\n",
        escape(title)
    )
}

/// The text as HTML: headings get ids, tables room to scroll, links their addresses here.
fn body(doc: &Doc, docs: &[Doc]) -> Result<String> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let events: Vec<Event<'_>> = Parser::new_ext(&doc.text, options).collect();
    let mut ids = Ids::default();
    let mut out = Vec::with_capacity(events.len());
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let id = ids.next(&heading(&events[at + 1..]));
                let anchor = if *level == HeadingLevel::H1 {
                    String::new()
                } else {
                    format!("<a class=\"anchor\" href=\"#{id}\">")
                };
                out.push(Event::Html(format!("<{level} id=\"{id}\">{anchor}").into()));
            }
            Event::End(TagEnd::Heading(level)) => {
                let anchor = if *level == HeadingLevel::H1 { "" } else { "</a>" };
                out.push(Event::Html(format!("{anchor}</{level}>\n").into()));
            }
            Event::Start(Tag::Table(_)) => {
                out.push(Event::Html(
                    "<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"Table\">".into(),
                ));
                out.push(event.clone());
            }
            Event::End(TagEnd::Table) => {
                out.push(event.clone());
                out.push(Event::Html("</div>".into()));
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => out.push(Event::Start(Tag::Link {
                link_type: *link_type,
                dest_url: link(dest_url, doc, docs)?.into(),
                title: title.clone(),
                id: id.clone(),
            })),
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let at = dest_url.strip_prefix("images/").map(|name| format!("/docs/images/{name}"));
                let Some(at) = at else { bail!("the image {dest_url} is not in docs/images") };
                let dest_url: CowStr<'_> = at.into();
                out.push(Event::Start(Tag::Image {
                    link_type: *link_type,
                    dest_url,
                    title: title.clone(),
                    id: id.clone(),
                }));
            }
            // Remarks for other tools; our pages have no markup of their own.
            Event::Html(text) | Event::InlineHtml(text) if text.trim_start().starts_with("<!--") => {}
            other => out.push(other.clone()),
        }
    }
    let mut text = String::with_capacity(doc.text.len() * 2);
    html::push_html(&mut text, out.into_iter());
    // A block that scrolls can be reached with the keyboard, an empty cell heads nothing, and no page has inline style.
    let text = text
        .replace("<pre>", "<pre tabindex=\"0\">")
        .replace(" style=\"text-align: right\"", " class=\"end\"");
    Ok(text.replace("<th></th>", "<td></td>").replace("<th class=\"end\"></th>", "<td></td>"))
}

/// The plain text of a heading, from behind its start.
fn heading(events: &[Event<'_>]) -> String {
    let inside = events.iter().take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
    inside
        .filter_map(|event| match event {
            Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
            _ => None,
        })
        .collect()
}

/// Ids of headings as GitHub makes them, so that links work in both places.
#[derive(Default)]
struct Ids(HashMap<String, usize>);

impl Ids {
    fn next(&mut self, heading: &str) -> String {
        let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        let id: String = kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect();
        let seen = self.0.entry(id.clone()).or_default();
        *seen += 1;
        if *seen == 1 { id } else { format!("{id}-{}", *seen - 1) }
    }
}

/// `record.md#x` → `/docs/record/#x`; what is not in `docs/` stands in the repository.
fn link(to: &str, from: &Doc, docs: &[Doc]) -> Result<String> {
    if to.starts_with('#') || to.contains("://") || to.starts_with("mailto:") {
        return Ok(to.to_owned());
    }
    let (path, id) = to.split_once('#').unwrap_or((to, ""));
    let id = if id.is_empty() { String::new() } else { format!("#{id}") };
    let folder = Path::new("docs").join(&from.name);
    let mut whole: Vec<&str> =
        folder.parent().into_iter().flat_map(|p| p.iter()).filter_map(|p| p.to_str()).collect();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                if whole.pop().is_none() {
                    bail!("the link {to} leaves the repository");
                }
            }
            name => whole.push(name),
        }
    }
    let whole = whole.join("/");
    let name = whole.strip_prefix("docs/").and_then(|name| name.strip_suffix(".md"));
    Ok(match name.filter(|name| docs.iter().any(|doc| doc.name == *name)) {
        Some(name) => format!("/docs/{name}/{id}"),
        None => format!("{SOURCE}{whole}{id}"),
    })
}

/// The first sentence of the first paragraph, as plain text.
fn first_sentence(text: &str) -> String {
    let mut words = String::new();
    let mut inside = false;
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::Paragraph) => inside = true,
            Event::End(TagEnd::Paragraph) => break,
            Event::Text(part) | Event::Code(part) if inside => words.push_str(&part),
            Event::SoftBreak if inside => words.push(' '),
            _ => {}
        }
    }
    match words.find(". ") {
        Some(end) => words[..=end].to_owned(),
        None => words,
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doc(name: &str, text: &str) -> Doc {
        Doc { name: name.into(), title: name.into(), text: text.into() }
    }

    #[test]
    fn headings_get_the_ids_that_github_gives_them() {
        let mut ids = Ids::default();
        assert_eq!(ids.next("How to verify an act"), "how-to-verify-an-act");
        assert_eq!(ids.next("Node: jose"), "node-jose");
        assert_eq!(ids.next("Node: jose"), "node-jose-1");
    }

    #[test]
    fn links_lead_to_pages_here_and_to_sources_there() {
        let docs = [doc("record", ""), doc("guides/node", "")];
        let to = |from: &Doc, to| link(to, from, &docs).expect("a link");
        assert_eq!(to(&docs[0], "record.md#claims"), "/docs/record/#claims");
        assert_eq!(to(&docs[1], "../record.md"), "/docs/record/");
        assert_eq!(to(&docs[0], "../tests/wasm.rs"), format!("{SOURCE}tests/wasm.rs"));
        assert_eq!(to(&docs[0], "https://example.com/x"), "https://example.com/x");
        assert!(link("../../x", &docs[0], &docs).is_err());
    }

    #[test]
    fn tables_can_scroll_and_remarks_are_left_out() {
        let page =
            body(&doc("a", "# A\n\n<!-- remark -->\n\n| a |\n|---|\n| `<b>` |\n"), &[]).expect("a page");
        assert!(page.contains("<div class=\"table\" tabindex=\"0\"") && page.contains("&lt;b&gt;"), "{page}");
        assert!(!page.contains("remark"));
    }

    #[test]
    fn the_list_shows_first_sentences() {
        assert_eq!(first_sentence("# T\n\nOne `tag` for\nall. More.\n"), "One tag for all.");
    }
}
