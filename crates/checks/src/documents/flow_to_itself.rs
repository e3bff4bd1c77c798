//! Both ends of a row are one element.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_document("flow-to-itself", Severity::Warning, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    for (_, row) in look.rows().filter(|(_, r)| r.a.key() == r.b.key()) {
        let message = format!("both ends are `{}`: no data flow is drawn", row.a.shown());
        let help = "name the two apart, such as `Switch 1` and `Switch 2`";
        found.in_line(row.line, message, help);
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 2", "line 3"],
        "
            A,B
            Switch,switch
            Shop,Shop (grouped)
            Shop,Switch
        ",
    ),
    leaves(
        "
            A,B
            Switch 1,Switch 2
        ",
    ),
];
