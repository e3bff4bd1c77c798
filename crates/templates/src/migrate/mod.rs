//! Applying a template to a model: what would happen is planned and shown, can be changed by
//! choices, and is done as one edit. No decision is lost by it.

mod choices;
mod decisions;
mod elements;
mod plan;
mod refusal;
mod similarity;
mod warning;

pub use choices::Choices;
pub use plan::{Carry, DecisionPlan, ElementPlan, Plan, PropertyChange, PropertyPlan, ThreatPlan};
pub use refusal::Refusal;
pub use warning::Warning;

use crate::compare::compare;
use std::sync::Arc;
use trustline_model::{Difference, Edit, KnowledgeBase, ThreatModel, diagnostic::nearest};

/// What applying a template to a model would do. A model without a template may get one.
pub fn plan(
    model: &ThreatModel,
    new: &Arc<KnowledgeBase>,
    choices: &Choices,
) -> Result<Plan, Refusal> {
    let old = model.knowledge_base.as_deref();
    let is_applied = old.is_some_and(|old| compare(old, new).is_empty());
    if is_applied && choices.is_empty() {
        return Err(Refusal::AlreadyApplied {
            template: refusal::titled(&new.manifest),
        });
    }
    if new.stencils.iter().all(|s| s.hidden) {
        return Err(Refusal::NoStencils {
            template: refusal::titled(&new.manifest),
        });
    }
    for threat_type in choices.threats.values().flatten() {
        if new.threat_type(threat_type).is_none() {
            let known = new.threat_types.iter().map(|t| t.id.as_str());
            return Err(Refusal::UnknownThreatType {
                threat_type: threat_type.clone(),
                near: nearest(threat_type.as_str(), known).map(str::to_owned),
            });
        }
    }
    let moved = elements::elements(model, new, choices)?;
    let mut edits = Vec::new();
    if !is_applied {
        edits.push(Edit::SetTemplate(Some(Arc::clone(new))));
    }
    let put = moved.elements.into_iter();
    edits.extend(put.map(|(diagram, element)| Edit::put_element(&diagram, element)));
    let mut tried = model.clone();
    tried
        .apply(Edit::All(edits.clone()))
        .map_err(|error| Refusal::Damaged {
            why: error.to_string(),
        })?;
    let threats = decisions::threats(model, &tried, choices);
    edits.extend(model.threats.edits_to(&threats.threats));
    let mut warnings = warning::warnings(model, new);
    let unused = |about: String| Warning::UnusedChoice { about };
    for from in choices.stencils.keys() {
        if !moved.used.contains(&(from.clone(), None)) {
            warnings.push(unused(format!("the stencil `{from}`")));
        }
    }
    for (from, property, value) in choices.values.keys() {
        let key = (from.clone(), Some((property.clone(), value.clone())));
        if !moved.used.contains(&key) {
            warnings.push(unused(format!("the value `{value}` of `{property}`")));
        }
    }
    for from in choices.threats.keys() {
        if !threats
            .decisions
            .iter()
            .any(|d| d.from.threat_type == *from)
        {
            warnings.push(unused(format!("the threat type `{from}`")));
        }
    }
    Ok(Plan {
        from: old.map(|kb| kb.manifest.clone()).unwrap_or_default(),
        to: new.manifest.clone(),
        warnings,
        elements: moved.plans,
        stay: threats.stay,
        go: threats.go,
        arrive: threats.arrive,
        decisions: threats.decisions,
        edit: Edit::All(edits),
    })
}
