//! Several templates at once, and another one for a model: a plan first, nothing lost.

use crate::Outcome;
use crate::page::Page;
use crate::world::{World, project_file};

/// The shop of the examples with its template said to be an older one.
fn older() -> Result<Vec<u8>, String> {
    let text =
        String::from_utf8(project_file("examples/web-shop.tm7")?).map_err(|e| e.to_string())?;
    let start = text
        .find("<a:Version>")
        .ok_or("the template has no version")?;
    let end = text
        .split_at(start)
        .1
        .find("</a:Version>")
        .ok_or("no end")?
        + start;
    Ok(format!("{}<a:Version>0.9.0.0{}", &text[..start], &text[end..]).into_bytes())
}

async fn open_dialog(page: &Page) -> Result<(), String> {
    page.menu("File", "ApplyTemplate").await?;
    page.wait("dialog .chooser").await
}

async fn open_old(page: &Page) -> Result<World, String> {
    let world = World::start(&[("old.tm7", older()?)])?;
    page.open(&world).await?;
    page.click_text("#files button", "old.tm7").await?;
    page.wait_text("#newer", "0.9.0.0 →").await?;
    Ok(world)
}

pub async fn several_for_a_new_model(page: Page) -> Outcome {
    let world = World::start(&[])?;
    page.open(&world).await?;
    page.wait("#app[data-ready]").await?;
    page.click("[data-template=infrastructure]").await?;
    page.create_here("Both").await?;
    page.wait("[data-stencil='TL.P.WebApi'][title*='From Trustline Core']")
        .await?;
    page.wait("[data-stencil='TLI.P.Workstation'][title*='From Trustline Infrastructure']")
        .await?;
    page.put("Workstation", "Desk", (140.0, 150.0)).await?;
    page.put("Server Or Virtual Machine", "Rack", (460.0, 150.0))
        .await?;
    page.connect("Desk", "Rack").await?;
    page.wait_threats().await?;
    page.click_text(".grid-row", "Local administrator password")
        .await?;
    page.wait_text("#threat", "From Trustline Infrastructure")
        .await?;
    page.select(&["Rack"]).await?;
    page.wait_text(".origin", "From Trustline Core").await?;
    Ok(())
}

pub async fn added_to_the_own_one_and_taken_back(page: Page) -> Outcome {
    page.open_shop().await?;
    page.wait_threats().await?;
    open_dialog(&page).await?;
    page.wait_text("#plan", "No template selected yet").await?;
    page.click("[data-template=core]").await?;
    page.wait_text("#plan .problem", "already").await?;
    page.click("[data-template=core]").await?;
    page.click("[data-template=cloud]").await?;
    page.wait_text("#plan", "Elements that need a different type")
        .await?;
    page.click("#apply-keep").await?;
    page.wait_text("#plan-decisions", "14 decisions: 14 same threat type")
        .await?;
    page.wait_gone("[data-part=elements]").await?;
    page.click("dialog button[type=submit]").await?;
    page.wait_gone("dialog[open]").await?;
    page.wait_text(".template-name", "Trustline Core + Trustline Cloud")
        .await?;
    page.press("Control+z").await?;
    page.wait_gone("[data-stencil='TLC.P.EdgeCache']").await?;
    page.wait_gone(".changed").await?;
    Ok(())
}

pub async fn a_plan_is_changed(page: Page) -> Outcome {
    page.open_shop().await?;
    page.wait_threats().await?;
    open_dialog(&page).await?;
    page.click("[data-template=cloud]").await?;
    let choice = "[aria-label='New type instead of Administration Console']";
    page.wait(choice).await?;
    page.choose(choice, "API Gateway").await?;
    // The plan follows.
    page.click("[data-part=properties] summary").await?;
    page.wait_text("[data-part=properties]", "Back office · API Gateway")
        .await?;
    page.click("dialog button[type=submit]").await?;
    page.wait_gone("dialog[open]").await?;
    page.select(&["Back office"]).await?;
    page.wait_text(".properties h2", "API Gateway").await?;
    Ok(())
}

pub async fn a_newer_version_is_looked_at(page: Page) -> Outcome {
    let _world = open_old(&page).await?;
    page.click_text("#newer button", "Review the changes")
        .await?;
    page.wait_text("#plan-decisions", "14 decisions").await?;
    page.click("dialog button[type=submit]").await?;
    page.wait_gone("dialog[open]").await?;
    page.wait_gone("#newer").await?;
    Ok(())
}

pub async fn a_declined_version_stays_away(page: Page) -> Outcome {
    let world = open_old(&page).await?;
    page.click_text("#newer button", "Skip this version")
        .await?;
    page.wait_gone("#newer").await?;
    page.save().await?;
    let saved = String::from_utf8_lossy(&world.read("old.tm7")?).into_owned();
    assert!(saved.contains("<PromptedKb xmlns=\"\"><Version>"));
    page.open(&world).await?;
    page.click_text("#files button", "old.tm7").await?;
    page.wait_threats().await?;
    page.settle().await?;
    page.wait_gone("#newer").await?;
    Ok(())
}

pub async fn a_text_keeps_its_comments(page: Page) -> Outcome {
    let text = project_file("crates/library/starter/starter.yaml")?;
    let world = World::start(&[("mine.yaml", text.clone())])?;
    page.open(&world).await?;
    page.click_text("#templates button", "mine.yaml").await?;
    page.wait_text(".template-list", "Web Service").await?;
    page.click_text(".template-list li", "Web Service").await?;
    page.enter("#t0-Description", "Answers requests.").await?;
    page.save().await?;
    let before = String::from_utf8_lossy(&text).into_owned();
    let after = String::from_utf8_lossy(&world.read("mine.yaml")?).into_owned();
    let wanted = before.replace(
        "A program that answers requests over HTTP.",
        "Answers requests.",
    );
    assert_eq!(after, wanted);
    Ok(())
}
