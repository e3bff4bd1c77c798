//! A drawing as SVG. Looks are given by classes, so that a page can share one style sheet among
//! many drawings and let its reader switch between light and dark.

use crate::{Drawing, Item, Part, Theme};
use std::fmt::Write;
use trustline_model::ElementId;
use trustline_model::geometry::{Curve, Point, Rect};

/// What the ids of a drawing's elements begin with, so that they are unique on a page.
pub type Prefix<'a> = &'a str;

/// A drawing as a document of its own. With `highlight`, all else is faded.
pub fn svg(drawing: &Drawing, theme: &Theme, highlight: &[&ElementId]) -> String {
    let b = drawing.bounds;
    let mut out = String::new();
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{}\" width=\"{}\" height=\"{}\" role=\"img\" \
         class=\"drawing\" font-family=\"Arial, Arimo, Helvetica, sans-serif\">\n<title>{}</title>\n<style>\n{}</style>\n\
         <rect class=\"ground\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n",
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
    for item in &drawing.items {
        let marks = match (highlight.is_empty(), highlight.contains(&&item.id)) {
            (true, _) => "",
            (_, true) => " marked",
            _ => " faded",
        };
        group(&mut out, item, None, marks);
    }
    out.push_str("</svg>\n");
    out
}

/// The elements of a drawing alone, each a group with the id `PREFIX` + its place, to be put into
/// a page's `<svg>`.
pub fn body(drawing: &Drawing, prefix: Prefix<'_>) -> String {
    let mut out = String::new();
    for (i, item) in drawing.items.iter().enumerate() {
        group(&mut out, item, Some(format!("{prefix}{i}")), "");
    }
    out
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

/// The style sheet of drawings.
pub fn style(t: &Theme) -> String {
    format!(
        ".drawing .ground{{fill:{ground}}}\n\
         .drawing text{{fill:{ink};stroke:none}}\n\
         .drawing .shape{{fill:{fill};stroke:{ink};stroke-width:1.5}}\n\
         .drawing .store-fill{{fill:{fill};stroke:none}}\n\
         .drawing .edge{{fill:none;stroke:{ink};stroke-width:1.5}}\n\
         .drawing .arrow{{fill:{ink};stroke:none}}\n\
         .drawing .data-flow text{{fill:{quiet};stroke:{ground};stroke-width:4;stroke-linejoin:round;paint-order:stroke}}\n\
         .drawing .boundary-box .shape{{fill:none}}\n\
         .drawing .boundary-box .shape,.drawing .boundary-line .edge{{stroke:{boundary};stroke-width:1.8;stroke-dasharray:8 5}}\n\
         .drawing .boundary-box text,.drawing .boundary-line text{{fill:{boundary}}}\n\
         .drawing .boundary-line text{{stroke:{ground};stroke-width:4;stroke-linejoin:round;paint-order:stroke}}\n\
         .drawing .out{{opacity:.5}}\n\
         .drawing .out .shape{{stroke-dasharray:3 3}}\n\
         .drawing .faded{{opacity:.22}}\n\
         .drawing .marked .shape,.drawing .marked .edge{{stroke:{accent};stroke-width:2.6}}\n\
         .drawing .marked .arrow{{fill:{accent}}}\n",
        ground = t.ground,
        fill = t.fill,
        ink = t.ink,
        quiet = t.quiet,
        boundary = t.boundary,
        accent = t.accent,
    )
}

fn group(out: &mut String, item: &Item, id: Option<String>, marks: &str) {
    let class = item.kind.replace(' ', "-");
    let scope = if item.out_of_scope { " out" } else { "" };
    let id = id.map(|id| format!(" id=\"{id}\"")).unwrap_or_default();
    let _ = write!(out, "<g{id} class=\"{class}{scope}{marks}\">");
    if !item.title.is_empty() {
        let _ = write!(out, "<title>{}</title>", escaped(&item.title));
    }
    for part in &item.parts {
        write_part(out, part);
    }
    out.push_str("</g>\n");
}

fn write_part(out: &mut String, part: &Part) {
    let n = number;
    let _ = match part {
        Part::Ellipse(r) => {
            let c = r.center();
            write!(
                out,
                "<ellipse class=\"shape\" cx=\"{}\" cy=\"{}\" rx=\"{}\" ry=\"{}\"/>",
                n(c.x),
                n(c.y),
                n(r.width / 2.0),
                n(r.height / 2.0)
            )
        }
        Part::Rect(r) => write!(
            out,
            "<rect class=\"shape\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            n(r.left),
            n(r.top),
            n(r.width),
            n(r.height)
        ),
        Part::Store(r) => write!(
            out,
            "<rect class=\"store-fill\" x=\"{0}\" y=\"{1}\" width=\"{2}\" height=\"{3}\"/>\
             <path class=\"edge shape-edge\" d=\"M{0} {1}H{4}M{0} {5}H{4}\"/>",
            n(r.left),
            n(r.top),
            n(r.width),
            n(r.height),
            n(r.right()),
            n(r.bottom())
        ),
        Part::Curve(curve, arrow) => {
            write_curve(out, *curve, *arrow);
            Ok(())
        }
        Part::Picture(r, kind, base64) => write!(
            out,
            "<image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" href=\"data:{kind};base64,{base64}\"/>",
            n(r.left),
            n(r.top),
            n(r.width),
            n(r.height)
        ),
        Part::Text {
            at,
            text,
            size,
            centered,
        } => write!(
            out,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{}>{}</text>",
            n(at.x),
            n(at.y),
            n(*size),
            if *centered {
                " text-anchor=\"middle\""
            } else {
                ""
            },
            escaped(text)
        ),
    };
}

const ARROW_LENGTH: f64 = 11.0;
const ARROW_WIDTH: f64 = 8.0;

fn write_curve(out: &mut String, curve: Curve, arrow: bool) {
    let n = number;
    let control = curve.control();
    let _ = write!(
        out,
        "<path class=\"edge\" d=\"M{} {}Q{} {} {} {}\"/>",
        n(curve.start.x),
        n(curve.start.y),
        n(control.x),
        n(control.y),
        n(curve.end.x),
        n(curve.end.y)
    );
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
        "<path class=\"arrow\" d=\"M{} {}L{} {}L{} {}Z\"/>",
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

/// Text that is safe inside of elements and attributes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
