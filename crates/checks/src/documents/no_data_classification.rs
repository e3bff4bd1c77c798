//! No row says how confidential its data is.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_document("no-data-classification", Severity::Info, find);

/// Words that say how much data is worth.
const CLASSES: [&str; 9] = [
    "confidential",
    "public",
    "internal",
    "restricted",
    "secret",
    "personal",
    "sensitive",
    "classified",
    "classification",
];

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    let mut all = look
        .rows()
        .filter_map(|(_, r)| r.details.entries())
        .flatten();
    let classed = |entry: &String| {
        let entry = entry.to_lowercase();
        let mut words = entry.split(|c: char| !c.is_alphanumeric());
        words.any(|w| CLASSES.contains(&w) && !entry.contains("secret key"))
    };
    let first = look.rows().map(|(_, r)| r.line).min();
    if let Some(line) = first.filter(|_| !all.any(classed)) {
        let message = "no row says how confidential its data is".to_owned();
        found.in_line(
            line,
            message,
            "name the class of the data where it matters, such as `confidential`",
        );
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 2"],
        "
            A,B,Details
            Shop,Orders,HTTPS
        ",
    ),
    leaves(
        "
            A,B,Details
            Shop,Orders,HTTPS; confidential orders
        ",
    ),
];
