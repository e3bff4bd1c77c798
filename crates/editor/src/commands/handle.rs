//! One place where every command is carried out.

use super::command::Command;
use crate::canvas::Tool;
use crate::editor::Editor;
use crate::findings::Grid;

impl Editor {
    /// Carries a command out. What cannot be done leaves a notice.
    pub fn handle(&mut self, command: Command) {
        match command {
            Command::Undo => self.step(true),
            Command::Redo => self.step(false),
            Command::SelectAll => self.select_all(),
            Command::SelectNone => self.select(Vec::new()),
            Command::Select(ids) => self.select_known(ids),
            Command::SelectNext(forward, also) => self.select_next(forward, also),
            Command::SelectAlike => self.select_alike(),
            Command::Escape => self.escape(),
            Command::Delete => self.remove_selected("delete"),
            Command::Copy => {
                self.copy();
            }
            Command::Cut => self.cut(),
            Command::Paste(decided) => self.paste(decided),
            Command::Duplicate => {
                let ids = self.selection().to_vec();
                self.duplicate_by(&ids, (20.0, 20.0));
            }
            Command::Nudge(dx, dy) => self.nudge(dx, dy),
            Command::Align(alignment) => self.align(alignment),
            Command::Distribute(axis) => self.distribute(axis),
            Command::SameSize => self.same_size(),
            Command::SetPlace(left, top, width, height) => {
                self.resize_to([left, top, width, height]);
            }
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
            Command::Draw(stencil) => self.canvas.tool.set(Tool::Draw(stencil)),
            Command::Rename(id, name) => self.change(&[id], "rename", |e| e.set_name(&name)),
            Command::SetName(name) => self.set_name(&name),
            Command::SetProperty(name, value) => self.set_property(&name, &value),
            Command::SetScope(out) => self.set_scope(out),
            Command::ChangeStencil(stencil) => self.change_stencil(&stencil),
            Command::ZoomBy(factor) => self.canvas.look(|c, size| c.zoom_by(factor, size)),
            Command::ZoomAt(at, factor) => self.canvas.look(|c, _| c.zoom_at(at, factor)),
            Command::ZoomTo(zoom) => {
                let factor = zoom / self.camera().zoom;
                self.canvas.look(|c, size| c.zoom_by(factor, size));
            }
            Command::Pan(dx, dy) => self.canvas.look(|c, _| c.pan(dx, dy)),
            Command::Fit => self.canvas.fit(),
            Command::FitSelection => self.fit_selection(),
            Command::Center(point) => self.canvas.look(|c, size| c.center(point, size)),
            Command::Resize(width, height) => self.canvas.resize(width, height),
            Command::SnapToGrid(on) => self.canvas.snap.grid = on,
            Command::SnapToNeighbours(on) => self.canvas.snap.neighbours = on,
            Command::ShowDiagram(id) => self.show_diagram(id),
            Command::Reveal(diagram, elements) => self.reveal(diagram, elements),
            Command::AddDiagram => self.add_diagram(),
            Command::RenameDiagram(id, name) => self.rename_diagram(id, name),
            Command::DuplicateDiagram(id) => self.duplicate_diagram(&id),
            Command::RemoveDiagram(id) => self.remove_diagram(id),
            Command::MoveDiagram(id, to) => self.move_diagram(id, to),
            Command::SetDepth(id, level, process) => self.set_depth(id, level, process),
            Command::OpenChild => self.open_child(),
            Command::ShowOn(diagram) => self.show_on(diagram),
            Command::StepDiagram(step) => self.step_diagram(step),
            Command::SelectThreats(keys) => self.select_threats(keys),
            Command::SelectShownThreats => self.select_shown_threats(),
            Command::OpenThreat(key) => self.open_threat(key),
            Command::ToggleThreat(key) => self.toggle_threat(key),
            Command::SelectThreatsTo(key) => self.select_threats_to(key),
            Command::StepThreats(step, also) => self.step_threats(step, also),
            Command::NextUnedited => self.next_unedited(),
            Command::Decide(keys, decision) => self.decide(&keys, &decision),
            Command::AddThreat(about) => self.add_threat(Some(&about)),
            Command::AddSystemThreat => self.add_threat(None),
            Command::RemoveThreats(keys) => self.remove_threats(&keys),
            Command::RestoreThreats => self.restore_threats(),
            Command::FilterText(text) => self.sift(|grid| grid.search(text)),
            Command::FilterColumn(column, values) => self.sift(|grid| grid.choose(column, values)),
            Command::Sort(column, also) => self.sift(|grid| grid.sort_by(column, also)),
            Command::GroupBy(group) => self.sift(|grid| grid.group_by(group)),
            Command::Collapse(name) => self.sift(|grid| grid.fold(name)),
            Command::OnlySelection(on) => self.sift(|grid| grid.keep_to_selection(on)),
            Command::ClearFilters => self.sift(Grid::widen),
            Command::SetInformation(information) => self.set_information(information),
            Command::SetGeneration(on) => self.set_generation(on),
            Command::AddNote(text) => self.add_note(text),
            Command::EditNote(at, text) => self.edit_note(at, text),
            Command::RemoveNote(at) => self.remove_note(at),
            Command::Dismiss(number, dismissed) => self.dismiss(number, dismissed),
            Command::Review(command) => self.change_review(command),
            Command::ApplyTemplate(template, choices) => self.apply_template(&template, &choices),
            Command::DeclineTemplate(newer) => self.decline_template(&newer),
            Command::Template(command) => self.change_template(command),
        }
    }
}
