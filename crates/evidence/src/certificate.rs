//! The certificate: one page of HTML that prints well and needs nothing from elsewhere.

use maud::{DOCTYPE, Markup, html};

use crate::Evidence;

/// Small enough to stand in the page; a strict policy allows it by its hash or serves it from a file.
pub(crate) const STYLE: &str = include_str!("certificate.css");

impl Evidence<'_> {
    /// The style sheet of [`Evidence::to_html`], for servers that send it as a file of its own.
    pub const STYLE: &'static str = STYLE;

    /// The certificate. `style_href` names the style sheet to link; without it the sheet stands in the page.
    pub fn to_html(&self, style_href: Option<&str>) -> String {
        let page: Markup = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="robots" content="noindex";
                    title { "Certificate of a WhatsApp opt-in" }
                    @match style_href {
                        Some(href) => link rel="stylesheet" href=(href);,
                        None => style { (maud::PreEscaped(STYLE)) },
                    }
                }
                body {
                    main {
                        h1 { "Certificate of a WhatsApp opt-in" }
                        p.event { (self.event()) }
                        section {
                            h2 { "What was shown" }
                            blockquote lang=(self.act.notice.language) dir="auto" {
                                @for line in self.act.notice.text.lines() { p { (line) } }
                            }
                        }
                        section {
                            h2 { "The record" }
                            dl {
                                @for (label, value) in self.facts() { dt { (label) } dd { (value) } }
                            }
                        }
                        section {
                            h2 { "What this proves" }
                            ul { @for line in self.proves() { li { (line) } } }
                        }
                        section {
                            h2 { "What this does not prove" }
                            ul { @for line in self.does_not_prove() { li { (line) } } }
                        }
                    }
                }
            }
        };
        page.into_string()
    }
}
