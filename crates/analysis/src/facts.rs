//! Answers to the three questions that rules ask, and the names people read in rules.

use crate::interaction::Interaction;
use trustline_model::{Element, KnowledgeBase, StencilId, ThreatModel};
use trustline_rule::{Facts, Names, Subject};

/// The type that is above all generic ones and matches nothing.
const ROOT: &str = "ROOT";

/// Whether a stencil is of a type, itself or through an ancestor.
pub fn is_of(kb: &KnowledgeBase, stencil: &StencilId, kind: &str) -> bool {
    let wanted = StencilId::from(kind);
    if kind.eq_ignore_ascii_case(ROOT) {
        return false;
    }
    *stencil == wanted
        || kb
            .lineage(stencil)
            .iter()
            .any(|s| s.id == wanted || s.parent == wanted)
}

/// Whether an element is of a type, by its stencil or by its generic one.
fn element_is_of(kb: &KnowledgeBase, element: &Element, kind: &str) -> bool {
    is_of(kb, &element.stencil, kind) || is_of(kb, &element.generic, kind)
}

/// Whether two values are the same to a rule.
pub fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b) || (!a.is_ascii() && a.to_lowercase() == b.to_lowercase())
}

/// One interaction as rules see it.
pub struct InteractionFacts<'a> {
    kb: &'a KnowledgeBase,
    elements: [&'a Element; 3],
    boundaries: Vec<&'a Element>,
}

impl<'a> InteractionFacts<'a> {
    /// An interaction of a model, judged by its template.
    pub fn new(model: &'a ThreatModel, kb: &'a KnowledgeBase, interaction: &Interaction) -> Self {
        Self {
            kb,
            elements: interaction.elements(model),
            boundaries: interaction.boundaries(model),
        }
    }

    /// The element that a subject stands for.
    pub fn element(&self, subject: Subject) -> &'a Element {
        let [source, flow, target] = self.elements;
        match subject {
            Subject::Source => source,
            Subject::Flow => flow,
            Subject::Target => target,
        }
    }
}

impl Facts for InteractionFacts<'_> {
    fn is(&self, subject: Subject, kind: &str) -> bool {
        element_is_of(self.kb, self.element(subject), kind)
    }

    fn has(&self, subject: Subject, property: &str, value: &str) -> bool {
        self.element(subject)
            .property(property)
            .is_some_and(|v| same(v, value))
    }

    fn crosses(&self, kind: &str) -> bool {
        self.boundaries
            .iter()
            .any(|b| element_is_of(self.kb, b, kind))
    }
}

/// The names that a template gives to types and properties.
pub struct KnowledgeNames<'a>(pub &'a KnowledgeBase);

impl Names for KnowledgeNames<'_> {
    fn kind(&self, id: &str) -> Option<String> {
        self.0
            .stencil(&id.into())
            .map(|s| s.name.trim().to_owned())
            .filter(|n| !n.is_empty())
    }

    fn property(&self, _: Subject, name: &str) -> Option<String> {
        let attributes = self.0.stencils.iter().flat_map(|s| &s.attributes);
        attributes
            .into_iter()
            .find(|a| a.name.eq_ignore_ascii_case(name))
            .map(|a| a.label.trim().to_owned())
            .filter(|l| !l.is_empty())
    }
}
