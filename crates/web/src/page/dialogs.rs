//! Dialogs: each a modal of the browser, which keeps the focus inside and closes by Escape.

use crate::browser::dom;
use crate::page::help::{Shortcuts, Tour};
use crate::page::information::Information;
use crate::page::new_template::NewTemplate;
use crate::page::questions::{Compare, ShowOn, Unsaved};
use crate::page::report::{PictureDialog, ReportDialog};
use crate::page::save_as::SaveAs;
use crate::page::search::{ChangeStencil, Commands, Find, Insert};
use crate::state::{Dialog, Dialogs};
use crate::template::Apply;
use crate::texts;
use leptos::html;
use leptos::prelude::*;

#[component]
pub fn OpenDialog() -> impl IntoView {
    let dialogs = Dialogs::here();
    let node: NodeRef<html::Dialog> = NodeRef::new();
    Effect::new(move |_| {
        let open = dialogs.dialog.with(Option::is_some);
        if let Some(node) = node.get() {
            if open && !node.open() {
                let _ = node.show_modal();
            } else if !open && node.open() {
                node.close();
            }
        }
    });
    let class = move || match dialogs.dialog.get() {
        Some(Dialog::Palette | Dialog::Find | Dialog::Insert(_) | Dialog::ChangeStencil) => {
            "dialog search"
        }
        Some(Dialog::Report | Dialog::Picture) => "dialog wide",
        Some(Dialog::Apply(_)) => "dialog broad",
        _ => "dialog",
    };
    let title = move || match dialogs.dialog.get() {
        Some(Dialog::SaveAs) => texts::SAVE_AS,
        Some(Dialog::Report) => texts::REPORT,
        Some(Dialog::Information) => texts::INFORMATION,
        Some(Dialog::Shortcuts) => texts::SHORTCUTS,
        Some(Dialog::Tour) => texts::START_TOUR,
        Some(Dialog::Compare(_)) => texts::COMPARE_TITLE,
        Some(Dialog::ShowOn) => texts::actions::SHOW_ON,
        Some(Dialog::Unsaved(_)) => texts::UNSAVED_TITLE,
        Some(Dialog::Picture) => texts::PICTURE,
        Some(Dialog::NewTemplate) => texts::NEW_TEMPLATE,
        Some(Dialog::Apply(_)) => texts::APPLY_TITLE,
        Some(Dialog::Find) => texts::FIND,
        Some(Dialog::Insert(_)) => texts::INSERT,
        Some(Dialog::ChangeStencil) => texts::CHANGE_TYPE,
        Some(Dialog::Palette) => texts::COMMANDS,
        Some(Dialog::Error(..)) => texts::FAILED,
        None => "",
    };
    let body = move || match dialogs.dialog.get() {
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
        Some(Dialog::NewTemplate) => view! { <NewTemplate/> }.into_any(),
        Some(Dialog::Apply(chosen)) => view! { <Apply chosen/> }.into_any(),
        Some(Dialog::Error(text, help)) => view! {
            <p class="problem">{text}</p>
            {help.map(|h| view! { <p>{h}</p> })}
        }
        .into_any(),
    };
    let close = move || {
        dialogs.close();
        dom::focus_soon("#canvas");
    };
    view! {
        <dialog
            class=class
            node_ref=node
            aria-label=title
            on:close=move |_| {
                if dialogs.dialog.with_untracked(Option::is_some) {
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
