//! What happens to threats that were decided on, who approved it and until when; and what is worth
//! protecting.

use crate::browser::world::today;
use crate::review::record::{change, recorded};
use crate::state::{Editing, Layout};
use crate::texts;
use crate::threats::open_threat;
use leptos::prelude::*;
use trustline_model::review::{Resolution, decision};
use trustline_review::due;

#[component]
pub fn Decisions() -> impl IntoView {
    let editing = Editing::here();
    let layout = Layout::here();
    let review = recorded();
    let rows = Memo::new(move |_| {
        editing.model.track();
        editing.threats.track();
        editing
            .with(|e| {
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
                        <td><button type="button" class="link" on:click=move |_| open_threat(editing, layout, key.clone())>{title}</button></td>
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
                        change(editing, texts::steps::REVIEW_CADENCE, |r| r.months = months);
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
