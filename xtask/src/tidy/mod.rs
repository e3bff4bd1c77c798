//! What holds for the whole house, as a test: walls between rooms and floors inside of them, the
//! lengths, heads and names of files, reasons, licences and known weaknesses of what we stand on, and
//! that what the documents promise is tested.

mod advisories;
mod arrows;
mod circles;
mod files;
mod fronts;
mod licences;
mod names;
mod promises;
mod reasons;
mod rooms;
mod sources;
mod table;
mod test_only;
mod walls;

use crate::run::root;
use std::fs;
use std::path::Path;

/// Checks everything; says all that is wrong.
pub fn check() -> Result<(), String> {
    let root = root();
    let mut faults = faults(&root);
    faults.extend(licences::faults()?);
    faults.extend(advisories::faults()?);
    let rooms = rooms::look(&root)?;
    println!("circles of files: {}", rooms.circles);
    println!("arrows between folders: {}", rooms.arrows);
    faults.extend(rooms.faults);
    if faults.is_empty() {
        println!("tidy: walls, floors, lengths, names, reasons and licences are in order");
        return Ok(());
    }
    Err(format!("not tidy:\n  {}", faults.join("\n  ")))
}

fn faults(root: &Path) -> Vec<String> {
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap_or_default();
    let mut faults = walls::faults(root);
    faults.extend(table::faults(&read("docs/architecture.md")));
    faults.extend(reasons::faults(&read("Cargo.toml")));
    faults.extend(files::faults(root));
    faults.extend(promises::faults(root));
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_is_tidy() {
        let root = root();
        assert_eq!(faults(&root), Vec::<String>::new());
        assert_eq!(rooms::look(&root).unwrap().faults, Vec::<String>::new());
    }
}
