//! Diagrams in layers, elements on several diagrams, and what a team records about a model.

use crate::Editor;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use trustline_analysis::{Levels, analyze, interactions, update};
use trustline_drawing::docking::{connect, moved};
use trustline_model::depth::{self, Depth, LAYERS, SEPARATOR};
use trustline_model::geometry::Rect;
use trustline_model::interactions::Tables;
use trustline_model::review::Review;
use trustline_model::{
    Diagnostic, Diagram, DiagramId, Edit, Element, ElementId, Form, KnowledgeBase, Property,
    PropertyValue, ThreatModel,
};

/// What a diagram is for another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeLine {
    /// The diagram.
    pub diagram: DiagramId,
    /// Its name.
    pub name: String,
    /// How deep it stands in the tree, from 0.
    pub level: usize,
    /// Its layer, where something says so.
    pub layer: Option<u8>,
    /// The process that stands for it above.
    pub process: Option<String>,
    /// How many elements it shows, without flows and boundaries.
    pub elements: usize,
}

/// A model made from a document of interaction tables.
pub struct Imported {
    /// The model, arranged and with its threats.
    pub model: ThreatModel,
    /// How many elements there are, each counted once.
    pub elements: usize,
    /// How many pairs of them talk.
    pub pairs: usize,
    /// What is wrong with the document.
    pub findings: Vec<Diagnostic>,
}

/// Makes a model from a document of interaction tables; `name` is the document's.
pub fn imported(tables: &Tables, kb: &Arc<KnowledgeBase>, name: &str) -> Imported {
    let mut built = interactions::build(tables, kb, &[], name);
    if built.model.information.name.is_empty() {
        name.clone_into(&mut built.model.information.name);
    }
    trustline_drawing::arrange_all(&mut built.model);
    let analysis = analyze(&built.model);
    built.model.threats = update(&built.model, &analysis).threats;
    Imported {
        model: built.model,
        elements: built.elements,
        pairs: built.pairs,
        findings: interactions::check(tables, &[], &Levels::default()),
    }
}

impl Editor {
    /// Replaces everything that the team recorded, as one step.
    pub(crate) fn set_review(&mut self, label: &str, review: Box<Review>) {
        if *review != self.model.review {
            self.edit(label, Edit::SetReview(review));
        }
    }

    pub(crate) fn set_depth(
        &mut self,
        id: DiagramId,
        layer: Option<u8>,
        process: Option<ElementId>,
    ) {
        let Some(diagram) = self.model.diagram(&id) else {
            return;
        };
        if depth::layer(diagram) != layer || depth::stands_for(diagram) != process {
            self.edit("layer", Edit::SetDepth(id, layer, process));
        }
    }

    /// The diagrams from the uppermost one down to the current one, each with its name.
    pub fn path(&self) -> Vec<(DiagramId, String)> {
        let diagrams = &self.model.diagrams;
        let Some(at) = diagrams.iter().position(|d| d.id == self.current) else {
            return Vec::new();
        };
        let path = Depth::of(&self.model).path(at);
        let found = path.into_iter().filter_map(|i| diagrams.get(i));
        found
            .map(|d| (d.id.clone(), d.name.trim().to_owned()))
            .collect()
    }

    /// All diagrams as a tree, each below the one that it shows a part of.
    pub fn tree(&self) -> Vec<TreeLine> {
        let tree = Depth::of(&self.model);
        let mut found = Vec::new();
        let tops = tree
            .diagrams
            .iter()
            .enumerate()
            .filter(|(_, s)| s.parent.is_none());
        for (i, _) in tops {
            self.branch(&tree, i, 0, &mut found);
        }
        found
    }

    fn branch(&self, tree: &Depth, at: usize, level: usize, found: &mut Vec<TreeLine>) {
        let (Some(diagram), Some(standing)) = (self.model.diagrams.get(at), tree.diagrams.get(at))
        else {
            return;
        };
        let process = standing.parent.as_ref().and_then(|(above, id)| {
            let element = self.model.diagrams.get(*above)?.element(id)?;
            Some(element.name().trim().to_owned())
        });
        found.push(TreeLine {
            diagram: diagram.id.clone(),
            name: diagram.name.trim().to_owned(),
            level,
            layer: standing.layer,
            process,
            elements: diagram.elements.iter().filter(|e| e.form.is_node()).count(),
        });
        for child in tree.children(at) {
            self.branch(tree, child, level + 1, found);
        }
    }

    /// The diagram that shows a process of the current diagram in depth.
    pub fn child_of(&self, process: &ElementId) -> Option<DiagramId> {
        let diagrams = &self.model.diagrams;
        let at = diagrams.iter().position(|d| d.id == self.current)?;
        let child = Depth::of(&self.model).child_of(at, process)?;
        Some(diagrams.get(child)?.id.clone())
    }

    /// Shows the diagram of the selected process, which is made where there is none yet.
    pub(crate) fn open_child(&mut self) {
        let process = match self.selected().as_slice() {
            [one] if matches!(one.form, Form::Process(_)) => (*one).clone(),
            _ => {
                self.notice = Some("select the process that a diagram shows in depth".into());
                return;
            }
        };
        match self.child_of(&process.id) {
            Some(child) => self.show_diagram(child),
            None => self.add_child(process),
        }
    }

    /// A new diagram, one layer deeper, with everybody the process talks to at its edge.
    fn add_child(&mut self, process: Element) {
        let Some(above) = self.diagram() else { return };
        let at = self.model.diagrams.iter().position(|d| d.id == above.id);
        let layer = Depth::of(&self.model)
            .diagrams
            .get(at.unwrap_or(0))
            .and_then(|s| s.layer)
            .unwrap_or(0);
        let name = match (process.name().trim(), layer) {
            ("", _) => "Process".to_owned(),
            (name, 0) => name.to_owned(),
            (name, _) => format!("{}{SEPARATOR}{name}", above.name.trim()),
        };
        let mut seen: HashSet<&ElementId> = HashSet::new();
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for (_, line) in above.flows() {
            let (Some(from), Some(to)) = (&line.source.element, &line.target.element) else {
                continue;
            };
            let (other, side) = match (*from == process.id, *to == process.id) {
                (false, true) => (from, &mut before),
                (true, false) => (to, &mut after),
                _ => continue,
            };
            if let Some(element) = above.element(other).filter(|_| seen.insert(other)) {
                side.push(element.clone());
            }
        }
        let id: DiagramId = self.world.new_id().into();
        let mut diagram = Diagram::new(id.clone(), &name);
        for (elements, x) in [(before, 40.0), (after, 760.0)] {
            let mut y = 60.0;
            for mut element in elements {
                if let Some(rect) = element.form.rect_mut() {
                    *rect = Rect::new(x, y, rect.width, rect.height);
                    y += rect.height + 60.0;
                }
                diagram.elements.push(element);
            }
        }
        let deeper = usize::from(layer + 1).min(LAYERS.len() - 1);
        depth::set_layer(&mut diagram, u8::try_from(deeper).ok());
        depth::set_stands_for(&mut diagram, Some(&process.id));
        let mut stub = process;
        stub.properties.retain(|p| p.name != depth::CHILD);
        stub.properties.push(Property {
            name: depth::CHILD.into(),
            label: "Shown On A Diagram Of Its Own".into(),
            value: PropertyValue::CustomText("yes".into()),
        });
        let mut edits = self.everywhere(&self.current, stub);
        edits.push(Edit::InsertDiagram(usize::MAX, diagram));
        if self.edit("add diagram", Edit::All(edits)) {
            self.show_diagram(id);
        }
    }

    /// The edits that put an element on a diagram: where others show it as well, they follow in all
    /// but its place.
    pub(crate) fn everywhere(&self, diagram: &DiagramId, element: Element) -> Vec<Edit> {
        // The diagram at hand first: undo leads back to it.
        let mut edits = vec![Edit::PutElement(diagram.clone(), element.clone())];
        let old = self
            .model
            .diagram(diagram)
            .and_then(|d| d.element(&element.id));
        let ends = |e: &Element| {
            let line = e.form.line()?;
            Some((line.source.element.clone(), line.target.element.clone()))
        };
        let same = old.is_some_and(|old| {
            old.properties == element.properties
                && old.stencil == element.stencil
                && ends(old) == ends(&element)
        });
        if self.model.diagrams.len() > 1 && !same && old.is_some() {
            let others = self.model.diagrams.iter().filter(|d| d.id != *diagram);
            for other in others {
                if let Some(shown) = other.element(&element.id) {
                    let mut new = element.clone();
                    new.form = same_kind(&element.form, &shown.form);
                    // A flow that leads elsewhere now does so wherever both ends are shown.
                    if let Some((Some(from), Some(to))) = ends(&element)
                        && ends(shown) != ends(&element)
                        && let (Some(a), Some(b)) = (other.element(&from), other.element(&to))
                    {
                        new.form = Form::DataFlow(connect(a, b, 0.0));
                    }
                    edits.push(Edit::PutElement(other.id.clone(), new));
                }
            }
        }
        edits
    }

    /// Puts the selected elements, and the flows among them, on another diagram: they stay the same
    /// elements there.
    pub(crate) fn show_on(&mut self, other: &DiagramId) {
        let (Some(diagram), Some(target)) = (self.diagram(), self.model.diagram(other)) else {
            return;
        };
        let chosen: HashSet<&ElementId> = self.selection.iter().collect();
        let there: HashSet<&ElementId> = target.elements.iter().map(|e| &e.id).collect();
        let bounds = |elements: &mut dyn Iterator<Item = &Element>| {
            elements.map(|e| e.form.bounds()).reduce(Rect::union)
        };
        let nodes = || {
            let all = diagram.elements.iter();
            all.filter(|e| {
                e.form.line().is_none() && chosen.contains(&e.id) && !there.contains(&e.id)
            })
        };
        let from = bounds(&mut nodes());
        let free = bounds(&mut target.elements.iter());
        let (dx, dy) = match (from, free) {
            (Some(from), Some(free)) => (free.left - from.left, free.bottom() + 60.0 - from.top),
            _ => (0.0, 0.0),
        };
        let mut placed: HashMap<ElementId, Element> = HashMap::new();
        let mut edits = Vec::new();
        for element in nodes() {
            let new = moved(element, dx.round(), dy.round());
            placed.insert(new.id.clone(), new.clone());
            edits.push(Edit::PutElement(other.clone(), new));
        }
        for element in diagram.elements.iter().filter(|e| !there.contains(&e.id)) {
            let Form::DataFlow(line) = &element.form else {
                continue;
            };
            let end = |id: &Option<ElementId>| {
                let id = id.as_ref()?;
                placed.get(id).or_else(|| target.element(id))
            };
            let (Some(a), Some(b)) = (end(&line.source.element), end(&line.target.element)) else {
                continue;
            };
            let wanted =
                chosen.contains(&element.id) || (chosen.contains(&a.id) && chosen.contains(&b.id));
            if wanted {
                let mut flow = element.clone();
                let back = |l: &trustline_model::Line| {
                    l.source.element.as_ref() == Some(&b.id)
                        && l.target.element.as_ref() == Some(&a.id)
                };
                let bend = if diagram.flows().any(|(_, l)| back(l)) {
                    24.0
                } else {
                    0.0
                };
                flow.form = Form::DataFlow(connect(a, b, bend));
                edits.push(Edit::PutElement(other.clone(), flow));
            }
        }
        if edits.is_empty() {
            self.notice = Some("everything that is selected stands there already".into());
            return;
        }
        let ids = self.selection.iter().filter(|id| placed.contains_key(*id));
        let ids: Vec<ElementId> = ids.cloned().collect();
        let other = other.clone();
        if self.edit("show on another diagram", Edit::All(edits)) {
            self.show_diagram(other);
            self.select(ids);
        }
    }
}

/// The form that an element has on another diagram after it changed here: its place there, what it
/// is from here.
fn same_kind(here: &Form, there: &Form) -> Form {
    match (here.node_kind(), there.rect()) {
        (Some(kind), Some(rect)) => kind.form(rect),
        _ => there.clone(),
    }
}
