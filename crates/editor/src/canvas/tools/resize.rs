//! A rectangle changes its size, held by an edge or a corner.

use super::gesture::{At, Begun, Deed, Gesture, Preview};
use crate::canvas::{Displacement, GripKind, SMALLEST, Sight};
use trustline_model::geometry::Rect;
use trustline_model::{Diagram, Element, ElementId};

struct Resize {
    displacement: Displacement,
    /// -1 left or top, 1 right or bottom, 0 neither.
    edges: (i8, i8),
    old: Rect,
    new: Rect,
    id: ElementId,
}

/// Begins on an edge of the selected element.
pub(super) fn begin(sight: Sight<'_>, at: At, _: &mut Vec<Deed>) -> Begun {
    let Some(GripKind::Edge(x, y)) = sight.grip_at(at.plane).map(|g| g.kind) else {
        return Begun::Not;
    };
    let id = sight.canvas.selection().first();
    let (Some(diagram), Some(element)) = (sight.diagram(), id.and_then(|id| sight.element(id)))
    else {
        return Begun::Done;
    };
    let Some(rect) = element.form.rect() else {
        return Begun::Done;
    };
    Begun::on_its_way(Resize {
        displacement: Displacement::new(diagram, std::slice::from_ref(&element.id), false),
        edges: (x, y),
        old: rect,
        new: rect,
        id: element.id.clone(),
    })
}

impl Resize {
    fn elements(&self) -> Vec<Element> {
        self.displacement.resized(&self.id, self.new)
    }
}

impl Gesture for Resize {
    fn drag(mut self: Box<Self>, sight: Sight<'_>, at: At, _: &mut Vec<Deed>) -> Box<dyn Gesture> {
        let (old, edges) = (self.old, self.edges);
        let p = sight.on_grid(at.plane, at.pointer.free);
        let (mut left, mut top) = (old.left, old.top);
        let (mut right, mut bottom) = (old.right(), old.bottom());
        match edges.0 {
            -1 => left = p.x.min(right - SMALLEST),
            1 => right = p.x.max(left + SMALLEST),
            _ => {}
        }
        match edges.1 {
            -1 => top = p.y.min(bottom - SMALLEST),
            1 => bottom = p.y.max(top + SMALLEST),
            _ => {}
        }
        let mut new = Rect::new(left, top, right - left, bottom - top);
        if at.pointer.shift && edges.0 != 0 && edges.1 != 0 && old.height > 0.0 {
            // Keeps its proportions.
            let scale = (new.width / old.width).max(new.height / old.height);
            let (w, h) = ((old.width * scale).round(), (old.height * scale).round());
            let left = if edges.0 < 0 {
                old.right() - w
            } else {
                old.left
            };
            let top = if edges.1 < 0 {
                old.bottom() - h
            } else {
                old.top
            };
            new = Rect::new(left, top, w, h);
        }
        self.new = new;
        self
    }

    fn end(self: Box<Self>, _: Sight<'_>, deeds: &mut Vec<Deed>) -> Option<Box<dyn Gesture>> {
        deeds.push(Deed::Put("resize", self.elements()));
        None
    }

    fn renew(&mut self, sight: Sight<'_>) -> bool {
        let empty = Diagram::default();
        let diagram = sight.diagram().unwrap_or(&empty);
        self.displacement.renew(diagram)
    }

    fn preview(&self, _: Sight<'_>) -> Option<Preview> {
        Some(Preview {
            elements: self.elements(),
            instead: true,
        })
    }
}
