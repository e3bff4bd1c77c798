//! The review beside the drawing: meetings, questions, controls, decisions, levels, tables, notes.

use trustline_review::Assessed;

pub const NOTES: &str = "Notes";
pub const NO_NOTES: &str = "No notes yet.";
pub const ADD_NOTE: &str = "Add note";
pub const NEW_NOTE: &str = "New note";
pub const REVIEW: &str = "Review";
pub const MEETINGS: &str = "Meetings";
pub const QUESTIONS: &str = "Questions";
pub const ASSESSMENT: &str = "Assessment";
pub const MATRIX: &str = "Matrix";
pub const CONTROLS: &str = "Controls";
pub const DECISIONS: &str = "Decisions";
pub const ASSETS: &str = "Assets";
pub const LEVELS: &str = "Levels";
pub const TABLES: &str = "Interactions";
pub const ADD: &str = "Add";
pub const REMOVED: &str = "(removed)";
pub const LINK: &str = "Link selection";
pub const ANSWERED: &str = "Answered";
pub const UNANSWERED: &str = "Not answered";
pub const ONLY_OPEN: &str = "Only unanswered";
pub const ELEMENT: &str = "Element";
pub const ELEMENTS: &str = "Elements";
pub const NO_QUESTIONS: &str =
    "The template asks nothing about these elements: no property begins with “Not Selected”.";
pub const ASSESSMENT_TEXT: &str = "Open questions in thirteen categories on how the organisation protects its systems. Answers can be linked to elements and threats; a shortcoming becomes a gap with its impact and its solution.";
pub const BEGIN_ASSESSMENT: &str = "Start assessment";
pub const NEW_CATEGORY: &str = "New category";
pub const NEW_QUESTION: &str = "New question";
pub const QUESTION: &str = "Question";
pub const ANSWER: &str = "Answer";
pub const ADD_GAP: &str = "Add gap";
pub const REMOVE_QUESTION: &str = "Remove question";
pub const GAP: &str = "Gap";
pub const IMPACT: &str = "Impact";
pub const SOLUTION: &str = "Solution";
pub const CLOSED: &str = "Closed";
pub const MATRIX_TEXT: &str = "Decided threats of all threats in each category. “?” marks categories that apply to the element although the template found no threat.";
pub const WITH_FLOWS: &str = "Include data flows";
pub const NOT_ALL: &str = "Not all rows are shown.";
pub const CELL_NONE: &str = "not applicable to this kind of element";
pub const CELL_EMPTY: &str = "no threat found: review manually";
pub const CELL_NOT_FOUND: &str = "no threat found; whether the category applies is for you to say";
pub const NO_CONTROL: &str = "none";
pub const NEW_CONTROL: &str = "New control";
pub const FUNCTION: &str = "Function";
pub const CONTROL_TYPE: &str = "Type";
pub const NO_APPROVER: &str = "no approver";
pub const CADENCE: &str = "Review interval (months)";
pub const NO_DUE: &str =
    "No next review: it follows from the review interval and the last sign-off.";
pub const NO_DECISIONS: &str =
    "No threat has a resolution yet. Open a threat to mitigate, transfer, avoid or accept it.";
pub const ASSETS_TEXT: &str =
    "What is worth protecting, and the data stores and data flows that hold or carry it.";
pub const NEW_ASSET: &str = "New asset";
pub const ASSET: &str = "Asset";
pub const CLASSIFICATION: &str = "Classification";
pub const PARENTS: &str = "Parent diagrams";
pub const LEVELS_TEXT: &str = "A process can have a sub-diagram: select it and open its sub-diagram, or choose here which process a diagram details. Double-click such a process to go there.";
pub const LEVEL: &str = "Level";
pub const STANDS_FOR: &str = "Details process";
pub const DIAGRAM: &str = "Diagram";
pub const SECTION_BY: &str = "One section per";
pub const BY_DIAGRAM: &str = "diagram";
pub const BY_ELEMENT: &str = "element";
pub const BY_ZONE: &str = "trust zone";
pub const BY_SELECTION: &str = "selected element";
pub const NO_TABLES: &str = "No interactions yet: connect two elements.";
pub const ELEMENT_A: &str = "Element A";
pub const ELEMENT_B: &str = "Element B";
pub const DATA_FLOW: &str = "Data-flow";
pub const DETAILS: &str = "Details";
pub const MEETING_TEXT: &str = "A review walks through the diagrams and then through the threats that are not decided, records comments and missing components, and ends with a sign-off. Changes since then are listed here.";
pub const BEGIN_MEETING: &str = "Start meeting";
pub const DISCARD_MEETING: &str = "Discard meeting";
pub const ATTENDEES: &str = "Attendees";
pub const MISSING: &str = "Missing components";
pub const NEW_ATTENDEE: &str = "Name";
pub const NEW_MISSING: &str = "Component missing from the diagrams";
pub const NEW_COMMENT: &str = "Comment on this item";
pub const BACK: &str = "Back";
pub const NEXT: &str = "Next";
pub const SIGNER: &str = "Signed off by";
pub const SIGN: &str = "Sign off";

pub fn answered(answered: usize, asked: usize) -> String {
    format!("{answered} of {asked} questions answered")
}

pub fn assessed(come: Assessed) -> String {
    let Assessed {
        answered,
        questions,
        gaps,
        open,
    } = come;
    let word = if gaps == 1 { "gap" } else { "gaps" };
    format!("{answered} of {questions} questions answered, {gaps} {word}, {open} of them open")
}

/// Threats that stand in no matrix.
pub fn elsewhere(count: usize) -> String {
    match count {
        1 => "1 threat stands in no cell: it is about the system or a boundary, has no category, or is about what is no longer drawn.".to_owned(),
        _ => format!("{count} threats stand in no cell: they are about the system or a boundary, have no category, or are about what is no longer drawn."),
    }
}

/// A name that several elements share, where tables know elements by name.
pub fn shared_name(name: &str, count: usize) -> String {
    format!(
        "{count} elements are called “{name}”: tables know elements by name and make one of them. Give them names of their own."
    )
}

pub fn cell(decided: usize, all: usize) -> String {
    format!("{decided} of {all} threats decided")
}

pub fn due(day: &str, late: bool) -> String {
    match late {
        true => format!("Next review was due on {day}"),
        false => format!("Next review on {day}"),
    }
}

pub fn by_name(process: &str) -> String {
    format!("{process} (by name)")
}

pub fn findings(count: usize) -> String {
    format!("{count} findings in the document")
}

pub fn line(line: usize) -> String {
    format!("line {line}")
}

pub fn see(section: &str) -> String {
    format!("See {section} for details")
}

pub fn signed(date: &str, by: &str) -> String {
    format!("{date}, signed off by {by}")
}

pub fn since(date: &str, by: &str, changes: usize) -> String {
    match changes {
        0 => format!("No changes since {by} signed off on {date}."),
        1 => format!("1 change since {by} signed off on {date}:"),
        n => format!("{n} changes since {by} signed off on {date}:"),
    }
}

pub fn stop_diagram(at: usize, all: usize) -> String {
    format!("Diagram {at} of {all}")
}

pub fn stop_threat(at: usize, all: usize) -> String {
    format!("Threat {at} of {all}")
}
