//! The page starts: it is drawn, says nothing on the console, and can be used by everybody.

use crate::Outcome;
use crate::page::Page;
use crate::world::{World, project_file};

pub async fn opens(page: Page) -> Outcome {
    let world = World::start(&[("shop.tm7", project_file("examples/web-shop.tm7")?)])?;
    page.open(&world).await?;
    page.wait("#app[data-ready]").await?;
    assert_eq!(page.axe().await?, Vec::<String>::new());
    Ok(())
}
