//! Drawings as definitions, and figures that refer to them.

use crate::document::{Figure, Focus};
use std::fmt::Write;
use trustline_drawing::{Drawing, bodies, escaped, number};

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
             <g id=\"{name}\">\n{shapes}</g>\n<g id=\"{name}l\">\n{labels}</g>\n</defs></svg>\n"
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
        let view = figure.view;
        let width = match figure.focus {
            Some(_) => view.width.max(WIDE),
            None => view.width,
        };
        let _ = write!(
            out,
            "<figure>\n<svg role=\"img\" aria-label=\"{}\" viewBox=\"{} {} {} {}\" width=\"{}\" font-family=\"Arial, Arimo, Helvetica, sans-serif\">",
            escaped(&figure.caption),
            number(view.left),
            number(view.top),
            number(view.width),
            number(view.height),
            number(width),
        );
        match &figure.focus {
            Some(focus) => focused(out, drawing, name, focus),
            None => {
                let _ = write!(out, "<use href=\"#{name}\"/><use href=\"#{name}l\"/>");
            }
        }
        out.push_str("</svg>\n</figure>\n");
    }
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
