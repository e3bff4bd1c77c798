//! All kinds of reports, in the order in which people are offered them. A new one is its file and
//! its line here.

use crate::kind::ReportKind;

/// Declares the files of kinds, and lists them all.
macro_rules! kinds {
    ($($(#[$place:meta])* mod $file:ident;)*) => {
        $($(#[$place])* mod $file;)*

        impl ReportKind {
            /// Every kind; the first is what people get who do not say.
            pub const ALL: &'static [ReportKind] = &[$($file::KIND),*];
        }
    };
}

kinds! {
    #[path = "html/mod.rs"] mod html;
    #[path = "markdown.rs"] mod markdown;
    #[path = "csv.rs"] mod csv;
    #[path = "json.rs"] mod json;
    #[path = "sarif.rs"] mod sarif;
}

pub use html::rich;

impl ReportKind {
    /// The kind with this name.
    pub fn named(name: &str) -> Option<ReportKind> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_and_endings_stand_for_one_kind_each() {
        let names: HashSet<_> = ReportKind::ALL.iter().map(|k| k.name()).collect();
        assert_eq!(names.len(), ReportKind::ALL.len());
        let endings: Vec<_> = ReportKind::ALL.iter().flat_map(|k| k.endings()).collect();
        assert_eq!(endings.iter().collect::<HashSet<_>>().len(), endings.len());
        for kind in ReportKind::ALL {
            assert_eq!(ReportKind::named(kind.name()), Some(*kind));
            assert!(!kind.endings().is_empty(), "{kind:?}");
        }
    }
}
