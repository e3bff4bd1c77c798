//! Changing what is drawn: select, move, nudge, resize, align, spread, order, automatic layout, undo.

use crate::Outcome;
use crate::page::Page;
use crate::person::shape;
use serde_json::Value;

/// The places of all elements, to be compared.
const PLACES: &str = "[...document.querySelectorAll('.resting .shapes > g')].map(g => {
    const r = g.getBoundingClientRect();
    return g.dataset.id + ' ' + [r.x, r.y, r.width, r.height].map(Math.round).join(' '); }).sort()";

async fn places(page: &Page) -> Result<Value, String> {
    page.settle().await?;
    page.eval(PLACES).await
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1.5
}

/// Three elements, none of them in line with another.
async fn three(page: &Page) -> Outcome {
    page.create("Three").await?;
    page.put("Web Browser", "One", (110.0, 110.0)).await?;
    page.put("Web API", "Two", (280.0, 170.0)).await?;
    page.put("Relational Database", "Three", (560.0, 260.0))
        .await?;
    Ok(())
}

pub async fn move_and_nudge(page: Page) -> Outcome {
    page.create_pair().await?;
    let before = page.place("Shop").await?;
    let flow = page.place("Generic Data Flow").await?;
    let (x, y) = page.center("Shop").await?;
    page.drag((x, y), (x + 60.0, y + 120.0), 10).await?;
    page.settle().await?;
    let moved = page.place("Shop").await?;
    assert!(
        moved[0] - before[0] >= 50.0 && moved[1] - before[1] >= 100.0,
        "{moved:?}"
    );
    assert!(
        page.place("Generic Data Flow").await?[3] > flow[3] + 50.0,
        "the flow follows"
    );
    page.press("ArrowRight").await?;
    page.press("Shift+ArrowDown").await?;
    page.settle().await?;
    let nudged = page.place("Shop").await?;
    assert!(
        near(nudged[0] - moved[0], 1.0) && near(nudged[1] - moved[1], 10.0),
        "{nudged:?}"
    );
    Ok(())
}

pub async fn guides_appear(page: Page) -> Outcome {
    three(&page).await?;
    page.press("Escape").await?;
    let (x, y) = page.center("Two").await?;
    let (_, level) = page.center("One").await?;
    page.drag_and_hold((x, y), (x + 40.0, level + 3.0)).await?;
    page.wait(".moving .guide").await?;
    page.let_go().await?;
    page.wait_gone(".moving .guide").await?;
    assert!(
        near(page.center("Two").await?.1, level),
        "it is in line with its neighbour"
    );
    Ok(())
}

pub async fn grips_resize(page: Page) -> Outcome {
    page.create_pair().await?;
    page.select(&["Visitor"]).await?;
    page.wait_count(".moving .grip", 8).await?;
    let [x, y, w, h] = page.place("Visitor").await?;
    page.drag((x + w - 1.0, y + h - 1.0), (x + w + 39.0, y + h + 29.0), 10)
        .await?;
    page.settle().await?;
    let after = page.place("Visitor").await?;
    assert!(
        near(after[0], x) && near(after[1], y),
        "its other corner stays"
    );
    assert!(after[2] > w + 25.0 && after[3] > h + 15.0, "{after:?}");
    Ok(())
}

pub async fn place_in_numbers(page: Page) -> Outcome {
    page.create_pair().await?;
    page.select(&["Visitor"]).await?;
    page.enter_labelled("W", "160").await?;
    page.settle().await?;
    assert!(
        near(page.place("Visitor").await?[2], 160.0),
        "{:?}",
        page.place("Visitor").await?
    );
    Ok(())
}

pub async fn marquee(page: Page) -> Outcome {
    three(&page).await?;
    page.press("Escape").await?;
    let (from, to) = (
        page.on_canvas((20.0, 20.0)).await?,
        page.on_canvas((360.0, 250.0)).await?,
    );
    page.drag_and_hold(from, to).await?;
    page.wait(".moving .marquee").await?;
    page.let_go().await?;
    page.wait_selected(2).await?;
    page.hold("Shift").await?;
    let (x, y) = page.center("Three").await?;
    page.click_at(x, y).await?;
    page.release("Shift").await?;
    page.wait_selected(3).await?;
    page.press("Escape").await?;
    page.wait_selected(0).await?;
    Ok(())
}

pub async fn align_and_spread(page: Page) -> Outcome {
    three(&page).await?;
    page.press("Control+a").await?;
    page.menu("Arrange", "AlignTop").await?;
    page.settle().await?;
    let [a, b, c] = [
        page.place("One").await?,
        page.place("Two").await?,
        page.place("Three").await?,
    ];
    assert!(
        near(a[1], b[1]) && near(b[1], c[1]),
        "tops: {a:?} {b:?} {c:?}"
    );
    page.menu("Arrange", "SpreadAcross").await?;
    page.settle().await?;
    let [a, b, c] = [
        page.place("One").await?,
        page.place("Two").await?,
        page.place("Three").await?,
    ];
    let gap = |left: [f64; 4], right: [f64; 4]| right[0] - left[0] - left[2];
    assert!(
        (gap(a, b) - gap(b, c)).abs() < 2.5,
        "gaps: {a:?} {b:?} {c:?}"
    );
    page.press("Control+z").await?;
    page.press("Control+z").await?;
    page.settle().await?;
    assert!(page.place("Three").await?[1] > a[1] + 50.0, "undone");
    Ok(())
}

pub async fn front_and_back(page: Page) -> Outcome {
    three(&page).await?;
    let order =
        "[...document.querySelectorAll('.resting .shapes > g')].map(g => g.dataset.name).join(' ')";
    page.select(&["Two"]).await?;
    page.press("Control+Shift+ArrowUp").await?;
    page.wait_until(&format!("{order} === 'One Three Two'"))
        .await?;
    page.press("Control+Shift+ArrowDown").await?;
    page.wait_until(&format!("{order} === 'Two One Three'"))
        .await?;
    page.put("Cloud Account", "Cloud", (350.0, 60.0)).await?;
    page.wait_until(&format!("{order} === 'Cloud Two One Three'"))
        .await?;
    Ok(())
}

pub async fn rename_in_place(page: Page) -> Outcome {
    page.create_pair().await?;
    let (x, y) = page.center("Shop").await?;
    page.double_click_at(x, y).await?;
    page.wait_focus(".rename").await?;
    page.type_text("Bookshop").await?;
    page.press("Escape").await?;
    page.wait_gone(".rename").await?;
    page.wait(&shape("Shop")).await?;
    page.press("F2").await?;
    page.wait_focus(".rename").await?;
    page.type_text("Bookshop").await?;
    page.press("Enter").await?;
    page.wait(&shape("Bookshop")).await?;
    page.wait_value("#property-name", "Bookshop").await?;
    Ok(())
}

pub async fn change_type(page: Page) -> Outcome {
    page.create_pair().await?;
    page.select(&["Shop"]).await?;
    page.choose("[data-property=validatesInput]", "Yes").await?;
    page.click("[data-action=ChangeStencil]").await?;
    page.wait_focus(".search-list input").await?;
    page.type_text("web application").await?;
    page.press("Enter").await?;
    page.wait_text(".type-line h2", "Web Application").await?;
    page.wait_value("#property-name", "Shop").await?;
    page.wait_value("[data-property=validatesInput]", "Yes")
        .await?;
    page.wait("[data-property=encodesOutput]").await?;
    Ok(())
}

pub async fn layout_and_back(page: Page) -> Outcome {
    page.open_shop().await?;
    page.press("f").await?;
    let before = places(&page).await?;
    page.press("Control+Shift+l").await?;
    page.wait("#unsaved").await?;
    page.press("f").await?;
    assert!(places(&page).await? != before, "it is arranged anew");
    page.press("Control+z").await?;
    page.wait_gone("#unsaved").await?;
    page.press("f").await?;
    assert_eq!(places(&page).await?, before);
    Ok(())
}

pub async fn undo_to_the_start(page: Page) -> Outcome {
    let world = page.open_shop().await?;
    let bytes = world.read("shop.tm7")?;
    let before = places(&page).await?;
    page.press("Control+a").await?;
    page.press("ArrowRight").await?;
    page.press("Control+d").await?;
    page.press("Delete").await?;
    page.press("Escape").await?;
    page.press("]").await?;
    page.wait_selected(1).await?;
    page.enter("#property-name", "Renamed").await?;
    page.focus("#canvas").await?;
    page.press("Delete").await?;
    page.wait_gone(&shape("Renamed")).await?;
    let after = places(&page).await?;
    let mut steps = 0;
    while page.count("[aria-label=Undo]:enabled").await? > 0 {
        page.press("Control+z").await?;
        page.settle().await?;
        steps += 1;
        assert!(steps < 20);
    }
    page.wait_gone("#unsaved").await?;
    assert_eq!(places(&page).await?, before);
    page.save().await?;
    assert!(
        world.read("shop.tm7")? == bytes,
        "as it was: the same bytes"
    );
    for _ in 0..steps {
        page.press("Control+y").await?;
    }
    assert_eq!(places(&page).await?, after);
    Ok(())
}
