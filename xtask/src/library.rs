//! Builds the built-in templates from their sources in YAML and SVG, and the samples from theirs.

use crate::run::below;
use crate::samples::{example, small};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use trustline_formats::{FileKind, Format, read_folder, write};
use trustline_model::ThreatModel;

/// A built file: where it lies, and its bytes.
type Built = (PathBuf, Vec<u8>);

/// Writes every built file.
pub fn build() -> Result<(), String> {
    for (path, bytes) in built()? {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        }
        fs::write(&path, bytes).map_err(|e| format!("{}: {e}", path.display()))?;
        println!("{}", path.display());
    }
    Ok(())
}

/// Every built file with the bytes it should have.
pub fn built() -> Result<Vec<Built>, String> {
    let root = crate::run::root();
    let mut files = Vec::new();
    let mut templates = HashMap::new();
    for name in TEMPLATES {
        let (built, model) = template(name)?;
        files.extend(built);
        let kb = model
            .knowledge_base
            .ok_or("a template without knowledge base")?;
        templates.insert(name, kb);
    }
    let mut sources: Vec<PathBuf> = fs::read_dir(root.join("examples/source"))
        .map_err(|e| e.to_string())?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .collect();
    sources.push(root.join("docs/threat-model/trustline.toml"));
    sources.sort();
    for source in sources.into_iter().filter(|s| s.is_file()) {
        let name = source
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let folder = match source.starts_with(root.join("examples")) {
            true => root.join("examples"),
            false => root.join("docs/threat-model"),
        };
        let model = example(&name, &source, &templates).map_err(|e| format!("{name}: {e}"))?;
        let bytes = write(&model, &Format::new(FileKind::TM7))
            .map_err(|e| e.to_string())?
            .bytes;
        if source.starts_with(root.join("examples")) {
            // The library has the template once, not in every sample.
            let bare = ThreatModel {
                knowledge_base: None,
                ..model
            };
            let bytes = write(&bare, &Format::new(FileKind::TM7))
                .map_err(|e| e.to_string())?
                .bytes;
            files.push((
                root.join(format!("crates/library/samples/{name}.tm7")),
                bytes,
            ));
        }
        files.push((folder.join(format!("{name}.tm7")), bytes));
    }
    let core = templates.get("core").ok_or("there is no Core template")?;
    let small = small(core);
    for kind in [FileKind::TM7, FileKind::TB7, FileKind::YAML] {
        let bytes = write(&small, &Format::new(kind))
            .map_err(|e| e.to_string())?
            .bytes;
        files.push((
            root.join(format!("tests/corpus/small.{}", kind.extension())),
            bytes,
        ));
    }
    Ok(files)
}

/// The built-in templates, folders in `crates/library`.
const TEMPLATES: [&str; 3] = ["core", "infrastructure", "cloud"];

/// The pictures of a template from its icons, and the template itself as a `.tb7`.
fn template(name: &str) -> Result<(Vec<Built>, ThreatModel), String> {
    let library = crate::run::root().join("crates/library");
    let folder = library.join(name);
    let say = |path: &Path, e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
    let mut built = Vec::new();
    let mut files = Vec::new();
    for path in below(&folder)? {
        let inner = path.strip_prefix(&folder).unwrap_or(&path);
        let inner = inner.to_string_lossy().replace('\\', "/");
        if path.extension().is_some_and(|e| e == "svg") {
            let png = picture(&path)?;
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            files.push((format!("images/{stem}.png"), png.clone()));
            built.push((folder.join(format!("images/{stem}.png")), png));
        } else if path.extension().is_some_and(|e| e == "yaml") {
            files.push((inner, fs::read(&path).map_err(|e| say(&path, &e))?));
        }
    }
    let reading = read_folder(files).map_err(|e| say(&folder, &e))?;
    let bytes = write(&reading.model, &Format::new(FileKind::TB7))
        .map_err(|e| e.to_string())?
        .bytes;
    built.push((library.join(format!("{name}.tb7")), bytes));
    Ok((built, reading.model))
}

/// An icon as a PNG of 32 by 32 pixels.
fn picture(path: &Path) -> Result<Vec<u8>, String> {
    let say = |e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
    let text = fs::read_to_string(path).map_err(|e| say(&e))?;
    let tree = resvg::usvg::Tree::from_str(&text, &resvg::usvg::Options::default())
        .map_err(|e| say(&e))?;
    let mut pixels = resvg::tiny_skia::Pixmap::new(32, 32).ok_or("no pixels")?;
    let scale = 32.0 / tree.size().width();
    resvg::render(
        &tree,
        resvg::tiny_skia::Transform::from_scale(scale, scale),
        &mut pixels.as_mut(),
    );
    pixels.encode_png().map_err(|e| say(&e))
}

#[cfg(test)]
mod tests {
    #[test]
    fn built_files_are_those_of_their_sources() {
        for (path, bytes) in super::built().unwrap() {
            let there = std::fs::read(&path).unwrap_or_default();
            assert!(
                there == bytes,
                "{} is out of date: run `cargo xtask library`",
                path.display()
            );
        }
    }
}
