//! The built package in a real browser, against the real shop: each test does what a person does and looks at what the
//! receiver stored. `cargo xtask test browser` runs it.

mod accessible;
mod after;
mod alone;
mod contract;
mod delivery;
mod develop;
mod element;
mod embedding;
mod failing;
mod forms;
mod hard;
mod languages;
mod looks;
mod number;
mod privacy;
mod receiver;
mod record;
mod site;
mod strictness;
mod terms;
mod themes;
mod trust;
