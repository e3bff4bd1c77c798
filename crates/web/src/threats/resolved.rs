//! What was decided about a threat beyond its state: what happens to it, who approved it, until when.

use crate::state::Editing;
use crate::texts;
use leptos::prelude::*;
use trustline_editor::{Command, Decision};
use trustline_model::ThreatKey;
use trustline_model::review::{Treatment, decision};

/// What was decided about a threat beyond its state: a part of the threat's own pane.
#[component]
pub fn Resolved(key: ThreatKey) -> impl IntoView {
    let editing = Editing::here();
    let key = StoredValue::new(key);
    let value = move |name: &'static str| {
        Signal::derive(move || {
            editing.model.track();
            let found = editing.with(|e| {
                let threats = &e.model().threats;
                let threat = threats.iter().find(|t| t.key == key.get_value())?;
                Some(threat.property(name).to_owned())
            });
            found.flatten().unwrap_or_default()
        })
    };
    let set = move |name: &'static str, text: String| {
        editing.act(Command::Decide(
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
        editing.with(|e| e.is_due(&day)).unwrap_or_default()
    };
    view! {
        <fieldset class="resolved">
            <legend>{texts::RISK_TREATMENT}</legend>
            <div class="triple">
                <label class="field"><span>{texts::TREATMENT}</span>
                    <select id="threat-resolution" on:change=move |e| set(decision::RESOLUTION, event_target_value(&e))>
                        <option value="" selected=move || resolution.with(String::is_empty)>"–"</option>
                        {Treatment::ALL.map(|(choice, word)| view! {
                            <option value=word selected=move || resolution.with(|r| Treatment::parse(r) == Some(choice))>{word}</option>
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
