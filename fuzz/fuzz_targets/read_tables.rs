//! Any bytes as interaction tables: a refusal, or what `tables` says of every document.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../crates/checks/tests/tables/mod.rs"]
mod tables;

fuzz_target!(|bytes: &[u8]| tables::hold(bytes));
