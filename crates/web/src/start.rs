//! The start page: new, open, recent, samples, templates, and what was never saved.

use crate::app::{App, Dialog};
use crate::library::{self, Chooser};
use crate::recovery::{self, Recovery};
use crate::shell::Mark;
use crate::store::{self, Listed, Recent};
use crate::{actions::Action, dom, texts};
use leptos::prelude::*;
use trustline_model::Manifest;

#[component]
pub fn Start() -> impl IntoView {
    let app = App::here();
    let files: RwSignal<Vec<Listed>> = RwSignal::new(Vec::new());
    let recent: RwSignal<Vec<Recent>> = RwSignal::new(Vec::new());
    let lost: RwSignal<Vec<Recovery>> = RwSignal::new(Vec::new());
    let served = RwSignal::new(false);
    let truncated = RwSignal::new(false);
    Effect::new(move |_| {
        app.session.track();
        leptos::task::spawn_local(async move {
            let session = app.session.get_untracked().is_some();
            served.set(session);
            if session {
                let listing = store::files().await;
                truncated.set(listing.truncated);
                files.set(listing.files);
                recent.set(store::recent().await);
            }
            lost.set(recovery::found(session).await);
        });
    });
    let name = RwSignal::new("New model".to_owned());
    let chosen = RwSignal::new(vec!["core".to_owned()]);
    let search = RwSignal::new(String::new());
    let create = move || {
        let (names, name) = (chosen.get_untracked(), name.get_untracked());
        leptos::task::spawn_local(async move {
            match library::together(None, &names).await {
                Ok((kb, _)) => store::create(app, name.trim(), kb),
                Err(error) => app.fail(error),
            }
        });
    };
    let listed = move |kinds: &'static [&'static str]| {
        let text = search.get().to_lowercase();
        files
            .get()
            .into_iter()
            .filter(|f| kinds.contains(&f.kind.as_str()) && f.path.to_lowercase().contains(&text))
            .collect::<Vec<_>>()
    };
    let folder = move || app.session.get().map(|s| s.folder).unwrap_or_default();
    view! {
        <div class="start" id="start">
            <header>
                <h1><Mark/>{texts::NAME}</h1>
                <p>{texts::START_TAGLINE}</p>
                <div class="spacer"></div>
                <button type="button" on:click=move |_| Action::Tour.run(app)>{texts::START_TOUR}</button>
                <button type="button" class="icon" aria-label=texts::LIGHT_DARK title=texts::LIGHT_DARK
                    on:click=move |_| Action::Dark.run(app)>"◐"</button>
            </header>
            <main class="cards">
                <Show when=move || !lost.with(Vec::is_empty)>
                    <section class="card wide warn" id="recovery">
                        <h2>{texts::START_RECOVER}</h2>
                        <div class="row">
                            <p class="grow">{texts::START_RECOVER_TEXT}</p>
                            <Show when=move || { lost.with(Vec::len) > 1 }>
                                <button type="button" on:click=move |_| {
                                    for r in lost.get_untracked() {
                                        recovery::forget(app, r.id);
                                    }
                                    lost.set(Vec::new());
                                }>{texts::FORGET_ALL}</button>
                            </Show>
                        </div>
                        <ul class="list">
                            {move || {
                                lost.get()
                                    .into_iter()
                                    .map(|r| {
                                        let (again, id) = (r.clone(), r.id.clone());
                                        let path = match r.path.trim_start_matches('*') {
                                            "" => "–".to_owned(),
                                            path => path.to_owned(),
                                        };
                                        view! {
                                            <li>
                                                <span class="grow">{path}<span class="quiet">{format!(" · {}", dom::moment(r.modified))}</span></span>
                                                <button type="button" class="primary" on:click=move |_| recovery::restore(app, again.clone())>
                                                    {texts::RESTORE}
                                                </button>
                                                <button type="button" on:click=move |_| {
                                                    recovery::forget(app, id.clone());
                                                    lost.update(|l| l.retain(|r| r.id != id));
                                                }>{texts::FORGET}</button>
                                            </li>
                                        }
                                    })
                                    .collect_view()
                            }}
                        </ul>
                    </section>
                </Show>
                <section class="card" id="new">
                    <h2>{texts::START_NEW}</h2>
                    <form on:submit=move |e| {
                        e.prevent_default();
                        create();
                    }>
                        <label class="field">
                            <span>{texts::START_NAME}</span>
                            <input id="new-name" prop:value=move || name.get() on:input=move |e| name.set(event_target_value(&e))/>
                        </label>
                        <Chooser chosen/>
                        <div class="row">
                            <button type="submit" class="primary" id="create" disabled=move || chosen.with(Vec::is_empty)>{texts::START_CREATE}</button>
                            <button type="button" on:click=move |_| app.dialog.set(Some(Dialog::NewTemplate))>{texts::NEW_TEMPLATE}</button>
                        </div>
                    </form>
                </section>
                <section class="card" id="open">
                    <h2>{texts::START_OPEN}</h2>
                    <div class="row">
                        <button type="button" on:click=move |_| store::pick_file(app)>{texts::START_PICK}</button>
                    </div>
                    <p class="quiet">{texts::DROP}</p>
                    <Show when=move || served.get()>
                        <h3>{texts::START_FOLDER}" "<span class="quiet">{folder}</span></h3>
                        <Show when=move || { files.with(Vec::len) > 8 }>
                            <input type="search" aria-label=texts::SEARCH_FILES placeholder=texts::SEARCH_FILES prop:value=move || search.get()
                                on:input=move |e| search.set(event_target_value(&e))/>
                        </Show>
                        {move || listed(&["tm7"]).is_empty().then(|| view! { <p class="quiet">{texts::NO_FILES}</p> })}
                        <Show when=move || truncated.get()>
                            <p class="quiet">{texts::TRUNCATED}</p>
                        </Show>
                        <ul class="list scroll" id="files">
                            {move || {
                                listed(&["tm7"])
                                    .into_iter()
                                    .map(|f| {
                                        let path = f.path.clone();
                                        view! {
                                            <li>
                                                <button type="button" class="link grow" on:click=move |_| store::open_path(app, path.clone())>{f.path.clone()}</button>
                                                <span class="quiet">{dom::moment(f.modified)}</span>
                                            </li>
                                        }
                                    })
                                    .collect_view()
                            }}
                        </ul>
                    </Show>
                    <Show when=move || !served.get()>
                        <p class="quiet">{texts::PAGE_ONLY}</p>
                    </Show>
                </section>
                <Show when=move || !recent.with(Vec::is_empty)>
                    <section class="card" id="recent">
                        <h2>{texts::START_RECENT}</h2>
                        <ul class="list scroll">
                            {move || {
                                recent
                                    .get()
                                    .into_iter()
                                    .map(|r| {
                                        let (path, forget) = (r.path.clone(), r.path.clone());
                                        view! {
                                            <li class:vanished=!r.exists>
                                                <button type="button" class="link grow" disabled=!r.exists
                                                    on:click=move |_| store::open_path(app, path.clone())>{r.path.clone()}</button>
                                                <span class="quiet">
                                                    {if r.exists { dom::moment(r.opened) } else { texts::VANISHED.to_owned() }}
                                                </span>
                                                <button type="button" class="icon" aria-label=format!("{} {}", texts::FORGET, r.path)
                                                    on:click=move |_| {
                                                        let path = forget.clone();
                                                        recent.update(|l| l.retain(|r| r.path != path));
                                                        leptos::task::spawn_local(store::forget_recent(path));
                                                    }>"×"</button>
                                            </li>
                                        }
                                    })
                                    .collect_view()
                            }}
                        </ul>
                    </section>
                </Show>
                <section class="card" id="samples">
                    <h2>{texts::START_SAMPLES}</h2>
                    <ul class="list">
                        {trustline_library::SAMPLES
                            .iter()
                            .map(|sample| {
                                view! {
                                    <li>
                                        <button type="button" class="link" on:click=move |_| {
                                            leptos::task::spawn_local(async move {
                                                match library::sample(sample).await {
                                                    Ok(model) => store::show_model(app, sample.name, model),
                                                    Err(error) => app.fail(error),
                                                }
                                            });
                                        }>{sample.title}</button>
                                        <span class="quiet">{sample.summary}</span>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                </section>
                <Show when=move || served.get() && !listed(&["tb7", "yaml"]).is_empty()>
                    <section class="card" id="templates">
                        <h2>{texts::START_TEMPLATES}</h2>
                        <ul class="list scroll">
                            {move || {
                                listed(&["tb7", "yaml"])
                                    .into_iter()
                                    .map(|f| {
                                        let path = f.path.clone();
                                        view! {
                                            <li>
                                                <button type="button" class="link" on:click=move |_| store::open_path(app, path.clone())>{f.path.clone()}</button>
                                            </li>
                                        }
                                    })
                                    .collect_view()
                            }}
                        </ul>
                    </section>
                </Show>
            </main>
        </div>
    }
}

/// A template of one's own begins small, or as a copy of another one.
#[component]
pub fn NewTemplate() -> impl IntoView {
    let app = App::here();
    let name = RwSignal::new("My template".to_owned());
    let base = RwSignal::new(String::new());
    let make = move || {
        let session = app.session.get_untracked();
        let author = session.map_or_else(String::new, |s| s.author);
        let (base, name) = (base.get_untracked(), name.get_untracked());
        leptos::task::spawn_local(async move {
            let found = match base.as_str() {
                "" => library::starter(),
                base => library::together(None, &[base.to_owned()])
                    .await
                    .map(|(kb, _)| kb),
            };
            match found {
                Ok(kb) => {
                    let mut kb = (*kb).clone();
                    kb.manifest = Manifest {
                        name: name.trim().to_owned(),
                        id: dom::guid(),
                        version: "1.0.0.0".to_owned(),
                        author,
                    };
                    store::create_template(app, kb);
                }
                Err(error) => app.fail(error),
            }
        });
    };
    view! {
        <form on:submit=move |e| {
            e.prevent_default();
            make();
        }>
            <p>{texts::NEW_TEMPLATE_TEXT}</p>
            <label class="field">
                <span>{texts::START_NAME}</span>
                <input prop:value=move || name.get() on:input=move |e| name.set(event_target_value(&e))/>
            </label>
            <label class="field">
                <span>{texts::TEMPLATE_BASE}</span>
                <select on:change=move |e| base.set(event_target_value(&e))>
                    <option value="">{texts::SMALL_TEMPLATE}</option>
                    {library::known().into_iter().map(|(name, title, _)| view! { <option value=name>{title}</option> }).collect_view()}
                </select>
            </label>
            <div class="row end">
                <button type="button" on:click=move |_| app.dialog.set(None)>{texts::CANCEL}</button>
                <button type="submit" class="primary" disabled=move || name.with(|n| n.trim().is_empty())>{texts::CREATE_TEMPLATE}</button>
            </div>
        </form>
    }
}
