//! Pointer, wheel and keys, as a person moves them.

use crate::keys;
use crate::page::{ELEMENT, Page};
use serde_json::{Value, json};

impl Page {
    /// Clicks the middle of an element, which nothing may cover.
    pub async fn click(&self, css: &str) -> Result<(), String> {
        self.patiently(format!("click {css}"), async || {
            let element = self.element(css).await?;
            let path = format!("/element/{element}/click");
            self.session.post(&path, json!({})).await
        })
        .await
        .map(drop)
    }

    pub async fn double_click(&self, css: &str) -> Result<(), String> {
        let (x, y) = self.middle(css).await?;
        self.step(format!("double click {css}"));
        self.pointer(&[to(x, y, 0), down(), up(), down(), up()])
            .await
    }

    /// Replaces the text of a field, as somebody does who selects all and types.
    pub async fn fill(&self, css: &str, text: &str) -> Result<(), String> {
        self.focus(css).await?;
        self.step(format!("fill {css} with `{text}`"));
        let select = "const e = document.activeElement;
            if (e.select) e.select(); else getSelection().selectAllChildren(e);";
        self.script(select, json!([]))
            .await
            .map_err(|f| self.say(f))?;
        let typed = if text.is_empty() { "\u{e017}" } else { text };
        self.keys(keys::typed(typed)).await
    }

    /// Gives an element the keyboard.
    pub async fn focus(&self, css: &str) -> Result<(), String> {
        self.patiently(format!("focus {css}"), async || {
            let element = self.element(css).await?;
            let script = "arguments[0].scrollIntoView({ block: 'nearest' }); arguments[0].focus();";
            self.script(script, json!([{ ELEMENT: element }])).await
        })
        .await
        .map(drop)
    }

    /// Chooses an option of a `select` by its value or its text.
    pub async fn choose(&self, css: &str, option: &str) -> Result<(), String> {
        self.patiently(format!("choose `{option}` in {css}"), async || {
            let element = self.element(css).await?;
            let script = "const [e, wanted] = arguments;
                const o = [...e.options].find(o => o.value === wanted || o.text.trim() === wanted);
                if (!o) throw new Error('no such option');
                e.focus(); e.value = o.value;
                e.dispatchEvent(new Event('input', { bubbles: true }));
                e.dispatchEvent(new Event('change', { bubbles: true }));";
            let arguments = json!([{ ELEMENT: element }, option]);
            self.script(script, arguments).await
        })
        .await
        .map(drop)
    }

    /// Types where the keyboard is.
    pub async fn type_text(&self, text: &str) -> Result<(), String> {
        self.step(format!("type `{text}`"));
        self.keys(keys::typed(text)).await
    }

    /// Presses keys together, such as `Control+Shift+z`, `Escape` or `ArrowLeft`.
    pub async fn press(&self, chord: &str) -> Result<(), String> {
        self.step(format!("press {chord}"));
        self.keys(keys::chord(chord)?).await
    }

    /// Holds a key down until `release`, for what the pointer does meanwhile.
    pub async fn hold(&self, key: &str) -> Result<(), String> {
        self.step(format!("hold {key}"));
        self.keys(vec![
            json!({ "type": "keyDown", "value": keys::code(key)? }),
        ])
        .await
    }

    pub async fn release(&self, key: &str) -> Result<(), String> {
        self.step(format!("release {key}"));
        self.keys(vec![json!({ "type": "keyUp", "value": keys::code(key)? })])
            .await
    }

    pub async fn click_at(&self, x: f64, y: f64) -> Result<(), String> {
        self.step(format!("click at {x}, {y}"));
        self.pointer(&[to(x, y, 0), down(), up()]).await
    }

    pub async fn double_click_at(&self, x: f64, y: f64) -> Result<(), String> {
        self.step(format!("double click at {x}, {y}"));
        self.pointer(&[to(x, y, 0), down(), up(), down(), up()])
            .await
    }

    /// Opens the menu of what is there.
    pub async fn right_click_at(&self, x: f64, y: f64) -> Result<(), String> {
        self.step(format!("right click at {x}, {y}"));
        let press = |kind: &str| json!({ "type": kind, "button": 2 });
        self.pointer(&[to(x, y, 0), press("pointerDown"), press("pointerUp")])
            .await
    }

    pub async fn move_to(&self, x: f64, y: f64) -> Result<(), String> {
        self.step(format!("move to {x}, {y}"));
        self.pointer(&[to(x, y, 0)]).await
    }

    /// Drags from a point of the window to another, over so many points between.
    pub async fn drag(&self, from: (f64, f64), end: (f64, f64), steps: u32) -> Result<(), String> {
        self.step(format!("drag {from:?} to {end:?}"));
        let mut actions = vec![to(from.0, from.1, 0), down()];
        for i in 1..=steps.max(1) {
            let part = f64::from(i) / f64::from(steps.max(1));
            let between = |a: f64, b: f64| a + (b - a) * part;
            actions.push(to(between(from.0, end.0), between(from.1, end.1), 16));
        }
        actions.push(up());
        self.pointer(&actions).await
    }

    /// Drags without letting go, for what is to be seen meanwhile.
    pub async fn drag_and_hold(&self, from: (f64, f64), end: (f64, f64)) -> Result<(), String> {
        self.step(format!("drag {from:?} to {end:?} and hold"));
        let half = ((from.0 + end.0) / 2.0, (from.1 + end.1) / 2.0);
        self.pointer(&[
            to(from.0, from.1, 0),
            down(),
            to(half.0, half.1, 50),
            to(end.0, end.1, 50),
        ])
        .await
    }

    pub async fn let_go(&self) -> Result<(), String> {
        self.step("let go");
        self.pointer(&[up()]).await
    }

    /// Drags the middle of an element by a distance.
    pub async fn drag_by(&self, css: &str, dx: f64, dy: f64) -> Result<(), String> {
        let (x, y) = self.middle(css).await?;
        self.step(format!("drag {css}"));
        self.drag((x, y), (x + dx, y + dy), 8).await
    }

    /// Turns the wheel over a point.
    pub async fn wheel(&self, at: (f64, f64), dx: f64, dy: f64) -> Result<(), String> {
        self.step(format!("wheel {dx}, {dy} at {at:?}"));
        let scroll = json!({ "type": "scroll", "x": at.0 as i64, "y": at.1 as i64,
            "deltaX": dx as i64, "deltaY": dy as i64, "duration": 0, "origin": "viewport" });
        let source = json!({ "type": "wheel", "id": "wheel", "actions": [scroll] });
        self.post("/actions", json!({ "actions": [source] })).await
    }

    /// The middle of an element in the window.
    pub async fn middle(&self, css: &str) -> Result<(f64, f64), String> {
        let middle = self.patiently(format!("find {css}"), async || {
            let element = self.element(css).await?;
            let script = "const e = arguments[0]; e.scrollIntoView({ block: 'nearest' });
                const r = e.getBoundingClientRect();
                return [r.x + r.width / 2, r.y + r.height / 2];";
            self.script(script, json!([{ ELEMENT: element }])).await
        });
        let middle = middle.await?;
        let at = |i: usize| middle[i].as_f64().unwrap_or_default();
        Ok((at(0), at(1)))
    }

    async fn pointer(&self, actions: &[Value]) -> Result<(), String> {
        let source = json!({ "type": "pointer", "id": "mouse", "actions": actions,
            "parameters": { "pointerType": "mouse" } });
        self.post("/actions", json!({ "actions": [source] })).await
    }

    async fn keys(&self, actions: Vec<Value>) -> Result<(), String> {
        let source = json!({ "type": "key", "id": "keyboard", "actions": actions });
        self.post("/actions", json!({ "actions": [source] })).await
    }
}

fn to(x: f64, y: f64, duration: u32) -> Value {
    json!({ "type": "pointerMove", "x": x.round(), "y": y.round(), "duration": duration,
        "origin": "viewport" })
}

fn down() -> Value {
    json!({ "type": "pointerDown", "button": 0 })
}

fn up() -> Value {
    json!({ "type": "pointerUp", "button": 0 })
}
