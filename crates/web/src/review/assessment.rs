//! The assessment: open questions by category, answers, and what is missing.

use crate::browser::world;
use crate::review::fields::{Adder, Links, Text};
use crate::review::record::{change, recorded};
use crate::state::Editing;
use crate::texts;
use leptos::prelude::*;
use trustline_library::questionnaire::{self, built_in};
use trustline_model::review::{About, Gap, Question};

/// A question of the record, by its id.
fn question(id: &str) -> Signal<Question> {
    let (review, id) = (recorded(), id.to_owned());
    Signal::derive(move || {
        let found = review.with(|r| r.questions.iter().find(|q| q.id == id).cloned());
        found.unwrap_or_default()
    })
}

fn set(editing: Editing, id: &str, label: &'static str, with: impl FnOnce(&mut Question)) {
    change(editing, label, |r| {
        if let Some(question) = r.questions.iter_mut().find(|q| q.id == id) {
            with(question);
        }
    });
}

fn set_gap(editing: Editing, id: &str, label: &'static str, with: impl FnOnce(&mut Gap)) {
    change(editing, label, |r| {
        if let Some(gap) = r.gaps.iter_mut().find(|g| g.id == id) {
            with(gap);
        }
    });
}

#[component]
pub fn Assessment() -> impl IntoView {
    let editing = Editing::here();
    let review = recorded();
    let begin = move |_| {
        change(editing, texts::steps::ASSESSMENT, |r| {
            r.questions = built_in()
        })
    };
    let categories = Memo::new(move |_| {
        review.with(|r| {
            let mut found: Vec<String> = Vec::new();
            for question in &r.questions {
                if !found.contains(&question.category) {
                    found.push(question.category.clone());
                }
            }
            found
        })
    });
    let counts = move || {
        review.with(|r| {
            let answered = r
                .questions
                .iter()
                .filter(|q| !q.answer.trim().is_empty())
                .count();
            let open = r.gaps.iter().filter(|g| !g.closed).count();
            (answered, r.questions.len(), r.gaps.len(), open)
        })
    };
    view! {
        <Show when=move || review.with(|r| r.questions.is_empty())>
            <p>{texts::ASSESSMENT_TEXT}</p>
            <button type="button" class="primary" id="begin-assessment" on:click=begin>{texts::BEGIN_ASSESSMENT}</button>
        </Show>
        <Show when=move || review.with(|r| !r.questions.is_empty())>
            <p><strong id="assessed">{move || texts::assessed(counts())}</strong></p>
            <For each=move || categories.get() key=|c| c.clone() let:category>
                <Category category/>
            </For>
            <Adder label=texts::NEW_CATEGORY id="new-category" add=Callback::new(move |name: String| {
                change(editing, texts::steps::ADD_CATEGORY, |r| r.questions.push(Question {
                    id: world::guid(),
                    category: name,
                    text: texts::NEW_QUESTION.to_owned(),
                    ..Question::default()
                }));
            })/>
        </Show>
    }
}

#[component]
fn Category(category: String) -> impl IntoView {
    let editing = Editing::here();
    let review = recorded();
    let of = category.clone();
    let ids = Memo::new(move |_| {
        review.with(|r| {
            let own = r.questions.iter().filter(|q| q.category == of);
            own.map(|q| q.id.clone()).collect::<Vec<_>>()
        })
    });
    let of = category.clone();
    let count = move || {
        review.with(|r| {
            let own = r.questions.iter().filter(|q| q.category == of);
            let answered = own.clone().filter(|q| !q.answer.trim().is_empty()).count();
            format!("{answered}/{}", own.count())
        })
    };
    let name = category.clone();
    let why = questionnaire::categories()
        .iter()
        .find(|c| c.title == category)
        .map(|c| c.why.as_str());
    view! {
        <details class="category">
            <summary>{category}" "<span class="count">{count}</span></summary>
            {why.map(|why| view! { <p class="quiet">{why}</p> })}
            <For each=move || ids.get() key=|id| id.clone() let:id><OneQuestion id/></For>
            <Adder label=texts::NEW_QUESTION id="" add=Callback::new(move |text: String| {
                let category = name.clone();
                change(editing, texts::steps::ADD_QUESTION, |r| {
                    let question = Question { id: world::guid(), category: category.clone(), text, ..Question::default() };
                    let last = r.questions.iter().rposition(|q| q.category == category);
                    r.questions.insert(last.map_or(r.questions.len(), |i| i + 1), question);
                });
            })/>
        </details>
    }
}

#[component]
fn OneQuestion(id: String) -> impl IntoView {
    let editing = Editing::here();
    let review = recorded();
    let shown = question(&id);
    let id = StoredValue::new(id);
    let own = id.get_value();
    let gaps = Memo::new(move |_| {
        review.with(|r| {
            let own = r.gaps.iter().filter(|g| g.question == own);
            own.map(|g| g.id.clone()).collect::<Vec<_>>()
        })
    });
    view! {
        <section class="question" data-question=id.get_value()>
            <Text label=texts::QUESTION rows=2 value=Signal::derive(move || shown.get().text)
                set=Callback::new(move |v: String| set(editing, &id.get_value(), texts::steps::CHANGE_QUESTION, |q| q.text = v))/>
            <p class="quiet">{move || shown.get().areas.join(" · ")}</p>
            <Text label=texts::ANSWER rows=2 value=Signal::derive(move || shown.get().answer)
                set=Callback::new(move |v: String| set(editing, &id.get_value(), texts::steps::ANSWER, |q| q.answer = v))/>
            <Links about=Signal::derive(move || shown.get().about)
                set=Callback::new(move |v: About| set(editing, &id.get_value(), texts::steps::LINK, |q| q.about = v))/>
            <For each=move || gaps.get() key=|g| g.clone() let:gap><OneGap id=gap/></For>
            <div class="row">
                <button type="button" on:click=move |_| change(editing, texts::steps::ADD_GAP, |r| r.gaps.push(Gap {
                    id: world::guid(),
                    question: id.get_value(),
                    ..Gap::default()
                }))>{texts::ADD_GAP}</button>
                <button type="button" class="quiet-button" on:click=move |_| change(editing, texts::steps::REMOVE_QUESTION, |r| {
                    r.questions.retain(|q| q.id != id.get_value());
                    r.gaps.retain(|g| g.question != id.get_value());
                })>{texts::REMOVE_QUESTION}</button>
            </div>
        </section>
    }
}

/// What is missing, what can happen because of it, and what is done.
#[component]
fn OneGap(id: String) -> impl IntoView {
    let editing = Editing::here();
    let review = recorded();
    let id = StoredValue::new(id);
    let shown = Signal::derive(move || {
        let found = review.with(|r| r.gaps.iter().find(|g| g.id == id.get_value()).cloned());
        found.unwrap_or_default()
    });
    view! {
        <fieldset class="gap" class:closed-gap=move || shown.get().closed>
            <legend>{texts::GAP}</legend>
            <div class="triple">
                <Text label=texts::GAP rows=2 value=Signal::derive(move || shown.get().gap)
                    set=Callback::new(move |v: String| set_gap(editing, &id.get_value(), texts::steps::GAP, |g| g.gap = v))/>
                <Text label=texts::ISSUE rows=2 value=Signal::derive(move || shown.get().issue)
                    set=Callback::new(move |v: String| set_gap(editing, &id.get_value(), texts::steps::ISSUE, |g| g.issue = v))/>
                <Text label=texts::SOLUTION rows=2 value=Signal::derive(move || shown.get().solution)
                    set=Callback::new(move |v: String| set_gap(editing, &id.get_value(), texts::steps::SOLUTION, |g| g.solution = v))/>
            </div>
            <Links about=Signal::derive(move || shown.get().about)
                set=Callback::new(move |v: About| set_gap(editing, &id.get_value(), texts::steps::LINK, |g| g.about = v))/>
            <div class="row">
                <label class="check-field">
                    <input type="checkbox" prop:checked=move || shown.get().closed
                        on:change=move |e| {
                            let closed = event_target_checked(&e);
                            set_gap(editing, &id.get_value(), texts::steps::CLOSE_GAP, |g| g.closed = closed);
                        }/>
                    <span>{texts::CLOSED}</span>
                </label>
                <button type="button" class="quiet-button" on:click=move |_| change(editing, texts::steps::REMOVE_GAP, |r| {
                    r.gaps.retain(|g| g.id != id.get_value());
                })>{texts::DELETE}</button>
            </div>
        </fieldset>
    }
}
