//! What a stencil is called besides its name. Files of the original tool have no place for it, so it
//! is the last line of the description, where people read it as well.

use crate::Stencil;

const ALSO: &str = "Also called: ";

impl Stencil {
    /// The description without the names.
    pub fn described(&self) -> &str {
        split(&self.description).0
    }

    /// Other names, and abbreviations, of what it stands for.
    pub fn also_called(&self) -> Vec<&str> {
        let (_, names) = split(&self.description);
        names.map_or_else(Vec::new, |names| names.split(", ").collect())
    }

    /// Sets the description and the names, both as they are; empty names are left out.
    pub fn describe(&mut self, described: &str, also_called: &[&str]) {
        let names = also_called.iter().map(|n| n.trim());
        let names: Vec<&str> = names.filter(|n| !n.is_empty()).collect();
        self.description = described.to_owned();
        if !names.is_empty() {
            if !described.is_empty() {
                self.description.push('\n');
            }
            self.description.push_str(ALSO);
            self.description.push_str(&names.join(", "));
        }
    }
}

/// A description and what its last line says that the thing is called as well.
fn split(description: &str) -> (&str, Option<&str>) {
    let (before, last) = match description.rsplit_once('\n') {
        // An empty line is no description.
        Some(("", _)) => return (description, None),
        Some(parts) => parts,
        None => ("", description),
    };
    match last.strip_prefix(ALSO) {
        Some(names) if is_list(names) => (before, Some(names)),
        _ => (description, None),
    }
}

/// Whether setting the names writes the same line again.
fn is_list(names: &str) -> bool {
    let fits = |n: &str| !n.is_empty() && n.trim() == n && !n.contains(',');
    names.split(", ").all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_last_line_of_the_description() {
        for (description, described, names) in [
            (
                "A box.\nAlso called: crate, chest",
                "A box.",
                vec!["crate", "chest"],
            ),
            ("Also called: crate", "", vec!["crate"]),
            ("A box.\n\nAlso called: crate", "A box.\n", vec!["crate"]),
            (
                "A box. Also called: crate",
                "A box. Also called: crate",
                vec![],
            ),
            ("A box.\nAlso called: ", "A box.\nAlso called: ", vec![]),
            ("Also called: a,b", "Also called: a,b", vec![]),
            ("Also called: a\nA box.", "Also called: a\nA box.", vec![]),
            ("\nAlso called: a", "\nAlso called: a", vec![]),
            ("", "", vec![]),
        ] {
            let mut stencil = Stencil {
                description: description.to_owned(),
                ..Stencil::default()
            };
            assert_eq!(stencil.described(), described, "{description:?}");
            assert_eq!(stencil.also_called(), names, "{description:?}");
            let described = stencil.described().to_owned();
            stencil.describe(&described, &names);
            assert_eq!(stencil.description, description);
        }
    }
}
