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
