//! The report: looked at in the page, with and without some of its parts, downloaded in every format.

use crate::Outcome;
use crate::page::Page;
use crate::wire::Fault;

/// Waits until the report in its frame says, or does not say, some words.
pub async fn says(page: &Page, words: &str, wanted: bool) -> Result<(), String> {
    let what = format!("report with `{words}`: {wanted}");
    page.patiently(what, async || {
        let text = page.text_in_frame("iframe.preview").await?;
        match !text.is_empty() && text.contains(words) == wanted {
            true => Ok(()),
            false => Err(Fault::not_yet("it does not hold")),
        }
    })
    .await
}

pub async fn preview(page: Page) -> Outcome {
    page.open_shop().await?;
    page.press("Control+Shift+r").await?;
    says(&page, "customers browse and order", true).await?;
    says(&page, "Needs Investigation", true).await?;
    // Sorted by priority, whole.
    page.choose("#report-sort", "priority").await?;
    says(&page, "Threats by priority", true).await?;
    page.choose("#report-sort", "flow").await?;
    says(&page, "Threats by priority", false).await?;
    for part in ["information", "threats", "summary"] {
        page.click_text(".report-side label", part).await?;
    }
    says(&page, "customers browse and order", false).await?;
    says(&page, "Needs Investigation", false).await?;
    page.click("#report-download").await?;
    let html = page.download("shop.html").await?;
    assert!(
        !String::from_utf8_lossy(&html).contains("customers browse and order"),
        "left out of the file as well"
    );
    Ok(())
}

/// The report sorts its threats by itself, back and forth, and its filter knows both ways.
pub async fn sorted(page: Page) -> Outcome {
    page.open_shop().await?;
    page.press("Control+Shift+r").await?;
    says(&page, "Needs Investigation", true).await?;
    let numbers =
        "[...document.querySelectorAll('main .threat')].map(t => parseInt(t.textContent, 10))";
    let sort = |by: &str| {
        format!(
            "const s = document.querySelector('#sort'); s.value = '{by}';
             s.dispatchEvent(new Event('change'));
             const heads = [...document.querySelectorAll('.priority > h3')].map(h => h.textContent);
             const ranks = [...document.querySelectorAll('.priority .threat')].map(t => t.dataset.rank);
             return [{numbers}, heads, ranks];"
        )
    };
    let frame = "iframe.preview";
    let before = page.in_frame(frame, &format!("return {numbers};")).await;
    let before = before.map_err(|f| f.to_string())?;
    let by_priority = page.in_frame(frame, &sort("priority")).await;
    let by_priority = by_priority.map_err(|f| f.to_string())?;
    let heads = by_priority[1].to_string();
    assert!(heads.starts_with("[\"High: "), "{heads}");
    let ranks = by_priority[2].as_array().cloned().unwrap_or_default();
    let place = |rank: &serde_json::Value| ["high", "medium", "low"].iter().position(|r| rank == r);
    assert!(
        ranks.len() > 3 && ranks.is_sorted_by_key(place),
        "{ranks:?}"
    );
    let back = page.in_frame(frame, &sort("flow")).await;
    let back = back.map_err(|f| f.to_string())?;
    assert_eq!(back[0], before);
    Ok(())
}

pub async fn every_format(page: Page) -> Outcome {
    page.open_shop().await?;
    page.menu("File", "Report").await?;
    let formats = [
        ("HTML", "html"),
        ("Markdown", "md"),
        ("CSV", "csv"),
        ("JSON", "json"),
        ("SARIF", "sarif"),
    ];
    for (label, ending) in formats {
        page.click(&format!("input[value={label}]")).await?;
        page.wait(".preview").await?;
        page.click("#report-download").await?;
        let bytes = page.download(&format!("shop.{ending}")).await?;
        assert!(bytes.len() > 1000, "{label}: {} bytes", bytes.len());
        if ["json", "sarif"].contains(&ending) {
            serde_json::from_slice::<serde_json::Value>(&bytes)?;
        }
    }
    Ok(())
}
