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
pub(super) const LENGTHS: (usize, usize) = (3696, 4374);
pub(super) const TERRITORY_LENGTHS: (usize, usize) = (4374, 4628);
pub(super) const MASKS: (usize, usize) = (4628, 5045);
pub(super) const TERRITORY_GENERAL: (usize, usize) = (5045, 5299);
pub(super) const GENERAL_SIZES: (usize, usize) = (5299, 5544);
pub(super) const GENERALS: (usize, usize) = (5544, 9417);
pub(super) const PROFILE_SIZES: (usize, usize) = (9417, 9847);
pub(super) const PROFILES: (usize, usize) = (9847, 17283);
pub(super) const KIND_SIZES: (usize, usize) = (17283, 17713);
pub(super) const KINDS: (usize, usize) = (17713, 50521);
pub(super) const FORMAT_COUNTS: (usize, usize) = (50521, 50736);
pub(super) const FORMAT_LEADING: (usize, usize) = (50736, 51494);
pub(super) const FORMAT_PATTERN: (usize, usize) = (51494, 52252);
pub(super) const FORMAT_STYLE: (usize, usize) = (52252, 53010);
pub(super) const LEADING_SIZES: (usize, usize) = (53010, 53440);
pub(super) const LEADING: (usize, usize) = (53440, 65534);
pub(super) const PATTERNS: (usize, usize) = (65534, 66363);
pub(super) const STYLES: (usize, usize) = (66363, 67605);
pub(super) const EXTENSION_PREFIXES: (usize, usize) = (67605, 67636);

pub(super) static TABLES: &[u8; 67636] = include_bytes!("tables.bin");
