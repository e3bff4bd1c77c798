//! Drawings as definitions, and figures that refer to them.

use crate::document::{Figure, Focus, Paper, Sheet};
use std::fmt::Write;
use trustline_drawing::{Area, Drawing, badges, bodies, course, escaped, number};
use trustline_model::geometry::Rect;

/// Interactions are shown so wide at least.
const WIDE: f64 = 320.0;

/// The drawings of a document, each with the name that figures call it by.
pub(super) struct Drawings<'d> {
    all: &'d [Drawing],
    names: Vec<String>,
}

impl<'d> Drawings<'d> {
    pub(super) fn new(all: &'d [Drawing]) -> Self {
        let names = vec![String::new(); all.len()];
        Self { all, names }
    }

    /// Puts a drawing on the page, as definitions for the figures that follow.
    pub(super) fn define(&mut self, out: &mut String, place: usize, name: String) {
        let (Some(drawing), Some(known)) = (self.all.get(place), self.names.get_mut(place)) else {
            return;
        };
        let [shapes, labels] = bodies(drawing, &name);
        let _ = write!(
            out,
            "<svg class=\"definitions\" aria-hidden=\"true\" font-family=\"Arial, Arimo, Helvetica, sans-serif\"><defs>\n\
             <g id=\"{name}\">\n{shapes}</g>\n<g id=\"{name}l\">\n{labels}{}</g>\n</defs></svg>\n",
            badges(drawing, &drawing.badges),
        );
        *known = name;
    }

    /// A figure of a drawing that is on the page.
    pub(super) fn figure(&self, out: &mut String, figure: &Figure) {
        let (Some(drawing), Some(name)) =
            (self.all.get(figure.drawing), self.names.get(figure.drawing))
        else {
            return;
        };
        let class = match figure.paper {
            Paper::Part => "",
            Paper::Upright => " class=\"upright\"",
            Paper::Across => " class=\"across\"",
            Paper::Sheets(_) => " class=\"across cut\"",
        };
        let _ = writeln!(out, "<figure{class}>");
        let width = match figure.focus {
            Some(_) => figure.view.width.max(WIDE),
            None => figure.view.width,
        };
        let whole = (figure.view, width, figure.caption.as_str());
        picture(out, drawing, name, whole, figure.focus.as_ref());
        out.push_str("</figure>\n");
        if let Paper::Sheets(sheets) = &figure.paper {
            map(out, drawing, figure, sheets);
        }
    }

    /// The sheets that a figure needs on paper.
    pub(super) fn sheets(&self, out: &mut String, figure: &Figure) {
        let (Some(drawing), Some(name), Paper::Sheets(sheets)) = (
            self.all.get(figure.drawing),
            self.names.get(figure.drawing),
            &figure.paper,
        ) else {
            return;
        };
        for sheet in sheets {
            out.push_str("<figure class=\"across sheet\">\n");
            let part = (sheet.view, sheet_width(sheet.view), sheet.caption.as_str());
            picture(out, drawing, name, part, figure.focus.as_ref());
            let _ = writeln!(
                out,
                "<figcaption>{}</figcaption>\n</figure>",
                escaped(&sheet.caption)
            );
        }
    }
}

/// How wide a view is on a page across: as large as fits, and no larger than is pleasant.
fn sheet_width(view: Rect) -> f64 {
    let (room, most) = (Paper::ACROSS, 1.25);
    view.width * (room.0 / view.width).min(room.1 / view.height).min(most)
}

/// Where the sheets of a figure lie: shapes without words, and a numbered frame for each sheet.
fn map(out: &mut String, drawing: &Drawing, figure: &Figure, sheets: &[Sheet]) {
    let view = figure.view;
    let _ = write!(
        out,
        "<figure class=\"across sheet map\">\n<svg role=\"img\" aria-label=\"{}, where its parts are\" viewBox=\"{} {} {} {}\" width=\"{}\">",
        escaped(&figure.caption),
        number(view.left),
        number(view.top),
        number(view.width),
        number(view.height),
        number(sheet_width(view)),
    );
    let mut rect = |class: &str, r: Rect| {
        let _ = write!(
            out,
            "<rect{class} x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            number(r.left),
            number(r.top),
            number(r.width),
            number(r.height)
        );
    };
    let mut lines = String::new();
    for item in drawing
        .items
        .iter()
        .filter(|item| item.bounds.touches(view))
    {
        match item.area {
            Area::Ellipse(r) | Area::Rect(r) => rect("", r),
            Area::Outline(r) => rect(" class=\"zone\"", r),
            Area::Curve(curve) => {
                let _ = write!(lines, "<path d=\"{}\"/>", course(curve));
            }
        }
    }
    for sheet in sheets {
        rect(" class=\"frame\"", sheet.view);
    }
    out.push_str(&lines);
    // Numbers that can be read however small the map becomes.
    let size = (view.width / 40.0).max(view.height / 24.0);
    for (i, sheet) in sheets.iter().enumerate() {
        let (x, y) = (sheet.view.left + size * 0.3, sheet.view.top + size);
        let (x, y, size) = (number(x), number(y), number(size));
        let _ = write!(
            out,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\">{}</text>",
            i + 1
        );
    }
    let count = sheets.len();
    let _ = writeln!(
        out,
        "</svg>\n<figcaption>Shown on {count} pages</figcaption>\n</figure>"
    );
}

fn picture(
    out: &mut String,
    drawing: &Drawing,
    name: &str,
    (view, width, caption): (Rect, f64, &str),
    focus: Option<&Focus>,
) {
    let _ = write!(
        out,
        "<svg role=\"img\" aria-label=\"{}\" viewBox=\"{} {} {} {}\" width=\"{}\" font-family=\"Arial, Arimo, Helvetica, sans-serif\">",
        escaped(caption),
        number(view.left),
        number(view.top),
        number(view.width),
        number(view.height),
        number(width),
    );
    match focus {
        Some(focus) => focused(out, drawing, name, focus),
        None => {
            let _ = write!(out, "<use href=\"#{name}\"/><use href=\"#{name}l\"/>");
        }
    }
    out.push_str("</svg>\n");
}

/// Everything faded, then what the figure is about, labels above all.
fn focused(out: &mut String, drawing: &Drawing, name: &str, focus: &Focus) {
    let _ = write!(out, "<use href=\"#{name}\" opacity=\".22\"/>");
    for (labels, letter) in [(false, ""), (true, "l")] {
        for (places, class) in [(&focus.around, ""), (&focus.marked, " class=\"focus\"")] {
            for place in places {
                let item = drawing.items.get(*place);
                if !labels || item.is_some_and(|item| !item.labels.is_empty()) {
                    let _ = write!(out, "<use href=\"#{name}{letter}{place}\"{class}/>");
                }
            }
        }
    }
}
