//! The proof of the phone engine.
//!
//! [`generate`] makes the inputs, the same for everybody; [`ours`], [`native`] (`rlibphonenumber`), [`google`] (Google's
//! own compiled JavaScript, in Node) and [`crate_phonenumber`] answer them with an [`Answer`]; [`allowed`] holds the
//! differences that are known, each with its reason. Both oracles read the plans of [`plans`], not their own, so that
//! every territory is compared under one version.

pub mod allowed;
mod answer;
pub mod crate_phonenumber;
pub mod fuzz;
pub mod generate;
pub mod google;
pub mod native;
pub mod ours;
mod pattern;
pub mod plans;
pub mod proof;
mod random;
mod report;
pub mod typing;
mod writing;

pub use answer::{Answer, Field};
pub use generate::{Input, Inputs};
pub use random::Random;
pub use report::{Difference, Report};

/// The page's Rust, run as it is printed.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/phone.md")]
pub struct Docs;
