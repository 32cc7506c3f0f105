//! Google's numbering plans as plain data: what the generator shapes its numbers by and what both oracles are given.

use std::sync::LazyLock;

use serde::Deserialize;

/// The plans in `metadata/plans.json`; `metadata/extract.py` says where they come from.
pub static PLANS: LazyLock<Plans> = LazyLock::new(|| {
    serde_json::from_str(PLANS_JSON).unwrap_or_else(|error| panic!("metadata/plans.json: {error}"))
});

/// The file itself, for the oracle in Node.
pub const PLANS_JSON: &str = include_str!("../metadata/plans.json");

/// Every territory under one version of Google's metadata.
#[derive(Debug, Deserialize)]
pub struct Plans {
    /// E.g. `9.0.43`.
    pub version: String,
    /// In the order of calling codes; the main one of a shared code first.
    pub territories: Vec<Territory>,
}

/// One territory; the names are those of Google's `phonemetadata.proto`.
#[derive(Clone, Debug, Deserialize)]
#[allow(missing_docs, reason = "the names are Google's")]
pub struct Territory {
    pub id: String,
    pub country_code: u16,
    pub international_prefix: Option<String>,
    pub preferred_international_prefix: Option<String>,
    pub national_prefix: Option<String>,
    pub preferred_extn_prefix: Option<String>,
    pub national_prefix_for_parsing: Option<String>,
    pub national_prefix_transform_rule: Option<String>,
    pub leading_digits: Option<String>,
    #[serde(default)]
    pub main_country_for_code: bool,
    pub general_desc: Kind,
    pub fixed_line: Option<Kind>,
    pub mobile: Option<Kind>,
    pub toll_free: Option<Kind>,
    pub premium_rate: Option<Kind>,
    pub shared_cost: Option<Kind>,
    pub personal_number: Option<Kind>,
    pub voip: Option<Kind>,
    pub pager: Option<Kind>,
    pub uan: Option<Kind>,
    pub voicemail: Option<Kind>,
    pub no_international_dialling: Option<Kind>,
    #[serde(default)]
    pub number_format: Vec<Format>,
    #[serde(default)]
    pub intl_number_format: Vec<Format>,
}

/// The numbers of one kind.
#[derive(Clone, Debug, Default, Deserialize)]
#[allow(missing_docs, reason = "the names are Google's")]
pub struct Kind {
    pub national_number_pattern: Option<String>,
    pub example_number: Option<String>,
    #[serde(default)]
    pub possible_length: Vec<u8>,
    #[serde(default)]
    pub possible_length_local_only: Vec<u8>,
}

/// How numbers with certain leading digits are written.
#[derive(Clone, Debug, Deserialize)]
#[allow(missing_docs, reason = "the names are Google's")]
pub struct Format {
    pub pattern: String,
    pub format: String,
    pub leading_digits_pattern: Vec<String>,
    pub national_prefix_formatting_rule: Option<String>,
    pub domestic_carrier_code_formatting_rule: Option<String>,
    #[serde(default)]
    pub national_prefix_optional_when_formatting: bool,
}

impl Territory {
    /// Whether it is an ISO territory; the others (`001`) are worldwide services.
    pub fn is_geographic(&self) -> bool {
        self.id != "001"
    }

    /// The kinds of number it has, without the general one.
    pub fn kinds(&self) -> impl Iterator<Item = &Kind> {
        [
            &self.fixed_line,
            &self.mobile,
            &self.toll_free,
            &self.premium_rate,
            &self.shared_cost,
            &self.personal_number,
            &self.voip,
            &self.pager,
            &self.uan,
            &self.voicemail,
            &self.no_international_dialling,
        ]
        .into_iter()
        .flatten()
    }
}
