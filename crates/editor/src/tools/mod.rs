//! Pointer gestures as state machines: what is under the pointer decides which one begins, moves
//! change its preview, and its end is one edit.

mod change;
mod draw;

use crate::{Editor, Guide, Pointer, PointerKind};
pub(crate) use change::Displacement;
use std::collections::HashSet;
use trustline_drawing::docking::{direction, ports};
use trustline_drawing::{Drawing, draw as compose, hit};
use trustline_model::geometry::{Point, Rect};
use trustline_model::{Diagram, Element, ElementId, End, Form, Line, Port, StencilId};

/// What the main button does on the canvas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Selects, moves, resizes.
    Select,
    /// Draws an element of this stencil.
    Draw(StencilId),
}

/// A place of a selected element that can be dragged.
#[derive(Clone, Debug, PartialEq)]
pub struct Grip {
    /// Where it is, on the plane.
    pub at: Point,
    /// What it changes.
    pub kind: GripKind,
}

/// What a grip changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GripKind {
    /// Edges of a rectangle: -1 left or top, 1 right or bottom, 0 neither.
    Edge(i8, i8),
    /// The point a curve runs through.
    Handle,
    /// Where a line begins.
    Source,
    /// Where a line ends.
    Target,
}

/// How far the pointer may tremble before a press becomes a drag, in pixels of the screen.
const TREMBLE: f64 = 3.0;
/// How near counts as being on a grip or a port, in pixels of the screen.
const NEAR: f64 = 7.0;
/// How far outside of their element ports are shown, in pixels of the screen.
pub(crate) const PORT_GAP: f64 = 16.0;
/// Smaller than this nothing can be held by its grips.
pub(crate) const SMALLEST: f64 = 20.0;

/// A gesture on its way. Points are those of the plane.
pub(crate) enum Gesture {
    /// The plane moves along; a point of the screen.
    Pan(Point),
    /// A rectangle that selects what it touches.
    Marquee {
        from: Point,
        to: Point,
        before: Vec<ElementId>,
    },
    /// The button is down on an element, and has not moved yet; with a second click in mind.
    Press {
        at: Point,
        id: ElementId,
        was_selected: bool,
    },
    /// The selection moves.
    Move {
        from: Point,
        displacement: Displacement,
        others: Vec<Rect>,
        by: (f64, f64),
        copy: bool,
    },
    /// A rectangle changes its size.
    Resize {
        displacement: Displacement,
        edges: (i8, i8),
        old: Rect,
        new: Rect,
        id: ElementId,
    },
    /// A line changes its course.
    Reshape {
        old: Element,
        grip: GripKind,
        new: Line,
        from: Point,
    },
    /// A new line is drawn.
    Line {
        stencil: StencilId,
        source: End,
        target: End,
        boundary: bool,
    },
    /// A new box or shape is drawn.
    Area {
        stencil: StencilId,
        from: Point,
        to: Point,
    },
}

impl Editor {
    /// Something happens to the pointer.
    pub fn pointer(&mut self, pointer: Pointer) {
        let plane = self.camera().plane(pointer.at);
        match pointer.kind {
            PointerKind::Grab => {
                self.finish(true);
                self.gesture = Some(Gesture::Pan(pointer.at));
            }
            // A flow that was begun by a click ends by the next one.
            PointerKind::Down if matches!(self.gesture, Some(Gesture::Line { .. })) => {
                self.drag(pointer, plane);
                self.finish(false);
            }
            PointerKind::Down => {
                self.finish(true);
                self.begin(pointer, plane);
                self.revisions.gesture += 1;
            }
            PointerKind::Move => self.drag(pointer, plane),
            PointerKind::Up => self.finish(false),
            PointerKind::Cancel => self.finish(true),
        }
    }

    /// Whether a gesture is on its way.
    pub fn is_dragging(&self) -> bool {
        self.gesture.is_some()
    }

    /// What is under a point of the screen.
    pub fn under(&self, screen: Point) -> Option<&ElementId> {
        hit(&self.drawing, self.camera().plane(screen))
    }

    fn begin(&mut self, pointer: Pointer, plane: Point) {
        if let Tool::Draw(stencil) = self.tool.clone() {
            self.begin_drawing(stencil, plane);
            return;
        }
        let near = NEAR / self.camera().zoom;
        let grip = self
            .grips()
            .into_iter()
            .find(|grip| grip.at.distance(plane) <= near);
        if let Some(grip) = grip {
            self.begin_grip(&grip, plane);
            return;
        }
        if let Some((id, end)) = self.port_under(plane) {
            if let Some(stencil) = self.flow_stencil() {
                self.gesture = Some(Gesture::Line {
                    stencil,
                    target: End {
                        element: None,
                        port: Port::None,
                        ..end.clone()
                    },
                    source: end,
                    boundary: false,
                });
                self.hover = Some(id);
            }
            return;
        }
        match hit(&self.drawing, plane).cloned() {
            Some(id) => {
                let was_selected = self.selection.contains(&id);
                if pointer.shift {
                    let mut selection = self.selection.clone();
                    match selection.iter().position(|s| *s == id) {
                        Some(at) => {
                            selection.remove(at);
                        }
                        None => selection.push(id.clone()),
                    }
                    self.select(selection);
                } else if !was_selected {
                    self.select(vec![id.clone()]);
                }
                if self.selection.contains(&id) {
                    self.gesture = Some(Gesture::Press {
                        at: plane,
                        id,
                        was_selected,
                    });
                }
            }
            None => {
                let before = match pointer.shift {
                    true => self.selection.clone(),
                    false => Vec::new(),
                };
                self.select(before.clone());
                self.gesture = Some(Gesture::Marquee {
                    from: plane,
                    to: plane,
                    before,
                });
            }
        }
    }

    fn drag(&mut self, pointer: Pointer, plane: Point) {
        let zoom = self.camera().zoom;
        let Some(mut gesture) = self.gesture.take() else {
            self.hover_at(plane);
            return;
        };
        if let Gesture::Press { at, id, .. } = &gesture {
            if at.distance(plane) * zoom < TREMBLE {
                self.gesture = Some(gesture);
                return;
            }
            gesture = self.begin_moving(*at, id.clone(), pointer);
        }
        match &mut gesture {
            Gesture::Pan(last) => {
                let (dx, dy) = (pointer.at.x - last.x, pointer.at.y - last.y);
                *last = pointer.at;
                self.move_camera(|camera, _| camera.pan(dx, dy));
            }
            Gesture::Marquee { from, to, before } => {
                *to = plane;
                let area = Rect::spanning(*from, plane);
                let mut touched = before.clone();
                let mut known: HashSet<ElementId> = before.iter().cloned().collect();
                for item in &self.drawing.items {
                    let within = match item.area {
                        trustline_drawing::Area::Ellipse(r) | trustline_drawing::Area::Rect(r) => {
                            area.touches(r)
                        }
                        // Boxes and lines are selected by being enclosed.
                        trustline_drawing::Area::Outline(r) => encloses(area, r),
                        trustline_drawing::Area::Curve(c) => encloses(area, c.bounds()),
                    };
                    if within && known.insert(item.id.clone()) {
                        touched.push(item.id.clone());
                    }
                }
                self.select(touched);
            }
            Gesture::Line {
                target,
                source,
                boundary,
                ..
            } => {
                *target = match boundary {
                    true => trustline_drawing::docking::dangling(plane),
                    false => self.end_at(plane, Some(source)),
                };
            }
            Gesture::Area { to, .. } => *to = self.on_grid(plane, pointer.free),
            _ => self.drag_change(&mut gesture, pointer, plane, zoom),
        }
        let draws_flow = matches!(
            gesture,
            Gesture::Line {
                boundary: false,
                ..
            }
        );
        self.gesture = Some(gesture);
        if draws_flow {
            self.hover_at(plane);
        }
        self.revisions.gesture += 1;
    }

    /// Ends the gesture: with its edit, or without.
    fn finish(&mut self, cancel: bool) {
        let Some(gesture) = self.gesture.take() else {
            return;
        };
        self.guides.clear();
        self.revisions.gesture += 1;
        if cancel {
            return;
        }
        match gesture {
            Gesture::Press {
                id, was_selected, ..
            } => {
                if was_selected && self.selection.len() > 1 {
                    self.select(vec![id]);
                }
            }
            Gesture::Pan(_) | Gesture::Marquee { .. } => {}
            Gesture::Line {
                stencil,
                source,
                target,
                ..
            } => {
                self.end_line(&stencil, source, target);
            }
            Gesture::Area { stencil, from, to } => self.end_area(&stencil, from, to),
            other => self.end_change(other),
        }
    }

    /// After a change, a gesture goes on where what it holds stands as it stood; else it would
    /// bring back what was deleted or moved.
    pub(crate) fn end_stale_gesture(&mut self) {
        let Some(mut gesture) = self.gesture.take() else {
            return;
        };
        let empty = Diagram::default();
        let diagram = self.model.diagram(&self.current).unwrap_or(&empty);
        let there = |end: &End| {
            let id = end.element.as_ref();
            id.is_none_or(|id| diagram.element(id).is_some())
        };
        let goes_on = match &mut gesture {
            Gesture::Press { id, .. } => self.selection.contains(id),
            Gesture::Marquee { before, .. } => {
                before.retain(|id| self.selection.contains(id));
                true
            }
            Gesture::Pan(_) | Gesture::Area { .. } => true,
            Gesture::Line { source, target, .. } => there(source) && there(target),
            Gesture::Move { displacement, .. } | Gesture::Resize { displacement, .. } => {
                displacement.renew(diagram)
            }
            Gesture::Reshape { old, new, .. } => {
                renewed(diagram, old) && there(&new.source) && there(&new.target)
            }
        };
        if goes_on {
            self.gesture = Some(gesture);
        } else {
            self.guides.clear();
        }
    }

    fn hover_at(&mut self, plane: Point) {
        let near = (PORT_GAP + NEAR) / self.camera().zoom;
        let still = self.hover.as_ref().is_some_and(|id| {
            let found = self.diagram().and_then(|d| d.element(id));
            found.is_some_and(|e| e.form.bounds().grown(near).contains(plane))
        });
        let under = hit(&self.drawing, plane)
            .filter(|id| {
                let item = self.drawing.items.iter().find(|i| i.id == **id);
                item.is_some_and(|i| matches!(i.kind, "process" | "data store" | "external entity"))
            })
            .cloned();
        let hover = match (under, still) {
            (None, true) => return,
            (under, _) => under,
        };
        if hover != self.hover {
            self.hover = hover;
            self.revisions.gesture += 1;
        }
    }

    /// Ports of the element under the pointer, where they are shown.
    pub fn shown_ports(&self) -> Vec<Point> {
        let gap = PORT_GAP / self.camera().zoom;
        self.hovered_ports()
            .into_iter()
            .map(|(port, p)| outside(port, p, gap))
            .collect()
    }

    fn hovered_ports(&self) -> Vec<(Port, Point)> {
        let drawing_line = match (&self.gesture, &self.tool) {
            (Some(Gesture::Line { boundary, .. }), _) => !boundary,
            (None, _) => true,
            _ => false,
        };
        if !drawing_line {
            return Vec::new();
        }
        let hovered = self.hover.as_ref();
        let element = hovered.and_then(|id| self.diagram()?.element(id));
        element.map_or(Vec::new(), |e| ports(&e.form))
    }

    fn port_under(&self, plane: Point) -> Option<(ElementId, End)> {
        let zoom = self.camera().zoom;
        let id = self.hover.clone()?;
        self.hovered_ports()
            .into_iter()
            .find(|(port, p)| outside(*port, *p, PORT_GAP / zoom).distance(plane) <= NEAR / zoom)
            .map(|(port, point)| {
                let element = Some(id.clone());
                (
                    id,
                    End {
                        point,
                        element,
                        port,
                    },
                )
            })
    }

    /// Grips of the selection, where one element is selected.
    pub fn grips(&self) -> Vec<Grip> {
        let [id] = self.selection.as_slice() else {
            return Vec::new();
        };
        let Some(element) = self.diagram().and_then(|d| d.element(id)) else {
            return Vec::new();
        };
        if let Some(line) = element.form.line() {
            let grip = |at, kind| Grip { at, kind };
            return vec![
                grip(line.handle, GripKind::Handle),
                grip(line.source.point, GripKind::Source),
                grip(line.target.point, GripKind::Target),
            ];
        }
        let r = element.form.bounds();
        let mut grips = Vec::new();
        for y in -1..=1i8 {
            for x in -1..=1i8 {
                if (x, y) != (0, 0) {
                    let c = r.center();
                    let at = Point::new(
                        c.x + f64::from(x) * r.width / 2.0,
                        c.y + f64::from(y) * r.height / 2.0,
                    );
                    grips.push(Grip {
                        at,
                        kind: GripKind::Edge(x, y),
                    });
                }
            }
        }
        grips
    }

    /// The marquee, while there is one.
    pub fn marquee(&self) -> Option<Rect> {
        match &self.gesture {
            Some(Gesture::Marquee { from, to, .. }) => Some(Rect::spanning(*from, *to)),
            _ => None,
        }
    }

    /// Lines that show what attracts.
    pub fn guides(&self) -> &[Guide] {
        &self.guides
    }

    /// What the gesture would make of the drawing: the elements it changes, as they would be.
    pub fn preview(&self) -> Option<Drawing> {
        let (elements, _) = self.previewed()?;
        let of_preview: HashSet<ElementId> = elements.iter().map(|e| e.id.clone()).collect();
        // Flows are clipped to the shapes they meet, which need not be changed themselves.
        let diagram = self.diagram()?;
        let mut all = Vec::with_capacity(elements.len() * 2);
        for end in elements
            .iter()
            .filter_map(|e| e.form.line())
            .flat_map(|l| [&l.source, &l.target])
        {
            if let Some(id) = end.element.as_ref().filter(|id| !of_preview.contains(*id))
                && let Some(shape) = diagram.element(id)
            {
                all.push(shape.clone());
            }
        }
        all.extend(elements);
        let diagram = Diagram {
            elements: all,
            ..Diagram::default()
        };
        let mut drawing = compose(&diagram, self.knowledge_base());
        drawing.items.retain(|item| of_preview.contains(&item.id));
        Some(drawing)
    }

    /// Elements that the preview stands for: not to be shown as they are.
    pub fn hidden(&self) -> HashSet<ElementId> {
        match self.previewed() {
            Some((elements, true)) => elements.into_iter().map(|e| e.id).collect(),
            _ => HashSet::new(),
        }
    }

    /// Changed elements, and whether they take the place of what is there.
    fn previewed(&self) -> Option<(Vec<Element>, bool)> {
        match self.gesture.as_ref()? {
            Gesture::Line {
                stencil,
                source,
                target,
                ..
            } => {
                let line = self.new_line(source.clone(), target.clone());
                let form = self.line_form(stencil, line)?;
                Some((vec![self.sketch(stencil, form)?], false))
            }
            Gesture::Area { stencil, from, to } => {
                let rect = Rect::spanning(*from, *to);
                let form = self.shape_form(stencil, rect)?;
                Some((vec![self.sketch(stencil, form)?], false))
            }
            change => self.changed_elements(change),
        }
    }

    /// An element to be looked at, not to be kept.
    fn sketch(&self, stencil: &StencilId, form: Form) -> Option<Element> {
        let kb = self.knowledge_base()?;
        let mut element = kb.element(stencil, "preview".into(), form)?;
        element.set_name("");
        Some(element)
    }

    /// A point on the grid, unless the hand is to be free.
    fn on_grid(&self, plane: Point, free: bool) -> Point {
        let step = if self.snap.grid && !free {
            crate::snap::GRID
        } else {
            1.0
        };
        Point::new(
            (plane.x / step).round() * step,
            (plane.y / step).round() * step,
        )
    }

    pub(crate) fn move_camera(&mut self, change: impl FnOnce(&mut crate::Camera, (f64, f64))) {
        let size = self.size;
        change(self.cameras.entry(self.current.clone()).or_default(), size);
        self.revisions.camera += 1;
    }
}

/// Takes an element as it is now; `false` where it is gone or stands otherwise.
fn renewed(diagram: &Diagram, element: &mut Element) -> bool {
    match diagram.element(&element.id) {
        Some(now) if now.form == element.form => {
            now.clone_into(element);
            true
        }
        _ => false,
    }
}

fn encloses(outer: Rect, inner: Rect) -> bool {
    outer.left <= inner.left
        && outer.top <= inner.top
        && outer.right() >= inner.right()
        && outer.bottom() >= inner.bottom()
}

fn outside(port: Port, p: Point, gap: f64) -> Point {
    let (x, y) = direction(port);
    let length = x.hypot(y).max(1.0);
    Point::new(p.x + x / length * gap, p.y + y / length * gap)
}
