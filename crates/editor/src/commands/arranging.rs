//! Lining up, spreading, sizing, drawing order, and automatic layout of what is selected.

use crate::canvas::{Alignment, Axis, Displacement, SMALLEST};
use crate::editor::Editor;
use std::collections::{HashMap, HashSet};
use trustline_model::InOrder;
use trustline_model::geometry::Rect;
use trustline_model::{Edit, Element, ElementId, ThreatModel};

impl Editor {
    /// Selected elements that have a rectangle.
    fn selected_rects(&self) -> Vec<(ElementId, Rect)> {
        self.selected()
            .into_iter()
            .filter_map(|e| Some((e.id.clone(), e.form.rect()?)))
            .collect()
    }

    /// Moves each element by its own distance, flows following.
    fn displace(
        &mut self,
        label: &str,
        by: &HashMap<ElementId, (f64, f64)>,
        merge: Option<String>,
    ) {
        let Some(diagram) = self.diagram() else {
            return;
        };
        let ids: Vec<ElementId> = by.keys().cloned().collect();
        let changed = Displacement::new(diagram, &ids, false)
            .by(&|id| by.get(id).copied().unwrap_or_default());
        self.put(label, merge, changed);
    }

    pub(super) fn nudge(&mut self, dx: f64, dy: f64) {
        let Some(diagram) = self.diagram() else {
            return;
        };
        let changed = Displacement::new(diagram, self.selection(), true).by(&|_| (dx, dy));
        let ids: Vec<&str> = self.selection().iter().map(|id| id.as_str()).collect();
        let merge = format!("nudge {}", ids.join(" "));
        self.put("move", Some(merge), changed);
    }

    pub(super) fn align(&mut self, alignment: Alignment) {
        let rects = self.selected_rects();
        let Some(all) = rects.iter().map(|(_, r)| *r).reduce(Rect::union) else {
            return;
        };
        let by = rects.into_iter().map(|(id, r)| {
            let c = (r.center(), all.center());
            let distance = match alignment {
                Alignment::Left => (all.left - r.left, 0.0),
                Alignment::Center => ((c.1.x - c.0.x).round(), 0.0),
                Alignment::Right => (all.right() - r.right(), 0.0),
                Alignment::Top => (0.0, all.top - r.top),
                Alignment::Middle => (0.0, (c.1.y - c.0.y).round()),
                Alignment::Bottom => (0.0, all.bottom() - r.bottom()),
            };
            (id, distance)
        });
        self.displace("align", &by.collect(), None);
    }

    pub(super) fn distribute(&mut self, axis: Axis) {
        let mut rects = self.selected_rects();
        if rects.len() < 3 {
            self.say("select three or more elements to distribute them");
            return;
        }
        let along = |r: &Rect| match axis {
            Axis::Horizontal => (r.left, r.width),
            Axis::Vertical => (r.top, r.height),
        };
        rects.put_in_order_by(|(_, a), (_, b)| along(a).0.total_cmp(&along(b).0));
        let start = rects.first().map_or(0.0, |(_, r)| along(r).0);
        let end = rects
            .iter()
            .map(|(_, r)| along(r).0 + along(r).1)
            .fold(start, f64::max);
        let sizes: f64 = rects.iter().map(|(_, r)| along(r).1).sum();
        let gap = (end - start - sizes) / (rects.len() - 1) as f64;
        let mut at = start;
        let mut by = HashMap::new();
        for (id, rect) in rects {
            let off = (at - along(&rect).0).round();
            at += along(&rect).1 + gap;
            let distance = match axis {
                Axis::Horizontal => (off, 0.0),
                Axis::Vertical => (0.0, off),
            };
            by.insert(id, distance);
        }
        self.displace("distribute", &by, None);
    }

    /// All selected elements get the size of the one selected last.
    pub(super) fn same_size(&mut self) {
        let rects = self.selected_rects();
        let (Some((_, model)), Some(diagram)) = (rects.last().cloned(), self.diagram()) else {
            return;
        };
        let sized = rects
            .into_iter()
            .map(|(id, r)| (id, Rect::new(r.left, r.top, model.width, model.height)))
            .collect();
        let changed = Displacement::new(diagram, self.selection(), false).rectangles(&sized);
        self.put("same size", None, changed);
    }

    pub(super) fn resize_to(&mut self, place: [Option<f64>; 4]) {
        let Some(diagram) = self.diagram() else {
            return;
        };
        let [left, top, width, height] = place;
        let sized = self
            .selected_rects()
            .into_iter()
            .map(|(id, r)| {
                let new = Rect::new(
                    left.unwrap_or(r.left).round(),
                    top.unwrap_or(r.top).round(),
                    width.map_or(r.width, |w| w.round().max(SMALLEST)),
                    height.map_or(r.height, |h| h.round().max(SMALLEST)),
                );
                (id, new)
            })
            .collect();
        let changed = Displacement::new(diagram, self.selection(), false).rectangles(&sized);
        self.put("place", None, changed);
    }

    pub(super) fn order(&mut self, to_front: bool) {
        let diagram = self.current().clone();
        let mut ids = self.selection().to_vec();
        if !to_front {
            ids.reverse();
        }
        let elements = self.diagram().map_or(&[][..], |d| &d.elements);
        let is_line = |e: &Element| e.form.line().is_some();
        // The lowest shape and the lowest line: what is sent to the back goes below its like.
        let mut lowest = [false, true].map(|line| {
            let found = elements.iter().find(|e| is_line(e) == line);
            found.map(|e| e.id.clone())
        });
        let mut below = |id: &ElementId| {
            let moved = elements.iter().find(|e| e.id == *id)?;
            let [shape, line] = &mut lowest;
            let lowest = if is_line(moved) { line } else { shape };
            lowest.replace(id.clone())
        };
        let edits: Vec<Edit> = ids
            .into_iter()
            .map(|id| Edit::OrderElement {
                diagram: diagram.clone(),
                before: if to_front { None } else { below(&id) },
                element: id,
            })
            .collect();
        // Where they lie so already, nothing is to be undone.
        let mut tried = ThreatModel {
            diagrams: self.diagram().cloned().into_iter().collect(),
            ..ThreatModel::default()
        };
        let order = |m: &ThreatModel| -> Vec<ElementId> {
            let all = m.diagrams.iter().flat_map(|d| &d.elements);
            all.map(|e| e.id.clone()).collect()
        };
        let before = order(&tried);
        if tried.apply(Edit::All(edits.clone())).is_ok() && order(&tried) == before {
            return;
        }
        let label = if to_front {
            "bring to front"
        } else {
            "send to back"
        };
        self.edit(label, Edit::All(edits));
    }

    /// Arranges the selection, if it has two elements or more, else the whole diagram.
    pub(super) fn layout(&mut self) {
        let Some(diagram) = self.diagram() else {
            return;
        };
        let chosen: HashSet<ElementId> = match self.selected_rects().len() {
            0 | 1 => diagram.elements.iter().map(|e| e.id.clone()).collect(),
            _ => self.selection().iter().cloned().collect(),
        };
        let Some(arranged) = trustline_drawing::arrange(diagram, &chosen) else {
            self.say("not enough space to arrange these among the others: arrange all instead");
            return;
        };
        if arranged.changed.is_empty() {
            self.say(match arranged.shapes_stay {
                true => {
                    "left as it is: in every other arrangement, flows would cross other boundaries"
                }
                false => "everything is already arranged",
            });
            return;
        }
        self.put_arranged("arrange", arranged.changed);
        if arranged.shapes_stay {
            self.say(
                "only flows were arranged: with shapes moved, some would cross other boundaries",
            );
        } else if !arranged.fits {
            self.say(
                "larger than the canvas of the Microsoft tool: parts of it fit on sub-diagrams",
            );
        }
    }
}
