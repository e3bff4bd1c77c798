//! Templates as text (YAML): one file, or a folder whose files are read as one. See
//! `docs/template-form.md`. An edit is carried over into the text as people wrote it.

mod emit;
mod fields;
mod patch;
mod read;
mod trials;
mod words;
mod write;
mod yaml;

pub use read::is_template;
pub use words::usual_properties;

use crate::ReadError;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use emit::Out;
use read::Page;
use std::collections::{BTreeMap, HashMap, HashSet};
use trustline_model::{Diagnostic, KnowledgeBase, Trial};
use write::Parts;
use yaml::Node;

/// A file of a folder: its path with `/`, and its bytes.
pub type File = (String, Vec<u8>);

/// The file of a folder that names the template.
const HEAD: &str = "template.yaml";

type Sections = Vec<(String, Out)>;

/// A template in one text.
pub fn read(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Result<KnowledgeBase, ReadError> {
    read::read(&[page(text)?], &[], diagnostics)
}

/// The tests in one text.
pub fn trials(text: &str, kb: &KnowledgeBase) -> Result<Vec<Trial>, ReadError> {
    trials::trials(&[page(text)?], kb)
}

/// The tests in the files of a folder.
pub fn trials_in(files: &[File], kb: &KnowledgeBase) -> Result<Vec<Trial>, ReadError> {
    trials::trials(&pages(files)?.0, kb)
}

/// Whether a text that is no XML is meant to be a template, or a part of one.
pub fn looks_like_one(text: &str) -> bool {
    let sections = ["template:", "stencils:", "threats:", "categories:"];
    text.lines()
        .any(|line| sections.iter().any(|s| line.starts_with(s)))
}

/// Whether a text has both what names a template and what it is drawn with: that of a folder has
/// them in several files.
pub fn is_whole(text: &str) -> bool {
    let has = |section: &str| text.lines().any(|line| line.starts_with(section));
    has("template:") && has("stencils:")
}

/// A template in one text; `original` is a text it was read from, with comments and all.
pub fn write(kb: &KnowledgeBase, original: Option<&str>) -> String {
    write_with(kb, original, Sections::new())
}

/// A template in one text, with the tests of the folder that it was read from.
pub fn write_from_files(kb: &KnowledgeBase, files: &[File]) -> String {
    let pages = pages(files).map(|(pages, _)| pages).unwrap_or_default();
    write_with(kb, None, tests(&pages))
}

/// The tests of all pages as one section.
fn tests(pages: &[Page]) -> Sections {
    let all = pages.iter().flat_map(|p| beside(&p.root));
    let tests = all.filter(|(key, _)| key == "tests");
    let items: Vec<Out> = tests
        .flat_map(|(_, out)| match out {
            Out::List(items) => items,
            _ => Vec::new(),
        })
        .collect();
    match items.is_empty() {
        true => Sections::new(),
        false => vec![("tests".into(), Out::List(items))],
    }
}

fn write_with(kb: &KnowledgeBase, original: Option<&str>, tests: Sections) -> String {
    let mut new = one(write::parts(kb, false));
    new.extend(tests);
    let both = |text| {
        let page = page(text).ok()?;
        let kb = read::read(std::slice::from_ref(&page), &[], &mut Vec::new()).ok()?;
        Some((page.root, kb))
    };
    let Some((text, (root, base))) = original.and_then(|text| Some((text, both(text)?))) else {
        return emit::document(&new);
    };
    let old = one(write::parts(&base, false));
    let rest = beside(&root);
    if let Some(patched) = patch::patch(text, &root, &old, &new)
        && both(&patched).is_some_and(|(root, back)| back == *kb && beside(&root) == rest)
    {
        return patched;
    }
    new.extend(rest);
    emit::document(&new)
}

/// A text that is no file of a folder.
fn page(text: &str) -> Result<Page, ReadError> {
    Ok(Page {
        path: String::new(),
        root: yaml::parse(text)?,
    })
}

/// What stands beside a template in a file, and no template knows: its tests, and whatever begins
/// with `x-`.
fn beside(root: &Node) -> Sections {
    let known = |key: &str| key == "tests" || key.starts_with("x-");
    let found = root.entries().iter().filter_map(|(key, value)| {
        let key = key.text().filter(|k| known(k))?;
        Some((key.to_owned(), value.to_out()))
    });
    found.collect()
}

/// All sections in one file.
fn one(parts: Parts) -> Sections {
    let mut sections = parts.head;
    let lists = [
        ("categories", parts.categories),
        ("stencils", parts.stencils),
        ("threats", parts.threats),
    ];
    for (name, items) in lists {
        if !items.is_empty() {
            sections.push((name.into(), Out::List(items)));
        }
    }
    sections.extend(images(parts.pictures));
    sections
}

fn images(pictures: Vec<(String, String)>) -> Option<(String, Out)> {
    let packed = pictures
        .into_iter()
        .map(|(name, packed)| (name, Out::Packed(packed)));
    let map: Sections = packed.collect();
    (!map.is_empty()).then(|| ("images".into(), Out::Map(map)))
}

/// A template in the files of a folder.
pub fn read_files(
    files: &[File],
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<KnowledgeBase, ReadError> {
    let (pages, pictures) = pages(files)?;
    read::read(&pages, &pictures, diagnostics)
}

/// Whether the ending of a path is that of a text of this form.
fn is_page(path: &str) -> bool {
    path.ends_with(".yaml") || path.ends_with(".yml")
}

fn pages(files: &[File]) -> Result<(Vec<Page>, Vec<File>), ReadError> {
    let mut pages = Vec::new();
    let mut pictures = Vec::new();
    for (path, bytes) in files {
        if is_page(path) {
            let text = crate::text_of(bytes).map_err(|e| e.in_file(path))?;
            let text = text.strip_prefix(crate::MARK).unwrap_or(text);
            let root = yaml::parse(text).map_err(|e| e.in_file(path))?;
            if let Some(error) = read::misspelt(&root) {
                return Err(error.in_file(path));
            }
            if is_template(&root) {
                pages.push(Page {
                    path: path.clone(),
                    root,
                });
            }
        } else {
            pictures.push((path.clone(), bytes.clone()));
        }
    }
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    Ok((pages, pictures))
}

/// A template as the files of a folder, by their paths; `original` are the files it was read from. What is in
/// them and does not change is given back as it was.
pub fn write_files(kb: &KnowledgeBase, original: &[File]) -> Vec<File> {
    let patched = (!original.is_empty()).then(|| patch_files(kb, original));
    if let Some(files) = patched.flatten() {
        return files;
    }
    let (pages, _) = pages(original).unwrap_or_default();
    let mut files: BTreeMap<String, Vec<u8>> = original.iter().cloned().collect();
    let names = Names {
        given: HashMap::new(),
        files: files.keys().cloned().collect(),
    };
    let (mut sections, pictures) = spread(kb, &HashMap::new(), &names);
    for page in &pages {
        files.remove(&page.path);
        let rest = beside(&page.root);
        if !rest.is_empty() {
            sections.entry(page.path.clone()).or_default().extend(rest);
        }
    }
    let written = sections.into_iter();
    files.extend(written.map(|(path, sections)| (path, emit::document(&sections).into_bytes())));
    files.extend(pictures);
    files.into_iter().collect()
}

/// A template as the files of a folder, with the tests of the text that it was read from.
pub fn write_files_from(kb: &KnowledgeBase, text: &str) -> Vec<File> {
    let mut files = write_files(kb, &[]);
    let tests = page(text).map(|page| tests(&[page])).unwrap_or_default();
    if !tests.is_empty() {
        files.push((
            "tests/tests.yaml".into(),
            emit::document(&tests).into_bytes(),
        ));
        files.sort();
    }
    files
}

/// How pictures are called.
#[derive(Default)]
struct Names {
    /// The names that stencils use already, by picture.
    given: HashMap<String, String>,
    /// The files that are there, whatever they hold.
    files: HashSet<String>,
}

/// The original files with an edit carried over. `None`: they cannot be read, or the edit does
/// not come out right.
fn patch_files(kb: &KnowledgeBase, original: &[File]) -> Option<Vec<File>> {
    let (pages, _) = pages(original).ok()?;
    let base = read_files(original, &mut Vec::new()).ok()?;
    let mut placed = HashMap::new();
    for page in &pages {
        for section in ["template", "threat-properties", "images", "order"] {
            if page.root.get(section).is_some() {
                placed.insert((section, String::new()), page.path.clone());
            }
        }
        for section in ["categories", "stencils", "threats"] {
            for item in page.root.get(section).map_or(&[][..], |n| n.items()) {
                let id = item.get("id").or_else(|| item.get("name"));
                let id = id.and_then(|n| n.text()).unwrap_or("").to_owned();
                placed.entry((section, id)).or_insert(page.path.clone());
            }
        }
    }
    let names = Names {
        given: stencil_pictures(&base, &pages),
        files: original.iter().map(|(path, _)| path.clone()).collect(),
    };
    let (old, _) = spread(&base, &placed, &names);
    let (new, pictures) = spread(kb, &placed, &names);
    let mut files: BTreeMap<String, Vec<u8>> = original.iter().cloned().collect();
    let paths: Vec<&String> = old.keys().chain(new.keys()).collect();
    for path in paths {
        let empty = Sections::new();
        let (from, to) = (
            old.get(path).unwrap_or(&empty),
            new.get(path).unwrap_or(&empty),
        );
        if from == to {
            continue;
        }
        let page = pages.iter().find(|p| p.path == *path);
        let text = match page {
            Some(page) => {
                let bytes = original.iter().find(|(p, _)| p == path).map(|(_, b)| b)?;
                let text = std::str::from_utf8(bytes).ok()?;
                let text = text.strip_prefix(crate::MARK).unwrap_or(text);
                let text = patch::patch(text, &page.root, from, to)?;
                let rest = beside(&yaml::parse(&text).ok()?);
                (rest == beside(&page.root)).then_some(text)?
            }
            None => emit::document(to),
        };
        match text.trim().is_empty() {
            true => files.remove(path),
            false => files.insert(path.clone(), text.into_bytes()),
        };
    }
    // A picture that no stencil shows any more goes with the stencil.
    let shown: Vec<&String> = pictures.iter().map(|(path, _)| path).collect();
    for name in names.given.values().filter(|n| !shown.contains(n)) {
        files.remove(name);
    }
    for (path, bytes) in pictures {
        files.entry(path).or_insert(bytes);
    }
    let files: Vec<File> = files.into_iter().collect();
    let back = read_files(&files, &mut Vec::new()).ok()?;
    (back == *kb).then_some(files)
}

/// Pictures by the names under which the pages of a folder know them.
fn stencil_pictures(base: &KnowledgeBase, pages: &[Page]) -> HashMap<String, String> {
    let mut names = HashMap::new();
    for page in pages {
        for item in page.root.get("stencils").map_or(&[][..], |n| n.items()) {
            let id = item.get("id").and_then(|n| n.text());
            let name = item.get("image").and_then(|n| n.text());
            let (Some(id), Some(name)) = (id, name) else {
                continue;
            };
            if let Some(image) = base.stencil(&id.into()).and_then(|s| s.image.clone()) {
                names.insert(image, name.to_owned());
            }
        }
    }
    names
}

/// The sections of each file, and the pictures that are files. `placed` says where things are
/// already; new ones come to those of their family.
fn spread(
    kb: &KnowledgeBase,
    placed: &HashMap<(&'static str, String), String>,
    names: &Names,
) -> (BTreeMap<String, Sections>, Vec<File>) {
    let parts = write::parts_named(kb, true, names);
    let at = |section: &'static str, id: &str| placed.get(&(section, id.to_owned())).cloned();
    let head = at("template", "").unwrap_or_else(|| HEAD.into());
    let mut files: BTreeMap<String, Sections> = BTreeMap::new();
    let mut put = |path: String, section: &str, item: Out| {
        let sections = files.entry(path).or_default();
        match sections.iter_mut().find(|(name, _)| name == section) {
            Some((_, Out::List(items))) => items.push(item),
            _ => sections.push((section.into(), Out::List(vec![item]))),
        }
    };
    // Each stencil by the file of its family: those that descend from one generic stencil.
    let mut families: Vec<String> = Vec::new();
    let mut paths: HashMap<String, String> = HashMap::new();
    let mut natural = Vec::new();
    let top = |s: &trustline_model::Stencil| {
        let line = kb.lineage(&s.id);
        line.last()
            .map_or(s.id.as_str().to_owned(), |t| t.id.as_str().to_owned())
    };
    for stencil in &kb.stencils {
        let family = top(stencil);
        if !families.contains(&family) {
            families.push(family.clone());
        }
        if let Some(path) = at("stencils", stencil.id.as_str()) {
            paths.entry(family).or_insert(path);
        }
    }
    let width = families.len().to_string().len();
    // Those that share an id stay in one file, or their order would be lost.
    let mut homes: HashMap<&str, String> = HashMap::new();
    for (stencil, out) in kb.stencils.iter().zip(parts.stencils) {
        let family = top(stencil);
        let path = at("stencils", stencil.id.as_str())
            .or_else(|| homes.get(stencil.id.as_str()).cloned())
            .or_else(|| paths.get(&family).cloned())
            .unwrap_or_else(|| {
                let number = families.iter().position(|f| *f == family).unwrap_or(0) + 1;
                let name = kb
                    .stencil(&family.as_str().into())
                    .map_or(family.as_str(), |s| &s.name);
                format!("stencils/{number:0width$}-{}.yaml", words::slug(name))
            });
        homes.entry(stencil.id.as_str()).or_insert(path.clone());
        natural.push((path.clone(), stencil.id.as_str().to_owned()));
        put(path, "stencils", out);
    }
    let stencil_order = order(&natural);
    natural.clear();
    let width = kb.categories.len().to_string().len();
    homes.clear();
    let mut siblings: HashMap<&str, String> = HashMap::new();
    for threat in &kb.threat_types {
        if let Some(path) = at("threats", threat.id.as_str()) {
            siblings.entry(&threat.category).or_insert(path);
        }
    }
    for (threat, out) in kb.threat_types.iter().zip(parts.threats) {
        let path = at("threats", threat.id.as_str())
            .or_else(|| homes.get(threat.id.as_str()).cloned())
            .or_else(|| siblings.get(threat.category.as_str()).cloned())
            .unwrap_or_else(|| {
                let of = |c: &trustline_model::ThreatCategory| {
                    c.id.eq_ignore_ascii_case(&threat.category)
                };
                let number = kb.categories.iter().position(of);
                let name = kb.category(&threat.category).map_or("other", |c| &c.name);
                let number = number.map_or(kb.categories.len(), |n| n) + 1;
                format!("threats/{number:0width$}-{}.yaml", words::slug(name))
            });
        homes.entry(threat.id.as_str()).or_insert(path.clone());
        natural.push((path.clone(), threat.id.as_str().to_owned()));
        put(path, "threats", out);
    }
    let threat_order = order(&natural);
    for (category, out) in kb.categories.iter().zip(parts.categories) {
        let path = at("categories", &category.id).unwrap_or_else(|| head.clone());
        put(path, "categories", out);
    }
    let mut pictures = Vec::new();
    let mut inline = Vec::new();
    for (name, packed) in parts.pictures {
        // A name that somebody gave leads to a file only where it did before: it may be any path.
        let is_file = match names.given.get(&packed) == Some(&name) {
            true => names.files.contains(&name),
            false => name.contains('.'),
        };
        match STANDARD.decode(&packed).ok().filter(|_| is_file) {
            Some(bytes) => pictures.push((name, bytes)),
            None => inline.push((name, packed)),
        }
    }
    let mut ordered = Sections::new();
    for (name, ids) in [("stencils", stencil_order), ("threats", threat_order)] {
        if let Some(ids) = ids {
            let ids = ids.into_iter().map(Out::Text).collect();
            ordered.push((name.into(), Out::List(ids)));
        }
    }
    if !ordered.is_empty() {
        let path = at("order", "").unwrap_or_else(|| head.clone());
        let section = ("order".to_owned(), Out::Map(ordered));
        files.entry(path).or_default().push(section);
    }
    if let Some(images) = images(inline) {
        let path = at("images", "").unwrap_or_else(|| head.clone());
        files.entry(path).or_default().push(images);
    }
    for (i, section) in parts.head.into_iter().enumerate() {
        let path = match section.0.as_str() {
            "threat-properties" => at("threat-properties", "").unwrap_or_else(|| head.clone()),
            _ => head.clone(),
        };
        let sections = files.entry(path).or_default();
        sections.insert(i.min(sections.len()), section);
    }
    (files, pictures)
}

/// The ids in their order, if that is not the order of their files.
fn order(natural: &[(String, String)]) -> Option<Vec<String>> {
    let mut sorted: Vec<&(String, String)> = natural.iter().collect();
    sorted.sort_by(|a, b| a.0.cmp(&b.0));
    let same = sorted.iter().zip(natural).all(|(a, b)| a.1 == b.1);
    (!same).then(|| natural.iter().map(|(_, id)| id.clone()).collect())
}

#[cfg(test)]
mod tests {
    use super::yaml::{Node, Value};
    use std::path::Path;

    /// As YAML 1.2 reads a text that stands plain.
    fn json(node: &Node) -> serde_json::Value {
        match &node.value {
            Value::Nothing => serde_json::Value::Null,
            Value::Text(text) if text == "true" => true.into(),
            Value::Text(text) if text == "false" => false.into(),
            Value::Text(text) => text.as_str().into(),
            Value::List(items) => items.iter().map(json).collect(),
            Value::Map(entries) => {
                let pair = |(k, v): &(Node, Node)| (k.text().unwrap().to_owned(), json(v));
                entries
                    .iter()
                    .map(pair)
                    .collect::<serde_json::Map<_, _>>()
                    .into()
            }
        }
    }

    fn yaml_below(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                yaml_below(&path, found);
            } else if path.extension().is_some_and(|e| e == "yaml") {
                found.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }

    #[test]
    fn templates_are_as_the_schema_says() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let schema = std::fs::read_to_string(root.join("docs/template-schema.json")).unwrap();
        let schema = serde_json::from_str(&schema).unwrap();
        let schema = jsonschema::validator_for(&schema).unwrap();
        let mut texts = Vec::new();
        for folder in [
            "crates/library",
            "crates/formats/tests/text",
            "tests/corpus",
        ] {
            yaml_below(&root.join(folder), &mut texts);
        }
        // Everything that files of the original tool hold, in the settled form.
        let public = std::fs::read_dir(root.join("../shared/corpus/templates"));
        for file in public.into_iter().flatten().flatten() {
            if let Ok(reading) = crate::read(&std::fs::read(file.path()).unwrap()) {
                let kb = reading.model.knowledge_base.unwrap();
                texts.push(super::write(&kb, None));
            }
        }
        assert!(texts.len() > 30);
        for text in texts {
            let value = json(&super::yaml::parse(&text).unwrap());
            if let Err(error) = schema.validate(&value) {
                panic!(
                    "{}: {error}\n{}",
                    error.instance_path(),
                    &text[..300.min(text.len())]
                );
            }
        }
        let wrong = super::yaml::parse("stencils:\n- name: P\n  id: p\n  parnet: Q\n").unwrap();
        assert!(schema.validate(&json(&wrong)).is_err());
    }
}
