//! The list of threats: they come and go as one draws, are found, put in order, decided on one by one
//! or together, explained, added and removed.

use crate::Outcome;
use crate::page::Page;
use crate::person::{analyzed, counted};
use serde_json::json;

const TITLES: &str =
    "[...document.querySelectorAll('.grid-row')].map(r => r.children[2].textContent)";

/// The shop with the keyboard in the list of threats.
async fn shop(page: &Page) -> Result<crate::world::World, String> {
    let world = page.open_shop().await?;
    page.wait_threats().await?;
    page.wait(".grid-row").await?;
    page.wait_text("#threat-count", "71 threats").await?;
    Ok(world)
}

pub async fn as_one_draws(page: Page) -> Outcome {
    let world = page.create_pair().await?;
    let all = page.threats().await?;
    page.wait_count(".grid-row .m-new", all).await?;
    page.save_as("pair.tm7").await?;
    page.wait_count(".grid-row .m-new", 0).await?;
    assert_eq!(counted(&world, "pair.tm7")?, all);
    page.threat(1).await?;
    page.choose("#threat-state", "Mitigated").await?;
    page.wait_text(".grid-row.on", "Mitigated").await?;
    page.select(&["Generic Data Flow"]).await?;
    page.press("Delete").await?;
    page.wait_text("#status", "1 no longer generated").await?;
    page.wait_text(".grid-row .m-gone", "o").await?;
    page.press("Control+z").await?;
    page.wait_threat_count(all).await?;
    page.wait_gone(".grid-row .m-gone").await?;
    Ok(())
}

pub async fn search(page: Page) -> Outcome {
    shop(&page).await?;
    page.fill("#threat-filter", "spoofing payment").await?;
    page.wait_until(
        "/^\\d+ of 71 threats$/.test(document.querySelector('#threat-count').textContent)",
    )
    .await?;
    assert!(page.count(".grid-row").await? > 0);
    page.fill("#threat-filter", "no such words").await?;
    page.wait_text(".grid", "No threats match these filters")
        .await?;
    page.click_text(".grid-tools button", "Clear filters")
        .await?;
    page.wait_text("#threat-count", "71 threats").await?;
    page.wait_value("#threat-filter", "").await?;
    Ok(())
}

/// A condition in the place of words, in the grid and in *Find*.
pub async fn conditions(page: Page) -> Outcome {
    shop(&page).await?;
    page.fill(
        "#threat-filter",
        "flow crosses Internet and priority is High",
    )
    .await?;
    page.wait("#is-condition").await?;
    page.wait_until(
        "/^\\d+ of 71 threats$/.test(document.querySelector('#threat-count').textContent)",
    )
    .await?;
    let rows = page.count(".grid-row").await?;
    assert!(rows > 0);
    page.fill("#threat-filter", "crosses the Internet").await?;
    page.wait_gone("#is-condition").await?;
    page.click_text(".grid-tools button", "Clear filters")
        .await?;
    page.wait_text("#threat-count", "71 threats").await?;
    page.focus("#canvas").await?;
    page.press("Control+f").await?;
    page.wait_focus(".search-list input").await?;
    page.type_text("element is 'data store'").await?;
    page.wait_until(
        "[...document.querySelectorAll('.search-list li')].length > 2 && [...document.querySelectorAll('.search-list li')].every(l => l.textContent.includes('data store'))",
    )
    .await?;
    Ok(())
}

pub async fn filter_a_column(page: Page) -> Outcome {
    shop(&page).await?;
    page.click("[data-filter=State]").await?;
    page.click_text(".column-filter li label", "Mitigated")
        .await?;
    page.wait_text("#threat-count", "9 of 71 threats").await?;
    page.wait_count(".grid-row", 9).await?;
    page.press("Escape").await?;
    page.wait_gone(".column-filter").await?;
    page.wait("[data-filter=State].on").await?;
    Ok(())
}

pub async fn sort(page: Page) -> Outcome {
    shop(&page).await?;
    page.click("[data-sort=Title]").await?;
    page.wait("[role=columnheader][aria-sort=ascending] [data-sort=Title]")
        .await?;
    page.wait_until(&format!(
        "(t => t.every((v, i) => !i || t[i - 1].toLowerCase() <= v.toLowerCase()))({TITLES})"
    ))
    .await?;
    page.click("[data-sort=Title]").await?;
    page.wait("[role=columnheader][aria-sort=descending] [data-sort=Title]")
        .await?;
    page.click("[data-sort=Priority]").await?;
    page.hold("Shift").await?;
    page.click("[data-sort=Title]").await?;
    page.release("Shift").await?;
    page.wait_text("[data-sort=Title] .arrow", "2").await?;
    page.wait_count("[aria-sort=ascending]", 2).await?;
    Ok(())
}

pub async fn group(page: Page) -> Outcome {
    shop(&page).await?;
    for (group, name) in [
        ("State", "Not Started"),
        ("Diagram", "Overview"),
        ("Category", "Spoofing"),
    ] {
        page.choose("#threat-group", group).await?;
        page.click_text(".grid-group button", name).await?;
        page.wait(".grid-group button[aria-expanded=false]").await?;
    }
    page.choose("#threat-group", "No groups").await?;
    page.wait_gone(".grid-group").await?;
    Ok(())
}

pub async fn columns(page: Page) -> Outcome {
    shop(&page).await?;
    page.click(".choose button").await?;
    page.click_text(".choose li label", "From").await?;
    page.wait("[data-sort=Source]").await?;
    page.click("[aria-label='Move left Title']").await?;
    let heads =
        "[...document.querySelectorAll('.head .sort')].map(h => h.textContent).slice(0, 3).join()";
    page.wait_until(&format!("{heads} === 'Id,Title,Mark'"))
        .await?;
    page.click_text(".choose .row button", "Close").await?;
    let wide = ".head:nth-child(2)";
    let [.., before, _] = page.rect(wide).await?;
    page.drag_by(&format!("{wide} .size"), -90.0, 0.0).await?;
    page.settle().await?;
    let [.., after, _] = page.rect(wide).await?;
    assert!((before - after - 90.0).abs() < 6.0, "{before} {after}");
    page.reload().await?;
    page.wait(".head .sort").await?;
    page.wait_until(&format!("{heads} === 'Id,Title,Mark'"))
        .await?;
    Ok(())
}

pub async fn decide_on_many(page: Page) -> Outcome {
    let world = shop(&page).await?;
    page.click("[data-filter=State]").await?;
    page.click_text(".column-filter li label", "Not Started")
        .await?;
    page.press("Escape").await?;
    page.wait_text("#threat-count", "57 of 71").await?;
    page.threat(1).await?;
    page.hold("Shift").await?;
    page.click(".grid-row:nth-child(3)").await?;
    page.release("Shift").await?;
    page.wait_text(".threat h2", "3 threats").await?;
    page.fill("#bulk-justification", "Agreed in the review")
        .await?;
    page.click_text(".threat button", "Apply (3)").await?;
    page.choose("#bulk-priority", "Low").await?;
    page.choose("#bulk-state", "Not Applicable").await?;
    page.wait_text("#threat-count", "54 of 71").await?;
    page.save().await?;
    let report = analyzed(&world, "shop.tm7")?;
    assert_eq!(report["summary"]["states"]["Not Applicable"], 4);
    assert_eq!(
        report.to_string().matches("Agreed in the review").count(),
        3
    );
    page.focus("#canvas").await?;
    for _ in 0..3 {
        page.press("Control+z").await?;
    }
    page.wait_text("#threat-count", "57 of 71").await?;
    Ok(())
}

pub async fn by_keys(page: Page) -> Outcome {
    let world = shop(&page).await?;
    page.focus("#canvas").await?;
    let mut seen = Vec::new();
    for (key, state) in [
        ("2", "Needs Investigation"),
        ("3", "Not Applicable"),
        ("4", "Mitigated"),
    ] {
        page.press("n").await?;
        page.wait(".grid-row.on").await?;
        page.wait_text(".grid-row.on", "Not Started").await?;
        seen.push(page.text("#threat .number").await?);
        page.press(key).await?;
        page.wait_text(".grid-row.on", state).await?;
    }
    page.press("1").await?;
    page.wait_text(".grid-row.on", "Not Started").await?;
    seen.dedup();
    assert_eq!(seen.len(), 3, "always the next one: {seen:?}");
    page.focus(".grid").await?;
    page.press("ArrowDown").await?;
    page.press("Enter").await?;
    page.wait_focus("#threat-justification").await?;
    page.type_text("Typed").await?;
    page.press("Tab").await?;
    page.wait_text(".changed", "Test Person").await?;
    page.save().await?;
    let states = analyzed(&world, "shop.tm7")?["summary"]["states"].clone();
    assert_eq!(
        states,
        json!({ "Not Started": 55, "Needs Investigation": 5, "Not Applicable": 2,
        "Mitigated": 9 })
    );
    Ok(())
}

pub async fn why_and_remedy(page: Page) -> Outcome {
    page.create_pair().await?;
    let before = page.threats().await?;
    page.threat(1).await?;
    let title = page.text("#threat h2").await?;
    page.wait_text("#why", "Its rule holds for this interaction")
        .await?;
    page.wait("#why .rule-lines li.holds").await?;
    page.click("#remedies li button").await?;
    page.wait_until(&format!(
        "parseInt(document.querySelector('#status').textContent) < {before}"
    ))
    .await?;
    page.wait_until(&format!("!{TITLES}.includes({})", json!(title)))
        .await?;
    page.focus("#canvas").await?;
    page.press("Control+z").await?;
    page.wait_threat_count(before).await?;
    Ok(())
}

pub async fn own_threat(page: Page) -> Outcome {
    let world = page.create_pair().await?;
    let before = page.threats().await?;
    page.press("t").await?;
    page.wait_threat_count(before + 1).await?;
    page.enter("#threat-title", "Somebody reads over a shoulder")
        .await?;
    page.enter_labelled("Description", "In trains.").await?;
    page.wait_text(".grid-row.on", "Somebody reads over a shoulder")
        .await?;
    page.save_as("own.tm7").await?;
    assert!(
        analyzed(&world, "own.tm7")?
            .to_string()
            .contains("Somebody reads over a shoulder")
    );
    page.focus(".grid").await?;
    page.press("Delete").await?;
    page.wait_threat_count(before).await?;
    page.menu("Threats", "RestoreThreats").await?;
    page.wait_threat_count(before + 1).await?;
    page.save().await?;
    assert_eq!(counted(&world, "own.tm7")?, before + 1);
    Ok(())
}

pub async fn generated_ones_stay(page: Page) -> Outcome {
    page.create_pair().await?;
    let before = page.threats().await?;
    page.threat(1).await?;
    page.focus(".grid").await?;
    page.press("Delete").await?;
    page.wait_text(".toast", "set their state to Not Applicable instead")
        .await?;
    assert_eq!(page.threats().await?, before);
    Ok(())
}

pub async fn lights_up(page: Page) -> Outcome {
    page.create_pair().await?;
    page.put("Relational Database", "Stock", (460.0, 320.0))
        .await?;
    page.connect("Shop", "Stock").await?;
    let all = page.threats().await?;
    page.threat(1).await?;
    page.wait_count(".moving .lit", 3).await?;
    page.select(&["Stock"]).await?;
    page.click_text(".grid-tools label", "Selection only")
        .await?;
    page.wait_until(&format!(
        "(m => m && m[1] > 0 && m[1] < {all})(/^(\\d+) of {all} /.exec(document.querySelector('#threat-count').textContent))"
    ))
    .await?;
    Ok(())
}

pub async fn copy_and_csv(page: Page) -> Outcome {
    shop(&page).await?;
    page.allow_clipboard().await?;
    page.menu("Threats", "CopyThreats").await?;
    page.wait_text(".toast", "Copied").await?;
    let text = page.clipboard().await?;
    assert_eq!(text.lines().count(), 72);
    assert!(
        text.starts_with("Id\tMark\tTitle\t"),
        "{}",
        text.lines().next().unwrap_or_default()
    );
    page.menu("File", "ExportCsv").await?;
    let csv = page.download("shop.csv").await?;
    assert!(String::from_utf8_lossy(&csv).lines().count() > 71);
    Ok(())
}

pub async fn generation_off(page: Page) -> Outcome {
    page.create_pair().await?;
    let before = page.threats().await?;
    page.menu("Threats", "Generation").await?;
    page.wait_threat_count(0).await?;
    page.click("[data-menu=Threats]").await?;
    page.wait("[data-action=Generation][aria-checked=false]")
        .await?;
    page.click("[data-action=Generation]").await?;
    page.wait_threat_count(before).await?;
    Ok(())
}

pub async fn undo_with_a_threat_shown(page: Page) -> Outcome {
    page.create_pair().await?;
    page.threat(2).await?;
    page.press("Escape").await?;
    page.focus("#canvas").await?;
    for _ in 0..3 {
        page.press("Control+z").await?;
    }
    page.wait_threat_count(0).await?;
    for _ in 0..3 {
        page.press("Control+y").await?;
    }
    page.wait_threats().await?;
    Ok(())
}
