//! How the page does with large models, in figures: run by `cargo xtask bench`, for times are not
//! what a test should judge. What does not depend on the machine is a test: only what is in sight
//! is in the page.

use crate::Outcome;
use crate::page::Page;
use crate::world::World;
use serde_json::Value;
use std::sync::Arc;
use trustline_formats::{FileKind, Format, write};

/// Shapes and data flows: three sizes that another tool was measured with, and the one that the
/// page is made for.
const SIZES: [(&str, usize, usize); 4] = [
    ("310 shapes", 120, 190),
    ("1,550 shapes", 600, 950),
    ("2,000 elements, 3,000 flows", 2_000, 3_000),
    ("6,200 shapes", 2_400, 3_800),
];
const RUNS: usize = 3;

fn model(elements: usize, flows: usize) -> Result<Vec<u8>, String> {
    // With as many threat types as a large template has, so that there are threats enough.
    let kb = Arc::new(trustline_bench::template(191));
    let model = trustline_bench::drawing(elements, flows, &kb);
    write(&model, &Format::new(FileKind::TM7))
        .map(|w| w.bytes)
        .map_err(|e| e.to_string())
}

const READY: &str = "new Promise(done => {
    const look = () => {
        const drawn = document.querySelectorAll('svg.resting .shapes > g').length > 10;
        const judged = /[1-9]\\d* threats/.test(document.querySelector('#status')?.textContent ?? '');
        if (drawn && judged && !document.querySelector('.busy'))
            requestAnimationFrame(() => setTimeout(() => done(performance.now())));
        else requestAnimationFrame(look);
    };
    look();
})";

const EMPTY: &str = "new Promise(done => {
    const look = () => document.querySelector('#app[data-ready]')
        ? requestAnimationFrame(() => setTimeout(() => done(performance.now())))
        : requestAnimationFrame(look);
    look();
})";

/// The middle of the process nearest to the middle of the canvas.
const TARGET: &str = "(() => {
    const c = document.querySelector('#canvas').getBoundingClientRect();
    let best = null, least = 1e9;
    for (const g of document.querySelectorAll('svg.resting .shapes > g.process')) {
        const r = g.getBoundingClientRect(), x = r.x + r.width / 2, y = r.y + r.height / 2;
        const away = Math.hypot(x - c.x - c.width / 2, y - c.y - c.height / 2);
        if (away < least) { least = away; best = [x, y]; }
    }
    return best;
})()";

/// Drags it about for two seconds by events of the page itself, one a frame, and gives the
/// frames' times.
const DRAG: &str = "new Promise(done => {
    const [x, y] = arguments[0], host = document.querySelector('#canvas');
    host.setPointerCapture = () => {};
    const send = (kind, x, y) => host.dispatchEvent(new PointerEvent(kind, {
        clientX: x, clientY: y, button: 0, buttons: 1, pointerId: 1, bubbles: true, cancelable: true }));
    send('pointermove', x, y); send('pointerdown', x, y); send('pointermove', x + 8, y + 8);
    const times = []; let last = performance.now(), n = 0;
    const frame = now => {
        times.push(now - last); last = now; n += 1;
        send('pointermove', x + 10 + Math.sin(n / 5) * 60, y + Math.cos(n / 5) * 40);
        if (n < 120) requestAnimationFrame(frame);
        else { send('pointercancel', x, y); times.splice(0, 2); done(times); }
    };
    requestAnimationFrame(frame);
})";

const FILTER: &str = "(async () => {
    const field = document.querySelector('#threat-filter'), times = [];
    for (const text of ['s', 'sp', 'spo', 'spoof', 'x', 'element', '']) {
        const start = performance.now();
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
        times.push(performance.now() - start);
    }
    return times;
})()";

const RENAME: &str = "(async () => {
    const times = [];
    for (const text of ['Alpha', 'Beta', 'Gamma']) {
        const field = document.querySelector('#property-name');
        const start = performance.now();
        field.value = text;
        field.dispatchEvent(new Event('change', { bubbles: true }));
        await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
        times.push(performance.now() - start);
        await new Promise(done => setTimeout(done, 1500));
    }
    return times;
})()";

fn times(value: &Value) -> Vec<f64> {
    let mut times: Vec<f64> = match value {
        Value::Array(all) => all.iter().filter_map(Value::as_f64).collect(),
        one => one.as_f64().into_iter().collect(),
    };
    times.sort_by(f64::total_cmp);
    times
}

fn median(times: &[f64]) -> f64 {
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

fn worst(times: &[f64]) -> f64 {
    times.last().copied().unwrap_or(f64::NAN)
}

async fn drag(page: &Page) -> Result<f64, String> {
    let target = page.eval(TARGET).await?;
    let script = format!("return {DRAG}");
    let frames = page.call(&script, serde_json::json!([target])).await?;
    Ok(median(&times(&frames)))
}

/// The figures; nothing is judged here.
pub async fn figures(page: Page) -> Outcome {
    let mut files = vec![];
    for (name, elements, flows) in SIZES {
        files.push((format!("{elements}.tm7"), model(elements, flows)?, name));
    }
    let listed: Vec<(&str, Vec<u8>)> = files
        .iter()
        .map(|(file, bytes, _)| (file.as_str(), bytes.clone()))
        .collect();
    let world = World::start(&listed)?;
    page.open(&world).await?;
    let mut empty = Vec::new();
    for _ in 0..RUNS {
        page.goto("/").await?;
        empty.extend(times(&page.eval(EMPTY).await?));
    }
    empty.sort_by(f64::total_cmp);
    let empty = median(&empty);
    println!("\nthe page, medians in ms ({RUNS} runs): empty, ready after {empty:.0}");
    for (file, _, name) in &files {
        let mut ready = Vec::new();
        for _ in 0..RUNS {
            page.goto(&format!("/?file={file}")).await?;
            ready.extend(times(&page.eval(READY).await?));
        }
        ready.sort_by(f64::total_cmp);
        let ready = median(&ready);
        let status = page.text("#status").await?;
        let whole = drag(&page).await?;
        page.click(".canvas-tools .zoom").await?;
        let culled = drag(&page).await?;
        let filter = times(&page.eval(FILTER).await?);
        let target = page.eval(TARGET).await?;
        let at = |i: usize| target.get(i).and_then(Value::as_f64).unwrap_or_default();
        page.click_at(at(0), at(1)).await?;
        page.wait("#property-name").await?;
        let rename = times(&page.eval(RENAME).await?);
        println!(
            "{name}: ready {ready:.0} ({:.2} times (1.5 empty pages + 1 s)); frame while dragging, \
             all in sight {whole:.1}, natural size {culled:.1}; worst key in the filter {:.0}; \
             a new name {:.0}; {status}",
            ready / (1.5 * empty + 1000.0),
            worst(&filter),
            median(&rename),
        );
    }
    Ok(())
}

/// Only what is in sight is in the page, and all of it is when one zooms out.
pub async fn only_what_is_in_sight(page: Page) -> Outcome {
    let world = World::start(&[("large.tm7", model(600, 950)?)])?;
    page.open(&world).await?;
    page.goto("/?file=large.tm7").await?;
    page.eval(READY).await?;
    let all = page.count("svg.resting .shapes > g").await?;
    assert_eq!(all, 600 + 950 + 600 / 50);
    page.click(".canvas-tools .zoom").await?;
    let near = page.count("svg.resting .shapes > g").await?;
    assert!(near > 10 && near < all / 4, "{near} of {all}");
    let rows = page.count(".grid-row").await?;
    assert!(rows > 3 && rows < 60, "{rows} rows in the page");
    Ok(())
}
