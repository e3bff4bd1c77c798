//! The matrix: which kinds of threat touch which elements, and how far each cell is decided.

use std::collections::{HashMap, HashSet};
use trustline_analysis::Analysis;
use trustline_analysis::wording::name_of;
use trustline_model::InOrder;
use trustline_model::{DiagramId, ElementId, Form, State, ThreatModel};

/// The six kinds of threat: the first word of their names, what they harm, and what to ask.
pub const STRIDE: [(&str, &str, &str); 6] = [
    (
        "Spoofing",
        "authentication",
        "Does each side know who the other one is?",
    ),
    (
        "Tampering",
        "integrity",
        "Would anybody notice changed data, on its way and at rest?",
    ),
    (
        "Repudiation",
        "non-repudiation",
        "Can each action be traced to whoever did it?",
    ),
    (
        "Information disclosure",
        "confidentiality",
        "Who else could see this data?",
    ),
    (
        "Denial of service",
        "availability",
        "What happens when this is flooded or unavailable?",
    ),
    (
        "Elevation of privilege",
        "authorisation",
        "Is the caller allowed to do this, every time?",
    ),
];

/// Controls that answer each kind of threat as a rule, in the order of [`STRIDE`].
pub const USUAL_CONTROLS: [&str; 6] = [
    "multi-factor sign-in, certificates, signed requests",
    "signatures, write access for few, checked input",
    "protected logs, clocks in step, signed records",
    "encryption, read access for few, less data kept",
    "limits, filters, spare capacity, tested recovery",
    "checks on every request, roles, least privilege",
];

/// The kinds of threat that touch a kind of element, in the order of [`STRIDE`].
fn touched(form: &Form) -> [bool; 6] {
    match form {
        Form::Process(_) => [true; 6],
        Form::DataStore(_) => [false, true, true, true, true, false],
        Form::ExternalEntity(_) => [true, false, true, false, false, false],
        Form::DataFlow(_) => [false, true, false, true, true, false],
        _ => [false; 6],
    }
}

/// The place in [`STRIDE`] that the name of a category stands for.
pub fn kind_of(category: &str) -> Option<usize> {
    let category = category.trim().to_lowercase();
    let first = |name: &str| name.split(' ').next().unwrap_or(name).to_lowercase();
    STRIDE
        .iter()
        .position(|(name, ..)| category.starts_with(&first(name)))
}

/// How far the threats of a cell are decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// This kind of threat is not applicable to this kind of element.
    #[default]
    NotApplicable,
    /// It is, but the template found none: to be reviewed manually.
    Empty,
    /// So many threats, of which so many are decided.
    Threats {
        /// Mitigated or not applicable.
        decided: usize,
        /// All of them.
        all: usize,
    },
}

/// A row of the matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct MatrixRow {
    /// The element.
    pub element: ElementId,
    /// A diagram that shows it.
    pub diagram: DiagramId,
    /// Its name.
    pub name: String,
    /// What it is, in the field's word.
    pub kind: &'static str,
    /// A cell for each kind of threat.
    pub cells: [Cell; 6],
}

/// Elements by kinds of threat. A threat stands with the flow and with both of its ends, as far as
/// its kind touches them.
pub fn matrix(model: &ThreatModel, analysis: &Analysis) -> Vec<MatrixRow> {
    let mut counts: HashMap<(&ElementId, usize), (usize, usize)> = HashMap::new();
    for view in analysis.views(model) {
        let (Some(kind), Some(elements)) = (kind_of(view.category()), view.elements()) else {
            continue;
        };
        let decided = is_decided(view.state());
        let mut ids: Vec<&ElementId> = elements.iter().map(|e| &e.id).collect();
        ids.dedup();
        for id in ids {
            let count = counts.entry((id, kind)).or_default();
            count.0 += usize::from(decided);
            count.1 += 1;
        }
    }
    let mut rows = Vec::new();
    let mut seen = HashSet::new();
    for diagram in &model.diagrams {
        let wanted = diagram
            .elements
            .iter()
            .filter(|e| touched(&e.form) != [false; 6]);
        for element in wanted.filter(|e| seen.insert(&e.id)) {
            let mut cells = [Cell::NotApplicable; 6];
            for (kind, cell) in cells.iter_mut().enumerate() {
                let touches = touched(&element.form).get(kind) == Some(&true);
                *cell = match counts.get(&(&element.id, kind)) {
                    _ if !touches => Cell::NotApplicable,
                    Some((decided, all)) => Cell::Threats {
                        decided: *decided,
                        all: *all,
                    },
                    None => Cell::Empty,
                };
            }
            rows.push(MatrixRow {
                element: element.id.clone(),
                diagram: diagram.id.clone(),
                name: name_of(element),
                kind: element.form.as_str(),
                cells,
            });
        }
    }
    // Flows after what they connect.
    rows.put_in_order_by_key(|r| r.kind == "data flow");
    rows
}

/// Whether a state says that something was decided.
pub fn is_decided(state: &State) -> bool {
    matches!(state, State::Mitigated | State::NotApplicable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_of_all_spellings_are_known() {
        let cases = [
            ("Denial Of Service", Some(4)),
            ("Information Disclosure", Some(3)),
            ("Elevation of Privileges", Some(5)),
            ("Abuse", None),
        ];
        for (name, kind) in cases {
            assert_eq!(kind_of(name), kind, "{name}");
        }
    }
}
