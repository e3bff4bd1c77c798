//! A new box or shape is drawn.

use super::gesture::{At, Begun, Deed, Gesture, Preview};
use crate::canvas::{SMALLEST, Sight, Tool};
use trustline_model::StencilId;
use trustline_model::geometry::{Point, Rect};

struct NewArea {
    stencil: StencilId,
    from: Point,
    to: Point,
}

/// Begins anywhere, with a tool that draws; one whose stencil the template lacks is put down.
pub(super) fn begin(sight: Sight<'_>, at: At, deeds: &mut Vec<Deed>) -> Begun {
    let Tool::Draw(stencil) = &*sight.canvas.tool else {
        return Begun::Not;
    };
    if sight.representation(stencil).is_none() {
        deeds.push(Deed::PutDown);
        return Begun::Done;
    }
    let from = sight.on_grid(at.plane, false);
    Begun::on_its_way(NewArea {
        stencil: stencil.clone(),
        from,
        to: from,
    })
}

impl Gesture for NewArea {
    fn drag(mut self: Box<Self>, sight: Sight<'_>, at: At, _: &mut Vec<Deed>) -> Box<dyn Gesture> {
        self.to = sight.on_grid(at.plane, at.pointer.free);
        self
    }

    fn end(self: Box<Self>, sight: Sight<'_>, deeds: &mut Vec<Deed>) -> Option<Box<dyn Gesture>> {
        let drawn = Rect::spanning(self.from, self.to);
        if drawn.width >= SMALLEST && drawn.height >= SMALLEST {
            let form = sight.shape_form(&self.stencil, drawn);
            deeds.extend(form.map(|form| Deed::Add(self.stencil, form)));
        } else {
            deeds.push(Deed::InsertAt(self.stencil, self.from));
        }
        deeds.push(Deed::PutDown);
        None
    }

    fn renew(&mut self, _: Sight<'_>) -> bool {
        true
    }

    fn preview(&self, sight: Sight<'_>) -> Option<Preview> {
        let rect = Rect::spanning(self.from, self.to);
        let form = sight.shape_form(&self.stencil, rect)?;
        Some(Preview {
            elements: vec![sight.sketch(&self.stencil, form)?],
            instead: false,
        })
    }
}
