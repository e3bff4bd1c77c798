//! Texts of a template as pages, and what stands beside a template in them.

use super::emit::Out;
use super::read::Page;
use super::yaml::{Node, parse};
use crate::ReadError;

/// Sections of a text with their names.
pub type Sections = Vec<(String, Out)>;

/// A text that is no file of a folder.
pub fn page(text: &str) -> Result<Page, ReadError> {
    Ok(Page {
        path: String::new(),
        text: text.to_owned(),
        root: parse(text)?,
    })
}

/// The tests of all pages as one section.
pub fn tests(pages: &[Page]) -> Sections {
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

/// What stands beside a template in a file, and no template knows: its tests, and whatever begins
/// with `x-`.
pub fn beside(root: &Node) -> Sections {
    let known = |key: &str| key == "tests" || key.starts_with("x-");
    let found = root.entries().iter().filter_map(|(key, value)| {
        let key = key.text().filter(|k| known(k))?;
        Some((key.to_owned(), value.to_out()))
    });
    found.collect()
}
