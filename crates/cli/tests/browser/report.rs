//! The report: looked at in the page, with and without some of its parts, downloaded in every format.

use crate::Outcome;
use crate::page::Page;

const SEEN: &str =
    "(document.querySelector('iframe.preview')?.contentDocument?.body?.innerText ?? '')";

pub async fn preview(page: Page) -> Outcome {
    page.open_shop().await?;
    page.press("Control+Shift+r").await?;
    page.wait_until(&format!("{SEEN}.includes('customers browse and order')"))
        .await?;
    let threat = "'Needs Investigation'";
    page.wait_until(&format!("{SEEN}.includes({threat})"))
        .await?;
    for part in ["information", "threats", "summary"] {
        page.click_text(".report-side label", part).await?;
    }
    page.wait_until(&format!(
        "{SEEN}.length > 0 && !{SEEN}.includes('customers browse and order')"
    ))
    .await?;
    page.wait_until(&format!("!{SEEN}.includes({threat})"))
        .await?;
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
