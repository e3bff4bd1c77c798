//! A template in the files of a folder, read and written: each may hold any section, and new
//! things go to the file of their family.

use super::emit::{Out, document};
use super::pages::{Sections, beside, page, tests};
use super::read::{self, Page, is_template};
use super::whole::{images, write_with};
use super::write::{self, Names};
use super::{patch, trials, words, yaml};
use crate::ReadError;
use crate::ground::bytes::{MARK, text_of};
use crate::ground::file::File;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::{BTreeMap, HashMap};
use trustline_model::InOrder;
use trustline_model::{Diagnostic, KnowledgeBase, Trial};

/// The file of a folder that names the template.
const HEAD: &str = "template.yaml";

/// The tests in the files of a folder.
pub fn trials_in(files: &[File], kb: &KnowledgeBase) -> Result<Vec<Trial>, ReadError> {
    trials::trials(&pages(files)?.0, kb)
}

/// A template in one text, with the tests of the folder that it was read from.
pub fn write_from_files(kb: &KnowledgeBase, files: &[File]) -> String {
    let pages = pages(files).map(|(pages, _)| pages).unwrap_or_default();
    write_with(kb, None, tests(&pages))
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
            let text = text_of(bytes).map_err(|e| e.in_file(path))?;
            let text = text.strip_prefix(MARK).unwrap_or(&text);
            let root = yaml::parse(text).map_err(|e| e.in_file(path))?;
            if let Some(error) = read::misspelt(&root) {
                return Err(error.in_file(path));
            }
            if is_template(&root) {
                pages.push(Page {
                    path: path.clone(),
                    text: text.to_owned(),
                    root,
                });
            }
        } else {
            pictures.push((path.clone(), bytes.clone()));
        }
    }
    pages.put_in_order_by(|a, b| a.path.cmp(&b.path));
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
    files.extend(written.map(|(path, sections)| (path, document(&sections).into_bytes())));
    files.extend(pictures);
    files.into_iter().collect()
}

/// A template as the files of a folder, with the tests of the text that it was read from.
pub fn write_files_from(kb: &KnowledgeBase, text: &str) -> Vec<File> {
    let mut files = write_files(kb, &[]);
    let tests = page(text).map(|page| tests(&[page])).unwrap_or_default();
    if !tests.is_empty() {
        files.push(("tests/tests.yaml".into(), document(&tests).into_bytes()));
        files.put_in_order_by(Ord::cmp);
    }
    files
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
                let text = text.strip_prefix(MARK).unwrap_or(text);
                let text = patch::patch(text, &page.root, from, to)?;
                let rest = beside(&yaml::parse(&text).ok()?);
                (rest == beside(&page.root)).then_some(text)?
            }
            None => document(to),
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
    sorted.put_in_order_by(|a, b| a.0.cmp(&b.0));
    let same = sorted.iter().zip(natural).all(|(a, b)| a.1 == b.1);
    (!same).then(|| natural.iter().map(|(_, id)| id.clone()).collect())
}
