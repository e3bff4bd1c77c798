//! The start page: new models, files of the folder, recent ones, samples, what is dropped, templates,
//! the tour; and that nothing unsaved is lost by going back to it.

use crate::Outcome;
use crate::page::Page;
use crate::person::{counted, shape};
use crate::world::{World, project_file};

pub async fn opens(page: Page) -> Outcome {
    let world = World::start(&[("shop.tm7", project_file("examples/web-shop.tm7")?)])?;
    page.open(&world).await?;
    page.wait("#app[data-ready]").await?;
    assert_eq!(page.axe().await?, Vec::<String>::new());
    Ok(())
}

pub async fn new_model(page: Page) -> Outcome {
    let world = page.create("Invoices").await?;
    page.wait("#unsaved").await?;
    assert_eq!(page.text("#file-name .name").await?, "Invoices.tm7");
    page.save_as("invoices.tm7").await?;
    assert_eq!(page.text("#file-name .name").await?, "invoices.tm7");
    assert_eq!(counted(&world, "invoices.tm7")?, 0);
    Ok(())
}

pub async fn name_is_taken(page: Page) -> Outcome {
    let shop = project_file("examples/web-shop.tm7")?;
    let world = World::start(&[("shop.tm7", shop.clone())])?;
    page.open(&world).await?;
    page.create_here("shop").await?;
    page.expect_error("412");
    page.press("Control+s").await?;
    page.wait_focus("#save-path").await?;
    page.press("Enter").await?;
    page.wait_text("dialog .problem", "a file `shop.tm7` already exists")
        .await?;
    assert!(
        world.read("shop.tm7")? == shop,
        "the other file is as it was"
    );
    Ok(())
}

pub async fn file_of_the_folder(page: Page) -> Outcome {
    let world = page.open_shop().await?;
    assert_eq!(page.wait_threats().await?, counted(&world, "shop.tm7")?);
    assert_eq!(page.count("#unsaved").await?, 0);
    page.wait_until("document.title.startsWith('shop.tm7')")
        .await?;
    Ok(())
}

pub async fn recent_file_vanishes(page: Page) -> Outcome {
    let world = page.open_shop().await?;
    page.click(".home").await?;
    page.wait_text("#recent li", "shop.tm7").await?;
    std::fs::remove_file(world.path("shop.tm7"))?;
    page.reload().await?;
    page.wait_text("#recent li.vanished", "no longer there")
        .await?;
    page.wait("#recent li.vanished button.link:disabled")
        .await?;
    page.click("#recent li.vanished button.icon").await?;
    page.wait_gone("#recent").await?;
    page.reload().await?;
    page.wait("#app[data-ready]").await?;
    page.wait_text("#open", "No models in this folder yet")
        .await?;
    assert_eq!(page.count("#recent").await?, 0);
    Ok(())
}

pub async fn samples(page: Page) -> Outcome {
    let world = World::start(&[])?;
    page.open(&world).await?;
    for sample in ["Web shop", "Infrastructure of a bank", "Greenhouse sensors"] {
        page.click_text("#samples button", sample).await?;
        page.wait(".resting .shapes > g").await?;
        assert!(page.wait_threats().await? > 20, "{sample}");
        page.click(".home").await?;
        page.wait("#start").await?;
    }
    Ok(())
}

pub async fn dropped_file(page: Page) -> Outcome {
    let world = World::start(&[])?;
    page.open(&world).await?;
    page.wait("#app[data-ready]").await?;
    let shop = project_file("examples/web-shop.tm7")?;
    page.drop_file("#start", "mine.tm7", &shop).await?;
    page.wait_text("#file-name .name", "mine.tm7").await?;
    page.wait_threats().await?;
    page.save_as("mine.tm7").await?;
    assert!(world.read("mine.tm7")? == shop, "untouched: the same bytes");
    Ok(())
}

pub async fn dropped_on_a_model(page: Page) -> Outcome {
    page.open_shop().await?;
    page.wait(&shape("Audit log")).await?;
    let other = project_file("examples/iot-sensors.tm7")?;
    page.drop_file("#canvas", "other.tm7", &other).await?;
    page.wait_text("#file-name .name", "other.tm7").await?;
    page.wait(&shape("Field gateway")).await?;
    page.wait_gone(&shape("Audit log")).await?;
    Ok(())
}

pub async fn broken_file(page: Page) -> Outcome {
    let world = World::start(&[("broken.tm7", b"<ThreatModel".to_vec())])?;
    page.open(&world).await?;
    page.click_text("#files button", "broken.tm7").await?;
    page.wait_text("dialog .problem", "broken.tm7").await?;
    page.press("Escape").await?;
    page.wait_gone("dialog[open]").await?;
    page.create_here("Still works").await?;
    Ok(())
}

pub async fn templates(page: Page) -> Outcome {
    let world = World::start(&[("team.tb7", project_file("crates/library/core.tb7")?)])?;
    page.open(&world).await?;
    page.click_text("#templates button", "team.tb7").await?;
    page.wait_text(".template-list", "Web API").await?;
    page.click(".home").await?;
    page.click("[data-template=core]").await?;
    page.click("[data-template='team.tb7']").await?;
    page.create_here("With a template").await?;
    page.wait("[data-stencil='TL.P.WebApi']").await?;
    Ok(())
}

pub async fn new_template(page: Page) -> Outcome {
    let world = World::start(&[])?;
    page.open(&world).await?;
    page.wait("#app[data-ready]").await?;
    page.click_text("#new button", "New template").await?;
    page.fill("dialog input", "Our services").await?;
    page.press("Enter").await?;
    page.wait_text("#file-name", "Our services.tb7").await?;
    page.save_as("services.tb7").await?;
    assert!(String::from_utf8_lossy(&world.read("services.tb7")?).contains("Our services"));
    page.click("[data-action=DrawModel]").await?;
    page.wait_text(".template-name", "Our services").await?;
    Ok(())
}

pub async fn tour(page: Page) -> Outcome {
    let world = World::start(&[])?;
    page.open(&world).await?;
    page.click_text("#start header button", "Getting started")
        .await?;
    page.wait_text("dialog .tour h3", "Draw").await?;
    for _ in 0..5 {
        page.click("dialog .tour .primary").await?;
    }
    page.wait_text("dialog .tour h3", "Save and report").await?;
    page.click("dialog .tour .primary").await?;
    page.wait_gone("dialog[open]").await?;
    Ok(())
}

pub async fn going_back_unsaved(page: Page) -> Outcome {
    let world = page.open_shop().await?;
    let before = world.read("shop.tm7")?;
    page.press("Control+a").await?;
    page.press("Delete").await?;
    page.wait("#unsaved").await?;
    page.click(".home").await?;
    page.wait_text("dialog[open]", "Save your changes?").await?;
    page.press("Escape").await?;
    page.wait("#unsaved").await?;
    page.click(".home").await?;
    page.click("dialog [data-action=Discard]").await?;
    page.wait("#start").await?;
    assert!(world.read("shop.tm7")? == before, "nothing was written");
    Ok(())
}

pub async fn opening_over_unsaved(page: Page) -> Outcome {
    page.open_shop().await?;
    page.press("Control+a").await?;
    page.press("Delete").await?;
    page.wait("#unsaved").await?;
    page.press("Control+o").await?;
    page.wait_text("dialog[open]", "Save your changes?").await?;
    Ok(())
}

pub async fn saving_on_the_way_back(page: Page) -> Outcome {
    let world = page.open_shop().await?;
    let before = counted(&world, "shop.tm7")?;
    page.press("Control+a").await?;
    page.press("Delete").await?;
    page.wait("#unsaved").await?;
    page.click(".home").await?;
    page.click("dialog .primary").await?;
    // Who says „save“ there wanted to leave.
    page.wait("#start").await?;
    assert!(counted(&world, "shop.tm7")? < before);
    Ok(())
}
