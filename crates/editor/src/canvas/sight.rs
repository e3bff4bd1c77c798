//! What a hand on the canvas sees: the model as it is now, through the canvas.

use super::grips::{NEAR, PORT_GAP, grips_of, outside};
use super::{Canvas, Grip, snap};
use std::collections::HashMap;
use trustline_drawing::docking::{attach, connect, dangling, ports};
use trustline_drawing::hit;
use trustline_model::geometry::{Point, Rect};
use trustline_model::{
    Diagram, Element, ElementId, End, Form, KnowledgeBase, Line, Port, Representation, StencilId,
    ThreatModel,
};

/// A model, seen through a canvas.
#[derive(Clone, Copy)]
pub(crate) struct Sight<'a> {
    /// The model.
    pub model: &'a ThreatModel,
    /// How it is seen.
    pub canvas: &'a Canvas,
}

impl<'a> Sight<'a> {
    /// A model, seen through a canvas.
    pub fn new(model: &'a ThreatModel, canvas: &'a Canvas) -> Self {
        Self { model, canvas }
    }

    /// The template of the model.
    pub fn template(&self) -> Option<&'a KnowledgeBase> {
        self.model.knowledge_base.as_deref()
    }

    /// The diagram that is shown.
    pub fn diagram(&self) -> Option<&'a Diagram> {
        self.model.diagram(self.canvas.current())
    }

    /// An element of it.
    pub fn element(&self, id: &ElementId) -> Option<&'a Element> {
        self.diagram()?.element(id)
    }

    /// Selected elements themselves.
    pub fn selected(&self) -> Vec<&'a Element> {
        let Some(diagram) = self.diagram() else {
            return Vec::new();
        };
        match self.canvas.selection() {
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

    /// The two elements selected last between which a flow can be drawn.
    pub fn ends_to_connect(&self) -> Option<(&'a Element, &'a Element)> {
        let selected = self.selected();
        let nodes: Vec<&Element> = selected.into_iter().filter(|e| e.form.is_node()).collect();
        match nodes.as_slice() {
            [.., a, b] => Some((*a, *b)),
            _ => None,
        }
    }

    /// What lies under a point of the plane.
    pub fn hit(&self, plane: Point) -> Option<&'a ElementId> {
        hit(self.canvas.drawing(), plane)
    }

    /// A point on the grid, unless the hand is to be free.
    pub fn on_grid(&self, plane: Point, free: bool) -> Point {
        let step = if self.canvas.snap.grid && !free {
            snap::GRID
        } else {
            1.0
        };
        Point::new(
            (plane.x / step).round() * step,
            (plane.y / step).round() * step,
        )
    }

    /// Grips of the selection, where one element is selected.
    pub fn grips(&self) -> Vec<Grip> {
        let [id] = self.canvas.selection() else {
            return Vec::new();
        };
        self.element(id).map_or(Vec::new(), grips_of)
    }

    /// The grip at a point of the plane.
    pub fn grip_at(&self, plane: Point) -> Option<Grip> {
        let near = NEAR / self.canvas.camera().zoom;
        let mut grips = self.grips().into_iter();
        grips.find(|grip| grip.at.distance(plane) <= near)
    }

    fn ports(&self) -> Vec<(Port, Point)> {
        let hovered = self.canvas.hover();
        let element = hovered.and_then(|id| self.element(id));
        element.map_or(Vec::new(), |e| ports(&e.form))
    }

    /// Where ports of the element under the pointer are shown.
    pub fn shown_ports(&self) -> Vec<Point> {
        let gap = PORT_GAP / self.canvas.camera().zoom;
        let ports = self.ports().into_iter();
        ports.map(|(port, p)| outside(port, p, gap)).collect()
    }

    /// The end of a flow at the port that is shown at a point of the plane.
    pub fn port_at(&self, plane: Point) -> Option<End> {
        let zoom = self.canvas.camera().zoom;
        let id = self.canvas.hover()?;
        let at = |port, p| outside(port, p, PORT_GAP / zoom).distance(plane) <= NEAR / zoom;
        let mut ports = self.ports().into_iter();
        let (port, point) = ports.find(|(port, p)| at(*port, *p))?;
        Some(End {
            point,
            element: Some(id.clone()),
            port,
        })
    }

    /// An end at a point: attached to the element there, if a flow can be. Near a port it is that
    /// one; else the one that faces the point where the flow comes from.
    pub fn end_at(&self, plane: Point, from: Option<&End>) -> End {
        let Some(diagram) = self.diagram() else {
            return dangling(plane);
        };
        let near = 14.0 / self.canvas.camera().zoom;
        let under = self
            .hit(plane)
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

    /// Whether what an end is attached to is on the diagram.
    pub fn holds(&self, end: &End) -> bool {
        let id = end.element.as_ref();
        id.is_none_or(|id| self.element(id).is_some())
    }

    /// A new line between two ends.
    pub fn line(&self, source: End, target: End) -> Line {
        let element = |end: &End| self.element(end.element.as_ref()?);
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

    /// How elements of a stencil are drawn.
    pub fn representation(&self, stencil: &StencilId) -> Option<&'a Representation> {
        self.template()?.representation(stencil)
    }

    /// A line as a stencil draws it.
    pub fn line_form(&self, stencil: &StencilId, line: Line) -> Option<Form> {
        self.representation(stencil)?.form(Rect::default(), line)
    }

    /// A shape as a stencil draws it.
    pub fn shape_form(&self, stencil: &StencilId, rect: Rect) -> Option<Form> {
        self.representation(stencil)?.form(rect, Line::default())
    }

    /// An element to be looked at, not to be kept.
    pub fn sketch(&self, stencil: &StencilId, form: Form) -> Option<Element> {
        let mut element = self.template()?.element(stencil, "preview".into(), form)?;
        element.set_name("");
        Some(element)
    }

    /// The stencil of new flows: the one used last, else the template's generic one.
    pub fn flow_stencil(&self) -> Option<StencilId> {
        let kb = self.template()?;
        let last = self.canvas.last_flow.clone();
        last.filter(|id| kb.stencil(id).is_some()).or_else(|| {
            let is_flow = |r: &Representation| *r == Representation::Line;
            kb.stencils
                .iter()
                .find(|s| s.generic && is_flow(&s.representation))
                .map(|s| s.id.clone())
        })
    }
}
