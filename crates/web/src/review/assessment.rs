//! The assessment: open questions by category, answers, and what is missing.

use crate::review::fields::{Adder, Links, Text};
use crate::review::record::{act, recorded, taken};
use crate::state::Editing;
use crate::texts;
use leptos::prelude::*;
use trustline_editor::{Recorded, ReviewCommand};
use trustline_library::questionnaire::{self, built_in};
use trustline_model::review::Question;
use trustline_review::{answered, assessed, categories, of_category};

/// A question of the record, by its id.
fn question(id: &str) -> Signal<Question> {
    let (review, id) = (recorded(), id.to_owned());
    Signal::derive(move || {
        let found = review.with(|r| r.questions.iter().find(|q| q.id == id).cloned());
        found.unwrap_or_default()
    })
}

#[component]
pub fn Assessment() -> impl IntoView {
    let editing = Editing::here();
    let review = recorded();
    let begin = move |_| act(editing, ReviewCommand::BeginAssessment(built_in()));
    let all = Memo::new(move |_| {
        review.with(|r| {
            let found = categories(r).into_iter();
            found.map(str::to_owned).collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || review.with(|r| r.questions.is_empty())>
            <p>{texts::ASSESSMENT_TEXT}</p>
            <button type="button" class="primary" id="begin-assessment" on:click=begin>{texts::BEGIN_ASSESSMENT}</button>
        </Show>
        <Show when=move || review.with(|r| !r.questions.is_empty())>
            <p><strong id="assessed">{move || texts::assessed(review.with(assessed))}</strong></p>
            <For each=move || all.get() key=|c| c.clone() let:category>
                <Category category/>
            </For>
            <Adder label=texts::NEW_CATEGORY id="new-category" add=Callback::new(move |name: String| {
                act(editing, ReviewCommand::AddCategory(name));
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
            let own = of_category(r, &of);
            own.map(|q| q.id.clone()).collect::<Vec<_>>()
        })
    });
    let of = category.clone();
    let count = move || {
        let (answered, all) = review.with(|r| answered(of_category(r, &of)));
        format!("{answered}/{all}")
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
                act(editing, ReviewCommand::AddQuestion(name.clone(), text));
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
                set=taken(editing, id, ReviewCommand::Reword)/>
            <p class="quiet">{move || shown.get().areas.join(" · ")}</p>
            <Text label=texts::ANSWER rows=2 value=Signal::derive(move || shown.get().answer)
                set=taken(editing, id, ReviewCommand::Answer)/>
            <Links about=Signal::derive(move || shown.get().about) of=Recorded::Question(id.get_value())/>
            <For each=move || gaps.get() key=|g| g.clone() let:gap><OneGap id=gap/></For>
            <div class="row">
                <button type="button"
                    on:click=move |_| act(editing, ReviewCommand::AddGap(id.get_value()))>{texts::ADD_GAP}</button>
                <button type="button" class="quiet-button"
                    on:click=move |_| act(editing, ReviewCommand::RemoveQuestion(id.get_value()))>{texts::REMOVE_QUESTION}</button>
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
                    set=taken(editing, id, ReviewCommand::SetGap)/>
                <Text label=texts::IMPACT rows=2 value=Signal::derive(move || shown.get().impact)
                    set=taken(editing, id, ReviewCommand::SetImpact)/>
                <Text label=texts::SOLUTION rows=2 value=Signal::derive(move || shown.get().solution)
                    set=taken(editing, id, ReviewCommand::SetSolution)/>
            </div>
            <Links about=Signal::derive(move || shown.get().about) of=Recorded::Gap(id.get_value())/>
            <div class="row">
                <label class="check-field">
                    <input type="checkbox" prop:checked=move || shown.get().closed
                        on:change=move |e| {
                            let closed = event_target_checked(&e);
                            act(editing, ReviewCommand::CloseGap(id.get_value(), closed));
                        }/>
                    <span>{texts::CLOSED}</span>
                </label>
                <button type="button" class="quiet-button"
                    on:click=move |_| act(editing, ReviewCommand::RemoveGap(id.get_value()))>{texts::DELETE}</button>
            </div>
        </fieldset>
    }
}
