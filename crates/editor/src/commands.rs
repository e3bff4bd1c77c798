//! One place where every command is carried out.

use crate::{Command, Editor, Tool};
use trustline_model::geometry::{Point, Rect};
use trustline_model::{Diagram, DiagramId, Edit, Element, ElementId, Form};

impl Editor {
    /// Carries a command out. What cannot be done leaves a notice.
    pub fn handle(&mut self, command: Command) {
        match command {
            Command::Undo | Command::Redo => {
                // A drag on its way is what is to be undone first: it is given up.
                self.gesture = None;
                self.guides.clear();
                let done = match command {
                    Command::Undo => self.history.undo(&mut self.model),
                    _ => self.history.redo(&mut self.model),
                };
                if let Some(diagram) = done {
                    self.changed();
                    self.redraw();
                    if let Some(diagram) = diagram {
                        self.show_diagram(diagram);
                    }
                }
            }
            Command::SelectAll => {
                let all = self.diagram().map(|d| d.elements.iter());
                let all = all.map(|e| e.map(|e| e.id.clone()).collect());
                self.select(all.unwrap_or_default());
            }
            Command::SelectNone => self.select(Vec::new()),
            Command::Select(ids) => self.select_known(ids),
            Command::SelectNext(forward, also) => self.select_next(forward, also),
            Command::SelectAlike => self.select_alike(),
            Command::Delete => self.remove_selected("delete"),
            Command::Copy => {
                self.copy();
            }
            Command::Cut => self.cut(),
            Command::Paste(decided) => self.paste(decided),
            Command::Duplicate => {
                let ids = self.selection.clone();
                self.duplicate_by(&ids, 20.0, 20.0);
            }
            Command::Nudge(dx, dy) => self.nudge(dx, dy),
            Command::Align(alignment) => self.align(alignment),
            Command::Distribute(axis) => self.distribute(axis),
            Command::SameSize => self.same_size(),
            Command::ToBack => self.order(false),
            Command::ToFront => self.order(true),
            Command::Layout => self.layout(),
            Command::Connect(both) => self.connect_selected(both),
            Command::Reverse => self.reverse(),
            Command::Straighten => self.straighten(),
            Command::Insert(stencil) => self.insert(&stencil),
            Command::InsertAt(stencil, at) => {
                let plane = self.camera().plane(at);
                self.insert_at(&stencil, plane);
            }
            Command::Draw(stencil) => {
                self.tool = Tool::Draw(stencil);
                self.revisions.gesture += 1;
            }
            Command::Escape => self.escape(),
            Command::Rename(id, name) => self.change(&[id], "rename", |e| e.set_name(&name)),
            Command::SetName(name) => {
                let ids = self.selection.clone();
                self.change(&ids, "rename", |e| e.set_name(&name));
            }
            Command::SetProperty(name, value) => self.set_property(&name, &value),
            Command::SetScope(out) => self.set_scope(out),
            Command::ChangeStencil(stencil) => self.change_stencil(&stencil),
            Command::SetPlace(left, top, width, height) => {
                self.resize_to([left, top, width, height]);
            }
            Command::ZoomBy(factor) => {
                let (w, h) = self.size;
                self.move_camera(|c, _| c.zoom_at(Point::new(w / 2.0, h / 2.0), factor));
            }
            Command::ZoomAt(at, factor) => self.move_camera(|c, _| c.zoom_at(at, factor)),
            Command::ZoomTo(zoom) => {
                let factor = zoom / self.camera().zoom;
                self.handle(Command::ZoomBy(factor));
            }
            Command::Pan(dx, dy) => self.move_camera(|c, _| c.pan(dx, dy)),
            Command::Fit => {
                let bounds = self.drawing.bounds;
                let empty = self.drawing.items.is_empty();
                self.move_camera(|c, size| match empty {
                    // Where there is nothing yet, drawing begins at the origin: other tools show
                    // nothing to the left of it or above.
                    true => *c = crate::Camera::default(),
                    false => c.fit(bounds, size),
                });
            }
            Command::FitSelection => {
                let bounds = self.selection_bounds().unwrap_or(self.drawing.bounds);
                self.move_camera(|c, size| c.fit(bounds.grown(40.0), size));
            }
            Command::Center(point) => self.move_camera(|c, size| c.center(point, size)),
            Command::Resize(width, height) => self.resize(width, height),
            Command::SnapToGrid(on) => self.snap.grid = on,
            Command::SnapToNeighbours(on) => self.snap.neighbours = on,
            Command::ShowDiagram(id) => self.show_diagram(id),
            Command::Reveal(diagram, elements) => self.reveal(diagram, elements),
            Command::AddDiagram => self.add_diagram(),
            Command::RenameDiagram(id, name) => {
                if self.model.diagram(&id).is_none_or(|d| d.name != name) {
                    self.edit("rename diagram", Edit::RenameDiagram(id, name));
                }
            }
            Command::DuplicateDiagram(id) => self.duplicate_diagram(&id),
            Command::RemoveDiagram(id) => self.remove_diagram(id),
            Command::MoveDiagram(id, to) => {
                let to = to.min(self.model.diagrams.len().saturating_sub(1));
                if self.model.diagrams.get(to).is_none_or(|d| d.id != id) {
                    self.edit("move diagram", Edit::MoveDiagram(id, to));
                }
            }
            Command::SetInformation(information) => {
                if information != self.model.information {
                    self.edit("information", Edit::SetInformation(information));
                }
            }
            Command::SetGeneration(on) => {
                if self.model.generates() != on {
                    self.edit("threat generation", Edit::SetGeneration(on));
                }
            }
            Command::ApplyTemplate(template, choices) => self.apply_template(&template, &choices),
            Command::DeclineTemplate(newer) => self.decline_template(&newer),
            Command::Dismiss(number, dismissed) => self.dismiss(number, dismissed),
            Command::SetReview(label, review) => self.set_review(label, review),
            Command::SetDepth(id, layer, process) => self.set_depth(id, layer, process),
            Command::OpenChild => self.open_child(),
            Command::ShowOn(diagram) => self.show_on(&diagram),
            Command::Template(command) => self.handle_template(command),
            other => self.handle_threats(other),
        }
    }

    fn escape(&mut self) {
        if self.gesture.is_some() {
            self.gesture = None;
            self.guides.clear();
        } else if self.tool != Tool::Select {
            self.tool = Tool::Select;
        } else {
            self.select(Vec::new());
            self.handle_threats(Command::SelectThreats(Vec::new()));
        }
        self.revisions.gesture += 1;
    }

    fn resize(&mut self, width: f64, height: f64) {
        if (width, height) != self.size && width > 0.0 && height > 0.0 {
            self.size = (width, height);
            self.revisions.camera += 1;
        }
    }

    /// Changes some elements of the current diagram, as one edit.
    pub(crate) fn change(&mut self, ids: &[ElementId], label: &str, change: impl Fn(&mut Element)) {
        let mut changed = Vec::new();
        if let Some(diagram) = self.diagram() {
            for element in diagram.elements.iter().filter(|e| ids.contains(&e.id)) {
                let mut new = element.clone();
                change(&mut new);
                if new != *element {
                    changed.push(new);
                }
            }
        }
        self.put(label, None, changed);
    }

    /// Selects those of some elements that the diagram has.
    fn select_known(&mut self, mut ids: Vec<ElementId>) {
        let known: std::collections::HashSet<&ElementId> = self
            .diagram()
            .map(|d| d.elements.iter().map(|e| &e.id).collect())
            .unwrap_or_default();
        ids.retain(|id| known.contains(id));
        self.select(ids);
    }

    fn select_next(&mut self, forward: bool, also: bool) {
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
        order.sort_by(|(_, a), (_, b)| {
            row(a)
                .total_cmp(&row(b))
                .then(a.center().x.total_cmp(&b.center().x))
        });
        if !forward {
            order.reverse();
        }
        let last = self.selection.last();
        let at = last.and_then(|id| order.iter().position(|(e, _)| *e == id));
        let start = at.map_or(0, |i| i + 1);
        let mut rest = order.iter().cycle().skip(start).take(order.len());
        let next = rest.find(|(id, _)| !also || !self.selection.contains(*id));
        let Some((id, rect)) = next.map(|(id, r)| ((*id).clone(), *r)) else {
            return;
        };
        let mut selection = match also {
            true => self.selection.clone(),
            false => Vec::new(),
        };
        selection.push(id);
        self.select(selection);
        self.show(rect);
    }

    /// Moves the camera where a rectangle is not in sight.
    fn show(&mut self, rect: Rect) {
        let seen = self.camera().seen(self.size);
        if !seen.contains(rect.center()) {
            self.move_camera(|c, size| c.center(rect.center(), size));
        }
    }

    fn select_alike(&mut self) {
        let stencils: Vec<_> = self.selected().iter().map(|e| e.stencil.clone()).collect();
        let alike = self.diagram().map(|d| {
            let same = d.elements.iter().filter(|e| stencils.contains(&e.stencil));
            same.map(|e| e.id.clone()).collect()
        });
        self.select(alike.unwrap_or_default());
    }

    pub(crate) fn show_diagram(&mut self, id: DiagramId) {
        if self.model.diagram(&id).is_none() || self.current == id {
            return;
        }
        // Who comes back finds what was looked at.
        self.cameras.entry(self.current.clone()).or_default();
        self.current = id;
        self.gesture = None;
        self.guides.clear();
        self.hover = None;
        self.selection.clear();
        self.revisions.selection += 1;
        self.redraw();
        if !self.cameras.contains_key(&self.current) {
            self.handle(Command::Fit);
        }
        self.revisions.camera += 1;
        if self.grid.only_selection {
            self.narrow_grid();
        }
    }

    fn reveal(&mut self, diagram: DiagramId, elements: Vec<ElementId>) {
        self.show_diagram(diagram);
        self.select_known(elements);
        if let Some(bounds) = self.selection_bounds() {
            self.show(bounds);
        }
    }

    fn add_diagram(&mut self) {
        let name = (self.model.diagrams.len() + 1..)
            .map(|n| format!("Diagram {n}"))
            .find(|name| !self.model.diagrams.iter().any(|d| d.name == *name))
            .unwrap_or_default();
        let id: DiagramId = self.world.new_id().into();
        let diagram = Diagram::new(id.clone(), &name);
        if self.edit("add diagram", Edit::InsertDiagram(usize::MAX, diagram)) {
            self.show_diagram(id);
        }
    }

    fn remove_diagram(&mut self, id: DiagramId) {
        if self.model.diagrams.len() < 2 {
            self.notice = Some("a model needs a diagram: add another one first".into());
            return;
        }
        let place = self.model.diagrams.iter().position(|d| d.id == id);
        let beside = place.map(|i| if i > 0 { i - 1 } else { 1 });
        let next = beside.and_then(|i| self.model.diagrams.get(i));
        if self.current == id
            && let Some(next) = next.map(|d| d.id.clone())
        {
            self.show_diagram(next);
        }
        self.edit("delete diagram", Edit::RemoveDiagram(id));
    }

    fn set_scope(&mut self, out: bool) {
        let name = trustline_model::property_name::OUT_OF_SCOPE;
        self.set_property(name, if out { "true" } else { "false" });
    }

    fn set_property(&mut self, name: &str, value: &str) {
        let ids = self.selection.clone();
        let label = format!(
            "change {}",
            self.label_of(name).unwrap_or("property".into())
        );
        self.change(&ids, &label, |e| {
            e.set_property(name, value);
        });
    }

    fn label_of(&self, name: &str) -> Option<String> {
        let selected = self.selected();
        let property = selected
            .iter()
            .flat_map(|e| &e.properties)
            .find(|p| p.rule_name() == name)?;
        Some(property.label.to_lowercase())
    }

    /// Every element of the model whose name contains these words, with its diagram.
    pub fn find(&self, text: &str) -> Vec<(&Diagram, &Element)> {
        let wanted = text.trim().to_lowercase();
        let all = self
            .model
            .diagrams
            .iter()
            .flat_map(|d| d.elements.iter().map(move |e| (d, e)));
        let fits = |e: &Element| !wanted.is_empty() && e.name().to_lowercase().contains(&wanted);
        let mut found: Vec<_> = all.filter(|(_, e)| fits(e)).collect();
        found.sort_by_key(|(_, e)| {
            (
                matches!(e.form, Form::DataFlow(_)),
                !e.name().to_lowercase().starts_with(&wanted),
            )
        });
        found
    }
}
