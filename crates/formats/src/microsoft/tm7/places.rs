//! Where things stand in the text of a file, for those who point into it.

use super::read;
use crate::ground::xml::El;
use std::collections::HashMap;
use trustline_model::{ElementId, Spots, ThreatKey};

/// The places of threats, elements and diagrams under the ids that the model has for them.
pub fn places(root: El<'_>) -> Spots {
    let (_, in_file) = read(root, &mut Vec::new());
    let ids: HashMap<ElementId, ElementId> = in_file
        .ids
        .into_iter()
        .map(|((_, id), in_file)| (in_file, id))
        .collect();
    let id = |el: El<'_>, name: &str| {
        let own = ElementId::from(el.child_text(name).trim());
        ids.get(&own).cloned().unwrap_or(own)
    };
    let mut spots = Spots::default();
    for part in root.children().map(El::resolved) {
        match part.name() {
            "DrawingSurfaceList" => {
                for diagram in part.children().map(El::resolved) {
                    let own = diagram.child_text("Guid");
                    let own = own.trim().into();
                    spots.diagrams.entry(own).or_insert_with(|| diagram.place());
                    let lists = ["Borders", "Lines"].map(|name| diagram.child(name));
                    for entry in lists.into_iter().flatten().flat_map(El::children) {
                        if let Some(value) = entry.child("Value").map(El::resolved) {
                            let own = id(value, "Guid");
                            spots.elements.entry(own).or_insert_with(|| entry.place());
                        }
                    }
                }
            }
            "ThreatInstances" => {
                for entry in part.children() {
                    let Some(value) = entry.child("Value") else {
                        continue;
                    };
                    let key = ThreatKey {
                        threat_type: value.child_text("TypeId").trim().into(),
                        source: id(value, "SourceGuid"),
                        flow: id(value, "FlowGuid"),
                        target: id(value, "TargetGuid"),
                    };
                    spots.threats.entry(key).or_insert_with(|| entry.place());
                }
            }
            _ => {}
        }
    }
    spots
}
