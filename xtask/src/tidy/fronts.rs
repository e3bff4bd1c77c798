//! `lib.rs`, `main.rs` and `mod.rs` present what lies below them: documentation, modules, names
//! handed on, and at most the functions of the room's pipeline. Nothing is defined there, and
//! nobody below takes anything from there.

use super::arrows::Arrows;
use super::sources::{Name, Source, Sources, definition, leaves};
use super::test_only::is_test_only;
use syn::{Item, Type, Visibility};

/// A front has no more functions than this.
const FEW: usize = 5;

/// What stands in fronts and belongs into files of its own.
pub fn definitions(sources: &Sources, arrows: &Arrows) -> Vec<String> {
    let mut faults = Vec::new();
    let fronts = sources.files.iter().enumerate();
    for (number, front) in fronts.filter(|(_, f)| f.is_front()) {
        let place = format!("{}/{}", sources.room, front.path);
        let mut functions = Vec::new();
        walk(&front.text.items, &mut |item| match item {
            Item::Impl(block) => {
                let name = match &*block.self_ty {
                    Type::Path(path) => path.path.segments.last().map(|s| s.ident.to_string()),
                    _ => None,
                };
                let name = name.unwrap_or_default();
                faults.push(format!("{place}: `impl {name}` belongs into another file"));
            }
            item => match definition(item) {
                Some((name, "fn")) => functions.push(name),
                Some((name, kind)) => {
                    faults.push(format!(
                        "{place}: the {kind} `{name}` belongs into another file"
                    ));
                }
                None => {}
            },
        });
        if functions.len() > FEW {
            faults.push(format!(
                "{place}: {} functions are more than a pipeline ({})",
                functions.len(),
                functions.join(", ")
            ));
        }
        let below = front.path.trim_end_matches(front.name());
        for ((from, to), names) in arrows {
            let user = &sources.files[*from].path;
            if *to != number || !user.starts_with(below) {
                continue;
            }
            for name in functions.iter().filter(|n| names.contains(*n)) {
                faults.push(format!(
                    "{place}: the function `{name}` is used from {user}, so it belongs into a file below"
                ));
            }
        }
    }
    faults
}

fn walk(items: &[Item], see: &mut dyn FnMut(&Item)) {
    for item in items.iter().filter(|i| !is_test_only(i)) {
        match item {
            Item::Mod(inner) => {
                if let Some((_, items)) = &inner.content {
                    walk(items, see);
                }
            }
            item => see(item),
        }
    }
}

/// Names of other crates that a file hands on as if they were its own.
pub fn foreign(sources: &Sources) -> Vec<String> {
    let mut faults = Vec::new();
    for file in &sources.files {
        foreign_in(sources, file, file.module, &file.text.items, &mut faults);
    }
    faults
}

fn foreign_in(
    sources: &Sources,
    file: &Source,
    module: usize,
    items: &[Item],
    faults: &mut Vec<String>,
) {
    for item in items.iter().filter(|i| !is_test_only(i)) {
        match item {
            Item::Mod(inner) => {
                let names = sources.modules[module].names.get(&inner.ident.to_string());
                let child = names.into_iter().flatten().find_map(|n| match n {
                    Name::Module(child) => Some(*child),
                    _ => None,
                });
                if let (Some((_, items)), Some(child)) = (&inner.content, child) {
                    foreign_in(sources, file, child, items, faults);
                }
            }
            Item::Use(tree) if !matches!(tree.vis, Visibility::Inherited) => {
                for used in leaves(&tree.tree) {
                    if tree.leading_colon.is_some()
                        || sources.resolve(module, &used.path).is_empty()
                    {
                        faults.push(format!(
                            "{}/{}: `{}` is another crate's name, handed on",
                            sources.room,
                            file.path,
                            used.path.join("::")
                        ));
                    }
                }
            }
            _ => {}
        }
    }
}
