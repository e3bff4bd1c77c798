//! The page as a person has it: what is seen, clicked, typed and dragged. Everything waits, within
//! reason, until it can be done.

use crate::driver::Session;
use crate::wire::Fault;
use crate::world::{World, origin};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// How long something may take to appear.
const PATIENCE: Duration = Duration::from_secs(15);

/// The name under which WebDriver hands out elements.
pub const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// What is refused because it is not there yet, or not any more.
const NOT_YET: [&str; 6] = [
    "not yet",
    "no such element",
    "stale element reference",
    "element click intercepted",
    "element not interactable",
    "javascript error",
];

/// A page in a browser of its own. Clones are the same page.
#[derive(Clone)]
pub struct Page {
    pub session: Rc<Session>,
    origin: Rc<RefCell<String>>,
    expected: Rc<RefCell<Vec<String>>>,
}

impl Page {
    pub fn new(session: Rc<Session>) -> Self {
        Self {
            session,
            origin: Rc::default(),
            expected: Rc::default(),
        }
    }

    /// Opens the address that Trustline printed, and waits until the page has its key.
    pub async fn open(&self, world: &World) -> Result<(), String> {
        self.goto(world.address()).await?;
        self.wait("#app[data-ready]").await
    }

    /// Goes to an address, or to a path on the server last gone to.
    pub async fn goto(&self, path: &str) -> Result<(), String> {
        let address = if path.contains("://") {
            *self.origin.borrow_mut() = origin(path).to_owned();
            path.to_owned()
        } else {
            format!("{}{path}", self.origin.borrow())
        };
        self.step(format!("goto {path}"));
        self.post("/url", json!({ "url": address })).await
    }

    /// Leaves the page, as somebody does who closes it.
    pub async fn leave(&self) -> Result<(), String> {
        self.step("leave");
        self.post("/url", json!({ "url": "about:blank" })).await
    }

    pub async fn reload(&self) -> Result<(), String> {
        self.step("reload");
        self.post("/refresh", json!({})).await
    }

    /// Opens another window, and goes on in it; gives back the one before.
    pub async fn new_window(&self) -> Result<String, String> {
        self.step("new window");
        let say = |f| self.say(f);
        let before = self.session.get("/window").await.map_err(say)?;
        let made = self
            .session
            .post("/window/new", json!({ "type": "tab" }))
            .await;
        let made = made.map_err(say)?;
        self.window(made["handle"].as_str().unwrap_or_default())
            .await?;
        self.set_size(1280, 800).await?;
        Ok(before.as_str().unwrap_or_default().to_owned())
    }

    /// Goes on in this window.
    pub async fn window(&self, handle: &str) -> Result<(), String> {
        self.step("other window");
        self.post("/window", json!({ "handle": handle })).await
    }

    /// Waits until there is such an element.
    pub async fn wait(&self, css: &str) -> Result<(), String> {
        self.patiently(format!("wait {css}"), async || self.element(css).await)
            .await
            .map(drop)
    }

    /// Waits until there is no such element.
    pub async fn wait_gone(&self, css: &str) -> Result<(), String> {
        let gone = format!("!document.querySelector({})", json!(css));
        self.wait_until(&gone).await
    }

    /// Waits until an expression holds.
    pub async fn wait_until(&self, js: &str) -> Result<(), String> {
        self.patiently(format!("wait until {js}"), async || {
            match truthy(&self.script(&format!("return ({js});"), json!([])).await?) {
                true => Ok(()),
                false => Err(Fault::not_yet("it does not hold")),
            }
        })
        .await
    }

    /// The text of an element as it is seen.
    pub async fn text(&self, css: &str) -> Result<String, String> {
        let text = self.patiently(format!("text {css}"), async || {
            let element = self.element(css).await?;
            self.session.get(&format!("/element/{element}/text")).await
        });
        Ok(text.await?.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the text of an element holds this.
    pub async fn wait_text(&self, css: &str, part: &str) -> Result<(), String> {
        self.patiently(format!("wait for `{part}` in {css}"), async || {
            let element = self.element(css).await?;
            let text = self
                .session
                .get(&format!("/element/{element}/text"))
                .await?;
            match text.as_str().unwrap_or_default() {
                text if text.contains(part) => Ok(()),
                text => Err(Fault::not_yet(format!("the text is `{text}`"))),
            }
        })
        .await
    }

    /// How many such elements there are now.
    pub async fn count(&self, css: &str) -> Result<u64, String> {
        let js = format!("document.querySelectorAll({}).length", json!(css));
        Ok(self.eval(&js).await?.as_u64().unwrap_or_default())
    }

    /// The value of an expression; a promise is waited for.
    pub async fn eval(&self, js: &str) -> Result<Value, String> {
        self.step(format!("eval {js}"));
        let script = format!("return ({js});");
        self.script(&script, json!([]))
            .await
            .map_err(|f| self.say(f))
    }

    /// What a script returns that is given arguments, as in `return arguments[0] + 1`.
    pub async fn call(&self, script: &str, arguments: Value) -> Result<Value, String> {
        self.script(script, arguments)
            .await
            .map_err(|f| self.say(f))
    }

    pub async fn screenshot(&self, path: &Path) -> Result<(), String> {
        let picture = self
            .session
            .get("/screenshot")
            .await
            .map_err(|f| self.say(f))?;
        let picture = picture.as_str().unwrap_or_default();
        let bytes = STANDARD.decode(picture).map_err(|e| e.to_string())?;
        std::fs::write(path, bytes).map_err(|e| format!("{}: {e}", path.display()))
    }

    /// The size of the page's window.
    pub async fn set_size(&self, width: u32, height: u32) -> Result<(), String> {
        self.step(format!("size {width} × {height}"));
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", metrics)
            .await
    }

    /// Whether the person prefers dark colours.
    pub async fn dark(&self, dark: bool) -> Result<(), String> {
        self.step(format!("dark: {dark}"));
        let value = if dark { "dark" } else { "light" };
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] });
        self.cdp("Emulation.setEmulatedMedia", media).await
    }

    /// Cuts the page off from the network, or joins it again.
    pub async fn offline(&self, offline: bool) -> Result<(), String> {
        self.step(format!("offline: {offline}"));
        let conditions = json!({ "offline": offline, "latency": 0, "downloadThroughput": -1,
            "uploadThroughput": -1 });
        self.cdp("Network.enable", json!({})).await?;
        self.cdp("Network.emulateNetworkConditions", conditions)
            .await
    }

    /// A file that the page gave to be saved.
    pub async fn download(&self, name: &str) -> Result<Vec<u8>, String> {
        let path = self.session.downloads.path().join(name);
        self.patiently(format!("download {name}"), async || {
            match std::fs::read(&path).map_err(Fault::not_yet)? {
                bytes if bytes.is_empty() => Err(Fault::not_yet("the file is empty")),
                bytes => Ok(bytes),
            }
        })
        .await
    }

    /// Lets a file of somebody's desktop fall on an element.
    pub async fn drop_file(&self, css: &str, name: &str, bytes: &[u8]) -> Result<(), String> {
        let element = self.patiently(format!("drop {name} on {css}"), async || {
            self.element(css).await
        });
        let script = "const [e, name, text] = arguments;
            const bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0));
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([bytes], name));
            const r = e.getBoundingClientRect();
            for (const kind of ['dragenter', 'dragover', 'drop'])
                e.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer,
                    clientX: r.x + r.width / 2, clientY: r.y + r.height / 2 }));";
        let arguments = json!([{ ELEMENT: element.await? }, name, STANDARD.encode(bytes)]);
        self.script(script, arguments)
            .await
            .map_err(|f| self.say(f))
            .map(drop)
    }

    /// Chooses a file in an `<input type="file">`.
    pub async fn upload(&self, css: &str, path: &Path) -> Result<(), String> {
        self.patiently(format!("upload by {css}"), async || {
            let element = self.element(css).await?;
            let body = json!({ "text": path });
            self.session
                .post(&format!("/element/{element}/value"), body)
                .await
        })
        .await
        .map(drop)
    }

    /// Serious and critical faults of accessibility that axe-core finds, with their places.
    pub async fn axe(&self) -> Result<Vec<String>, String> {
        self.step("axe");
        let path = crate::driver::folder().join("node_modules/axe-core/axe.min.js");
        let source = std::fs::read_to_string(&path)
            .map_err(|e| format!("{}: {e}; `cargo xtask browser` fetches it", path.display()))?;
        let script = format!(
            "if (!window.axe) {{ {source} }}
            return axe.run(document, {{ resultTypes: ['violations'] }}).then(r => r.violations
                .filter(v => v.impact === 'serious' || v.impact === 'critical')
                .map(v => v.impact + ' ' + v.id + ': ' + v.help + ' at '
                    + v.nodes.map(n => n.target.join(' ')).join(', ')));"
        );
        let found = self
            .script(&script, json!([]))
            .await
            .map_err(|f| self.say(f))?;
        let found = found.as_array().into_iter().flatten();
        Ok(found
            .filter_map(|v| v.as_str().map(str::to_owned))
            .collect())
    }

    /// Errors on the console that hold this word belong to the test, from here on or before.
    pub fn expect_error(&self, word: &str) {
        self.expected.borrow_mut().push(word.to_owned());
    }

    /// Errors on the console that nobody expects: exceptions, refused requests, breaches of the
    /// content security policy.
    pub async fn errors(&self) -> Result<Vec<String>, String> {
        self.session.listen().await.map_err(|f| self.say(f))?;
        let expected = self.expected.borrow();
        let errors = self.session.errors.borrow();
        let unexpected = errors
            .iter()
            .filter(|e| !expected.iter().any(|w| e.contains(w)));
        Ok(unexpected.cloned().collect())
    }

    /// Does something again and again until it can be done.
    pub async fn patiently<T>(
        &self,
        what: String,
        act: impl AsyncFn() -> Result<T, Fault>,
    ) -> Result<T, String> {
        self.step(what.as_str());
        let start = Instant::now();
        loop {
            match act().await {
                Ok(value) => return Ok(value),
                Err(fault) if !NOT_YET.contains(&fault.kind.as_str()) => {
                    return Err(format!("{what}: {fault}"));
                }
                Err(fault) if start.elapsed() > PATIENCE => {
                    return Err(format!(
                        "{what}: not within {} s: {fault}",
                        PATIENCE.as_secs()
                    ));
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }

    /// What a frame says; it is another page, which scripts of this one may not look into.
    pub async fn text_in_frame(&self, css: &str) -> Result<String, Fault> {
        let text = self.in_frame(css, "return document.body?.innerText ?? '';");
        Ok(text.await?.as_str().unwrap_or_default().to_owned())
    }

    /// What a script gives inside of a frame.
    pub async fn in_frame(&self, css: &str, script: &str) -> Result<Value, Fault> {
        let frame = self.element(css).await?;
        let body = json!({ "id": { ELEMENT: frame } });
        self.session.post("/frame", body).await?;
        let given = self.script(script, json!([])).await;
        self.session.post("/frame", json!({ "id": null })).await?;
        given
    }

    pub async fn element(&self, css: &str) -> Result<String, Fault> {
        let body = json!({ "using": "css selector", "value": css });
        let found = self.session.post("/element", body).await?;
        Ok(found[ELEMENT].as_str().unwrap_or_default().to_owned())
    }

    pub async fn script(&self, script: &str, arguments: Value) -> Result<Value, Fault> {
        let body = json!({ "script": script, "args": arguments });
        self.session.post("/execute/sync", body).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Result<(), String> {
        self.session
            .post(path, body)
            .await
            .map_err(|f| self.say(f))
            .map(drop)
    }

    async fn cdp(&self, command: &str, parameters: Value) -> Result<(), String> {
        self.session
            .cdp(command, parameters)
            .await
            .map_err(|f| self.say(f))
            .map(drop)
    }

    /// A refusal with what was being done.
    pub fn say(&self, fault: Fault) -> String {
        let steps = self.session.steps.borrow();
        format!("{}: {fault}", steps.last().map_or("", String::as_str))
    }

    pub fn step(&self, what: impl Into<String>) {
        self.session.steps.borrow_mut().push(what.into());
    }
}

fn truthy(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Bool(false)) && value != &json!(0) && value != &json!("")
}
