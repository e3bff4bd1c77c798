//! What is seen, and how: the current diagram with its drawing and its camera, the selection, the
//! tool, and what attracts.

use super::clip::Clip;
use super::grips::{NEAR, PORT_GAP};
use super::{Camera, Snap, Tool};
use crate::touched::Touched;
use std::collections::{HashMap, HashSet};
use trustline_drawing::{Drawing, draw, hit};
use trustline_model::geometry::{Point, Rect};
use trustline_model::{Diagram, DiagramId, ElementId, StencilId, ThreatModel};

/// What is seen of a model.
pub(crate) struct Canvas {
    current: Touched<DiagramId>,
    cameras: Touched<HashMap<DiagramId, Camera>>,
    size: Touched<(f64, f64)>,
    drawing: Touched<Drawing>,
    selection: Touched<Vec<ElementId>>,
    hover: Touched<Option<ElementId>>,
    /// What the main button does.
    pub tool: Touched<Tool>,
    /// What attracts.
    pub snap: Touched<Snap>,
    /// The stencil of the flow that was drawn last.
    pub last_flow: Option<StencilId>,
    /// The clipboard.
    pub clip: Option<Clip>,
}

impl Canvas {
    /// A canvas that shows the first diagram of a model, not drawn yet.
    pub fn new(model: &ThreatModel) -> Self {
        Self {
            current: Touched::new(first(model)),
            cameras: Touched::default(),
            size: Touched::new((800.0, 600.0)),
            drawing: Touched::new(draw(&Diagram::default(), None)),
            selection: Touched::default(),
            hover: Touched::default(),
            tool: Touched::new(Tool::Select),
            snap: Touched::default(),
            last_flow: None,
            clip: None,
        }
    }

    /// How often the drawing changed, or which diagram it is of.
    pub fn drawn(&self) -> u64 {
        self.drawing.count() + self.current.count()
    }

    /// How often the selection changed.
    pub fn selected(&self) -> u64 {
        self.selection.count()
    }

    /// How often another part of the plane was looked at.
    pub fn looked(&self) -> u64 {
        self.cameras.count() + self.size.count() + self.current.count()
    }

    /// How often something changed that shows what the hand can do.
    pub fn handled(&self) -> u64 {
        self.drawn() + self.selected() + self.hover.count() + self.tool.count() + self.snap.count()
    }

    /// The diagram that is shown.
    pub fn current(&self) -> &DiagramId {
        &self.current
    }

    /// Its drawing.
    pub fn drawing(&self) -> &Drawing {
        &self.drawing
    }

    /// What part of it is looked at.
    pub fn camera(&self) -> Camera {
        self.cameras
            .get(&*self.current)
            .copied()
            .unwrap_or_default()
    }

    /// The canvas, in pixels.
    pub fn size(&self) -> (f64, f64) {
        *self.size
    }

    /// What is seen of the plane.
    pub fn seen(&self) -> Rect {
        self.camera().seen(*self.size)
    }

    /// Selected elements, in the order they were selected.
    pub fn selection(&self) -> &[ElementId] {
        &self.selection
    }

    /// The element whose ports are shown.
    pub fn hover(&self) -> Option<&ElementId> {
        self.hover.as_ref()
    }

    /// Selects elements.
    pub fn select(&mut self, ids: Vec<ElementId>) {
        self.selection.set(ids);
    }

    /// Moves the camera.
    pub fn look(&mut self, change: impl FnOnce(&mut Camera, (f64, f64))) {
        let (size, current) = (*self.size, self.current.clone());
        change(self.cameras.entry(current).or_default(), size);
    }

    /// Moves the camera where a rectangle is not in sight.
    pub fn show(&mut self, rect: Rect) {
        if !self.seen().contains(rect.center()) {
            self.look(|c, size| c.center(rect.center(), size));
        }
    }

    /// Shows all of the drawing.
    pub fn fit(&mut self) {
        let bounds = self.drawing.bounds;
        let empty = self.drawing.items.is_empty();
        self.look(|c, size| match empty {
            // Where there is nothing yet, drawing begins at the origin: other tools show
            // nothing to the left of it or above.
            true => *c = Camera::default(),
            false => c.fit(bounds, size),
        });
    }

    /// The canvas has another size.
    pub fn resize(&mut self, width: f64, height: f64) {
        if width > 0.0 && height > 0.0 {
            self.size.set((width, height));
        }
    }

    /// Shows another diagram: nothing of it is selected, and who comes back finds what was looked at.
    pub fn turn_to(&mut self, model: &ThreatModel, id: DiagramId) {
        let before = std::mem::replace(&mut *self.current, id);
        self.cameras.entry(before).or_default();
        self.hover.set(None);
        self.selection.clear();
        self.redraw(model);
        if !self.cameras.contains_key(&*self.current) {
            self.fit();
        }
    }

    /// Draws the current diagram anew.
    pub fn redraw(&mut self, model: &ThreatModel) {
        let empty = Diagram::default();
        let diagram = model.diagram(&self.current).unwrap_or(&empty);
        *self.drawing = draw(diagram, model.knowledge_base.as_deref());
    }

    /// The model changed: what is shown and selected is there.
    pub fn follow(&mut self, model: &ThreatModel) {
        if model.diagram(&self.current).is_none() {
            self.current.set(first(model));
            self.selection.set(Vec::new());
        }
        if self.selection.is_empty() {
            return;
        }
        if let Some(diagram) = model.diagram(&self.current) {
            let there: HashSet<&ElementId> = diagram.elements.iter().map(|e| &e.id).collect();
            let mut kept = self.selection.to_vec();
            kept.retain(|id| there.contains(id));
            self.selection.set(kept);
        }
    }

    /// The pointer is at a point of the plane: the element there shows its ports, and goes on to
    /// show them as long as one of them can be reached.
    pub fn hover_at(&mut self, model: &ThreatModel, plane: Point) {
        let near = (PORT_GAP + NEAR) / self.camera().zoom;
        let still = self.hover.as_ref().is_some_and(|id| {
            let found = model.diagram(&self.current).and_then(|d| d.element(id));
            found.is_some_and(|e| e.form.bounds().grown(near).contains(plane))
        });
        let under = hit(&self.drawing, plane)
            .filter(|id| {
                let item = self.drawing.items.iter().find(|i| i.id == **id);
                item.is_some_and(|i| matches!(i.kind, "process" | "data store" | "external entity"))
            })
            .cloned();
        if under.is_some() || !still {
            self.hover.set(under);
        }
    }
}

fn first(model: &ThreatModel) -> DiagramId {
    let first = model.diagrams.first().map(|d| d.id.clone());
    first.unwrap_or_default()
}
