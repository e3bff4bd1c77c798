//! Dialogs: each a modal of the browser, which keeps the focus inside and closes by Escape.

use crate::actions::MENUS;
use crate::app::{After, App, Dialog};
use crate::menus::shown_keys;
use crate::overlay::{ChangeStencil, Commands, Find, Insert};
use crate::report::{PictureDialog, ReportDialog};
use crate::store::{self, Origin};
use crate::{dom, texts};
use leptos::html;
use leptos::prelude::*;
use trustline_editor::Command;

#[component]
pub fn Dialogs() -> impl IntoView {
    let app = App::here();
    let node: NodeRef<html::Dialog> = NodeRef::new();
    Effect::new(move |_| {
        let open = app.dialog.with(Option::is_some);
        if let Some(node) = node.get() {
            if open && !node.open() {
                let _ = node.show_modal();
            } else if !open && node.open() {
                node.close();
            }
        }
    });
    let class = move || match app.dialog.get() {
        Some(Dialog::Palette | Dialog::Find | Dialog::Insert(_) | Dialog::ChangeStencil) => {
            "dialog search"
        }
        Some(Dialog::Report | Dialog::Picture) => "dialog wide",
        Some(Dialog::Apply(_)) => "dialog broad",
        _ => "dialog",
    };
    let title = move || match app.dialog.get() {
        Some(Dialog::SaveAs) => texts::SAVE_AS,
        Some(Dialog::Report) => texts::REPORT,
        Some(Dialog::Information) => texts::INFORMATION,
        Some(Dialog::Shortcuts) => texts::SHORTCUTS,
        Some(Dialog::Tour) => texts::START_TOUR,
        Some(Dialog::Compare(_)) => texts::COMPARE_TITLE,
        Some(Dialog::ShowOn) => texts::action(crate::actions::Action::ShowOn),
        Some(Dialog::Unsaved(_)) => texts::UNSAVED_TITLE,
        Some(Dialog::Picture) => texts::PICTURE,
        Some(Dialog::NewTemplate) => texts::NEW_TEMPLATE,
        Some(Dialog::Apply(_)) => texts::APPLY_TITLE,
        Some(Dialog::Find) => texts::FIND,
        Some(Dialog::Insert(_)) => texts::INSERT,
        Some(Dialog::ChangeStencil) => texts::CHANGE_TYPE,
        Some(Dialog::Palette) => texts::COMMANDS,
        Some(Dialog::Error(..)) => "That did not work",
        None => "",
    };
    let body = move || match app.dialog.get() {
        None => ().into_any(),
        Some(Dialog::SaveAs) => view! { <SaveAs/> }.into_any(),
        Some(Dialog::Report) => view! { <ReportDialog/> }.into_any(),
        Some(Dialog::Information) => view! { <Information/> }.into_any(),
        Some(Dialog::Shortcuts) => view! { <Shortcuts/> }.into_any(),
        Some(Dialog::Tour) => view! { <Tour/> }.into_any(),
        Some(Dialog::Find) => view! { <Find/> }.into_any(),
        Some(Dialog::Palette) => view! { <Commands/> }.into_any(),
        Some(Dialog::Insert(at)) => view! { <Insert at/> }.into_any(),
        Some(Dialog::ChangeStencil) => view! { <ChangeStencil/> }.into_any(),
        Some(Dialog::ShowOn) => view! { <ShowOn/> }.into_any(),
        Some(Dialog::Compare(lines)) => view! { <Compare lines/> }.into_any(),
        Some(Dialog::Unsaved(after)) => view! { <Unsaved after/> }.into_any(),
        Some(Dialog::Picture) => view! { <PictureDialog/> }.into_any(),
        Some(Dialog::NewTemplate) => view! { <crate::start::NewTemplate/> }.into_any(),
        Some(Dialog::Apply(chosen)) => view! { <crate::apply::Apply chosen/> }.into_any(),
        Some(Dialog::Error(text, help)) => view! {
            <p class="problem">{text}</p>
            {help.map(|h| view! { <p>{h}</p> })}
        }
        .into_any(),
    };
    let close = move || {
        app.dialog.set(None);
        dom::focus_soon("#canvas");
    };
    view! {
        <dialog
            class=class
            node_ref=node
            aria-label=title
            on:close=move |_| {
                if app.dialog.with_untracked(Option::is_some) {
                    close();
                }
            }
            on:pointerdown=move |e| {
                // A press beside the dialog closes it.
                let on_backdrop = node.get_untracked().is_some_and(|n| {
                    let r = n.get_bounding_client_rect();
                    let (x, y) = (f64::from(e.client_x()), f64::from(e.client_y()));
                    x < r.left() || x > r.right() || y < r.top() || y > r.bottom()
                });
                if on_backdrop {
                    close();
                }
            }
        >
            <div class="dialog-head">
                <h2>{title}</h2>
                <button type="button" class="icon" aria-label=texts::CLOSE title=texts::CLOSE on:click=move |_| close()>"×"</button>
            </div>
            {body}
        </dialog>
    }
}

#[component]
fn SaveAs() -> impl IntoView {
    let app = App::here();
    let first = app.file.get_untracked().map(|f| match f.origin {
        Origin::Server { path, .. } => path,
        _ => f.name,
    });
    let endings: &[&str] = match (app.is_template(), app.is_yaml()) {
        (_, true) => &[".yaml", ".yml", ".tb7"],
        (true, _) => &[".tb7", ".yaml", ".yml"],
        (false, _) => &[".tm7"],
    };
    let usual = endings[0];
    // What stands in a template's name may not stand in a file's.
    let first = first.map(|name| match app.file.get_untracked().map(|f| f.origin) {
        Some(Origin::Server { .. }) => name,
        _ => name.replace(['/', '\\', ':'], "-"),
    });
    let path = RwSignal::new(first.unwrap_or_else(|| format!("model{usual}")));
    dom::focus_soon("#save-path");
    let save = move || {
        let mut wanted = path.get_untracked().trim().to_owned();
        let lower = wanted.to_lowercase();
        match endings.iter().find(|e| lower.ends_with(**e)) {
            Some(ending) => app.write_as(ending),
            None => wanted.push_str(usual),
        }
        app.dialog.set(None);
        store::save_to(app, wanted, None);
    };
    view! {
        <form on:submit=move |e| {
            e.prevent_default();
            save();
        }>
            <label class="field">
                <span>{texts::PATH}</span>
                <input id="save-path" prop:value=move || path.get() on:input=move |e| path.set(event_target_value(&e))/>
            </label>
            <div class="row end">
                <button type="button" on:click=move |_| {
                    app.dialog.set(None);
                    store::save_by_download(app);
                }>{texts::DOWNLOAD}</button>
                <button type="submit" class="primary">{texts::SAVE}</button>
            </div>
        </form>
    }
}

#[component]
fn Information() -> impl IntoView {
    let app = App::here();
    let info = app
        .with(|e| e.model().information.clone())
        .unwrap_or_default();
    let now = RwSignal::new(info.clone());
    let author = RwSignal::new(dom::setting("author").unwrap_or_default());
    let served = app.session.get_untracked().is_some();
    let set = move |place: usize, value: String| {
        now.update(|i| {
            let fields = [
                &mut i.name,
                &mut i.owner,
                &mut i.reviewer,
                &mut i.contributors,
                &mut i.description,
                &mut i.assumptions,
                &mut i.dependencies,
            ];
            if let Some(field) = fields.into_iter().nth(place) {
                *field = value;
            }
        });
    };
    let fields = info
        .fields()
        .into_iter()
        .enumerate()
        .map(|(i, (label, value))| {
            let value = value.to_owned();
            let name = format!("info-{i}");
            match i < 3 {
                true => view! {
                    <label class="field">
                        <span>{label}</span>
                        <input id=name prop:value=value on:input=move |e| set(i, event_target_value(&e))/>
                    </label>
                }
                .into_any(),
                false => view! {
                    <label class="field">
                        <span>{label}</span>
                        <textarea id=name rows="3" prop:value=value on:input=move |e| set(i, event_target_value(&e))></textarea>
                    </label>
                }
                .into_any(),
            }
        })
        .collect_view();
    view! {
        <form class="information" on:submit=move |e| {
            e.prevent_default();
            if !served {
                dom::set_setting("author", &author.get_untracked());
            }
            app.act(Command::SetInformation(now.get_untracked()));
            app.dialog.set(None);
        }>
            {fields}
            {(!served).then(|| view! {
                <label class="field">
                    <span>{texts::AUTHOR}</span>
                    <input prop:value=move || author.get() on:input=move |e| author.set(event_target_value(&e))/>
                </label>
            })}
            <div class="row end">
                <button type="button" on:click=move |_| app.dialog.set(None)>{texts::CANCEL}</button>
                <button type="submit" class="primary">{texts::OK}</button>
            </div>
        </form>
    }
}

#[component]
fn Shortcuts() -> impl IntoView {
    let fixed = [
        ("Move selection by 1 or 10 pixels", "Arrows, Shift+Arrows"),
        ("Rename the selected element", "Enter"),
        ("Give up, select nothing", "Esc"),
        ("Move the plane", "Wheel, or Space and drag"),
        ("Zoom around the pointer", "Ctrl+Wheel"),
        ("Copy while dragging", "Alt and drag"),
        (
            "Move without snapping, a box without what it holds",
            "Ctrl and drag",
        ),
        ("Keep to one axis, add to the selection", "Shift"),
        ("Move a diagram's tab", "Alt+←, Alt+→"),
    ];
    view! {
        <div class="shortcuts">
            {MENUS
                .iter()
                .map(|menu| {
                    let rows = menu
                        .actions
                        .iter()
                        .copied()
                        .flatten()
                        .filter(|a| !a.keys().is_empty())
                        .map(|a| view! { <tr><td>{a.label()}</td><td><kbd>{shown_keys(a.keys())}</kbd></td></tr> })
                        .collect_view();
                    view! {
                        <section>
                            <h3>{menu.name}</h3>
                            <table>{rows}</table>
                        </section>
                    }
                })
                .collect_view()}
            <section>
                <h3>{texts::CANVAS}</h3>
                <table>
                    {fixed
                        .into_iter()
                        .map(|(what, keys)| view! { <tr><td>{what}</td><td><kbd>{keys}</kbd></td></tr> })
                        .collect_view()}
                </table>
            </section>
        </div>
    }
}

#[component]
fn Tour() -> impl IntoView {
    let app = App::here();
    let at = RwSignal::new(0usize);
    let last = texts::TOUR.len() - 1;
    view! {
        <div class="tour">
            <h3>{move || texts::TOUR[at.get()].0}</h3>
            <p>{move || texts::TOUR[at.get()].1}</p>
            <div class="row">
                <span class="quiet">{move || format!("{} / {}", at.get() + 1, last + 1)}</span>
                <button type="button" disabled=move || at.get() == 0 on:click=move |_| at.update(|a| *a -= 1)>"Back"</button>
                <button type="button" class="primary" on:click=move |_| {
                    if at.get_untracked() == last {
                        app.dialog.set(None);
                    } else {
                        at.update(|a| *a += 1);
                    }
                }>{move || if at.get() == last { texts::CLOSE } else { "Next" }}</button>
            </div>
        </div>
    }
}

/// The other diagrams, one of which is to show what is selected.
#[component]
fn ShowOn() -> impl IntoView {
    let app = App::here();
    let others = app.with(|e| {
        let all = e.model().diagrams.iter().filter(|d| d.id != *e.current());
        all.map(|d| (d.id.clone(), d.name.trim().to_owned()))
            .collect::<Vec<_>>()
    });
    let line = move |(id, name): (trustline_model::DiagramId, String)| {
        view! {
            <li><button type="button" on:click=move |_| {
                app.dialog.set(None);
                app.act(Command::ShowOn(id.clone()));
            }>{name}</button></li>
        }
    };
    view! { <ul class="list scroll">{others.unwrap_or_default().into_iter().map(line).collect_view()}</ul> }
}

#[component]
fn Compare(lines: Vec<String>) -> impl IntoView {
    let app = App::here();
    view! {
        <ul class="differences">{lines.into_iter().map(|l| view! { <li>{l}</li> }).collect_view()}</ul>
        <div class="row end">
            <button type="button" on:click=move |_| {
                app.dialog.set(None);
                store::reload(app);
            }>{texts::RELOAD}</button>
            <button type="button" on:click=move |_| {
                app.dialog.set(None);
                store::keep_mine(app);
            }>{texts::KEEP}</button>
        </div>
    }
}

#[component]
fn Unsaved(after: After) -> impl IntoView {
    let app = App::here();
    let wanted = after.clone();
    let discard = move |_| store::go_on(app, after.clone());
    view! {
        <p>{texts::UNSAVED_TEXT}</p>
        <div class="row end">
            <button type="button" data-action="Discard" on:click=discard>{texts::DISCARD}</button>
            <button type="button" class="primary" on:click=move |_| {
                app.dialog.set(None);
                app.after.set(Some(wanted.clone()));
                store::save(app);
            }>{texts::SAVE}</button>
        </div>
    }
}
