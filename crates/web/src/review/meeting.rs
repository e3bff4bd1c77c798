//! Meetings: a walk through diagrams and threats, remarks, missing components, and the sign-off.

use crate::browser::world;
use crate::browser::world::today;
use crate::review::fields::Adder;
use crate::review::record::{change, recorded};
use crate::state::{Editing, Layout};
use crate::texts;
use crate::threats::open_threat;
use leptos::prelude::*;
use trustline_editor::Command;
use trustline_model::review::{Meeting, Remark, SignOff};
use trustline_model::{DiagramId, ThreatKey};
use trustline_review::{changed_since, is_decided, seen};

/// A stop of the walk.
#[derive(Clone, PartialEq)]
enum Stop {
    Diagram(DiagramId, String),
    Threat(ThreatKey, String),
}

impl Stop {
    fn name(&self) -> &str {
        match self {
            Stop::Diagram(_, name) | Stop::Threat(_, name) => name,
        }
    }
}

/// Changes the last meeting: the one that is going on.
fn set(editing: Editing, label: &'static str, with: impl FnOnce(&mut Meeting)) {
    change(editing, label, |r| {
        if let Some(meeting) = r.meetings.last_mut() {
            with(meeting);
        }
    });
}

#[component]
pub fn Meetings() -> impl IntoView {
    let editing = Editing::here();
    let review = recorded();
    let going = move || review.with(|r| r.meetings.last().is_some_and(|m| m.sign_off.is_none()));
    let begin = move |_| {
        let (id, date) = (world::guid(), today());
        change(editing, texts::steps::BEGIN_MEETING, |r| {
            r.meetings.push(Meeting {
                id,
                date,
                ..Meeting::default()
            });
        });
    };
    let past = move || {
        let all = review.with(|r| r.meetings.clone());
        all.into_iter()
            .rev()
            .filter(|m| m.sign_off.is_some())
            .map(held)
            .collect_view()
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

/// A meeting that is over.
fn held(meeting: Meeting) -> impl IntoView {
    let by = meeting.sign_off.map(|s| s.by).unwrap_or_default();
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
    let review = recorded();
    let changes = Memo::new(move |_| {
        editing.model.track();
        editing.threats.track();
        let then = review.with(|r| {
            let (meeting, sign_off) = r.sign_off()?;
            Some((meeting.date.clone(), sign_off.clone()))
        })?;
        let now = editing.with(|e| (!e.is_stale()).then(|| seen(e.model(), e.analysis())))??;
        Some((then.0, then.1.by, changed_since(&then.1.seen, &now)))
    });
    view! {
        {move || changes.get().map(|(date, by, changes)| {
            let count = changes.len();
            view! {
                <div id="since">
                    <strong>{texts::since(&date, &by, count)}</strong>
                    <ul class="dots">{changes.into_iter().take(200).map(|c| view! { <li>{c}</li> }).collect_view()}</ul>
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
    let at = RwSignal::new(0usize);
    let signer = RwSignal::new(String::new());
    // Diagrams, then the threats that nobody decided on when the walk began.
    let stops: StoredValue<Vec<Stop>> = StoredValue::new(
        editing
            .edit(|e| {
                e.settle();
                let diagrams = e.model().diagrams.iter();
                let mut stops: Vec<Stop> = diagrams
                    .map(|d| Stop::Diagram(d.id.clone(), d.name.trim().to_owned()))
                    .collect();
                let open = e
                    .analysis()
                    .views(e.model())
                    .filter(|v| !is_decided(v.state()));
                stops.extend(open.map(|v| {
                    let name = format!("#{} {}", v.threat.number, v.title());
                    Stop::Threat(v.threat.key.clone(), name)
                }));
                stops
            })
            .unwrap_or_default(),
    );
    let go = move |to: usize| {
        let last = stops.with_value(|s| s.len().saturating_sub(1));
        at.set(to.min(last));
        match stops.with_value(|s| s.get(at.get_untracked()).cloned()) {
            Some(Stop::Diagram(id, _)) => {
                editing.act(Command::ShowDiagram(id));
                editing.act(Command::Fit);
            }
            Some(Stop::Threat(key, _)) => open_threat(editing, layout, key),
            None => {}
        }
    };
    let stop = move || stops.with_value(|s| s.get(at.get()).cloned());
    let place = move || {
        let (diagrams, all) = stops.with_value(|s| {
            (
                s.iter().filter(|s| matches!(s, Stop::Diagram(..))).count(),
                s.len(),
            )
        });
        let at = at.get();
        match at < diagrams {
            true => texts::stop_diagram(at + 1, diagrams),
            false => texts::stop_threat(at + 1 - diagrams, all - diagrams),
        }
    };
    let meeting = Signal::derive(move || {
        review
            .with(|r| r.meetings.last().cloned())
            .unwrap_or_default()
    });
    let names = move |what: fn(&Meeting) -> &Vec<String>, remove: fn(&mut Meeting, usize)| {
        move || {
            let all = meeting.with(|m| what(m).clone());
            all.into_iter()
                .enumerate()
                .map(|(i, name)| {
                    let label = format!("{} {name}", texts::REMOVE);
                    view! {
                        <span class="chip"><span>{name}</span>
                            <button type="button" class="icon" aria-label=label
                                on:click=move |_| set(editing, texts::steps::MEETING, |m| remove(m, i))>"×"</button></span>
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
                        <button type="button" class="icon" aria-label=texts::DELETE on:click=move |_| set(editing, texts::steps::REMOVE_REMARK, |m| {
                            m.remarks.remove(i);
                        })>"×"</button></li>
                }
            })
            .collect_view()
    };
    let sign = move |e: web_sys::SubmitEvent| {
        e.prevent_default();
        let by = signer.get_untracked().trim().to_owned();
        if by.is_empty() {
            return;
        }
        editing.edit(|e| e.settle());
        let now = editing
            .with(|e| seen(e.model(), e.analysis()))
            .unwrap_or_default();
        // What was seen before is no longer asked for: one sign-off counts.
        change(editing, texts::steps::SIGN_OFF, |r| {
            let last = r.meetings.len().saturating_sub(1);
            for (i, meeting) in r.meetings.iter_mut().enumerate() {
                if i == last {
                    meeting.sign_off = Some(SignOff {
                        by: by.clone(),
                        seen: now.clone(),
                    });
                } else if let Some(old) = &mut meeting.sign_off {
                    old.seen.clear();
                }
            }
        });
    };
    view! {
        <div class="walk" id="walk">
            <div class="row">
                <button type="button" id="walk-back" on:click=move |_| go(at.get_untracked().saturating_sub(1))>{texts::BACK}</button>
                <button type="button" class="primary" id="walk-next" on:click=move |_| go(at.get_untracked() + 1)>{texts::NEXT}</button>
                <strong id="walk-at">{place}</strong>
                <span>{move || stop().map(|s| s.name().to_owned())}</span>
            </div>
            <Adder label=texts::NEW_REMARK id="new-remark" add=Callback::new(move |text: String| {
                let on = stop().map(|s| s.name().to_owned()).unwrap_or_default();
                set(editing, texts::steps::REMARK, |m| m.remarks.push(Remark { on, text }));
            })/>
            <ul class="dots" id="remarks">{remarks}</ul>
            <div class="two">
                <div>
                    <h3>{texts::ATTENDEES}</h3>
                    <div class="chips">{names(|m| &m.attendees, |m, i| { m.attendees.remove(i); })}</div>
                    <Adder label=texts::NEW_ATTENDEE id="new-attendee" add=Callback::new(move |name: String| {
                        set(editing, texts::steps::ATTENDEE, |m| m.attendees.push(name));
                    })/>
                </div>
                <div>
                    <h3>{texts::MISSING}</h3>
                    <div class="chips">{names(|m| &m.missing, |m, i| { m.missing.remove(i); })}</div>
                    <Adder label=texts::NEW_MISSING id="new-missing" add=Callback::new(move |name: String| {
                        set(editing, texts::steps::MISSING_COMPONENT, |m| m.missing.push(name));
                    })/>
                </div>
            </div>
            <form class="adder" on:submit=sign>
                <input id="signer" aria-label=texts::SIGNER placeholder=texts::SIGNER prop:value=move || signer.get()
                    on:input=move |e| signer.set(event_target_value(&e))/>
                <button type="submit" class="primary" id="sign">{texts::SIGN}</button>
                <button type="button" class="quiet-button" on:click=move |_| change(editing, texts::steps::DROP_MEETING, |r| {
                    r.meetings.pop();
                })>{texts::DROP_MEETING}</button>
            </form>
        </div>
    }
}
