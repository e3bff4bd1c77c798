//! Files as the browser hands them over: chosen, downloaded, and written again where it lets us.

use crate::browser::dom::{document, window};
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// Hands a file to the browser to be kept.
pub fn download(name: &str, bytes: &[u8], media: &str) {
    let Some(url) = blob_url(bytes, media) else {
        return;
    };
    if let Ok(anchor) = document().create_element("a")
        && let Ok(anchor) = anchor.dyn_into::<web_sys::HtmlAnchorElement>()
    {
        anchor.set_href(&url);
        anchor.set_download(name);
        anchor.click();
    }
    gloo_timers::callback::Timeout::new(10_000, move || {
        let _ = web_sys::Url::revoke_object_url(&url);
    })
    .forget();
}

/// An address under which the browser finds these bytes.
pub fn blob_url(bytes: &[u8], media: &str) -> Option<String> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    web_sys::Url::create_object_url_with_blob(&blob).ok()
}

pub fn bytes_of(value: &JsValue) -> Vec<u8> {
    Uint8Array::new(value).to_vec()
}

/// The file that was chosen in a field.
pub fn chosen_file(event: &web_sys::Event) -> Option<File> {
    let input = event
        .target()?
        .dyn_into::<web_sys::HtmlInputElement>()
        .ok()?;
    input.files()?.get(0)
}

/// The bytes of a file, where the browser gives them.
pub async fn file_bytes(file: &File) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await;
    buffer.ok().map(|b| bytes_of(&b))
}

/// A file that the browser lets us write again.
#[derive(Clone, Debug)]
pub struct Handle(SendWrapper<JsValue>);

/// One of the browser's choices of files, where it has them.
fn picker(name: &str) -> Option<Function> {
    let found = Reflect::get(&window(), &name.into()).ok()?;
    found.dyn_into().ok()
}

/// Calls a function of an object, and waits for what it promises.
async fn invoke(on: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = Reflect::get(on, &name.into())?.dyn_into()?;
    let list = Array::new();
    for argument in arguments {
        list.push(argument);
    }
    let promise: Promise = function.apply(on, &list)?.dyn_into()?;
    JsFuture::from(promise).await
}

/// Whether the browser lets people choose files that it then lets us write.
pub fn can_choose_to_open() -> bool {
    picker("showOpenFilePicker").is_some()
}

/// Whether the browser lets people choose where to save.
pub fn can_choose_to_save() -> bool {
    picker("showSaveFilePicker").is_some()
}

/// Asks for a file to open; nothing where people give up.
pub async fn choose_to_open() -> Option<(File, Handle)> {
    let promise = picker("showOpenFilePicker")?.call0(&window()).ok()?;
    let handles = JsFuture::from(Promise::from(promise)).await.ok()?;
    let handle = Array::from(&handles).get(0);
    let file = invoke(&handle, "getFile", &[]).await.ok()?;
    Some((file.dyn_into().ok()?, Handle(SendWrapper::new(handle))))
}

/// Asks where to save. The outer nothing: the browser refuses to ask.
pub async fn choose_to_save(name: &str) -> Option<Option<Handle>> {
    let options = Object::new();
    let _ = Reflect::set(&options, &"suggestedName".into(), &name.into());
    let promise = picker("showSaveFilePicker")?
        .call1(&window(), &options)
        .ok()?;
    // Giving up the choice is no error.
    let handle = JsFuture::from(Promise::from(promise)).await.ok();
    Some(handle.map(|h| Handle(SendWrapper::new(h))))
}

impl Handle {
    /// The name of the file.
    pub fn name(&self) -> String {
        let name = Reflect::get(&self.0, &"name".into()).ok();
        name.and_then(|n| n.as_string()).unwrap_or_default()
    }

    /// Writes the file anew; `false` where the browser does not let us.
    pub async fn write(&self, bytes: &[u8]) -> bool {
        let file = self.0.clone().take();
        let written = async {
            let stream = invoke(&file, "createWritable", &[]).await?;
            invoke(&stream, "write", &[Uint8Array::from(bytes).into()]).await?;
            invoke(&stream, "close", &[]).await
        };
        written.await.is_ok()
    }
}
