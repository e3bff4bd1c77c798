//! How each room is built inside: floors above one another, fronts that define nothing.

use super::arrows::arrows;
use super::circles::{Folders, of_files};
use super::fronts::{definitions, foreign};
use super::sources::Sources;
use std::fs;
use std::path::Path;

/// What is wrong inside of a room.
#[derive(Default)]
struct Room {
    /// Circles of files.
    circles: Vec<String>,
    /// How many arrows there are between its folders.
    arrows: usize,
    /// Arrows between folders that lead back.
    back: Vec<String>,
    /// What is defined in fronts.
    definitions: Vec<String>,
    /// Names of other crates that are handed on.
    foreign: Vec<String>,
}

/// What is wrong inside of all rooms.
#[derive(Default)]
pub struct Rooms {
    pub faults: Vec<String>,
    /// Circles of files, in all rooms.
    pub circles: usize,
    /// Arrows between folders, in all rooms.
    pub arrows: usize,
}

/// Looks at all rooms.
pub fn look(root: &Path) -> Result<Rooms, String> {
    let entries = fs::read_dir(root.join("crates")).into_iter().flatten();
    let mut names: Vec<String> = entries
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| format!("crates/{}", entry.file_name().to_string_lossy()))
        .chain(["bench".to_owned(), "xtask".to_owned()])
        .collect();
    names.sort();
    let mut rooms = Rooms::default();
    for name in names {
        let room = room(&root.join(&name), &name)?;
        rooms.arrows += room.arrows;
        rooms.circles += room.circles.len();
        rooms.faults.extend(room.faults());
    }
    Ok(rooms)
}

fn room(folder: &Path, name: &str) -> Result<Room, String> {
    let sources = Sources::read(folder, name)?;
    let arrows = arrows(&sources);
    let folders = Folders::of(&sources, &arrows);
    Ok(Room {
        circles: of_files(&sources, &arrows),
        arrows: folders.count(),
        back: folders.circles(name),
        definitions: definitions(&sources, &arrows),
        foreign: match name.starts_with("crates/") {
            true => foreign(&sources),
            false => Vec::new(),
        },
    })
}

impl Room {
    fn faults(&self) -> Vec<String> {
        let all = [&self.circles, &self.back, &self.definitions, &self.foreign];
        all.into_iter().flatten().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong with a room of these files.
    fn faults(files: &[(&str, &str)]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join("src").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        room(folder.path(), "crates/planted").unwrap().faults()
    }

    #[test]
    fn a_room_of_floors_is_fine() {
        let found = faults(&[
            (
                "lib.rs",
                "//! A room.\nmod low;\nmod upper;\npub use low::{Low, low};\npub use upper::High;\n\
                 /// The pipeline.\npub fn all() { upper::whole() }\n\
                 #[cfg(test)]\nmod tests { struct OfTests; }\n",
            ),
            (
                "low.rs",
                "use std::fmt;\npub struct Low;\npub fn low() {}\nimpl Low { fn x(&self, f: fmt::Error) {} }\n\
                 #[cfg(test)]\nmod tests { use crate::upper::High; use super::*; }\n",
            ),
            (
                "upper/mod.rs",
                "mod deep;\nmod high;\npub use high::High;\npub fn whole() { deep::run(crate::low()) }\n",
            ),
            ("upper/high.rs", "use crate::Low;\npub struct High(Low);\n"),
            (
                "upper/deep.rs",
                "use super::High;\npub fn run(_: ()) { println!(\"{}\", crate::low::low()) }\n",
            ),
        ]);
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn a_circle_of_files_is_found_through_what_is_handed_on() {
        let found = faults(&[
            ("lib.rs", "mod a;\nmod b;\nmod c;\npub use a::A;\n"),
            (
                "a.rs",
                "use crate::b;\npub struct A;\nfn x() { b::run() }\n",
            ),
            ("b.rs", "pub fn run() { dbg!(super::c::C) }\n"),
            ("c.rs", "use crate::A;\npub struct C(A);\n"),
        ]);
        assert_eq!(
            found,
            [
                "crates/planted: a circle of 3 files\n    src/a.rs -> src/b.rs (run)\n    \
              src/b.rs -> src/c.rs (C)\n    src/c.rs -> src/a.rs (A)"
            ]
        );
    }

    #[test]
    fn files_that_a_macro_declares_are_seen() {
        let found = faults(&[
            ("lib.rs", "mod list;\nmod low;\n"),
            (
                "list.rs",
                "all! { #[path = \"kinds\"] mod kinds { mod one; } }\n",
            ),
            (
                "kinds/one.rs",
                "pub struct One;\nfn x() { crate::low::low() }\n",
            ),
            (
                "low.rs",
                "pub fn low() { fn y(_: crate::list::kinds::one::One) {} }\n",
            ),
        ]);
        let expected = "a circle of 2 files\n    src/kinds/one.rs -> src/low.rs (low)";
        assert!(found.iter().any(|f| f.contains(expected)), "{found:?}");
    }

    #[test]
    fn names_taken_as_a_whole_tie_files_too() {
        let found = faults(&[
            ("lib.rs", "mod a;\nmod b;\n"),
            (
                "a.rs",
                "use super::b::*;\npub struct A;\nfn x() { run() }\n",
            ),
            ("b.rs", "pub fn run() { fn y(_: crate::a::A) {} }\n"),
        ]);
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn an_arrow_back_between_folders_is_found() {
        let found = faults(&[
            ("lib.rs", "mod low;\nmod high;\n"),
            (
                "low/mod.rs",
                "mod a;\nmod b;\npub use a::A;\npub use b::B;\n",
            ),
            ("low/a.rs", "pub struct A;\n"),
            ("low/b.rs", "pub struct B(crate::high::One);\n"),
            ("high/mod.rs", "mod one;\nmod two;\npub use one::One;\n"),
            ("high/one.rs", "pub struct One;\n"),
            ("high/two.rs", "use crate::low::A;\nstruct Two(A);\n"),
        ]);
        assert_eq!(found.len(), 1, "{found:?}");
        let told = &found[0];
        assert!(
            told.contains("between the folders src/high, src/low"),
            "{told}"
        );
        assert!(
            told.contains("src/low/b.rs -> src/high/one.rs (One)"),
            "{told}"
        );
        assert!(
            told.contains("src/high/two.rs -> src/low/a.rs (A)"),
            "{told}"
        );
    }

    #[test]
    fn definitions_in_fronts_are_found() {
        let found = faults(&[
            (
                "lib.rs",
                "mod deep;\nconst FEW: usize = 3;\nmacro_rules! hm { () => {} }\npub fn lent() {}\n",
            ),
            ("deep/mod.rs", "mod x;\nenum E { A }\nimpl E {}\n"),
            ("deep/x.rs", "fn run() { crate::lent() }\n"),
        ]);
        let expected = [
            "crates/planted/src/lib.rs: the const `FEW` belongs into another file",
            "crates/planted/src/lib.rs: the macro `hm` belongs into another file",
            "crates/planted/src/lib.rs: the function `lent` is used from src/deep/x.rs, so it belongs into a file below",
            "crates/planted/src/deep/mod.rs: the enum `E` belongs into another file",
            "crates/planted/src/deep/mod.rs: `impl E` belongs into another file",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn names_of_others_are_not_handed_on() {
        let found = faults(&[
            ("lib.rs", "mod own;\npub use own::Own;\npub use std::fmt;\n"),
            (
                "own.rs",
                "pub use serde::Serialize as Written;\npub struct Own;\n",
            ),
        ]);
        let expected = [
            "crates/planted/src/lib.rs: `std::fmt` is another crate's name, handed on",
            "crates/planted/src/own.rs: `serde::Serialize` is another crate's name, handed on",
        ];
        assert_eq!(found, expected);
    }
}
