//! The merge of whole models.

use super::conflict::{Conflict, ConflictKind, Side, Subject};
use super::three::{Conflicts, Three, sets};
use super::{drawing, record, template, threats};
use trustline_model::ThreatModel;

/// What a merge gives.
#[derive(Debug)]
pub struct Merged {
    /// The model with the changes of both sides.
    pub model: ThreatModel,
    /// What could not be decided, and what was taken.
    pub conflicts: Vec<Conflict>,
}

/// Merges two states of a model that come from one, each part by itself.
///
/// Where both sides changed a part, ours is taken; what one side took away and the other changed
/// is kept. Each is a conflict.
pub fn merge(base: &ThreatModel, ours: &ThreatModel, theirs: &ThreatModel) -> Merged {
    merge_by(base, ours, theirs, &|conflict| conflict.taken)
}

/// The same, with somebody who says of each conflict whose state is taken.
pub fn merge_by(
    base: &ThreatModel,
    ours: &ThreatModel,
    theirs: &ThreatModel,
    choose: &dyn Fn(&Conflict) -> Side,
) -> Merged {
    let three = Three { base, ours, theirs };
    let mut conflicts = Conflicts {
        found: Vec::new(),
        choose,
    };
    let conflict = &mut conflicts;
    let model = ThreatModel {
        information: record::information(three.of(|m| &m.information), conflict),
        diagrams: drawing::diagrams(three.of(|m| m.diagrams.as_slice()), conflict),
        threats: threats::threats(three.of(|m| m.threats.as_slice()), conflict),
        notes: record::notes(three.of(|m| m.notes.as_slice()), conflict),
        messages: record::messages(three.of(|m| m.messages.as_slice())),
        generation_enabled: conflict.part(
            three.of(|m| &m.generation_enabled),
            ConflictKind::BothChanged,
            (&Subject::Model, "threat generation"),
            |on| Some(if on != &Some(false) { "on" } else { "off" }.to_owned()),
        ),
        version: match three.of(|m| &m.version).undisputed() {
            Some(Side::Theirs) => theirs.version.clone(),
            _ => ours.version.clone(),
        },
        declined: sets(three.of(|m| &m.declined)),
        review: record::review(three.of(|m| &m.review), conflict),
        knowledge_base: template::template(three.of(|m| &m.knowledge_base), conflict),
    };
    Merged {
        model,
        conflicts: conflicts.found,
    }
}
