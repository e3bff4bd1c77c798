//! What a path means: through the fronts of folders to the file that defines it.

use super::sources::{Name, Sources};

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A module.
    Module(usize),
    /// Something of this name that is defined in this file.
    In(usize, String),
}

/// Names that lead to names are followed so far.
const DEEPEST: usize = 12;

impl Sources {
    /// What a path means, looked at from a module: several things where a name has several
    /// meanings, none where it leads out of the room.
    pub fn resolve(&self, module: usize, path: &[String]) -> Vec<Found> {
        self.follow(module, path, DEEPEST)
    }

    /// What a single name means that a module takes from others as a whole.
    pub fn taken(&self, module: usize, name: &str) -> Vec<Found> {
        match self.modules[module].names.contains_key(name) {
            true => Vec::new(),
            false => self.through_globs(module, name, DEEPEST),
        }
    }

    fn follow(&self, module: usize, path: &[String], depth: usize) -> Vec<Found> {
        let Some((first, rest)) = path.split_first().filter(|_| depth > 0) else {
            return Vec::new();
        };
        let here = &self.modules[module];
        let start = match first.as_str() {
            "crate" => Some(here.root),
            "self" => Some(module),
            "super" => here.parent,
            _ => None,
        };
        let mut at = match start {
            Some(module) => Found::Module(module),
            None if rest.is_empty() => return self.last(module, first, depth),
            None => match self.inner(module, first, depth) {
                Some(found) => found,
                None => return Vec::new(),
            },
        };
        let mut rest = rest;
        while let Some((name, after)) = rest.split_first() {
            let Found::Module(module) = at else { break };
            if name == "super" {
                match self.modules[module].parent {
                    Some(parent) => at = Found::Module(parent),
                    None => return Vec::new(),
                }
            } else if after.is_empty() {
                let found = self.last(module, name, depth);
                let is_known = self.modules[module].names.contains_key(name);
                return match found.is_empty() && !is_known {
                    // Made by a macro.
                    true => vec![Found::In(self.modules[module].file, name.clone())],
                    false => found,
                };
            } else {
                match self.inner(module, name, depth) {
                    Some(found) => at = found,
                    None => return Vec::new(),
                }
            }
            rest = after;
        }
        vec![at]
    }

    /// A name in the middle of a path: a module, or a type whose own something follows.
    fn inner(&self, module: usize, name: &str, depth: usize) -> Option<Found> {
        let names = self.modules[module].names.get(name);
        let modules = names.into_iter().flatten().find_map(|n| match n {
            Name::Module(child) => Some(Found::Module(*child)),
            _ => None,
        });
        modules.or_else(|| {
            let all = self.last(module, name, depth);
            let is_module = |f: &&Found| matches!(f, Found::Module(_));
            all.iter().find(is_module).or(all.first()).cloned()
        })
    }

    /// A name at the end of a path.
    fn last(&self, module: usize, name: &str, depth: usize) -> Vec<Found> {
        let mut found = Vec::new();
        let Some(names) = self.modules[module].names.get(name) else {
            return self.through_globs(module, name, depth);
        };
        for meaning in names {
            match meaning {
                Name::Module(child) => found.push(Found::Module(*child)),
                Name::Here => found.push(Found::In(self.modules[module].file, name.to_owned())),
                Name::Also(path) => found.extend(self.follow(module, path, depth - 1)),
            }
        }
        found
    }

    fn through_globs(&self, module: usize, name: &str, depth: usize) -> Vec<Found> {
        if depth <= 1 {
            return Vec::new();
        }
        let globs = self.modules[module].globs.iter();
        let taken = globs.flat_map(|glob| self.follow(module, glob, depth - 1));
        taken
            .flat_map(|from| match from {
                Found::Module(from) if from != module => self.last(from, name, depth - 1),
                _ => Vec::new(),
            })
            .collect()
    }
}
