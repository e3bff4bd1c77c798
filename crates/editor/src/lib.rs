//! A model being edited, headless: `Input` in, `View` out. Tools, selection, undo, the grid of
//! threats. Knows nothing of the DOM, files or the network; time, names and ids are handed in.

mod arrange;
pub mod camera;
mod clipboard;
mod commands;
mod differences;
mod grid;
mod history;
mod input;
mod messages;
mod method;
mod moving;
mod narrative;
mod palette;
mod properties;
mod snap;
mod template;
mod threats;
mod tools;

pub use camera::Camera;
pub use differences::differences;
pub use grid::{Column, Grid, Group, Line, Mark, Row};
pub use input::{Alignment, Axis, Command, Decision, Pointer, PointerKind};
pub use messages::MessageLine;
pub use method::{Imported, TreeLine, imported};
pub use moving::combined;
pub use narrative::narrative;
pub use palette::{Family, families};
pub use properties::{FieldKind, Pane, PaneField, PaneGroup};
pub use snap::{Guide, Snap};
pub use template::{
    Completion, RuleDraft, RuleNote, Suggestion, TemplateCommand, TemplateField, TemplateForm,
    TemplateGroup, TemplateItem, TemplateKey, TemplatePane, TemplateRow, TemplateTab, Tried,
    complete, readable_rule,
};
pub use threats::{ReadRule, Remedy, Why};
pub use tools::{Grip, GripKind, Tool};
pub use trustline_analysis::Newer;
pub use trustline_analysis::migrate::{
    Carry, Choices, DecisionPlan, ElementPlan, Plan, PropertyChange, Refusal, ThreatPlan,
};
pub use trustline_analysis::{framework, interactions, questionnaire};

use history::History;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use tools::Gesture;
use trustline_analysis::{Analysis, Standing, analyze};
use trustline_drawing::{Drawing, draw};
use trustline_model::geometry::Rect;
use trustline_model::{
    Diagram, DiagramId, Edit, EditError, Element, ElementId, KnowledgeBase, StencilId, Threat,
    ThreatKey, ThreatModel,
};

/// What the core must not know by itself.
pub trait World {
    /// The time, as files write it: `2026-01-02T03:04:05.678+00:00`.
    fn now(&self) -> String;
    /// Who is working.
    fn author(&self) -> String;
    /// An id that nothing else has.
    fn new_id(&mut self) -> String;
}

/// How often each part changed: what a page has to look at again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revisions {
    /// Any part of the model.
    pub model: u64,
    /// The drawing of the current diagram, or which one is current.
    pub drawing: u64,
    /// Which elements are selected.
    pub selection: u64,
    /// What part of the plane is looked at.
    pub camera: u64,
    /// What is seen while a gesture goes on: preview, guides, marquee, ports.
    pub gesture: u64,
    /// Threats, messages, and what is shown of them.
    pub threats: u64,
    /// The template, or which part of it is looked at.
    pub template: u64,
}

/// A model being edited.
pub struct Editor {
    model: ThreatModel,
    world: Box<dyn World>,
    history: History,
    /// Diagrams as they were opened: where they still are, the recorded threats stay untouched.
    opened: Vec<Diagram>,
    /// The template likewise.
    opened_template: Option<Arc<KnowledgeBase>>,
    saved: u64,
    current: DiagramId,
    cameras: HashMap<DiagramId, Camera>,
    size: (f64, f64),
    selection: Vec<ElementId>,
    tool: Tool,
    gesture: Option<Gesture>,
    hover: Option<ElementId>,
    snap: Snap,
    guides: Vec<Guide>,
    drawing: Drawing,
    analysis: Analysis,
    stale: bool,
    grid: Grid,
    selected_threats: Vec<ThreatKey>,
    removed: Vec<Threat>,
    /// Numbers that new threats bear as long as the model is open: they must not jump while others
    /// are decided on.
    numbers: HashMap<ThreatKey, i64>,
    clip: Option<clipboard::Clip>,
    last_flow: Option<StencilId>,
    desk: template::Desk,
    notice: Option<String>,
    revisions: Revisions,
}

impl Editor {
    /// Begins to edit a model.
    pub fn open(model: ThreatModel, world: Box<dyn World>) -> Self {
        let current = model.diagrams.first().map(|d| d.id.clone());
        let mut editor = Self {
            opened: model.diagrams.clone(),
            opened_template: model.knowledge_base.clone(),
            model,
            world,
            history: History::default(),
            saved: 0,
            current: current.unwrap_or_default(),
            cameras: HashMap::new(),
            size: (800.0, 600.0),
            selection: Vec::new(),
            tool: Tool::Select,
            gesture: None,
            hover: None,
            snap: Snap::default(),
            guides: Vec::new(),
            drawing: draw(&Diagram::default(), None),
            analysis: Analysis::default(),
            stale: true,
            grid: Grid::default(),
            selected_threats: Vec::new(),
            removed: Vec::new(),
            numbers: HashMap::new(),
            clip: None,
            last_flow: None,
            desk: template::Desk::default(),
            notice: None,
            revisions: Revisions::default(),
        };
        editor.see_template();
        editor.redraw();
        editor
    }

    /// A new model with one empty diagram.
    pub fn create(name: &str, kb: Arc<KnowledgeBase>, mut world: Box<dyn World>) -> Self {
        let mut model = ThreatModel {
            generation_enabled: Some(true),
            version: "4.3".into(),
            knowledge_base: Some(kb),
            ..ThreatModel::default()
        };
        model.information.name = name.to_owned();
        let diagram = Diagram::new(world.new_id().into(), "Diagram 1");
        model.diagrams.push(diagram);
        let mut editor = Self::open(model, world);
        editor.saved = u64::MAX;
        editor
    }

    /// The model as it is now.
    pub fn model(&self) -> &ThreatModel {
        &self.model
    }

    /// Its template.
    pub fn knowledge_base(&self) -> Option<&KnowledgeBase> {
        self.model.knowledge_base.as_deref()
    }

    /// The diagram that is shown.
    pub fn diagram(&self) -> Option<&Diagram> {
        self.model.diagram(&self.current)
    }

    /// The id of the diagram that is shown.
    pub fn current(&self) -> &DiagramId {
        &self.current
    }

    /// The drawing of that diagram.
    pub fn drawing(&self) -> &Drawing {
        &self.drawing
    }

    /// What part of it is looked at.
    pub fn camera(&self) -> Camera {
        self.cameras.get(&self.current).copied().unwrap_or_default()
    }

    /// The canvas, in pixels.
    pub fn size(&self) -> (f64, f64) {
        self.size
    }

    /// Selected elements, in the order they were selected.
    pub fn selection(&self) -> &[ElementId] {
        &self.selection
    }

    /// The tool in use.
    pub fn tool(&self) -> &Tool {
        &self.tool
    }

    /// Whether grid and neighbours attract.
    pub fn snap(&self) -> Snap {
        self.snap
    }

    /// How often each part changed.
    pub fn revisions(&self) -> Revisions {
        self.revisions
    }

    /// Threats and diagnostics as of the last [`Editor::settle`].
    pub fn analysis(&self) -> &Analysis {
        &self.analysis
    }

    /// The grid of threats.
    pub fn grid(&self) -> &Grid {
        &self.grid
    }

    /// Threats selected in the grid.
    pub fn selected_threats(&self) -> &[ThreatKey] {
        &self.selected_threats
    }

    /// Why the last input had no effect, once.
    pub fn take_notice(&mut self) -> Option<String> {
        self.notice.take()
    }

    /// What an undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.history.undo_label()
    }

    /// What a redo would do.
    pub fn redo_label(&self) -> Option<&str> {
        self.history.redo_label()
    }

    /// Whether something is not saved.
    pub fn is_changed(&self) -> bool {
        self.history.state() != self.saved
    }

    /// Names the present state of the model: another number, another state.
    pub fn state(&self) -> u64 {
        self.history.state()
    }

    /// Whether threats have to be found again.
    pub fn is_stale(&self) -> bool {
        self.stale
    }

    /// Finds threats again where the model changed since.
    pub fn settle(&mut self) {
        if !self.stale {
            return;
        }
        self.stale = false;
        self.analysis = analyze(&self.model);
        self.number_new_threats();
        self.grid.fill(&self.model, &self.analysis);
        if !self.selected_threats.is_empty() {
            let known: HashSet<&ThreatKey> = self.grid.rows().iter().map(|r| &r.key).collect();
            self.selected_threats.retain(|key| known.contains(key));
        }
        self.narrow_grid();
        self.revisions.threats += 1;
    }

    /// The highest number that a threat bears or bore since the model was opened.
    fn last_number(&self) -> i64 {
        let given = self.numbers.values().max().copied().unwrap_or(0);
        given.max(self.model.highest_number())
    }

    fn number_new_threats(&mut self) {
        let mut last = self.last_number();
        for threat in &mut self.analysis.threats {
            if threat.stored.is_none() {
                threat.number = *self.numbers.entry(threat.key.clone()).or_insert_with(|| {
                    last += 1;
                    last
                });
            }
        }
    }

    /// The model to be written: with a changed drawing, recorded threats are brought up to date
    /// first, as a part of the latest edit. Where the drawing is as it was opened, they stay as
    /// they were recorded.
    pub fn prepare(&mut self) -> &ThreatModel {
        self.settle();
        if !self.is_as_opened() {
            let update = trustline_analysis::update(&self.model, &self.analysis);
            if !update.is_empty()
                && self
                    .history
                    .apply_to_latest(&mut self.model, update.into_edit())
                    .is_ok()
            {
                self.stale = true;
                self.settle();
            }
        }
        &self.model
    }

    /// Whether what threats follow from is what was opened, or saved last.
    fn is_as_opened(&self) -> bool {
        let same_template = match (&self.opened_template, &self.model.knowledge_base) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b) || a == b,
            (a, b) => a == b,
        };
        same_template && self.model.diagrams == self.opened
    }

    /// The model with threats brought up to date, for a copy that is not the file itself.
    pub fn snapshot(&self) -> ThreatModel {
        let mut model = self.model.clone();
        if !self.is_as_opened() {
            let update = match self.stale {
                true => trustline_analysis::update(&model, &analyze(&model)),
                false => trustline_analysis::update(&model, &self.analysis),
            };
            model.threats = update.threats;
        }
        model
    }

    /// The state that was given by [`Editor::state`] has been saved.
    pub fn mark_saved(&mut self, state: u64) {
        self.saved = state;
        self.opened.clone_from(&self.model.diagrams);
        self.opened_template.clone_from(&self.model.knowledge_base);
        self.revisions.model += 1;
    }

    /// The model differs from every file: it was restored from a recovery copy.
    pub fn mark_unsaved(&mut self) {
        self.saved = u64::MAX;
        self.revisions.model += 1;
    }

    /// Applies an edit as one step of the history. Refusals become the notice.
    fn edit(&mut self, label: &str, edit: Edit) -> bool {
        self.edit_merged(label, None, edit)
    }

    fn edit_merged(&mut self, label: &str, merge: Option<String>, edit: Edit) -> bool {
        if matches!(&edit, Edit::All(edits) if edits.is_empty()) {
            return false;
        }
        let drawn = is_drawn(&edit);
        match self.history.apply(&mut self.model, label, merge, edit) {
            Ok(()) => {
                self.changed();
                if drawn {
                    self.redraw();
                }
                true
            }
            Err(error) => {
                self.refuse(&error);
                false
            }
        }
    }

    fn refuse(&mut self, error: &EditError) {
        self.notice = Some(error.to_string());
    }

    /// What follows from the model is to be found again; the drawing is the caller's.
    fn changed(&mut self) {
        self.revisions.model += 1;
        self.stale = true;
        self.follow_template();
        if self.model.diagram(&self.current).is_none() {
            let first = self.model.diagrams.first().map(|d| d.id.clone());
            self.current = first.unwrap_or_default();
            self.selection.clear();
        }
        if let Some(diagram) = self.model.diagram(&self.current) {
            let before = self.selection.len();
            if before > 0 {
                let there: HashSet<&ElementId> = diagram.elements.iter().map(|e| &e.id).collect();
                self.selection.retain(|id| there.contains(id));
            }
            if self.selection.len() != before {
                self.revisions.selection += 1;
            }
        }
        self.end_stale_gesture();
    }

    fn redraw(&mut self) {
        let empty = Diagram::default();
        let diagram = self.model.diagram(&self.current).unwrap_or(&empty);
        self.drawing = draw(diagram, self.model.knowledge_base.as_deref());
        self.revisions.drawing += 1;
        self.revisions.gesture += 1;
    }

    fn select(&mut self, ids: Vec<ElementId>) {
        if self.selection != ids {
            self.selection = ids;
            self.revisions.selection += 1;
            self.revisions.gesture += 1;
            if self.grid.only_selection {
                self.narrow_grid();
            }
        }
    }

    fn narrow_grid(&mut self) {
        let flows: Vec<ElementId> = self.selection.clone();
        self.grid.narrow(&flows);
        self.revisions.threats += 1;
    }

    /// Selected elements themselves.
    pub fn selected(&self) -> Vec<&Element> {
        let Some(diagram) = self.diagram() else {
            return Vec::new();
        };
        match self.selection.as_slice() {
            [] => Vec::new(),
            [one] => diagram.element(one).into_iter().collect(),
            many => {
                let by_id: HashMap<&ElementId, &Element> =
                    diagram.elements.iter().map(|e| (&e.id, e)).collect();
                many.iter()
                    .filter_map(|id| by_id.get(id).copied())
                    .collect()
            }
        }
    }

    /// What holds the selection.
    pub fn selection_bounds(&self) -> Option<Rect> {
        let bounds = self.selected().into_iter().map(|e| e.form.bounds());
        bounds.reduce(Rect::union)
    }

    /// Elements of the current diagram that are to light up: interactions of the selected threats,
    /// and the boundaries that selected flows cross.
    pub fn lit(&self) -> Vec<ElementId> {
        let mut lit = Vec::new();
        let Some(place) = self
            .model
            .diagrams
            .iter()
            .position(|d| d.id == self.current)
        else {
            return lit;
        };
        let mut light = |interaction: &trustline_analysis::Interaction, all: bool| {
            let of_model = interaction.elements(&self.model).map(|e| e.id.clone());
            if all {
                lit.extend(of_model);
            }
            let crossed = interaction.boundaries(&self.model);
            lit.extend(crossed.into_iter().map(|e| e.id.clone()));
        };
        if self.stale {
            return lit;
        }
        for key in &self.selected_threats {
            let threat = self.analysis.threats.iter().find(|t| t.key == *key);
            let found = threat.and_then(|t| self.analysis.interactions.get(t.interaction?));
            if let Some(interaction) = found.filter(|i| i.diagram == place) {
                light(interaction, true);
            }
        }
        if !self.selection.is_empty() && self.selection.len() < 50 {
            // What several diagrams show is judged with the first of them, and seen on all.
            let known = &self.analysis.interactions;
            let shared = match self.model.diagrams.len() {
                0 | 1 => Vec::new(),
                _ => trustline_analysis::interactions_of(&self.model, place),
            };
            let seen = if shared.is_empty() { known } else { &shared };
            for interaction in seen.iter().filter(|i| i.diagram == place) {
                let [_, flow, _] = interaction.elements(&self.model);
                if self.selection.contains(&flow.id) {
                    light(interaction, false);
                }
            }
        }
        let mut seen = HashSet::new();
        lit.retain(|id| seen.insert(id.clone()));
        lit
    }

    /// How many threats there are: all, undecided, no longer generated; and how many are gone.
    pub fn counts(&self) -> (usize, usize, usize, usize) {
        let all = self.analysis.threats.len();
        let rows = self.grid.rows();
        let open = rows.iter().filter(|r| r.is_untouched()).count();
        let orphans = self
            .analysis
            .threats
            .iter()
            .filter(|t| t.standing == Standing::NoLongerGenerated)
            .count();
        (all, open, orphans, self.analysis.gone.len())
    }

    /// Whether the clipboard holds something.
    pub fn can_paste(&self) -> bool {
        self.clip.is_some()
    }
}

/// Whether an edit changes what is drawn.
fn is_drawn(edit: &Edit) -> bool {
    match edit {
        Edit::All(edits) => edits.iter().any(is_drawn),
        Edit::SetInformation(_)
        | Edit::SetGeneration(_)
        | Edit::PutThreat(_)
        | Edit::RemoveThreat(_)
        | Edit::SetThreats(_)
        | Edit::SetNotes(_)
        | Edit::SetMessages(_)
        | Edit::SetDeclined(_)
        | Edit::SetReview(_) => false,
        Edit::SetKnowledgeBase(_)
        | Edit::InsertDiagram(..)
        | Edit::RenameDiagram(..)
        | Edit::RemoveDiagram(_)
        | Edit::MoveDiagram(..)
        | Edit::SetDepth(..)
        | Edit::PutElement(..)
        | Edit::RemoveElement(..)
        | Edit::OrderElement(..) => true,
    }
}
