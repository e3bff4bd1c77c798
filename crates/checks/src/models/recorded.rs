//! Recorded decisions that need somebody's eye.

use crate::ground::{Context, Found};
use std::collections::HashMap;
use trustline_analysis::{Origin, Standing};
use trustline_model::{Place, State};

pub(crate) fn threat_recorded_twice(c: &Context<'_>, found: &mut Found<'_>) {
    let mut first = HashMap::new();
    for threat in &c.model.threats {
        if let Some(other) = first.insert(&threat.key, threat.number) {
            let message = format!("threats {other} and {} are the same one", threat.number);
            found.push(
                message,
                Place::Threat(threat.number),
                "their type and interaction are equal: the decided one counts, else the first",
            );
        }
    }
}

pub(crate) fn decision_no_longer_generated(c: &Context<'_>, found: &mut Found<'_>) {
    for view in c.analysis.views(c.model) {
        if view.threat.standing == Standing::NoLongerGenerated {
            let message = format!(
                "threat {} `{}` no longer follows from the drawing",
                view.threat.number,
                view.title()
            );
            found.push(
                message,
                Place::Threat(view.threat.number),
                "the decision is kept; delete the threat when it is settled",
            );
        }
    }
}

pub(crate) fn own_threat_without_flow(c: &Context<'_>, found: &mut Found<'_>) {
    for view in c.analysis.views(c.model) {
        if view.threat.origin == Origin::User
            && view.threat.interaction.is_none()
            && view.threat.key.flow.is_some()
        {
            let message = format!(
                "threat {} `{}` is about a data flow that is gone",
                view.threat.number,
                view.title()
            );
            found.push(
                message,
                Place::Threat(view.threat.number),
                "it is a person's own and is kept",
            );
        }
    }
}

pub(crate) fn decision_without_justification(c: &Context<'_>, found: &mut Found<'_>) {
    for view in c.analysis.views(c.model) {
        if matches!(view.state(), State::Mitigated | State::NotApplicable)
            && view.justification().trim().is_empty()
        {
            let message = format!(
                "threat {} is {} without a justification",
                view.threat.number,
                view.state().label()
            );
            found.push(
                message,
                Place::Threat(view.threat.number),
                "a reviewer will ask why: write it down",
            );
        }
    }
}

/// Who accepts a risk answers for it.
pub(crate) fn accepted_without_approver(c: &Context<'_>, found: &mut Found<'_>) {
    use trustline_model::review::{Resolution, decision};
    for threat in &c.model.threats {
        let accepted = decision::resolution(threat) == Some(Resolution::Accept);
        if accepted && threat.property(decision::APPROVER).trim().is_empty() {
            let message = format!(
                "threat {} is accepted, and nobody is named who approved it",
                threat.number
            );
            found.push(
                message,
                Place::Threat(threat.number),
                "name who accepts the risk; the higher the priority, the higher their rank",
            );
        }
    }
}
