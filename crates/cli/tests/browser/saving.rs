//! From the page to the disk and back: the same threats in the command line, the same bytes where
//! nothing changed, others who write the file, and work that outlives a killed server or browser.

use crate::Outcome;
use crate::page::Page;
use crate::person::{analyzed, counted, shape};
use crate::world::{World, project_file};
use std::time::Duration;

/// Long enough that two seconds of work are kept.
async fn two_seconds() {
    tokio::time::sleep(Duration::from_millis(2000)).await;
}

/// The shop with an element renamed, not saved.
async fn changed_shop(page: &Page, name: &str) -> Result<World, String> {
    let world = page.open_shop().await?;
    rename(page, "Audit log", name).await?;
    Ok(world)
}

async fn rename(page: &Page, name: &str, to: &str) -> Result<(), String> {
    page.select(&[name]).await?;
    page.enter("#property-name", to).await?;
    page.wait(&shape(to)).await?;
    page.wait("#unsaved").await
}

pub async fn same_threats_on_the_command_line(page: Page) -> Outcome {
    let world = page.create_pair().await?;
    page.put("Relational Database", "Stock", (460.0, 320.0))
        .await?;
    page.connect("Shop", "Stock").await?;
    page.put("Cloud Account", "Cloud", (520.0, 230.0)).await?;
    page.settle().await?;
    page.threat(1).await?;
    page.choose("#threat-state", "Mitigated").await?;
    page.enter("#threat-justification", "Signed tokens").await?;
    let titles = "[...document.querySelectorAll('.grid-row')].map(r => r.children[2].textContent)";
    let decided = page.eval(&format!("{titles}[0]")).await?;
    let threats = page.threats().await?;
    page.save_as("drawn.tm7").await?;
    let report = analyzed(&world, "drawn.tm7")?;
    assert_eq!(report["summary"]["total"], threats);
    assert_eq!(report["summary"]["states"]["Mitigated"], 1);
    let listed = report["threats"].as_array().cloned().unwrap_or_default();
    let found = listed.iter().find(|t| t["title"] == decided);
    assert!(
        found.is_some_and(|t| t.to_string().contains("Signed tokens")),
        "{decided}"
    );
    page.click(".home").await?;
    page.open_listed("drawn.tm7").await?;
    page.wait_threat_count(threats).await?;
    Ok(())
}

pub async fn untouched_and_back(page: Page) -> Outcome {
    let names = [
        ("web-shop.tm7", "Audit log"),
        ("bank-infrastructure.tm7", "Employee"),
        ("iot-sensors.tm7", "Field gateway"),
    ];
    let files = names.map(|(n, _)| (n, project_file(&format!("examples/{n}")).unwrap()));
    let world = World::start(&files)?;
    page.open(&world).await?;
    for ((name, bytes), (_, element)) in files.into_iter().zip(names) {
        page.open_listed(name).await?;
        page.wait_threats().await?;
        page.save().await?;
        assert!(world.read(name)? == bytes, "{name} untouched");
        page.select(&[element]).await?;
        page.press("ArrowRight").await?;
        page.wait("#unsaved").await?;
        page.press("ArrowLeft").await?;
        page.settle().await?;
        page.press("Control+s").await?;
        page.wait_gone("#unsaved").await?;
        assert!(world.read(name)? == bytes, "{name}: one pixel and back");
        page.click(".home").await?;
        page.wait("#start").await?;
    }
    Ok(())
}

pub async fn under_another_name(page: Page) -> Outcome {
    let world = changed_shop(&page, "Journal").await?;
    let before = world.read("shop.tm7")?;
    page.press("Control+Shift+s").await?;
    page.wait_focus("#save-path").await?;
    page.fill("#save-path", "copy").await?;
    page.press("Enter").await?;
    page.wait_text("#file-name .name", "copy.tm7").await?;
    page.wait_gone("#unsaved").await?;
    assert!(world.read("shop.tm7")? == before);
    assert!(
        analyzed(&world, "copy.tm7")?
            .to_string()
            .contains("Journal")
    );
    Ok(())
}

/// The second notice stays as long as the first did, and does not go away with it.
pub async fn said_twice(page: Page) -> Outcome {
    let _world = changed_shop(&page, "Journal").await?;
    page.save().await?;
    two_seconds().await;
    two_seconds().await;
    rename(&page, "Journal", "Record").await?;
    page.save().await?;
    two_seconds().await;
    two_seconds().await;
    page.wait_text(".toast.shown", "Saved").await?;
    Ok(())
}

pub async fn as_a_download(page: Page) -> Outcome {
    let world = page.open_shop().await?;
    page.menu("File", "Download").await?;
    assert!(page.download("shop.tm7").await? == world.read("shop.tm7")?);
    Ok(())
}

pub async fn changed_on_disk_reload(page: Page) -> Outcome {
    let world = changed_shop(&page, "Journal").await?;
    world.write("shop.tm7", &project_file("examples/iot-sensors.tm7")?)?;
    page.wait_text(".conflict", "changed since you opened it")
        .await?;
    page.click("[data-action=Reload]").await?;
    page.wait_gone(".conflict").await?;
    page.wait_gone(&shape("Journal")).await?;
    page.wait_threat_count(counted(&world, "shop.tm7")?).await?;
    page.wait_gone("#unsaved").await?;
    Ok(())
}

pub async fn changed_on_disk_keep(page: Page) -> Outcome {
    let world = changed_shop(&page, "Journal").await?;
    let other = String::from_utf8(world.read("shop.tm7")?)?.replace("Shop team", "Sales");
    world.write("shop.tm7", other.as_bytes())?;
    page.wait(".conflict").await?;
    page.click("[data-action=Compare]").await?;
    page.wait_text("dialog .differences", "Journal").await?;
    page.press("Escape").await?;
    page.click("[data-action=Keep]").await?;
    page.wait_gone(".conflict").await?;
    page.save().await?;
    let report = analyzed(&world, "shop.tm7")?.to_string();
    assert!(report.contains("Journal") && report.contains("Shop team"));
    Ok(())
}

pub async fn two_pages_on_one_file(page: Page) -> Outcome {
    let world = changed_shop(&page, "Journal").await?;
    page.expect_error("412");
    let first = page.new_window().await?;
    page.open(&world).await?;
    page.open_listed("shop.tm7").await?;
    rename(&page, "Order service", "Orders").await?;
    page.window(&first).await?;
    page.save().await?;
    let saved = world.read("shop.tm7")?;
    let windows = page
        .session
        .get("/window/handles")
        .await
        .map_err(|f| page.say(f))?;
    let second = windows[1].as_str().unwrap_or_default().to_owned();
    page.window(&second).await?;
    page.press("Control+s").await?;
    page.wait(".conflict").await?;
    page.wait("#unsaved").await?;
    assert!(
        world.read("shop.tm7")? == saved,
        "nobody's work is written over in silence"
    );
    Ok(())
}

pub async fn gone_from_disk(page: Page) -> Outcome {
    let world = page.open_shop().await?;
    page.expect_error("404");
    page.wait_threats().await?;
    let before = world.read("shop.tm7")?;
    std::fs::remove_file(world.path("shop.tm7"))?;
    page.wait_text(".conflict", "no longer on disk").await?;
    page.click("[data-action=Keep]").await?;
    page.press("Control+s").await?;
    page.wait_gone("#unsaved").await?;
    assert!(world.read("shop.tm7")? == before);
    Ok(())
}

pub async fn server_killed(page: Page) -> Outcome {
    let mut world = changed_shop(&page, "Journal").await?;
    let before = world.read("shop.tm7")?;
    page.expect_error("ERR_CONNECTION");
    page.expect_error("401");
    two_seconds().await;
    world.stop();
    rename(&page, "Order service", "Orders").await?;
    two_seconds().await;
    page.press("Control+s").await?;
    page.wait_text("dialog .problem", "the server is not responding")
        .await?;
    world.restart()?;
    assert!(world.read("shop.tm7")? == before);
    page.open(&world).await?;
    page.click("#recovery li:first-of-type .primary").await?;
    page.wait(&shape("Journal")).await?;
    page.wait(&shape("Orders")).await?;
    page.wait("#unsaved").await?;
    page.save().await?;
    let report = analyzed(&world, "shop.tm7")?.to_string();
    assert!(report.contains("Journal") && report.contains("Orders"));
    page.click(".home").await?;
    page.reload().await?;
    page.wait("#app[data-ready]").await?;
    page.wait("#files li").await?;
    assert_eq!(
        page.count("#recovery").await?,
        0,
        "what is saved is not offered again"
    );
    Ok(())
}

pub async fn server_killed_and_back(page: Page) -> Outcome {
    let mut world = changed_shop(&page, "Journal").await?;
    page.expect_error("ERR_CONNECTION");
    page.expect_error("401");
    world.stop();
    world.restart()?;
    let address = world.address().to_owned();
    // The page stays open; a second window gets the new permission for both.
    let first = page.new_window().await?;
    page.goto(&address).await?;
    page.wait("#app[data-ready]").await?;
    page.window(&first).await?;
    page.save().await?;
    assert!(
        analyzed(&world, "shop.tm7")?
            .to_string()
            .contains("Journal")
    );
    Ok(())
}

pub async fn browser_closed(page: Page) -> Outcome {
    let world = page.create_pair().await?;
    let threats = page.threats().await?;
    two_seconds().await;
    page.leave().await?;
    page.open(&world).await?;
    page.wait_text("#recovery li", "Pair.tm7").await?;
    page.click("#recovery li .primary").await?;
    page.wait_threat_count(threats).await?;
    page.save_as("pair.tm7").await?;
    assert_eq!(counted(&world, "pair.tm7")?, threats);
    Ok(())
}

/// However soon after the last copy others wrote the file: restored work does not write over it.
pub async fn written_just_before_restoring(page: Page) -> Outcome {
    let world = changed_shop(&page, "Journal").await?;
    tokio::time::sleep(Duration::from_millis(1200)).await;
    page.leave().await?;
    let other = String::from_utf8(world.read("shop.tm7")?)?.replace("Shop team", "Sales");
    world.write("shop.tm7", other.as_bytes())?;
    page.open(&world).await?;
    page.click("#recovery li .primary").await?;
    page.wait(&shape("Journal")).await?;
    page.wait(".conflict [data-action=Keep]").await?;
    assert!(world.read("shop.tm7")? == other.as_bytes());
    Ok(())
}

pub async fn restored_work_has_no_file(page: Page) -> Outcome {
    let shop = project_file("examples/web-shop.tm7")?;
    let world = World::start(&[("shop.tm7", shop.clone())])?;
    page.expect_error("412");
    page.open(&world).await?;
    page.create_here("shop").await?;
    page.put("Web API", "Mine", (200.0, 150.0)).await?;
    two_seconds().await;
    page.reload().await?;
    page.click("#recovery li .primary").await?;
    page.wait(&shape("Mine")).await?;
    page.press("Control+s").await?;
    page.wait_focus("#save-path").await?;
    page.press("Enter").await?;
    page.wait_text("dialog .problem", "already exists").await?;
    assert!(
        world.read("shop.tm7")? == shop,
        "the file of that name is as it was"
    );
    Ok(())
}

pub async fn unsaved_work_is_discarded(page: Page) -> Outcome {
    let world = changed_shop(&page, "Journal").await?;
    two_seconds().await;
    page.reload().await?;
    // The file is open again, and what was not saved is offered.
    page.wait("#kept").await?;
    page.click_text("#kept button", "Discard").await?;
    page.wait_gone("#kept").await?;
    page.wait(&shape("Audit log")).await?;
    assert!(
        !analyzed(&world, "shop.tm7")?
            .to_string()
            .contains("Journal")
    );
    Ok(())
}
