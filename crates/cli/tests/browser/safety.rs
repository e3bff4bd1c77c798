//! What comes from files or from elsewhere does no harm: texts stay texts, foreign requests are
//! refused, nothing is loaded from another place.

use crate::Outcome;
use crate::page::Page;
use crate::person::shape;
use crate::report::says;
use crate::world::{World, project_file};
use std::io::{Read, Write};
use std::net::TcpStream;

const EVIL: &str = "<img src=x onerror=\"window.hacked=1\">";

pub async fn policy(page: Page) -> Outcome {
    let world = World::start(&[])?;
    page.open(&world).await?;
    page.wait("#app[data-ready]").await?;
    let policy = page
        .eval("fetch('.').then(r => r.headers.get('content-security-policy'))")
        .await?;
    let policy = policy.as_str().unwrap_or_default();
    for part in [
        "default-src 'none'",
        "connect-src 'self'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(
        !policy.contains("'unsafe-inline'") && !policy.contains("'unsafe-eval'"),
        "{policy}"
    );
    let elsewhere = "performance.getEntriesByType('resource').filter(e => !e.name.startsWith(location.origin)).length";
    assert_eq!(page.eval(elsewhere).await?, 0);
    assert_eq!(
        page.eval("location.search").await?,
        "",
        "the token does not stay in the address"
    );
    Ok(())
}

pub async fn typed_texts_stay_texts(page: Page) -> Outcome {
    page.create_pair().await?;
    page.select(&["Shop"]).await?;
    page.enter("#property-name", EVIL).await?;
    page.wait(&shape(EVIL)).await?;
    page.press("Alt+3").await?;
    page.fill("#new-note", EVIL).await?;
    page.click(".notes button[type=submit]").await?;
    page.wait_count(".notes li", 1).await?;
    page.press("Alt+4").await?;
    page.wait_text(".told", EVIL).await?;
    page.press("Alt+1").await?;
    page.select(&["Generic Data Flow"]).await?;
    page.press("t").await?;
    page.enter("#threat-title", EVIL).await?;
    page.enter_labelled(
        "Description",
        &format!("{EVIL}<a href='javascript:hacked=1'>x</a>"),
    )
    .await?;
    page.wait_text(".grid-row.on", EVIL).await?;
    page.press("Control+f").await?;
    page.wait_focus(".search-list input").await?;
    page.type_text("img").await?;
    page.wait_text("#choice-0", EVIL).await?;
    page.press("Escape").await?;
    page.wait_gone(".search-list").await?;
    page.press("Control+Shift+r").await?;
    says(&page, "onerror", true).await?;
    nothing_happened(&page).await
}

pub async fn files_stay_texts(page: Page) -> Outcome {
    let escaped = EVIL.replace('<', "&lt;").replace('>', "&gt;");
    let shop = String::from_utf8(project_file("examples/web-shop.tm7")?)?
        .replace("Shop website", &escaped)
        .replace("Web shop", &escaped)
        .replace(">Overview<", &format!(">{escaped}<"))
        .replace("Spoofing", &escaped);
    let name = "<img src=x onerror=hacked=1>.tm7";
    let world = World::start(&[
        ("shop.tm7", shop.clone().into_bytes()),
        (name, shop.into_bytes()),
    ])?;
    page.open(&world).await?;
    page.open_listed(name).await?;
    page.wait_threats().await?;
    page.threat(1).await?;
    page.wait("#why").await?;
    for (key, what) in [
        ("Alt+2", ".messages"),
        ("Alt+3", ".notes"),
        ("Alt+4", ".told"),
    ] {
        page.press(key).await?;
        page.wait(what).await?;
    }
    page.press("Control+Shift+r").await?;
    page.wait("iframe.preview").await?;
    page.settle().await?;
    page.press("Escape").await?;
    page.click(".home").await?;
    page.wait("#recent li").await?;
    nothing_happened(&page).await
}

async fn nothing_happened(page: &Page) -> Outcome {
    page.settle().await?;
    let harm = "[window, ...[...Array(frames.length).keys()].map(i => frames[i])].map(w => { try { return w.hacked } catch { return 0 } }).filter(Boolean).length";
    assert_eq!(page.eval(harm).await?, 0);
    assert_eq!(page.count("img[src=x]").await?, 0);
    Ok(())
}

pub async fn paths_stay_in_the_folder(page: Page) -> Outcome {
    let world = World::start(&[])?;
    page.expect_error("status of 4");
    page.open(&world).await?;
    page.wait("#app[data-ready]").await?;
    for path in [
        "../secret.tm7",
        "/etc/passwd",
        "a/../../secret.tm7",
        "C:\\secret.tm7",
        "..\\x.tm7",
    ] {
        let ask = format!(
            "fetch('api/file?path=' + encodeURIComponent({})).then(r => r.status)",
            serde_json::json!(path)
        );
        let status = page.eval(&ask).await?.as_u64().unwrap_or_default();
        assert!((400..500).contains(&status), "{path}: {status}");
    }
    Ok(())
}

/// What the server answers somebody who is not the page.
fn asked(world: &World, request: &str) -> Result<String, String> {
    let place = world.origin().trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(&place).map_err(|e| e.to_string())?;
    let request = request.replace("HOST", &place);
    stream
        .write_all(request.as_bytes())
        .map_err(|e| e.to_string())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).map_err(|e| e.to_string())?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

pub async fn strangers_are_refused(page: Page) -> Outcome {
    let world = page.open_shop().await?;
    assert!(
        world.origin().starts_with("http://127.0.0.1:"),
        "loopback only"
    );
    let end = "Connection: close\r\n\r\n";
    let file = "GET /api/file?path=shop.tm7 HTTP/1.1\r\n";
    let without = asked(&world, &format!("{file}Host: HOST\r\n{end}"))?;
    assert!(without.starts_with("HTTP/1.1 401"), "no token: {without}");
    let elsewhere = asked(&world, &format!("{file}Host: evil.example\r\n{end}"))?;
    assert!(
        elsewhere.starts_with("HTTP/1.1 421"),
        "another name: {elsewhere}"
    );
    let foreign = asked(
        &world,
        &format!("{file}Host: HOST\r\nOrigin: http://evil.example\r\n{end}"),
    )?;
    assert!(
        foreign.starts_with("HTTP/1.1 403"),
        "another page: {foreign}"
    );
    let wrong = asked(
        &world,
        &format!("GET /?token=00 HTTP/1.1\r\nHost: HOST\r\n{end}"),
    )?;
    assert!(wrong.starts_with("HTTP/1.1 403"), "a wrong token: {wrong}");
    assert!(
        !without.to_lowercase().contains("set-cookie"),
        "cookies know no ports: {without}"
    );
    Ok(())
}
