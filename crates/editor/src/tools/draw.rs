//! Gestures and commands that draw something new.

use super::Gesture;
use crate::{Editor, Tool};
use trustline_drawing::docking::{attach, connect, dangling};
use trustline_drawing::hit;
use trustline_model::geometry::{Point, Rect};
use trustline_model::{Edit, Element, ElementId, End, Form, Line, Representation, StencilId};

/// How large a new element is, and a new box.
const SIZE: (f64, f64) = (100.0, 100.0);
const BOX: (f64, f64) = (320.0, 240.0);
const NOTE: (f64, f64) = (200.0, 40.0);
/// Room between a box and the elements that it is put around.
const ROOM: f64 = 30.0;

impl Editor {
    pub(super) fn begin_drawing(&mut self, stencil: StencilId, plane: Point) {
        let Some(shape) = self.representation(&stencil) else {
            self.tool = Tool::Select;
            return;
        };
        let at = self.on_grid(plane, false);
        self.gesture = Some(match shape {
            Representation::Line => {
                let source = match self.port_under(plane) {
                    Some((_, end)) => end,
                    None => self.end_at(plane, None),
                };
                let target = dangling(plane);
                Gesture::Line {
                    stencil,
                    source,
                    target,
                    boundary: false,
                }
            }
            Representation::LineBoundary => Gesture::Line {
                stencil,
                source: dangling(plane),
                target: dangling(plane),
                boundary: true,
            },
            _ => Gesture::Area {
                stencil,
                from: at,
                to: at,
            },
        });
    }

    fn representation(&self, stencil: &StencilId) -> Option<Representation> {
        self.knowledge_base()?.representation(stencil).cloned()
    }

    /// An end at a point: attached to the element there, if a flow can be. Near a port it is that
    /// one; else the one that faces the point where the flow comes from.
    pub(super) fn end_at(&self, plane: Point, from: Option<&End>) -> End {
        let Some(diagram) = self.diagram() else {
            return dangling(plane);
        };
        let near = 14.0 / self.camera().zoom;
        let under = hit(&self.drawing, plane)
            .and_then(|id| diagram.element(id))
            .filter(|e| e.form.is_node());
        let close = || {
            diagram
                .elements
                .iter()
                .rev()
                .find(|e| e.form.is_node() && e.form.bounds().grown(near).contains(plane))
        };
        let Some(element) = under.or_else(close) else {
            return dangling(plane);
        };
        let end = attach(element, plane);
        match from {
            Some(from)
                if end.point.distance(plane) > near
                    && from.element.as_ref() != Some(&element.id) =>
            {
                attach(element, from.point)
            }
            _ => end,
        }
    }

    pub(super) fn new_line(&self, source: End, target: End) -> Line {
        let diagram = self.diagram();
        let element = |end: &End| end.element.as_ref().and_then(|id| diagram?.element(id));
        if let (Some(a), Some(b)) = (element(&source), element(&target))
            && a.id == b.id
        {
            return connect(a, b, 0.0);
        }
        let handle = source.point.middle(target.point);
        Line {
            handle: Point::new(handle.x.round(), handle.y.round()),
            source,
            target,
        }
    }

    pub(super) fn line_form(&self, stencil: &StencilId, line: Line) -> Option<Form> {
        self.representation(stencil)?.form(Rect::default(), line)
    }

    pub(super) fn shape_form(&self, stencil: &StencilId, rect: Rect) -> Option<Form> {
        self.representation(stencil)?.form(rect, Line::default())
    }

    pub(super) fn end_line(&mut self, stencil: &StencilId, source: End, target: End) {
        if source.point.distance(target.point) < 8.0 && source.element == target.element {
            // A click, not a drag: the next click ends the flow. A click on nothing draws nothing.
            let boundary = self.representation(stencil) != Some(Representation::Line);
            if source.element.is_some() && !boundary {
                self.gesture = Some(Gesture::Line {
                    stencil: stencil.clone(),
                    source,
                    target,
                    boundary,
                });
                self.revisions.gesture += 1;
            }
            return;
        }
        let line = self.new_line(source, target);
        if let Some(form) = self.line_form(stencil, line) {
            self.add(stencil, form);
        }
        self.tool = Tool::Select;
    }

    pub(super) fn end_area(&mut self, stencil: &StencilId, from: Point, to: Point) {
        let drawn = Rect::spanning(from, to);
        if drawn.width >= super::SMALLEST && drawn.height >= super::SMALLEST {
            if let Some(form) = self.shape_form(stencil, drawn) {
                self.add(stencil, form);
            }
        } else {
            self.insert_at(stencil, from);
        }
        self.tool = Tool::Select;
    }

    /// Adds an element, selected; gives its id.
    pub(crate) fn add(&mut self, stencil: &StencilId, form: Form) -> Option<ElementId> {
        let id: ElementId = self.world.new_id().into();
        let mut element = self.knowledge_base()?.element(stencil, id.clone(), form)?;
        if element.form.is_node() {
            let name = self.free_name(element.name());
            element.set_name(&name);
        }
        if matches!(element.form, Form::DataFlow(_)) {
            self.last_flow = Some(stencil.clone());
        }
        let label = format!("add {}", element.form.as_str());
        let done = self.edit(&label, Edit::PutElement(self.current.clone(), element));
        if done {
            self.select(vec![id.clone()]);
        }
        done.then_some(id)
    }

    /// The name, with a number where another element has it already.
    pub(crate) fn free_name(&self, name: &str) -> String {
        let taken = |wanted: &str| {
            let all = self.model.diagrams.iter().flat_map(|d| &d.elements);
            all.into_iter()
                .any(|e| e.form.is_node() && e.name() == wanted)
        };
        if !taken(name) {
            return name.to_owned();
        }
        (2..)
            .map(|n| format!("{name} {n}"))
            .find(|wanted| !taken(wanted))
            .unwrap_or_default()
    }

    /// A new element around a point of the plane.
    pub(crate) fn insert_at(&mut self, stencil: &StencilId, at: Point) -> Option<ElementId> {
        let shape = self.representation(stencil)?;
        let (w, h) = match shape {
            Representation::BorderBoundary => BOX,
            Representation::Annotation => NOTE,
            _ => SIZE,
        };
        let corner = self.on_grid(Point::new(at.x - w / 2.0, at.y - h / 2.0), false);
        let rect = Rect::new(corner.x, corner.y, w, h);
        let upright = shape == Representation::LineBoundary;
        let half = if upright { (0.0, 120.0) } else { (70.0, 0.0) };
        let end = |sign: f64| dangling(Point::new(at.x + sign * half.0, at.y + sign * half.1));
        let line = Line {
            source: end(-1.0),
            target: end(1.0),
            handle: Point::new(
                (at.x + if upright { 30.0 } else { 0.0 }).round(),
                at.y.round(),
            ),
        };
        let form = shape.form(rect, line)?;
        self.add(stencil, form)
    }

    /// A new element where there is room in what is seen; of a flow, between the two elements
    /// selected last, or the tool that draws it; of a box, around what is selected.
    pub(crate) fn insert(&mut self, stencil: &StencilId) {
        match self.representation(stencil) {
            Some(Representation::Line) => {
                self.last_flow = Some(stencil.clone());
                if self.ends_to_connect().is_some() {
                    self.connect_selected(false);
                } else {
                    self.tool = Tool::Draw(stencil.clone());
                    self.notice = Some("drag from one element to another, or click both; or select two and connect them".into());
                    self.revisions.gesture += 1;
                }
            }
            Some(Representation::BorderBoundary) if self.selected_shapes().is_some() => {
                let held = self.selected_shapes().unwrap_or_default().grown(ROOM);
                // More room at the top, for its name.
                let rect = Rect::new(held.left, held.top - 10.0, held.width, held.height + 10.0);
                if let Some(form) = self.shape_form(stencil, rect) {
                    self.add(stencil, form);
                }
            }
            Some(Representation::BorderBoundary) => {
                let at = self.camera().seen(self.size).center();
                self.insert_at(stencil, at);
            }
            Some(_) => {
                let at = self.free_spot();
                self.insert_at(stencil, at);
            }
            None => {}
        }
    }

    /// What holds the selected shapes.
    fn selected_shapes(&self) -> Option<Rect> {
        let shapes = self.selected().into_iter().filter_map(|e| e.form.rect());
        shapes.reduce(Rect::union)
    }

    /// The middle of a free square near the middle of what is seen.
    fn free_spot(&self) -> Point {
        let middle = self.camera().seen(self.size).center();
        let Some(diagram) = self.diagram() else {
            return middle;
        };
        let free = |p: &Point| {
            let rect = Rect::new(p.x - 60.0, p.y - 60.0, 120.0, 120.0);
            !diagram
                .elements
                .iter()
                .filter(|e| e.form.line().is_none())
                .any(|e| match e.form {
                    Form::BoundaryBox(_) => false,
                    _ => e.form.bounds().touches(rect),
                })
        };
        // Rings of squares around the middle.
        let spots = (0..8i32).flat_map(|ring| {
            (-ring..=ring).flat_map(move |y| {
                (-ring..=ring)
                    .filter(move |x| x.abs().max(y.abs()) == ring)
                    .map(move |x| (f64::from(x) * 150.0, f64::from(y) * 150.0))
            })
        });
        spots
            .map(|(x, y)| Point::new(middle.x + x, middle.y + y))
            .find(free)
            .unwrap_or(middle)
    }

    /// The stencil of new flows: the one used last, else the template's generic one.
    pub(crate) fn flow_stencil(&self) -> Option<StencilId> {
        let kb = self.knowledge_base()?;
        let last = self.last_flow.clone();
        last.filter(|id| kb.stencil(id).is_some()).or_else(|| {
            let is_flow = |r: &Representation| *r == Representation::Line;
            kb.stencils
                .iter()
                .find(|s| s.generic && is_flow(&s.representation))
                .map(|s| s.id.clone())
        })
    }

    /// The two elements selected last between which a flow can be drawn.
    fn ends_to_connect(&self) -> Option<(Element, Element)> {
        let selected = self.selected();
        let nodes: Vec<&Element> = selected.into_iter().filter(|e| e.form.is_node()).collect();
        match nodes.as_slice() {
            [.., a, b] => Some(((*a).clone(), (*b).clone())),
            _ => None,
        }
    }

    pub(crate) fn connect_selected(&mut self, both: bool) {
        let (Some((a, b)), Some(stencil)) = (self.ends_to_connect(), self.flow_stencil()) else {
            self.notice = Some("select two elements to connect them".into());
            return;
        };
        let Some(kb) = self.model.knowledge_base.clone() else {
            return;
        };
        // Beside those that are there.
        let there = self.diagram().map_or(0, |d| {
            let between = |l: &Line| {
                let ends = [&l.source.element, &l.target.element];
                ends.iter()
                    .all(|end| **end == Some(a.id.clone()) || **end == Some(b.id.clone()))
            };
            d.flows()
                .filter(|(_, l)| between(l) && !l.is_loop())
                .count()
        });
        let side = there as f64 * 30.0;
        let mut lines = vec![connect(&a, &b, side + if both { 30.0 } else { 0.0 })];
        if both {
            lines.push(connect(&b, &a, side + 30.0));
        }
        let mut elements = Vec::new();
        for line in lines {
            let id: ElementId = self.world.new_id().into();
            elements.extend(kb.element(&stencil, id, Form::DataFlow(line)));
        }
        let ids = elements.iter().map(|e| e.id.clone()).collect();
        if self.put("connect", None, elements) {
            self.select(ids);
        }
    }

    /// Turns selected lines around.
    pub(crate) fn reverse(&mut self) {
        let lines = self.changed_lines(|line| std::mem::swap(&mut line.source, &mut line.target));
        self.put("turn around", None, lines);
    }

    /// Makes selected lines straight.
    pub(crate) fn straighten(&mut self) {
        let lines = self.changed_lines(|line| {
            let middle = line.source.point.middle(line.target.point);
            line.handle = Point::new(middle.x.round(), middle.y.round());
        });
        self.put("straighten", None, lines);
    }

    fn changed_lines(&self, change: impl Fn(&mut Line)) -> Vec<Element> {
        let mut lines = Vec::new();
        for mut element in self.selected().into_iter().cloned() {
            if let Some(line) = element.form.line_mut() {
                change(line);
                lines.push(element);
            }
        }
        lines
    }
}

impl Editor {
    /// Whether two elements are selected that can be connected.
    pub fn can_connect(&self) -> bool {
        self.ends_to_connect().is_some()
    }
}
