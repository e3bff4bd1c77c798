//! The selection moves, or copies of it do.

use super::gesture::{At, Deed, Gesture, Preview};
use crate::canvas::{Displacement, Guide, Pointer, Sight, edge, snap};
use trustline_model::InOrder;
use trustline_model::geometry::{Point, Rect};
use trustline_model::{Diagram, ElementId};

struct Move {
    from: Point,
    displacement: Displacement,
    /// What attracts.
    others: Vec<Rect>,
    by: (f64, f64),
    copy: bool,
    guides: Vec<Guide>,
}

/// Begins with what is selected.
pub(super) fn of_selection(sight: Sight<'_>, from: Point, pointer: Pointer) -> Box<dyn Gesture> {
    let empty = Diagram::default();
    let diagram = sight.diagram().unwrap_or(&empty);
    let displacement = Displacement::new(diagram, sight.canvas.selection(), !pointer.free);
    let seen = sight.canvas.seen();
    let others = diagram
        .elements
        .iter()
        .filter(|e| e.form.is_node() && !displacement.whole().contains(&e.id))
        .filter_map(|e| e.form.rect())
        .filter(|r| seen.touches(*r))
        .collect();
    Box::new(Move {
        from,
        displacement,
        others,
        by: (0.0, 0.0),
        copy: pointer.alt,
        guides: Vec::new(),
    })
}

impl Gesture for Move {
    fn drag(
        mut self: Box<Self>,
        sight: Sight<'_>,
        At { pointer, plane }: At,
        deeds: &mut Vec<Deed>,
    ) -> Box<dyn Gesture> {
        let mut dx = (plane.x - self.from.x).round();
        let mut dy = (plane.y - self.from.y).round();
        if pointer.shift {
            match dx.abs() > dy.abs() {
                true => dy = 0.0,
                false => dx = 0.0,
            }
        }
        self.copy = pointer.alt;
        self.guides.clear();
        if !pointer.free {
            let b = self.displacement.bounds();
            let there = Rect::new(b.left + dx, b.top + dy, b.width, b.height);
            let zoom = sight.canvas.camera().zoom;
            let (sx, sy, guides) = snap::fit(there, &self.others, *sight.canvas.snap, zoom);
            if !pointer.shift || dx != 0.0 {
                dx += sx;
            }
            if !pointer.shift || dy != 0.0 {
                dy += sy;
            }
            self.guides = guides;
        }
        self.by = edge::allowed(self.displacement.bounds(), (dx, dy));
        if self.by != (dx, dy) {
            deeds.push(Deed::Say(edge::NOTICE));
        }
        self
    }

    fn end(self: Box<Self>, _: Sight<'_>, deeds: &mut Vec<Deed>) -> Option<Box<dyn Gesture>> {
        if !self.copy {
            let by = self.by;
            deeds.push(Deed::Put("move", self.displacement.by(&|_| by)));
        } else if self.by != (0.0, 0.0) {
            let mut ids: Vec<ElementId> = self.displacement.whole().iter().cloned().collect();
            ids.put_in_order_by(Ord::cmp);
            deeds.push(Deed::Duplicate(ids, self.by));
        }
        None
    }

    fn renew(&mut self, sight: Sight<'_>) -> bool {
        let empty = Diagram::default();
        let diagram = sight.diagram().unwrap_or(&empty);
        self.displacement.renew(diagram)
    }

    fn preview(&self, _: Sight<'_>) -> Option<Preview> {
        Some(Preview {
            elements: self.displacement.by(&|_| self.by),
            instead: !self.copy,
        })
    }

    fn guides(&self) -> &[Guide] {
        &self.guides
    }
}
