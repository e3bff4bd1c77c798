//! The diagram told as text: complete, for screen readers, and copied.

use crate::Outcome;
use crate::page::Page;

pub async fn told_and_copied(page: Page) -> Outcome {
    page.create_pair().await?;
    page.put("Cloud Account", "Cloud", (520.0, 180.0)).await?;
    page.allow_clipboard().await?;
    page.menu("Diagram", "Narrative").await?;
    for line in [
        "It has one process: Shop.",
        "It has one external entity: Visitor.",
        "Cloud holds Shop.",
        "Visitor sends Generic Data Flow to Shop, crossing Cloud.",
    ] {
        page.wait_text(".told", line).await?;
    }
    page.wait(".told[role=region][tabindex='0'][aria-label=Narrative]")
        .await?;
    page.click_text(".narrative button", "Copy as text").await?;
    page.wait_text(".toast", "Copied").await?;
    let text = page.clipboard().await?;
    assert!(
        text.contains("Cloud holds Shop.\n\nVisitor sends"),
        "{text}"
    );
    Ok(())
}

pub async fn follows_the_drawing(page: Page) -> Outcome {
    page.open_shop().await?;
    page.press("Alt+4").await?;
    page.wait_text(".told", "Diagram “Overview”.").await?;
    page.focus("#canvas").await?;
    page.press("PageDown").await?;
    page.wait_text(".told", "Diagram “Payment”.").await?;
    page.press("Control+a").await?;
    page.press("Delete").await?;
    page.wait_until("!document.querySelector('.told').textContent.includes('sends')")
        .await?;
    page.press("Control+z").await?;
    page.wait_text(".told", "sends").await?;
    Ok(())
}
