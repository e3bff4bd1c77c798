//! The page without a server of ours: written out by `trustline page`, served as files by anybody.

use crate::Outcome;
use crate::page::Page;
use crate::person::shape;
use crate::world::project_file;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// Writes the page out and serves it, with the policy that it asks for; the address.
fn serve(folder: &Path) -> Result<String, String> {
    let written = Command::new(env!("CARGO_BIN_EXE_trustline"))
        .args(["page", "--force"])
        .arg(folder)
        .output()
        .map_err(|e| e.to_string())?;
    if !written.status.success() {
        return Err(String::from_utf8_lossy(&written.stderr).into_owned());
    }
    let listener = TcpListener::bind("127.0.0.1:0").map_err(|e| e.to_string())?;
    let address = listener.local_addr().map_err(|e| e.to_string())?;
    let folder = folder.to_owned();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let _ = answer(&folder, stream);
        }
    });
    Ok(format!("http://{address}/index.html"))
}

fn answer(folder: &Path, stream: TcpStream) -> std::io::Result<()> {
    let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
    let first = lines.next().unwrap_or_default();
    lines.take_while(|l| !l.is_empty()).for_each(drop);
    let asked = first
        .split(' ')
        .nth(1)
        .unwrap_or("/")
        .trim_start_matches('/');
    let path: PathBuf = folder.join(asked.split('?').next().unwrap_or_default());
    let media = match path.extension().and_then(|e| e.to_str()) {
        Some("html") => "text/html",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("wasm") => "application/wasm",
        _ => "image/svg+xml",
    };
    let (status, bytes) = match std::fs::read(&path) {
        Ok(bytes) => ("200 OK", bytes),
        Err(_) => ("404 Not Found", Vec::new()),
    };
    let policy = std::fs::read_to_string(folder.join("policy.txt"))?;
    let mut stream = &stream;
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\
         Content-Security-Policy: {}\r\nConnection: close\r\n\r\n",
        bytes.len(),
        policy.trim()
    )?;
    stream.write_all(&bytes)
}

/// The start page, in a browser that cannot write files itself.
async fn open(page: &Page) -> Result<TempDir, String> {
    let folder = TempDir::with_prefix("trustline-page-").map_err(|e| e.to_string())?;
    let address = serve(folder.path())?;
    // Whether there is a server of ours is found out by asking.
    page.expect_error("api/session");
    page.expect_error("api/recovery");
    page.goto(&address).await?;
    page.wait("#app[data-ready]").await?;
    page.eval("delete window.showSaveFilePicker && delete window.showOpenFilePicker")
        .await?;
    Ok(folder)
}

pub async fn untouched(page: Page) -> Outcome {
    let _folder = open(&page).await?;
    page.wait_text("#open", "never leave this computer").await?;
    let shop = project_file("examples/web-shop.tm7")?;
    page.drop_file("#start", "mine.tm7", &shop).await?;
    page.wait_text("#file-name .name", "mine.tm7").await?;
    page.wait_threat_count(71).await?;
    page.press("Control+s").await?;
    assert!(page.download("mine.tm7").await? == shop, "the same bytes");
    Ok(())
}

pub async fn changed_and_restored(page: Page) -> Outcome {
    let folder = open(&page).await?;
    let shop = folder.path().join("shop.tm7");
    std::fs::write(&shop, project_file("examples/web-shop.tm7")?)?;
    page.upload("#file-input", &shop).await?;
    page.wait_threat_count(71).await?;
    page.select(&["Audit log"]).await?;
    page.enter("#property-name", "Journal").await?;
    page.wait(&shape("Journal")).await?;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    page.reload().await?;
    page.wait("#app[data-ready]").await?;
    page.wait_text("#recovery li", "shop.tm7").await?;
    page.click("#recovery li .primary").await?;
    page.wait(&shape("Journal")).await?;
    page.menu("File", "Download").await?;
    let saved = page.download("shop.tm7").await?;
    assert!(String::from_utf8_lossy(&saved).contains("Journal"));
    page.wait_gone("#unsaved").await?;
    Ok(())
}

pub async fn new_model(page: Page) -> Outcome {
    let _folder = open(&page).await?;
    page.create_here("Alone").await?;
    page.press("Control+i").await?;
    page.enter_labelled("Your name", "Test Person").await?;
    page.click(".information .primary").await?;
    page.press("Alt+3").await?;
    page.fill("#new-note", "Written without a server").await?;
    page.click(".notes button[type=submit]").await?;
    page.wait_count(".notes li", 1).await?;
    page.press("Control+s").await?;
    let saved = page.download("Alone.tm7").await?;
    assert!(String::from_utf8_lossy(&saved).contains("Written without a server"));
    Ok(())
}
