//! The method beside the drawing: interaction tables in and out, levels, questions, assessment,
//! matrix, controls, decisions, assets and a meeting; and that all of it survives saving.

use crate::Outcome;
use crate::page::Page;
use crate::world::{World, project_file};

/// A model made from our own document, on the page.
async fn import(page: &Page) -> Result<World, String> {
    let document = project_file("tests/interactions/workshop.md")?;
    let world = World::start(&[])?;
    page.open(&world).await?;
    page.wait("#app[data-ready]").await?;
    page.drop_file("#app", "workshop.md", &document).await?;
    page.wait("#method-panel .interactions").await?;
    Ok(world)
}

async fn part(page: &Page, name: &str) -> Result<(), String> {
    page.press("Alt+5").await?;
    page.click(&format!("[data-part={name}]")).await?;
    page.wait(&format!("[data-part={name}][aria-selected=true]"))
        .await
}

/// Saves under a name and opens that file again.
async fn again(page: &Page, name: &str) -> Result<(), String> {
    page.save_as(name).await?;
    page.click(".home").await?;
    page.reload().await?;
    page.open_listed(name).await
}

pub async fn tables_in_and_out(page: Page) -> Outcome {
    let _world = import(&page).await?;
    page.wait_text("#findings summary", "3 findings").await?;
    page.wait_count(".diagrams .tab", 3).await?;
    page.wait_text("#method-panel", "See Bench for details")
        .await?;
    assert!(page.wait_threats().await? > 0);
    page.click("[data-form=md]").await?;
    let text =
        String::from_utf8_lossy(&page.download("workshop.interactions.md").await?).into_owned();
    assert!(
        text.contains(
            "Bi-directional flow between Employee external entity and Workstation process"
        ),
        "{text}"
    );
    page.click("[data-form=xlsx]").await?;
    let sheet = page.download("workshop.interactions.xlsx").await?;
    assert!(sheet.starts_with(b"PK"), "no spreadsheet");
    // What was handed over is read again, and gives the same.
    page.menu("File", "Start").await?;
    page.click_text("dialog button", "without saving").await?;
    page.drop_file("#app", "again.xlsx", &sheet).await?;
    page.wait("#method-panel .interactions").await?;
    page.wait_text("#method-panel", "See Bench for details")
        .await?;
    page.eval("(() => { const s = document.querySelector('#tables-by'); s.value = 'zone'; s.dispatchEvent(new Event('change')); })()").await?;
    page.wait_text("#method-panel h3", "Zone of Employee and Workstation")
        .await?;
    Ok(())
}

pub async fn broken_tables(page: Page) -> Outcome {
    let world = World::start(&[])?;
    page.open(&world).await?;
    page.wait("#app[data-ready]").await?;
    page.drop_file("#app", "empty.md", b"# Nothing here\n")
        .await?;
    page.wait_text("dialog .problem", "no interaction table")
        .await?;
    Ok(())
}

pub async fn levels(page: Page) -> Outcome {
    let _world = page.create_pair().await?;
    page.select(&["Shop"]).await?;
    page.press("Control+Enter").await?;
    page.wait_count(".diagrams .tab", 2).await?;
    page.wait_text(".crumbs", "Shop").await?;
    // Who the process talks to stands at the edge, as the same element.
    page.select(&["Visitor"]).await?;
    page.enter("#property-name", "Guest").await?;
    page.click(".crumbs button").await?;
    page.wait_gone(".crumbs").await?;
    page.place("Guest").await?;
    part(&page, "Levels").await?;
    page.wait_count("#levels tbody tr", 2).await?;
    page.wait_text("#levels tbody tr:last-child", "Shop")
        .await?;
    // A double click leads there.
    let at = page.center("Shop").await?;
    page.double_click_at(at.0, at.1).await?;
    page.wait_text(".crumbs", "Shop").await?;
    again(&page, "levels.tm7").await?;
    part(&page, "Levels").await?;
    page.wait_text("#levels tbody tr:last-child", "1 Process")
        .await?;
    Ok(())
}

pub async fn questions(page: Page) -> Outcome {
    let _world = import(&page).await?;
    part(&page, "Questions").await?;
    page.wait_text("#answered", "questions answered").await?;
    let before = page.text("#answered").await?;
    page.click("#questions tbody tr button").await?;
    page.wait("#element-answered").await?;
    // The first list that nobody chose from gets an answer.
    page.eval(
        "(() => { const s = [...document.querySelectorAll('.properties select')].find(s => s.options[0].text === 'Not Selected' && s.selectedIndex === 0);
            s.selectedIndex = 1; s.dispatchEvent(new Event('change', { bubbles: true })); })()",
    )
    .await?;
    page.wait_until(&format!(
        "document.querySelector('#answered').textContent !== '{before}'"
    ))
    .await?;
    let open = page.count("#questions tbody tr").await?;
    page.click("#only-open").await?;
    page.wait_until(&format!(
        "document.querySelectorAll('#questions tbody tr').length >= {open}"
    ))
    .await?;
    Ok(())
}

pub async fn assessment(page: Page) -> Outcome {
    let _world = page.create_pair().await?;
    part(&page, "Assessment").await?;
    page.click("#begin-assessment").await?;
    page.wait_text("#assessed", "0 of 48").await?;
    page.click("details.category summary").await?;
    page.select(&["Shop"]).await?;
    page.eval(
        "(() => { const t = document.querySelectorAll('.question')[0].querySelectorAll('textarea')[1]; t.value = 'Accounts by name'; t.dispatchEvent(new Event('change', { bubbles: true })); })()",
    )
    .await?;
    page.wait_text("#assessed", "1 of 48").await?;
    page.click_text(".question button", "Link selection")
        .await?;
    page.wait_text(".question .chip", "Shop").await?;
    page.click_text(".question button", "Add gap").await?;
    page.wait_text("#assessed", "1 gap, 1 of them open").await?;
    page.click(".gap input[type=checkbox]").await?;
    page.wait_text("#assessed", "0 of them open").await?;
    again(&page, "assessed.tm7").await?;
    part(&page, "Assessment").await?;
    page.wait_text("#assessed", "1 of 48 questions answered, 1 gap, 0")
        .await?;
    page.press("Control+Shift+r").await?;
    page.wait("#report-download").await?;
    page.click("[name=report-kind][value=Markdown]").await?;
    page.wait_text("pre.preview", "Accounts by name").await?;
    Ok(())
}

pub async fn framework(page: Page) -> Outcome {
    let _world = import(&page).await?;
    part(&page, "Matrix").await?;
    page.wait("#matrix .cell-open").await?;
    let rows = page.count("#matrix tbody tr").await?;
    page.click("#matrix-flows").await?;
    page.wait_until(&format!(
        "document.querySelectorAll('#matrix tbody tr').length > {rows}"
    ))
    .await?;
    part(&page, "Controls").await?;
    page.wait_count("#controls .cell-empty", 15).await?;
    page.fill("#new-control", "Guards at the door").await?;
    page.press("Enter").await?;
    page.wait_count("#controls .cell-empty", 14).await?;
    part(&page, "Assets").await?;
    page.fill("#new-asset", "Recipes").await?;
    page.press("Enter").await?;
    page.wait(".asset").await?;
    // A risk that is accepted needs somebody who approved it.
    page.press("Alt+1").await?;
    page.threat(1).await?;
    page.eval(
        "(() => { const s = document.querySelector('#threat-resolution'); s.value = 'Accept'; s.dispatchEvent(new Event('change', { bubbles: true })); })()",
    )
    .await?;
    part(&page, "Decisions").await?;
    page.wait_text("#decisions", "no approver").await?;
    page.enter("#threat-approver", "Head of bakery").await?;
    page.wait_text("#decisions", "Head of bakery").await?;
    page.eval(
        "(() => { const s = document.querySelector('#threat-expires'); s.value = '2020-01-31'; s.dispatchEvent(new Event('change', { bubbles: true })); })()",
    )
    .await?;
    page.wait_text("#decisions", "expired").await?;
    again(&page, "framework.tm7").await?;
    part(&page, "Decisions").await?;
    page.wait_text("#decisions", "Head of bakery").await?;
    part(&page, "Controls").await?;
    page.wait_count("#controls .cell-empty", 14).await?;
    Ok(())
}

pub async fn meeting(page: Page) -> Outcome {
    let _world = import(&page).await?;
    part(&page, "Meeting").await?;
    page.click("#begin-meeting").await?;
    page.wait_text("#walk-at", "Diagram 1 of 3").await?;
    page.fill("#new-attendee", "Rosa").await?;
    page.press("Enter").await?;
    page.wait_text(".walk .chip", "Rosa").await?;
    page.click("#walk-next").await?;
    page.wait_text("#walk-at", "Diagram 2 of 3").await?;
    page.wait_text(".diagrams .tab[aria-selected=true]", "Server room")
        .await?;
    page.fill("#new-remark", "who keeps the keys?").await?;
    page.press("Enter").await?;
    page.wait_text("#remarks", "Server room: who keeps the keys?")
        .await?;
    page.fill("#new-missing", "Printer").await?;
    page.press("Enter").await?;
    page.click("#walk-next").await?;
    page.click("#walk-next").await?;
    page.wait_text("#walk-at", "Threat 1 of").await?;
    page.wait("#threat").await?;
    page.fill("#signer", "Owner").await?;
    page.click("#sign").await?;
    page.wait_text("#since", "No changes since Owner signed")
        .await?;
    again(&page, "met.tm7").await?;
    part(&page, "Meeting").await?;
    page.wait_text("#since", "No changes").await?;
    page.select(&["Employee"]).await?;
    page.enter("#property-name", "Guest").await?;
    page.wait_text("#since", "renamed: Employee is now Guest")
        .await?;
    part(&page, "Decisions").await?;
    page.enter("#cadence", "6").await?;
    page.wait_text("#due", "Next review on").await?;
    Ok(())
}

pub async fn shown_on_another_diagram(page: Page) -> Outcome {
    let _world = page.create_pair().await?;
    let threats = page.wait_threats().await?;
    page.menu("Diagram", "AddDiagram").await?;
    page.wait_count(".diagrams .tab", 2).await?;
    page.click(".diagrams .tab").await?;
    page.select(&["Visitor", "Shop"]).await?;
    page.menu("Diagram", "ShowOn").await?;
    page.click_text("dialog li button", "Diagram 2").await?;
    page.wait_selected(2).await?;
    page.place("Visitor").await?;
    page.wait_threat_count(threats).await?;
    Ok(())
}

/// Each part as everybody meets it, in light and dark.
pub async fn for_everybody(page: Page) -> Outcome {
    let _world = import(&page).await?;
    part(&page, "Assessment").await?;
    page.click("#begin-assessment").await?;
    page.click("details.category summary").await?;
    for dark in [false, true] {
        page.dark(dark).await?;
        for name in [
            "Meeting",
            "Questions",
            "Assessment",
            "Matrix",
            "Controls",
            "Decisions",
            "Assets",
            "Levels",
            "Tables",
        ] {
            part(&page, name).await?;
            assert_eq!(
                page.axe().await?,
                Vec::<String>::new(),
                "{name}, dark: {dark}"
            );
        }
    }
    Ok(())
}
