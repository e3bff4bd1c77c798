//! A walk without a plan: commands, panes, fields and menus in an order that nobody thought of, as
//! quickly as the page takes them. It must not break, and what it edited can be saved.

use crate::Outcome;
use crate::page::Page;
use crate::person::analyzed;
use serde_json::json;

/// Takes steps: a key of the list, or a click on something of the page that leads nowhere else.
const WALK: &str = r#"
const [seed, steps] = arguments;
let done;
const walked = new Promise(end => done = end);
let state = seed;
const random = n => { state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff; return (state >> 8) % n; };
const keys = ['Alt+1', 'Alt+2', 'Alt+3', 'Alt+4', 'Alt+5', 'Escape', 'Delete', 'ArrowRight', 'ArrowDown', 'Tab',
    'PageDown', 'PageUp', 'n', 'c', 'i', 't', '1', '2', '3', '4', 'Enter', ' ', 'F2', 'F6', 'Control+z', 'Control+y',
    'Control+a', 'Control+d', 'Control+g', 'Control+k', 'Control+f', 'Control+Shift+L', 'Control+Enter'];
const press = chord => {
    const parts = chord.split('+');
    const key = parts.pop();
    const held = { altKey: parts.includes('Alt'), ctrlKey: parts.includes('Control'), shiftKey: parts.includes('Shift') };
    const at = document.activeElement ?? document.body;
    for (const kind of ['keydown', 'keyup']) {
        at.dispatchEvent(new KeyboardEvent(kind, { key, ...held, bubbles: true, cancelable: true }));
    }
};
// What leaves the model, asks the system for a file, or gives one away.
const away = /^(Open|New|Save|Close|Home|Export|Report|Import|Copy|Cut|Paste|Tour|Template|Apply|Print)/;
const inert = e => e.closest('.home, [download], input[type=file], a[href]') || away.test(e.dataset.action ?? '')
    || away.test(e.textContent.trim()) || e.disabled || !e.offsetParent;
const click = () => {
    const all = [...document.querySelectorAll('button, [role=tab], [role=option], .grid-row, input, select, textarea, .shapes > g')];
    const found = all.filter(e => !inert(e));
    const e = found[random(found.length || 1)];
    if (!e) return;
    e.focus?.();
    const where = { bubbles: true, cancelable: true, composed: true, pointerId: 1, button: 0 };
    for (const kind of ['pointerdown', 'pointerup']) e.dispatchEvent(new PointerEvent(kind, where));
    e.dispatchEvent(new MouseEvent('click', where));
    if (/^(text|search|)$/.test(e.getAttribute?.('type') ?? '-') && e.matches('input') || e.matches('textarea')) {
        e.value = 'walk ' + random(1000);
        for (const kind of ['input', 'change']) e.dispatchEvent(new Event(kind, { bubbles: true }));
    }
};
const trail = [];
const step = n => {
    if (n === 0 || document.querySelector('#crash[open]')) return done(trail.slice(-12));
    if (random(3) === 0) { click(); trail.push('click'); }
    else { const key = keys[random(keys.length)]; press(key); trail.push(key); }
    const next = () => step(n - 1);
    [() => next(), () => setTimeout(next, random(25)), () => requestAnimationFrame(next)][random(3)]();
};
step(steps);
return walked;
"#;

/// Two panes in turn, without a pause between them.
const TURNS: &str = r#"
const [times] = arguments;
let done;
const turned = new Promise(end => done = end);
const press = key => window.dispatchEvent(new KeyboardEvent('keydown', { key, altKey: true, bubbles: true, cancelable: true }));
const soon = () => new Promise(end => setTimeout(end));
const turn = async n => {
    // Each pane is there, and gone before the next frame asks how large it is.
    for (const key of ['1', '3', '4', '1', '5', '1', '2', '3']) { press(key); await soon(); }
    if (n === 0) return requestAnimationFrame(() => requestAnimationFrame(() => done(null)));
    requestAnimationFrame(() => turn(n - 1));
};
turn(times);
return turned;
"#;

async fn whole(page: &Page, trail: &str) -> Result<(), String> {
    match page.count("#crash[open]").await? {
        0 => Ok(()),
        _ => Err(format!("the page broke after {trail}")),
    }
}

/// Takes so many steps; says the last of them where the page breaks.
pub async fn stroll(page: &Page, seed: u64, steps: u64) -> Result<(), String> {
    let trail = page.call(WALK, json!([seed, steps])).await?;
    whole(page, &format!("{seed}: {trail}")).await
}

pub async fn panes_in_turn(page: Page) -> Outcome {
    page.open_shop().await?;
    page.wait_threats().await?;
    page.call(TURNS, json!([60])).await?;
    Ok(whole(&page, "turns").await?)
}

pub async fn at_random(page: Page) -> Outcome {
    let world = page.open_shop().await?;
    page.wait_threats().await?;
    for seed in 1..=6 {
        stroll(&page, seed, 120).await?;
    }
    drop(world);
    Ok(())
}

/// What a page says that broke, and what its *Restore* does.
pub async fn restored_after_a_bug(page: Page) -> Outcome {
    let world = page.open_shop().await?;
    page.select(&["Audit log"]).await?;
    page.enter("#property-name", "Kept in spite of it").await?;
    page.wait("#unsaved").await?;
    tokio::time::sleep(std::time::Duration::from_millis(2000)).await;
    page.eval("document.querySelector('#crash').showModal()")
        .await?;
    page.wait("#crash[open]").await?;
    page.click("#restore").await?;
    page.wait(&crate::person::shape("Kept in spite of it"))
        .await?;
    page.wait("#unsaved").await?;
    page.save().await?;
    let report = analyzed(&world, "shop.tm7")?;
    assert!(report.to_string().contains("Kept in spite of it"));
    Ok(())
}
