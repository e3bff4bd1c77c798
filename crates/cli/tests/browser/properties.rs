//! The properties of what is selected: every kind of field, several elements at once, what is out of
//! scope, and that the answers decide which threats there are.

use crate::Outcome;
use crate::page::Page;
use crate::person::{analyzed, shape};

pub async fn list_decides_threats(page: Page) -> Outcome {
    page.create_pair().await?;
    let inside = page.threats().await?;
    page.put("Internet Boundary", "Internet", (300.0, 90.0))
        .await?;
    page.wait_until(&format!(
        "parseInt(document.querySelector('#status').textContent) > {inside}"
    ))
    .await?;
    let before = page.threats().await?;
    page.select(&["Generic Data Flow"]).await?;
    page.choose("[data-property=encrypted]", "Yes").await?;
    page.choose("[data-property=providesIntegrity]", "Yes")
        .await?;
    page.wait_until(&format!(
        "parseInt(document.querySelector('#status').textContent) < {before}"
    ))
    .await?;
    page.wait_value("[data-property=encrypted]", "Yes").await?;
    page.press("Tab").await?;
    page.focus("#canvas").await?;
    page.press("Control+z").await?;
    page.press("Control+z").await?;
    page.wait_threat_count(before).await?;
    page.wait_value("[data-property=encrypted]", "Not Selected")
        .await?;
    Ok(())
}

pub async fn fixed_ones_are_shown(page: Page) -> Outcome {
    page.create("Fixed").await?;
    page.put("Administrator", "Root", (200.0, 150.0)).await?;
    page.wait_text(".field.fixed", "Type").await?;
    page.wait_text(".field.fixed output", "Human").await?;
    page.wait(".properties .help").await?;
    assert!(
        page.count(".properties fieldset legend").await? >= 2,
        "inherited ones are grouped"
    );
    Ok(())
}

pub async fn text(page: Page) -> Outcome {
    let world = page.create_pair().await?;
    page.select(&["Shop"]).await?;
    page.enter("#property-name", "Bookshop & Co").await?;
    page.wait(&shape("Bookshop & Co")).await?;
    page.save_as("names.tm7").await?;
    let report = analyzed(&world, "names.tm7")?.to_string();
    assert!(report.contains("Bookshop & Co"));
    Ok(())
}

pub async fn several_at_once(page: Page) -> Outcome {
    page.create("Several").await?;
    page.put("Web Browser", "Visitor", (140.0, 150.0)).await?;
    page.put("Web API", "Shop", (460.0, 150.0)).await?;
    page.put("Web API", "Stock", (460.0, 310.0)).await?;
    page.select(&["Shop"]).await?;
    page.choose("[data-property=validatesInput]", "Yes").await?;
    page.select(&["Shop", "Stock"]).await?;
    page.wait_text(".type-line h2", "Web API (2)").await?;
    page.wait_value("[data-property=validatesInput]", "")
        .await?;
    page.choose("[data-property=validatesInput]", "No").await?;
    for name in ["Shop", "Stock"] {
        page.select(&[name]).await?;
        page.wait_value("[data-property=validatesInput]", "No")
            .await?;
    }
    page.focus("#canvas").await?;
    page.press("Control+z").await?;
    page.wait_value("[data-property=validatesInput]", "Not Selected")
        .await?;
    page.select(&["Visitor", "Stock"]).await?;
    page.wait_text(".type-line h2", "2 elements selected")
        .await?;
    assert_eq!(
        page.count("[data-property=validatesInput]").await?,
        0,
        "only what all have"
    );
    Ok(())
}

pub async fn out_of_scope(page: Page) -> Outcome {
    let world = page.create_pair().await?;
    assert!(page.threats().await? > 0);
    let scope = page.labelled("Out Of Scope").await?;
    page.click(&scope).await?;
    page.wait_threat_count(0).await?;
    page.enter_labelled("Reason For Out Of Scope", "Run by somebody else")
        .await?;
    page.wait(".resting .shapes > g.d-out").await?;
    page.press("Alt+4").await?;
    page.wait_text(".told", "(out of scope)").await?;
    page.save_as("scope.tm7").await?;
    assert_eq!(analyzed(&world, "scope.tm7")?["summary"]["total"], 0);
    let file = String::from_utf8_lossy(&world.read("scope.tm7")?).into_owned();
    assert!(file.contains("Run by somebody else"));
    Ok(())
}

pub async fn of_the_diagram(page: Page) -> Outcome {
    page.create_pair().await?;
    page.press("Escape").await?;
    page.wait_selected(0).await?;
    page.wait_text(".properties h2", "Nothing is selected")
        .await?;
    page.enter_labelled("Diagram", "Sales").await?;
    page.wait_text(".diagrams .tab", "Sales").await?;
    page.wait_text(".properties", "Trustline Core").await?;
    Ok(())
}
