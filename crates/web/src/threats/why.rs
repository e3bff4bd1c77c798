//! Why a threat is there: its rule with each part true or false, and what would remove it.

use crate::browser::dom;
use crate::state::Editing;
use crate::texts;
use leptos::prelude::*;
use trustline_editor::{ReadRule, Why};

/// A rule with each of its parts true or false.
pub fn rule_lines(head: &'static str, rule: Option<ReadRule>) -> impl IntoView {
    let line = |(depth, holds, text): (usize, bool, String)| {
        let word = if holds { texts::HOLDS } else { texts::FAILS };
        view! {
            <li class:holds=holds style:padding-left=format!("{}px", depth * 14)>
                <span class="verdict" title=word>{if holds { "✓" } else { "✗" }}</span>
                <span class="unseen">{word}</span>
                {text}
            </li>
        }
    };
    rule.map(|ReadRule { text, lines }| {
        view! {
            <p class="rule-head">{head}</p>
            <p class="rule">{text}</p>
            <ul class="rule-lines">{lines.into_iter().map(line).collect_view()}</ul>
        }
    })
}

#[component]
pub fn Explained(why: Why, diagram: Option<trustline_model::DiagramId>) -> impl IntoView {
    let editing = Editing::here();
    let has_rule = why.include.is_some();
    let remedies = why.remedies;
    let none = remedies.is_empty();
    view! {
        <details class="why" open id="why">
            <summary>{texts::WHY}</summary>
            <p>{why.summary}</p>
            {rule_lines(texts::FIRES, why.include)}
            {rule_lines(texts::UNLESS, why.exclude)}
        </details>
        {has_rule.then(|| view! {
            <details class="why" open id="remedies">
                <summary>{texts::REMEDY}</summary>
                {none.then(|| view! { <p>{texts::NO_REMEDY}</p> })}
                <ul class="remedies">
                    {remedies
                        .into_iter()
                        .map(|remedy| {
                            let text = remedy.text.clone();
                            let diagram = diagram.clone();
                            view! {
                                <li>
                                    <span>{text}</span>
                                    <button type="button" on:click=move |_| {
                                        if let Some(diagram) = &diagram {
                                            editing.edit(|e| e.apply_remedy(&remedy, diagram));
                                            dom::focus_soon("#threat");
                                        }
                                    }>{texts::APPLY}</button>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </details>
        })}
    }
}
