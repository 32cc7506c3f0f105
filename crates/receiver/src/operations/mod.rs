//! What an operator does beside running the service: copy, put back, verify.

mod verify;

pub use verify::{LEDGER_CODES, verify_ledger};
