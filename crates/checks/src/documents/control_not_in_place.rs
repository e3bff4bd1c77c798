//! A detail says that a control is not there, or not yet.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use trustline_model::Severity;
use trustline_tables::{Tells, meanings};

pub(crate) const CHECK: Check = Check::of_document("control-not-in-place", Severity::Info, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    for (_, row) in look.rows() {
        for entry in row.details.entries().unwrap_or_default() {
            let meant = meanings(entry);
            // Of a protocol without protection nobody has to be told.
            let is_plain = meant.iter().any(|m| m.tells == Tells::Protocol);
            let absent = meant.iter().filter(|m| m.is_absent).count();
            if absent > usize::from(is_plain) {
                let message = format!("`{entry}` is read as: not in place");
                let help = "say what there is today; what is planned is an assumption";
                found.in_line(row.line, message, help);
            }
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 2", "line 3"],
        "
            A,B,Details
            Shop,Orders,no TLS
            Shop,Till,VPN planned for 2027
        ",
    ),
    leaves(
        "
            A,B,Details
            Shop,Orders,TLS
            Shop,Till,HTTP
        ",
    ),
];
