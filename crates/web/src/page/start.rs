//! The start page: new, open, recent, samples, templates, and what was never saved.

use crate::browser::world;
use crate::commands::{Action, Rooms};
use crate::files::restore::restore;
use crate::files::server::{Listed, Recent};
use crate::files::{Files, Recovery, copies, library, open, server};
use crate::page::mark::Mark;
use crate::state::{Dialog, Dialogs};
use crate::template::Chooser;
use crate::texts;
use leptos::prelude::*;
use trustline_model::Words;

#[component]
pub fn Start() -> impl IntoView {
    let rooms = Rooms::here();
    let files = Files::here();
    let dialogs = Dialogs::here();
    let listing: RwSignal<Vec<Listed>> = RwSignal::new(Vec::new());
    let recent: RwSignal<Vec<Recent>> = RwSignal::new(Vec::new());
    let lost: RwSignal<Vec<Recovery>> = RwSignal::new(Vec::new());
    let served = RwSignal::new(false);
    let truncated = RwSignal::new(false);
    Effect::new(move |_| {
        files.session.track();
        leptos::task::spawn_local(async move {
            let session = files.session.get_untracked().is_some();
            served.set(session);
            if session {
                let folder = server::files().await;
                truncated.set(folder.truncated);
                listing.set(folder.files);
                recent.set(server::recent().await);
            }
            lost.set(copies::found(session).await);
        });
    });
    let name = RwSignal::new(texts::NEW_MODEL.to_owned());
    let chosen = RwSignal::new(vec!["core".to_owned()]);
    let search = RwSignal::new(String::new());
    let create = move || {
        let (names, name) = (chosen.get_untracked(), name.get_untracked());
        leptos::task::spawn_local(async move {
            match library::together(None, &names).await {
                Ok((kb, _)) => open::create(files, name.trim(), kb),
                Err(error) => dialogs.fail(error),
            }
        });
    };
    let listed = move |kinds: &'static [&'static str]| {
        let text = Words::new(&search.get());
        listing
            .get()
            .into_iter()
            .filter(|f| kinds.contains(&f.kind.as_str()) && text.are_in(&f.path))
            .collect::<Vec<_>>()
    };
    let folder = move || files.session.get().map(|s| s.folder).unwrap_or_default();
    view! {
        <div class="start" id="start">
            <header>
                <h1><Mark/>{texts::NAME}</h1>
                <p>{texts::START_TAGLINE}</p>
                <div class="spacer"></div>
                <button type="button" on:click=move |_| Action::Tour.run(rooms)>{texts::START_TOUR}</button>
                <button type="button" class="icon" aria-label=texts::LIGHT_DARK title=texts::LIGHT_DARK
                    on:click=move |_| Action::Dark.run(rooms)>"◐"</button>
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
                                        copies::forget(files, r.id);
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
                                                <span class="grow">{path}<span class="quiet">{format!(" · {}", world::moment(r.modified))}</span></span>
                                                <button type="button" class="primary" on:click=move |_| restore(files, again.clone())>
                                                    {texts::RESTORE}
                                                </button>
                                                <button type="button" on:click=move |_| {
                                                    copies::forget(files, id.clone());
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
                            <button type="button" on:click=move |_| dialogs.open(Dialog::NewTemplate)>{texts::NEW_TEMPLATE}</button>
                        </div>
                    </form>
                </section>
                <section class="card" id="open">
                    <h2>{texts::START_OPEN}</h2>
                    <div class="row">
                        <button type="button" on:click=move |_| open::pick_file(files)>{texts::START_PICK}</button>
                    </div>
                    <p class="quiet">{texts::DROP}</p>
                    <Show when=move || served.get()>
                        <h3>{texts::START_FOLDER}" "<span class="quiet">{folder}</span></h3>
                        <Show when=move || { listing.with(Vec::len) > 8 }>
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
                                                <button type="button" class="link grow" on:click=move |_| open::open_path(files, path.clone())>{f.path.clone()}</button>
                                                <span class="quiet">{world::moment(f.modified)}</span>
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
                                                    on:click=move |_| open::open_path(files, path.clone())>{r.path.clone()}</button>
                                                <span class="quiet">
                                                    {if r.exists { world::moment(r.opened) } else { texts::VANISHED.to_owned() }}
                                                </span>
                                                <button type="button" class="icon" aria-label=format!("{} {}", texts::FORGET, r.path)
                                                    on:click=move |_| {
                                                        let path = forget.clone();
                                                        recent.update(|l| l.retain(|r| r.path != path));
                                                        leptos::task::spawn_local(server::forget_recent(path));
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
                                                    Ok(model) => open::show_model(files, sample.name, model),
                                                    Err(error) => dialogs.fail(error),
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
                                                <button type="button" class="link" on:click=move |_| open::open_path(files, path.clone())>{f.path.clone()}</button>
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
