//! A template in one text, read and written; an edit is carried over into the text as people wrote
//! it.

use super::emit::{Out, document};
use super::pages::{Sections, beside, page};
use super::patch;
use super::read;
use super::write::{self, Parts};
use crate::ReadError;
use trustline_model::{Diagnostic, KnowledgeBase, Trial};

/// A template in one text.
pub fn read(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Result<KnowledgeBase, ReadError> {
    read::read(&[page(text)?], &[], diagnostics)
}

/// The tests in one text.
pub fn trials(text: &str, kb: &KnowledgeBase) -> Result<Vec<Trial>, ReadError> {
    super::trials::trials(&[page(text)?], kb)
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

pub fn write_with(kb: &KnowledgeBase, original: Option<&str>, tests: Sections) -> String {
    let mut new = one(write::parts(kb, false));
    new.extend(tests);
    let both = |text| {
        let page = page(text).ok()?;
        let kb = read::read(std::slice::from_ref(&page), &[], &mut Vec::new()).ok()?;
        Some((page.root, kb))
    };
    let Some((text, (root, base))) = original.and_then(|text| Some((text, both(text)?))) else {
        return document(&new);
    };
    let old = one(write::parts(&base, false));
    let rest = beside(&root);
    if let Some(patched) = patch::patch(text, &root, &old, &new)
        && both(&patched).is_some_and(|(root, back)| back == *kb && beside(&root) == rest)
    {
        return patched;
    }
    new.extend(rest);
    document(&new)
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

pub fn images(pictures: Vec<(String, String)>) -> Option<(String, Out)> {
    let packed = pictures
        .into_iter()
        .map(|(name, packed)| (name, Out::Packed(packed)));
    let map: Sections = packed.collect();
    (!map.is_empty()).then(|| ("images".into(), Out::Map(map)))
}
