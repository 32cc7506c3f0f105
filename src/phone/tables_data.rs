//! Made by `cargo xtask tables`; do not edit. From Google's libphonenumber metadata (Apache-2.0,
//! Copyright (C) The Libphonenumber Authors), as PyPI's `phonenumbers` ships it.

/// The version of Google's metadata the tables are made from.
pub const METADATA_VERSION: &str = "9.0.43";
/// Where that metadata came from.
pub const METADATA_SOURCE: &str = "https://pypi.org/project/phonenumbers/9.0.43/";

pub(super) const CODE_STEPS: &[u8] = CODES.split_at(0).1.split_at(215).0;
pub(super) const CODE_TERRITORIES: &[u8] = CODES.split_at(215).1.split_at(215).0;
static CODES: [u8; 430] = *include_bytes!("codes.bin");

pub(super) const TERRITORY_IDD: &[u8] = TABLES.split_at(0).1.split_at(254).0;
pub(super) const TERRITORY_PREFIX: &[u8] = TABLES.split_at(254).1.split_at(254).0;
pub(super) const IDD: &[u8] = TABLES.split_at(508).1.split_at(649).0;
pub(super) const PREFIXES: &[u8] = TABLES.split_at(1157).1.split_at(1601).0;
pub(super) const PLANS: &[u8] = TABLES.split_at(2758).1.split_at(20003).0;
pub(super) const PLAN_SIZES_LOW: &[u8] = TABLES.split_at(22761).1.split_at(215).0;
pub(super) const PLAN_SIZES_HIGH: &[u8] = TABLES.split_at(22976).1.split_at(215).0;
pub(super) const ODDS: &[u8] = TABLES.split_at(23191).1.split_at(823).0;
pub(super) const STYLES: &[u8] = TABLES.split_at(24014).1.split_at(1242).0;
pub(super) const EXTENSION_PREFIXES: &[u8] = TABLES.split_at(25256).1.split_at(31).0;
static TABLES: [u8; 25287] = *include_bytes!("tables.bin");

/// Two letters for each territory.
pub(super) static REGIONS: &str = include_str!("regions.txt");

/// Where each group of contexts begins: every decision of the packed plans has odds of its own.
pub(super) mod context {
    pub(in super::super) const SAME: usize = 0;
    pub(in super::super) const OLD: usize = 96;
    pub(in super::super) const OLD_WHICH: usize = 102;
    pub(in super::super) const FORK: usize = 126;
    pub(in super::super) const NEW: usize = 166;
    pub(in super::super) const WHICH: usize = 171;
    pub(in super::super) const COPY: usize = 195;
    pub(in super::super) const COPY_BITS: usize = 201;
    pub(in super::super) const TREE: usize = 211;
    pub(in super::super) const MASK_NEW: usize = 422;
    pub(in super::super) const MASK_WHICH: usize = 426;
    pub(in super::super) const MASK: usize = 434;
    pub(in super::super) const MORE: usize = 506;
    pub(in super::super) const KIND: usize = 510;
    pub(in super::super) const REGION: usize = 526;
    pub(in super::super) const ELSEWHERE: usize = 558;
    pub(in super::super) const SET: usize = 560;
    pub(in super::super) const FORMATS: usize = 587;
    pub(in super::super) const OWN_INTL: usize = 589;
    pub(in super::super) const GROUPS: usize = 590;
    pub(in super::super) const GROUP: usize = 598;
    pub(in super::super) const VARIES: usize = 662;
    pub(in super::super) const EXTRA: usize = 667;
    pub(in super::super) const STYLE_SAME: usize = 683;
    pub(in super::super) const STYLE: usize = 684;
    pub(in super::super) const PLACE: usize = 812;
    pub(in super::super) const LEVELS: usize = 815;
    pub(in super::super) const COUNT: usize = 823;
}
