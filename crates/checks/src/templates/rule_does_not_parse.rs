//! A rule of the template cannot be read.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, threat_place};
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_model("rule-does-not-parse", Severity::Error, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(template) = c.template else { return };
    for (threat, filters) in template.kb.threat_types.iter().zip(&template.filters) {
        for (which, text, filter) in [
            ("include", &threat.include, &filters.0),
            ("exclude", &threat.exclude, &filters.1),
        ] {
            if let Err(error) = filter {
                let at = text
                    .get(..error.span.start)
                    .map_or(0, |before| before.chars().count())
                    + 1;
                let message = format!(
                    "the {which} rule of threat type `{}` (`{}`): {} at character {at}",
                    threat.id, threat.title, error.message
                );
                found.push(
                    message,
                    threat_place(threat),
                    "this threat type never fires; all others do",
                );
            }
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["threat type T1"],
        "
            threats:
            - title: '{source.Name} lies'
              id: T1
              include: source is
        ",
    ),
    leaves(
        "
            threats:
            - title: '{source.Name} lies'
              id: T1
              include: source is 'GE.P'
        ",
    ),
];
