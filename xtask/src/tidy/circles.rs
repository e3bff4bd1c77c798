//! No circle of files, and none of folders: floors are above one another.

use super::arrows::Arrows;
use super::sources::Sources;
use std::collections::{BTreeMap, BTreeSet};

/// Circles of files, each told with the arrows in it.
pub fn of_files(sources: &Sources, arrows: &Arrows) -> Vec<String> {
    let ends: Vec<(usize, usize)> = arrows.keys().copied().collect();
    let circles = circles(sources.files.len(), &ends);
    let path = |file: usize| sources.files[file].path.as_str();
    circles
        .iter()
        .map(|circle| {
            let mut text = format!("{}: a circle of {} files", sources.room, circle.len());
            for ((from, to), names) in arrows {
                if circle.contains(from) && circle.contains(to) {
                    let names: Vec<&str> = names.iter().map(String::as_str).collect();
                    text.push_str(&format!(
                        "\n    {} -> {} ({})",
                        path(*from),
                        path(*to),
                        names.join(", ")
                    ));
                }
            }
            text
        })
        .collect()
}

/// Arrows between folders: the files that they come from, and the names.
pub struct Folders {
    names: Vec<String>,
    arrows: BTreeMap<(usize, usize), Vec<String>>,
}

impl Folders {
    /// The folders of a room. The top of a room is a floor of its own, above all others.
    pub fn of(sources: &Sources, arrows: &Arrows) -> Self {
        let folder = |file: usize| {
            let source = &sources.files[file];
            match source.path.rsplit_once('/') {
                Some((folder, _)) if !source.is_root() => folder.to_owned(),
                _ => source.path.clone(),
            }
        };
        let names: BTreeSet<String> = (0..sources.files.len()).map(folder).collect();
        let names: Vec<String> = names.into_iter().collect();
        let number = |file| names.binary_search(&folder(file)).unwrap_or_default();
        let mut between: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
        for ((from, to), carried) in arrows {
            let ends = (number(*from), number(*to));
            if ends.0 != ends.1 {
                let carried: Vec<&str> = carried.iter().map(String::as_str).collect();
                between.entry(ends).or_default().push(format!(
                    "{} -> {} ({})",
                    sources.files[*from].path,
                    sources.files[*to].path,
                    carried.join(", ")
                ));
            }
        }
        Self {
            names,
            arrows: between,
        }
    }

    /// How many arrows there are.
    pub fn count(&self) -> usize {
        self.arrows.len()
    }

    /// Circles of folders, each told with its arrows; most tell by how few files go against the rest.
    pub fn circles(&self, room: &str) -> Vec<String> {
        let ends: Vec<(usize, usize)> = self.arrows.keys().copied().collect();
        let found = circles(self.names.len(), &ends);
        found
            .iter()
            .map(|circle| {
                let names: Vec<&str> = circle.iter().map(|f| self.names[*f].as_str()).collect();
                let mut text = format!(
                    "{room}: arrows back between the folders {}",
                    names.join(", ")
                );
                let mut inside: Vec<_> = self
                    .arrows
                    .iter()
                    .filter(|((from, to), _)| circle.contains(from) && circle.contains(to))
                    .collect();
                inside.sort_by_key(|(_, files)| files.len());
                for ((from, to), files) in inside {
                    text.push_str(&format!(
                        "\n    {} -> {}, {} in all:",
                        self.names[*from],
                        self.names[*to],
                        files.len()
                    ));
                    for file in files.iter().take(SHOWN) {
                        text.push_str(&format!("\n        {file}"));
                    }
                    if files.len() > SHOWN {
                        text.push_str("\n        …");
                    }
                }
                text
            })
            .collect()
    }
}

/// So many files are named for an arrow between folders.
const SHOWN: usize = 12;

/// Sets of more than one that all lead to one another.
fn circles(count: usize, arrows: &[(usize, usize)]) -> Vec<BTreeSet<usize>> {
    let mut below = vec![BTreeSet::new(); count];
    for (from, to) in arrows {
        below[*from].insert(*to);
    }
    let reached: Vec<BTreeSet<usize>> = (0..count)
        .map(|start| {
            let mut reached = BTreeSet::new();
            let mut waiting = vec![start];
            while let Some(at) = waiting.pop() {
                waiting.extend(below[at].iter().filter(|next| reached.insert(**next)));
            }
            reached
        })
        .collect();
    let mut circles = BTreeSet::new();
    for one in 0..count {
        let circle: BTreeSet<usize> = reached[one]
            .iter()
            .copied()
            .filter(|other| reached[*other].contains(&one))
            .collect();
        if circle.len() > 1 {
            circles.insert(circle);
        }
    }
    circles.into_iter().collect()
}
