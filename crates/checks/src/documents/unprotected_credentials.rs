//! Credentials travel without a channel that protects them.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look, SHIELD};
use trustline_model::Severity;
use trustline_tables::{Tells, carry_credentials, tell};

pub(crate) const CHECK: Check =
    Check::of_document("unprotected-credentials", Severity::Warning, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    for (_, row) in look.rows() {
        let Some(entries) = row.details.entries() else {
            continue;
        };
        if carry_credentials(entries) && !tell(entries, Tells::Channel) {
            let message = format!(
                "credentials or tokens travel between `{}` and `{}`, but no channel is specified",
                row.a.shown(),
                row.b.shown()
            );
            found.in_line(row.line, message, SHIELD);
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 2"],
        "
            A,B,Details
            Customer,Shop,Password
        ",
    ),
    leaves(
        "
            A,B,Details
            Customer,Shop,HTTPS; Password
        ",
    ),
];
