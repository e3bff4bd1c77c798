//! What lights up on a diagram for the sake of selected threats and flows.

use super::state::Findings;
use std::collections::HashSet;
use trustline_analysis::{Interaction, interactions_of};
use trustline_model::{DiagramId, ElementId, ThreatModel};

/// Elements of a diagram that are to light up: interactions of the selected threats, and the
/// boundaries that selected flows cross.
pub(crate) fn lit(
    model: &ThreatModel,
    findings: &Findings,
    current: &DiagramId,
    selection: &[ElementId],
) -> Vec<ElementId> {
    let mut lit = Vec::new();
    let Some(place) = model.diagrams.iter().position(|d| d.id == *current) else {
        return lit;
    };
    let mut light = |interaction: &Interaction, all: bool| {
        let of_model = interaction.elements(model).map(|e| e.id.clone());
        if all {
            lit.extend(of_model);
        }
        let crossed = interaction.boundaries(model);
        lit.extend(crossed.into_iter().map(|e| e.id.clone()));
    };
    if findings.is_stale() {
        return lit;
    }
    let analysis = findings.analysis();
    for key in findings.selected.iter() {
        let threat = analysis.threats.iter().find(|t| t.key == *key);
        let found = threat.and_then(|t| analysis.interactions.get(t.interaction?));
        if let Some(interaction) = found.filter(|i| i.diagram == place) {
            light(interaction, true);
        }
    }
    if !selection.is_empty() && selection.len() < 50 {
        // What several diagrams show is judged with the first of them, and seen on all.
        let known = &analysis.interactions;
        let shared = match model.diagrams.len() {
            0 | 1 => Vec::new(),
            _ => interactions_of(model, place),
        };
        let seen = if shared.is_empty() { known } else { &shared };
        for interaction in seen.iter().filter(|i| i.diagram == place) {
            let [_, flow, _] = interaction.elements(model);
            if selection.contains(&flow.id) {
                light(interaction, false);
            }
        }
    }
    let mut seen = HashSet::new();
    lit.retain(|id| seen.insert(id.clone()));
    lit
}
