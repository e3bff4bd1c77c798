//! Gestures that change what is there: moving, resizing, bending.

use super::{Gesture, Grip, GripKind, SMALLEST, encloses, renewed};
use crate::{Editor, Pointer, snap};
use std::collections::{HashMap, HashSet};
use trustline_drawing::docking::{dangling, followed, move_ends, moved};
use trustline_model::geometry::{Point, Rect};
use trustline_model::{Diagram, Edit, Element, ElementId, End, Form};

/// Elements that move or change their size, with the flows that follow them.
pub(crate) struct Displacement {
    /// Everything concerned, in drawing order.
    elements: Vec<Element>,
    /// Those that move themselves.
    whole: HashSet<ElementId>,
}

impl Displacement {
    /// Of these elements of a diagram. With `carrying`, boxes take along what they hold.
    pub fn new(diagram: &Diagram, ids: &[ElementId], carrying: bool) -> Self {
        let mut whole: HashSet<ElementId> = ids.iter().cloned().collect();
        if carrying {
            let boxes: Vec<Rect> = diagram
                .elements
                .iter()
                .filter(|e| whole.contains(&e.id))
                .filter_map(|e| match e.form {
                    Form::BoundaryBox(r) => Some(r),
                    _ => None,
                })
                .collect();
            if !boxes.is_empty() {
                let held = |e: &&Element| {
                    let attached = e
                        .form
                        .line()
                        .is_some_and(|l| l.source.element.is_some() || l.target.element.is_some());
                    !attached && boxes.iter().any(|b| encloses(*b, e.form.bounds()))
                };
                let inside: Vec<ElementId> = diagram
                    .elements
                    .iter()
                    .filter(held)
                    .map(|e| e.id.clone())
                    .collect();
                whole.extend(inside);
            }
        }
        let follows = |e: &Element| {
            e.form.line().is_some_and(|line| {
                [&line.source, &line.target]
                    .iter()
                    .any(|end| end.element.as_ref().is_some_and(|id| whole.contains(id)))
            })
        };
        let elements = diagram
            .elements
            .iter()
            .filter(|e| whole.contains(&e.id) || follows(e))
            .cloned()
            .collect();
        Self { elements, whole }
    }

    /// Takes the elements as they are now; `false` where one is gone or stands otherwise.
    pub fn renew(&mut self, diagram: &Diagram) -> bool {
        let mut elements = self.elements.iter_mut();
        elements.all(|element| renewed(diagram, element))
    }

    /// What holds the elements that move themselves.
    fn bounds(&self) -> Rect {
        let own = self.elements.iter().filter(|e| self.whole.contains(&e.id));
        let shapes: Vec<Rect> = own
            .clone()
            .filter(|e| e.form.line().is_none())
            .map(|e| e.form.bounds())
            .collect();
        let all = own.map(|e| e.form.bounds());
        match shapes.is_empty() {
            true => all.reduce(Rect::union),
            false => shapes.into_iter().reduce(Rect::union),
        }
        .unwrap_or_default()
    }

    /// The changed elements, each moved by what is said for it.
    pub fn by(&self, distance: &dyn Fn(&ElementId) -> (f64, f64)) -> Vec<Element> {
        let rects: HashMap<&ElementId, (Rect, Rect)> = self
            .elements
            .iter()
            .filter(|e| self.whole.contains(&e.id))
            .filter_map(|e| {
                let (dx, dy) = distance(&e.id);
                let old = e.form.rect()?;
                let new = Rect::new(old.left + dx, old.top + dy, old.width, old.height);
                Some((&e.id, (old, new)))
            })
            .collect();
        self.with(&rects, distance)
    }

    /// The changed elements where one has another rectangle.
    pub fn resized(&self, id: &ElementId, new: Rect) -> Vec<Element> {
        let found = self.elements.iter().find(|e| e.id == *id);
        let Some(old) = found.and_then(|e| e.form.rect()) else {
            return Vec::new();
        };
        self.with(&HashMap::from([(id, (old, new))]), &|_| (0.0, 0.0))
    }

    /// The changed elements where several have other rectangles.
    pub fn rectangles(&self, new: &HashMap<ElementId, Rect>) -> Vec<Element> {
        let rects = self
            .elements
            .iter()
            .filter_map(|e| Some((&e.id, (e.form.rect()?, *new.get(&e.id)?))))
            .collect();
        self.with(&rects, &|_| (0.0, 0.0))
    }

    fn with(
        &self,
        rects: &HashMap<&ElementId, (Rect, Rect)>,
        distance: &dyn Fn(&ElementId) -> (f64, f64),
    ) -> Vec<Element> {
        let mut out = Vec::new();
        for element in &self.elements {
            if let Some((old, new)) = rects.get(&element.id) {
                if old != new {
                    let mut changed = element.clone();
                    if let Some(rect) = changed.form.rect_mut() {
                        *rect = *new;
                    }
                    out.push(changed);
                }
                continue;
            }
            let Some(line) = element.form.line() else {
                continue;
            };
            let ends = [&line.source.element, &line.target.element];
            let held = ends
                .iter()
                .any(|end| end.as_ref().is_some_and(|id| !self.whole.contains(id)));
            let follows = ends
                .iter()
                .any(|end| end.as_ref().is_some_and(|id| rects.contains_key(id)));
            if self.whole.contains(&element.id) && !held && !follows {
                let (dx, dy) = distance(&element.id);
                if (dx, dy) != (0.0, 0.0) {
                    out.push(moved(element, dx, dy));
                }
                continue;
            }
            let Some(mut changed) = followed(element, &|id| rects.get(id).copied()) else {
                continue;
            };
            // Its loose end comes along where it was selected itself.
            if self.whole.contains(&element.id)
                && !held
                && let Some(new) = changed.form.line().cloned()
            {
                let (dx, dy) = distance(&element.id);
                let by = |p: Point| Point::new(p.x + dx, p.y + dy);
                let source = match line.source.element {
                    Some(_) => new.source.point,
                    None => by(line.source.point),
                };
                let target = match line.target.element {
                    Some(_) => new.target.point,
                    None => by(line.target.point),
                };
                if let Some(place) = changed.form.line_mut() {
                    *place = move_ends(line, source, target);
                }
            }
            out.push(changed);
        }
        out
    }
}

impl Editor {
    /// A drag of an element begins: of a flow, its bend; else the selection moves.
    pub(super) fn begin_moving(&self, from: Point, id: ElementId, pointer: Pointer) -> Gesture {
        let empty = Diagram::default();
        let diagram = self.diagram().unwrap_or(&empty);
        if let [_] = self.selection.as_slice()
            && let Some(flow) = diagram.element(&id)
            && let Form::DataFlow(line) = &flow.form
            && (line.source.element.is_some() || line.target.element.is_some())
        {
            return Gesture::Reshape {
                new: line.clone(),
                old: flow.clone(),
                grip: GripKind::Handle,
                from,
            };
        }
        let displacement = Displacement::new(diagram, &self.selection, !pointer.free);
        let seen = self.camera().seen(self.size);
        let others = diagram
            .elements
            .iter()
            .filter(|e| e.form.is_node() && !displacement.whole.contains(&e.id))
            .filter_map(|e| e.form.rect())
            .filter(|r| seen.touches(*r))
            .collect();
        Gesture::Move {
            from,
            displacement,
            others,
            by: (0.0, 0.0),
            copy: pointer.alt,
        }
    }

    pub(super) fn begin_grip(&mut self, grip: &Grip, plane: Point) {
        let Some(diagram) = self.diagram() else {
            return;
        };
        let Some(element) = self.selection.first().and_then(|id| diagram.element(id)) else {
            return;
        };
        self.gesture = match (grip.kind, element.form.line(), element.form.rect()) {
            (GripKind::Edge(x, y), _, Some(rect)) => Some(Gesture::Resize {
                displacement: Displacement::new(diagram, std::slice::from_ref(&element.id), false),
                edges: (x, y),
                old: rect,
                new: rect,
                id: element.id.clone(),
            }),
            (grip, Some(line), _) => Some(Gesture::Reshape {
                new: line.clone(),
                old: element.clone(),
                grip,
                from: plane,
            }),
            _ => None,
        };
    }

    pub(super) fn drag_change(
        &mut self,
        gesture: &mut Gesture,
        pointer: Pointer,
        plane: Point,
        zoom: f64,
    ) {
        match gesture {
            Gesture::Move {
                from,
                displacement,
                others,
                by,
                copy,
            } => {
                let (mut dx, mut dy) = ((plane.x - from.x).round(), (plane.y - from.y).round());
                if pointer.shift {
                    match dx.abs() > dy.abs() {
                        true => dy = 0.0,
                        false => dx = 0.0,
                    }
                }
                *copy = pointer.alt;
                self.guides.clear();
                if !pointer.free {
                    let b = displacement.bounds();
                    let there = Rect::new(b.left + dx, b.top + dy, b.width, b.height);
                    let (sx, sy, guides) = snap::fit(there, others, self.snap, zoom);
                    if !pointer.shift || dx != 0.0 {
                        dx += sx;
                    }
                    if !pointer.shift || dy != 0.0 {
                        dy += sy;
                    }
                    self.guides = guides;
                }
                *by = (dx, dy);
            }
            Gesture::Resize {
                edges, old, new, ..
            } => {
                let p = self.on_grid(plane, pointer.free);
                let (mut left, mut top) = (old.left, old.top);
                let (mut right, mut bottom) = (old.right(), old.bottom());
                match edges.0 {
                    -1 => left = p.x.min(right - SMALLEST),
                    1 => right = p.x.max(left + SMALLEST),
                    _ => {}
                }
                match edges.1 {
                    -1 => top = p.y.min(bottom - SMALLEST),
                    1 => bottom = p.y.max(top + SMALLEST),
                    _ => {}
                }
                *new = Rect::new(left, top, right - left, bottom - top);
                if pointer.shift && edges.0 != 0 && edges.1 != 0 && old.height > 0.0 {
                    // Keeps its proportions.
                    let scale = (new.width / old.width).max(new.height / old.height);
                    let (w, h) = ((old.width * scale).round(), (old.height * scale).round());
                    let left = if edges.0 < 0 {
                        old.right() - w
                    } else {
                        old.left
                    };
                    let top = if edges.1 < 0 {
                        old.bottom() - h
                    } else {
                        old.top
                    };
                    *new = Rect::new(left, top, w, h);
                }
            }
            Gesture::Reshape {
                old,
                grip,
                new,
                from,
            } => {
                let Some(line) = old.form.line() else { return };
                let is_flow = matches!(old.form, Form::DataFlow(_));
                let end = |editor: &Editor, other: &End| match is_flow {
                    true => editor.end_at(plane, Some(other)),
                    false => dangling(plane),
                };
                match grip {
                    GripKind::Handle => {
                        let (dx, dy) = (plane.x - from.x, plane.y - from.y);
                        new.handle =
                            Point::new((line.handle.x + dx).round(), (line.handle.y + dy).round());
                    }
                    GripKind::Source => {
                        let end = end(self, &line.target);
                        *new = move_ends(line, end.point, line.target.point);
                        new.source = end;
                    }
                    GripKind::Target => {
                        let end = end(self, &line.source);
                        *new = move_ends(line, line.source.point, end.point);
                        new.target = end;
                    }
                    GripKind::Edge(..) => {}
                }
            }
            _ => {}
        }
    }

    pub(super) fn changed_elements(&self, gesture: &Gesture) -> Option<(Vec<Element>, bool)> {
        match gesture {
            Gesture::Move {
                displacement,
                by,
                copy,
                ..
            } => Some((displacement.by(&|_| *by), !copy)),
            Gesture::Resize {
                displacement,
                new,
                id,
                ..
            } => Some((displacement.resized(id, *new), true)),
            Gesture::Reshape { old, new, .. } => {
                let mut element = old.clone();
                *element.form.line_mut()? = new.clone();
                Some((vec![element], true))
            }
            _ => None,
        }
    }

    pub(super) fn end_change(&mut self, gesture: Gesture) {
        if let Gesture::Move {
            by,
            copy: true,
            displacement,
            ..
        } = gesture
        {
            if by != (0.0, 0.0) {
                let mut ids: Vec<ElementId> = displacement.whole.into_iter().collect();
                ids.sort();
                self.duplicate_by(&ids, by.0, by.1);
            }
            return;
        }
        let label = match gesture {
            Gesture::Move { .. } => "move",
            Gesture::Resize { .. } => "resize",
            _ => "reshape",
        };
        if let Some((elements, _)) = self.changed_elements(&gesture) {
            self.put(label, None, elements);
        }
    }

    /// New forms of elements of the current diagram, as one edit.
    pub(crate) fn put(
        &mut self,
        label: &str,
        merge: Option<String>,
        elements: Vec<Element>,
    ) -> bool {
        let id = self.current.clone();
        let there: HashMap<&ElementId, &Element> = self
            .diagram()
            .map(|d| d.elements.iter().map(|e| (&e.id, e)).collect())
            .unwrap_or_default();
        let edits = elements
            .into_iter()
            .filter(|e| there.get(&e.id) != Some(&e))
            .flat_map(|e| self.everywhere(&id, e))
            .collect();
        self.edit_merged(label, merge, Edit::All(edits))
    }
}
