//! A line changes its course: its bend moves, or one of its ends.

use super::gesture::{At, Begun, Deed, Gesture, Preview};
use crate::canvas::displacement::renewed;
use crate::canvas::{GripKind, Sight};
use trustline_drawing::docking::{dangling, move_ends};
use trustline_model::geometry::Point;
use trustline_model::{Diagram, Element, ElementId, End, Form, Line};

struct Reshape {
    old: Element,
    grip: GripKind,
    new: Line,
    from: Point,
}

/// Begins on the bend or an end of the selected line.
pub(super) fn begin(sight: Sight<'_>, at: At, _: &mut Vec<Deed>) -> Begun {
    let Some(grip) = sight.grip_at(at.plane) else {
        return Begun::Not;
    };
    let id = sight.canvas.selection().first();
    let Some(old) = id.and_then(|id| sight.element(id)) else {
        return Begun::Done;
    };
    match old.form.line() {
        Some(line) => Begun::on_its_way(Reshape {
            new: line.clone(),
            old: old.clone(),
            grip: grip.kind,
            from: at.plane,
        }),
        None => Begun::Done,
    }
}

/// Begins anywhere on a flow that is attached and alone selected: its bend moves.
pub(super) fn of_flow(sight: Sight<'_>, id: &ElementId, from: Point) -> Option<Box<dyn Gesture>> {
    let [_] = sight.canvas.selection() else {
        return None;
    };
    let flow = sight.element(id)?;
    let Form::DataFlow(line) = &flow.form else {
        return None;
    };
    if line.source.element.is_none() && line.target.element.is_none() {
        return None;
    }
    Some(Box::new(Reshape {
        new: line.clone(),
        old: flow.clone(),
        grip: GripKind::Handle,
        from,
    }))
}

impl Reshape {
    fn elements(&self) -> Option<Vec<Element>> {
        let mut element = self.old.clone();
        *element.form.line_mut()? = self.new.clone();
        Some(vec![element])
    }
}

impl Gesture for Reshape {
    fn drag(
        mut self: Box<Self>,
        sight: Sight<'_>,
        At { plane, .. }: At,
        _: &mut Vec<Deed>,
    ) -> Box<dyn Gesture> {
        let Some(line) = self.old.form.line() else {
            return self;
        };
        let end = |other: &End| match self.old.form {
            Form::DataFlow(_) => sight.end_at(plane, Some(other)),
            _ => dangling(plane),
        };
        match self.grip {
            GripKind::Handle => {
                let (dx, dy) = (plane.x - self.from.x, plane.y - self.from.y);
                self.new.handle =
                    Point::new((line.handle.x + dx).round(), (line.handle.y + dy).round());
            }
            GripKind::Source => {
                let end = end(&line.target);
                self.new = move_ends(line, end.point, line.target.point);
                self.new.source = end;
            }
            GripKind::Target => {
                let end = end(&line.source);
                self.new = move_ends(line, line.source.point, end.point);
                self.new.target = end;
            }
            GripKind::Edge(..) => {}
        }
        self
    }

    fn end(self: Box<Self>, _: Sight<'_>, deeds: &mut Vec<Deed>) -> Option<Box<dyn Gesture>> {
        deeds.extend(self.elements().map(|lines| Deed::Put("reshape", lines)));
        None
    }

    fn renew(&mut self, sight: Sight<'_>) -> bool {
        let empty = Diagram::default();
        let diagram = sight.diagram().unwrap_or(&empty);
        renewed(diagram, &mut self.old)
            && sight.holds(&self.new.source)
            && sight.holds(&self.new.target)
    }

    fn preview(&self, _: Sight<'_>) -> Option<Preview> {
        Some(Preview {
            elements: self.elements()?,
            instead: true,
        })
    }
}
