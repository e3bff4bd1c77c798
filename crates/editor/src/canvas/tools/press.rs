//! The button is down on an element: by itself it selects; dragged, it becomes another gesture.

use super::gesture::{At, Begun, Deed, Gesture, TREMBLE};
use super::{moving, reshape};
use crate::canvas::Sight;
use trustline_model::ElementId;
use trustline_model::geometry::Point;

struct Press {
    at: Point,
    id: ElementId,
    /// It was selected already: a click selects it alone.
    was_selected: bool,
}

/// Begins on an element, which is selected then.
pub(super) fn begin(sight: Sight<'_>, at: At, deeds: &mut Vec<Deed>) -> Begun {
    let Some(id) = sight.hit(at.plane).cloned() else {
        return Begun::Not;
    };
    let mut selection = sight.canvas.selection().to_vec();
    let place = selection.iter().position(|s| *s == id);
    match place {
        Some(place) if at.pointer.shift => {
            selection.remove(place);
        }
        Some(_) => {}
        None if at.pointer.shift => selection.push(id.clone()),
        None => selection = vec![id.clone()],
    }
    let is_selected = selection.contains(&id);
    deeds.push(Deed::Select(selection));
    match is_selected {
        true => Begun::on_its_way(Press {
            at: at.plane,
            id,
            was_selected: place.is_some(),
        }),
        false => Begun::Done,
    }
}

impl Gesture for Press {
    fn drag(self: Box<Self>, sight: Sight<'_>, at: At, deeds: &mut Vec<Deed>) -> Box<dyn Gesture> {
        if self.at.distance(at.plane) * sight.canvas.camera().zoom < TREMBLE {
            return self;
        }
        // Of a flow, its bend moves; else all that is selected does.
        let gesture = match reshape::of_flow(sight, &self.id, self.at) {
            Some(gesture) => gesture,
            None => moving::of_selection(sight, self.at, at.pointer),
        };
        gesture.drag(sight, at, deeds)
    }

    fn end(self: Box<Self>, sight: Sight<'_>, deeds: &mut Vec<Deed>) -> Option<Box<dyn Gesture>> {
        if self.was_selected && sight.canvas.selection().len() > 1 {
            deeds.push(Deed::Select(vec![self.id]));
        }
        None
    }

    fn renew(&mut self, sight: Sight<'_>) -> bool {
        sight.canvas.selection().contains(&self.id)
    }
}
