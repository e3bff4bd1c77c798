//! Two things have the same id.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, repeated, stencil_place, threat_place};
use trustline_model::{Place, Severity};

pub(crate) const CHECK: Check =
    Check::of_template("repeated-id", Severity::Error, find).also_carried();

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    let help = "only the first of them counts: give the other an id of its own";
    for (first, other) in repeated(&kb.stencils, |s| s.id.as_str().to_owned()) {
        let message = format!(
            "stencils `{}` and `{}` have the same id `{}`",
            first.name, other.name, other.id
        );
        found.push(message, stencil_place(other), help);
    }
    for (first, other) in repeated(&kb.threat_types, |t| t.id.as_str().to_owned()) {
        let message = format!(
            "threat types `{}` and `{}` have the same id `{}`",
            first.title, other.title, other.id
        );
        found.push(message, threat_place(other), help);
    }
    for (first, other) in repeated(&kb.categories, |c| c.id.clone()) {
        let message = format!(
            "categories `{}` and `{}` have the same id `{}`",
            first.name, other.name, other.id
        );
        found.push(message, Place::Model, help);
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["stencil Robot", "threat type T1", "model"],
        "
            stencils:
            - name: Arm
              id: GE.P
              generic: true
            - name: Robot
              id: ge.p
              generic: true
            threats:
            - title: '{source.Name} lies'
              id: T1
              include: source is 'GE.P'
            - title: '{source.Name} lies'
              id: T1
              include: target is 'GE.P'
            categories:
            - name: Spoofing
              id: S
            - name: Tampering
              id: S
        ",
    ),
    leaves(
        "
            categories:
            - name: Spoofing
              id: S
            - name: Tampering
              id: T
        ",
    ),
];
