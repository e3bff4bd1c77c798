//! What a person does in one go: create a model, open the shop, put an element on the diagram, select,
//! connect, use a menu, save; and what the command line says about a saved file.

use crate::page::Page;
use crate::world::{World, project_file};
use serde_json::{Value, json};
use std::process::Command;

/// Of the outline that is drawn for an element, by its name.
pub fn shape(name: &str) -> String {
    format!(".resting .shapes > g[data-name={}]", json!(name))
}

impl Page {
    /// A folder with the example of a shop, `shop.tm7`, opened from the start page.
    pub async fn open_shop(&self) -> Result<World, String> {
        let world = World::start(&[("shop.tm7", project_file("examples/web-shop.tm7")?)])?;
        self.open(&world).await?;
        self.open_listed("shop.tm7").await?;
        Ok(world)
    }

    /// Opens a model that the start page lists.
    pub async fn open_listed(&self, name: &str) -> Result<(), String> {
        self.wait("#app[data-ready]").await?;
        self.click_text("#files button", name).await?;
        self.wait_text("#file-name .name", name).await?;
        self.wait(".resting .shapes > g").await
    }

    /// An empty folder, and a new model that has no file yet.
    pub async fn create(&self, name: &str) -> Result<World, String> {
        let world = World::start(&[])?;
        self.open(&world).await?;
        self.create_here(name).await?;
        Ok(world)
    }

    /// A new model by the form of the start page.
    pub async fn create_here(&self, name: &str) -> Result<(), String> {
        self.wait("#app[data-ready]").await?;
        self.fill("#new-name", name).await?;
        self.click("#create").await?;
        self.wait(".empty-canvas").await?;
        // The plane is in its place once it was fitted.
        self.settle().await
    }

    /// Two connected elements, `Visitor` and `Shop`, in a new model.
    pub async fn create_pair(&self) -> Result<World, String> {
        let world = self.create("Pair").await?;
        self.put("Web Browser", "Visitor", (140.0, 150.0)).await?;
        self.put("Web API", "Shop", (460.0, 150.0)).await?;
        self.connect("Visitor", "Shop").await?;
        self.wait_threats().await?;
        Ok(world)
    }

    /// Waits until the page has painted what was done.
    pub async fn settle(&self) -> Result<(), String> {
        let two =
            "new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => r(1))))";
        self.eval(two).await.map(drop)
    }

    /// A point of the canvas in the window.
    pub async fn on_canvas(&self, (x, y): (f64, f64)) -> Result<(f64, f64), String> {
        let [left, top, ..] = self.rect("#canvas").await?;
        Ok((left + x, top + y))
    }

    /// Left, top, width and height in the window.
    pub async fn rect(&self, css: &str) -> Result<[f64; 4], String> {
        self.wait(css).await?;
        let js = format!(
            "(r => [r.x, r.y, r.width, r.height])(document.querySelector({}).getBoundingClientRect())",
            json!(css)
        );
        let rect = self.eval(&js).await?;
        Ok([0, 1, 2, 3].map(|i: usize| rect[i].as_f64().unwrap_or_default()))
    }

    /// Where an element is seen.
    pub async fn place(&self, name: &str) -> Result<[f64; 4], String> {
        self.rect(&shape(name)).await
    }

    /// The middle of an element.
    pub async fn center(&self, name: &str) -> Result<(f64, f64), String> {
        let [x, y, w, h] = self.place(name).await?;
        Ok((x + w / 2.0, y + h / 2.0))
    }

    /// Inserts by a double click on the canvas and typing: the stencil's name, then one's own.
    pub async fn put(&self, stencil: &str, name: &str, at: (f64, f64)) -> Result<(), String> {
        let (x, y) = self.on_canvas(at).await?;
        self.double_click_at(x, y).await?;
        self.wait_focus(".search-list input").await?;
        self.type_text(stencil).await?;
        self.press("Enter").await?;
        self.wait_focus(".rename").await?;
        self.type_text(name).await?;
        self.press("Enter").await?;
        self.wait(&shape(name)).await?;
        self.wait_focus("#canvas").await
    }

    /// Waits until the keyboard is there.
    pub async fn wait_focus(&self, css: &str) -> Result<(), String> {
        let js = format!(
            "document.activeElement && document.activeElement.matches({})",
            json!(css)
        );
        self.wait_until(&js).await
    }

    /// Clicks elements: the first alone, the others with Shift.
    pub async fn select(&self, names: &[&str]) -> Result<(), String> {
        for (i, name) in names.iter().enumerate() {
            let (x, y) = self.center(name).await?;
            if i > 0 {
                self.hold("Shift").await?;
            }
            self.click_at(x, y).await?;
            if i > 0 {
                self.release("Shift").await?;
            }
        }
        self.wait_selected(names.len()).await
    }

    /// Waits until so many elements are selected, as a screen reader is told.
    pub async fn wait_selected(&self, count: usize) -> Result<(), String> {
        let said = match count {
            0 => "Nothing selected".to_owned(),
            1 => "Selected:".to_owned(),
            n => format!("{n} elements selected"),
        };
        let js = format!(
            "document.querySelector('#canvas-said').textContent.startsWith({})",
            json!(said)
        );
        self.wait_until(&js).await
    }

    /// Selects two elements and draws a flow between them.
    pub async fn connect(&self, from: &str, to: &str) -> Result<(), String> {
        let before = self.count(".resting .shapes > g.data-flow").await?;
        self.select(&[from, to]).await?;
        self.press("c").await?;
        self.wait_count(".resting .shapes > g.data-flow", before + 1)
            .await
    }

    pub async fn wait_count(&self, css: &str, count: u64) -> Result<(), String> {
        let js = format!(
            "document.querySelectorAll({}).length === {count}",
            json!(css)
        );
        self.wait_until(&js).await
    }

    /// Chooses a line of the menu bar.
    pub async fn menu(&self, menu: &str, action: &str) -> Result<(), String> {
        self.click(&format!("[data-menu={menu}]")).await?;
        self.click(&format!(".menu-list [data-action={action}]"))
            .await
    }

    /// Clicks the first such element that has this text.
    pub async fn click_text(&self, css: &str, text: &str) -> Result<(), String> {
        let js = format!(
            "(() => {{ const e = [...document.querySelectorAll({})].find(e => e.textContent.includes({}));
                if (e) {{ document.querySelectorAll('[data-wanted]').forEach(o => o.removeAttribute('data-wanted'));
                    e.setAttribute('data-wanted', ''); }}
                return !!e; }})()",
            json!(css),
            json!(text)
        );
        self.wait_until(&js).await?;
        self.click("[data-wanted]").await
    }

    /// Replaces what a field of the properties says and leaves it.
    pub async fn enter(&self, css: &str, text: &str) -> Result<(), String> {
        self.fill(css, text).await?;
        self.press("Tab").await
    }

    /// Writes into the field of a pane or a dialog that has this label.
    pub async fn enter_labelled(&self, label: &str, text: &str) -> Result<(), String> {
        let field = self.labelled(label).await?;
        self.enter(&field, text).await
    }

    /// The field that has this label.
    pub async fn labelled(&self, label: &str) -> Result<String, String> {
        let js = format!(
            "(() => {{ const e = [...document.querySelectorAll('label')].find(l =>
                    l.querySelector('span')?.textContent.trim() === {0});
                const field = e?.querySelector('input, select, textarea');
                document.querySelectorAll('[data-field]').forEach(o => o.removeAttribute('data-field'));
                field?.setAttribute('data-field', '');
                return !!field; }})()",
            json!(label)
        );
        self.wait_until(&js).await?;
        Ok("[data-field]".to_owned())
    }

    /// What a field holds.
    pub async fn value(&self, css: &str) -> Result<String, String> {
        self.wait(css).await?;
        let value = self
            .eval(&format!("document.querySelector({}).value", json!(css)))
            .await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until a field holds this.
    pub async fn wait_value(&self, css: &str, value: &str) -> Result<(), String> {
        let js = format!(
            "document.querySelector({})?.value === {}",
            json!(css),
            json!(value)
        );
        self.wait_until(&js).await
    }

    /// Saves a model that has a file already.
    pub async fn save(&self) -> Result<(), String> {
        self.press("Control+s").await?;
        self.wait_gone(".busy").await?;
        self.wait_text(".toast", "Saved").await?;
        self.wait_gone("#unsaved").await
    }

    /// Saves a model under a name for the first time.
    pub async fn save_as(&self, path: &str) -> Result<(), String> {
        self.press("Control+s").await?;
        self.wait_focus("#save-path").await?;
        self.fill("#save-path", path).await?;
        self.press("Enter").await?;
        self.wait_gone(".busy").await?;
        self.wait_text(".toast", "Saved").await?;
        self.wait_gone("#unsaved").await
    }

    /// How many threats the page counts.
    pub async fn threats(&self) -> Result<u64, String> {
        self.settle().await?;
        let js = "parseInt(document.querySelector('#status').textContent)";
        Ok(self.eval(js).await?.as_u64().unwrap_or_default())
    }

    /// Waits until there are threats at all.
    pub async fn wait_threats(&self) -> Result<u64, String> {
        self.wait_until("parseInt(document.querySelector('#status')?.textContent) > 0")
            .await?;
        self.threats().await
    }

    /// Waits until there are so many threats.
    pub async fn wait_threat_count(&self, count: u64) -> Result<(), String> {
        self.wait_until(&format!(
            "parseInt(document.querySelector('#status').textContent) === {count}"
        ))
        .await
    }

    /// Clicks the threat in this row of the grid, counted from 1.
    pub async fn threat(&self, row: usize) -> Result<(), String> {
        let css = format!(".grid-row:nth-child({row})");
        self.click(&css).await?;
        self.wait(&format!("{css}.on")).await
    }

    /// The whole text of an element, seen or not.
    pub async fn content(&self, css: &str) -> Result<String, String> {
        self.wait(css).await?;
        let text = self
            .eval(&format!(
                "document.querySelector({}).textContent",
                json!(css)
            ))
            .await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Lets the page read and write the clipboard without asking.
    pub async fn allow_clipboard(&self) -> Result<(), String> {
        let permissions =
            json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        let granted = self
            .session
            .cdp("Browser.grantPermissions", permissions)
            .await;
        granted.map(drop).map_err(|f| self.say(f))
    }

    /// What the clipboard holds.
    pub async fn clipboard(&self) -> Result<String, String> {
        let text = self.eval("navigator.clipboard.readText()").await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }
}

/// What the command line says about a file of the folder.
pub fn analyzed(world: &World, name: &str) -> Result<Value, String> {
    let output = Command::new(env!("CARGO_BIN_EXE_trustline"))
        .args(["analyze", "--format", "json"])
        .arg(world.path(name))
        .output()
        .map_err(|e| e.to_string())?;
    serde_json::from_slice(&output.stdout)
        .map_err(|e| format!("{name}: {e}: {}", String::from_utf8_lossy(&output.stderr)))
}

/// How many threats the command line counts in a file.
pub fn counted(world: &World, name: &str) -> Result<u64, String> {
    let report = analyzed(world, name)?;
    Ok(report["summary"]["total"].as_u64().unwrap_or_default())
}
