//! Nothing drawn records or analyses what happens.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found};
use std::collections::HashSet;
use trustline_model::{Element, Place, Severity};

pub(crate) const CHECK: Check = Check::of_model("no-post-processing", Severity::Info, find);

/// Words in the names of what looks at data afterwards.
const AFTERWARDS: [&str; 8] = [
    "log",
    "monitor",
    "analytic",
    "audit",
    "metric",
    "telemetry",
    "report",
    "siem",
];

/// Models smaller than this are not asked for the afterwards.
const SMALL: usize = 8;

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let nodes = || {
        let mut seen = HashSet::new();
        let all = c.model.diagrams.iter().flat_map(|d| &d.elements);
        all.filter(move |e| e.form.is_node() && seen.insert(&e.id))
    };
    let looks = |e: &Element| {
        let words = format!("{} {}", e.name(), e.stencil).to_lowercase();
        let heading = e
            .properties
            .first()
            .map_or("", |p| p.label.as_str())
            .to_lowercase();
        AFTERWARDS
            .iter()
            .any(|w| words.contains(w) || heading.contains(w))
    };
    if nodes().count() >= SMALL && !nodes().any(looks) {
        found.push(
            "nothing on the diagrams records or analyses what happens".into(),
            Place::Model,
            "add logging, monitoring and analytics: they receive data too",
        );
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["model"],
        "
            process Shop
            process Till
            process Bank
            process Oven
            process Mill
            process Yard
            process Gate
            store Orders
        ",
    ),
    leaves(
        "
            process Shop
            process Till
            process Bank
            process Oven
            process Mill
            process Yard
            process Gate
            store Audit trail
        ",
    ),
    leaves(
        "
            process Shop
            process Till
            process Bank
            process Oven
            process Mill
            process Yard
            process Gate
        ",
    ),
];
