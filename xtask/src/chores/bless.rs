//! `bless`: changed expected texts are accepted.

use crate::run::{cargo, run};

/// Writes the expected texts of `tests/corpus/` and of the gesture scripts anew.
pub fn bless() -> Result<(), String> {
    run(cargo().env("TRUSTLINE_BLESS", "1").args([
        "test",
        "--quiet",
        "--package",
        "trustline-report",
    ]))?;
    run(cargo().env("TRUSTLINE_BLESS", "1").args([
        "test",
        "--quiet",
        "--package",
        "trustline-editor",
        "--test",
        "gestures",
    ]))?;
    run(cargo().env("TRUSTLINE_BLESS", "1").args([
        "test",
        "--quiet",
        "--package",
        "trustline-checks",
        "--test",
        "interactions",
    ]))?;
    println!("look at what changed: git diff tests/ crates/editor/tests/");
    Ok(())
}
