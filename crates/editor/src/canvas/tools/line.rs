//! A new line is drawn: a flow, or a boundary.

use super::gesture::{At, Begun, Deed, Gesture, Preview};
use crate::canvas::{Sight, Tool};
use trustline_drawing::docking::dangling;
use trustline_model::{End, Port, Representation, StencilId};

struct NewLine {
    stencil: StencilId,
    source: End,
    target: End,
    boundary: bool,
}

/// Begins anywhere, with a tool that draws lines.
pub(super) fn begin(sight: Sight<'_>, at: At, _: &mut Vec<Deed>) -> Begun {
    let Tool::Draw(stencil) = &*sight.canvas.tool else {
        return Begun::Not;
    };
    let (source, boundary) = match sight.representation(stencil) {
        Some(Representation::Line) => {
            let port = sight.port_at(at.plane);
            (port.unwrap_or_else(|| sight.end_at(at.plane, None)), false)
        }
        Some(Representation::LineBoundary) => (dangling(at.plane), true),
        _ => return Begun::Not,
    };
    Begun::on_its_way(NewLine {
        stencil: stencil.clone(),
        source,
        target: dangling(at.plane),
        boundary,
    })
}

/// Begins at a port, without any tool.
pub(super) fn begin_at_port(sight: Sight<'_>, at: At, _: &mut Vec<Deed>) -> Begun {
    let Some(source) = sight.port_at(at.plane) else {
        return Begun::Not;
    };
    let Some(stencil) = sight.flow_stencil() else {
        return Begun::Done;
    };
    Begun::on_its_way(NewLine {
        stencil,
        target: End {
            element: None,
            port: Port::None,
            ..source.clone()
        },
        source,
        boundary: false,
    })
}

impl Gesture for NewLine {
    fn drag(
        mut self: Box<Self>,
        sight: Sight<'_>,
        at: At,
        deeds: &mut Vec<Deed>,
    ) -> Box<dyn Gesture> {
        self.target = match self.boundary {
            true => dangling(at.plane),
            false => sight.end_at(at.plane, Some(&self.source)),
        };
        if !self.boundary {
            deeds.push(Deed::Hover(at.plane));
        }
        self
    }

    fn end(
        mut self: Box<Self>,
        sight: Sight<'_>,
        deeds: &mut Vec<Deed>,
    ) -> Option<Box<dyn Gesture>> {
        let (source, target) = (&self.source, &self.target);
        if source.point.distance(target.point) < 8.0 && source.element == target.element {
            // A click, not a drag: the next click ends the flow. A click on nothing draws nothing.
            let is_flow = sight.representation(&self.stencil) == Some(&Representation::Line);
            self.boundary = !is_flow;
            return match source.element.is_some() && is_flow {
                true => Some(self),
                false => None,
            };
        }
        let line = sight.line(self.source, self.target);
        if let Some(form) = sight.line_form(&self.stencil, line) {
            deeds.push(Deed::Add(self.stencil, form));
        }
        deeds.push(Deed::PutDown);
        None
    }

    fn renew(&mut self, sight: Sight<'_>) -> bool {
        sight.holds(&self.source) && sight.holds(&self.target)
    }

    fn preview(&self, sight: Sight<'_>) -> Option<Preview> {
        let line = sight.line(self.source.clone(), self.target.clone());
        let form = sight.line_form(&self.stencil, line)?;
        Some(Preview {
            elements: vec![sight.sketch(&self.stencil, form)?],
            instead: false,
        })
    }

    fn seeks_ports(&self) -> bool {
        !self.boundary
    }

    fn ends_by_press(&self) -> bool {
        true
    }
}
