//! What edits mean for a drawing: what people do to elements, as edits of the list of elements.

use super::list::{ListEdit, Missing, apply};
use super::refusal::EditError;
use crate::{Diagram, Element, ElementId, Port, guid_for};

/// What happens to the elements of one diagram; what undoes it is collected as it goes.
pub(super) struct Elements<'a> {
    pub diagram: &'a mut Diagram,
    pub undo: Vec<ListEdit<Element>>,
}

impl<'a> Elements<'a> {
    pub fn of(diagram: &'a mut Diagram) -> Self {
        Self {
            diagram,
            undo: Vec::new(),
        }
    }

    /// An edit of the list, exactly: refused where ids would be shared or a shape lie above a line.
    pub fn exactly(&mut self, edit: ListEdit<Element>) -> Result<(), EditError> {
        let edit = match edit {
            ListEdit::Put(element) => match self.diagram.element(&element.id) {
                Some(_) => ListEdit::Set {
                    of: element.id.clone().into(),
                    to: element,
                },
                None => self.on_top(element),
            },
            other => other,
        };
        let changed = match &edit {
            ListEdit::Insert { item, .. } => Some((&item.id, None)),
            ListEdit::Set { of, to } => Some((&to.id, Some(&of.name))),
            _ => None,
        };
        if let Some((id, old)) = changed {
            if !id.is_some() {
                return Err(EditError::NoId);
            }
            if old != Some(id) && self.diagram.element(id).is_some() {
                return Err(EditError::ElementTwice(id.clone()));
            }
        }
        let touched = match &edit {
            ListEdit::Put(e) | ListEdit::Set { to: e, .. } | ListEdit::Insert { item: e, .. } => {
                e.id.clone()
            }
            ListEdit::Remove(of) | ListEdit::Move { of, .. } => of.name.clone(),
        };
        let elements = &mut self.diagram.elements;
        let undo = apply(elements, edit).map_err(|Missing(id)| EditError::NoElement(id))?;
        self.undo.push(undo);
        // A wrong order is taken back with everything else.
        match elements.is_sorted_by_key(|e| e.form.line().is_some()) {
            true => Ok(()),
            false => Err(EditError::ShapeAboveLine(touched)),
        }
    }

    /// A new element on top of its like.
    fn on_top(&self, element: Element) -> ListEdit<Element> {
        let line = self
            .diagram
            .elements
            .iter()
            .find(|e| e.form.line().is_some());
        let above = line.filter(|_| element.form.line().is_none());
        ListEdit::Insert {
            item: element,
            before: above.map(|e| e.id.clone().into()),
        }
    }

    /// A new element, or a new form of one that is there. What is placed anew stands at whole numbers:
    /// files can hold no others.
    pub fn put(&mut self, mut element: Element) -> Result<(), EditError> {
        self.tell_ends_apart(&mut element)?;
        let ends = |e: &Element| {
            let line = e.form.line()?;
            Some((line.source.element.clone(), line.target.element.clone()))
        };
        let known = self.diagram.element(&element.id);
        // Files may attach a flow to what is not there; edits do not add to that.
        if known.is_none_or(|old| ends(old).is_none() || ends(old) != ends(&element)) {
            check_attachable(self.diagram, &element)?;
        }
        if known.is_none_or(|old| old.form != element.form) {
            element.form = element.form.rounded();
        }
        let was_line = known.map(|old| old.form.line().is_some());
        // From shape to line or back: it moves to the others of its kind.
        if was_line.is_some_and(|was| was != element.form.line().is_some()) {
            self.remove(&element.id.clone())?;
        }
        self.exactly(ListEdit::Put(element))
    }

    /// An element less; lines that were attached to it are left dangling.
    pub fn remove(&mut self, id: &ElementId) -> Result<(), EditError> {
        if self.diagram.element(id).is_none() {
            return Err(EditError::NoElement(id.clone()));
        }
        let attached = |e: &&Element| {
            let ends = e.form.line().map(|l| [&l.source, &l.target]);
            ends.is_some_and(|ends| ends.iter().any(|end| end.element.as_ref() == Some(id)))
        };
        let lines: Vec<Element> = self
            .diagram
            .elements
            .iter()
            .filter(attached)
            .cloned()
            .collect();
        for mut element in lines {
            if let Some(line) = element.form.line_mut() {
                for end in [&mut line.source, &mut line.target] {
                    if end.element.as_ref() == Some(id) {
                        end.element = None;
                        end.port = Port::None;
                    }
                }
            }
            self.exactly(ListEdit::Set {
                of: element.id.clone().into(),
                to: element,
            })?;
        }
        self.exactly(ListEdit::Remove(id.clone().into()))
    }

    /// An element at another place in drawing order: below another one, as far as lines stay above
    /// the others.
    pub fn order(&mut self, id: &ElementId, before: Option<&ElementId>) -> Result<(), EditError> {
        let missing = |id: &ElementId| EditError::NoElement(id.clone());
        let moved = self.diagram.element(id).ok_or_else(|| missing(id))?;
        let is_line = moved.form.line().is_some();
        let like = |e: &&Element| e.form.line().is_some() == is_line;
        let above = match before {
            Some(other) => Some(self.diagram.element(other).ok_or_else(|| missing(other))?),
            None => None,
        };
        let mut elements = self.diagram.elements.iter();
        let before = match (above, is_line) {
            (Some(other), _) if like(&other) => Some(other),
            // Below a shape: below all other lines.
            (Some(_), true) => elements.find(like),
            (None, true) => None,
            // Above all other shapes.
            (_, false) => elements.find(|e| e.form.line().is_some()),
        };
        let edit = ListEdit::Move {
            of: id.clone().into(),
            before: before.map(|e| e.id.clone().into()),
        };
        self.exactly(edit)
    }

    /// Files cannot tell an element from another one with its id, so a line that is to be attached
    /// to such a copy would be attached to the original once it is read again: the copy gets an
    /// id of its own.
    fn tell_ends_apart(&mut self, element: &mut Element) -> Result<(), EditError> {
        let Some(line) = element.form.line_mut() else {
            return Ok(());
        };
        for end in [&mut line.source, &mut line.target] {
            let Some(id) = end.element.as_mut().filter(|id| id.is_copy()) else {
                continue;
            };
            if let Some(copy) = self.diagram.element(id).cloned() {
                let mut own = ElementId::from(guid_for(&id.key()));
                while self.diagram.element(&own).is_some() {
                    own = guid_for(own.as_str()).into();
                }
                let of = id.clone().into();
                *id = own.clone();
                let to = Element { id: own, ..copy };
                self.exactly(ListEdit::Set { of, to })?;
            }
        }
        Ok(())
    }
}

/// Flows may only be attached to what the diagram has (themselves apart).
pub(super) fn check_attachable(diagram: &Diagram, element: &Element) -> Result<(), EditError> {
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
