//! What is seen on the canvas: the selection, and what the hand is doing.

use crate::canvas::{Grip, Guide};
use crate::editor::Editor;
use crate::findings::lit;
use std::collections::HashSet;
use trustline_drawing::Drawing;
use trustline_model::geometry::{Point, Rect};
use trustline_model::{Element, ElementId, ThreatModel};

impl Editor {
    /// Selected elements themselves.
    pub fn selected(&self) -> Vec<&Element> {
        self.sight().selected()
    }

    /// What holds the selection.
    pub fn selection_bounds(&self) -> Option<Rect> {
        self.sight().selection_bounds()
    }

    /// Elements of the current diagram that are to light up: interactions of the selected threats,
    /// and the boundaries that selected flows cross.
    pub fn lit(&self) -> Vec<ElementId> {
        let model = self.document.model();
        lit(model, &self.findings, self.current(), self.selection())
    }

    /// Whether a gesture is on its way.
    pub fn is_dragging(&self) -> bool {
        self.hand.is_busy()
    }

    /// What is under a point of the screen.
    pub fn under(&self, screen: Point) -> Option<&ElementId> {
        self.sight().hit(self.camera().plane(screen))
    }

    /// Ports of the element under the pointer, where they are shown.
    pub fn shown_ports(&self) -> Vec<Point> {
        match self.hand.shows_ports() {
            true => self.sight().shown_ports(),
            false => Vec::new(),
        }
    }

    /// Grips of the selection, where one element is selected.
    pub fn grips(&self) -> Vec<Grip> {
        self.sight().grips()
    }

    /// The marquee, while there is one.
    pub fn marquee(&self) -> Option<Rect> {
        self.hand.marquee()
    }

    /// Lines that show what attracts.
    pub fn guides(&self) -> &[Guide] {
        self.hand.guides()
    }

    /// What the gesture would make of the drawing: the elements it changes, as they would be.
    pub fn preview(&self) -> Option<Drawing> {
        self.hand.preview(self.sight())
    }

    /// Elements that the preview stands for: not to be shown as they are.
    pub fn hidden(&self) -> HashSet<ElementId> {
        self.hand.hidden(self.sight())
    }

    /// Whether two elements are selected that can be connected.
    pub fn can_connect(&self) -> bool {
        self.sight().ends_to_connect().is_some()
    }

    /// Whether the clipboard holds something.
    pub fn can_paste(&self) -> bool {
        self.canvas.clip.is_some()
    }

    /// The clipboard as a model of its own, to be handed to other models as a file's text.
    pub fn clip_model(&self) -> Option<ThreatModel> {
        self.canvas.clip.as_ref().map(|clip| clip.model())
    }
}
