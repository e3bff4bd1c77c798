//! Figures of diagrams and of single interactions.

use crate::document::{Figure, Focus, Paper, Sheet};
use std::collections::HashMap;
use trustline_analysis::Interaction;
use trustline_drawing::{Area, Drawing, Primitive, sheets};
use trustline_model::geometry::Rect;
use trustline_model::{ElementId, ThreatModel};

/// No text of a figure is smaller than this on paper, in points.
const SMALLEST: f64 = 6.0;

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
            paper: paper(self.drawing, self.drawing.bounds, Paper::UPRIGHT, name),
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
            paper: paper(self.drawing, view, Paper::PART, sentence),
            caption: format!("Interaction {sentence}"),
        }
    }
}

/// What a view of a drawing needs on paper; `room` is what it is given first.
fn paper(drawing: &Drawing, view: Rect, room: (f64, f64), name: &str) -> Paper {
    let texts = drawing
        .items
        .iter()
        .flat_map(|item| item.parts.iter().chain(&item.labels));
    let sizes = texts.filter_map(|text| match text {
        Primitive::Text { size, .. } => Some(*size),
        _ => None,
    });
    let smallest = sizes.fold(12.0, f64::min);
    // So much smaller may the figure become: a point is 4/3 pixels.
    let scale = SMALLEST * 4.0 / 3.0 / smallest;
    let holds =
        |(width, height): (f64, f64)| view.width * scale <= width && view.height * scale <= height;
    if holds(room) {
        return match room == Paper::PART {
            true => Paper::Part,
            false => Paper::Upright,
        };
    }
    if holds(Paper::UPRIGHT) {
        return Paper::Upright;
    }
    if holds(Paper::ACROSS) {
        return Paper::Across;
    }
    let parts = sheets(
        drawing,
        view,
        (Paper::ACROSS.0 / scale, Paper::ACROSS.1 / scale),
    );
    let all = parts.len();
    let named = parts.into_iter().enumerate().map(|(i, view)| {
        let zones = zones(drawing, view);
        let zones = match zones.is_empty() {
            true => String::new(),
            false => format!(": {}", zones.join(", ")),
        };
        Sheet {
            view,
            caption: format!("{}, part {} of {all}{zones}", name.trim(), i + 1),
        }
    });
    Paper::Sheets(named.collect())
}

/// The boundaries that lie in a part by half at least.
fn zones(drawing: &Drawing, part: Rect) -> Vec<&str> {
    let zones = drawing.items.iter().filter(|item| {
        let Area::Outline(zone) = item.area else {
            return false;
        };
        let wide = zone.right().min(part.right()) - zone.left.max(part.left);
        let tall = zone.bottom().min(part.bottom()) - zone.top.max(part.top);
        wide > 0.0 && tall > 0.0 && wide * tall * 2.0 >= zone.width * zone.height
    });
    let names = zones.map(|item| item.title.trim());
    names.filter(|name| !name.is_empty()).take(4).collect()
}
