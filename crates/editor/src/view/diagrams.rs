//! What is seen of the diagrams: how they hang together, and what is on them.

use crate::editor::Editor;
use crate::review::{TreeLine, child_of, path, tree};
use trustline_analysis::condition::Condition;
use trustline_model::InOrder;
use trustline_model::{Diagram, DiagramId, Element, ElementId, Form, searchable};

impl Editor {
    /// The diagrams from the uppermost one down to the current one, each with its name.
    pub fn path(&self) -> Vec<(DiagramId, String)> {
        path(self.model(), self.current())
    }

    /// All diagrams as a tree, each below the one that it shows a part of.
    pub fn tree(&self) -> Vec<TreeLine> {
        tree(self.model())
    }

    /// The diagram that shows a process of the current diagram in depth.
    pub fn child_of(&self, process: &ElementId) -> Option<DiagramId> {
        child_of(self.model(), self.current(), process)
    }

    /// Every element of the model whose name contains these words, or that a condition holds for,
    /// with its diagram.
    pub fn find(&self, text: &str) -> Vec<(&Diagram, &Element)> {
        if let Some(condition) = Condition::searched(text).filter(|_| !self.is_stale()) {
            let found = condition
                .elements(self.model(), self.analysis())
                .into_iter();
            let found = found.filter_map(|(place, id)| {
                let diagram = self.model().diagrams.get(place)?;
                Some((diagram, diagram.element(id)?))
            });
            return found.collect();
        }
        let wanted = searchable(text.trim());
        let diagrams = self.model().diagrams.iter();
        let all = diagrams.flat_map(|d| d.elements.iter().map(move |e| (d, e)));
        let fits = |e: &Element| !wanted.is_empty() && searchable(e.name()).contains(&wanted);
        let mut found: Vec<_> = all.filter(|(_, e)| fits(e)).collect();
        found.put_in_order_by_key(|(_, e)| {
            (
                matches!(e.form, Form::DataFlow(_)),
                !searchable(e.name()).starts_with(&wanted),
            )
        });
        found
    }
}
