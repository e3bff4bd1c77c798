//! The hand on the canvas: which gesture a press begins, and the one that is on its way.

use super::gesture::{At, Begun, Deed, Gesture, Preview};
use crate::canvas::{Guide, Pointer, PointerKind, Sight};
use crate::touched::Touched;
use std::collections::HashSet;
use trustline_drawing::{Drawing, draw};
use trustline_model::geometry::Rect;
use trustline_model::{Diagram, ElementId};

/// How a press begins a gesture, or why not.
type Begin = fn(Sight<'_>, At, &mut Vec<Deed>) -> Begun;

/// All gestures that a press begins: the first one that it is for.
const BEGINNINGS: &[Begin] = &[
    super::pan::begin,
    super::line::begin,
    super::area::begin,
    super::resize::begin,
    super::reshape::begin,
    super::line::begin_at_port,
    super::press::begin,
    super::marquee::begin,
];

/// The gesture on its way.
#[derive(Default)]
pub(crate) struct Hand(Touched<Option<Box<dyn Gesture>>>);

impl Hand {
    /// How often the gesture changed.
    pub fn count(&self) -> u64 {
        self.0.count()
    }

    /// Whether a gesture is on its way.
    pub fn is_busy(&self) -> bool {
        self.0.is_some()
    }

    /// Something happens to the pointer. Gives what is to be done.
    pub fn pointer(&mut self, sight: Sight<'_>, pointer: Pointer) -> Vec<Deed> {
        let plane = sight.canvas.camera().plane(pointer.at);
        let at = At { pointer, plane };
        let mut deeds = Vec::new();
        match pointer.kind {
            // A flow that was begun by a click ends by the next one.
            PointerKind::Down if self.0.as_ref().is_some_and(|g| g.ends_by_press()) => {
                self.drag(sight, at, &mut deeds);
                self.end(sight, &mut deeds);
            }
            PointerKind::Down | PointerKind::Grab => self.begin(sight, at, &mut deeds),
            PointerKind::Move => self.drag(sight, at, &mut deeds),
            PointerKind::Up => self.end(sight, &mut deeds),
            PointerKind::Cancel => self.give_up(),
        }
        deeds
    }

    fn begin(&mut self, sight: Sight<'_>, at: At, deeds: &mut Vec<Deed>) {
        self.give_up();
        for begin in BEGINNINGS {
            match begin(sight, at, deeds) {
                Begun::Not => {}
                Begun::Done => return,
                Begun::Gesture(gesture) => {
                    *self.0 = Some(gesture);
                    return;
                }
            }
        }
    }

    fn drag(&mut self, sight: Sight<'_>, at: At, deeds: &mut Vec<Deed>) {
        if !self.is_busy() {
            deeds.push(Deed::Hover(at.plane));
            return;
        }
        if let Some(gesture) = self.0.take() {
            *self.0 = Some(gesture.drag(sight, at, deeds));
        }
    }

    fn end(&mut self, sight: Sight<'_>, deeds: &mut Vec<Deed>) {
        if !self.is_busy() {
            return;
        }
        if let Some(gesture) = self.0.take() {
            *self.0 = gesture.end(sight, deeds);
        }
    }

    /// The gesture ends without a deed.
    pub fn give_up(&mut self) {
        if self.is_busy() {
            *self.0 = None;
        }
    }

    /// The model changed: a gesture that holds what is no longer so ends.
    pub fn renew(&mut self, sight: Sight<'_>) {
        if self.is_busy() && !self.0.as_mut().is_some_and(|g| g.renew(sight)) {
            *self.0 = None;
        }
    }

    /// The marquee, while there is one.
    pub fn marquee(&self) -> Option<Rect> {
        self.0.as_ref()?.marquee()
    }

    /// Lines that show what attracts.
    pub fn guides(&self) -> &[Guide] {
        self.0.as_ref().map_or(&[], |g| g.guides())
    }

    /// Whether ports of the element under the pointer are shown.
    pub fn shows_ports(&self) -> bool {
        self.0.as_ref().is_none_or(|g| g.seeks_ports())
    }

    fn previewed(&self, sight: Sight<'_>) -> Option<Preview> {
        self.0.as_ref()?.preview(sight)
    }

    /// What the gesture would make of the drawing: the elements it changes, as they would be.
    pub fn preview(&self, sight: Sight<'_>) -> Option<Drawing> {
        let elements = self.previewed(sight)?.elements;
        let of_preview: HashSet<ElementId> = elements.iter().map(|e| e.id.clone()).collect();
        // Flows are clipped to the shapes they meet, which need not be changed themselves.
        let diagram = sight.diagram()?;
        let mut all = Vec::with_capacity(elements.len() * 2);
        for end in elements
            .iter()
            .filter_map(|e| e.form.line())
            .flat_map(|l| [&l.source, &l.target])
        {
            if let Some(id) = end.element.as_ref().filter(|id| !of_preview.contains(*id))
                && let Some(shape) = diagram.element(id)
            {
                all.push(shape.clone());
            }
        }
        all.extend(elements);
        let diagram = Diagram {
            elements: all,
            ..Diagram::default()
        };
        let mut drawing = draw(&diagram, sight.template());
        drawing.items.retain(|item| of_preview.contains(&item.id));
        Some(drawing)
    }

    /// Elements that the preview stands for: not to be shown as they are.
    pub fn hidden(&self, sight: Sight<'_>) -> HashSet<ElementId> {
        match self.previewed(sight) {
            Some(preview) if preview.instead => {
                preview.elements.into_iter().map(|e| e.id).collect()
            }
            _ => HashSet::new(),
        }
    }
}
