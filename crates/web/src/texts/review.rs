//! The review beside the drawing: meetings, questions, controls, decisions, layers, tables, notes.

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
pub const LAYERS: &str = "Layers";
pub const TABLES: &str = "Interactions";
pub const ADD: &str = "Add";
pub const GONE: &str = "(gone)";
pub const LINK: &str = "Link the selection";
pub const ANSWERED: &str = "Answered";
pub const UNANSWERED: &str = "Not answered";
pub const ONLY_OPEN: &str = "Only what is not answered";
pub const ELEMENT: &str = "Element";
pub const ELEMENTS: &str = "Elements";
pub const NO_QUESTIONS: &str =
    "The template asks nothing about these elements: no property begins with “Not Selected”.";
pub const ASSESSMENT_TEXT: &str = "Open questions in thirteen categories on how the organisation protects what it runs. Answers can be linked to elements and threats; what they lack becomes a gap with its issue and its solution.";
pub const BEGIN_ASSESSMENT: &str = "Begin the assessment";
pub const NEW_CATEGORY: &str = "New category";
pub const NEW_QUESTION: &str = "New question";
pub const QUESTION: &str = "Question";
pub const ANSWER: &str = "Answer";
pub const ADD_GAP: &str = "Add gap";
pub const REMOVE_QUESTION: &str = "Remove question";
pub const GAP: &str = "Gap";
pub const ISSUE: &str = "Issue";
pub const SOLUTION: &str = "Solution";
pub const CLOSED: &str = "Closed";
pub const MATRIX_TEXT: &str = "Decided of all threats of each kind; “?” where a kind touches the element and the template found none.";
pub const WITH_FLOWS: &str = "Data flows as well";
pub const NOT_ALL: &str = "Not all rows are shown.";
pub const CELL_NONE: &str = "does not touch this kind of element";
pub const CELL_EMPTY: &str = "no threat found: ask yourselves";
pub const NO_CONTROL: &str = "none";
pub const NEW_CONTROL: &str = "New control";
pub const FUNCTION: &str = "Function";
pub const CONTROL_TYPE: &str = "Type";
pub const NO_APPROVER: &str = "nobody named";
pub const CADENCE: &str = "Review again after months";
pub const NO_DUE: &str = "No next review: it follows from the cadence and the last sign-off.";
pub const NO_DECISIONS: &str =
    "No threat has a resolution yet. Open a threat: reduce, transfer, avoid or accept it there.";
pub const ASSETS_TEXT: &str =
    "What is worth protecting, and the stores and data flows that hold or carry it.";
pub const NEW_ASSET: &str = "New asset";
pub const ASSET: &str = "Asset";
pub const CLASSIFICATION: &str = "Classification";
pub const PATH_UP: &str = "Way up";
pub const LAYERS_TEXT: &str = "A process can stand for a diagram of its own: select it and open it in depth, or choose here which process a diagram shows. Double-click such a process to go there.";
pub const LAYER: &str = "Layer";
pub const STANDS_FOR: &str = "Stands for process";
pub const DIAGRAM: &str = "Diagram";
pub const SECTION_BY: &str = "A section for each";
pub const BY_DIAGRAM: &str = "diagram";
pub const BY_ELEMENT: &str = "element";
pub const BY_ZONE: &str = "zone of trust";
pub const BY_SELECTION: &str = "selected element";
pub const NO_TABLES: &str = "Nothing talks yet: connect two elements.";
pub const ELEMENT_A: &str = "Element A";
pub const ELEMENT_B: &str = "Element B";
pub const DATA_FLOW: &str = "Data-flow";
pub const DETAILS: &str = "Details";
pub const MEETING_TEXT: &str = "A review walks through the diagrams and then through the threats that are not decided, keeps remarks and missing components, and ends with a sign-off. From then on the changes since are listed here.";
pub const BEGIN_MEETING: &str = "Begin a meeting";
pub const DROP_MEETING: &str = "Drop this meeting";
pub const ATTENDEES: &str = "Attendees";
pub const MISSING: &str = "Missing components";
pub const NEW_ATTENDEE: &str = "Name";
pub const NEW_MISSING: &str = "What the diagrams lack";
pub const NEW_REMARK: &str = "Remark on this";
pub const BACK: &str = "Back";
pub const NEXT: &str = "Next";
pub const SIGNER: &str = "Who signs";
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
    format!("{process} (by its name)")
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
    format!("{date}, signed by {by}")
}

pub fn since(date: &str, by: &str, changes: usize) -> String {
    match changes {
        0 => format!("Nothing changed since {by} signed on {date}."),
        1 => format!("1 change since {by} signed on {date}:"),
        n => format!("{n} changes since {by} signed on {date}:"),
    }
}

pub fn stop_diagram(at: usize, all: usize) -> String {
    format!("Diagram {at} of {all}")
}

pub fn stop_threat(at: usize, all: usize) -> String {
    format!("Threat {at} of {all}")
}
