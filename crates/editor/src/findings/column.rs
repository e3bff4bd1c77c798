//! The columns of the grid of threats, and what its rows are put together by.

/// The columns of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Column {
    Number,
    Mark,
    Title,
    Category,
    State,
    Priority,
    Interaction,
    Source,
    Target,
    Diagram,
    Justification,
    Description,
    ChangedBy,
    ChangedAt,
}

impl Column {
    /// Every column in the order they are shown at first.
    pub const ALL: [Column; 14] = [
        Column::Number,
        Column::Mark,
        Column::Title,
        Column::Category,
        Column::State,
        Column::Priority,
        Column::Interaction,
        Column::Source,
        Column::Target,
        Column::Diagram,
        Column::Justification,
        Column::Description,
        Column::ChangedBy,
        Column::ChangedAt,
    ];
}

/// What rows are put together by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Group {
    Interaction,
    Element,
    Category,
    State,
    Diagram,
}

impl Group {
    /// Every way to put rows together.
    pub const ALL: [Group; 5] = [
        Group::Interaction,
        Group::Element,
        Group::Category,
        Group::State,
        Group::Diagram,
    ];
}
