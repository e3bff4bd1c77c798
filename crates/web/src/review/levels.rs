//! Diagrams as a tree, their levels, and the way back up.

use crate::state::Editing;
use crate::texts;
use leptos::prelude::*;
use trustline_editor::{Command, TreeLine};
use trustline_model::depth::{self, LEVELS};
use trustline_model::{DiagramId, ElementId};

/// So many processes are offered.
const MANY: usize = 500;

/// A process that a diagram may stand for: its id, and where it is shown.
type Choice = (ElementId, String);

#[component]
pub fn Levels() -> impl IntoView {
    let editing = Editing::here();
    let tree = Memo::new(move |_| {
        editing.model.track();
        editing.drawing.track();
        editing
            .with(|e| (e.tree(), e.current().clone()))
            .unwrap_or_default()
    });
    let given = move |id: &DiagramId| {
        editing
            .with(|e| {
                let diagram = e.model().diagram(id)?;
                Some((depth::level(diagram), depth::stands_for(diagram)))
            })
            .flatten()
            .unwrap_or_default()
    };
    let choices = move |own: &DiagramId| -> Vec<Choice> {
        let all = editing.with(|e| e.processes_beside(own));
        all.unwrap_or_default().into_iter().take(MANY).collect()
    };
    let line = move |line: TreeLine, current: &DiagramId| {
        let is_current = line.diagram == *current;
        let (level, process) = given(&line.diagram);
        let (id, id2, id3) = (
            line.diagram.clone(),
            line.diagram.clone(),
            line.diagram.clone(),
        );
        let kept = process.clone();
        let options = choices(&line.diagram).into_iter().map(|(id, label)| {
            let chosen = process.as_ref() == Some(&id);
            view! { <option value=id.to_string() selected=chosen>{label}</option> }
        });
        let by_name = line.process.clone().filter(|_| process.is_none());
        let nobody = match by_name {
            Some(name) => texts::by_name(&name),
            None => "–".to_owned(),
        };
        let said = line.level.filter(|_| level.is_none());
        view! {
            <tr class:on=is_current>
                <td style:padding-left=format!("{}px", 8 + line.depth * 20)>
                    <button type="button" class="link" on:click=move |_| editing.act(Command::ShowDiagram(id.clone()))>{line.name}</button>
                </td>
                <td class="n">{line.elements}</td>
                <td>
                    <select aria-label=texts::LEVEL on:change=move |e| {
                        let level = event_target_value(&e).parse().ok();
                        editing.act(Command::SetDepth(id2.clone(), level, kept.clone()));
                    }>
                        <option value="" selected=level.is_none()>{said.map_or("–".to_owned(), |l| format!("({l})"))}</option>
                        {LEVELS.iter().enumerate().map(|(i, name)| view! {
                            <option value=i.to_string() selected=level.map(usize::from) == Some(i)>{format!("{i} {name}")}</option>
                        }).collect_view()}
                    </select>
                </td>
                <td>
                    <select aria-label=texts::STANDS_FOR on:change=move |e| {
                        let id = event_target_value(&e);
                        let process = (!id.is_empty()).then(|| id.as_str().into());
                        editing.act(Command::SetDepth(id3.clone(), level, process));
                    }>
                        <option value="" selected=process.is_none()>{nobody}</option>
                        {options.collect_view()}
                    </select>
                </td>
            </tr>
        }
    };
    view! {
        <p class="quiet">{texts::LEVELS_TEXT}</p>
        <table class="plain" id="levels">
            <thead><tr><th>{texts::DIAGRAM}</th><th>{texts::ELEMENTS}</th><th>{texts::LEVEL}</th><th>{texts::STANDS_FOR}</th></tr></thead>
            <tbody>{move || {
                let (lines, current) = tree.get();
                lines.into_iter().map(|l| line(l, &current)).collect_view()
            }}</tbody>
        </table>
    }
}
