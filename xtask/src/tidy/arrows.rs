//! Arrows between the files of a room: which file uses what which other one defines. Fronts that
//! only hand on what lies below them are looked through.

use super::names::Found;
use super::sources::{Name, Source, Sources, leaves};
use super::test_only::is_test_only;
use proc_macro2::{TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemMod, ItemUse, Macro, Visibility};

/// Arrows by the files at their ends, each with the names that it carries.
pub type Arrows = BTreeMap<(usize, usize), BTreeSet<String>>;

/// All arrows between the files of a room.
pub fn arrows(sources: &Sources) -> Arrows {
    let mut arrows = Arrows::new();
    for (number, file) in sources.files.iter().enumerate() {
        let mut looking = Looking {
            sources,
            file,
            number,
            module: file.module,
            arrows: &mut arrows,
        };
        looking.visit_file(&file.text);
    }
    arrows
}

struct Looking<'a> {
    sources: &'a Sources,
    file: &'a Source,
    number: usize,
    module: usize,
    arrows: &'a mut Arrows,
}

impl Looking<'_> {
    fn path(&mut self, path: &[String]) {
        let found = match path {
            [] => return,
            [name] => self.sources.taken(self.module, name),
            path => self.sources.resolve(self.module, path),
        };
        self.found(found);
    }

    fn found(&mut self, found: Vec<Found>) {
        for found in found {
            if let Found::In(file, name) = found
                && file != self.number
            {
                let names = self.arrows.entry((self.number, file)).or_default();
                names.insert(name);
            }
        }
    }

    /// Paths inside of a macro, whose grammar is its own.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.path(&std::mem::take(&mut path));
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' && !path.is_empty() => {
                    colons += 1;
                }
                other => {
                    self.path(&std::mem::take(&mut path));
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.path(&path);
    }
}

impl Visit<'_> for Looking<'_> {
    fn visit_item(&mut self, item: &Item) {
        if !is_test_only(item) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, inner: &ItemMod) {
        let names = &self.sources.modules[self.module].names;
        let child = names.get(&inner.ident.to_string()).into_iter().flatten();
        let mut child = child.filter_map(|n| match n {
            Name::Module(child) => Some(*child),
            _ => None,
        });
        if let (Some(_), Some(child)) = (&inner.content, child.next()) {
            let outer = std::mem::replace(&mut self.module, child);
            visit::visit_item_mod(self, inner);
            self.module = outer;
        }
    }

    fn visit_item_use(&mut self, tree: &ItemUse) {
        let is_handed_on = !matches!(tree.vis, Visibility::Inherited);
        if is_handed_on && self.file.is_front() {
            return;
        }
        for used in leaves(&tree.tree) {
            let found = self.sources.resolve(self.module, &used.path);
            self.found(found);
        }
    }

    fn visit_path(&mut self, path: &syn::Path) {
        if path.leading_colon.is_none() {
            let names: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
            self.path(&names);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &Macro) {
        self.visit_path(&called.path);
        self.tokens(called.tokens.clone());
    }

    fn visit_visibility(&mut self, _: &Visibility) {}

    fn visit_attribute(&mut self, _: &Attribute) {}
}
