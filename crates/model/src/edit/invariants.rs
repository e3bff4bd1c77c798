//! What every sequence of edits that people make keeps.

use super::drawing::check_attachable;
use crate::ThreatModel;
use std::collections::HashSet;

/// What edits keep: ids are unique, attached ends meet something, lines lie above shapes.
///
/// Models read from files may have flows attached to nothing and threats recorded twice; checks
/// report it.
pub fn invariants(model: &ThreatModel) -> Result<(), String> {
    let mut diagrams = HashSet::new();
    for diagram in &model.diagrams {
        if !diagrams.insert(&diagram.id) {
            return Err(format!("two diagrams with id `{}`", diagram.id));
        }
        let mut elements = HashSet::new();
        for element in &diagram.elements {
            if !elements.insert(&element.id) {
                return Err(format!("two elements with id `{}`", element.id));
            }
            check_attachable(diagram, element).map_err(|e| e.to_string())?;
        }
        if !diagram
            .elements
            .is_sorted_by_key(|e| e.form.line().is_some())
        {
            return Err("a shape above a line".to_owned());
        }
    }
    let mut keys = HashSet::new();
    match model.threats.iter().find(|t| !keys.insert(&t.key)) {
        Some(twice) => Err(format!("two threats with key `{}`", twice.key)),
        None => Ok(()),
    }
}
