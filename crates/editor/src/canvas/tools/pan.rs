//! The plane moves along with the pointer.

use super::gesture::{At, Begun, Deed, Gesture};
use crate::canvas::{PointerKind, Sight};
use trustline_model::geometry::Point;

/// Where the pointer was last, on the screen.
struct Pan(Point);

/// Begins by grabbing the plane.
pub(super) fn begin(_: Sight<'_>, at: At, _: &mut Vec<Deed>) -> Begun {
    match at.pointer.kind {
        PointerKind::Grab => Begun::on_its_way(Pan(at.pointer.at)),
        _ => Begun::Not,
    }
}

impl Gesture for Pan {
    fn drag(mut self: Box<Self>, _: Sight<'_>, at: At, deeds: &mut Vec<Deed>) -> Box<dyn Gesture> {
        let to = at.pointer.at;
        deeds.push(Deed::Pan(to.x - self.0.x, to.y - self.0.y));
        self.0 = to;
        self
    }

    fn end(self: Box<Self>, _: Sight<'_>, _: &mut Vec<Deed>) -> Option<Box<dyn Gesture>> {
        None
    }

    fn renew(&mut self, _: Sight<'_>) -> bool {
        true
    }
}
