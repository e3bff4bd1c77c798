//! How threats are sorted.

/// How the threats of a report are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// With their flows.
    #[default]
    Flow,
    /// The most urgent first, and the open ones among these.
    Priority,
}

impl Sort {
    /// Every way with its name on the command line.
    pub const ALL: [(Sort, &'static str); 2] = [(Sort::Flow, "flow"), (Sort::Priority, "priority")];

    /// The way of this name.
    pub fn named(name: &str) -> Option<Self> {
        let found = Self::ALL.into_iter().find(|(_, n)| *n == name);
        found.map(|(sort, _)| sort)
    }
}
