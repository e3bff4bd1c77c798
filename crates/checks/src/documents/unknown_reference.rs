//! A row refers to a section that is not there.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look, Reference, references};
use trustline_model::Severity;
use trustline_model::diagnostic::nearest;

pub(crate) const CHECK: Check = Check::of_document("unknown-reference", Severity::Error, find);

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    for (_, row, name, reference) in references(look) {
        if reference == Reference::Unknown {
            let titles = look.tables.sections.iter().map(|s| s.title.as_str());
            let help = match nearest(name, titles) {
                Some(title) => format!("did you mean `{title}`?"),
                None => "refer to one of the headings".to_owned(),
            };
            found.in_line(row.line, format!("there is no section `{name}`"), &help);
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 3"],
        "
            Section,A,B,Details
            Shop front (SF),Customer,Till,HTTPS
            Back room,Till,Customer,See Nowhere for details
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
