//! Elements that move or change their size, with the flows that follow them.

use std::collections::{HashMap, HashSet};
use trustline_drawing::docking::{followed, move_ends, moved};
use trustline_model::geometry::{Point, Rect};
use trustline_model::{Diagram, Element, ElementId, Form};

/// Smaller than this nothing can be held by its grips.
pub(crate) const SMALLEST: f64 = 20.0;

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

    /// Those that move themselves.
    pub fn whole(&self) -> &HashSet<ElementId> {
        &self.whole
    }

    /// What holds the elements that move themselves.
    pub fn bounds(&self) -> Rect {
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

/// Takes an element as it is now; `false` where it is gone or stands otherwise.
pub(super) fn renewed(diagram: &Diagram, element: &mut Element) -> bool {
    match diagram.element(&element.id) {
        Some(now) if now.form == element.form => {
            now.clone_into(element);
            true
        }
        _ => false,
    }
}

/// Whether a rectangle lies within another one.
pub(super) fn encloses(outer: Rect, inner: Rect) -> bool {
    outer.left <= inner.left
        && outer.top <= inner.top
        && outer.right() >= inner.right()
        && outer.bottom() >= inner.bottom()
}
