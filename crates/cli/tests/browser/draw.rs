//! Drawing a diagram: elements by click, drag, typing and the canvas's menu; flows from port to port
//! and between selected elements; boundaries.

use crate::Outcome;
use crate::page::Page;
use crate::person::shape;
use serde_json::json;

const FLOWS: &str = ".resting .shapes > g.data-flow";

pub async fn by_click(page: Page) -> Outcome {
    page.create("Clicks").await?;
    page.fill("#stencil-search", "relational").await?;
    page.wait_count("[data-stencil]", 1).await?;
    page.click("[data-stencil='TL.DS.RelationalDatabase']")
        .await?;
    page.wait(&shape("Relational Database")).await?;
    page.fill("#stencil-search", "web api").await?;
    page.press("Enter").await?;
    page.wait(&shape("Web API")).await?;
    let [a, b] = [
        page.place("Web API").await?,
        page.place("Relational Database").await?,
    ];
    let apart = (a[0] - b[0]).abs() >= a[2] || (a[1] - b[1]).abs() >= a[3];
    assert!(apart, "elements get room of their own: {a:?} {b:?}");
    Ok(())
}

pub async fn families_fold(page: Page) -> Outcome {
    page.create("Families").await?;
    page.wait("[data-stencil='GE.P']").await?;
    let all = page.count("[data-stencil]").await?;
    page.click(".family-head[aria-expanded=true]").await?;
    page.wait_gone("[data-stencil='GE.P']").await?;
    assert!(page.count("[data-stencil]").await? < all);
    page.fill("#stencil-search", "generic process").await?;
    page.wait("[data-stencil='GE.P']").await?;
    page.fill("#stencil-search", "no such thing").await?;
    page.wait_text(".stencils", "No stencil has this name")
        .await?;
    Ok(())
}

pub async fn by_drag(page: Page) -> Outcome {
    page.create("Drags").await?;
    let (x, y) = page.on_canvas((200.0, 120.0)).await?;
    let script = "const [x, y] = arguments, dataTransfer = new DataTransfer();
        const fire = (on, kind) => on.dispatchEvent(new DragEvent(kind,
            { bubbles: true, cancelable: true, dataTransfer, clientX: x, clientY: y }));
        fire(document.querySelector('[data-stencil=\"TL.EI.User\"]'), 'dragstart');
        const canvas = document.querySelector('#canvas');
        const taken = !fire(canvas, 'dragover');
        fire(canvas, 'drop');
        return taken;";
    assert_eq!(page.call(script, json!([x, y])).await?, json!(true));
    let (cx, cy) = page.center("User").await?;
    assert!(
        (cx - x).abs() <= 10.0 && (cy - y).abs() <= 10.0,
        "{cx}, {cy} is where it fell"
    );
    Ok(())
}

pub async fn by_typing(page: Page) -> Outcome {
    page.create("Types").await?;
    page.press("i").await?;
    page.wait_focus(".search-list input").await?;
    page.type_text("web ap").await?;
    page.wait_text("#choice-0", "Web API").await?;
    page.press("ArrowDown").await?;
    page.press("Enter").await?;
    page.wait_focus(".rename").await?;
    page.type_text("Front door").await?;
    page.press("Enter").await?;
    page.wait(&shape("Front door")).await?;
    page.wait_text(".type-line h2", "Web Application").await?;
    Ok(())
}

pub async fn by_menu(page: Page) -> Outcome {
    page.create("Menus").await?;
    let (x, y) = page.on_canvas((300.0, 200.0)).await?;
    page.right_click_at(x, y).await?;
    page.click_text(".context button", "Generic External Interactor")
        .await?;
    let (cx, cy) = page.center("Generic External Interactor").await?;
    assert!(
        (cx - x).abs() <= 10.0 && (cy - y).abs() <= 10.0,
        "{cx}, {cy} is where it was asked for"
    );
    page.right_click_at(x, y).await?;
    page.wait(".context [data-action=Connect]").await?;
    assert_eq!(
        page.count(".context [data-action=ToFront]").await?,
        1,
        "every line is there once"
    );
    page.press("Escape").await?;
    page.wait_gone(".context").await?;
    Ok(())
}

pub async fn port_to_port(page: Page) -> Outcome {
    page.create("Ports").await?;
    page.put("Web Browser", "Visitor", (140.0, 150.0)).await?;
    page.put("Web API", "Shop", (460.0, 150.0)).await?;
    page.press("Escape").await?;
    let (x, y) = page.center("Visitor").await?;
    page.move_to(x, y).await?;
    page.wait_count(".moving .port", 8).await?;
    let east = "Math.max(...[...document.querySelectorAll('.port')].map(p => {
        const r = p.getBoundingClientRect(); return r.x + r.width / 2; }))";
    let east = page.eval(east).await?.as_f64().unwrap_or_default();
    page.drag((east, y), page.center("Shop").await?, 12).await?;
    page.wait_count(FLOWS, 1).await?;
    page.wait_threats().await?;
    assert!(page.content(".lower").await?.contains("Generic Data Flow"));
    Ok(())
}

pub async fn flow_of_a_stencil(page: Page) -> Outcome {
    page.create("Flows").await?;
    page.put("Web Browser", "Visitor", (140.0, 150.0)).await?;
    page.put("Web API", "Shop", (460.0, 150.0)).await?;
    page.press("Escape").await?;
    page.fill("#stencil-search", "https").await?;
    page.click("[data-stencil='TL.DF.Https']").await?;
    page.wait("#canvas.drawing").await?;
    page.drag(
        page.center("Visitor").await?,
        page.center("Shop").await?,
        12,
    )
    .await?;
    page.wait(&shape("HTTPS")).await?;
    page.wait_gone("#canvas.drawing").await?;
    page.wait_threats().await?;
    Ok(())
}

pub async fn both_ways(page: Page) -> Outcome {
    page.create("Both").await?;
    page.put("Web Browser", "Visitor", (140.0, 150.0)).await?;
    page.put("Web API", "Shop", (460.0, 150.0)).await?;
    page.select(&["Visitor", "Shop"]).await?;
    page.press("Shift+C").await?;
    page.wait_count(FLOWS, 2).await?;
    page.press("Alt+4").await?;
    page.wait_text(".told", "Visitor sends Generic Data Flow to Shop.")
        .await?;
    page.wait_text(".told", "Shop sends Generic Data Flow to Visitor.")
        .await?;
    page.press("Control+z").await?;
    page.wait_count(FLOWS, 0).await?;
    Ok(())
}

pub async fn bend_and_straighten(page: Page) -> Outcome {
    page.create_pair().await?;
    let [x, y, w, h] = page.place("Generic Data Flow").await?;
    let middle = (x + w / 2.0, y + h / 2.0);
    page.wait_count(".moving .grip", 3).await?;
    page.drag(middle, (middle.0, middle.1 + 60.0), 8).await?;
    page.wait("#unsaved").await?;
    let bent = page.place("Generic Data Flow").await?;
    assert!(bent[3] > h + 20.0, "it bends: {bent:?}");
    page.menu("Diagram", "Straighten").await?;
    page.settle().await?;
    let straight = page.place("Generic Data Flow").await?;
    assert!(
        (straight[3] - h).abs() < 2.0,
        "it is straight: {straight:?}"
    );
    Ok(())
}

pub async fn turn_around(page: Page) -> Outcome {
    page.create_pair().await?;
    page.press("Alt+4").await?;
    page.wait_text(".told", "Visitor sends Generic Data Flow to Shop")
        .await?;
    page.menu("Diagram", "Reverse").await?;
    page.wait_text(".told", "Shop sends Generic Data Flow to Visitor")
        .await?;
    Ok(())
}

pub async fn reattach_an_end(page: Page) -> Outcome {
    page.create_pair().await?;
    page.put("Relational Database", "Stock", (300.0, 330.0))
        .await?;
    page.select(&["Generic Data Flow"]).await?;
    page.wait_count(".moving .grip", 3).await?;
    let target = "(() => { const g = [...document.querySelectorAll('.grip')].map(p => p.getBoundingClientRect())
        .sort((a, b) => b.x - a.x)[0]; return [g.x + g.width / 2, g.y + g.height / 2]; })()";
    let at = page.eval(target).await?;
    let at = (
        at[0].as_f64().unwrap_or_default(),
        at[1].as_f64().unwrap_or_default(),
    );
    page.drag(at, page.center("Stock").await?, 12).await?;
    page.press("Alt+4").await?;
    page.wait_text(".told", "Visitor sends Generic Data Flow to Stock")
        .await?;
    Ok(())
}

pub async fn boundary_box(page: Page) -> Outcome {
    page.create_pair().await?;
    let inside = page.threats().await?;
    page.put("Cloud Account", "Cloud", (520.0, 180.0)).await?;
    page.wait_until(&format!(
        "parseInt(document.querySelector('#status').textContent) !== {inside}"
    ))
    .await?;
    page.select(&["Generic Data Flow"]).await?;
    page.wait(".moving .lit").await?;
    page.press("Alt+4").await?;
    page.wait_text(".told", "crossing Cloud").await?;
    Ok(())
}

pub async fn boundary_line(page: Page) -> Outcome {
    page.create_pair().await?;
    page.put("Internet Boundary", "Internet", (300.0, 90.0))
        .await?;
    page.wait_count(".moving .grip", 3).await?;
    page.press("Alt+4").await?;
    page.wait_text(".told", "crossing Internet").await?;
    page.select(&["Internet"]).await?;
    let [x, y, w, h] = page.place("Internet").await?;
    let lowest = (x, y + h);
    page.drag(lowest, (lowest.0, y + h - 110.0), 10).await?;
    page.wait_until("!document.querySelector('.told').textContent.includes('crossing')")
        .await?;
    assert!(page.place("Internet").await?[3] < h - 50.0 && w > 0.0);
    Ok(())
}

pub async fn annotation(page: Page) -> Outcome {
    page.create_pair().await?;
    let before = page.threats().await?;
    page.put("Free Text", "Ask the team about this", (300.0, 300.0))
        .await?;
    page.wait(".resting .shapes > g.annotation").await?;
    assert_eq!(page.threats().await?, before);
    Ok(())
}
