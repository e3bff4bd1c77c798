//! Elements to things that can be painted: which shape, where the label and the picture go.

use crate::picture::picture;
use crate::placed::Placed;
use crate::text::{width, wrap};
use crate::{Area, Drawing, Item, Primitive};
use std::collections::HashMap;
use trustline_model::InOrder;
use trustline_model::geometry::{Curve, Point, Rect};
use trustline_model::{
    Diagram, Element, ElementId, End, Form, KnowledgeBase, Line, Property, StencilId, depth,
};

const SIZE: f64 = 12.0;
const LEADING: f64 = 14.0;
const MARGIN: f64 = 24.0;
/// Labels of lines are broken at this width.
const LINE_LABEL: f64 = 150.0;
/// Pictures are painted no larger than this.
const ICON: f64 = 20.0;

type Pictures = HashMap<StencilId, Option<Icon>>;
type Ends<'a> = HashMap<&'a ElementId, &'a Form>;

#[derive(Clone)]
struct Icon {
    kind: &'static str,
    base64: String,
    size: (f64, f64),
    place: Spot,
}

#[derive(Clone, Copy, PartialEq)]
enum Spot {
    Above,
    Corner,
    Before,
    Below,
}

/// Composes a diagram. Pictures come from the knowledge base, where there is one.
pub fn draw(diagram: &Diagram, kb: Option<&KnowledgeBase>) -> Drawing {
    let mut pictures = Pictures::new();
    let mut placed = Placed::new(diagram);
    let ends: Ends<'_> = diagram
        .elements
        .iter()
        .filter(|e| e.form.line().is_none())
        .map(|e| (&e.id, &e.form))
        .collect();
    let mut items: Vec<Item> = Vec::with_capacity(diagram.elements.len());
    // Large boxes lie below small ones, all of them below what they hold; lines lie on top.
    let mut order: Vec<&Element> = diagram.elements.iter().collect();
    let area = |e: &Element| match e.form {
        Form::BoundaryBox(r) => -(r.width * r.height),
        _ => 0.0,
    };
    let layer = |e: &Element| match e.form {
        Form::BoundaryBox(_) => 0,
        Form::BoundaryLine(_) => 1,
        Form::Annotation(_) => 2,
        Form::Process(_) | Form::DataStore(_) | Form::ExternalEntity(_) => 3,
        Form::DataFlow(_) => 4,
    };
    order.put_in_order_by(|a, b| layer(a).cmp(&layer(b)).then(area(a).total_cmp(&area(b))));
    for element in order {
        let icon = kb.and_then(|kb| {
            let known = pictures.entry(element.stencil.clone());
            known
                .or_insert_with(|| icon_of(kb, &element.stencil))
                .clone()
        });
        items.push(item(element, icon, &ends, &mut placed));
    }
    let bounds = items
        .iter()
        .map(|i| i.bounds)
        .reduce(Rect::union)
        .unwrap_or_default()
        .grown(MARGIN);
    Drawing {
        title: diagram.name.clone(),
        bounds,
        items,
        badges: Vec::new(),
    }
}

/// The picture of a stencil, its own or the nearest inherited one. Those of generic stencils
/// repeat what the shape says already and are left out.
fn icon_of(kb: &KnowledgeBase, id: &StencilId) -> Option<Icon> {
    let line = kb.lineage(id);
    let stencil = line
        .into_iter()
        .filter(|s| !s.generic)
        .find(|s| s.image.is_some())?;
    let (kind, base64, size) = picture(stencil.image.as_deref()?)?;
    let (w, h) = (f64::from(size.0), f64::from(size.1));
    let scale = (ICON / w.max(h)).min(1.25);
    let place = match stencil.image_location.as_deref().unwrap_or("") {
        "Lower right of stencil" => Spot::Corner,
        "Before label" => Spot::Before,
        "Centered below label" => Spot::Below,
        _ => Spot::Above,
    };
    Some(Icon {
        kind,
        base64,
        size: (w * scale, h * scale),
        place,
    })
}

fn item(element: &Element, icon: Option<Icon>, ends: &Ends<'_>, placed: &mut Placed<'_>) -> Item {
    let name = element.name();
    let mut parts = Vec::new();
    let mut labels = Vec::new();
    let area = match &element.form {
        Form::Process(rect) => {
            parts.push(Primitive::Ellipse(*rect));
            let says = |p: &Property| {
                let text = p.value.as_text().flatten().unwrap_or("");
                p.name == depth::CHILD && text.eq_ignore_ascii_case("yes")
            };
            if element.properties.iter().any(says) {
                // As the field draws it: a second outline says that there is more below.
                parts.push(Primitive::Ellipse(rect.grown(-5.0)));
            }
            // The widest box inside of the ellipse that leaves room for several lines.
            inside(&mut parts, *rect, 0.78, 0.66, name, icon);
            Area::Ellipse(*rect)
        }
        Form::ExternalEntity(rect) => {
            parts.push(Primitive::Rect(*rect));
            inside(&mut parts, *rect, 0.92, 0.92, name, icon);
            Area::Rect(*rect)
        }
        Form::DataStore(rect) => {
            parts.push(Primitive::Store(*rect));
            inside(&mut parts, *rect, 0.92, 0.86, name, icon);
            Area::Rect(*rect)
        }
        Form::Annotation(rect) => {
            let lines = wrap(name, SIZE, usize::MAX, rect.width.max(40.0));
            for (i, text) in lines.into_iter().enumerate() {
                let at = Point::new(rect.left, rect.top + SIZE + i as f64 * LEADING);
                parts.push(Primitive::Text {
                    at,
                    text,
                    size: SIZE,
                    centered: false,
                });
            }
            Area::Rect(*rect)
        }
        Form::BoundaryBox(rect) => {
            parts.push(Primitive::Rect(*rect));
            let label = Label::new(name, icon, (rect.width - 16.0).max(120.0), 2);
            let at = placed.corner(&element.id, *rect, label.size);
            label.write(&mut labels, at, false);
            Area::Outline(*rect)
        }
        Form::BoundaryLine(line) => {
            parts.push(Primitive::Curve(line.curve(), false));
            let label = Label::new(name, icon, LINE_LABEL, 4);
            let at = placed.on_curve(&element.id, line.curve(), label.size);
            label.write(&mut labels, at, true);
            Area::Curve(line.curve())
        }
        Form::DataFlow(line) => {
            parts.push(Primitive::Curve(visible(line, ends), true));
            let label = Label::new(name, icon, LINE_LABEL, 4);
            let at = placed.on_curve(&element.id, line.curve(), label.size);
            label.write(&mut labels, at, true);
            Area::Curve(line.curve())
        }
    };
    let all = parts.iter().chain(&labels).map(Primitive::bounds);
    let bounds = all
        .reduce(Rect::union)
        .unwrap_or_else(|| element.form.bounds());
    Item {
        id: element.id.clone(),
        title: name.split_whitespace().collect::<Vec<_>>().join(" "),
        kind: element.form.as_str(),
        out_of_scope: element.is_out_of_scope(),
        parts,
        labels,
        area,
        bounds,
    }
}

/// The part of a flow that is seen: what lies inside of the shapes at its ends is left out, so
/// that arrows end at outlines.
fn visible(line: &Line, ends: &Ends<'_>) -> Curve {
    let curve = line.curve();
    let covers = |end: &End, p: Point| {
        let form = end.element.as_ref().and_then(|id| ends.get(id));
        match form {
            Some(Form::Process(r)) => {
                let (c, x, y) = (r.center(), r.width / 2.0, r.height / 2.0);
                ((p.x - c.x) / x).powi(2) + ((p.y - c.y) / y).powi(2) < 1.0
            }
            Some(form) => form.rect().is_some_and(|r| r.contains(p)),
            None => false,
        }
    };
    const STEPS: usize = 200;
    let at = |i: usize| i as f64 / STEPS as f64;
    let from = (0..STEPS / 2)
        .find(|i| !covers(&line.source, curve.at(at(*i))))
        .map(at);
    let to = (STEPS / 2..=STEPS)
        .rev()
        .find(|i| !covers(&line.target, curve.at(at(*i))))
        .map(at);
    match (from, to) {
        (Some(from), Some(to)) if from < to && !line.is_loop() => Curve {
            start: curve.at(from),
            handle: curve.at((from + to) / 2.0),
            end: curve.at(to),
        },
        _ => curve,
    }
}

/// Lines of text with a picture before them.
struct Label {
    lines: Vec<String>,
    icon: Option<Icon>,
    size: (f64, f64),
}

impl Label {
    fn new(name: &str, icon: Option<Icon>, room: f64, most: usize) -> Self {
        let lines = wrap(name, SIZE, most, room);
        let icon = icon.filter(|_| !lines.is_empty());
        let text = lines.iter().map(|l| width(l, SIZE)).fold(0.0, f64::max);
        let before = icon.as_ref().map_or(0.0, |i| i.size.0 + 4.0);
        let tall = icon.as_ref().map_or(0.0, |i| i.size.1);
        let size = (before + text, (lines.len() as f64 * LEADING).max(tall));
        Self { lines, icon, size }
    }

    /// Writes it around its middle, on a ground of its own.
    fn write(self, parts: &mut Vec<Primitive>, middle: Point, centered: bool) {
        if self.lines.is_empty() {
            return;
        }
        let (wide, tall) = self.size;
        let left = middle.x - wide / 2.0;
        parts.push(Primitive::Ground(Rect::new(
            left - 1.0,
            middle.y - tall / 2.0,
            wide + 2.0,
            tall,
        )));
        let mut text_left = left;
        if let Some(icon) = self.icon {
            let (w, h) = icon.size;
            let spot = Rect::new(left, middle.y - h / 2.0, w, h);
            text_left += w + 4.0;
            parts.push(Primitive::Picture(spot, icon.kind, icon.base64));
        }
        let center = (text_left + left + wide) / 2.0;
        let top = middle.y - self.lines.len() as f64 * LEADING / 2.0;
        for (i, text) in self.lines.into_iter().enumerate() {
            let x = if centered { center } else { text_left };
            let at = Point::new(x, top + SIZE * 0.95 + i as f64 * LEADING);
            parts.push(Primitive::Text {
                at,
                text,
                size: SIZE,
                centered,
            });
        }
    }
}

/// A label, with its picture, in the middle of a shape of which a part can be written on. The
/// letters shrink before the text is cut.
fn inside(
    parts: &mut Vec<Primitive>,
    rect: Rect,
    wide: f64,
    high: f64,
    name: &str,
    icon: Option<Icon>,
) {
    let room = Rect::new(0.0, 0.0, rect.width * wide, rect.height * high);
    let (icon_height, gap) = match &icon {
        Some(icon) if matches!(icon.place, Spot::Above | Spot::Below) && room.height >= 44.0 => {
            (icon.size.1, 3.0)
        }
        _ => (0.0, 0.0),
    };
    let mut size = SIZE;
    let mut lines;
    loop {
        let leading = size * LEADING / SIZE;
        let most = ((room.height - icon_height - gap) / leading)
            .floor()
            .max(1.0) as usize;
        lines = wrap(name, size, most, room.width);
        let broken = lines.iter().any(|l| l.ends_with('…')) || breaks_words(name, &lines);
        if !broken || size <= 9.0 {
            break;
        }
        size -= 1.0;
    }
    let leading = size * LEADING / SIZE;
    let center = rect.center();
    let text_height = lines.len() as f64 * leading;
    let top = center.y - (icon_height + gap + text_height) / 2.0;
    let mut text_top = top;
    if let Some(icon) = icon {
        let (w, h) = icon.size;
        let spot = match icon.place {
            Spot::Above if icon_height > 0.0 => {
                text_top += icon_height + gap;
                Rect::new(center.x - w / 2.0, top, w, h)
            }
            Spot::Below if icon_height > 0.0 => {
                Rect::new(center.x - w / 2.0, top + text_height + gap, w, h)
            }
            // The corner of the square around the shape is free for a circle.
            _ => Rect::new(rect.right() - w - 2.0, rect.bottom() - h - 2.0, w, h),
        };
        parts.push(Primitive::Picture(spot, icon.kind, icon.base64));
    }
    for (i, text) in lines.into_iter().enumerate() {
        let at = Point::new(center.x, text_top + size * 0.95 + i as f64 * leading);
        parts.push(Primitive::Text {
            at,
            text,
            size,
            centered: true,
        });
    }
}

/// Whether a line ends inside of a word.
fn breaks_words(name: &str, lines: &[String]) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    lines
        .iter()
        .flat_map(|l| l.split_whitespace())
        .any(|piece| !words.contains(&piece))
}
