//! Public models of other people, where they are present: opened in the page and saved untouched
//! they are the same bytes, and so they are after an element was moved by a pixel and back; the page
//! counts as many threats as the command line.

use crate::Outcome;
use crate::page::Page;
use crate::person::counted;
use crate::world::World;
use trustline_harness::{Case, Folder};

/// Every so many models are looked at in a usual run.
const STRIDE: usize = 16;

/// One model in sixteen.
pub async fn some(page: Page) -> Outcome {
    round_trips(page, STRIDE).await
}

/// All of them.
pub async fn all(page: Page) -> Outcome {
    round_trips(page, 1).await
}

async fn round_trips(page: Page, stride: usize) -> Outcome {
    let models: Vec<Case> = Folder::MODELS
        .cases(&["tm7"])
        .into_iter()
        .step_by(stride)
        .collect();
    if models.is_empty() {
        println!("skipped: ../shared is not here");
        return Ok(());
    }
    let world = World::start(&[])?;
    page.open(&world).await?;
    let mut faults = Vec::new();
    for (i, model) in models.iter().enumerate() {
        let name = format!("model-{i}.tm7");
        let bytes = model.bytes()?;
        world.write(&name, &bytes)?;
        page.goto(&format!("/?file={name}")).await?;
        page.wait("#canvas").await?;
        page.wait_text("#file-name", &name).await?;
        for moved in [false, true] {
            if moved {
                page.focus("#canvas").await?;
                page.press("]").await?;
                page.press("ArrowRight").await?;
                page.press("ArrowLeft").await?;
            }
            let written = || std::fs::metadata(world.path(&name))?.modified();
            let before = written()?;
            page.press("Control+s").await?;
            for _ in 0..200 {
                if written()? > before {
                    break;
                }
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
            assert!(written()? > before, "{} was not written", model.name());
            page.wait_gone(".busy").await?;
            if world.read(&name)? != bytes {
                faults.push(format!("{}: other bytes, moved: {moved}", model.name()));
            }
        }
        let (here, there) = (page.threats().await?, counted(&world, &name)?);
        if here != there {
            faults.push(format!(
                "{}: {here} threats in the page, {there} on the command line",
                model.name()
            ));
        }
    }
    println!("{} models saved twice each", models.len());
    match faults.is_empty() {
        true => Ok(()),
        false => Err(faults.join("\n").into()),
    }
}
