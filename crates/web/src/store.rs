//! Where files come from and go to: the local server, the browser's own file access, or
//! downloads.

use crate::app::{App, Document, FileState};
use crate::{dom, recovery};
use gloo_net::http::{Method, RequestBuilder, Response};
use js_sys::{Function, Promise, Reflect, Uint8Array};
use leptos::prelude::*;
use serde::Deserialize;
use std::sync::Arc;
use trustline_editor::Editor;
use trustline_formats::{Format, Kind, read, write};
use trustline_model::{KnowledgeBase, ThreatModel};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Who serves the page.
#[derive(Clone, Debug, Deserialize)]
pub struct Session {
    pub folder: String,
    pub open: Option<String>,
    pub author: String,
}

/// A file of the served folder.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Listed {
    pub path: String,
    pub size: u64,
    pub modified: f64,
    pub kind: String,
}

#[derive(Clone, Debug, Deserialize, Default)]
pub struct Listing {
    pub files: Vec<Listed>,
    pub truncated: bool,
}

/// A file that was opened before.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Recent {
    pub path: String,
    pub exists: bool,
    pub opened: f64,
}

/// Where a file comes from and goes to.
#[derive(Clone, Debug)]
pub enum Origin {
    /// A path of the served folder, and the tag of its content as we know it.
    Server { path: String, tag: String },
    /// A file that the browser lets us write again.
    Handle(HandleBox),
    /// No file yet, or one that can only be downloaded.
    None,
}

/// A handle of the browser on a file.
#[derive(Clone, Debug)]
pub struct HandleBox(pub send_wrapper::SendWrapper<JsValue>);

/// What failed, with advice.
#[derive(Clone, Debug, Deserialize)]
pub struct Failure {
    #[serde(rename = "error")]
    pub text: String,
    pub help: Option<String>,
}

impl Failure {
    pub fn new(text: impl Into<String>, help: Option<&str>) -> Self {
        Self {
            text: text.into(),
            help: help.map(str::to_owned),
        }
    }
}

/// The file on disk is another one than the model was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    pub tag: Option<String>,
}

pub(crate) fn api(name: &str, query: &[(&str, &str)]) -> String {
    let mut address = format!("api/{name}");
    for (i, (key, value)) in query.iter().enumerate() {
        let value: String = js_sys::encode_uri_component(value).into();
        address.push_str(if i == 0 { "?" } else { "&" });
        address.push_str(&format!("{key}={value}"));
    }
    address
}

/// A request with the key that lets this page in.
pub(crate) fn ask(method: Method, address: &str) -> RequestBuilder {
    let key = dom::setting("key").unwrap_or_default();
    RequestBuilder::new(address)
        .method(method)
        .header("x-trustline-key", &key)
}

async fn failure(response: Response) -> Failure {
    let status = response.status();
    match response.json::<Failure>().await {
        Ok(failure) => failure,
        Err(_) => Failure::new(format!("the server answered with {status}"), None),
    }
}

fn unreachable(_: gloo_net::Error) -> Failure {
    Failure::new(
        "the server does not answer",
        Some("start it again with `trustline open`; your work is kept in this browser meanwhile"),
    )
}

pub(crate) async fn get(address: &str) -> Result<Response, Failure> {
    let response = ask(Method::GET, address)
        .send()
        .await
        .map_err(unreachable)?;
    match response.ok() {
        true => Ok(response),
        false => Err(failure(response).await),
    }
}

/// Who serves the page; nothing in page-only mode.
///
/// # Errors
/// The server does not let this page in.
pub async fn session() -> Result<Option<Session>, Failure> {
    let answer = ask(Method::GET, &api("session", &[])).send().await;
    match answer {
        Ok(response) if response.status() == 401 => Err(failure(response).await),
        Ok(response) if response.ok() => Ok(response.json().await.ok()),
        _ => Ok(None),
    }
}

pub async fn files() -> Listing {
    match get(&api("files", &[])).await {
        Ok(response) => response.json().await.unwrap_or_default(),
        Err(_) => Listing::default(),
    }
}

pub async fn recent() -> Vec<Recent> {
    match get(&api("recent", &[])).await {
        Ok(response) => response.json().await.unwrap_or_default(),
        Err(_) => Vec::new(),
    }
}

pub async fn forget_recent(path: String) {
    let _ = ask(Method::DELETE, &api("recent", &[("path", &path)]))
        .send()
        .await;
}

pub(crate) fn tag_of(response: &Response) -> String {
    let tag = response.headers().get("etag").unwrap_or_default();
    tag.trim_matches('"').to_owned()
}

/// Reads a file and shows it.
pub fn open_path(app: App, path: String) {
    app.busy.set(Some(crate::texts::opening(&path)));
    spawn_local(async move {
        let response = match get(&api("file", &[("path", &path)])).await {
            Ok(response) => response,
            Err(error) => {
                dom::show_address(None);
                return app.fail(error);
            }
        };
        let tag = tag_of(&response);
        match response.binary().await {
            Ok(bytes) => open_bytes(app, &name_of(&path), &bytes, Origin::Server { path, tag }),
            Err(_) => app.fail(Failure::new("the file could not be read to its end", None)),
        }
    });
}

pub(crate) fn name_of(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()
}

/// Shows a model or a template; a template is offered for new models from then on.
pub fn open_bytes(app: App, name: &str, bytes: &[u8], origin: Origin) {
    app.busy.set(None);
    if crate::method::import(app, name, bytes) {
        return;
    }
    let reading = match read(bytes) {
        Ok(reading) => reading,
        Err(error) => {
            return app.fail(Failure {
                text: format!("{name}: {error}"),
                help: error.help().map(str::to_owned),
            });
        }
    };
    if reading.format.kind().is_template()
        && let Some(kb) = &reading.model.knowledge_base
    {
        crate::library::bring(name, kb.clone());
    }
    let count = reading.diagnostics.len();
    let file = FileState {
        name: name.to_owned(),
        origin,
    };
    app.show(
        Document::new(Editor::open(reading.model, app.world()), reading.format),
        file,
    );
    if count > 0 {
        app.say(crate::texts::imperfect(count));
    }
}

/// A new model that has no file yet.
pub fn create(app: App, name: &str, kb: Arc<KnowledgeBase>) {
    app.show(
        Document::new(
            Editor::create(name, kb, app.world()),
            Format::new(Kind::Tm7),
        ),
        FileState {
            name: format!("{name}.tm7"),
            origin: Origin::None,
        },
    );
    app.changed.set(true);
}

/// A new template that has no file yet.
pub fn create_template(app: App, kb: KnowledgeBase) {
    let name = format!("{}.tb7", kb.manifest.name);
    let model = ThreatModel {
        knowledge_base: Some(Arc::new(kb)),
        version: "4.3".into(),
        ..ThreatModel::default()
    };
    let mut editor = Editor::open(model, app.world());
    editor.mark_unsaved();
    app.show(
        Document::new(editor, Format::new(Kind::Tb7)),
        FileState {
            name,
            origin: Origin::None,
        },
    );
    app.changed.set(true);
}

/// Begins a model that is drawn with the template that is open.
pub fn draw_with_template(app: App) {
    let kb = app.with(|e| e.model().knowledge_base.clone()).flatten();
    if let Some(kb) = kb {
        crate::library::bring(&app.file_name(), kb.clone());
        app.close();
        create(app, crate::texts::NEW_MODEL, kb);
    }
}

/// A model that is not a file, such as a sample.
pub fn show_model(app: App, name: &str, model: ThreatModel) {
    app.show(
        Document::new(Editor::open(model, app.world()), Format::new(Kind::Tm7)),
        FileState {
            name: format!("{name}.tm7"),
            origin: Origin::None,
        },
    );
}

/// The bytes to be saved, and the state of the model that they hold.
fn bytes_to_save(app: App) -> Result<(Vec<u8>, u64), Failure> {
    let made = app.with_document(|d| {
        let bytes = write(d.editor.prepare(), &d.format);
        (bytes, d.editor.state())
    });
    app.edit(|_| ());
    match made {
        Some((Ok(bytes), state)) => Ok((bytes, state)),
        Some((Err(error), _)) => Err(Failure::new(error.to_string(), None)),
        None => Err(Failure::new("no model is open", None)),
    }
}

/// Saves to the file itself, or asks where to.
pub fn save(app: App) {
    if app.conflict.with_untracked(Option::is_some) {
        return app.say(crate::texts::CHOOSE_FIRST);
    }
    let Some(file) = app.file.get_untracked() else {
        return;
    };
    match file.origin {
        Origin::Server { path, tag } => save_to(app, path, Some(tag)),
        Origin::Handle(handle) => save_to_handle(app, handle),
        Origin::None => save_as(app),
    }
}

/// One of the browser's choices of files, where it has them.
fn picker(name: &str) -> Option<Function> {
    let found = Reflect::get(&dom::window(), &name.into()).ok()?;
    found.dyn_into().ok()
}

/// Asks where to save.
pub fn save_as(app: App) {
    if app.session.get_untracked().is_some() {
        app.dialog.set(Some(crate::app::Dialog::SaveAs));
        return;
    }
    let Some(picker) = picker("showSaveFilePicker") else {
        return save_by_download(app);
    };
    let name = app.file_name();
    spawn_local(async move {
        let options = js_sys::Object::new();
        let _ = Reflect::set(&options, &"suggestedName".into(), &name.into());
        let Ok(promise) = picker.call1(&dom::window(), &options) else {
            return save_by_download(app);
        };
        // Giving up the choice is no error.
        if let Ok(handle) = JsFuture::from(Promise::from(promise)).await {
            save_to_handle(app, HandleBox(send_wrapper::SendWrapper::new(handle)));
        }
    });
}

/// Hands the file over as a download: all that some browsers allow.
pub fn save_by_download(app: App) {
    match bytes_to_save(app) {
        Ok((bytes, state)) => {
            let name = app.file_name();
            dom::download(&name, &bytes, "application/octet-stream");
            saved(app, bytes, state);
        }
        Err(error) => app.fail(error),
    }
}

/// Saves to a path of the served folder: over the content with this tag, or as a new file.
pub fn save_to(app: App, path: String, tag: Option<String>) {
    app.busy.set(Some(crate::texts::SAVING.to_owned()));
    spawn_local(async move {
        dom::painted().await;
        let (bytes, state) = match bytes_to_save(app) {
            Ok(made) => made,
            Err(error) => return app.fail(error),
        };
        let request = ask(Method::PUT, &api("file", &[("path", &path)]));
        let request = match &tag {
            Some(tag) if tag == "*" => request.header("if-match", "*"),
            Some(tag) => request.header("if-match", &format!("\"{tag}\"")),
            None => request.header("if-none-match", "*"),
        };
        let sent = match request.body(Uint8Array::from(bytes.as_slice())) {
            Ok(request) => request.send().await.map_err(unreachable),
            Err(error) => Err(unreachable(error)),
        };
        app.busy.set(None);
        match sent {
            Ok(response) if response.ok() => {
                let tag = tag_of(&response);
                let tag = match tag.is_empty() {
                    false => tag,
                    true => tag_in(response).await,
                };
                dom::show_address(Some(&path));
                app.offline.set(false);
                app.kept.set(None);
                app.file.set(Some(FileState {
                    name: name_of(&path),
                    origin: Origin::Server { path, tag },
                }));
                app.conflict.set(None);
                saved(app, bytes, state);
            }
            Ok(response) if response.status() == 412 && tag.is_none() => app.fail(Failure::new(
                format!("there is a file `{path}` already"),
                Some("choose another name, or open that file"),
            )),
            Ok(response) if response.status() == 412 => {
                let tag = tag_of(&response);
                app.conflict.set(Some(Conflict {
                    tag: (!tag.is_empty()).then_some(tag),
                }));
            }
            Ok(response) => app.fail(failure(response).await),
            Err(error) => app.fail(error),
        }
    });
}

async fn tag_in(response: Response) -> String {
    #[derive(Deserialize)]
    struct Answer {
        etag: String,
    }
    let answer = response.json::<Answer>().await;
    answer.map_or(String::new(), |a| a.etag.trim_matches('"').to_owned())
}

fn save_to_handle(app: App, handle: HandleBox) {
    let (bytes, state) = match bytes_to_save(app) {
        Ok(made) => made,
        Err(error) => return app.fail(error),
    };
    spawn_local(async move {
        let file = handle.0.clone().take();
        match write_to_handle(&file, &bytes).await {
            Ok(()) => {
                let name = Reflect::get(&file, &"name".into())
                    .ok()
                    .and_then(|n| n.as_string())
                    .unwrap_or_default();
                app.file.set(Some(FileState {
                    name,
                    origin: Origin::Handle(handle),
                }));
                saved(app, bytes, state);
            }
            Err(_) => app.fail(Failure::new(
                "the browser did not let us write the file",
                Some("save it under another name"),
            )),
        }
    });
}

async fn write_to_handle(file: &JsValue, bytes: &[u8]) -> Result<(), JsValue> {
    let stream = invoke(file, "createWritable", &[]).await?;
    invoke(&stream, "write", &[Uint8Array::from(bytes).into()]).await?;
    invoke(&stream, "close", &[]).await?;
    Ok(())
}

async fn invoke(on: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = Reflect::get(on, &name.into())?.dyn_into()?;
    let list = js_sys::Array::new();
    for argument in arguments {
        list.push(argument);
    }
    let promise: Promise = function.apply(on, &list)?.dyn_into()?;
    JsFuture::from(promise).await
}

/// Asks the browser for a file to open.
pub fn pick_file(app: App) {
    let Some(picker) = picker("showOpenFilePicker") else {
        if let Some(input) = dom::by_id("file-input") {
            input.click();
        }
        return;
    };
    spawn_local(async move {
        let Ok(promise) = picker.call0(&dom::window()) else {
            return;
        };
        let Ok(handles) = JsFuture::from(Promise::from(promise)).await else {
            return;
        };
        let handle = js_sys::Array::from(&handles).get(0);
        let Ok(file) = invoke(&handle, "getFile", &[]).await else {
            return;
        };
        let Ok(file) = file.dyn_into::<web_sys::File>() else {
            return;
        };
        let origin = Origin::Handle(HandleBox(send_wrapper::SendWrapper::new(handle)));
        open_file(app, file, origin).await;
    });
}

/// Reads a file that the browser gave us.
pub async fn open_file(app: App, file: web_sys::File, origin: Origin) {
    app.busy.set(Some(crate::texts::opening(&file.name())));
    match dom::file_bytes(&file).await {
        Some(bytes) => open_bytes(app, &file.name(), &bytes, origin),
        None => app.fail(Failure::new("the browser could not read the file", None)),
    }
}

fn saved(app: App, bytes: Vec<u8>, state: u64) {
    let id = app.with_document(|d| {
        // What was written is what the next save builds upon.
        if let Ok(reading) = read(&bytes) {
            d.format = reading.format;
        }
        d.editor.mark_saved(state);
        d.recovered = state;
        d.recovery.clone()
    });
    if let Some(id) = id {
        recovery::forget(app, id);
    }
    if app.is_template()
        && let Some(Some(kb)) = app.with(|e| e.model().knowledge_base.clone())
    {
        crate::library::bring(&app.file_name(), kb);
    }
    app.edit(|_| ());
    app.say(crate::texts::SAVED);
    if let Some(after) = app.after.get_untracked() {
        app.after.set(None);
        go_on(app, after);
    }
}

thread_local! {
    /// A file that waits until what is open is saved or given up.
    static WAITING: std::cell::RefCell<Option<web_sys::File>> = const { std::cell::RefCell::new(None) };
}

/// Opens a file that the browser gave us, after asking where something is not saved.
pub fn open_given(app: App, file: web_sys::File) {
    if app.changed.get_untracked() && app.place.get_untracked() != crate::app::Place::Start {
        WAITING.replace(Some(file));
        let after = crate::app::After::Open;
        return app.dialog.set(Some(crate::app::Dialog::Unsaved(after)));
    }
    spawn_local(open_file(app, file, Origin::None));
}

/// Does what people wanted before they were asked about unsaved work.
pub fn go_on(app: App, after: crate::app::After) {
    match after {
        crate::app::After::Close => app.close(),
        crate::app::After::Draw => draw_with_template(app),
        crate::app::After::Open => {
            app.close();
            if let Some(file) = WAITING.take() {
                spawn_local(open_file(app, file, Origin::None));
            }
        }
    }
}

// Others who change the file.

/// Looks every few seconds whether the file is still the one we read.
pub fn watch(app: App) {
    set_interval(
        move || {
            let Some((path, tag)) = app.served_file() else {
                return;
            };
            if app.busy.get_untracked().is_some()
                || app.conflict.get_untracked().is_some()
                || dom::document().hidden()
            {
                return;
            }
            spawn_local(async move {
                let address = api("file", &[("path", &path)]);
                let answer = ask(Method::HEAD, &address).send().await;
                if app.offline.get_untracked() == answer.is_ok() {
                    app.offline.set(answer.is_err());
                }
                let Ok(response) = answer else { return };
                let now = match response.status() {
                    404 => None,
                    200 => Some(tag_of(&response)),
                    _ => return,
                };
                let still = app.served_file().is_some_and(|(_, t)| t == tag);
                if still && app.busy.get_untracked().is_none() && now.as_deref() != Some(&*tag) {
                    app.conflict.set(Some(Conflict { tag: now }));
                }
            });
        },
        std::time::Duration::from_secs(3),
    );
}

/// The file as it is on disk now takes the model's place.
pub fn reload(app: App) {
    if let Some((path, _)) = app.served_file() {
        open_path(app, path);
    }
}

/// The next save writes over what is on disk now.
pub fn keep_mine(app: App) {
    let Some(conflict) = app.conflict.get_untracked() else {
        return;
    };
    app.conflict.set(None);
    app.file.update(|file| {
        if let Some(FileState {
            origin: Origin::Server { tag, .. },
            ..
        }) = file
        {
            *tag = conflict.tag.unwrap_or_else(|| "*".to_owned());
        }
    });
    app.edit(|e| e.mark_unsaved());
}

/// Lists how the file on disk differs from the model.
pub fn compare(app: App) {
    let Some((path, _)) = app.served_file() else {
        return;
    };
    spawn_local(async move {
        let response = match get(&api("file", &[("path", &path)])).await {
            Ok(response) => response,
            Err(error) => return app.fail(error),
        };
        let bytes = response.binary().await.unwrap_or_default();
        match read(&bytes) {
            Ok(theirs) => {
                let lines = app.with(|e| trustline_diff::differences(&e.snapshot(), &theirs.model));
                app.dialog.set(lines.map(crate::app::Dialog::Compare));
            }
            Err(error) => app.fail(Failure::new(error.to_string(), None)),
        }
    });
}
