//! What a team does to its record.

use trustline_model::review::{ControlType, Function, Question};
use trustline_model::{ElementId, ThreatKey};

/// Something recorded that can be about elements and threats, by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Recorded {
    Question(String),
    Gap(String),
    Control(String),
    Asset(String),
}

/// What a team does to its record. Texts that begin a command are ids of what it is about; places
/// are those in the meeting that is going on.
#[derive(Clone, Debug)]
pub enum ReviewCommand {
    /// Begins the assessment with these questions.
    BeginAssessment(Vec<Question>),
    /// A new category, with a question to begin with.
    AddCategory(String),
    /// A new question behind the others of a category.
    AddQuestion(String, String),
    /// Asks a question in other words.
    Reword(String, String),
    /// Answers a question.
    Answer(String, String),
    /// Takes a question away, with what its answer lacks.
    RemoveQuestion(String),
    /// Something that the answer to a question lacks.
    AddGap(String),
    /// What is missing.
    SetGap(String, String),
    /// What can happen because of it.
    SetImpact(String, String),
    /// What is done about it.
    SetSolution(String, String),
    /// Whether that is done.
    CloseGap(String, bool),
    /// Takes a gap away.
    RemoveGap(String),
    /// A new control.
    AddControl(String, Function, ControlType),
    /// Takes a control away.
    RemoveControl(String),
    /// A new asset.
    AddAsset(String),
    /// Another name for an asset.
    RenameAsset(String, String),
    /// How confidential it is.
    ClassifyAsset(String, String),
    /// Takes an asset away.
    RemoveAsset(String),
    /// It is about what is selected, too: elements on the diagram, threats in the grid.
    Link(Recorded),
    /// It is no longer about an element.
    UnlinkElement(Recorded, ElementId),
    /// It is no longer about a threat.
    UnlinkThreat(Recorded, ThreatKey),
    /// After so many months the model is looked at again; 0: nobody says.
    SetInterval(u32),
    /// Meets, today.
    BeginMeeting,
    /// Takes the meeting that is going on away.
    DiscardMeeting,
    /// Somebody is there.
    AddAttendee(String),
    /// Somebody is not.
    RemoveAttendee(usize),
    /// A component that the diagrams lack.
    AddMissing(String),
    /// They do not lack it.
    RemoveMissing(usize),
    /// Something said about what the walk stops at.
    AddComment(String),
    /// It was not said.
    RemoveRemark(usize),
    /// Ends the meeting: somebody answers for the model as it is now.
    SignOff(String),
    /// Takes up the walk of the meeting that is going on.
    Walk,
    /// Walks on.
    NextStop,
    /// Walks back.
    PreviousStop,
}

/// What is done, for people.
pub(crate) fn label_of(command: &ReviewCommand) -> &'static str {
    use ReviewCommand as C;
    match command {
        C::BeginAssessment(_) => "assessment",
        C::AddCategory(_) => "add category",
        C::AddQuestion(..) => "add question",
        C::Reword(..) => "change question",
        C::Answer(..) => "answer",
        C::RemoveQuestion(_) => "remove question",
        C::AddGap(_) => "add gap",
        C::SetGap(..) => "gap",
        C::SetImpact(..) => "impact",
        C::SetSolution(..) => "solution",
        C::CloseGap(..) => "close gap",
        C::RemoveGap(_) => "remove gap",
        C::AddControl(..) => "add control",
        C::RemoveControl(_) => "remove control",
        C::AddAsset(_) => "add asset",
        C::RenameAsset(..) => "rename asset",
        C::ClassifyAsset(..) => "classify asset",
        C::RemoveAsset(_) => "remove asset",
        C::Link(_) | C::UnlinkElement(..) | C::UnlinkThreat(..) => "link",
        C::SetInterval(_) => "review interval",
        C::BeginMeeting => "start meeting",
        C::DiscardMeeting => "discard meeting",
        C::AddAttendee(_) => "attendee",
        C::RemoveAttendee(_) | C::RemoveMissing(_) => "meeting",
        C::AddMissing(_) => "missing component",
        C::AddComment(_) => "comment",
        C::RemoveRemark(_) => "remove comment",
        C::SignOff(_) => "sign off",
        C::Walk | C::NextStop | C::PreviousStop => "walk",
    }
}
