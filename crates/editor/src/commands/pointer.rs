//! What the hand on the canvas does: gestures say it, and here it is done.

use crate::canvas::{Deed, Pointer, Sight, Tool};
use crate::editor::Editor;

impl Editor {
    /// Something happens to the pointer.
    pub fn pointer(&mut self, pointer: Pointer) {
        let sight = Sight::new(self.document.model(), &self.canvas);
        for deed in self.hand.pointer(sight, pointer) {
            self.do_deed(deed);
        }
    }

    fn do_deed(&mut self, deed: Deed) {
        match deed {
            Deed::Select(ids) => self.select(ids),
            Deed::Pan(dx, dy) => self.canvas.look(|camera, _| camera.pan(dx, dy)),
            Deed::Hover(plane) => self.canvas.hover_at(self.document.model(), plane),
            Deed::Put(label, elements) => {
                self.put(label, None, elements);
            }
            Deed::Duplicate(ids, by) => self.duplicate_by(&ids, by),
            Deed::Add(stencil, form) => {
                self.add(&stencil, form);
            }
            Deed::InsertAt(stencil, at) => {
                self.insert_at(&stencil, at);
            }
            Deed::PutDown => self.canvas.tool.set(Tool::Select),
            Deed::Say(notice) => self.say(notice),
        }
    }
}
