//! What happens to threats that were decided on, who approved it and until when; and what is worth
//! protecting.

use super::{Adder, Links, Text, change, recorded};
use crate::app::App;
use crate::{dom, texts};
use leptos::prelude::*;
use trustline_editor::{Command, Decision};
use trustline_model::ThreatKey;
use trustline_model::review::{About, Asset, Resolution, decision};
use trustline_review::due;

/// Today, as files write it.
pub fn today() -> String {
    dom::now().chars().take(10).collect()
}

/// What was decided about a threat beyond its state: a part of the threat's own pane.
#[component]
pub fn Resolved(key: ThreatKey) -> impl IntoView {
    let app = App::here();
    let key = StoredValue::new(key);
    let value = move |name: &'static str| {
        Signal::derive(move || {
            app.model.track();
            let found = app.with(|e| {
                let threats = &e.model().threats;
                let threat = threats.iter().find(|t| t.key == key.get_value())?;
                Some(threat.property(name).to_owned())
            });
            found.flatten().unwrap_or_default()
        })
    };
    let set = move |name: &'static str, text: String| {
        app.act(Command::Decide(
            vec![key.get_value()],
            Decision {
                fields: vec![(name.to_owned(), text)],
                ..Decision::default()
            },
        ));
    };
    let resolution = value(decision::RESOLUTION);
    let expires = value(decision::EXPIRES);
    let expired = move || {
        let day = expires.get();
        decision::is_day(&day) && day <= today()
    };
    view! {
        <fieldset class="resolved">
            <legend>{texts::RESOLUTION}</legend>
            <div class="triple">
                <label class="field"><span>{texts::WHAT_HAPPENS}</span>
                    <select id="threat-resolution" on:change=move |e| set(decision::RESOLUTION, event_target_value(&e))>
                        <option value="" selected=move || resolution.with(String::is_empty)>"–"</option>
                        {Resolution::ALL.map(|(_, word)| view! {
                            <option value=word selected=move || resolution.with(|r| r == word)>{word}</option>
                        })}
                    </select>
                </label>
                <label class="field"><span>{texts::APPROVER}</span>
                    <input id="threat-approver" prop:value=value(decision::APPROVER)
                        on:change=move |e| set(decision::APPROVER, event_target_value(&e))/>
                </label>
                <label class="field"><span>{texts::EXPIRES}</span>
                    <input id="threat-expires" type="date" prop:value=move || expires.get()
                        on:change=move |e| set(decision::EXPIRES, event_target_value(&e))/>
                </label>
            </div>
            <Show when=expired><p class="tag sev-warning">{texts::EXPIRED}</p></Show>
        </fieldset>
    }
}

#[component]
pub fn Decisions() -> impl IntoView {
    let app = App::here();
    let review = recorded();
    let rows = Memo::new(move |_| {
        app.model.track();
        app.threats.track();
        app.with(|e| {
            let threats = e.model().threats.iter().filter(|t| {
                !t.property(decision::RESOLUTION).is_empty()
                    || !t.property(decision::APPROVER).is_empty()
                    || !t.property(decision::EXPIRES).is_empty()
            });
            let own = |t: &trustline_model::Threat, name| t.property(name).to_owned();
            threats
                .map(|t| {
                    (
                        t.key.clone(),
                        t.number,
                        t.property(trustline_model::threat_property::TITLE)
                            .to_owned(),
                        own(t, decision::RESOLUTION),
                        own(t, decision::APPROVER),
                        own(t, decision::EXPIRES),
                        decision::is_expired(t, &today()),
                    )
                })
                .collect::<Vec<_>>()
        })
        .unwrap_or_default()
    });
    let body = move || {
        rows.get()
            .into_iter()
            .map(|(key, number, title, resolution, approver, expires, expired)| {
                let lacks = resolution == Resolution::Accept.as_str() && approver.trim().is_empty();
                view! {
                    <tr>
                        <td class="n">{number}</td>
                        <td><button type="button" class="link" on:click=move |_| app.open_threat(key.clone())>{title}</button></td>
                        <td>{resolution}</td>
                        <td>{approver}{lacks.then(|| view! { <span class="tag sev-warning">{texts::NO_APPROVER}</span> })}</td>
                        <td>{expires}" "{expired.then(|| view! { <span class="tag sev-error">{texts::EXPIRED}</span> })}</td>
                    </tr>
                }
            })
            .collect_view()
    };
    let next = move || {
        let due = review.with(due)?;
        let late = due <= today();
        Some((due, late))
    };
    view! {
        <div class="row">
            <label class="number-field"><span>{texts::CADENCE}</span>
                <input type="number" min="0" max="120" id="cadence" prop:value=move || review.with(|r| r.months)
                    on:change=move |e| {
                        let months = event_target_value(&e).parse().unwrap_or(0);
                        change(app, "review cadence", |r| r.months = months);
                    }/>
            </label>
            <span id="due">{move || match next() {
                None => texts::NO_DUE.to_owned(),
                Some((day, late)) => texts::due(&day, late),
            }}</span>
        </div>
        <Show when=move || rows.with(Vec::is_empty)><p class="quiet">{texts::NO_DECISIONS}</p></Show>
        <table class="plain" id="decisions" hidden=move || rows.with(Vec::is_empty)>
            <thead><tr><th>"#"</th><th>{texts::THREAT}</th><th>{texts::RESOLUTION}</th><th>{texts::APPROVER}</th><th>{texts::EXPIRES}</th></tr></thead>
            <tbody>{body}</tbody>
        </table>
    }
}

#[component]
pub fn Assets() -> impl IntoView {
    let app = App::here();
    let review = recorded();
    let ids = Memo::new(move |_| {
        review.with(|r| r.assets.iter().map(|a| a.id.clone()).collect::<Vec<_>>())
    });
    view! {
        <p class="quiet">{texts::ASSETS_TEXT}</p>
        <For each=move || ids.get() key=|id| id.clone() let:id><OneAsset id/></For>
        <Adder label=texts::NEW_ASSET id="new-asset" add=Callback::new(move |name: String| {
            change(app, "add asset", |r| r.assets.push(Asset { id: dom::guid(), name, ..Asset::default() }));
        })/>
    }
}

#[component]
fn OneAsset(id: String) -> impl IntoView {
    let app = App::here();
    let review = recorded();
    let id = StoredValue::new(id);
    let shown = Signal::derive(move || {
        let found = review.with(|r| r.assets.iter().find(|a| a.id == id.get_value()).cloned());
        found.unwrap_or_default()
    });
    let set = move |label: &'static str, with: Box<dyn FnOnce(&mut Asset)>| {
        change(app, label, |r| {
            if let Some(asset) = r.assets.iter_mut().find(|a| a.id == id.get_value()) {
                with(asset);
            }
        });
    };
    view! {
        <div class="asset">
            <Text label=texts::ASSET value=Signal::derive(move || shown.get().name)
                set=Callback::new(move |v: String| set("rename asset", Box::new(move |a| a.name = v)))/>
            <Text label=texts::CLASSIFICATION value=Signal::derive(move || shown.get().classification)
                set=Callback::new(move |v: String| set("classify asset", Box::new(move |a| a.classification = v)))/>
            <Links about=Signal::derive(move || shown.get().about)
                set=Callback::new(move |v: About| set("link", Box::new(move |a| a.about = v)))/>
            <button type="button" class="quiet-button" on:click=move |_| change(app, "remove asset", |r| {
                r.assets.retain(|a| a.id != id.get_value());
            })>{texts::DELETE}</button>
        </div>
    }
}
