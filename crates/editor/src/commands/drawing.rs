//! Drawing something new: elements where there is room, and lines between elements.

use crate::canvas::Tool;
use crate::editor::Editor;
use trustline_drawing::docking::{connect, dangling};
use trustline_model::geometry::{Point, Rect};
use trustline_model::{Edit, Element, ElementId, Form, Line, Representation, StencilId};

/// How large a new element is, and a new box.
const SIZE: (f64, f64) = (100.0, 100.0);
const BOX: (f64, f64) = (320.0, 240.0);
const NOTE: (f64, f64) = (200.0, 40.0);
/// Room between a box and the elements that it is put around.
const ROOM: f64 = 30.0;

impl Editor {
    /// Adds an element, selected; gives its id.
    pub(super) fn add(&mut self, stencil: &StencilId, form: Form) -> Option<ElementId> {
        let id: ElementId = self.document.world.new_id().into();
        let mut element = self.knowledge_base()?.element(stencil, id.clone(), form)?;
        if element.form.is_node() {
            let name = self.free_name(element.name());
            element.set_name(&name);
        }
        if matches!(element.form, Form::DataFlow(_)) {
            self.canvas.last_flow = Some(stencil.clone());
        }
        let label = format!("add {}", element.form.as_str());
        let done = self.edit(&label, Edit::put_element(self.current(), element));
        if done {
            self.select(vec![id.clone()]);
        }
        done.then_some(id)
    }

    /// The name, with a number where another element has it already.
    pub(super) fn free_name(&self, name: &str) -> String {
        let taken = |wanted: &str| {
            let all = self.model().diagrams.iter().flat_map(|d| &d.elements);
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
    pub(super) fn insert_at(&mut self, stencil: &StencilId, at: Point) -> Option<ElementId> {
        let shape = self.sight().representation(stencil)?.clone();
        let (w, h) = match shape {
            Representation::BorderBoundary => BOX,
            Representation::Annotation => NOTE,
            _ => SIZE,
        };
        let corner = self
            .sight()
            .on_grid(Point::new(at.x - w / 2.0, at.y - h / 2.0), false);
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
    pub(super) fn insert(&mut self, stencil: &StencilId) {
        match self.sight().representation(stencil) {
            Some(Representation::Line) => {
                self.canvas.last_flow = Some(stencil.clone());
                if self.can_connect() {
                    self.connect_selected(false);
                } else {
                    self.canvas.tool.set(Tool::Draw(stencil.clone()));
                    self.say("drag from one element to another, click both, or select two and connect them");
                }
            }
            Some(Representation::BorderBoundary) if self.selected_shapes().is_some() => {
                let held = self.selected_shapes().unwrap_or_default().grown(ROOM);
                // More room at the top, for its name.
                let rect = Rect::new(held.left, held.top - 10.0, held.width, held.height + 10.0);
                if let Some(form) = self.sight().shape_form(stencil, rect) {
                    self.add(stencil, form);
                }
            }
            Some(Representation::BorderBoundary) => {
                let at = self.canvas.seen().center();
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
        let middle = self.canvas.seen().center();
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

    pub(super) fn connect_selected(&mut self, both: bool) {
        let (Some((a, b)), Some(stencil)) =
            (self.sight().ends_to_connect(), self.sight().flow_stencil())
        else {
            self.say("select two elements to connect them");
            return;
        };
        let Some(kb) = self.document.template().cloned() else {
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
        let mut lines = vec![connect(a, b, side + if both { 30.0 } else { 0.0 })];
        if both {
            lines.push(connect(b, a, side + 30.0));
        }
        let mut elements = Vec::new();
        for line in lines {
            let id: ElementId = self.document.world.new_id().into();
            elements.extend(kb.element(&stencil, id, Form::DataFlow(line)));
        }
        let ids = elements.iter().map(|e| e.id.clone()).collect();
        if self.put("connect", None, elements) {
            self.select(ids);
        }
    }

    /// Turns selected lines around.
    pub(super) fn reverse(&mut self) {
        let lines = self.changed_lines(|line| std::mem::swap(&mut line.source, &mut line.target));
        self.put("reverse direction", None, lines);
    }

    /// Makes selected lines straight.
    pub(super) fn straighten(&mut self) {
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
