//! Meetings: a walk through diagrams and threats, remarks, missing components, and the sign-off.

use crate::review::fields::Adder;
use crate::review::record::{act, recorded};
use crate::state::{Editing, Layout, Side};
use crate::texts;
use leptos::prelude::*;
use trustline_editor::{ReviewCommand, Stop};
use trustline_model::review::Meeting;
use trustline_review::{going_on, held};

#[component]
pub fn Meetings() -> impl IntoView {
    let editing = Editing::here();
    let review = recorded();
    let going = move || review.with(|r| going_on(r).is_some());
    let begin = move |_| act(editing, ReviewCommand::BeginMeeting);
    let past = move || {
        let all = review.with(|r| {
            let held = held(r).map(|(m, s)| (m.clone(), s.by.clone()));
            held.collect::<Vec<_>>()
        });
        all.into_iter().map(over).collect_view()
    };
    view! {
        <Show when=going fallback=move || view! {
            <p>{texts::MEETING_TEXT}</p>
            <button type="button" class="primary" id="begin-meeting" on:click=begin>{texts::BEGIN_MEETING}</button>
        }>
            <Walk/>
        </Show>
        <Since/>
        {past}
    }
}

/// A meeting that is over, and who signed.
fn over((meeting, by): (Meeting, String)) -> impl IntoView {
    let remarks = meeting.remarks.into_iter().map(|r| {
        let on = if r.on.is_empty() {
            String::new()
        } else {
            format!("{}: ", r.on)
        };
        view! { <li>{format!("{on}{}", r.text)}</li> }
    });
    let missing = meeting.missing.join(", ");
    view! {
        <details class="category">
            <summary>{texts::signed(&meeting.date, &by)}</summary>
            <dl>
                <dt>{texts::ATTENDEES}</dt><dd>{meeting.attendees.join(", ")}</dd>
                {(!missing.is_empty()).then(|| view! { <dt>{texts::MISSING}</dt><dd>{missing}</dd> })}
            </dl>
            <ul class="dots">{remarks.collect_view()}</ul>
        </details>
    }
}

/// What changed since somebody signed last.
#[component]
fn Since() -> impl IntoView {
    let editing = Editing::here();
    let changes = Memo::new(move |_| {
        editing.model.track();
        editing.threats.track();
        editing.with(|e| e.since()).flatten()
    });
    view! {
        {move || changes.get().map(|since| {
            let count = since.changes.len();
            view! {
                <div id="since">
                    <strong>{texts::since(&since.date, &since.by, count)}</strong>
                    <ul class="dots">{since.changes.into_iter().take(200).map(|c| view! { <li>{c}</li> }).collect_view()}</ul>
                </div>
            }
        })}
    }
}

#[component]
fn Walk() -> impl IntoView {
    let editing = Editing::here();
    let layout = Layout::here();
    let review = recorded();
    let signer = RwSignal::new(String::new());
    act(editing, ReviewCommand::Walk);
    let walk = Memo::new(move |_| {
        editing.walk.track();
        editing.model.track();
        editing
            .with(|e| e.walk().cloned())
            .flatten()
            .unwrap_or_default()
    });
    let go = move |step: ReviewCommand| {
        act(editing, step);
        if walk.with_untracked(|w| matches!(w.stop(), Some(Stop::Threat(..)))) {
            layout.side.set(Side::Threat);
        }
    };
    let name = move || walk.with(|w| w.stop().map(|s| s.name().to_owned()));
    let place = move || {
        walk.with(|w| match (w.place(), w.stop()) {
            ((at, all), Some(Stop::Diagram(..))) => texts::stop_diagram(at, all),
            ((at, all), _) => texts::stop_threat(at, all),
        })
    };
    let meeting = Signal::derive(move || {
        review
            .with(|r| r.meetings.last().cloned())
            .unwrap_or_default()
    });
    let names = move |what: fn(&Meeting) -> &Vec<String>, remove: fn(usize) -> ReviewCommand| {
        move || {
            let all = meeting.with(|m| what(m).clone());
            all.into_iter()
                .enumerate()
                .map(|(i, name)| {
                    let label = format!("{} {name}", texts::REMOVE);
                    view! {
                        <span class="chip"><span>{name}</span>
                            <button type="button" class="icon" aria-label=label
                                on:click=move |_| act(editing, remove(i))>"×"</button></span>
                    }
                })
                .collect_view()
        }
    };
    let remarks = move || {
        let all = meeting.with(|m| m.remarks.clone());
        all.into_iter()
            .enumerate()
            .map(|(i, r)| {
                let on = if r.on.is_empty() { String::new() } else { format!("{}: ", r.on) };
                view! {
                    <li>{format!("{on}{} ", r.text)}
                        <button type="button" class="icon" aria-label=texts::DELETE on:click=move |_| {
                            act(editing, ReviewCommand::RemoveRemark(i));
                        }>"×"</button></li>
                }
            })
            .collect_view()
    };
    let sign = move |e: web_sys::SubmitEvent| {
        e.prevent_default();
        act(editing, ReviewCommand::SignOff(signer.get_untracked()));
    };
    view! {
        <div class="walk" id="walk">
            <div class="row">
                <button type="button" id="walk-back" on:click=move |_| go(ReviewCommand::PreviousStop)>{texts::BACK}</button>
                <button type="button" class="primary" id="walk-next" on:click=move |_| go(ReviewCommand::NextStop)>{texts::NEXT}</button>
                <strong id="walk-at">{place}</strong>
                <span>{name}</span>
            </div>
            <Adder label=texts::NEW_COMMENT id="new-remark" add=Callback::new(move |text: String| {
                act(editing, ReviewCommand::AddComment(text));
            })/>
            <ul class="dots" id="remarks">{remarks}</ul>
            <div class="two">
                <div>
                    <h3>{texts::ATTENDEES}</h3>
                    <div class="chips">{names(|m| &m.attendees, ReviewCommand::RemoveAttendee)}</div>
                    <Adder label=texts::NEW_ATTENDEE id="new-attendee" add=Callback::new(move |name: String| {
                        act(editing, ReviewCommand::AddAttendee(name));
                    })/>
                </div>
                <div>
                    <h3>{texts::MISSING}</h3>
                    <div class="chips">{names(|m| &m.missing, ReviewCommand::RemoveMissing)}</div>
                    <Adder label=texts::NEW_MISSING id="new-missing" add=Callback::new(move |name: String| {
                        act(editing, ReviewCommand::AddMissing(name));
                    })/>
                </div>
            </div>
            <form class="adder" on:submit=sign>
                <input id="signer" aria-label=texts::SIGNER placeholder=texts::SIGNER prop:value=move || signer.get()
                    on:input=move |e| signer.set(event_target_value(&e))/>
                <button type="submit" class="primary" id="sign">{texts::SIGN}</button>
                <button type="button" class="quiet-button" on:click=move |_| {
                    act(editing, ReviewCommand::DiscardMeeting);
                }>{texts::DISCARD_MEETING}</button>
            </form>
        </div>
    }
}
