//! The only way a model changes: `apply` an edit, get back a change that `revert` undoes.
//!
//! INVARIANT: an edit is applied wholly or not at all, and reverting its change gives the same
//! model again.

use crate::review::Review;
use crate::{
    Diagram, DiagramId, Element, ElementId, Information, KnowledgeBase, Message, Note, Property,
    PropertyValue, Threat, ThreatKey, ThreatModel, depth, property_name,
};
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

/// Something a person or a chore wants changed.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Several edits as one.
    All(Vec<Edit>),
    /// New information fields.
    SetInformation(Information),
    /// Threat generation on or off.
    SetGeneration(bool),
    /// Another template.
    SetKnowledgeBase(Option<Arc<KnowledgeBase>>),
    /// A new diagram at a place among the tabs (the end, if beyond).
    InsertDiagram(usize, Diagram),
    /// Another name for a diagram.
    RenameDiagram(DiagramId, String),
    /// A diagram less, with its elements. Its threats stay recorded.
    RemoveDiagram(DiagramId),
    /// A diagram at another place among the tabs (the end, if beyond).
    MoveDiagram(DiagramId, usize),
    /// A new element on top of the others, or a new form of one that is there.
    PutElement(DiagramId, Element),
    /// An element less. Flows attached to it are left dangling where they are.
    RemoveElement(DiagramId, ElementId),
    /// An element at another place in drawing order, as far as lines stay above the others.
    OrderElement(DiagramId, ElementId, usize),
    /// A new threat, or new decisions on one that is there.
    PutThreat(Threat),
    /// A threat less.
    RemoveThreat(ThreatKey),
    /// All threats.
    SetThreats(Vec<Threat>),
    /// All notes.
    SetNotes(Vec<Note>),
    /// All messages.
    SetMessages(Vec<Message>),
    /// All versions of the template that people declined.
    SetDeclined(Vec<String>),
    /// Everything that a team recorded beside threats.
    SetReview(Box<Review>),
    /// The layer of a diagram, and the process that stands for it.
    SetDepth(DiagramId, Option<u8>, Option<ElementId>),
}

/// Why an edit cannot be applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// No diagram has this id.
    NoDiagram(DiagramId),
    /// A diagram with this id is there already.
    DiagramExists(DiagramId),
    /// No element of the diagram has this id.
    NoElement(ElementId),
    /// No threat has this key.
    NoThreat(ThreatKey),
    /// Two threats have the same key.
    ThreatTwice(ThreatKey),
    /// An element needs an id.
    NoId,
    /// Two elements of a new diagram have the same id.
    ElementTwice(ElementId),
    /// A record is kept with the template, and there is none.
    NoTemplate,
    /// A flow cannot be attached to something that the diagram lacks.
    NotAttachable(ElementId),
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EditError::NoDiagram(id) => write!(f, "no diagram `{id}`"),
            EditError::DiagramExists(id) => write!(f, "diagram `{id}` is there already"),
            EditError::NoElement(id) => write!(f, "no element `{id}` on this diagram"),
            EditError::NoThreat(key) => write!(f, "no threat `{key}`"),
            EditError::ThreatTwice(key) => write!(f, "two threats have the key `{key}`"),
            EditError::NoId => f.write_str("an element needs an id"),
            EditError::ElementTwice(id) => write!(f, "two elements have the id `{id}`"),
            EditError::NoTemplate => {
                f.write_str("reviews are kept with the template, and this model has none")
            }
            EditError::NotAttachable(id) => {
                write!(
                    f,
                    "nothing on this diagram has the id `{id}` for a flow to be attached to"
                )
            }
        }
    }
}

impl std::error::Error for EditError {}

/// What an edit did; `revert` takes it back.
#[derive(Clone, Debug, PartialEq)]
pub struct Change(Vec<Step>);

/// What restores one spot of the model.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    Information(Information),
    Generation(Option<bool>),
    KnowledgeBase(Option<Arc<KnowledgeBase>>),
    Threats(Vec<Threat>),
    Notes(Vec<Note>),
    Messages(Vec<Message>),
    Declined(Vec<String>),
    Review(Box<Review>),
    DropDiagram(usize),
    PutBackDiagram(usize, Diagram),
    DiagramName(usize, String, Vec<Property>),
    DiagramPlace(usize, usize),
    ElementPlace(usize, usize, usize),
    DropElement(usize, usize),
    PutBackElement(usize, usize, Box<Element>),
    Element(usize, usize, Box<Element>),
    DropThreat(usize),
    PutBackThreat(usize, Box<Threat>),
    Threat(usize, Box<Threat>),
}

impl ThreatModel {
    /// Changes the model, or refuses and leaves it as it was.
    pub fn apply(&mut self, edit: Edit) -> Result<Change, EditError> {
        let mut steps = Vec::new();
        match self.perform(edit, &mut steps) {
            Ok(()) => Ok(Change(steps)),
            Err(error) => {
                self.revert(Change(steps));
                Err(error)
            }
        }
    }

    /// Takes a change back. Changes are reverted in the reverse of the order they were made in.
    pub fn revert(&mut self, change: Change) {
        for step in change.0.into_iter().rev() {
            self.restore(step);
        }
    }

    fn perform(&mut self, edit: Edit, steps: &mut Vec<Step>) -> Result<(), EditError> {
        match edit {
            Edit::All(edits) => edits.into_iter().try_for_each(|e| self.perform(e, steps))?,
            Edit::SetInformation(new) => {
                steps.push(Step::Information(std::mem::replace(
                    &mut self.information,
                    new,
                )));
            }
            Edit::SetGeneration(on) => {
                steps.push(Step::Generation(self.generation_enabled.replace(on)));
            }
            Edit::SetKnowledgeBase(new) => {
                if new.is_none() && !self.review.is_empty() {
                    return Err(EditError::NoTemplate);
                }
                steps.push(Step::KnowledgeBase(std::mem::replace(
                    &mut self.knowledge_base,
                    new,
                )));
            }
            Edit::SetThreats(new) => {
                // Files may record a threat twice; edits do not add to that.
                if let Some(twice) = repeated(&new).difference(&repeated(&self.threats)).next() {
                    return Err(EditError::ThreatTwice((*twice).clone()));
                }
                steps.push(Step::Threats(std::mem::replace(&mut self.threats, new)));
            }
            Edit::SetNotes(new) => {
                steps.push(Step::Notes(std::mem::replace(&mut self.notes, new)));
            }
            Edit::SetMessages(new) => {
                steps.push(Step::Messages(std::mem::replace(&mut self.messages, new)));
            }
            Edit::SetDeclined(new) => {
                steps.push(Step::Declined(std::mem::replace(&mut self.declined, new)));
            }
            Edit::SetReview(new) => {
                if self.knowledge_base.is_none() && !new.is_empty() {
                    return Err(EditError::NoTemplate);
                }
                let old = std::mem::replace(&mut self.review, *new);
                steps.push(Step::Review(Box::new(old)));
            }
            Edit::SetDepth(id, layer, process) => {
                let at = self.diagram_index(&id)?;
                if let Some(diagram) = self.diagrams.get_mut(at) {
                    let properties = diagram.properties.clone();
                    depth::set_layer(diagram, layer);
                    depth::set_stands_for(diagram, process.as_ref());
                    steps.push(Step::DiagramName(at, diagram.name.clone(), properties));
                }
            }
            Edit::InsertDiagram(at, diagram) => {
                if self.diagram(&diagram.id).is_some() {
                    return Err(EditError::DiagramExists(diagram.id));
                }
                let mut ids = HashSet::new();
                for element in &diagram.elements {
                    check_attachable(&diagram, element)?;
                    if !ids.insert(&element.id) {
                        return Err(EditError::ElementTwice(element.id.clone()));
                    }
                }
                let mut diagram = diagram;
                diagram.elements.sort_by_key(|e| e.form.line().is_some());
                let at = at.min(self.diagrams.len());
                self.diagrams.insert(at, diagram);
                steps.push(Step::DropDiagram(at));
            }
            Edit::RenameDiagram(id, name) => {
                let at = self.diagram_index(&id)?;
                if let Some(diagram) = self.diagrams.get_mut(at) {
                    let properties = diagram.properties.clone();
                    for property in &mut diagram.properties {
                        if property.label == property_name::NAME_LABEL
                            && let PropertyValue::Text(text) = &mut property.value
                        {
                            text.clone_from(&name);
                        }
                    }
                    let old = std::mem::replace(&mut diagram.name, name);
                    steps.push(Step::DiagramName(at, old, properties));
                }
            }
            Edit::RemoveDiagram(id) => {
                let at = self.diagram_index(&id)?;
                steps.push(Step::PutBackDiagram(at, self.diagrams.remove(at)));
            }
            Edit::MoveDiagram(id, to) => {
                let from = self.diagram_index(&id)?;
                let to = to.min(self.diagrams.len() - 1);
                let diagram = self.diagrams.remove(from);
                self.diagrams.insert(to, diagram);
                steps.push(Step::DiagramPlace(from, to));
            }
            Edit::OrderElement(id, element, to) => {
                let at = self.diagram_index(&id)?;
                if let Some(diagram) = self.diagrams.get_mut(at) {
                    order_element(diagram, at, &element, to, steps)?;
                }
            }
            Edit::PutElement(id, element) => {
                let at = self.diagram_index(&id)?;
                if let Some(diagram) = self.diagrams.get_mut(at) {
                    put_element(diagram, at, element, steps)?;
                }
            }
            Edit::RemoveElement(id, element) => {
                let at = self.diagram_index(&id)?;
                if let Some(diagram) = self.diagrams.get_mut(at) {
                    remove_element(diagram, at, &element, steps)?;
                }
            }
            Edit::PutThreat(threat) => {
                match self
                    .threats
                    .iter_mut()
                    .enumerate()
                    .find(|(_, t)| t.key == threat.key)
                {
                    Some((i, old)) => {
                        steps.push(Step::Threat(i, Box::new(std::mem::replace(old, threat))));
                    }
                    None => {
                        self.threats.push(threat);
                        steps.push(Step::DropThreat(self.threats.len() - 1));
                    }
                }
            }
            Edit::RemoveThreat(key) => {
                let at = self.threats.iter().position(|t| t.key == key);
                let at = at.ok_or(EditError::NoThreat(key))?;
                steps.push(Step::PutBackThreat(at, Box::new(self.threats.remove(at))));
            }
        }
        Ok(())
    }

    fn restore(&mut self, step: Step) {
        match step {
            Step::Information(old) => self.information = old,
            Step::Generation(old) => self.generation_enabled = old,
            Step::KnowledgeBase(old) => self.knowledge_base = old,
            Step::Threats(old) => self.threats = old,
            Step::Notes(old) => self.notes = old,
            Step::Messages(old) => self.messages = old,
            Step::Declined(old) => self.declined = old,
            Step::Review(old) => self.review = *old,
            Step::DropDiagram(at) => {
                self.diagrams.remove(at);
            }
            Step::PutBackDiagram(at, old) => self.diagrams.insert(at, old),
            Step::DiagramName(at, old, properties) => {
                if let Some(diagram) = self.diagrams.get_mut(at) {
                    diagram.name = old;
                    diagram.properties = properties;
                }
            }
            Step::DiagramPlace(from, to) => {
                let diagram = self.diagrams.remove(to);
                self.diagrams.insert(from, diagram);
            }
            Step::ElementPlace(diagram, from, to) => {
                if let Some(d) = self.diagrams.get_mut(diagram) {
                    let element = d.elements.remove(to);
                    d.elements.insert(from, element);
                }
            }
            Step::DropElement(diagram, at) => {
                if let Some(d) = self.diagrams.get_mut(diagram) {
                    d.elements.remove(at);
                }
            }
            Step::PutBackElement(diagram, at, old) => {
                if let Some(d) = self.diagrams.get_mut(diagram) {
                    d.elements.insert(at, *old);
                }
            }
            Step::Element(diagram, at, old) => {
                if let Some(e) = self
                    .diagrams
                    .get_mut(diagram)
                    .and_then(|d| d.elements.get_mut(at))
                {
                    *e = *old;
                }
            }
            Step::DropThreat(at) => {
                self.threats.remove(at);
            }
            Step::PutBackThreat(at, old) => self.threats.insert(at, *old),
            Step::Threat(at, old) => {
                if let Some(threat) = self.threats.get_mut(at) {
                    *threat = *old;
                }
            }
        }
    }

    fn diagram_index(&self, id: &DiagramId) -> Result<usize, EditError> {
        let found = self.diagrams.iter().position(|d| d.id == *id);
        found.ok_or_else(|| EditError::NoDiagram(id.clone()))
    }
}

/// Keys that more than one threat has.
fn repeated(threats: &[Threat]) -> HashSet<&ThreatKey> {
    let mut seen = HashSet::with_capacity(threats.len());
    threats
        .iter()
        .map(|t| &t.key)
        .filter(|key| !seen.insert(*key))
        .collect()
}

/// Flows may only be attached to what the diagram has (themselves apart).
fn check_attachable(diagram: &Diagram, element: &Element) -> Result<(), EditError> {
    if !element.id.is_some() {
        return Err(EditError::NoId);
    }
    let Some(line) = element.form.line() else {
        return Ok(());
    };
    for end in [&line.source, &line.target] {
        if let Some(id) = &end.element
            && (*id == element.id || diagram.element(id).is_none_or(|e| e.form.line().is_some()))
        {
            return Err(EditError::NotAttachable(id.clone()));
        }
    }
    Ok(())
}

fn order_element(
    diagram: &mut Diagram,
    at: usize,
    element: &ElementId,
    to: usize,
    steps: &mut Vec<Step>,
) -> Result<(), EditError> {
    let found = diagram.elements.iter().position(|e| e.id == *element);
    let from = found.ok_or_else(|| EditError::NoElement(element.clone()))?;
    let lines = diagram
        .elements
        .iter()
        .filter(|e| e.form.line().is_some())
        .count();
    let shapes = diagram.elements.len() - lines;
    let to = if from < shapes {
        to.min(shapes - 1)
    } else {
        to.clamp(shapes, diagram.elements.len() - 1)
    };
    let moved = diagram.elements.remove(from);
    diagram.elements.insert(to, moved);
    steps.push(Step::ElementPlace(at, from, to));
    Ok(())
}

fn put_element(
    diagram: &mut Diagram,
    at: usize,
    element: Element,
    steps: &mut Vec<Step>,
) -> Result<(), EditError> {
    let ends = |e: &Element| {
        let line = e.form.line()?;
        Some((line.source.element.clone(), line.target.element.clone()))
    };
    // Which of two with one id is meant, nobody can tell.
    let mut same = diagram.elements.iter().filter(|e| e.id == element.id);
    let known = same.next();
    if same.next().is_some() {
        return Err(EditError::ElementTwice(element.id));
    }
    // Files may attach a flow to what is not there; edits do not add to that.
    if known.is_none_or(|old| ends(old).is_none() || ends(old) != ends(&element)) {
        check_attachable(diagram, &element)?;
    }
    let is_line = element.form.line().is_some();
    match diagram
        .elements
        .iter_mut()
        .enumerate()
        .find(|(_, e)| e.id == element.id)
    {
        Some((i, old)) if old.form.line().is_some() == is_line => {
            let old = std::mem::replace(old, element);
            steps.push(Step::Element(at, i, Box::new(old)));
            return Ok(());
        }
        // From shape to line or back: it moves to the others of its kind.
        Some(_) => remove_element(diagram, at, &element.id, steps)?,
        None => {}
    }
    let index = match is_line {
        true => diagram.elements.len(),
        false => diagram
            .elements
            .partition_point(|e| e.form.line().is_none()),
    };
    diagram.elements.insert(index, element);
    steps.push(Step::DropElement(at, index));
    Ok(())
}

fn remove_element(
    diagram: &mut Diagram,
    at: usize,
    id: &ElementId,
    steps: &mut Vec<Step>,
) -> Result<(), EditError> {
    let found = diagram.elements.iter().position(|e| e.id == *id);
    let index = found.ok_or_else(|| EditError::NoElement(id.clone()))?;
    detach(diagram, at, id, steps);
    steps.push(Step::PutBackElement(
        at,
        index,
        Box::new(diagram.elements.remove(index)),
    ));
    Ok(())
}

/// Leaves every line that was attached to an element dangling where it is.
fn detach(diagram: &mut Diagram, at: usize, id: &ElementId, steps: &mut Vec<Step>) {
    for (i, element) in diagram.elements.iter_mut().enumerate() {
        let attached = |line: &crate::Line| {
            line.source.element.as_ref() == Some(id) || line.target.element.as_ref() == Some(id)
        };
        if !element.form.line().is_some_and(attached) {
            continue;
        }
        steps.push(Step::Element(at, i, Box::new(element.clone())));
        if let Some(line) = element.form.line_mut() {
            for end in [&mut line.source, &mut line.target] {
                if end.element.as_ref() == Some(id) {
                    end.element = None;
                    end.port = crate::Port::None;
                }
            }
        }
    }
}

/// What every sequence of edits must keep: ids are unique, attached ends meet something, lines
/// lie above shapes.
///
/// Models read from files may break these; the checks of `analysis` report it.
pub fn invariants(model: &ThreatModel) -> Result<(), String> {
    let mut diagrams = HashSet::new();
    for diagram in &model.diagrams {
        if !diagrams.insert(&diagram.id) {
            return Err(format!("two diagrams with id `{}`", diagram.id));
        }
        let mut elements = HashSet::new();
        for element in &diagram.elements {
            if !elements.insert(&element.id) {
                return Err(format!("two elements with id `{}`", element.id));
            }
            check_attachable(diagram, element).map_err(|e| e.to_string())?;
        }
        if !diagram
            .elements
            .is_sorted_by_key(|e| e.form.line().is_some())
        {
            return Err("a shape above a line".to_owned());
        }
    }
    let mut keys = HashSet::new();
    match model.threats.iter().find(|t| !keys.insert(&t.key)) {
        Some(twice) => Err(format!("two threats with key `{}`", twice.key)),
        None => Ok(()),
    }
}
