//! The version of a template cannot be compared.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found};
use trustline_model::{Place, Severity};

pub(crate) const CHECK: Check =
    Check::of_template("unclear-version", Severity::Warning, find).also_carried();

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    if kb.manifest.version_numbers().is_none() {
        let message = format!(
            "the version `{}` is not made of numbers and dots",
            kb.manifest.version
        );
        let help = "write it like `1.0.0.0`: otherwise versions cannot be compared";
        found.push(message, Place::Model, help);
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["model"],
        "
            template:
              name: Case
              id: case
              version: the newest
        ",
    ),
    leaves(
        "
            template:
              name: Case
              id: case
              version: 1.2.3
        ",
    ),
];
