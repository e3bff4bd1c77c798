//! Two things that people must tell apart have the same name.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, repeated, stencil_place, threat_place};
use trustline_analysis::facts::same;
use trustline_model::{Place, Severity, Stencil, ThreatType};

pub(crate) const CHECK: Check = Check::of_template("repeated-name", Severity::Warning, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    let mut shown: Vec<Stencil> = kb.stencils.clone();
    shown.retain(|s| !s.hidden);
    for (first, other) in repeated(&shown, |s| s.name.clone()) {
        let message = format!(
            "two stencils are called `{}`: {} and {}",
            other.name, first.id, other.id
        );
        let help = "they cannot be distinguished; rules must refer to them by id";
        found.push(message, stencil_place(other), help);
    }
    for (first, other) in repeated(&kb.categories, |c| c.name.clone()) {
        let message = format!(
            "two categories are called `{}`: {} and {}",
            other.name, first.id, other.id
        );
        found.push(message, Place::Model, "they cannot be distinguished");
    }
    // Titles may repeat for other interactions: with the same rule they say the same twice.
    let said = |t: &ThreatType| match t.include.trim() {
        "" => String::new(),
        include => [t.category.as_str(), &t.title, include, &t.exclude].join("\n"),
    };
    for (first, other) in repeated(&kb.threat_types, said) {
        let message = format!(
            "threat types {} and {} have the same title and rules: `{}`",
            first.id, other.id, other.title
        );
        let help = "one of them is redundant: remove it";
        found.push(message, threat_place(other), help);
    }
    for stencil in &kb.stencils {
        for (first, other) in repeated(&stencil.attributes, |a| a.label.clone()) {
            // Said below, if it is the very same one.
            if same(&first.name, &other.name) {
                continue;
            }
            let message = format!(
                "stencil `{}` has two attributes labelled `{}`",
                stencil.name, other.label
            );
            found.push(message, stencil_place(stencil), "rename one of them");
        }
        for (_, other) in repeated(&stencil.attributes, |a| a.name.clone()) {
            let message = format!(
                "stencil `{}` has two attributes with the internal name `{}`",
                stencil.name, other.name
            );
            let help = "rules can only ask for the first of them";
            found.push(message, stencil_place(stencil), help);
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["stencil Robot", "threat type T2", "stencil Robot"],
        "
            stencils:
            - name: Robot
              id: GE.P
              generic: true
            - name: Robot
              id: GE.R
              generic: true
              attributes:
              - label: Arms
                name: arms
              - label: Arms
                name: hands
            threats:
            - title: '{source.Name} lies'
              id: T1
              include: target is 'GE.P'
            - title: '{source.Name} lies'
              id: T2
              include: target is 'GE.P'
        ",
    ),
    leaves(
        "
            stencils:
            - name: Robot
              id: GE.P
              generic: true
            - name: Robot
              id: GE.R
              generic: true
              hidden: true
            threats:
            - title: '{source.Name} lies'
              id: T1
              include: target is 'GE.P'
            - title: '{source.Name} lies'
              id: T2
              include: source is 'GE.P'
        ",
    ),
];
