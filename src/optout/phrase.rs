//! Phrases as data: words, `(one|of|these)`, `[left out or not]`. Alternatives may hold several words.

use super::fold::fold;

/// A phrase that can be compared with a message.
#[derive(Debug)]
pub(super) struct Pattern(Vec<Part>);

#[derive(Debug)]
struct Part {
    /// Each alternative as folded words.
    alternatives: Vec<Vec<String>>,
    optional: bool,
}

impl Pattern {
    /// Reads a pattern of the list.
    pub(super) fn new(text: &str) -> Self {
        let mut parts = Vec::new();
        let mut rest = text.trim_start();
        while let Some(first) = rest.chars().next() {
            let (inner, optional, after) = match first {
                '(' | '[' => {
                    let end = rest.find([')', ']']).unwrap_or(rest.len());
                    (&rest[1..end], first == '[', rest.get(end + 1..).unwrap_or(""))
                }
                _ => {
                    let end = rest.find(' ').unwrap_or(rest.len());
                    (&rest[..end], false, &rest[end..])
                }
            };
            let words = |text: &str| -> Vec<String> {
                fold(text).plain().split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect()
            };
            parts.push(Part { alternatives: inner.split('|').map(words).collect(), optional });
            rest = after.trim_start();
        }
        Self(parts)
    }

    /// Whether the words, all of them, say this.
    pub(super) fn matches(&self, words: &[String]) -> bool {
        matches_from(&self.0, words)
    }
}

fn matches_from(parts: &[Part], words: &[String]) -> bool {
    let Some((part, parts)) = parts.split_first() else { return words.is_empty() };
    (part.optional && matches_from(parts, words))
        || part.alternatives.iter().any(|alternative| {
            words.strip_prefix(alternative.as_slice()).is_some_and(|rest| matches_from(parts, rest))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_and_alternatives_match_whole_messages_only() {
        let pattern = Pattern::new("stop (sending|texting) [me] [any more] messages");
        let says = |text: &str| {
            pattern.matches(&fold(text).words().iter().map(|w| (*w).to_owned()).collect::<Vec<_>>())
        };
        assert!(says("stop sending messages"));
        assert!(says("Stop texting me any more messages!"));
        assert!(!says("stop sending me any messages"));
        assert!(!says("please stop sending messages today"));
    }
}
