//! Diagrams as tabs, what part of them is seen, finding elements, and pictures.

use crate::Outcome;
use crate::page::Page;
use crate::person::shape;

const TABS: &str =
    "[...document.querySelectorAll('.diagrams .tab')].map(t => t.textContent).join('|')";
const SHOWN: &str = "document.querySelector('.diagrams .tab[aria-selected=true]').textContent";

pub async fn tabs(page: Page) -> Outcome {
    page.create_pair().await?;
    page.click("[aria-label='Add diagram']").await?;
    page.wait(".empty-canvas").await?;
    assert_eq!(page.eval(TABS).await?, "Diagram 1|Diagram 2");
    page.double_click(".diagrams .tab:nth-child(2)").await?;
    page.wait_focus(".tab-name").await?;
    page.type_text("Payment").await?;
    page.press("Enter").await?;
    page.wait_until(&format!("{TABS} === 'Diagram 1|Payment'"))
        .await?;
    page.focus(".diagrams .tab:nth-child(2)").await?;
    page.press("Alt+ArrowLeft").await?;
    page.wait_until(&format!("{TABS} === 'Payment|Diagram 1'"))
        .await?;
    page.focus("#canvas").await?;
    page.press("PageDown").await?;
    page.wait_until(&format!("{SHOWN} === 'Diagram 1'")).await?;
    page.wait(&shape("Shop")).await?;
    Ok(())
}

pub async fn duplicate_and_delete(page: Page) -> Outcome {
    page.create_pair().await?;
    let threats = page.threats().await?;
    page.menu("Diagram", "DuplicateDiagram").await?;
    page.wait_until(&format!("{SHOWN} === 'Diagram 1 (copy)'"))
        .await?;
    page.wait_threat_count(2 * threats).await?;
    page.menu("Diagram", "DeleteDiagram").await?;
    page.wait_until(&format!("{TABS} === 'Diagram 1'")).await?;
    page.wait_threat_count(threats).await?;
    page.press("Control+z").await?;
    page.wait_until(&format!("{TABS} === 'Diagram 1|Diagram 1 (copy)'"))
        .await?;
    page.wait_threat_count(2 * threats).await?;
    Ok(())
}

pub async fn find(page: Page) -> Outcome {
    page.open_shop().await?;
    page.press("Control+f").await?;
    page.wait_focus(".search-list input").await?;
    page.type_text("payment").await?;
    page.press("ArrowDown").await?;
    let wanted = page.text("#choices .on span").await?;
    page.press("Enter").await?;
    page.wait_selected(1).await?;
    page.wait_value("#property-name", &wanted).await?;
    Ok(())
}

pub async fn zoom_pan_fit(page: Page) -> Outcome {
    page.open_shop().await?;
    page.focus("#canvas").await?;
    let fitted = page.text(".canvas-tools .zoom").await?;
    page.press("0").await?;
    page.wait_text(".canvas-tools .zoom", "100 %").await?;
    page.press("+").await?;
    page.wait_text(".canvas-tools .zoom", "125 %").await?;
    let middle = page.middle("#canvas").await?;
    page.hold("Control").await?;
    page.wheel(middle, 0.0, 240.0).await?;
    page.release("Control").await?;
    page.wait_text(".canvas-tools .zoom", "56 %").await?;
    let world = "document.querySelector('.resting .world').getAttribute('transform')";
    let before = page.eval(world).await?;
    page.wheel(middle, 0.0, 100.0).await?;
    page.wait_until(&format!("{world} !== {before}")).await?;
    let before = page.eval(world).await?;
    page.hold("Space").await?;
    page.drag(middle, (middle.0 + 80.0, middle.1), 6).await?;
    page.release("Space").await?;
    page.wait_until(&format!("{world} !== {before}")).await?;
    page.press("f").await?;
    page.wait_text(".canvas-tools .zoom", &fitted).await?;
    assert_eq!(page.count("#unsaved").await?, 0, "looking is no change");
    Ok(())
}

pub async fn minimap(page: Page) -> Outcome {
    page.open_shop().await?;
    page.press("0").await?;
    page.press("+").await?;
    page.press("+").await?;
    page.wait("svg.minimap").await?;
    let world = "document.querySelector('.resting .world').getAttribute('transform')";
    let before = page.eval(world).await?;
    let [x, y, ..] = page.rect("svg.minimap").await?;
    page.click_at(x + 15.0, y + 15.0).await?;
    page.wait_until(&format!("{world} !== {before}")).await?;
    page.menu("View", "Minimap").await?;
    page.wait_gone("svg.minimap").await?;
    Ok(())
}

pub async fn pictures(page: Page) -> Outcome {
    page.open_shop().await?;
    page.menu("File", "Picture").await?;
    page.wait("dialog img.picture").await?;
    page.click("#picture-svg").await?;
    let svg = page.download("shop – Overview.svg").await?;
    assert!(
        svg.starts_with(b"<svg") && svg.len() > 2000,
        "{} bytes",
        svg.len()
    );
    page.click("#picture-png").await?;
    let png = page.download("shop – Overview.png").await?;
    assert!(
        png.starts_with(b"\x89PNG") && png.len() > 5000,
        "{} bytes",
        png.len()
    );
    Ok(())
}

/// Open threats are counted beside flows until somebody switches that off; the diagram goes to the
/// clipboard as a picture.
pub async fn open_threats_and_a_copied_picture(page: Page) -> Outcome {
    page.allow_clipboard().await?;
    page.open_shop().await?;
    page.wait(".badges .d-urgent").await?;
    let counted = page.count(".badges .d-badge").await?;
    assert!(counted > 5, "{counted} badges");
    page.menu("View", "Badges").await?;
    page.wait_gone(".badges .d-badge").await?;
    page.menu("View", "Badges").await?;
    page.wait(".badges .d-badge").await?;
    page.menu("Edit", "CopyPicture").await?;
    page.wait_text(".toast", "on the clipboard as a picture")
        .await?;
    page.eval(
        "navigator.clipboard.read().then(items => { window.copied = items[0].types.join(); })",
    )
    .await?;
    page.wait_until("window.copied === 'image/png'").await?;
    Ok(())
}
