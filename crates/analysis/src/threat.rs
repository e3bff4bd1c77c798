//! A threat as analysis finds it: where it comes from, and whether it still follows from the drawing.

use trustline_model::ThreatKey;

/// Where a threat comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A threat type of the template.
    Generated,
    /// A person's own.
    User,
}

impl Origin {
    /// The word for documents.
    pub fn as_str(self) -> &'static str {
        match self {
            Origin::Generated => "generated",
            Origin::User => "user",
        }
    }
}

/// Whether a threat still follows from the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// It does, or is a person's own.
    Current,
    /// It does not any more, but somebody decided on it: kept.
    NoLongerGenerated,
}

impl Status {
    /// The word for documents.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Current => "current",
            Status::NoLongerGenerated => "no-longer-generated",
        }
    }
}

/// A threat of the model. Numbers are places: in `Analysis::interactions`, in the knowledge
/// base's threat types, in the model's recorded threats.
#[derive(Clone, Debug, PartialEq)]
pub struct AnalyzedThreat {
    /// Type and interaction.
    pub key: ThreatKey,
    /// The interaction it is about, where the drawing still has it.
    pub interaction: Option<usize>,
    /// Its type, where the template has it.
    pub threat_type: Option<usize>,
    /// What is recorded of it. `None`: it is new.
    pub stored: Option<usize>,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether it still follows from the drawing.
    pub standing: Status,
    /// Its label: recorded, or the next free one.
    pub number: i64,
}
