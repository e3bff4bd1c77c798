//! Applying edits: wholly or not at all, and giving back the edit that undoes it.
//!
//! INVARIANT: applying what `apply` gave back gives the same model again, and gives back the edit
//! that was undone.

use super::difference::Difference;
use super::drawing::{Elements, check_attachable};
use super::list::{FEW, Item, ListEdit, Missing, apply, apply_all};
use super::refusal::EditError;
use super::vocabulary::{Decision, DiagramHead, Edit, InformationField, RecordEdit, TemplateEdit};
use crate::InOrder;
use crate::{
    Diagram, DiagramId, Information, KnowledgeBase, PropertyValue, Threat, ThreatKey, ThreatModel,
    depth, property_name,
};
use std::collections::{HashMap, HashSet};
use std::fmt::Debug;
use std::sync::Arc;

impl ThreatModel {
    /// Changes the model and gives back the edit that undoes it, or refuses and leaves the model
    /// as it was.
    ///
    /// # Errors
    /// What the edit names is not there, or the drawing would not be in order.
    pub fn apply(&mut self, edit: Edit) -> Result<Edit, EditError> {
        let mut undo = Vec::new();
        let done = self.perform(edit, &mut undo);
        undo.reverse();
        match done {
            Ok(()) => Ok(Edit::all(undo)),
            Err(error) => {
                for edit in undo {
                    // INVARIANT: what an edit gave back can be applied to what it left.
                    let taken_back = self.perform(edit, &mut Vec::new());
                    debug_assert_eq!(taken_back, Ok(()));
                }
                Err(error)
            }
        }
    }

    fn perform(&mut self, edit: Edit, undo: &mut Vec<Edit>) -> Result<(), EditError> {
        match edit {
            Edit::All(edits) => return self.perform_all(edits, undo),
            Edit::SetInformation { field, text } => {
                let old = std::mem::replace(self.information.field_mut(field), text);
                undo.push(Edit::SetInformation { field, text: old });
            }
            Edit::SetGeneration(on) => {
                let old = std::mem::replace(&mut self.generation_enabled, on);
                undo.push(Edit::SetGeneration(old));
            }
            Edit::SetTemplate(new) => {
                if new.is_none() && !self.review.is_empty() {
                    return Err(EditError::NoTemplate);
                }
                let old = std::mem::replace(&mut self.knowledge_base, new);
                undo.push(Edit::SetTemplate(old));
            }
            Edit::InsertDiagram { diagram, before } => {
                let mut diagram = diagram;
                let mut ids = HashSet::new();
                for element in &diagram.elements {
                    check_attachable(&diagram, element)?;
                    if !ids.insert(&element.id) {
                        return Err(EditError::ElementTwice(element.id.clone()));
                    }
                }
                diagram
                    .elements
                    .put_in_order_by_key(|e| e.form.line().is_some());
                let before = before.map(Into::into);
                let item = *diagram;
                self.diagrams_exactly(ListEdit::Insert { item, before }, undo)?;
            }
            Edit::RemoveDiagram(id) => self.diagrams_exactly(ListEdit::Remove(id.into()), undo)?,
            Edit::MoveDiagram { diagram, before } => {
                let (of, before) = (diagram.into(), before.map(Into::into));
                self.diagrams_exactly(ListEdit::Move { of, before }, undo)?;
            }
            Edit::RenameDiagram { diagram, name } => {
                let mut head = DiagramHead::of(self.diagram_mut(&diagram)?);
                for property in &mut head.properties {
                    if property.label == property_name::NAME_LABEL
                        && let PropertyValue::Text(text) = &mut property.value
                    {
                        text.clone_from(&name);
                    }
                }
                head.name = name;
                self.set_head(diagram, head, undo)?;
            }
            Edit::SetDepth {
                diagram,
                level,
                process,
            } => {
                let mut changed = self.diagram_mut(&diagram)?.without_elements();
                depth::set_level(&mut changed, level);
                depth::set_stands_for(&mut changed, process.as_ref());
                self.set_head(diagram, DiagramHead::of(&changed), undo)?;
            }
            Edit::SetDiagramHead { diagram, head } => self.set_head(diagram, *head, undo)?,
            Edit::PutElement { diagram, element } => {
                self.elements(diagram, undo, |e| e.put(*element))?;
            }
            Edit::RemoveElement { diagram, element } => {
                self.elements(diagram, undo, |e| e.remove(&element))?;
            }
            Edit::OrderElement {
                diagram,
                element,
                before,
            } => self.elements(diagram, undo, |e| e.order(&element, before.as_ref()))?,
            Edit::Elements { diagram, edit } => {
                self.elements(diagram, undo, |e| e.exactly(*edit))?;
            }
            Edit::Diagrams(edit) => self.diagrams_exactly(*edit, undo)?,
            Edit::Decide { threat, decision } => self.decide(vec![(threat, *decision)], undo)?,
            Edit::Threats(edit) => self.threats_exactly(vec![*edit], undo)?,
            Edit::Notes(edit) => {
                let inverse = one(&mut self.notes, *edit, "note")?;
                undo.push(Edit::Notes(Box::new(inverse)));
            }
            Edit::Messages(edit) => {
                let inverse = one(&mut self.messages, *edit, "message")?;
                undo.push(Edit::Messages(Box::new(inverse)));
            }
            Edit::Declined(edit) => {
                let inverse = one(&mut self.declined, edit, "declined version")?;
                undo.push(Edit::Declined(inverse));
            }
            Edit::Record(edit) => {
                if self.knowledge_base.is_none() {
                    return Err(EditError::NoTemplate);
                }
                let inverse = self.record(*edit)?;
                undo.push(Edit::Record(Box::new(inverse)));
            }
            Edit::Template(edit) => {
                let kb = self.knowledge_base.as_mut();
                let kb = Arc::make_mut(kb.ok_or(EditError::NothingToChange)?);
                let inverse = change_template(kb, *edit)?;
                undo.push(Edit::Template(Box::new(inverse)));
            }
        }
        Ok(())
    }

    /// Several edits; those of threats that follow one another are looked up together.
    fn perform_all(&mut self, edits: Vec<Edit>, undo: &mut Vec<Edit>) -> Result<(), EditError> {
        let (mut threats, mut decisions) = (Vec::new(), Vec::new());
        for edit in edits {
            match edit {
                Edit::Threats(edit) => {
                    self.decide(std::mem::take(&mut decisions), undo)?;
                    threats.push(*edit);
                }
                Edit::Decide { threat, decision } => {
                    self.threats_exactly(std::mem::take(&mut threats), undo)?;
                    decisions.push((threat, *decision));
                }
                other => {
                    self.threats_exactly(std::mem::take(&mut threats), undo)?;
                    self.decide(std::mem::take(&mut decisions), undo)?;
                    self.perform(other, undo)?;
                }
            }
        }
        self.threats_exactly(threats, undo)?;
        self.decide(decisions, undo)
    }

    fn threats_exactly(
        &mut self,
        edits: Vec<ListEdit<Threat>>,
        undo: &mut Vec<Edit>,
    ) -> Result<(), EditError> {
        let inverses =
            apply_all(&mut self.threats, edits).map_err(|Missing(key)| EditError::NoThreat(key))?;
        // Collected as made: the whole is reversed in the end.
        let inverses = inverses.into_iter().rev();
        undo.extend(inverses.map(|edit| Edit::Threats(Box::new(edit))));
        Ok(())
    }

    fn diagrams_exactly(
        &mut self,
        edit: ListEdit<Diagram>,
        undo: &mut Vec<Edit>,
    ) -> Result<(), EditError> {
        let new = match &edit {
            ListEdit::Insert { item, .. } => Some((&item.id, None)),
            ListEdit::Set { of, to } => Some((&to.id, Some(&of.name))),
            _ => None,
        };
        if let Some((id, old)) = new
            && old != Some(id)
            && self.diagram(id).is_some()
        {
            return Err(EditError::DiagramExists(id.clone()));
        }
        let inverse =
            apply(&mut self.diagrams, edit).map_err(|Missing(id)| EditError::NoDiagram(id))?;
        undo.push(Edit::Diagrams(Box::new(inverse)));
        Ok(())
    }

    fn elements(
        &mut self,
        id: DiagramId,
        undo: &mut Vec<Edit>,
        change: impl FnOnce(&mut Elements<'_>) -> Result<(), EditError>,
    ) -> Result<(), EditError> {
        let mut elements = Elements::of(self.diagram_mut(&id)?);
        let done = change(&mut elements);
        undo.extend(elements.undo.into_iter().map(|edit| Edit::Elements {
            diagram: id.clone(),
            edit: Box::new(edit),
        }));
        done
    }

    fn set_head(
        &mut self,
        id: DiagramId,
        head: DiagramHead,
        undo: &mut Vec<Edit>,
    ) -> Result<(), EditError> {
        let diagram = self.diagram_mut(&id)?;
        let old = DiagramHead {
            name: std::mem::replace(&mut diagram.name, head.name),
            properties: std::mem::replace(&mut diagram.properties, head.properties),
            zoom: std::mem::replace(&mut diagram.zoom, head.zoom),
            kind: std::mem::replace(&mut diagram.kind, head.kind),
        };
        undo.push(Edit::SetDiagramHead {
            diagram: id,
            head: Box::new(old),
        });
        Ok(())
    }

    fn decide(
        &mut self,
        decisions: Vec<(ThreatKey, Decision)>,
        undo: &mut Vec<Edit>,
    ) -> Result<(), EditError> {
        let mut places = HashMap::new();
        if decisions.len() > FEW {
            for (at, threat) in self.threats.iter().enumerate() {
                places.entry(threat.key.clone()).or_insert(at);
            }
        }
        for (key, decision) in decisions {
            let at = match places.get(&key) {
                Some(at) => Some(*at),
                None => self.threats.iter().position(|t| t.key == key),
            };
            let Some(threat) = at.and_then(|at| self.threats.get_mut(at)) else {
                return Err(EditError::NoThreat(key));
            };
            let old = threat.clone();
            decision.apply_to(threat);
            undo.extend(threat.edits_to(&old));
        }
        Ok(())
    }

    fn record(&mut self, edit: RecordEdit) -> Result<RecordEdit, EditError> {
        let review = &mut self.review;
        Ok(match edit {
            RecordEdit::Questions(e) => {
                RecordEdit::Questions(one(&mut review.questions, e, "question")?)
            }
            RecordEdit::Gaps(e) => RecordEdit::Gaps(one(&mut review.gaps, e, "gap")?),
            RecordEdit::Controls(e) => {
                RecordEdit::Controls(one(&mut review.controls, e, "control")?)
            }
            RecordEdit::Assets(e) => RecordEdit::Assets(one(&mut review.assets, e, "asset")?),
            RecordEdit::Meetings(e) => {
                RecordEdit::Meetings(one(&mut review.meetings, e, "meeting")?)
            }
            RecordEdit::Interval(months) => {
                RecordEdit::Interval(std::mem::replace(&mut review.months, months))
            }
            RecordEdit::Unknown(new) => {
                RecordEdit::Unknown(std::mem::replace(&mut review.unknown, new))
            }
        })
    }

    fn diagram_mut(&mut self, id: &DiagramId) -> Result<&mut Diagram, EditError> {
        let found = self.diagrams.iter_mut().find(|d| d.id == *id);
        found.ok_or_else(|| EditError::NoDiagram(id.clone()))
    }
}

fn change_template(kb: &mut KnowledgeBase, edit: TemplateEdit) -> Result<TemplateEdit, EditError> {
    Ok(match edit {
        TemplateEdit::Manifest(new) => {
            TemplateEdit::Manifest(std::mem::replace(&mut kb.manifest, new))
        }
        TemplateEdit::PriorityUsed(on) => {
            TemplateEdit::PriorityUsed(std::mem::replace(&mut kb.priority_used, on))
        }
        TemplateEdit::StatusUsed(on) => {
            TemplateEdit::StatusUsed(std::mem::replace(&mut kb.status_used, on))
        }
        TemplateEdit::Stencils(e) => TemplateEdit::Stencils(one(&mut kb.stencils, e, "stencil")?),
        TemplateEdit::Categories(e) => {
            TemplateEdit::Categories(one(&mut kb.categories, e, "category")?)
        }
        TemplateEdit::ThreatTypes(e) => {
            TemplateEdit::ThreatTypes(one(&mut kb.threat_types, e, "threat type")?)
        }
        TemplateEdit::ThreatProperties(e) => {
            TemplateEdit::ThreatProperties(one(&mut kb.threat_properties, e, "threat property")?)
        }
    })
}

/// Applies an edit of a list whose things are called so.
fn one<T: Item>(
    list: &mut Vec<T>,
    edit: ListEdit<T>,
    what: &'static str,
) -> Result<ListEdit<T>, EditError>
where
    T::Name: Debug,
{
    apply(list, edit)
        .map_err(|Missing(name)| EditError::NoItem(what, format!("{name:?}").replace('"', "")))
}

impl Information {
    /// One of the fields.
    fn field_mut(&mut self, field: InformationField) -> &mut String {
        match field {
            InformationField::Name => &mut self.name,
            InformationField::Owner => &mut self.owner,
            InformationField::Reviewer => &mut self.reviewer,
            InformationField::Contributors => &mut self.contributors,
            InformationField::Description => &mut self.description,
            InformationField::Assumptions => &mut self.assumptions,
            InformationField::Dependencies => &mut self.dependencies,
        }
    }
}

impl DiagramHead {
    /// The head that a diagram has.
    pub fn of(diagram: &Diagram) -> Self {
        Self {
            name: diagram.name.clone(),
            properties: diagram.properties.clone(),
            zoom: diagram.zoom.clone(),
            kind: diagram.kind.clone(),
        }
    }
}

impl Diagram {
    /// The same without what is drawn on it.
    fn without_elements(&self) -> Diagram {
        let head = DiagramHead::of(self);
        Diagram {
            id: self.id.clone(),
            name: head.name,
            elements: Vec::new(),
            properties: head.properties,
            zoom: head.zoom,
            kind: head.kind,
        }
    }
}
