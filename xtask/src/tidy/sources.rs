//! The sources of a room as a tree of modules: which file each lies in, and which names it knows.
//! What is there for tests alone is left out.

use super::test_only::is_test_only;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemUse, UseTree};

/// The sources of a room.
pub struct Sources {
    /// The room as people name it: `crates/web`.
    pub room: String,
    pub files: Vec<Source>,
    pub modules: Vec<Module>,
}

/// A file.
pub struct Source {
    /// Its path inside the room, with `/` between its parts.
    pub path: String,
    pub text: syn::File,
    /// The module that it is.
    pub module: usize,
}

/// A module: a file, or a part of one.
pub struct Module {
    pub file: usize,
    pub parent: Option<usize>,
    /// The module of `lib.rs` or `main.rs`.
    pub root: usize,
    pub names: BTreeMap<String, Vec<Name>>,
    /// Whose names it takes as a whole.
    pub globs: Vec<Vec<String>>,
}

/// What a name in a module is.
pub enum Name {
    /// A module.
    Module(usize),
    /// Something that is defined there.
    Here,
    /// What has this path, looked at from there.
    Also(Vec<String>),
}

/// A name that `use` brings: its path, and what it is called; nothing: all that is there.
pub struct Used {
    pub path: Vec<String>,
    pub called: Option<String>,
}

impl Source {
    /// The file's name.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Whether it is the top of a room or of a binary.
    pub fn is_root(&self) -> bool {
        matches!(self.path.as_str(), "src/lib.rs" | "src/main.rs")
            || self.path.starts_with("src/bin/")
    }

    /// Whether it only presents what lies below it.
    pub fn is_front(&self) -> bool {
        self.is_root() || self.name() == "mod.rs"
    }
}

impl Sources {
    /// Reads the sources below a room's folder.
    pub fn read(folder: &Path, room: &str) -> Result<Self, String> {
        let mut sources = Self {
            room: room.to_owned(),
            files: Vec::new(),
            modules: Vec::new(),
        };
        let mut roots = vec![folder.join("src/lib.rs"), folder.join("src/main.rs")];
        let binaries = fs::read_dir(folder.join("src/bin")).into_iter().flatten();
        roots.extend(binaries.flatten().map(|entry| entry.path()));
        for root in roots.iter().filter(|r| r.is_file()) {
            sources.file(folder, root, &folder.join("src"), None)?;
        }
        Ok(sources)
    }

    /// Reads a file and all that lies below it; its children are looked for in `below`.
    fn file(
        &mut self,
        folder: &Path,
        path: &Path,
        below: &Path,
        parent: Option<usize>,
    ) -> Result<usize, String> {
        let shown = path.strip_prefix(folder).unwrap_or(path).to_string_lossy();
        let shown = shown.replace('\\', "/");
        let say = |e: &dyn std::fmt::Display| format!("{}/{shown}: {e}", self.room);
        let text = fs::read_to_string(path).map_err(|e| say(&e))?;
        let text = syn::parse_file(&text).map_err(|e| say(&e))?;
        let items = text.items.clone();
        let (file, module) = (self.files.len(), self.modules.len());
        self.files.push(Source {
            path: shown,
            text,
            module,
        });
        self.module(file, parent);
        self.items(folder, below, module, &items)?;
        Ok(module)
    }

    fn module(&mut self, file: usize, parent: Option<usize>) -> usize {
        let module = self.modules.len();
        self.modules.push(Module {
            file,
            parent,
            root: parent.map_or(module, |p| self.modules[p].root),
            names: BTreeMap::new(),
            globs: Vec::new(),
        });
        module
    }

    fn name(&mut self, module: usize, name: String, is: Name) {
        let names = &mut self.modules[module].names;
        names.entry(name).or_default().push(is);
    }

    fn items(
        &mut self,
        folder: &Path,
        below: &Path,
        module: usize,
        items: &[Item],
    ) -> Result<(), String> {
        for item in items.iter().filter(|i| !is_test_only(i)) {
            match item {
                Item::Mod(inner) => {
                    let name = plain(&inner.ident);
                    let deeper = below.join(&name);
                    let child = match &inner.content {
                        Some((_, items)) => {
                            let file = folder.join(&self.files[self.modules[module].file].path);
                            let own = named(&inner.attrs);
                            let deeper = own.map_or(deeper, |own| file.with_file_name(own));
                            let child = self.module(self.modules[module].file, Some(module));
                            self.items(folder, &deeper, child, items)?;
                            child
                        }
                        None => {
                            // A path of its own is meant beside the file that declares it, and so
                            // are the files that are declared there.
                            let beside = folder.join(&self.files[self.modules[module].file].path);
                            let (path, deeper) = match named(&inner.attrs) {
                                Some(own) => {
                                    let path = beside.with_file_name(own);
                                    let deeper = path.parent().unwrap_or(below).to_owned();
                                    (path, deeper)
                                }
                                None => (place(below, &name), deeper),
                            };
                            self.file(folder, &path, &deeper, Some(module))?
                        }
                    };
                    self.name(module, name, Name::Module(child));
                }
                Item::Use(tree) => self.uses(module, tree),
                // What a macro is given may be modules as they stand anywhere.
                Item::Macro(called) if called.ident.is_none() => {
                    let given = syn::parse2::<syn::File>(called.mac.tokens.clone());
                    let modules = given.map(|f| f.items).unwrap_or_default();
                    if modules.iter().all(|i| matches!(i, Item::Mod(_))) {
                        self.items(folder, below, module, &modules)?;
                    }
                }
                item => {
                    if let Some((name, _)) = definition(item) {
                        self.name(module, name, Name::Here);
                    }
                    let mut inner = Inner(Vec::new());
                    inner.visit_item(item);
                    for tree in inner.0 {
                        self.uses(module, &tree);
                    }
                }
            }
        }
        Ok(())
    }

    fn uses(&mut self, module: usize, tree: &ItemUse) {
        for used in leaves(&tree.tree) {
            match used.called {
                Some(called) => self.name(module, called, Name::Also(used.path)),
                None => self.modules[module].globs.push(used.path),
            }
        }
    }
}

/// What stands inside of functions takes names as well; they count for the whole module.
struct Inner(Vec<ItemUse>);

impl Visit<'_> for Inner {
    fn visit_item(&mut self, item: &Item) {
        if !is_test_only(item) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, tree: &ItemUse) {
        self.0.push(tree.clone());
    }
}

/// The path that a module is given.
fn named(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find_map(|a| match &a.meta {
        syn::Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
            syn::Expr::Lit(syn::ExprLit {
                lit: syn::Lit::Str(text),
                ..
            }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    })
}

/// Where the file of a module lies.
fn place(below: &Path, name: &str) -> PathBuf {
    let plain = below.join(format!("{name}.rs"));
    match plain.is_file() {
        true => plain,
        false => below.join(name).join("mod.rs"),
    }
}

/// A name without the mark of those that are words of the language.
fn plain(ident: &syn::Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").unwrap_or(&text).to_owned()
}

/// What an item defines, and what kind of thing that is.
pub fn definition(item: &Item) -> Option<(String, &'static str)> {
    let (ident, kind) = match item {
        Item::Const(i) => (&i.ident, "const"),
        Item::Enum(i) => (&i.ident, "enum"),
        Item::Fn(i) => (&i.sig.ident, "fn"),
        Item::Macro(i) => (i.ident.as_ref()?, "macro"),
        Item::Static(i) => (&i.ident, "static"),
        Item::Struct(i) => (&i.ident, "struct"),
        Item::Trait(i) => (&i.ident, "trait"),
        Item::TraitAlias(i) => (&i.ident, "trait"),
        Item::Type(i) => (&i.ident, "type"),
        Item::Union(i) => (&i.ident, "union"),
        _ => return None,
    };
    Some((plain(ident), kind))
}

/// All names that a `use` brings.
pub fn leaves(tree: &UseTree) -> Vec<Used> {
    fn walk(tree: &UseTree, before: &[String], found: &mut Vec<Used>) {
        let with = |name: &syn::Ident| {
            let mut path = before.to_vec();
            path.push(plain(name));
            path
        };
        let mut leaf = |name: &syn::Ident, called: Option<String>| {
            let path = match name == "self" && !before.is_empty() {
                true => before.to_vec(),
                false => with(name),
            };
            let called = called.or_else(|| path.last().cloned());
            found.push(Used { path, called });
        };
        match tree {
            UseTree::Path(path) => walk(&path.tree, &with(&path.ident), found),
            UseTree::Name(name) => leaf(&name.ident, None),
            UseTree::Rename(name) => leaf(&name.ident, Some(plain(&name.rename))),
            UseTree::Glob(_) => found.push(Used {
                path: before.to_vec(),
                called: None,
            }),
            UseTree::Group(group) => group.items.iter().for_each(|t| walk(t, before, found)),
        }
    }
    let mut found = Vec::new();
    walk(tree, &[], &mut found);
    found
}
