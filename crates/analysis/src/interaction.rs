//! What threats are about: data flows with their two ends and the boundaries that they cross.

use trustline_model::{Diagram, Element, ThreatModel};

/// A data flow together with its two ends, on one diagram. Numbers are places: of the diagram in
/// the model, of elements in the diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interaction {
    /// The diagram.
    pub diagram: usize,
    /// Where the flow begins.
    pub source: usize,
    /// The flow.
    pub flow: usize,
    /// Where the flow ends.
    pub target: usize,
    /// The trust boundaries it crosses, in order along the flow.
    pub crosses: Vec<usize>,
}

impl Interaction {
    /// The diagram it is on.
    pub fn diagram_of<'m>(&self, model: &'m ThreatModel) -> &'m Diagram {
        // INVARIANT: an interaction is used with the model it was found in.
        model
            .diagrams
            .get(self.diagram)
            .expect("the model of this interaction")
    }

    /// Source, flow and target.
    pub fn elements<'m>(&self, model: &'m ThreatModel) -> [&'m Element; 3] {
        let diagram = self.diagram_of(model);
        [self.source, self.flow, self.target].map(|i| {
            diagram
                .elements
                .get(i)
                .expect("the model of this interaction")
        })
    }

    /// The boundaries it crosses, in order along the flow.
    pub fn boundaries<'m>(&self, model: &'m ThreatModel) -> Vec<&'m Element> {
        let diagram = self.diagram_of(model);
        self.crosses
            .iter()
            .filter_map(|i| diagram.elements.get(*i))
            .collect()
    }
}
