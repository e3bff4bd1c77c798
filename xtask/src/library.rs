//! Builds the built-in templates from their sources in TOML and SVG, and writes what is built.

use crate::samples::{example, small};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use trustline_formats::{Format, Kind, write};
use trustline_model::{
    Attribute, KnowledgeBase, Manifest, Stencil, ThreatCategory, ThreatModel, ThreatProperty,
    ThreatType, guid_for, threat_property as field,
};

#[derive(Deserialize)]
struct TemplateSource {
    manifest: ManifestSource,
    category: Vec<CategorySource>,
}

#[derive(Deserialize)]
struct ManifestSource {
    id: String,
    name: String,
    version: String,
    author: String,
}

#[derive(Deserialize)]
struct CategorySource {
    id: String,
    name: String,
    short: String,
    long: String,
}

#[derive(Deserialize)]
struct StencilsSource {
    generic: Vec<StencilSource>,
    stencil: Vec<StencilSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StencilSource {
    id: String,
    name: String,
    parent: String,
    #[serde(default)]
    representation: Option<String>,
    description: String,
    #[serde(default)]
    icon: Option<String>,
    #[serde(default)]
    attributes: Vec<AttributeSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AttributeSource {
    name: String,
    display: String,
    values: Vec<String>,
    mode: String,
}

#[derive(Deserialize)]
struct ThreatsSource {
    threat: Vec<ThreatSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThreatSource {
    id: String,
    category: String,
    title: String,
    priority: String,
    description: String,
    why: String,
    mitigations: Vec<String>,
    verify: Vec<String>,
    references: Vec<String>,
    include: String,
    exclude: String,
}

/// Writes every built file.
pub fn build() -> Result<(), String> {
    for (path, bytes) in built()? {
        fs::write(&path, bytes).map_err(|e| format!("{}: {e}", path.display()))?;
        println!("{}", path.display());
    }
    Ok(())
}

/// Every built file with the bytes it should have.
pub fn built() -> Result<Vec<(PathBuf, Vec<u8>)>, String> {
    let root = crate::run::root();
    let kb = Arc::new(template(&root.join("crates/library/core"))?);
    let model = ThreatModel {
        knowledge_base: Some(Arc::clone(&kb)),
        ..ThreatModel::default()
    };
    let bytes = write(&model, &Format::new(Kind::Tb7)).map_err(|e| e.to_string())?;
    let mut files = vec![(root.join("crates/library/core.tb7"), bytes)];
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
        let model = example(&name, &source, &kb).map_err(|e| format!("{name}: {e}"))?;
        let bytes = write(&model, &Format::new(Kind::Tm7)).map_err(|e| e.to_string())?;
        if source.starts_with(root.join("examples")) {
            // The library has the template once, not in every sample.
            let bare = ThreatModel {
                knowledge_base: None,
                ..model
            };
            let bytes = write(&bare, &Format::new(Kind::Tm7)).map_err(|e| e.to_string())?;
            files.push((
                root.join(format!("crates/library/samples/{name}.tm7")),
                bytes,
            ));
        }
        files.push((folder.join(format!("{name}.tm7")), bytes));
    }
    let small = small(&kb);
    for kind in [Kind::Tm7, Kind::Tb7] {
        let bytes = write(&small, &Format::new(kind)).map_err(|e| e.to_string())?;
        files.push((
            root.join(format!("tests/corpus/small.{}", kind.extension())),
            bytes,
        ));
    }
    Ok(files)
}

/// Reads a source.
pub fn parse<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<T, String> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))
}

fn template(folder: &Path) -> Result<KnowledgeBase, String> {
    let template: TemplateSource = parse(&folder.join("template.toml"))?;
    let stencils: StencilsSource = parse(&folder.join("stencils.toml"))?;
    let threats: ThreatsSource = parse(&folder.join("threats.toml"))?;
    let m = template.manifest;
    let mut kb = KnowledgeBase {
        manifest: Manifest {
            name: m.name,
            id: m.id,
            version: m.version,
            author: m.author,
        },
        categories: template
            .category
            .into_iter()
            .map(|c| ThreatCategory {
                id: c.id,
                name: c.name,
                short: c.short,
                long: c.long,
            })
            .collect(),
        priority_used: true,
        status_used: true,
        ..KnowledgeBase::default()
    };
    kb.threat_properties = threat_properties(&kb.categories);
    for source in stencils.generic {
        kb.stencils.push(stencil(source, true, folder)?);
    }
    for source in stencils.stencil {
        kb.stencils.push(stencil(source, false, folder)?);
    }
    kb.threat_types = threats
        .threat
        .into_iter()
        .map(|t| threat_type(t, &kb))
        .collect();
    Ok(kb)
}

/// Name, label, hidden, values, kind and id of each threat property.
fn threat_properties(categories: &[ThreatCategory]) -> Vec<ThreatProperty> {
    let shorts: Vec<&str> = categories.iter().map(|c| c.short.as_str()).collect();
    type Row<'a> = (&'a str, &'a str, bool, Option<&'a [&'a str]>, &'a str);
    let rows: [Row<'_>; 11] = [
        (field::TITLE, "Title", false, Some(&[""]), "0"),
        (field::CATEGORY, "Category", false, None, "0"),
        (
            field::SHORT_DESCRIPTION,
            "Short Description",
            true,
            Some(&shorts),
            "1",
        ),
        (field::DESCRIPTION, "Description", false, Some(&[""]), "0"),
        ("WhyItMatters", "Why It Matters", false, Some(&[""]), "0"),
        (
            "PossibleMitigations",
            "Possible Mitigations",
            false,
            Some(&[""]),
            "2",
        ),
        ("HowToVerify", "How To Verify", false, Some(&[""]), "2"),
        ("References", "References", false, Some(&[""]), "0"),
        (
            field::JUSTIFICATION,
            "Justification",
            false,
            Some(&[""]),
            "0",
        ),
        (field::INTERACTION, "Interaction", false, None, "0"),
        (
            field::PRIORITY,
            "Priority",
            false,
            Some(&["High", "Medium", "Low"]),
            "1",
        ),
    ];
    let property =
        |(name, label, hidden, values, kind): (&str, &str, bool, Option<&[&str]>, &str)| {
            ThreatProperty {
                name: name.into(),
                label: label.into(),
                hidden,
                values: values.map(|v| v.iter().map(|t| Some((*t).to_owned())).collect()),
                description: None,
                id: Some(guid_for(&format!("trustline threat property {name}"))),
                kind: Some(kind.into()),
            }
        };
    rows.into_iter().map(property).collect()
}

fn stencil(source: StencilSource, generic: bool, folder: &Path) -> Result<Stencil, String> {
    let image = match &source.icon {
        Some(icon) => Some(picture(&folder.join("icons").join(format!("{icon}.svg")))?),
        None => None,
    };
    Ok(Stencil {
        id: source.id.as_str().into(),
        name: source.name,
        description: source.description,
        parent: source.parent.as_str().into(),
        generic,
        representation: source
            .representation
            .as_deref()
            .unwrap_or("Inherited")
            .into(),
        image_location: image.is_some().then(|| "Centered on stencil".to_owned()),
        image,
        hidden: false,
        attributes: source
            .attributes
            .into_iter()
            .map(|a| Attribute {
                id: Some(guid_for(&a.name)),
                name: a.name,
                label: a.display,
                mode: a.mode,
                kind: "List".into(),
                inheritance: "Virtual".into(),
                choices: a.values,
                inherited: None,
                overridden: None,
            })
            .collect(),
        constraints: None,
        stroke_dashes: None,
        stroke_thickness: Some("0".into()),
        behavior: None,
        shape: None,
    })
}

/// An icon as the base64 of a PNG of 32 by 32 pixels.
fn picture(path: &Path) -> Result<String, String> {
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
    let png = pixels.encode_png().map_err(|e| say(&e))?;
    Ok(STANDARD.encode(png))
}

fn threat_type(source: ThreatSource, kb: &KnowledgeBase) -> ThreatType {
    let numbered = |items: &[String]| {
        let lines: Vec<String> = items
            .iter()
            .enumerate()
            .map(|(i, m)| format!("{}. {m}", i + 1))
            .collect();
        lines.join("\n")
    };
    let short = kb
        .category(&source.category)
        .map(|c| c.short.clone())
        .unwrap_or_default();
    let values = [
        (field::SHORT_DESCRIPTION, short),
        (field::DESCRIPTION, source.description.clone()),
        ("WhyItMatters", source.why),
        ("PossibleMitigations", numbered(&source.mitigations)),
        ("HowToVerify", numbered(&source.verify)),
        ("References", source.references.join(", ")),
        (field::PRIORITY, source.priority),
    ];
    let property = |(name, value): (&str, String)| {
        let known = kb.threat_properties.iter().find(|p| p.name == name);
        known.map(|p| ThreatProperty {
            values: Some(vec![Some(value)]),
            ..p.clone()
        })
    };
    ThreatType {
        id: source.id.as_str().into(),
        title: source.title,
        category: source.category,
        related_category: None,
        description: source.description,
        include: source.include,
        exclude: source.exclude,
        properties: values.into_iter().filter_map(property).collect(),
    }
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
