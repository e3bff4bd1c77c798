//! For everybody: what axe finds on every pane and dialog in light and dark, work by keyboard alone,
//! small windows and large letters.

use crate::Outcome;
use crate::page::Page;
use crate::person::{analyzed, shape};
use crate::world::{World, project_file};

/// Judges what is shown, in light and dark.
pub async fn judge(page: &Page, what: &str, faults: &mut Vec<String>) -> Result<(), String> {
    page.settle().await?;
    for dark in [false, true] {
        page.dark(dark).await?;
        let mode = if dark { "dark" } else { "light" };
        faults.extend(
            page.axe()
                .await?
                .iter()
                .map(|f| format!("{what}, {mode}: {f}")),
        );
    }
    Ok(())
}

pub fn none(faults: Vec<String>) -> Outcome {
    match faults.is_empty() {
        true => Ok(()),
        false => Err(faults.join("\n").into()),
    }
}

pub async fn start_page(page: Page) -> Outcome {
    let shop = project_file("examples/web-shop.tm7")?;
    let world = World::start(&[("shop.tm7", shop.clone()), ("gone.tm7", shop)])?;
    page.open(&world).await?;
    page.open_listed("gone.tm7").await?;
    page.select(&["Audit log"]).await?;
    page.press("Delete").await?;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    std::fs::remove_file(world.path("gone.tm7"))?;
    page.goto("/").await?;
    page.wait("#recovery li").await?;
    page.wait("#recent li.vanished").await?;
    let mut faults = Vec::new();
    judge(&page, "start", &mut faults).await?;
    none(faults)
}

pub async fn panes(page: Page) -> Outcome {
    page.open_shop().await?;
    page.wait_threats().await?;
    let mut faults = Vec::new();
    for (keys, what) in [
        ("Alt+2", "messages"),
        ("Alt+3", "notes"),
        ("Alt+4", "narrative"),
        ("Alt+1", "threats"),
    ] {
        page.press(keys).await?;
        judge(&page, what, &mut faults).await?;
    }
    page.select(&["Audit log"]).await?;
    judge(&page, "properties", &mut faults).await?;
    page.threat(1).await?;
    page.choose("#threat-group", "State").await?;
    judge(&page, "a threat", &mut faults).await?;
    page.press("Control+z").await?;
    page.click("[data-filter=State]").await?;
    page.wait(".column-filter").await?;
    judge(&page, "filter of a column", &mut faults).await?;
    none(faults)
}

pub async fn dialogs(page: Page) -> Outcome {
    page.open_shop().await?;
    page.wait_threats().await?;
    page.select(&["Audit log"]).await?;
    let mut faults = Vec::new();
    for (keys, what) in [
        ("Control+k", "commands"),
        ("?", "shortcuts"),
        ("Control+i", "information"),
        ("Control+f", "find"),
        ("i", "insert"),
        ("Control+Shift+s", "save as"),
        ("Control+Shift+r", "report"),
    ] {
        page.focus("#canvas").await?;
        page.press(keys).await?;
        page.wait("dialog[open]").await?;
        judge(&page, what, &mut faults).await?;
        page.press("Escape").await?;
        page.wait_gone("dialog[open]").await?;
    }
    for (menu, action) in [
        ("File", "Picture"),
        ("Help", "Tour"),
        ("Edit", "ChangeStencil"),
    ] {
        page.menu(menu, action).await?;
        page.wait("dialog[open]").await?;
        judge(&page, action, &mut faults).await?;
        page.press("Escape").await?;
        page.wait_gone("dialog[open]").await?;
    }
    page.click("[data-menu=Edit]").await?;
    judge(&page, "menu", &mut faults).await?;
    none(faults)
}

/// Presses Tab until the keyboard is there.
async fn tab_to(page: &Page, css: &str) -> Result<(), String> {
    for _ in 0..60 {
        page.press("Tab").await?;
        let js = format!("document.activeElement.matches({})", serde_json::json!(css));
        if page.eval(&js).await? == true {
            return Ok(());
        }
    }
    Err(format!("Tab does not lead to {css}"))
}

pub async fn by_keyboard_alone(page: Page) -> Outcome {
    let world = World::start(&[])?;
    page.open(&world).await?;
    page.wait("#app[data-ready]").await?;
    tab_to(&page, "#new-name").await?;
    page.press("Control+a").await?;
    page.type_text("Keys").await?;
    page.press("Enter").await?;
    page.wait_focus("#canvas").await?;
    for (stencil, name) in [("Web Browser", "Visitor"), ("Web API", "Shop")] {
        page.press("i").await?;
        page.wait_focus(".search-list input").await?;
        page.type_text(stencil).await?;
        page.press("Enter").await?;
        page.wait_focus(".rename").await?;
        page.type_text(name).await?;
        page.press("Enter").await?;
        page.wait(&shape(name)).await?;
        page.wait_focus("#canvas").await?;
    }
    page.press("Control+a").await?;
    page.press("c").await?;
    page.wait_threats().await?;
    page.press("n").await?;
    page.wait(".grid-row.on").await?;
    page.press("4").await?;
    page.wait_text(".grid-row.on", "Mitigated").await?;
    tab_to(&page, ".grid").await?;
    page.press("Enter").await?;
    page.wait_focus("#threat-justification").await?;
    page.type_text("By keys").await?;
    page.press("Tab").await?;
    page.wait_text(".changed", "Test Person").await?;
    page.save_as("keys.tm7").await?;
    let report = analyzed(&world, "keys.tm7")?;
    assert_eq!(report["summary"]["states"]["Mitigated"], 1);
    assert!(report.to_string().contains("By keys"));
    Ok(())
}

pub async fn menus_by_keyboard(page: Page) -> Outcome {
    page.create_pair().await?;
    page.focus("[data-menu=File]").await?;
    page.press("ArrowRight").await?;
    page.wait_focus("[data-menu=Edit]").await?;
    page.press("ArrowDown").await?;
    page.wait_focus(".menu-list [data-action=Undo]").await?;
    page.press("Enter").await?;
    page.wait_count(".resting .shapes > g.data-flow", 0).await?;
    page.press("Control+k").await?;
    page.wait_focus(".search-list input").await?;
    page.type_text("redo").await?;
    page.press("Enter").await?;
    page.wait_count(".resting .shapes > g.data-flow", 1).await?;
    page.wait_focus("#canvas").await?;
    Ok(())
}

pub async fn focus_comes_back(page: Page) -> Outcome {
    page.create_pair().await?;
    page.focus("#canvas").await?;
    page.press("Control+i").await?;
    page.wait("dialog[open]").await?;
    page.press("Tab").await?;
    page.wait_until("document.activeElement.closest('dialog')")
        .await?;
    page.press("Escape").await?;
    page.wait_focus("#canvas").await?;
    Ok(())
}

/// Nothing is out of reach: no scrolling sideways, room for the diagram, buttons inside; what is
/// lower down may be scrolled to where the window is very small.
async fn usable(page: &Page, width: u32, height: u32) -> Outcome {
    page.set_size(width, height).await?;
    page.settle().await?;
    let beyond = |side: &str| format!("document.scrollingElement.scroll{side} - inner{side}");
    let wide = page
        .eval(&beyond("Width"))
        .await?
        .as_f64()
        .unwrap_or_default();
    assert!(
        wide <= 0.0,
        "at {width} × {height} the page is {wide} too wide"
    );
    let high = page
        .eval(&beyond("Height"))
        .await?
        .as_f64()
        .unwrap_or_default();
    assert!(
        high <= 0.0 || height < 720,
        "at {width} × {height} the page is {high} too high"
    );
    let [_, y, w, h] = page.rect("#canvas").await?;
    assert!(
        w >= 400.0 && h >= 110.0,
        "room for the diagram at {width} × {height}: {w} × {h}"
    );
    assert!(
        y + 110.0 < f64::from(height),
        "the diagram is in sight at {width} × {height}"
    );
    let outside = "[...document.querySelectorAll('.bar button, .lower .tab, .canvas-tools button, .right button')]
        .map(b => [b, b.getBoundingClientRect()])
        .filter(([b, r]) => r.width && (r.x < 0 || r.right > innerWidth + 1))
        .map(([b]) => b.textContent || b.title).join()";
    assert_eq!(
        page.eval(outside).await?,
        "",
        "out of reach at {width} × {height}"
    );
    Ok(())
}

pub async fn small_windows(page: Page) -> Outcome {
    page.open_shop().await?;
    page.wait_threats().await?;
    usable(&page, 1280, 720).await?;
    // 1280 × 720 at 200 %.
    usable(&page, 640, 360).await?;
    page.press("f").await?;
    page.press("n").await?;
    page.wait(".grid-row.on").await?;
    page.press("Control+i").await?;
    page.click(".information .primary").await?;
    page.wait_gone("dialog[open]").await?;
    page.save().await?;
    Ok(())
}

pub async fn small_start(page: Page) -> Outcome {
    let world = World::start(&[])?;
    page.set_size(640, 360).await?;
    page.open(&world).await?;
    page.wait("#app[data-ready]").await?;
    assert_eq!(
        page.eval("document.scrollingElement.scrollWidth <= innerWidth")
            .await?,
        true
    );
    page.create_here("Small").await?;
    page.press("i").await?;
    page.wait_focus(".search-list input").await?;
    page.type_text("web api").await?;
    page.press("Enter").await?;
    page.wait_focus(".rename").await?;
    page.press("Enter").await?;
    page.wait(&shape("Web API")).await?;
    Ok(())
}

pub async fn dark_is_kept(page: Page) -> Outcome {
    let world = World::start(&[])?;
    page.open(&world).await?;
    page.wait("#app[data-ready]").await?;
    let ground = "getComputedStyle(document.body).backgroundColor";
    let light = page.eval(ground).await?;
    page.click("header [aria-label='Light or dark theme']")
        .await?;
    page.wait("[data-theme=dark]").await?;
    assert!(page.eval(ground).await? != light);
    page.reload().await?;
    page.wait("[data-theme=dark]").await?;
    Ok(())
}
