//! Any bytes as a template in text: a refusal, or what `laws` says of every one.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../crates/formats/tests/laws/mod.rs"]
#[allow(dead_code)]
mod laws;

fuzz_target!(|bytes: &[u8]| laws::hold(bytes));
