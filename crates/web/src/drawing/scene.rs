//! The drawing in the page: only what is seen is there, patched by element; what moves has a
//! layer of its own, so that the rest need not be painted again.

use crate::browser::dom;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use trustline_drawing::{Area, Item, badges, body, classes, course, escaped, number};
use trustline_editor::{Editor, GripKind, Tool};
use trustline_model::ElementId;
use trustline_model::geometry::{CANVAS, Rect};
use web_sys::Element;

/// Below this magnification letters cannot be read, and are left out.
const READABLE: f64 = 0.35;
/// More selected elements than this are not outlined one by one.
const OUTLINED: usize = 400;

const SVG: &str = "http://www.w3.org/2000/svg";

struct Painted {
    shape: Element,
    label: Element,
    text: String,
}

/// The layers of the canvas.
pub struct Scene {
    world: Element,
    shapes: Element,
    labels: Element,
    badges: Element,
    above: Element,
    known: HashMap<ElementId, Painted>,
    /// What part of the plane is in the page.
    covered: Option<Rect>,
    detail: bool,
    hidden: HashSet<ElementId>,
}

fn group(parent: &Element, class: &str) -> Option<Element> {
    let made = dom::document().create_element_ns(Some(SVG), "g").ok()?;
    made.set_attribute("class", class).ok()?;
    parent.append_child(&made).ok()?;
    Some(made)
}

impl Scene {
    /// In the two drawings of a canvas: what rests, and what moves above it.
    pub fn new(resting: &Element, moving: &Element) -> Option<Self> {
        // What another model left there.
        resting.set_inner_html("");
        moving.set_inner_html("");
        let world = group(resting, "world")?;
        let edge = dom::document().create_element_ns(Some(SVG), "rect").ok()?;
        edge.set_attribute("class", "rim").ok()?;
        for (name, value) in [
            ("x", CANVAS.left),
            ("y", CANVAS.top),
            ("width", CANVAS.width),
            ("height", CANVAS.height),
        ] {
            edge.set_attribute(name, &number(value)).ok()?;
        }
        world.append_child(&edge).ok()?;
        Some(Self {
            shapes: group(&world, "shapes")?,
            labels: group(&world, "labels")?,
            badges: group(&world, "badges")?,
            world,
            above: group(moving, "above")?,
            known: HashMap::new(),
            covered: None,
            detail: true,
            hidden: HashSet::new(),
        })
    }

    /// Shows another part of the plane.
    pub fn look(&mut self, editor: &Editor) {
        let camera = editor.camera();
        let transform = format!(
            "scale({}) translate({} {})",
            camera.zoom,
            number(-camera.origin.x),
            number(-camera.origin.y)
        );
        let _ = self.world.set_attribute("transform", &transform);
        let _ = self.above.set_attribute("transform", &transform);
        let seen = camera.seen(editor.size());
        let inside = self.covered.is_some_and(|c| {
            c.left <= seen.left
                && c.top <= seen.top
                && c.right() >= seen.right()
                && c.bottom() >= seen.bottom()
        });
        if !inside || (camera.zoom >= READABLE) != self.detail {
            self.paint(editor);
        }
    }

    /// Paints the drawing again where it changed.
    pub fn paint(&mut self, editor: &Editor) {
        let camera = editor.camera();
        let seen = camera.seen(editor.size());
        let margin = seen.width.max(seen.height) * 0.3;
        let covered = seen.grown(margin);
        self.covered = Some(covered);
        self.detail = camera.zoom >= READABLE;
        let items: Vec<&Item> = editor
            .drawing()
            .items
            .iter()
            .filter(|item| covered.touches(item.bounds))
            .collect();
        let wanted: HashSet<&ElementId> = items.iter().map(|i| &i.id).collect();
        self.known.retain(|id, painted| {
            let stays = wanted.contains(id);
            if !stays {
                painted.shape.remove();
                painted.label.remove();
            }
            stays
        });
        let mut shape_after = self.shapes.first_child();
        let mut label_after = self.labels.first_child();
        for item in items {
            let class = classes(item);
            let shape = body(item, false, self.detail);
            let label = body(item, true, self.detail);
            let text = format!("{class}\n{shape}\n{label}");
            let painted = self
                .known
                .entry(item.id.clone())
                .or_insert_with(|| Painted {
                    shape: new_group(),
                    label: new_group(),
                    text: String::new(),
                });
            if painted.text != text {
                for (group, content) in [(&painted.shape, &shape), (&painted.label, &label)] {
                    let _ = group.set_attribute("class", &class);
                    group.set_inner_html(content);
                }
                let _ = painted.shape.set_attribute("data-id", &item.id.key());
                let _ = painted.shape.set_attribute("data-name", &item.title);
                painted.text = text;
            }
            for (group, parent, after) in [
                (&painted.shape, &self.shapes, &mut shape_after),
                (&painted.label, &self.labels, &mut label_after),
            ] {
                if after.as_ref().is_some_and(|a| a.is_same_node(Some(group))) {
                    *after = group.next_sibling();
                } else {
                    let _ = parent.insert_before(group, after.as_ref());
                }
            }
        }
        let hidden = std::mem::take(&mut self.hidden);
        self.hide(hidden);
    }

    /// Shows how many open threats there are, or nothing of it.
    pub fn count(&self, editor: &Editor, shown: bool) {
        // What was counted last stays until threats are found again.
        if shown && editor.is_stale() {
            return;
        }
        let open = if shown {
            editor.open_threats()
        } else {
            Vec::new()
        };
        self.badges.set_inner_html(&badges(editor.drawing(), &open));
    }

    fn hide(&mut self, hidden: HashSet<ElementId>) {
        for (ids, on) in [(&self.hidden, false), (&hidden, true)] {
            for painted in ids.iter().filter_map(|id| self.known.get(id)) {
                for group in [&painted.shape, &painted.label] {
                    let _ = group.class_list().toggle_with_force("hidden", on);
                }
            }
        }
        self.hidden = hidden;
    }

    /// What lies above the drawing: selection, grips, guides, and what a gesture would make.
    pub fn lay_over(&mut self, editor: &Editor) {
        let hidden = editor.hidden();
        if hidden != self.hidden {
            self.hide(hidden);
        }
        let zoom = editor.camera().zoom;
        let mut out = String::new();
        let lit = editor.lit();
        let index: HashMap<&ElementId, &Item> = match editor.selection().len() + lit.len() {
            0 => HashMap::new(),
            _ => editor.drawing().items.iter().map(|i| (&i.id, i)).collect(),
        };
        for id in lit {
            if let Some(item) = index.get(&id) {
                outline(&mut out, item, "lit", zoom);
            }
        }
        let preview = editor.preview();
        let selected = editor.selection();
        if preview.is_none() && selected.len() <= OUTLINED {
            for item in selected.iter().filter_map(|id| index.get(id)) {
                outline(&mut out, item, "selected", zoom);
            }
        } else if preview.is_none()
            && let Some(all) = editor.selection_bounds()
        {
            rect(&mut out, all.grown(4.0 / zoom), "selected");
        }
        if let Some(drawing) = &preview {
            for labels in [false, true] {
                for item in &drawing.items {
                    let _ = write!(out, "<g class=\"{}\">", escaped(&classes(item)));
                    out.push_str(&body(item, labels, self.detail));
                    out.push_str("</g>");
                }
            }
        }
        if let Some(marquee) = editor.marquee() {
            rect(&mut out, marquee, "marquee");
        }
        for guide in editor.guides() {
            let (a, b) = guide.span;
            let (a, b) = (number(a - 12.0), number(b + 12.0));
            let at = number(guide.at);
            let _ = match guide.vertical {
                true => write!(out, "<path class=\"guide\" d=\"M{at} {a}V{b}\"/>"),
                false => write!(out, "<path class=\"guide\" d=\"M{a} {at}H{b}\"/>"),
            };
        }
        if preview.is_none() && *editor.tool() == Tool::Select {
            for grip in editor.grips() {
                let (x, y, half) = (grip.at.x, grip.at.y, 4.0 / zoom);
                let _ = match grip.kind {
                    GripKind::Edge(..) => write!(
                        out,
                        "<rect class=\"grip\" x=\"{}\" y=\"{}\" width=\"{2}\" height=\"{2}\"/>",
                        number(x - half),
                        number(y - half),
                        number(half * 2.0),
                    ),
                    _ => write!(
                        out,
                        "<circle class=\"grip\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
                        number(x),
                        number(y),
                        number(half * 1.2),
                    ),
                };
            }
        }
        for port in editor.shown_ports() {
            let _ = write!(
                out,
                "<circle class=\"port\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
                number(port.x),
                number(port.y),
                number(4.5 / zoom),
            );
        }
        self.above.set_inner_html(&out);
    }
}

fn new_group() -> Element {
    dom::document()
        .create_element_ns(Some(SVG), "g")
        .expect("a group can be made")
}

fn rect(out: &mut String, r: Rect, class: &str) {
    let _ = write!(
        out,
        "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
        number(r.left),
        number(r.top),
        number(r.width),
        number(r.height)
    );
}

fn outline(out: &mut String, item: &Item, class: &str, zoom: f64) {
    match item.area {
        Area::Curve(c) => {
            let _ = write!(out, "<path class=\"{class} course\" d=\"{}\"/>", course(c));
        }
        Area::Ellipse(r) => {
            let r = r.grown(3.0 / zoom);
            let c = r.center();
            let _ = write!(
                out,
                "<ellipse class=\"{class}\" cx=\"{}\" cy=\"{}\" rx=\"{}\" ry=\"{}\"/>",
                number(c.x),
                number(c.y),
                number(r.width / 2.0),
                number(r.height / 2.0)
            );
        }
        Area::Rect(r) | Area::Outline(r) => rect(out, r.grown(3.0 / zoom), class),
    }
}
