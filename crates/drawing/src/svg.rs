//! A drawing as SVG. Looks are given by classes, so that a page can share one style sheet among
//! many drawings and let its reader switch between light and dark.

use crate::badges::{HALF, SIZE, placed};
use crate::{Drawing, Item, Primitive, Theme, text};
use std::fmt::Write;
use trustline_model::geometry::{Curve, Point, Rect};
use trustline_model::harmless::markup_for_logs;
use trustline_model::{ElementId, OpenThreats, Urgency};

/// What of a drawing is highlighted.
pub enum Marks<'a> {
    /// These elements; all else is faded. None: nothing is.
    Only(&'a [&'a ElementId]),
    /// These elements, or none, and a line below the drawing that says why.
    Legend(&'a [&'a ElementId], String),
}

/// The height of a legend, and the size of its words.
const LEGEND: (f64, f64) = (34.0, 13.0);

/// A drawing as a document of its own. With `highlight`, all else is faded.
pub fn svg(drawing: &Drawing, theme: &Theme, highlight: &[&ElementId]) -> String {
    svg_with(drawing, theme, &Marks::Only(highlight))
}

/// A drawing as a document of its own, with what is highlighted.
pub fn svg_with(drawing: &Drawing, theme: &Theme, marks: &Marks<'_>) -> String {
    let (highlight, legend) = match marks {
        Marks::Only(highlight) => (*highlight, None),
        Marks::Legend(highlight, words) => (*highlight, Some(words.as_str())),
    };
    let is_plain = highlight.is_empty() && legend.is_none();
    let mut b = drawing.bounds;
    let lines = legend.map_or_else(Vec::new, |words| {
        let room = (b.width - 70.0).max(160.0);
        text::wrap(words, LEGEND.1, 4, room)
    });
    let legend_top = b.bottom();
    if !lines.is_empty() {
        b.width = b.width.max(240.0);
        b.height += LEGEND.0 + (lines.len() - 1) as f64 * LEGEND.1 * 1.3;
    }
    let mut out = String::new();
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{}\" width=\"{}\" height=\"{}\" role=\"img\" \
         font-family=\"Arial, Arimo, Helvetica, sans-serif\">\n<title>{}</title>\n<style>\n{}</style>\n\
         <rect class=\"d-ground\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n",
        view_box(b),
        number(b.width),
        number(b.height),
        escaped(&drawing.title),
        style(theme),
        number(b.left),
        number(b.top),
        number(b.width),
        number(b.height),
    );
    for labels in [false, true] {
        for item in &drawing.items {
            let marks = match (is_plain, highlight.contains(&&item.id)) {
                (true, _) => "",
                (_, true) => " d-marked",
                // What labels lie on stays opaque.
                _ if labels => " d-pale",
                _ => " d-faded",
            };
            group(&mut out, item, labels, None, marks);
        }
    }
    out.push_str(&badges(drawing, &drawing.badges));
    for (i, line) in lines.iter().enumerate() {
        let y = legend_top + 20.0 + i as f64 * LEGEND.1 * 1.3;
        if i == 0 {
            let (x, y) = (b.left + 14.0, y - 10.0);
            let _ = writeln!(
                out,
                "<g class=\"d-marked\"><rect class=\"d-shape\" x=\"{}\" y=\"{}\" width=\"22\" height=\"12\"/></g>",
                number(x),
                number(y)
            );
        }
        let _ = writeln!(
            out,
            "<text class=\"d-text\" x=\"{}\" y=\"{}\" font-size=\"{}\">{}</text>",
            number(b.left + 44.0),
            number(y),
            number(LEGEND.1),
            escaped(line)
        );
    }
    out.push_str("</svg>\n");
    out
}

/// Badges of a drawing, for who shows it.
pub fn badges(drawing: &Drawing, open: &[OpenThreats]) -> String {
    let mut out = String::new();
    for badge in placed(drawing, open) {
        let (r, count) = (badge.rect, badge.count);
        let class = match badge.urgency {
            Urgency::Critical | Urgency::High => "d-urgent",
            Urgency::MediumHigh | Urgency::Medium | Urgency::Other => "d-middling",
            _ => "d-slight",
        };
        let threats = if count == 1 { "threat" } else { "threats" };
        let _ = write!(
            out,
            "<g class=\"d-badge {class}\"><title>{count} open {threats}</title>\
             <rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"/>\
             <text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"middle\">{count}</text></g>",
            number(r.left),
            number(r.top),
            number(r.width),
            number(r.height),
            number(HALF),
            number(r.center().x),
            number(r.center().y + SIZE * 0.36),
            number(SIZE),
        );
    }
    out
}

/// The elements of a drawing alone, to be put into a page's `<svg>`: first everything but the
/// labels of lines and boundaries, each a group with the id `PREFIX` + its place, then those
/// labels, each with the id `PREFIXl` + its place.
pub fn bodies(drawing: &Drawing, prefix: &str) -> [String; 2] {
    [(false, ""), (true, "l")].map(|(labels, letter)| {
        let mut out = String::new();
        for (i, item) in drawing.items.iter().enumerate() {
            group(
                &mut out,
                item,
                labels,
                Some(format!("{prefix}{letter}{i}")),
                "",
            );
        }
        out
    })
}

/// What an element is painted with, or its labels, to be put into a group with the classes of
/// [`classes`]. Without `detail`, text and pictures are left out: too small to be seen.
pub fn body(item: &Item, labels: bool, detail: bool) -> String {
    let mut out = String::new();
    let looks = Looks::of(item.kind);
    for part in if labels { &item.labels } else { &item.parts } {
        if detail
            || !matches!(
                part,
                Primitive::Text { .. } | Primitive::Picture(..) | Primitive::Ground(_)
            )
        {
            write_part(&mut out, part, &looks);
        }
    }
    out
}

/// The classes of an element's groups.
pub fn classes(item: &Item) -> String {
    let scope = if item.out_of_scope { " d-out" } else { "" };
    format!("{}{scope}", item.kind.replace(' ', "-"))
}

/// A rectangle as the text of a `viewBox`.
fn view_box(r: Rect) -> String {
    format!(
        "{} {} {} {}",
        number(r.left),
        number(r.top),
        number(r.width),
        number(r.height)
    )
}

/// The style sheet of drawings. Every rule looks at one element alone, so that it also holds where
/// a page shows parts of a drawing again (`<use>`).
pub fn style(t: &Theme) -> String {
    format!(
        ".d-ground{{fill:{ground}}}\n\
         .d-shape{{fill:{fill};stroke:{ink};stroke-width:1.5}}\n\
         .d-process{{fill:{process};stroke:{process_line}}}\n\
         .d-entity{{fill:{entity};stroke:{entity_line}}}\n\
         .d-store{{fill:{store}}}\n\
         .d-edge{{fill:none;stroke:{ink};stroke-width:1.5}}\n\
         .d-store-edge{{stroke:{store_line}}}\n\
         .d-arrow{{fill:{ink}}}\n\
         .d-text{{fill:{ink}}}\n\
         .d-flow-text{{fill:{quiet}}}\n\
         .d-zone{{fill:none;stroke:{boundary};stroke-width:1.8;stroke-dasharray:8 5}}\n\
         .d-area{{fill:{boundary};fill-opacity:.04}}\n\
         .d-zone-text{{fill:{boundary}}}\n\
         .d-label{{fill:{ground}}}\n\
         .d-plate{{fill:{plate}}}\n\
         .d-badge text{{fill:#fff;font-weight:700}}\n\
         .d-urgent rect{{fill:#b3261e}}\n\
         .d-middling rect{{fill:#9a4a00}}\n\
         .d-slight rect{{fill:#56636f}}\n\
         .d-out{{opacity:.5}}\n\
         .d-faded{{opacity:.22}}\n\
         .d-pale text,.d-pale image,.d-pale .d-plate{{opacity:.3}}\n\
         .d-marked .d-shape,.d-marked .d-edge{{stroke:{accent};stroke-width:2.6}}\n\
         .d-marked .d-arrow{{fill:{accent}}}\n",
        ground = t.ground,
        fill = t.fill,
        process = t.process[0],
        process_line = t.process[1],
        entity = t.entity[0],
        entity_line = t.entity[1],
        store = t.store[0],
        store_line = t.store[1],
        ink = t.ink,
        quiet = t.quiet,
        boundary = t.boundary,
        plate = t.plate,
        accent = t.accent,
    )
}

fn group(out: &mut String, item: &Item, labels: bool, id: Option<String>, marks: &str) {
    let parts = if labels { &item.labels } else { &item.parts };
    if parts.is_empty() {
        return;
    }
    let id = id.map(|id| format!(" id=\"{id}\"")).unwrap_or_default();
    let _ = write!(out, "<g{id} class=\"{}{marks}\">", classes(item));
    if !item.title.is_empty() {
        let _ = write!(out, "<title>{}</title>", escaped(&item.title));
    }
    out.push_str(&body(item, labels, true));
    out.push_str("</g>\n");
}

/// Classes that depend on what an element is.
struct Looks {
    shape: &'static str,
    edge: &'static str,
    text: &'static str,
}

impl Looks {
    fn of(kind: &str) -> Self {
        let (shape, edge, text) = match kind {
            "boundary box" | "boundary line" => ("d-zone d-area", "d-zone", "d-zone-text"),
            "process" => ("d-shape d-process", "d-edge", "d-text"),
            "external entity" => ("d-shape d-entity", "d-edge", "d-text"),
            "data flow" => ("d-shape", "d-edge", "d-flow-text"),
            _ => ("d-shape", "d-edge", "d-text"),
        };
        Self { shape, edge, text }
    }
}

fn write_rect(out: &mut String, class: &str, r: Rect, round: u8) {
    let n = number;
    let _ = write!(
        out,
        "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        n(r.left),
        n(r.top),
        n(r.width),
        n(r.height)
    );
    if round > 0 {
        let _ = write!(out, " rx=\"{round}\"");
    }
    out.push_str("/>");
}

fn write_part(out: &mut String, part: &Primitive, looks: &Looks) {
    let n = number;
    let _ = match part {
        Primitive::Ellipse(r) => {
            let c = r.center();
            write!(
                out,
                "<ellipse class=\"{}\" cx=\"{}\" cy=\"{}\" rx=\"{}\" ry=\"{}\"/>",
                looks.shape,
                n(c.x),
                n(c.y),
                n(r.width / 2.0),
                n(r.height / 2.0)
            )
        }
        Primitive::Rect(r) => return write_rect(out, looks.shape, *r, 0),
        Primitive::Ground(r) => return write_rect(out, "d-label", *r, 2),
        Primitive::Store(r) => {
            write_rect(out, "d-store", *r, 0);
            write!(
                out,
                "<path class=\"d-edge d-store-edge\" d=\"M{0} {1}H{2}M{0} {3}H{2}\"/>",
                n(r.left),
                n(r.top),
                n(r.right()),
                n(r.bottom())
            )
        }
        Primitive::Curve(curve, arrow) => return write_curve(out, *curve, *arrow, looks.edge),
        Primitive::Picture(r, kind, base64) => {
            write_rect(out, "d-plate", r.grown(1.0), 3);
            write!(
                out,
                "<image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" href=\"data:{kind};base64,{base64}\"/>",
                n(r.left),
                n(r.top),
                n(r.width),
                n(r.height)
            )
        }
        Primitive::Text {
            at,
            text,
            size,
            centered,
        } => {
            write!(
                out,
                "<text class=\"{}\" x=\"{}\" y=\"{}\" font-size=\"{}\"{}>{}</text>",
                looks.text,
                n(at.x),
                n(at.y),
                n(*size),
                if *centered {
                    " text-anchor=\"middle\""
                } else {
                    ""
                },
                escaped(text)
            )
        }
    };
}

/// A curve as the data of a path.
pub fn course(curve: Curve) -> String {
    let n = number;
    let control = curve.control();
    format!(
        "M{} {}Q{} {} {} {}",
        n(curve.start.x),
        n(curve.start.y),
        n(control.x),
        n(control.y),
        n(curve.end.x),
        n(curve.end.y)
    )
}

const ARROW_LENGTH: f64 = 11.0;
const ARROW_WIDTH: f64 = 8.0;

fn write_curve(out: &mut String, curve: Curve, arrow: bool, class: &str) {
    let n = number;
    let control = curve.control();
    let _ = write!(out, "<path class=\"{class}\" d=\"{}\"/>", course(curve));
    if !arrow {
        return;
    }
    // The head points where the curve arrives; of a curve without length, nowhere.
    let from = [control, curve.handle, curve.start]
        .into_iter()
        .find(|p| p.distance(curve.end) > 0.5);
    let Some(from) = from else { return };
    let length = from.distance(curve.end);
    let (dx, dy) = (
        (curve.end.x - from.x) / length,
        (curve.end.y - from.y) / length,
    );
    let base = Point::new(
        curve.end.x - dx * ARROW_LENGTH,
        curve.end.y - dy * ARROW_LENGTH,
    );
    let (sx, sy) = (-dy * ARROW_WIDTH / 2.0, dx * ARROW_WIDTH / 2.0);
    let _ = write!(
        out,
        "<path class=\"d-arrow\" d=\"M{} {}L{} {}L{} {}Z\"/>",
        n(curve.end.x),
        n(curve.end.y),
        n(base.x + sx),
        n(base.y + sy),
        n(base.x - sx),
        n(base.y - sy)
    );
}

/// A number in as few letters as two decimals need.
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return "0".into();
    }
    let text = format!("{value:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" {
        "0".into()
    } else {
        short.into()
    }
}

/// Text that is safe inside of elements and quoted attributes, of SVG as of HTML.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    markup_for_logs(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The page of the editor has the same rules in its own style sheet: its policy allows no other.
    #[test]
    fn the_page_of_the_editor_paints_alike() {
        let plain = |text: &str| {
            let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            text.replace(";}", "}")
        };
        let page = plain(include_str!("../../web/static/page.css"));
        for rule in style(&Theme::PAGE).lines() {
            let of_reports = [".d-faded", ".d-marked", ".d-pale"]
                .iter()
                .any(|own| rule.starts_with(own));
            assert!(of_reports || page.contains(&plain(rule)), "{rule}");
        }
    }
}
