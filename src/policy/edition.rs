//! Editions: the rules as they stood, by date.

use serde::{Deserialize, Serialize};

/// A dated pack of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Edition {
    /// WhatsApp, June 2019: opt-in outside WhatsApp, ten kinds of notification, no marketing.
    #[serde(rename = "whatsapp-2019-06")]
    WhatsApp2019,
    /// WhatsApp, 9 July 2020: any way of collecting; agreement, name, local law.
    #[serde(rename = "whatsapp-2020-07")]
    WhatsApp2020,
    /// WhatsApp, 15 January 2021: the verticals.
    #[serde(rename = "whatsapp-2021-01")]
    WhatsApp2021,
    /// WhatsApp, November 2024: the opt-in may be general; marketing is a category.
    #[serde(rename = "whatsapp-2024-11")]
    WhatsApp2024,
    /// WhatsApp, November 2025: in force.
    #[serde(rename = "whatsapp-2025-11")]
    WhatsApp2025,
    /// Regulation (EU) 2016/679.
    #[serde(rename = "gdpr")]
    Gdpr,
    /// 47 CFR 64.1200, United States.
    #[serde(rename = "tcpa")]
    Tcpa,
}

impl Edition {
    /// Every edition, WhatsApp's by date first.
    pub const ALL: &[Self] = &[
        Self::WhatsApp2019,
        Self::WhatsApp2020,
        Self::WhatsApp2021,
        Self::WhatsApp2024,
        Self::WhatsApp2025,
        Self::Gdpr,
        Self::Tcpa,
    ];

    /// The id, e.g. `whatsapp-2025-11`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WhatsApp2019 => "whatsapp-2019-06",
            Self::WhatsApp2020 => "whatsapp-2020-07",
            Self::WhatsApp2021 => "whatsapp-2021-01",
            Self::WhatsApp2024 => "whatsapp-2024-11",
            Self::WhatsApp2025 => "whatsapp-2025-11",
            Self::Gdpr => "gdpr",
            Self::Tcpa => "tcpa",
        }
    }

    /// Reads an id.
    pub fn new(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|edition| edition.as_str() == id)
    }

    /// Whether this is one of WhatsApp's own.
    pub fn is_whatsapp(self) -> bool {
        !matches!(self, Self::Gdpr | Self::Tcpa)
    }

    /// WhatsApp's edition in force on a day, given in seconds since 1970. What is older than the first is judged by it.
    pub fn on(seconds: i64) -> Self {
        // Midnight UTC of 2020-07-09, 2021-01-15, 2024-11-01 and 2025-11-01.
        match seconds {
            ..1_594_252_800 => Self::WhatsApp2019,
            1_594_252_800..1_610_668_800 => Self::WhatsApp2020,
            1_610_668_800..1_730_419_200 => Self::WhatsApp2021,
            1_730_419_200..1_761_955_200 => Self::WhatsApp2024,
            1_761_955_200.. => Self::WhatsApp2025,
        }
    }
}

/// What to judge by: one edition of WhatsApp's rules and the law packs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Editions {
    /// One of WhatsApp's editions.
    pub whatsapp: Edition,
    /// Whether the GDPR pack is on.
    pub gdpr: bool,
    /// Whether the TCPA pack is on; a page limited to the United States turns it on by itself.
    pub tcpa: bool,
}

impl Editions {
    /// The edition in force, and the GDPR.
    pub fn current() -> Self {
        Self { whatsapp: Edition::WhatsApp2025, gdpr: true, tcpa: false }
    }

    /// Their ids, e.g. for a record's `policy.editions`.
    pub fn ids(&self) -> Vec<&'static str> {
        let packs = [(self.gdpr, Edition::Gdpr), (self.tcpa, Edition::Tcpa)];
        let packs = packs.into_iter().filter(|(on, _)| *on).map(|(_, edition)| edition.as_str());
        std::iter::once(self.whatsapp.as_str()).chain(packs).collect()
    }
}

impl Default for Editions {
    fn default() -> Self {
        Self::current()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_judged_by_the_edition_in_force_on_it() {
        assert_eq!(Edition::on(0), Edition::WhatsApp2019);
        assert_eq!(Edition::on(1_594_252_799), Edition::WhatsApp2019);
        assert_eq!(Edition::on(1_594_252_800), Edition::WhatsApp2020);
        assert_eq!(Edition::on(1_610_668_800), Edition::WhatsApp2021);
        assert_eq!(Edition::on(1_730_419_199), Edition::WhatsApp2021);
        assert_eq!(Edition::on(1_730_419_200), Edition::WhatsApp2024);
        assert_eq!(Edition::on(1_761_955_200), Edition::WhatsApp2025);
    }

    #[test]
    fn every_id_reads_back_and_no_other_does() {
        for edition in Edition::ALL {
            assert_eq!(Edition::new(edition.as_str()), Some(*edition));
        }
        assert_eq!(Edition::new("whatsapp-2018"), None);
    }
}
