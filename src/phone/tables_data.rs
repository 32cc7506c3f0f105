//! Made by `cargo xtask tables`; do not edit. From Google's libphonenumber metadata (Apache-2.0,
//! Copyright (C) The Libphonenumber Authors), as PyPI's `phonenumbers` ships it.

/// The version of Google's metadata the tables are made from.
pub const METADATA_VERSION: &str = "9.0.43";
/// Where that metadata came from.
pub const METADATA_SOURCE: &str = "https://pypi.org/project/phonenumbers/9.0.43/";

pub(super) const CODE_STEPS: (usize, usize) = (0, 215);
pub(super) const CODE_TERRITORIES: (usize, usize) = (215, 430);
pub(super) const REGIONS: (usize, usize) = (430, 938);
pub(super) const TERRITORY_IDD: (usize, usize) = (938, 1192);
pub(super) const TERRITORY_PREFIX: (usize, usize) = (1192, 1446);
pub(super) const IDD: (usize, usize) = (1446, 2095);
pub(super) const PREFIXES: (usize, usize) = (2095, 3696);
pub(super) const PLANS: (usize, usize) = (3696, 23699);
pub(super) const PLAN_SIZES_LOW: (usize, usize) = (23699, 23914);
pub(super) const PLAN_SIZES_HIGH: (usize, usize) = (23914, 24129);
pub(super) const ODDS: (usize, usize) = (24129, 24952);
pub(super) const STYLES: (usize, usize) = (24952, 26194);
pub(super) const EXTENSION_PREFIXES: (usize, usize) = (26194, 26225);

pub(super) static TABLES: &[u8; 26225] = include_bytes!("tables.bin");
