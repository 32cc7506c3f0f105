//! The phone engine as a crate without the standard library: a path into it would not compile here.

#![no_std]

extern crate alloc;

#[path = "../../../../src/phone/mod.rs"]
pub mod phone;
