//! Templates at hand: built-in ones, fetched from beside the page when they are wanted, and those
//! that people brought along; samples as well.

use crate::store::{Failure, get};
use crate::{apply, dom, texts};
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;
use trustline_model::{KnowledgeBase, ThreatModel};

thread_local! {
    static FETCHED: RefCell<HashMap<String, Arc<KnowledgeBase>>> = RefCell::default();
    static BROUGHT: RefCell<Vec<(String, Arc<KnowledgeBase>)>> = RefCell::default();
}

/// Keeps a template at hand under a name.
pub fn bring(name: &str, kb: Arc<KnowledgeBase>) {
    BROUGHT.with_borrow_mut(|b| {
        b.retain(|(n, _)| n != name);
        b.push((name.to_owned(), kb));
    });
}

/// The templates that people brought along.
pub fn brought() -> Vec<Arc<KnowledgeBase>> {
    BROUGHT.with_borrow(|b| b.iter().map(|(_, kb)| Arc::clone(kb)).collect())
}

/// A template at hand: its name, what people read, and what it is for.
pub type Known = (String, String, String);

/// Every template at hand.
pub fn known() -> Vec<Known> {
    let built_in = trustline_library::TEMPLATES.iter().map(|t| {
        let title = format!("Trustline {}", t.title);
        (t.name.to_owned(), title, t.summary.to_owned())
    });
    let mut all: Vec<Known> = built_in.collect();
    BROUGHT.with_borrow(|b| {
        for (name, kb) in b {
            let m = &kb.manifest;
            let summary = format!(
                "{} {}: {} stencils, {} threat types",
                m.name.trim(),
                m.version.trim(),
                kb.stencils.iter().filter(|s| !s.hidden).count(),
                kb.threat_types.len()
            );
            all.push((name.clone(), name.clone(), summary));
        }
    });
    all
}

async fn fetched(file: &str) -> Result<ThreatModel, Failure> {
    let unreadable = || Failure::new(format!("`{file}` cannot be read"), None);
    let response = get(&format!("library/{file}")).await?;
    let bytes = response.binary().await.map_err(|_| unreadable())?;
    let reading = trustline_formats::read(&bytes).map_err(|_| unreadable())?;
    Ok(reading.model)
}

/// Several templates at hand as one, `own` before them; and what they disagree in.
///
/// # Errors
/// One of them cannot be fetched or read.
pub async fn together(
    own: Option<Arc<KnowledgeBase>>,
    names: &[String],
) -> Result<(Arc<KnowledgeBase>, Vec<String>), Failure> {
    let mut parts: Vec<Arc<KnowledgeBase>> = own.into_iter().collect();
    for name in names {
        let found = BROUGHT.with_borrow(|b| {
            let found = b.iter().find(|(n, _)| n == name);
            found.map(|(_, kb)| Arc::clone(kb))
        });
        parts.push(match found {
            Some(kb) => kb,
            None => template(name).await?,
        });
    }
    Ok(trustline_editor::combined(&parts))
}

/// Chooses among the templates at hand, one or several; a file can be brought along.
#[component]
pub fn Chooser(chosen: RwSignal<Vec<String>>) -> impl IntoView {
    let trouble = RwSignal::new(String::new());
    let toggle = move |name: &str, on: bool| {
        chosen.update(|c| {
            c.retain(|n| n != name);
            if on {
                c.push(name.to_owned());
            }
        });
    };
    // A file that was brought along is chosen at once, so the list follows the choice.
    let list = move || {
        chosen.track();
        let line = |(name, title, summary): Known| {
            let on = chosen.with_untracked(|c| c.contains(&name));
            view! {
                <li>
                    <label class="pick">
                        <input type="checkbox" data-template=name.clone() prop:checked=on
                            on:change=move |e| toggle(&name, event_target_checked(&e))/>
                        <span><b>{title}</b><span class="quiet">" "{summary}</span></span>
                    </label>
                </li>
            }
        };
        known().into_iter().map(line).collect_view()
    };
    view! {
        <fieldset class="chooser">
            <legend>{texts::TEMPLATES}</legend>
            <ul>{list}</ul>
            <label class="quiet">
                {texts::TEMPLATE_FILE}" "
                <input type="file" accept=".tb7,.tm7,.yaml,.yml" on:change=move |e| {
                    if let Some(file) = dom::chosen_file(&e) {
                        apply::bring_file(chosen, trouble, file);
                    }
                }/>
            </label>
            <Show when=move || trouble.with(|t| !t.is_empty())>
                <p class="problem" role="alert">{trouble}</p>
            </Show>
        </fieldset>
    }
}

/// The small template that one's own begins with.
///
/// # Errors
/// It cannot be read.
pub fn starter() -> Result<Arc<KnowledgeBase>, Failure> {
    let reading = trustline_formats::read(trustline_library::STARTER.as_bytes()).ok();
    let kb = reading.and_then(|r| r.model.knowledge_base);
    kb.ok_or_else(|| Failure::new("the template to begin with cannot be read", None))
}

/// The built-in template of this name.
///
/// # Errors
/// It cannot be fetched or read.
pub async fn template(name: &str) -> Result<Arc<KnowledgeBase>, Failure> {
    if let Some(known) = FETCHED.with_borrow(|f| f.get(name).cloned()) {
        return Ok(known);
    }
    let model = fetched(&format!("{name}.tb7")).await?;
    let kb = model.knowledge_base;
    let kb = kb.ok_or_else(|| Failure::new(format!("`{name}` is no template"), None))?;
    FETCHED.with_borrow_mut(|f| f.insert(name.to_owned(), Arc::clone(&kb)));
    Ok(kb)
}

/// The sample model of this name, with its template.
///
/// # Errors
/// It cannot be fetched or read.
pub async fn sample(sample: &trustline_library::Sample) -> Result<ThreatModel, Failure> {
    let mut model = fetched(&format!("{}.tm7", sample.name)).await?;
    model.knowledge_base = Some(template(sample.template).await?);
    Ok(model)
}
