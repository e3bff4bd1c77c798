//! The editor: its parts, and the few things that are done to several of them at once. What people
//! ask for is made of these (`commands/`), and what they see is read off (`view/`).

use super::revisions::Revisions;
use crate::canvas::{Camera, Canvas, Hand, Sight, Snap, Tool, edge};
use crate::document::{Document, World, everywhere, is_drawn};
use crate::findings::{Findings, Grid};
use crate::review::Walk;
use crate::template::Desk;
use crate::touched::Touched;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use trustline_analysis::{Analysis, analyze, update};
use trustline_drawing::Drawing;
use trustline_model::{
    Diagnostic, Diagram, DiagramId, Edit, Element, ElementId, KnowledgeBase, OpenThreats,
    ThreatKey, ThreatModel,
};

/// A model being edited.
pub struct Editor {
    pub(crate) document: Document,
    pub(crate) canvas: Canvas,
    pub(crate) hand: Hand,
    pub(crate) findings: Findings,
    pub(crate) desk: Desk,
    /// The walk of a meeting, as it was taken up last.
    pub(crate) walk: Touched<Walk>,
    /// Why the last input had no effect.
    pub(crate) notice: Option<String>,
}

impl Editor {
    /// Begins to edit a model.
    pub fn open(model: ThreatModel, world: Box<dyn World>) -> Self {
        let mut canvas = Canvas::new(&model);
        canvas.redraw(&model);
        Self {
            canvas,
            hand: Hand::default(),
            findings: Findings::new(),
            desk: Desk::new(model.knowledge_base.as_ref()),
            walk: Touched::default(),
            document: Document::new(model, world),
            notice: None,
        }
    }

    /// A new model with one empty diagram.
    pub fn create(name: &str, kb: Arc<KnowledgeBase>, mut world: Box<dyn World>) -> Self {
        let mut model = ThreatModel {
            generation_enabled: Some(true),
            knowledge_base: Some(kb),
            ..ThreatModel::default()
        };
        model.information.name = name.to_owned();
        let diagram = Diagram::new(world.new_id().into(), "Diagram 1");
        model.diagrams.push(diagram);
        let mut editor = Self::open(model, world);
        editor.document.mark_unsaved();
        editor
    }

    /// The model as it is now.
    pub fn model(&self) -> &ThreatModel {
        self.document.model()
    }

    /// Its template.
    pub fn knowledge_base(&self) -> Option<&KnowledgeBase> {
        self.document.template().map(Arc::as_ref)
    }

    /// The diagram that is shown.
    pub fn diagram(&self) -> Option<&Diagram> {
        self.sight().diagram()
    }

    /// The id of the diagram that is shown.
    pub fn current(&self) -> &DiagramId {
        self.canvas.current()
    }

    /// The drawing of that diagram.
    pub fn drawing(&self) -> &Drawing {
        self.canvas.drawing()
    }

    /// What part of it is looked at.
    pub fn camera(&self) -> Camera {
        self.canvas.camera()
    }

    /// The canvas, in pixels.
    pub fn size(&self) -> (f64, f64) {
        self.canvas.size()
    }

    /// Selected elements, in the order they were selected.
    pub fn selection(&self) -> &[ElementId] {
        self.canvas.selection()
    }

    /// The tool in use.
    pub fn tool(&self) -> &Tool {
        &self.canvas.tool
    }

    /// Whether grid and neighbours attract.
    pub fn snap(&self) -> Snap {
        *self.canvas.snap
    }

    /// Threats as of the last [`Editor::settle`].
    pub fn analysis(&self) -> &Analysis {
        self.findings.analysis()
    }

    /// What was wrong at that time.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        self.findings.diagnostics()
    }

    /// The open threats of the diagram that is shown, by what they are about; none while threats have
    /// to be found again.
    pub fn open_threats(&self) -> Vec<OpenThreats> {
        if self.is_stale() {
            return Vec::new();
        }
        let shown = self.diagram().map(|d| &d.id);
        let mut places = self.model().diagrams.iter();
        let place = places.position(|d| Some(&d.id) == shown);
        place.map_or_else(Vec::new, |place| {
            self.analysis().open_threats(self.model(), place)
        })
    }

    /// The grid of threats.
    pub fn grid(&self) -> &Grid {
        &self.findings.grid
    }

    /// Threats selected in the grid.
    pub fn selected_threats(&self) -> &[ThreatKey] {
        &self.findings.selected
    }

    /// Why the last input had no effect, once.
    pub fn take_notice(&mut self) -> Option<String> {
        self.notice.take()
    }

    /// What an undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.document.history().undo_label()
    }

    /// What a redo would do.
    pub fn redo_label(&self) -> Option<&str> {
        self.document.history().redo_label()
    }

    /// Whether something is not saved.
    pub fn is_changed(&self) -> bool {
        self.document.is_changed()
    }

    /// Names the present state of the model: another number, another state.
    pub fn state(&self) -> u64 {
        self.document.history().state()
    }

    /// Whether threats have to be found again.
    pub fn is_stale(&self) -> bool {
        self.findings.is_stale()
    }

    /// How often each part changed, as its cells counted it.
    pub fn revisions(&self) -> Revisions {
        Revisions {
            model: self.document.count(),
            drawing: self.canvas.drawn(),
            selection: self.canvas.selected() + self.findings.selected.count(),
            camera: self.canvas.looked(),
            gesture: self.hand.count() + self.canvas.handled(),
            threats: self.findings.count(),
            template: self.desk.count(),
            walk: self.walk.count(),
        }
    }

    /// Finds threats again where the model changed since.
    pub fn settle(&mut self) {
        let model = self.document.model();
        self.findings.settle(model, self.canvas.selection());
    }

    /// The model to be written: with a changed drawing, recorded threats are brought up to date
    /// first, as a part of the latest edit. Where the drawing is as it was opened, they stay as
    /// they were recorded.
    pub fn prepare(&mut self) -> &ThreatModel {
        self.settle();
        if !self.document.is_as_opened() {
            let update = update(self.document.model(), self.findings.analysis());
            let edit = update.edit(self.document.model());
            if !update.is_empty() && self.document.apply_to_latest(edit).is_ok() {
                self.findings.expire();
                self.settle();
            }
        }
        self.document.model()
    }

    /// The model with threats brought up to date, for a copy that is not the file itself.
    pub fn snapshot(&self) -> ThreatModel {
        let mut model = self.document.model().clone();
        if !self.document.is_as_opened() {
            let update = match self.findings.is_stale() {
                true => update(&model, &analyze(&model)),
                false => update(&model, self.findings.analysis()),
            };
            model.threats = update.threats;
        }
        model
    }

    /// The state that was given by [`Editor::state`] has been saved.
    pub fn mark_saved(&mut self, state: u64) {
        self.document.mark_saved(state);
    }

    /// The model differs from every file: it was restored from a recovery copy.
    pub fn mark_unsaved(&mut self) {
        self.document.mark_unsaved();
    }

    /// The model as it is seen through the canvas.
    pub(crate) fn sight(&self) -> Sight<'_> {
        Sight::new(self.document.model(), &self.canvas)
    }

    /// Says why an input has no effect.
    pub(crate) fn say(&mut self, notice: impl Into<String>) {
        self.notice = Some(notice.into());
    }

    /// Applies an edit as one step of the history. Refusals become the notice.
    pub(crate) fn edit(&mut self, label: &str, edit: Edit) -> bool {
        let edit = self.on_canvas(edit);
        self.edit_merged(label, None, edit)
    }

    /// The edit with what it places brought onto the canvas.
    fn on_canvas(&mut self, mut edit: Edit) -> Edit {
        if edge::keep(self.document.model(), &mut edit) {
            self.say(edge::NOTICE);
        }
        edit
    }

    /// Applies an edit; with the latest step as one, where that has the same key.
    fn edit_merged(&mut self, label: &str, merge: Option<String>, edit: Edit) -> bool {
        if edit.is_nothing() {
            return false;
        }
        let drawn = is_drawn(&edit);
        match self.document.apply(label, merge, edit) {
            Ok(()) => {
                self.follow(drawn);
                true
            }
            Err(error) => {
                self.say(error.to_string());
                false
            }
        }
    }

    /// New forms of elements of the current diagram, as one edit.
    pub(crate) fn put(
        &mut self,
        label: &str,
        merge: Option<String>,
        elements: Vec<Element>,
    ) -> bool {
        let edit = self.putting(elements);
        let edit = self.on_canvas(edit);
        self.edit_merged(label, merge, edit)
    }

    /// The same for elements whose places were found with the edge of the canvas in mind.
    pub(crate) fn put_arranged(&mut self, label: &str, elements: Vec<Element>) -> bool {
        let edit = self.putting(elements);
        self.edit_merged(label, None, edit)
    }

    fn putting(&self, elements: Vec<Element>) -> Edit {
        let (model, id) = (self.document.model(), self.canvas.current());
        let there: HashMap<&ElementId, &Element> = model
            .diagram(id)
            .map(|d| d.elements.iter().map(|e| (&e.id, e)).collect())
            .unwrap_or_default();
        let edits = elements
            .into_iter()
            .filter(|e| there.get(&e.id) != Some(&e))
            .flat_map(|e| everywhere(model, id, e))
            .collect();
        Edit::All(edits)
    }

    /// The model changed: every part follows.
    fn follow(&mut self, drawn: bool) {
        let model = self.document.model();
        self.findings.expire();
        self.desk.follow(self.document.template());
        self.canvas.follow(model);
        self.hand.renew(Sight::new(model, &self.canvas));
        if drawn {
            self.canvas.redraw(model);
        }
    }

    /// Takes the latest step back, or does again what was undone last. A drag on its way is what is
    /// to be undone first: it is given up.
    pub(crate) fn step(&mut self, back: bool) {
        self.hand.give_up();
        let done = match back {
            true => self.document.undo(),
            false => self.document.redo(),
        };
        if let Some(diagram) = done {
            self.follow(true);
            if let Some(diagram) = diagram {
                self.show_diagram(diagram);
            }
        }
    }

    /// Selects elements of the current diagram.
    pub(crate) fn select(&mut self, ids: Vec<ElementId>) {
        let before = self.canvas.selected();
        self.canvas.select(ids);
        if self.canvas.selected() != before {
            self.findings.follow(self.canvas.selection());
        }
    }

    /// Selects those of some elements that the diagram has.
    pub(crate) fn select_known(&mut self, mut ids: Vec<ElementId>) {
        let known: HashSet<&ElementId> = self
            .diagram()
            .map(|d| d.elements.iter().map(|e| &e.id).collect())
            .unwrap_or_default();
        ids.retain(|id| known.contains(id));
        self.select(ids);
    }

    /// Shows another diagram, where there is one with this id.
    pub(crate) fn show_diagram(&mut self, id: DiagramId) {
        let model = self.document.model();
        if model.diagram(&id).is_none() || *self.canvas.current() == id {
            return;
        }
        self.hand.give_up();
        self.canvas.turn_to(model, id);
        self.findings.follow(self.canvas.selection());
    }
}
