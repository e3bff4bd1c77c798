//! A rule in a field: what could stand at the caret is offered, what is wrong is shown in its place.

use crate::state::Editing;
use crate::texts;
use leptos::html;
use leptos::prelude::*;
use std::ops::Range;
use trustline_editor::{Completion, RuleDraft, complete};

/// So many suggestions are seen at once.
const SEEN: usize = 8;

/// Where a place that the browser counts in UTF-16 is in bytes.
fn bytes_at(text: &str, units: u32) -> usize {
    let mut counted = 0;
    let passed = text.char_indices().find(|(_, c)| {
        let here = counted >= units;
        counted += c.len_utf16() as u32;
        here
    });
    passed.map_or(text.len(), |(i, _)| i)
}

fn units_at(text: &str, byte: usize) -> u32 {
    let before = text.get(..byte).unwrap_or(text);
    before.encode_utf16().count() as u32
}

#[component]
pub fn RuleField(
    id: String,
    label: String,
    value: Signal<String>,
    draft: RwSignal<String>,
    set: Callback<String>,
) -> impl IntoView {
    let editing = Editing::here();
    let node: NodeRef<html::Textarea> = NodeRef::new();
    let offered = RwSignal::new(Completion::default());
    // Which suggestion Enter takes; none until somebody points at one or began to type it.
    let at: RwSignal<Option<usize>> = RwSignal::new(None);
    Effect::new(move |_| draft.set(value.get()));
    // The first that is seen: so many as fit, the one that Enter takes among them.
    let first = Memo::new(move |_| at.get().map_or(0, |i| (i + 1).saturating_sub(SEEN)));
    let close = move || offered.set(Completion::default());
    let offer = move |eager: bool| {
        let Some(field) = node.get_untracked() else {
            return;
        };
        let text = field.value();
        let caret = bytes_at(&text, field.selection_end().ok().flatten().unwrap_or(0));
        let found = editing
            .with(|e| Some(complete(e.knowledge_base()?, &text, caret)))
            .flatten();
        let mut found = found.unwrap_or_default();
        // What is there already is no suggestion.
        let written = text
            .get(found.range.clone())
            .unwrap_or("")
            .trim()
            .to_owned();
        found.choices.retain(|c| c.text.trim() != written);
        let begun = !written.is_empty() || eager;
        at.set((begun && !found.choices.is_empty()).then_some(0));
        offered.set(found);
    };
    let write = move |text: String, caret: usize| {
        let Some(field) = node.get_untracked() else {
            return;
        };
        field.set_value(&text);
        let caret = units_at(&text, caret);
        let _ = field.set_selection_range(caret, caret);
        draft.set(text);
    };
    let take = move |i: usize| {
        let chosen =
            offered.with_untracked(|o| Some((o.range.clone(), o.choices.get(i)?.text.clone())));
        let Some((range, chosen)) = chosen else {
            return;
        };
        let mut text = draft.get_untracked();
        // One blank after it is enough.
        let after = text.get(range.end..).unwrap_or("");
        let chosen = if after.starts_with(' ') {
            chosen.trim_end()
        } else {
            &chosen
        };
        let caret = range.start + chosen.len() + usize::from(after.starts_with(' '));
        if text.get(range.clone()).is_some() {
            text.replace_range(range, chosen);
        }
        write(text, caret);
        offer(false);
    };
    let list = format!("{id}-list");
    let on_key = move |e: web_sys::KeyboardEvent| {
        let count = offered.with_untracked(|o| o.choices.len());
        let chosen = at.get_untracked();
        match e.key().as_str() {
            " " if e.ctrl_key() => offer(true),
            _ if count == 0 => return,
            "ArrowDown" => at.set(Some(chosen.map_or(0, |i| (i + 1) % count))),
            "ArrowUp" => at.set(Some(chosen.map_or(count - 1, |i| (i + count - 1) % count))),
            "Escape" => close(),
            "Enter" | "Tab" if !e.shift_key() => match chosen {
                Some(i) => take(i),
                None => return close(),
            },
            _ => return,
        }
        e.prevent_default();
        e.stop_propagation();
    };
    let notes = Memo::new(move |_| {
        editing.template.track();
        let text = draft.get();
        let found = editing.with(|e| Some(RuleDraft::new(e.knowledge_base()?, &text).notes));
        found.flatten().unwrap_or_default()
    });
    let point = move |span: Range<usize>| {
        if let Some(field) = node.get_untracked() {
            let text = draft.get_untracked();
            let _ = field.focus();
            let _ =
                field.set_selection_range(units_at(&text, span.start), units_at(&text, span.end));
        }
    };
    let trouble = format!("{id}-trouble");
    let described = trouble.clone();
    let controlled = list.clone();
    let named = list.clone();
    let active = move || {
        at.get()
            .filter(|_| offered.with(|o| !o.choices.is_empty()))
            .map(|i| format!("{named}-{i}"))
    };
    let lines = {
        let list = list.clone();
        move || {
            let line = |(i, choice): (usize, trustline_editor::Suggestion)| {
                view! {
                    <li
                        id=format!("{list}-{i}")
                        role="option"
                        class:on=move || at.get() == Some(i)
                        aria-selected=move || (at.get() == Some(i)).to_string()
                        on:mousedown=move |e| {
                            // The field keeps the keyboard.
                            e.prevent_default();
                            take(i);
                        }
                    >
                        <span>{choice.text}</span>
                        <span class="quiet">{choice.note}</span>
                    </li>
                }
            };
            let first = first.get();
            let choices = offered.get().choices;
            let more = choices.len().saturating_sub(first + SEEN);
            let seen = choices.into_iter().enumerate().skip(first).take(SEEN);
            let more = (more > 0).then(|| {
                view! { <li class="quiet" role="presentation">{texts::more(more)}</li> }
            });
            (seen.map(line).collect_view(), more)
        }
    };
    let wrong = move || {
        let text = draft.get();
        let note = |n: trustline_editor::RuleNote| {
            let there = match text.get(n.span.clone()).unwrap_or("").trim() {
                "" => texts::AT_THE_END.to_owned(),
                there => there.to_owned(),
            };
            let span = n.span.clone();
            view! {
                <li class:fatal=n.fatal>
                    <button type="button" class="link at" title=texts::SHOW_PLACE on:mousedown=|e| e.prevent_default() on:click=move |_| point(span.clone())>{there}</button>
                    <span>{n.text}</span>
                    {n.help.map(|h| view! { <span class="quiet">{h}</span> })}
                </li>
            }
        };
        notes.get().into_iter().map(note).collect_view()
    };
    let invalid = move || notes.with(|n| n.iter().any(|n| n.fatal)).to_string();
    view! {
        <div class="field rule-field">
            <label for=id.clone()>{label.clone()}</label>
            <textarea
                id=id
                node_ref=node
                rows="3"
                spellcheck="false"
                autocomplete="off"
                aria-autocomplete="list"
                aria-controls=controlled
                aria-activedescendant=active
                aria-describedby=described
                aria-invalid=invalid
                prop:value=move || draft.get()
                on:input=move |e| {
                    draft.set(event_target_value(&e));
                    offer(false);
                }
                on:click=move |_| close()
                on:keydown=on_key
                on:blur=move |_| {
                    close();
                    let text = draft.get_untracked();
                    if text != value.get_untracked() {
                        set.run(text);
                    }
                }
            ></textarea>
            <ul class="completion" role="listbox" id=list aria-label=texts::SUGGESTIONS
                class:closed=move || offered.with(|o| o.choices.is_empty())>{lines}</ul>
            <ul class="rule-trouble" id=trouble aria-live="polite">{wrong}</ul>
        </div>
    }
}
