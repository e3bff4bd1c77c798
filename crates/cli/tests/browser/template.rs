//! The template editor: a template of its own from nothing to a model that has its threats, the
//! template of a model, undo, messages, saving, and all of it by keyboard.

use crate::Outcome;
use crate::page::Page;
use crate::person::shape;
use crate::world::{World, project_file};
use std::io::Write;

/// One grey point.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cch\0\0\0\x82\0\x81w\xcdr\xb6\0\0\0\0IEND\xaeB`\x82";

/// A new small template that has no file yet.
async fn begin(page: &Page, name: &str) -> Result<World, String> {
    let world = World::start(&[])?;
    page.open(&world).await?;
    page.wait("#app[data-ready]").await?;
    page.click_text("#new button", "New template").await?;
    page.fill("dialog input", name).await?;
    page.press("Enter").await?;
    page.wait(".template-list").await?;
    Ok(world)
}

/// The core template of a folder, opened.
async fn open_core(page: &Page) -> Result<World, String> {
    let world = World::start(&[("team.tb7", project_file("crates/library/core.tb7")?)])?;
    page.open(&world).await?;
    page.click_text("#templates button", "team.tb7").await?;
    page.wait(".template-list").await?;
    Ok(world)
}

async fn tab(page: &Page, name: &str) -> Result<(), String> {
    page.click(&format!("[data-tab={name}]")).await?;
    page.wait(&format!("[data-tab={name}][aria-selected=true]"))
        .await
}

async fn add(page: &Page, what: &str, name: &str) -> Result<(), String> {
    page.click(&format!("[data-add='{what}']")).await?;
    page.wait_focus("#t0-Name").await?;
    page.press("Control+a").await?;
    page.type_text(name).await?;
    page.press("Tab").await?;
    page.wait_text(".template-fields h2", name).await
}

/// Chooses a part in the list.
async fn choose(page: &Page, text: &str) -> Result<(), String> {
    page.click_text(".template-list li", text).await?;
    page.wait_text(".template-list li[aria-selected=true]", text)
        .await
}

pub async fn from_nothing_to_threats(page: Page) -> Outcome {
    let world = begin(&page, "Ours").await?;
    choose(&page, "Generic Process").await?;
    add(&page, "Stencil", "Pay Desk").await?;
    page.wait_text(".template-list li[aria-selected=true]", "MY.P.PayDesk")
        .await?;
    page.click("[data-add=Attribute]").await?;
    page.fill("#t1-Name", "Counts Twice").await?;
    page.press("Tab").await?;
    page.wait_value("#t1-Id", "countsTwice").await?;
    let mut picture = tempfile::NamedTempFile::with_suffix(".png")?;
    picture.write_all(PNG)?;
    page.upload("#t0-Picture", picture.path()).await?;
    page.wait("#template-picture").await?;
    page.wait("[aria-selected=true] img.stencil-icon").await?;

    tab(&page, "ThreatTypes").await?;
    add(&page, "Category", "Greed").await?;
    page.wait_text(".template-list li[aria-selected=true]", "Greed")
        .await?;
    add(&page, "Threat type", "{target.Name} miscounts").await?;
    // A rule typed with the help of completion.
    page.focus("#t0-Include").await?;
    page.type_text("ta").await?;
    page.wait_text(".completion", "target is").await?;
    page.press("Enter").await?;
    page.wait_value("#t0-Include", "target is ").await?;
    page.type_text("pay").await?;
    page.wait_text(".completion li.on", "[Pay Desk]").await?;
    page.press("Tab").await?;
    page.wait_value("#t0-Include", "target is [Pay Desk] ")
        .await?;
    // An error, shown and mended.
    page.type_text("an target.[Counts Twice] is not 'Yes'")
        .await?;
    page.wait_text(".rule-trouble .fatal", "did you mean `and`?")
        .await?;
    page.wait("#t0-Include[aria-invalid=true]").await?;
    page.click(".rule-trouble .at").await?;
    page.type_text("and").await?;
    page.wait_gone(".rule-trouble .fatal").await?;
    page.press("Escape").await?;
    page.press("Tab").await?;
    let rule = "target is [Pay Desk] and target.[Counts Twice] is not 'Yes'";
    page.wait_value("#t0-Include", rule).await?;
    page.save_as("ours").await?;
    assert!(String::from_utf8_lossy(&world.read("ours.tb7")?).contains("target is 'MY.P.PayDesk'"));

    page.click("[data-action=DrawModel]").await?;
    page.wait(".empty-canvas").await?;
    page.settle().await?;
    page.put("Generic External", "Buyer", (140.0, 150.0))
        .await?;
    page.put("Pay Desk", "Till", (460.0, 150.0)).await?;
    page.connect("Buyer", "Till").await?;
    page.wait_threat_count(1).await?;
    page.wait_text(".grid-row", "Till miscounts").await?;
    page.select(&["Till"]).await?;
    page.choose("[data-property=countsTwice]", "Yes").await?;
    page.wait_threat_count(0).await?;
    Ok(())
}

pub async fn undo_and_redo(page: Page) -> Outcome {
    let _world = open_core(&page).await?;
    choose(&page, "Web API").await?;
    page.enter("#t0-Name", "Interface").await?;
    page.wait_text(".template-list", "Interface").await?;
    page.wait("#unsaved").await?;
    tab(&page, "ThreatTypes").await?;
    page.focus(".template-list [tabindex='0']").await?;
    page.press("Control+z").await?;
    // What was undone is shown where it is.
    page.wait_text(".template-list li[aria-selected=true]", "Web API")
        .await?;
    page.wait_value("#t0-Name", "Web API").await?;
    page.wait_gone("#unsaved").await?;
    page.press("Control+y").await?;
    page.wait_value("#t0-Name", "Interface").await?;
    // What would break something is refused, and said.
    choose(&page, "Generic Process").await?;
    page.click("[data-tool=Remove]").await?;
    page.wait_text(".toast", "derived from it").await?;
    Ok(())
}

pub async fn messages_lead_to_the_item(page: Page) -> Outcome {
    let _world = open_core(&page).await?;
    tab(&page, "ThreatTypes").await?;
    choose(&page, "S01").await?;
    page.enter("#t0-Include", "target is 'TL.P.Nothing'")
        .await?;
    choose(&page, "S02").await?;
    tab(&page, "Messages").await?;
    page.click_text(".messages .link", "TL.P.Nothing").await?;
    page.wait_text(".template-list li[aria-selected=true]", "S01")
        .await?;
    page.wait_text(".rule-trouble", "no stencil has the id")
        .await?;
    Ok(())
}

pub async fn template_of_a_model(page: Page) -> Outcome {
    page.open_shop().await?;
    page.wait_threats().await?;
    let before = page.threats().await?;
    page.menu("File", "EditTemplate").await?;
    tab(&page, "ThreatTypes").await?;
    add(&page, "Threat type", "Everything is known").await?;
    page.fill(
        "#t0-Include",
        "source is [Generic Process] or target is [Generic Process]",
    )
    .await?;
    page.wait_until(
        "/matches [1-9]\\d* of \\d+/.test(document.querySelector('#trial').textContent)",
    )
    .await?;
    let hits = page.text("#trial").await?;
    let hits: u64 = hits
        .split(' ')
        .nth(1)
        .and_then(|n| n.parse().ok())
        .unwrap_or(0);
    page.click(".tried button").await?;
    page.wait_text(".tried .rule-lines", "one of").await?;
    page.press("Control+k").await?;
    page.wait_focus(".search-list input").await?;
    page.type_text("back to the diagram").await?;
    page.press("Enter").await?;
    page.wait(&shape("Audit log")).await?;
    page.wait_threat_count(before + hits).await?;
    page.press("Control+z").await?;
    page.wait_threat_count(before).await?;
    Ok(())
}

pub async fn saved_and_opened_again(page: Page) -> Outcome {
    let world = open_core(&page).await?;
    let before = world.read("team.tb7")?;
    tab(&page, "Manifest").await?;
    page.enter("#t0-Version", "1.0.0.1").await?;
    page.save().await?;
    let after = String::from_utf8_lossy(&world.read("team.tb7")?).into_owned();
    let expected = String::from_utf8_lossy(&before).replacen("1.2.0.0", "1.0.0.1", 1);
    assert!(after == expected, "nothing else changed");
    tab(&page, "Properties").await?;
    choose(&page, "References").await?;
    page.enter("#t0-Name", "Sources").await?;
    page.wait("#unsaved").await?;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    page.leave().await?;
    page.goto("/").await?;
    page.wait_text("#recovery li", "team.tb7").await?;
    page.click("#recovery li .primary").await?;
    page.wait(".template-list").await?;
    tab(&page, "Properties").await?;
    choose(&page, "Sources").await?;
    page.save().await?;
    assert!(String::from_utf8_lossy(&world.read("team.tb7")?).contains("<Label>Sources</Label>"));
    Ok(())
}

pub async fn by_keyboard_alone(page: Page) -> Outcome {
    let _world = begin(&page, "Keys").await?;
    page.focus(".template-list [tabindex='0']").await?;
    page.press("ArrowDown").await?;
    page.wait_text(".template-list li[aria-selected=true]", "Web Service")
        .await?;
    page.press("ArrowDown").await?;
    page.wait_text(".template-list li[aria-selected=true]", "External")
        .await?;
    page.wait_focus(".template-list [aria-selected=true]")
        .await?;
    page.press("Control+d").await?;
    page.wait_text(".template-list li[aria-selected=true]", "(copy)")
        .await?;
    page.wait_focus(".template-list [aria-selected=true]")
        .await?;
    page.press("Enter").await?;
    page.wait_focus("#t0-Name").await?;
    page.press("Control+a").await?;
    page.type_text("Robot").await?;
    // The next field has the keyboard, and keeps it.
    page.press("Tab").await?;
    page.wait_focus("#t0-Parent").await?;
    page.press("Shift+Tab").await?;
    page.wait_focus("#t0-Name").await?;
    page.focus(".template-list [tabindex='0']").await?;
    page.press("Alt+ArrowDown").await?;
    page.wait_until("[...document.querySelectorAll('.template-list li')].findIndex(l => l.textContent.includes('Robot')) === 4")
        .await?;
    page.wait_focus(".template-list [aria-selected=true]")
        .await?;
    page.press("Delete").await?;
    page.wait_count(".template-list li", 8).await?;
    Ok(())
}

pub async fn for_everybody(page: Page) -> Outcome {
    let _world = open_core(&page).await?;
    let mut faults = Vec::new();
    for name in [
        "Stencils",
        "ThreatTypes",
        "Properties",
        "Manifest",
        "Messages",
    ] {
        tab(&page, name).await?;
        if name == "Stencils" {
            choose(&page, "Web API").await?;
        }
        if name == "ThreatTypes" {
            choose(&page, "S01").await?;
            page.fill("#t0-Include", "target is ").await?;
            page.wait(".completion li").await?;
        }
        crate::access::judge(&page, name, &mut faults).await?;
    }
    crate::access::none(faults)
}
