//! What a reader wants of a report.

/// A part of a report that can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The information fields.
    Information,
    /// Counts by state and by priority.
    Summary,
    /// The picture of each diagram.
    Diagrams,
    /// The picture of each interaction.
    Pictures,
    /// Interactions and their threats.
    Threats,
    /// Interaction tables.
    Interactions,
    /// Layers, the matrix of elements and kinds of threat, and what a team recorded.
    Review,
    /// The notes.
    Notes,
    /// Recorded messages, and what the checks found.
    Messages,
}

impl Part {
    /// Every part with its name on the command line.
    pub const ALL: [(Part, &'static str); 9] = [
        (Part::Information, "information"),
        (Part::Summary, "summary"),
        (Part::Diagrams, "diagrams"),
        (Part::Pictures, "pictures"),
        (Part::Threats, "threats"),
        (Part::Interactions, "interactions"),
        (Part::Review, "review"),
        (Part::Notes, "notes"),
        (Part::Messages, "messages"),
    ];
}

/// What a reader wants of a report.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Parts that are left out.
    pub without: Vec<Part>,
    /// When the report is made, as it is to be printed. Nothing: not said.
    pub made_at: Option<String>,
}

impl Settings {
    pub(crate) fn has(&self, part: Part) -> bool {
        !self.without.contains(&part)
    }
}
