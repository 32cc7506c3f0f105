//! The links of a prompt, and the fields beside it that ask for too much.

use whatsapp_opt_in::policy::{Href, Link, Role, SensitiveField, Span, Text, leads_to_terms, names_whatsapp};

use super::region::Region;
use super::{Context, Group, push_all, quoted};
use crate::controls::{Control, Page, is_unknown, once};
use crate::dialect::Dialect;
use crate::stems::{may_speak_of_leaving, may_speak_of_privacy};
use crate::tree::ROOT;
use crate::wording;

/// Links elsewhere on a page that are looked at for a privacy notice.
const MOST_FAR: usize = 100;

impl Context<'_> {
    pub(super) fn links(&self, group: &Group, region: &Region, anchor: usize) -> Vec<Link> {
        let page = self.page;
        let near = |node: usize| {
            region.holds(page.tree, node)
                || (group.scope != ROOT && page.is_form(group.scope) && page.tree.contains(group.scope, node))
        };
        let mut far = 0;
        let mut telling = |node: usize| {
            if near(node) {
                let words = page.tree.text(node);
                return wording::may_be_notice(page.tag(node))
                    || leads_to_terms(page.tag(node))
                    || may_speak_of_privacy(&words)
                    || may_speak_of_leaving(&words);
            }
            let notice = far < MOST_FAR
                && once(&self.notices, node, || {
                    wording::may_be_notice(page.tag(node)) || wording::may_be_notice(&page.tree.text(node))
                });
            far += usize::from(notice);
            notice
        };
        let telling: Vec<usize> =
            self.links.iter().copied().filter(|node| telling(*node) && !quoted(page, *node)).collect();
        let links = telling.into_iter().map(|node| {
            let mut text = Text::new(Role::Body);
            push_all(page, node, &mut text);
            let target = page.tree.attribute(
                node,
                &[
                    "href",
                    "to",
                    ":href",
                    ":to",
                    "[href]",
                    "[routerlink]",
                    "routerlink",
                    "v-bind:href",
                    "link",
                    ":link",
                    "url",
                ],
            );
            let href = target.map_or(Href::Nowhere, |target| {
                let raw = page.slice(target.span);
                let bound = target.name.starts_with([':', '[']) || target.name.starts_with("v-");
                let named = ["privacy", "confidential", "datenschutz", "privacidad", "riservatezza"]
                    .iter()
                    .any(|stem| raw.to_lowercase().contains(stem));
                // `{% url 'privacy' %}`, `routes.privacy`: an address, though another writes it.
                if (target.expression || bound || is_unknown(&target.value)) && named {
                    Href::To(raw.to_owned())
                } else if target.expression || bound {
                    Href::Unknown
                } else {
                    Href::new(&target.value)
                }
            });
            Link {
                text,
                href,
                visible: !page.is_hidden(node, Some(anchor)),
                near: near(node),
                span: page.tree.nodes[node].span,
            }
        });
        links.chain(self.written_notice(group, region)).collect()
    }

    /// A notice that a function of PHP links: `<?php the_privacy_policy_link(); ?>`.
    fn written_notice(&self, group: &Group, region: &Region) -> Option<Link> {
        if self.dialect != Dialect::Php {
            return None;
        }
        let page = self.page;
        let around = region.nodes.first().and_then(|node| page.tree.parent(*node)).unwrap_or(group.scope);
        let around = if page.is_form(group.scope) { group.scope } else { around };
        let end = page.tree.nodes[page.tree.nodes[around].end - 1].span.end;
        let code = page.slice(Span::new(page.tree.nodes[around].span.start, end));
        let at =
            ["privacy_policy_link(", "wc_privacy_policy_text("].iter().find_map(|call| code.find(call))?;
        let start = page.tree.nodes[around].span.start + at;
        let text = Text::of(Role::Body, "privacy policy");
        Some(Link { text, href: Href::Unknown, visible: true, near: true, span: Span::new(start, start + 1) })
    }

    pub(super) fn sensitive(&self, group: &Group, region: &Region, dedicated: bool) -> Vec<SensitiveField> {
        let page = self.page;
        let controls = page.controls_in(group.scope).iter();
        let fields = controls.filter_map(|&(node, control)| {
            // Cheap questions first: a page may have thousands of fields.
            let asked = matches!(control, Control::Field | Control::Select)
                && (dedicated
                    || region.holds(page.tree, node)
                    || names_whatsapp(&page.names_of(node))
                    || beside(page, group, node));
            let kind = if asked { page.sensitive(node, control)? } else { return None };
            Some(SensitiveField { kind, span: page.tree.nodes[node].span })
        });
        fields.collect()
    }
}

/// A field in the same row or fieldset as a box of the prompt.
fn beside(page: &Page<'_>, group: &Group, node: usize) -> bool {
    let tree = page.tree;
    group.boxes.iter().any(|one| {
        let container = tree.ancestors(node).take(4).find(|ancestor| tree.contains(*ancestor, *one));
        container.is_some_and(|container| {
            container != group.scope
                && container != ROOT
                && !page.is_form(container)
                && page.controls_in(container).len() <= 5
                && names_whatsapp(&tree.text(container))
        })
    })
}
