//! Elements to things that can be painted: which shape, where the label and the picture go.

use crate::picture::picture;
use crate::text::{width, wrap};
use crate::{Area, Drawing, Item, Part};
use std::collections::HashMap;
use trustline_model::geometry::{Curve, Point, Rect};
use trustline_model::{Diagram, Element, Form, KnowledgeBase, StencilId};

const SIZE: f64 = 12.0;
const LEADING: f64 = 14.0;
const MARGIN: f64 = 24.0;
/// Labels of lines are broken at this width.
const LINE_LABEL: f64 = 150.0;
/// Pictures are painted no larger than this.
const ICON: f64 = 20.0;

type Pictures = HashMap<StencilId, Option<Icon>>;

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
    order.sort_by(|a, b| layer(a).cmp(&layer(b)).then(area(a).total_cmp(&area(b))));
    for element in order {
        let icon = kb.and_then(|kb| {
            let known = pictures.entry(element.stencil.clone());
            known
                .or_insert_with(|| icon_of(kb, &element.stencil))
                .clone()
        });
        items.push(item(element, icon));
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
    let (w, h) = size.map_or((ICON, ICON), |(w, h)| (f64::from(w), f64::from(h)));
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

fn item(element: &Element, icon: Option<Icon>) -> Item {
    let name = element.name();
    let mut parts = Vec::new();
    let area = match &element.form {
        Form::Process(rect) => {
            parts.push(Part::Ellipse(*rect));
            // The widest box inside of the ellipse that leaves room for several lines.
            inside(&mut parts, *rect, 0.78, 0.66, name, icon);
            Area::Ellipse(*rect)
        }
        Form::ExternalEntity(rect) => {
            parts.push(Part::Rect(*rect));
            inside(&mut parts, *rect, 0.92, 0.92, name, icon);
            Area::Rect(*rect)
        }
        Form::DataStore(rect) => {
            parts.push(Part::Store(*rect));
            inside(&mut parts, *rect, 0.92, 0.86, name, icon);
            Area::Rect(*rect)
        }
        Form::Annotation(rect) => {
            let lines = wrap(name, SIZE, usize::MAX, rect.width.max(40.0));
            for (i, text) in lines.into_iter().enumerate() {
                let at = Point::new(rect.left, rect.top + SIZE + i as f64 * LEADING);
                parts.push(Part::Text {
                    at,
                    text,
                    size: SIZE,
                    centered: false,
                });
            }
            Area::Rect(*rect)
        }
        Form::BoundaryBox(rect) => {
            parts.push(Part::Rect(*rect));
            let lines = wrap(name, SIZE, 2, (rect.width - 16.0).max(30.0));
            let mut left = rect.left + 8.0;
            if let Some(icon) = icon {
                let spot = Rect::new(left, rect.top + 5.0, icon.size.0, icon.size.1);
                left += icon.size.0 + 4.0;
                parts.push(Part::Picture(spot, icon.kind, icon.base64));
            }
            for (i, text) in lines.into_iter().enumerate() {
                let at = Point::new(left, rect.top + 6.0 + SIZE + i as f64 * LEADING);
                parts.push(Part::Text {
                    at,
                    text,
                    size: SIZE,
                    centered: false,
                });
            }
            Area::Outline(*rect)
        }
        Form::BoundaryLine(line) => {
            parts.push(Part::Curve(line.curve(), false));
            on_line(&mut parts, line.curve(), name, icon);
            Area::Curve(line.curve())
        }
        Form::DataFlow(line) => {
            parts.push(Part::Curve(line.curve(), true));
            on_line(&mut parts, line.curve(), name, icon);
            Area::Curve(line.curve())
        }
    };
    let bounds = parts
        .iter()
        .map(bounds)
        .reduce(Rect::union)
        .unwrap_or_else(|| element.form.bounds());
    Item {
        id: element.id.clone(),
        title: name.split_whitespace().collect::<Vec<_>>().join(" "),
        kind: element.form.as_str(),
        out_of_scope: element.is_out_of_scope(),
        parts,
        area,
        bounds,
    }
}

/// A label, with its picture, in the middle of a shape of which a part can be written on. The
/// letters shrink before the text is cut.
fn inside(parts: &mut Vec<Part>, rect: Rect, wide: f64, high: f64, name: &str, icon: Option<Icon>) {
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
        parts.push(Part::Picture(spot, icon.kind, icon.base64));
    }
    for (i, text) in lines.into_iter().enumerate() {
        let at = Point::new(center.x, text_top + size * 0.95 + i as f64 * leading);
        parts.push(Part::Text {
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

/// A label centred on the point a curve runs through.
fn on_line(parts: &mut Vec<Part>, curve: Curve, name: &str, icon: Option<Icon>) {
    let lines = wrap(name, SIZE, 4, LINE_LABEL);
    let top = curve.handle.y - lines.len() as f64 * LEADING / 2.0;
    let widest = lines.iter().map(|l| width(l, SIZE)).fold(0.0, f64::max);
    if let Some(icon) = icon {
        let (w, h) = icon.size;
        let spot = Rect::new(
            curve.handle.x - widest / 2.0 - w - 3.0,
            curve.handle.y - h / 2.0,
            w,
            h,
        );
        parts.push(Part::Picture(spot, icon.kind, icon.base64));
    }
    for (i, text) in lines.into_iter().enumerate() {
        let at = Point::new(curve.handle.x, top + SIZE * 0.95 + i as f64 * LEADING);
        parts.push(Part::Text {
            at,
            text,
            size: SIZE,
            centered: true,
        });
    }
}

fn bounds(part: &Part) -> Rect {
    match part {
        Part::Ellipse(r) | Part::Rect(r) | Part::Store(r) | Part::Picture(r, ..) => *r,
        Part::Curve(curve, _) => {
            let points = curve.polyline();
            let boxes = points.iter().map(|p| Rect::spanning(*p, *p));
            boxes.reduce(Rect::union).unwrap_or_default().grown(4.0)
        }
        Part::Text {
            at,
            text,
            size,
            centered,
        } => {
            let wide = width(text, *size);
            let left = if *centered { at.x - wide / 2.0 } else { at.x };
            Rect::new(left, at.y - size, wide, size * 1.25)
        }
    }
}
