//! Rows refer to themselves or to one another.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look, is_mutual, references};
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_document("cyclic-reference", Severity::Error, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    for (own, row, name, reference) in references(look) {
        let Some(section) = reference.section() else {
            continue;
        };
        if section == own || is_mutual(look, own, section, row) {
            let message = match section == own {
                true => format!("this row refers to its own section `{name}`"),
                false => format!("this row and its mirror in `{name}` refer to one another"),
            };
            found.in_line(
                row.line,
                message,
                "describe the interaction in full in one of the two",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 3", "line 4", "line 5"],
        "
            Section,A,B,Details
            Shop front (SF),Customer,Till,HTTPS
            Back room,Till,Oven,See Back room for details
            Back room,Till,Mill,See Yard for details
            Yard,Mill,Till,See Back room for details
        ",
    ),
    leaves(
        "
            Section,A,B,Details
            Shop front (SF),Customer,Till,HTTPS
            Back room,Till,Customer,See SF for details
        ",
    ),
];
