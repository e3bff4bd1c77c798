//! Puts the page into the binary: every file of the folder that `TRUSTLINE_PAGE` names, or of
//! `target/page`, compressed, with its media type and entity tag. Without a page there is one that
//! says so.

use brotli::enc::BrotliEncoderParams;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::{env, fs};

const NO_PAGE: &str = "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Trustline</title>\n\
<h1>This build of Trustline has no page</h1>\n\
<p>The binary was built without it. <code>cargo xtask demo</code> builds the page and a binary that carries it.</p>\n\
</html>\n";

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-env-changed=TRUSTLINE_PAGE");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let folder = page_folder();
    println!("cargo:rerun-if-changed={}", folder.display());
    println!("cargo:rerun-if-changed=build.rs");
    let mut files = Vec::new();
    let has_page = folder.join("index.html").is_file();
    if has_page {
        walk(&folder, "", &mut files)?;
        files.sort();
    } else {
        files.push(("index.html".to_owned(), NO_PAGE.as_bytes().to_vec()));
    }
    let mut table = format!(
        "pub(crate) const HAS_PAGE: bool = {has_page};\n\npub(crate) const FILES: &[Bundled] = &[\n"
    );
    for (i, (name, bytes)) in files.iter().enumerate() {
        fs::write(out.join(format!("{i}.br")), packed(bytes)?)?;
        let etag: String = Sha256::digest(bytes)
            .iter()
            .take(16)
            .map(|b| format!("{b:02x}"))
            .collect();
        let media = media(name);
        let _ = writeln!(
            table,
            "    Bundled {{ name: {name:?}, media: {media:?}, etag: {etag:?}, \
             packed: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{i}.br\")) }},"
        );
    }
    table.push_str("];\n");
    fs::write(out.join("bundle.rs"), table)
}

/// Where the page lies. The usual folder is made where it is missing: cargo would otherwise run
/// this again at every build.
fn page_folder() -> PathBuf {
    if let Some(named) = env::var_os("TRUSTLINE_PAGE").filter(|p| !p.is_empty()) {
        return PathBuf::from(named);
    }
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let workspace = here.join("../..");
    let folder = workspace.join("target/page");
    if workspace.join("Cargo.lock").is_file() {
        let _ = fs::create_dir_all(&folder);
    }
    folder
}

fn walk(folder: &Path, before: &str, files: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.push((name, fs::read(entry.path())?));
        }
    }
    Ok(())
}

/// Brotli: as small as it gets where the binary is shipped, quick where it is worked on. The chore
/// `page` weighs with the same settings.
fn packed(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let is_shipped = env::var_os("PROFILE").is_some_and(|p| p == "release");
    let settings = BrotliEncoderParams {
        quality: if is_shipped { 11 } else { 5 },
        lgwin: 24,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &settings)?;
    Ok(packed)
}

fn media(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
