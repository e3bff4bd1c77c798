//! The page: its modules compiled for the browser, the bridges written by wasm-bindgen, and the files
//! that stand beside them, in `target/page`. Only what changed is written there, so that what
//! embeds the folder is not built anew for nothing.

use crate::packages::{WASM, WasmToolchain, wasm_toolchain};
use crate::run::{below, cargo, root, run, target};
use brotli::enc::BrotliEncoderParams;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// A page that is shipped may not weigh more than this, as Brotli.
const HEAVIEST: usize = 1_000_000;

/// What starts the page; beside `index.html` so that no script stands in the page itself.
const START: &str = "import init from \"./page.js\";
globalThis.loadDocuments = async () => {
  const documents = await import(\"./documents.js\");
  await documents.default();
  return documents;
};
init();
";

/// The modules of the page: the crate, and its name among the files. What comes after the first is
/// loaded when it is wanted.
const MODULES: [(&str, &str); 2] = [("web", "page"), ("documents", "documents")];

/// Files of a folder by their path in it.
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// Builds the page into `target/page`: as it is shipped, or quickly while it is worked on.
pub fn build(dev: bool) -> Result<(), String> {
    let folder = compile(dev)?;
    let mut files = Files::new();
    for (package, name) in MODULES {
        let compiled = folder.join(format!("trustline_{package}.wasm"));
        files.extend(bridge(&compiled, name, dev)?);
    }
    let web = root().join("crates/web");
    files.extend(read(&web.join("static"))?);
    if let Ok(policy) = fs::read(web.join("policy.txt")) {
        files.insert("policy.txt".into(), policy);
    }
    files.insert("start.js".into(), START.into());
    files.extend(library()?);
    let folder = root().join("target/page");
    let changed = sync(&folder, &files)?;
    let weight = weigh(&files, dev)?;
    println!(
        "{} ({} KB, {} KB as Brotli{}; {})",
        folder.display(),
        weight.0.div_ceil(1000),
        weight.1.div_ceil(1000),
        if dev { " made quickly" } else { "" },
        match changed {
            0 => "nothing changed".to_owned(),
            n => format!("{n} changed"),
        }
    );
    if !dev && weight.1 > HEAVIEST {
        return Err(format!(
            "the page weighs {} bytes as Brotli, more than {HEAVIEST}",
            weight.1
        ));
    }
    Ok(())
}

/// Where the page fetches built-in templates and samples from, when they are wanted.
const LIBRARY: &str = "library";

/// The built-in templates and samples as files of the page.
fn library() -> Result<Files, String> {
    let folder = root().join("crates/library");
    let all = read(&folder)?
        .into_iter()
        .chain(read(&folder.join("samples"))?);
    let wanted = all.filter(|(path, _)| {
        let is_plain = path.components().count() == 1;
        is_plain && path.extension().is_some_and(|e| e == "tb7" || e == "tm7")
    });
    Ok(wanted
        .map(|(path, bytes)| (Path::new(LIBRARY).join(path), bytes))
        .collect())
}

/// Lints of the page's crate, which only the browser's target compiles.
pub fn lint() -> Result<(), String> {
    if let WasmToolchain::Debian = wasm_toolchain()? {
        println!("skipped: Debian's compiler for the browser comes without lints");
        return Ok(());
    }
    let mut clippy = ordinary_cargo();
    clippy.args(["clippy", "--quiet"]).args(packages());
    clippy.args(["--target", WASM, "--target-dir"]);
    clippy.arg(target().join("wasm"));
    run(clippy.args(["--", "--deny", "warnings"]))
}

/// The crates of the modules, as arguments.
fn packages() -> impl Iterator<Item = String> {
    let names = MODULES.iter();
    names.flat_map(|(package, _)| ["--package".to_owned(), format!("trustline-{package}")])
}

/// Compiles the crates; where the modules lie.
fn compile(dev: bool) -> Result<PathBuf, String> {
    let toolchain = wasm_toolchain()?;
    let profile = if dev { "page-dev" } else { "page" };
    let (mut command, folder) = match toolchain {
        WasmToolchain::Ordinary => (ordinary_cargo(), target().join("wasm")),
        WasmToolchain::Debian => (debian_cargo(), target().join("wasm-debian")),
    };
    command.args(["build", "--quiet", "--lib"]).args(packages());
    command.args(["--target", WASM, "--profile", profile]);
    run(command.arg("--target-dir").arg(&folder))?;
    Ok(folder.join(WASM).join(profile))
}

/// Views of the page in one type instead of one each: a tenth less to load.
const ERASED: &str = "--cfg erase_components";

/// The name of a setting of cargo for the browser's target.
fn setting(rest: &str) -> String {
    format!("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_{rest}")
}

fn ordinary_cargo() -> Command {
    let mut command = cargo();
    command.env(setting("RUSTFLAGS"), ERASED);
    command
}

fn debian_cargo() -> Command {
    let mut command = Command::new("/usr/bin/cargo");
    command.current_dir(root());
    for name in ["RUSTUP_TOOLCHAIN", "CARGO", "RUSTDOC", "RUSTFLAGS"] {
        command.env_remove(name);
    }
    command.env("RUSTC", "/usr/bin/rustc");
    // Debian's compiler is a stable one; building the standard library is not stable yet.
    command.env("RUSTC_BOOTSTRAP", "1");
    command.env(setting("LINKER"), "/usr/bin/wasm-ld-19");
    let flags = format!("-C linker-flavor=wasm-ld {ERASED}");
    command.env(setting("RUSTFLAGS"), flags);
    command.args(["-Z", "build-std=std,panic_abort"]);
    command
}

/// What wasm-bindgen makes of a module; kept, and used again while the module is the same.
fn bridge(compiled: &Path, name: &str, dev: bool) -> Result<Files, String> {
    let module = fs::read(compiled).map_err(|e| say(compiled, &e))?;
    let kept = compiled.with_file_name(format!("{name}.kept.wasm"));
    let folder = compiled.with_file_name(format!("{name}.bridge"));
    if fs::read(&kept).is_ok_and(|k| k == module) {
        return read(&folder);
    }
    let _ = fs::remove_file(&kept);
    let _ = fs::remove_dir_all(&folder);
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(compiled)
        .out_name(name)
        .typescript(false)
        .omit_default_module_path(false)
        .remove_name_section(!dev)
        .remove_producers_section(!dev);
    let made = bindgen.web(true).and_then(|b| b.generate(&folder));
    made.map_err(|e| format!("wasm-bindgen: {e:#}"))?;
    fs::write(&kept, module).map_err(|e| say(&kept, &e))?;
    read(&folder)
}

/// Every file below a folder.
fn read(folder: &Path) -> Result<Files, String> {
    let mut files = Files::new();
    for path in below(folder)? {
        let bytes = fs::read(&path).map_err(|e| say(&path, &e))?;
        let name = path.strip_prefix(folder).unwrap_or(&path).to_owned();
        files.insert(name, bytes);
    }
    Ok(files)
}

/// Makes a folder hold these files and no others; how many had to be written or removed.
fn sync(folder: &Path, files: &Files) -> Result<usize, String> {
    fs::create_dir_all(folder).map_err(|e| say(folder, &e))?;
    let there = read(folder)?;
    let mut changed = 0;
    for name in there.keys().filter(|n| !files.contains_key(*n)) {
        let path = folder.join(name);
        fs::remove_file(&path).map_err(|e| say(&path, &e))?;
        changed += 1;
    }
    for (name, bytes) in files.iter().filter(|(n, b)| there.get(*n) != Some(b)) {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|e| say(parent, &e))?;
        }
        fs::write(&path, bytes).map_err(|e| say(&path, &e))?;
        changed += 1;
    }
    Ok(changed)
}

/// The bytes of all files, as they are and as Brotli; those of weight are listed.
fn weigh(files: &Files, dev: bool) -> Result<(usize, usize), String> {
    let mut sum = (0, 0);
    for (name, bytes) in files {
        if name.starts_with(LIBRARY) {
            continue;
        }
        let small = compressed(bytes, dev).map_err(|e| say(name, &e))?;
        if !is_later(name) {
            sum = (sum.0 + bytes.len(), sum.1 + small);
        }
        if name
            .extension()
            .is_some_and(|e| ["wasm", "js", "css"].iter().any(|k| e == *k))
        {
            println!("{:>9} {small:>9}  {}", bytes.len(), name.display());
        }
    }
    Ok(sum)
}

/// Whether a file belongs to a module that is loaded later.
fn is_later(name: &Path) -> bool {
    let name = name.to_string_lossy();
    let mut later = MODULES.iter().skip(1);
    later.any(|(_, module)| name.starts_with(module))
}

/// The length as Brotli, made as the build of the server makes it.
fn compressed(bytes: &[u8], dev: bool) -> std::io::Result<usize> {
    let settings = BrotliEncoderParams {
        quality: if dev { 5 } else { 11 },
        lgwin: 24,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &settings)
}

fn say(path: &Path, error: &dyn std::fmt::Display) -> String {
    format!("{}: {error}", path.display())
}
