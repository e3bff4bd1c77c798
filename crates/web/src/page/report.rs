//! Reports and pictures: looked at, and handed over as files.

use crate::browser::files::{blob_url, download};
use crate::browser::picture::download_png;
use crate::files::Files;
use crate::files::documents;
use crate::files::export::{base_name, download_report, hand_over, picture as picture_of};
use crate::files::told::{Offer, ReportKind};
use crate::state::Editing;
use crate::texts;
use leptos::prelude::*;
use trustline_drawing::Theme;

/// The kind that is offered first.
const FIRST: &str = "html";

#[component]
pub fn ReportDialog() -> impl IntoView {
    let files = Files::here();
    let offer: RwSignal<Option<Offer>> = RwSignal::new(None);
    let name = RwSignal::new(FIRST.to_owned());
    let without: RwSignal<Vec<String>> = RwSignal::new(Vec::new());
    let sort = RwSignal::new(String::new());
    let kind = Memo::new(move |_| {
        let offered = offer.get()?.kinds.into_iter();
        offered.into_iter().find(|k| k.name == name.get())
    });
    let preview = RwSignal::new(Vec::new());
    // What was asked for last is shown, whatever comes back first.
    let asked = StoredValue::new(0);
    hand_over(files, async move {
        offer.set(Some(documents::offer().await?));
        Ok(())
    });
    Effect::new(move || {
        let (Some(kind), without, sort) = (kind.get(), without.get(), sort.get()) else {
            return;
        };
        asked.update_value(|n| *n += 1);
        let turn = asked.get_value();
        hand_over(files, async move {
            let made = documents::report(files, &kind.name, &without, &sort).await?;
            if asked.try_get_value() == Some(turn) {
                preview.set(made);
            }
            Ok(())
        });
    });
    let old: StoredValue<Option<String>> = StoredValue::new(None);
    let address = move || {
        if let Some(old) = old.get_value() {
            let _ = web_sys::Url::revoke_object_url(&old);
        }
        let url = preview.with(|page| blob_url(page, "text/html;charset=utf-8"));
        let url = url.unwrap_or_default();
        old.set_value(Some(url.clone()));
        url
    };
    let shown = move || {
        match kind.get().is_none_or(|k| k.media == "text/html") {
        true => view! {
            <iframe class="preview" title=texts::REPORT src=address sandbox="allow-scripts allow-popups"></iframe>
        }
        .into_any(),
        false => {
            let text: String = preview
                .with(|bytes| String::from_utf8_lossy(bytes).chars().take(60_000).collect());
            view! { <pre class="preview" tabindex="0">{text}</pre> }.into_any()
        }
    }
    };
    let radio = move |each: ReportKind| {
        let (own, chosen) = (each.name.clone(), each.name);
        view! {
            <label class="check-field">
                <input type="radio" name="report-kind" value=each.label.clone() prop:checked=move || name.with(|n| *n == own)
                    on:change=move |_| name.set(chosen.clone())/>
                <span>{each.label}</span>
            </label>
        }
    };
    let part = move |part: String| {
        let (own, label) = (part.clone(), part.clone());
        let choose = move |on: bool| {
            without.update(|w| {
                w.retain(|n| *n != part);
                if !on {
                    w.push(part.clone());
                }
            });
        };
        view! {
            <label class="check-field">
                <input type="checkbox" prop:checked=move || !without.with(|w| w.contains(&own))
                    on:change=move |e| choose(event_target_checked(&e))/>
                <span>{label}</span>
            </label>
        }
    };
    let kinds = move || offer.get().unwrap_or_default().kinds;
    let sorts = move || offer.get().unwrap_or_default().sorts;
    let parts = move || offer.get().unwrap_or_default().parts;
    let download = move |_| {
        if let Some(kind) = kind.get_untracked() {
            download_report(files, kind, without.get_untracked(), sort.get_untracked());
        }
    };
    view! {
        <div class="report-dialog">
            <div class="report-side">
                <fieldset>
                    <legend>{texts::FORMAT}</legend>
                    {move || kinds().into_iter().map(radio).collect_view()}
                </fieldset>
                <Show when=move || kind.get().is_some_and(|k| k.choice)>
                    <fieldset>
                        <legend>{texts::INCLUDE}</legend>
                        {move || parts().into_iter().map(part).collect_view()}
                    </fieldset>
                </Show>
                <label class="check-field"><span>{texts::SORT_BY}</span>
                    <select id="report-sort" on:change=move |e| sort.set(event_target_value(&e))>
                        {move || sorts().into_iter().map(|s| view! { <option value={s.clone()}>{s.clone()}</option> }).collect_view()}
                    </select>
                </label>
                <button type="button" class="primary" id="report-download" on:click=download>{texts::DOWNLOAD}</button>
            </div>
            {shown}
        </div>
    }
}

#[component]
pub fn PictureDialog() -> impl IntoView {
    let editing = Editing::here();
    let files = Files::here();
    let dark = RwSignal::new(false);
    let picture = move || {
        let theme = if dark.get() {
            Theme::DARK
        } else {
            Theme::LIGHT
        };
        picture_of(files, &theme).unwrap_or_default()
    };
    let name = move |ending: &str| {
        let diagram = editing
            .with(|e| e.diagram().map(|d| d.name.clone()))
            .flatten();
        format!(
            "{} – {}.{ending}",
            base_name(files),
            diagram.unwrap_or_default().trim()
        )
    };
    let address = move || blob_url(picture().as_bytes(), "image/svg+xml").unwrap_or_default();
    view! {
        <div class="picture-dialog">
            <img class="picture" src=address alt=texts::CANVAS/>
            <div class="row">
                <label class="check-field">
                    <input type="checkbox" prop:checked=move || dark.get() on:change=move |e| dark.set(event_target_checked(&e))/>
                    <span>{texts::DARK_PICTURE}</span>
                </label>
                <button type="button" id="picture-svg"
                    on:click=move |_| download(&name("svg"), picture().as_bytes(), "image/svg+xml")>"SVG"</button>
                <button type="button" id="picture-png" on:click=move |_| download_png(&untrack(picture), name("png"))>"PNG"</button>
            </div>
        </div>
    }
}
