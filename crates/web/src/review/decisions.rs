//! What happens to threats that were decided on, who approved it and until when; and what is worth
//! protecting.

use crate::review::record::{act, recorded};
use crate::state::{Editing, Layout};
use crate::texts;
use crate::threats::open_threat;
use leptos::prelude::*;
use trustline_editor::ReviewCommand;
use trustline_model::review::Treatment;

#[component]
pub fn Decisions() -> impl IntoView {
    let editing = Editing::here();
    let layout = Layout::here();
    let review = recorded();
    let rows = Memo::new(move |_| {
        editing.model.track();
        editing.threats.track();
        editing.with(|e| e.decisions()).unwrap_or_default()
    });
    let body = move || {
        rows.get()
            .into_iter()
            .map(|row| {
                view! {
                    <tr>
                        <td class="n">{row.number}</td>
                        <td><button type="button" class="link" on:click=move |_| open_threat(editing, layout, row.key.clone())>{row.title}</button></td>
                        <td>{Treatment::shown(&row.resolution).to_owned()}</td>
                        <td>{row.approver}{row.lacks_approver.then(|| view! { <span class="tag sev-warning">{texts::NO_APPROVER}</span> })}</td>
                        <td>{row.expires}" "{row.expired.then(|| view! { <span class="tag sev-error">{texts::EXPIRED}</span> })}</td>
                    </tr>
                }
            })
            .collect_view()
    };
    let next = move || {
        review.track();
        editing.with(|e| e.next_review()).flatten()
    };
    view! {
        <div class="row">
            <label class="number-field"><span>{texts::CADENCE}</span>
                <input type="number" min="0" max="120" id="cadence" prop:value=move || review.with(|r| r.months)
                    on:change=move |e| {
                        let months = event_target_value(&e).parse().unwrap_or(0);
                        act(editing, ReviewCommand::SetInterval(months));
                    }/>
            </label>
            <span id="due">{move || match next() {
                None => texts::NO_DUE.to_owned(),
                Some((day, late)) => texts::due(&day, late),
            }}</span>
        </div>
        <Show when=move || rows.with(Vec::is_empty)><p class="quiet">{texts::NO_DECISIONS}</p></Show>
        <table class="plain" id="decisions" hidden=move || rows.with(Vec::is_empty)>
            <thead><tr><th>"#"</th><th>{texts::THREAT}</th><th>{texts::TREATMENT}</th><th>{texts::APPROVER}</th><th>{texts::EXPIRES}</th></tr></thead>
            <tbody>{body}</tbody>
        </table>
    }
}
