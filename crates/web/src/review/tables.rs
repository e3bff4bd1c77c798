//! Interaction tables of the model, looked at and handed over; and models made from such tables.

use crate::browser::files::download;
use crate::files::Files;
use crate::files::documents;
use crate::files::export::{base_name, hand_over};
use crate::files::told::Found;
use crate::state::Editing;
use crate::texts;
use leptos::prelude::*;
use serde_json::json;
use trustline_model::interactions::{Details, NodeKind, Row, Section};
use trustline_tables::{Owner, shared_names, tables};

/// What people read, the ending, and the media type.
const FORMS: [(&str, &str, &str); 4] = [
    ("Markdown", "md", "text/markdown"),
    ("CSV", "csv", "text/csv"),
    (
        "XLSX",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("HTML", "html", "text/html"),
];

#[component]
pub fn Tables() -> impl IntoView {
    let editing = Editing::here();
    let files = Files::here();
    let by = RwSignal::new("diagram".to_owned());
    let chosen = move || -> Vec<String> {
        editing.selection.track();
        let names = editing.with(|e| {
            let chosen = e.selected().into_iter().filter(|e| e.form.is_node());
            chosen.map(|e| e.name().to_owned()).collect()
        });
        names.unwrap_or_default()
    };
    let owner = move || match by.get().as_str() {
        "element" => Owner::Element,
        "zone" => Owner::Zone,
        "chosen" => Owner::Chosen(chosen()),
        _ => Owner::Diagram,
    };
    let made = Memo::new(move |_| {
        editing.model.track();
        editing.threats.track();
        let owner = owner();
        editing
            .with(|e| (!e.is_stale()).then(|| tables(e.model(), e.analysis(), &owner)))
            .flatten()
            .unwrap_or_default()
    });
    let save = move |(_, ending, media): (&str, &'static str, &'static str)| {
        let by = match by.get_untracked() {
            by if by == "chosen" => json!({ by: untrack(chosen) }),
            by => json!(by),
        };
        hand_over(files, async move {
            let bytes = documents::tables(files, ending, by).await?;
            let name = format!("{}.interactions.{ending}", base_name(files));
            download(&name, &bytes, media);
            Ok(())
        });
    };
    view! {
        <Show when=move || files.imported.with(|f| !f.is_empty())><Findings/></Show>
        <div class="row">
            <label class="number-field"><span>{texts::SECTION_BY}</span>
                <select id="tables-by" on:change=move |e| by.set(event_target_value(&e))>
                    <option value="diagram">{texts::BY_DIAGRAM}</option>
                    <option value="element">{texts::BY_ELEMENT}</option>
                    <option value="zone">{texts::BY_ZONE}</option>
                    <option value="chosen">{texts::BY_SELECTION}</option>
                </select>
            </label>
            {FORMS.map(|form| view! {
                <button type="button" data-form=form.1 on:click=move |_| save(form)>{form.0}</button>
            })}
        </div>
        {move || {
            editing.model.track();
            let shared = editing.with(|e| shared_names(e.model())).unwrap_or_default();
            let line = |(name, count): (String, usize)| view! { <li>{texts::shared_name(&name, count)}</li> };
            (!shared.is_empty()).then(|| view! {
                <ul class="warnings" id="shared-names">{shared.into_iter().map(line).collect_view()}</ul>
            })
        }}
        {move || made.get().sections.into_iter().filter(|s| !s.rows.is_empty()).take(100).map(section).collect_view()}
        <Show when=move || made.with(|t| t.sections.iter().all(|s| s.rows.is_empty()))>
            <p class="quiet">{texts::NO_TABLES}</p>
        </Show>
    }
}

fn section(section: Section) -> impl IntoView {
    view! {
        <h3>{section.title}</h3>
        <table class="plain interactions">
            <thead><tr><th>{texts::ELEMENT_A}</th><th>{texts::DATA_FLOW}</th><th>{texts::ELEMENT_B}</th><th>{texts::CROSSES}</th><th>{texts::DETAILS}</th></tr></thead>
            <tbody>{section.rows.into_iter().take(300).map(row).collect_view()}</tbody>
        </table>
    }
}

fn row(row: Row) -> impl IntoView {
    let kind = |k: Option<NodeKind>| k.map_or("", NodeKind::as_str);
    let crosses = match row.crosses {
        Some(true) => row.boundaries.join(", "),
        _ => texts::NOTHING_CROSSED.to_owned(),
    };
    let details = match row.details {
        Details::Entries(entries) => view! {
            <ul>{entries.into_iter().map(|e| view! { <li>{e}</li> }).collect_view()}</ul>
        }
        .into_any(),
        Details::Reference(section) => view! { <em>{texts::see(&section)}</em> }.into_any(),
    };
    view! {
        <tr>
            <td>{row.a.shown()}" "<span class="quiet">{kind(row.a.kind)}</span></td>
            <td>{row.direction.as_str()}</td>
            <td>{row.b.shown()}" "<span class="quiet">{kind(row.b.kind)}</span></td>
            <td>{crosses}</td>
            <td>{details}</td>
        </tr>
    }
}

/// What is wrong with the document that the model was made from.
#[component]
fn Findings() -> impl IntoView {
    let files = Files::here();
    let line = |found: Found| {
        let class = format!("tag sev-{}", found.severity);
        view! {
            <li><span class=class>{found.severity}</span><span class="n quiet">{found.line.map(texts::line)}</span>
                <span>{found.message}</span><span class="quiet">{found.help}</span></li>
        }
    };
    view! {
        <details class="findings" id="findings" open>
            <summary>{move || texts::findings(files.imported.with(Vec::len))}</summary>
            <ul>{move || files.imported.get().into_iter().map(line).collect_view()}</ul>
            <button type="button" on:click=move |_| files.imported.set(Vec::new())>{texts::DISMISS}</button>
        </details>
    }
}
