//! What every gesture is: it begins by a press, follows the pointer, shows what it would do, and
//! ends with what is to be done, or without.

use crate::canvas::{Guide, Pointer, Sight};
use trustline_model::geometry::{Point, Rect};
use trustline_model::{Element, ElementId, Form, StencilId};

/// How far the pointer may tremble before a press becomes a drag, in pixels of the screen.
pub(super) const TREMBLE: f64 = 3.0;

/// What a gesture wants done.
pub(crate) enum Deed {
    /// Other elements are selected.
    Select(Vec<ElementId>),
    /// The plane moves along, by pixels of the screen.
    Pan(f64, f64),
    /// The element under this point shows its ports.
    Hover(Point),
    /// Elements get new forms; with what was done, for people.
    Put(&'static str, Vec<Element>),
    /// Copies of elements, at a distance.
    Duplicate(Vec<ElementId>, (f64, f64)),
    /// A new element.
    Add(StencilId, Form),
    /// A new element of the usual size around a point.
    InsertAt(StencilId, Point),
    /// The main button selects again.
    PutDown,
    /// People are told why something does not happen.
    Say(&'static str),
}

/// What comes of a press where a gesture could begin.
pub(super) enum Begun {
    /// The press is not for this gesture.
    Not,
    /// It is, and was all there is to it.
    Done,
    /// The gesture is on its way.
    Gesture(Box<dyn Gesture>),
}

impl Begun {
    pub fn on_its_way(gesture: impl Gesture + 'static) -> Self {
        Begun::Gesture(Box::new(gesture))
    }
}

/// A pointer, on the screen and on the plane.
#[derive(Clone, Copy)]
pub(super) struct At {
    /// The pointer on the screen.
    pub pointer: Pointer,
    /// Where it is on the plane.
    pub plane: Point,
}

/// Elements as a gesture would make them.
pub(super) struct Preview {
    /// The elements.
    pub elements: Vec<Element>,
    /// Whether they take the place of what is there.
    pub instead: bool,
}

/// A gesture on its way. Its points are those of the plane, unless it says otherwise.
pub(super) trait Gesture {
    /// The pointer moved. Gives the gesture that goes on: itself, or the one it turned into.
    fn drag(self: Box<Self>, sight: Sight<'_>, at: At, deeds: &mut Vec<Deed>) -> Box<dyn Gesture>;

    /// The button came up. Gives the gesture that goes on nevertheless, where one does.
    fn end(self: Box<Self>, sight: Sight<'_>, deeds: &mut Vec<Deed>) -> Option<Box<dyn Gesture>>;

    /// The model changed. A gesture goes on where what it holds stands as it stood; else it would
    /// bring back what was deleted or moved.
    fn renew(&mut self, sight: Sight<'_>) -> bool;

    /// The elements it changes or draws, as they would be.
    fn preview(&self, _: Sight<'_>) -> Option<Preview> {
        None
    }

    /// Lines that show what attracts.
    fn guides(&self) -> &[Guide] {
        &[]
    }

    /// The rectangle that selects.
    fn marquee(&self) -> Option<Rect> {
        None
    }

    /// Whether it ends at a port of an element: those under the pointer are shown.
    fn seeks_ports(&self) -> bool {
        false
    }

    /// Whether the next press ends it, too.
    fn ends_by_press(&self) -> bool {
        false
    }
}
