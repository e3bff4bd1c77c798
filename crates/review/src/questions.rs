//! Questions that the template asks about elements, and how many of them are answered.

use std::collections::HashSet;
use trustline_model::{DiagramId, Element, PropertyValue, ThreatModel};

/// A question that the template asks about an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The property's internal name.
    pub property: String,
    /// What people read.
    pub label: String,
    /// The answer. `None`: nobody answered.
    pub answer: Option<String>,
}

/// Words of a first choice which say that nobody chose.
const UNANSWERED: [&str; 6] = [
    "not selected",
    "not answered",
    "unknown",
    "unanswered",
    "select",
    "-",
];

/// The questions about an element: every list that people choose from and whose first choice says
/// that nobody chose.
pub fn questions(element: &Element) -> Vec<Asked> {
    let lists = element.properties.iter().filter_map(|p| match &p.value {
        PropertyValue::List {
            choices,
            selected,
            fixed: false,
        } => {
            let first = choices.first()?.trim().to_lowercase();
            UNANSWERED
                .contains(&first.as_str())
                .then_some((p, *selected))
        }
        _ => None,
    });
    lists
        .map(|(p, selected)| Asked {
            property: p.name.clone(),
            label: p.label.clone(),
            answer: match selected {
                1.. => p.value.as_text().flatten().map(str::to_owned),
                _ => None,
            },
        })
        .collect()
}

/// How many questions about an element are answered, and how many there are.
pub fn progress(element: &Element) -> (usize, usize) {
    let asked = questions(element);
    let answered = asked.iter().filter(|a| a.answer.is_some()).count();
    (answered, asked.len())
}

/// Every element that is asked about, once, with the diagram that shows it first, and its progress.
pub fn all_progress(model: &ThreatModel) -> Vec<(DiagramId, &Element, (usize, usize))> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for diagram in &model.diagrams {
        for element in diagram.elements.iter().filter(|e| seen.insert(&e.id)) {
            let progress = progress(element);
            if progress.1 > 0 {
                found.push((diagram.id.clone(), element, progress));
            }
        }
    }
    found
}
