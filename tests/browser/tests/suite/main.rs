//! The built package in a real browser, against the real shop: each test does what a person does and looks at what the
//! receiver stored. `cargo xtask test browser` runs it.

mod element;
mod failing;
mod forms;
mod looks;
mod number;
mod privacy;
mod record;
mod strictness;
mod trust;
