//! Figures of diagrams and of single interactions.

use crate::document::{Figure, Focus};
use std::collections::HashMap;
use trustline_analysis::Interaction;
use trustline_drawing::{Drawing, Primitive};
use trustline_model::geometry::Rect;
use trustline_model::{ElementId, ThreatModel};

/// A drawing, its place in the document, and where its elements are in it.
pub(super) struct Drawn<'d> {
    drawing: &'d Drawing,
    place: usize,
    items: HashMap<&'d ElementId, usize>,
}

impl<'d> Drawn<'d> {
    pub(super) fn new(drawing: &'d Drawing, place: usize) -> Self {
        let items = drawing.items.iter().enumerate();
        let items = items.map(|(i, item)| (&item.id, i)).collect();
        Self {
            drawing,
            place,
            items,
        }
    }

    /// The whole diagram.
    pub(super) fn whole(&self, name: &str) -> Figure {
        Figure {
            drawing: self.place,
            view: self.drawing.bounds,
            focus: None,
            caption: format!("Diagram {name}"),
        }
    }

    /// An interaction of it, among the boundaries that it crosses.
    pub(super) fn interaction(
        &self,
        interaction: &Interaction,
        model: &ThreatModel,
        sentence: &str,
    ) -> Figure {
        let elements = interaction.elements(model).into_iter();
        let all = elements.chain(interaction.boundaries(model));
        let places = all.filter_map(|e| self.items.get(&e.id).copied());
        let mut marked: Vec<usize> = places.collect();
        let around = marked.split_off(marked.len().min(3));
        let item = |place: &usize| self.drawing.items.get(*place);
        // Boundaries may be as large as the diagram: the picture is about the three elements.
        let view = marked
            .iter()
            .filter_map(item)
            .map(|item| item.bounds)
            .reduce(Rect::union)
            .unwrap_or_default()
            .grown(36.0);
        // Names of crossed boundaries that reach into the picture are shown whole.
        let names = around.iter().filter_map(item).flat_map(|item| &item.labels);
        let view = names
            .map(Primitive::bounds)
            .filter(|name| name.touches(view))
            .map(|name| name.grown(6.0))
            .fold(view, Rect::union);
        // The flow lies on top of the shapes.
        if let [_, flow, target] = marked.as_mut_slice() {
            std::mem::swap(flow, target);
        }
        Figure {
            drawing: self.place,
            view,
            focus: Some(Focus { around, marked }),
            caption: format!("Interaction {sentence}"),
        }
    }
}
