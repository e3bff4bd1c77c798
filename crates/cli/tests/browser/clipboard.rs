//! Copy, cut, paste and duplicate: within a diagram, between diagrams, between windows, and without
//! losing or doubling a decision.

use crate::Outcome;
use crate::page::Page;
use crate::person::{analyzed, shape};

const ALL: &str = ".resting .shapes > g";

pub async fn copy_and_paste(page: Page) -> Outcome {
    page.create_pair().await?;
    page.allow_clipboard().await?;
    let one = page.threats().await?;
    page.press("Control+a").await?;
    page.press("Control+c").await?;
    page.press("Control+v").await?;
    page.wait_count(ALL, 6).await?;
    page.wait_threat_count(2 * one).await?;
    page.press("Control+z").await?;
    page.wait_count(ALL, 3).await?;
    Ok(())
}

pub async fn duplicate(page: Page) -> Outcome {
    page.create_pair().await?;
    page.select(&["Shop"]).await?;
    page.press("Control+d").await?;
    page.wait_count(ALL, 4).await?;
    page.press("Escape").await?;
    let (x, y) = page.center("Visitor").await?;
    page.hold("Alt").await?;
    page.drag((x, y), (x, y + 150.0), 10).await?;
    page.release("Alt").await?;
    page.wait_count(ALL, 5).await?;
    assert!(
        (page.center("Visitor").await?.1 - y).abs() < 2.0,
        "the first one stays"
    );
    Ok(())
}

pub async fn between_diagrams(page: Page) -> Outcome {
    let world = page.open_shop().await?;
    page.allow_clipboard().await?;
    page.wait_threats().await?;
    let before = analyzed(&world, "shop.tm7")?["summary"].clone();
    let elements = page.count(ALL).await?;
    page.press("Control+a").await?;
    page.press("Control+x").await?;
    page.wait_count(ALL, 0).await?;
    page.click("[aria-label='Add diagram']").await?;
    page.wait(".empty-canvas").await?;
    page.focus("#canvas").await?;
    page.press("Control+v").await?;
    page.wait("#unsaved").await?;
    page.wait_gone(".empty-canvas").await?;
    page.press("f").await?;
    page.wait_count(ALL, elements).await?;
    page.save().await?;
    let after = analyzed(&world, "shop.tm7")?["summary"].clone();
    assert_eq!(after, before, "every decision came along");
    Ok(())
}

pub async fn copies_are_undecided(page: Page) -> Outcome {
    let world = page.open_shop().await?;
    page.allow_clipboard().await?;
    page.wait_threats().await?;
    let before = analyzed(&world, "shop.tm7")?["summary"].clone();
    page.press("Control+a").await?;
    page.press("Control+c").await?;
    page.press("Control+v").await?;
    page.wait("#unsaved").await?;
    page.save().await?;
    let after = analyzed(&world, "shop.tm7")?["summary"].clone();
    assert!(after["total"].as_u64() > before["total"].as_u64());
    for state in ["Mitigated", "Not Applicable", "Needs Investigation"] {
        assert_eq!(after["states"][state], before["states"][state], "{state}");
    }
    Ok(())
}

pub async fn between_windows(page: Page) -> Outcome {
    let world = page.create_pair().await?;
    page.allow_clipboard().await?;
    let threats = page.threats().await?;
    page.press("Control+a").await?;
    page.press("Control+c").await?;
    page.new_window().await?;
    page.open(&world).await?;
    page.create_here("Another").await?;
    page.allow_clipboard().await?;
    page.focus("#canvas").await?;
    page.press("Control+v").await?;
    page.wait(&shape("Visitor")).await?;
    page.wait_threat_count(threats).await?;
    page.save_as("another.tm7").await?;
    assert_eq!(
        analyzed(&world, "another.tm7")?["summary"]["total"],
        threats
    );
    Ok(())
}

pub async fn nothing_to_paste(page: Page) -> Outcome {
    page.create("Nothing").await?;
    page.allow_clipboard().await?;
    page.focus("#canvas").await?;
    page.press("Control+v").await?;
    page.wait_text(".toast", "Nothing to paste").await?;
    Ok(())
}
