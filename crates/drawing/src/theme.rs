//! Colours. One set a theme; every pair of ink and ground has a contrast of 4.5 to 1 or more.

/// The colours of a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Behind everything.
    pub ground: &'static str,
    /// Inside of shapes of no kind.
    pub fill: &'static str,
    /// Inside of processes, and their outlines.
    pub process: [&'static str; 2],
    /// Inside of external entities, and their outlines.
    pub entity: [&'static str; 2],
    /// Inside of data stores, and their lines.
    pub store: [&'static str; 2],
    /// Outlines, flows and text.
    pub ink: &'static str,
    /// Text of flows.
    pub quiet: &'static str,
    /// Trust boundaries.
    pub boundary: &'static str,
    /// Behind pictures, which are made for light ground.
    pub plate: &'static str,
    /// What is to be looked at.
    pub accent: &'static str,
}

impl Theme {
    /// Dark ink on light ground.
    pub const LIGHT: Theme = Theme {
        ground: "#ffffff",
        fill: "#f7f9fb",
        process: ["#e9f1fd", "#2160b0"],
        entity: ["#ebf6ee", "#2b6d42"],
        store: ["#fff5df", "#7a5200"],
        ink: "#1f2a33",
        quiet: "#3d4a56",
        boundary: "#c0272d",
        plate: "none",
        accent: "#0b62c4",
    };

    /// Light ink on dark ground.
    pub const DARK: Theme = Theme {
        ground: "#14191e",
        fill: "#1e262e",
        process: ["#17283d", "#86b8ff"],
        entity: ["#172c20", "#84d3a0"],
        store: ["#30270f", "#e9c06a"],
        ink: "#e4e9ee",
        quiet: "#b9c4ce",
        boundary: "#ff7b7f",
        plate: "#dfe6ec",
        accent: "#6cb2ff",
    };

    /// Colours that the surrounding page gives through CSS variables of the same names.
    pub const PAGE: Theme = Theme {
        ground: "var(--ground)",
        fill: "var(--fill)",
        process: ["var(--process)", "var(--process-line)"],
        entity: ["var(--entity)", "var(--entity-line)"],
        store: ["var(--store)", "var(--store-line)"],
        ink: "var(--ink)",
        quiet: "var(--quiet)",
        boundary: "var(--boundary)",
        plate: "var(--plate)",
        accent: "var(--accent)",
    };
}
