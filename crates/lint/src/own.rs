//! The linter's own rules: about what it was given to read, not about consent. They belong to no edition.

/// A rule of the linter's own.
#[derive(Debug)]
pub struct Own {
    /// `LI-01`.
    pub id: &'static str,
    /// What must hold.
    pub title: &'static str,
    /// Why.
    pub why: &'static str,
    /// How to mend it.
    pub mend: &'static str,
}

/// A suppression without rules or reason.
pub(crate) const SUPPRESSION: Own = Own {
    id: "LI-01",
    title: "A suppression names rules and gives a reason",
    why: "A suppression without a reason hides a finding from whoever reads the code next.",
    mend: "Write `opt-in-lint-ignore WA-05: the reason` in a comment before the prompt.",
};

/// Markup of which a part cannot be read.
pub(crate) const UNREAD: Own = Own {
    id: "LI-02",
    title: "The whole source can be read",
    why: "A comment, tag or script that is never closed swallows what follows: no browser shows it, and no rule sees it. \
          Other faults of markup are repaired as browsers do, without a word.",
    mend: "Close what begins here; where there are too many prompts, lint the page in parts.",
};

/// All of them.
pub const ALL: &[Own] = &[SUPPRESSION, UNREAD];

/// Whether a rule of the linter's own begins so.
pub fn begins(id: &str) -> bool {
    !id.is_empty()
        && ALL.iter().any(|own| own.id.get(..id.len()).is_some_and(|start| start.eq_ignore_ascii_case(id)))
}
