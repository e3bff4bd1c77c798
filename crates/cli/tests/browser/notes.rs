//! Notes, messages and what is known of the model as a whole.

use crate::Outcome;
use crate::page::Page;
use crate::person::analyzed;

pub async fn notes(page: Page) -> Outcome {
    let world = page.open_shop().await?;
    let before = analyzed(&world, "shop.tm7")?["notes"]
        .as_array()
        .map_or(0, Vec::len);
    page.press("Alt+3").await?;
    page.fill("#new-note", "Ask the payment team").await?;
    page.click_text(".notes button", "Add note").await?;
    page.wait_count(".notes li", before as u64 + 1).await?;
    page.wait_text(".notes li:last-child", "Test Person")
        .await?;
    page.enter(
        ".notes li:last-child textarea",
        "Ask the payment team again",
    )
    .await?;
    page.click(".notes li:first-child button").await?;
    page.wait_count(".notes li", before as u64).await?;
    page.save().await?;
    let notes = analyzed(&world, "shop.tm7")?["notes"].to_string();
    assert!(
        notes.contains("Ask the payment team again") && notes.contains("Test Person"),
        "{notes}"
    );
    Ok(())
}

pub async fn messages(page: Page) -> Outcome {
    let world = page.create_pair().await?;
    page.fill("#stencil-search", "https").await?;
    page.press("Escape").await?;
    page.focus("#canvas").await?;
    page.press("Escape").await?;
    page.click("[data-stencil='TL.DF.Https']").await?;
    page.wait("#canvas.drawing").await?;
    let (from, to) = (
        page.center("Visitor").await?,
        page.on_canvas((330.0, 330.0)).await?,
    );
    page.drag(from, to, 10).await?;
    page.press("Alt+2").await?;
    page.wait_text(".messages li:has(.tag)", "HTTPS").await?;
    page.focus("#canvas").await?;
    page.press("Escape").await?;
    page.wait_selected(0).await?;
    page.click(".messages li button.link").await?;
    page.wait_selected(1).await?;
    let all = page.count(".messages li:has(.tag)").await?;
    page.click_text(".messages li button", "Dismiss").await?;
    page.wait_count(".messages li:has(.tag)", all - 1).await?;
    page.save_as("messages.tm7").await?;
    page.click(".home").await?;
    page.reload().await?;
    page.open_listed("messages.tm7").await?;
    page.press("Alt+2").await?;
    page.wait_count(".messages li:has(.tag)", all - 1).await?;
    page.click(".messages .check-field input").await?;
    page.wait(".messages li.dismissed").await?;
    page.click(".messages li.dismissed > button:last-child")
        .await?;
    page.wait_gone(".messages li.dismissed").await?;
    page.save().await?;
    assert!(
        analyzed(&world, "messages.tm7")?["messages"]
            .to_string()
            .contains("HTTPS")
    );
    Ok(())
}

pub async fn information(page: Page) -> Outcome {
    let world = page.open_shop().await?;
    page.press("Control+i").await?;
    page.wait_value("#info-0", "Web shop").await?;
    page.fill("#info-1", "Sales").await?;
    page.fill("#info-5", "Nobody is perfect.\nNot even we.")
        .await?;
    page.click(".information .primary").await?;
    page.wait_gone("dialog[open]").await?;
    page.save().await?;
    let information = analyzed(&world, "shop.tm7")?["information"].clone();
    assert_eq!(information["name"], "Web shop");
    assert_eq!(information["owner"], "Sales");
    assert_eq!(
        information["assumptions"],
        "Nobody is perfect.\nNot even we."
    );
    page.focus("#canvas").await?;
    page.press("Control+z").await?;
    page.press("Control+i").await?;
    page.wait_value("#info-1", "Shop team").await?;
    Ok(())
}
