//! A rectangle that selects what it touches.

use super::gesture::{At, Begun, Deed, Gesture};
use crate::canvas::Sight;
use crate::canvas::displacement::encloses;
use std::collections::HashSet;
use trustline_drawing::Area;
use trustline_model::ElementId;
use trustline_model::geometry::{Point, Rect};

struct Marquee {
    from: Point,
    to: Point,
    /// What was selected, and stays so.
    before: Vec<ElementId>,
}

/// Begins on empty ground.
pub(super) fn begin(sight: Sight<'_>, at: At, deeds: &mut Vec<Deed>) -> Begun {
    let before = match at.pointer.shift {
        true => sight.canvas.selection().to_vec(),
        false => Vec::new(),
    };
    deeds.push(Deed::Select(before.clone()));
    Begun::on_its_way(Marquee {
        from: at.plane,
        to: at.plane,
        before,
    })
}

impl Gesture for Marquee {
    fn drag(
        mut self: Box<Self>,
        sight: Sight<'_>,
        at: At,
        deeds: &mut Vec<Deed>,
    ) -> Box<dyn Gesture> {
        self.to = at.plane;
        let area = Rect::spanning(self.from, self.to);
        let mut touched = self.before.clone();
        let mut known: HashSet<ElementId> = touched.iter().cloned().collect();
        for item in &sight.canvas.drawing().items {
            let within = match item.area {
                Area::Ellipse(r) | Area::Rect(r) => area.touches(r),
                // Boxes and lines are selected by being enclosed.
                Area::Outline(r) => encloses(area, r),
                Area::Curve(c) => encloses(area, c.bounds()),
            };
            if within && known.insert(item.id.clone()) {
                touched.push(item.id.clone());
            }
        }
        deeds.push(Deed::Select(touched));
        self
    }

    fn end(self: Box<Self>, _: Sight<'_>, _: &mut Vec<Deed>) -> Option<Box<dyn Gesture>> {
        None
    }

    fn renew(&mut self, sight: Sight<'_>) -> bool {
        let selection = sight.canvas.selection();
        self.before.retain(|id| selection.contains(id));
        true
    }

    fn marquee(&self) -> Option<Rect> {
        Some(Rect::spanning(self.from, self.to))
    }
}
