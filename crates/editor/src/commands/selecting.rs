//! Selecting, and going where something is.

use crate::canvas::Tool;
use crate::editor::Editor;
use trustline_model::InOrder;
use trustline_model::geometry::Rect;
use trustline_model::{DiagramId, ElementId};

impl Editor {
    pub(super) fn select_all(&mut self) {
        let all = self.diagram().map(|d| d.elements.iter());
        let all = all.map(|e| e.map(|e| e.id.clone()).collect());
        self.select(all.unwrap_or_default());
    }

    pub(super) fn select_next(&mut self, forward: bool, also: bool) {
        let Some(diagram) = self.diagram() else {
            return;
        };
        let mut order: Vec<(&ElementId, Rect)> = diagram
            .elements
            .iter()
            .map(|e| (&e.id, e.form.bounds()))
            .collect();
        // As one reads: in rows of a hundred pixels, from the left.
        let row = |r: &Rect| (r.center().y / 100.0).floor();
        order.put_in_order_by(|(_, a), (_, b)| {
            row(a)
                .total_cmp(&row(b))
                .then(a.center().x.total_cmp(&b.center().x))
        });
        if !forward {
            order.reverse();
        }
        let last = self.selection().last();
        let at = last.and_then(|id| order.iter().position(|(e, _)| *e == id));
        let start = at.map_or(0, |i| i + 1);
        let mut rest = order.iter().cycle().skip(start).take(order.len());
        let next = rest.find(|(id, _)| !also || !self.selection().contains(*id));
        let Some((id, rect)) = next.map(|(id, r)| ((*id).clone(), *r)) else {
            return;
        };
        let mut selection = match also {
            true => self.selection().to_vec(),
            false => Vec::new(),
        };
        selection.push(id);
        self.select(selection);
        self.canvas.show(rect);
    }

    pub(super) fn select_alike(&mut self) {
        let stencils: Vec<_> = self.selected().iter().map(|e| e.stencil.clone()).collect();
        let alike = self.diagram().map(|d| {
            let same = d.elements.iter().filter(|e| stencils.contains(&e.stencil));
            same.map(|e| e.id.clone()).collect()
        });
        self.select(alike.unwrap_or_default());
    }

    /// Shows elements: their diagram, selected, in sight.
    pub(super) fn reveal(&mut self, diagram: DiagramId, elements: Vec<ElementId>) {
        self.show_diagram(diagram);
        self.select_known(elements);
        if let Some(bounds) = self.selection_bounds() {
            self.canvas.show(bounds);
        }
    }

    /// Shows all of the selection; without one, all of the drawing.
    pub(super) fn fit_selection(&mut self) {
        let bounds = self.selection_bounds().unwrap_or(self.drawing().bounds);
        self.canvas.look(|c, size| c.fit(bounds.grown(40.0), size));
    }

    /// Gives up the gesture; where there is none, the tool; where nothing is drawn, the selection.
    pub(super) fn escape(&mut self) {
        if self.hand.is_busy() {
            self.hand.give_up();
        } else if *self.tool() != Tool::Select {
            self.canvas.tool.set(Tool::Select);
        } else {
            self.select(Vec::new());
            self.findings.selected.set(Vec::new());
        }
    }
}
