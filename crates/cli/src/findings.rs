//! Findings as people read them: what is wrong, where, and what helps.

use crate::input;
use crate::terminal::println;
use crate::terminal::{BLUE, FAINT, counts, of_severity, printable, styled};
use std::collections::HashMap;
use trustline_model::{Diagnostic, ThreatModel};

/// So many findings of a kind are printed unless all are asked for.
const SHOWN: usize = 5;

/// Prints findings, the worst first, and how many there are.
pub fn print(name: &str, model: &ThreatModel, found: &[Diagnostic], all: bool) {
    let mut shown: HashMap<&str, usize> = HashMap::new();
    for d in found {
        let count = shown.entry(d.code).or_default();
        *count += 1;
        if *count > SHOWN && !all {
            continue;
        }
        println!(
            "{} {} {}",
            styled(
                of_severity(d.severity),
                &format!("{}[{}]", d.severity.as_str(), d.code)
            ),
            printable(&d.message),
            styled(FAINT, &format!("({})", input::place(name, model, d))),
        );
        if let Some(help) = &d.help {
            println!("  {} {}", styled(BLUE, "help:"), printable(help));
        }
    }
    let mut more: Vec<_> = shown
        .into_iter()
        .filter(|(_, n)| *n > SHOWN && !all)
        .collect();
    more.sort_unstable();
    for (code, count) in more {
        println!(
            "{}",
            styled(
                FAINT,
                &format!("… and {} more {code} (--all shows them)", count - SHOWN)
            )
        );
    }
    println!("{}: {}", printable(name), counts(found));
}
