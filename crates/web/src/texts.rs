//! Every text of the interface, in one place.

use crate::actions::Action as A;
use crate::template::Tab;
use trustline_editor::{Column, TemplateKey as Key, TemplateTab};

pub const NAME: &str = "Trustline";
pub const CANVAS: &str = "Diagram";
pub const ZOOM: &str = "Zoom";
pub const ZOOM_IN: &str = "Zoom in";
pub const ZOOM_OUT: &str = "Zoom out";
pub const ZOOM_ONE: &str = "Natural size";
pub const FIT: &str = "Show the whole diagram";
pub const FIT_SHORT: &str = "Fit";
pub const RENAME: &str = "Name";
pub const EMPTY_TITLE: &str = "An empty diagram";
pub const EMPTY_TEXT: &str = "Click a stencil on the left or drag it here, double-click to insert by typing, or press I. Drag from the dots around an element to draw a data flow.";
pub const SAVING: &str = "Saving…";
pub const ARRANGING: &str = "Arranging…";
pub const REPORTING: &str = "Writing the report…";
pub const SAVED: &str = "Saved";
pub const NOTHING_TO_PASTE: &str = "There is nothing to paste: copy some elements first";
pub const SELECT_FLOW: &str = "Select the data flow that the threat is about";
pub const MENU_FILE: &str = "File";
pub const MENU_EDIT: &str = "Edit";
pub const MENU_VIEW: &str = "View";
pub const MENU_DIAGRAM: &str = "Diagram";
pub const MENU_ARRANGE: &str = "Arrange";
pub const MENU_THREATS: &str = "Threats";
pub const MENU_HELP: &str = "Help";
pub const GROUP_NONE: &str = "No groups";
pub const GROUP_INTERACTION: &str = "By interaction";
pub const GROUP_ELEMENT: &str = "By element";
pub const GROUP_CATEGORY: &str = "By category";
pub const GROUP_STATE: &str = "By state";
pub const GROUP_DIAGRAM: &str = "By diagram";
pub const STENCILS: &str = "Stencils";
pub const SEARCH_STENCILS: &str = "Search stencils";
pub const NO_STENCILS: &str = "No stencil has this name.";
pub const PROPERTIES: &str = "Properties";
pub const THREAT: &str = "Threat";
pub const THREATS: &str = "Threats";
pub const MESSAGES: &str = "Messages";
pub const NOTES: &str = "Notes";
pub const NARRATIVE: &str = "Narrative";
pub const NOTHING: &str = "Nothing is selected";
pub const NOTHING_HELP: &str =
    "Select an element to see its properties. What concerns the whole model is here:";
pub const SEVERAL: &str = "several values";
pub const POSITION: &str = "Place and size";
pub const CHANGE: &str = "Change…";
pub const FILTER: &str = "Search in all threats";
pub const NO_THREATS: &str = "No threats yet. Draw two elements and connect them: every connected data flow is judged as you draw.";
pub const NO_MATCH: &str = "No threat fits these filters.";
pub const NO_THREAT_SELECTED: &str = "Select a threat in the list to decide on it.";
pub const STATE: &str = "State";
pub const PRIORITY: &str = "Priority";
pub const JUSTIFICATION: &str = "Justification";
pub const DESCRIPTION: &str = "Description";
pub const TITLE: &str = "Title";
pub const CATEGORY: &str = "Category";
pub const INTERACTION: &str = "Interaction";
pub const CROSSES: &str = "Crosses";
pub const NOTHING_CROSSED: &str = "no boundary";
pub const WHY: &str = "Why is this here?";
pub const REMEDY: &str = "What would remove it?";
pub const NO_REMEDY: &str = "No single property would remove it.";
pub const APPLY: &str = "Apply";
pub const FIRES: &str = "Fires when";
pub const UNLESS: &str = "Unless";
pub const HOLDS: &str = "holds";
pub const FAILS: &str = "does not hold";
pub const COLUMNS: &str = "Columns";
pub const CLEAR: &str = "Clear filters";
pub const MOVE_LEFT: &str = "Move left";
pub const MOVE_RIGHT: &str = "Move right";
pub const NO_MESSAGES: &str = "Nothing to complain about.";
pub const DISMISS: &str = "Dismiss";
pub const SHOW_AGAIN: &str = "Show again";
pub const SHOW_DISMISSED: &str = "Show dismissed";
pub const NO_NOTES: &str = "No notes yet.";
pub const ADD_NOTE: &str = "Add note";
pub const NEW_NOTE: &str = "New note";
pub const DELETE: &str = "Delete";
pub const COPY: &str = "Copy as text";
pub const COPIED: &str = "Copied";
pub const CLOSE: &str = "Close";
pub const CANCEL: &str = "Cancel";
pub const SAVE: &str = "Save";
pub const OK: &str = "OK";
pub const UNSAVED: &str = "Not saved";
pub const UNSAVED_TITLE: &str = "Save your changes?";
pub const UNSAVED_TEXT: &str = "What you changed since it was saved last would be lost.";
pub const DISCARD: &str = "Close without saving";
pub const CHANGED_ON_DISK: &str =
    "The file on disk changed since you opened it: somebody else, another tab or git wrote it.";
pub const GONE_FROM_DISK: &str = "The file is no longer on disk.";
pub const RELOAD: &str = "Reload (drop mine)";
pub const KEEP: &str = "Keep mine";
pub const CHOOSE_FIRST: &str = "Choose above first: reload, keep yours, or save under another name";
pub const OFFLINE: &str = "The server does not answer. Your work is kept in this browser; start the server again with trustline open.";
pub const KEPT: &str = "There is unsaved work on this file from an earlier or another page.";
pub const LATER: &str = "Later";
pub const FORGET_ALL: &str = "Discard all";
pub const COMPARE: &str = "Compare";
pub const COMPARE_TITLE: &str = "Yours and the file on disk";
pub const SHORTCUTS: &str = "Keyboard shortcuts";
pub const COMMANDS: &str = "Type a command";
pub const FIND: &str = "Find an element by name";
pub const INSERT: &str = "Insert: type the name of a stencil";
pub const CHANGE_TYPE: &str = "Change type to";
pub const SAVE_AS: &str = "Save as";
pub const PATH: &str = "Path in the folder";
pub const REPORT: &str = "Report";
pub const DOWNLOAD: &str = "Download";
pub const FORMAT: &str = "Format";
pub const INCLUDE: &str = "Include";
pub const PICTURE: &str = "Export picture";
pub const INFORMATION: &str = "Threat model information";
pub const AUTHOR: &str = "Your name";
pub const TAB_ADD: &str = "Add diagram";
pub const DIAGRAMS: &str = "Diagrams";
pub const NEW_MODEL: &str = "New model";
pub const TEMPLATE: &str = "Template";
pub const SKIP_TEMPLATE: &str = "To the template";
pub const SMALL_TEMPLATE: &str = "Nothing but the generic stencils and STRIDE";
pub const STENCIL: &str = "Stencil";
pub const GENERIC: &str = "Generic";
pub const THREAT_TYPE: &str = "Threat type";
pub const PROPERTY: &str = "Property";
pub const ATTRIBUTE: &str = "Attribute";
pub const SEARCH: &str = "Search";
pub const HIDDEN: &str = "hidden";
pub const DUPLICATE: &str = "Duplicate";
pub const MOVE_UP: &str = "Move up";
pub const MOVE_DOWN: &str = "Move down";
pub const REMOVE: &str = "Remove";
pub const REMOVE_PICTURE: &str = "Remove picture";
pub const STENCIL_PICTURE: &str = "The picture as it is";
pub const PICTURE_TOO_LARGE: &str = "A picture may have 256 KB at most: make it smaller";
pub const NO_PARTS: &str = "Nothing here has this name.";
pub const NO_PART: &str = "Choose something in the list, or add it.";
pub const SUGGESTIONS: &str = "What could stand here";
pub const AT_THE_END: &str = "at the end";
pub const SHOW_PLACE: &str = "Show the place";
pub const TRIAL: &str = "What it hits";
pub const TRY_ON: &str = "Try it on";
pub const TRY_FILE: &str = "Or on a model of this computer";
pub const THIS_MODEL: &str = "This model";
pub const NO_MODEL: &str = "Choose a model…";
pub const NO_RULE: &str = "What is written is no rule yet.";
pub const NOTHING_TO_TRY: &str = "Choose a model that has data flows to see what the rule hits.";
pub const HIT: &str = "hit";
pub const NOT_HIT: &str = "not hit";
pub const OTHERS_TOO: &str = "Show what it does not hit as well";
pub const LIGHT_DARK: &str = "Light or dark";
pub const START_TAGLINE: &str =
    "Draw what you build, see what can go wrong, decide what to do about it.";
pub const START_NEW: &str = "New model";
pub const START_NAME: &str = "Name";
pub const START_TEMPLATE: &str = "Template";
pub const START_CREATE: &str = "Create model";
pub const CREATE_TEMPLATE: &str = "Create template";
pub const SEARCH_FILES: &str = "Search files";
pub const START_OPEN: &str = "Open";
pub const START_PICK: &str = "Open from this computer…";
pub const START_RECENT: &str = "Recent";
pub const START_FOLDER: &str = "In this folder";
pub const START_SAMPLES: &str = "Sample models";
pub const START_RECOVER: &str = "Unsaved work";
pub const START_RECOVER_TEXT: &str = "These were changed and never saved:";
pub const START_TEMPLATES: &str = "Templates";
pub const START_TOUR: &str = "Getting started";
pub const RESTORE: &str = "Restore";
pub const FORGET: &str = "Discard";
pub const VANISHED: &str = "no longer there";
pub const NO_FILES: &str = "No models in this folder yet.";
pub const TRUNCATED: &str =
    "The folder holds more files than are listed: open a folder further down.";
pub const PAGE_ONLY: &str =
    "Page only: files are opened and saved by the browser and never leave this computer.";
pub const DROP: &str = "Drop a model (.tm7), a template (.tb7, .yaml) or interaction tables (.md, .csv, .xlsx) to open it";
pub const NEW_TEMPLATE: &str = "New template…";
pub const NEW_TEMPLATE_TEXT: &str =
    "A template under a name and an id of its own, to be changed and shared.";
pub const TEMPLATE_BASE: &str = "Based on";
pub const SKIP: &str = "Skip to the diagram";
pub const CONTEXT_GENERIC: &str = "Insert";

pub const TOUR: [(&str, &str); 6] = [
    (
        "Draw",
        "The stencils on the left come from the model's template. Click one to insert it, drag it to its place, or press I and type its name. Drag from the dots around an element to another one to draw a data flow.",
    ),
    (
        "Trust boundaries",
        "Draw a trust boundary as a box around what belongs together, or as a line across data flows. A flow that crosses one lights it up when it is selected.",
    ),
    (
        "Properties",
        "Select elements to answer the template's questions about them on the right. Answers decide which threats there are.",
    ),
    (
        "Threats",
        "Below is every threat that follows from the drawing; it changes as you draw. Press N for the next undecided one, and 1 to 4 to set its state. Say why in its justification.",
    ),
    (
        "Why?",
        "Each threat shows the rule that put it there, and which single change would remove it.",
    ),
    (
        "Save and report",
        "Ctrl+S saves to the file itself, in the form it came in. Ctrl+Shift+R makes a report. Ctrl+K finds every command; ? shows all shortcuts.",
    ),
];

pub fn opening(name: &str) -> String {
    format!("Opening {name}…")
}

pub fn imperfect(count: usize) -> String {
    format!("The file was read with {count} remarks: its form is not quite the original tool's")
}

pub fn nothing_selected(count: usize) -> String {
    format!("Nothing selected, {count} elements")
}

pub fn selected_element(
    kind: &str,
    name: &str,
    ends: Option<(Option<String>, Option<String>)>,
) -> String {
    let ends = match ends {
        Some((Some(from), Some(to))) => format!(" from {from} to {to}"),
        Some((Some(from), None)) => format!(" from {from} to nothing"),
        Some((None, Some(to))) => format!(" from nothing to {to}"),
        _ => String::new(),
    };
    format!("Selected: {kind} {name}{ends}")
}

pub fn template_tab(tab: Tab) -> &'static str {
    match tab {
        Tab::Stencils => STENCILS,
        Tab::ThreatTypes => "Threat types",
        Tab::Properties => "Threat properties",
        Tab::Manifest => "Manifest",
        Tab::Messages => MESSAGES,
    }
}

pub fn template_list(tab: TemplateTab) -> &'static str {
    match tab {
        TemplateTab::Stencils => STENCILS,
        TemplateTab::ThreatTypes => "Threat types",
        TemplateTab::Properties => "Categories and threat properties",
    }
}

pub fn template_key(key: Key, of_attribute: bool) -> &'static str {
    match key {
        Key::Name if of_attribute => "Attribute label",
        Key::Name => "Name",
        Key::Id if of_attribute => "Name in rules",
        Key::Id => "Id",
        Key::Version => "Version",
        Key::Author => "Author",
        Key::Priority => "Threats have a priority",
        Key::Status => "Threats have a state",
        Key::Description => DESCRIPTION,
        Key::Parent => "Derives from",
        Key::Shape => "Drawn as",
        Key::Hidden => "Hidden from people",
        Key::Picture => "Picture (PNG)",
        Key::PictureLocation => "Place of the picture",
        Key::Fixed => "Fixed: the stencil has the value, people do not choose it",
        Key::Values => "Values, one a line; the first is the default",
        Key::Short => "Short description",
        Key::Long => "Long description",
        Key::Category => CATEGORY,
        Key::Include => "Fires when (include)",
        Key::Exclude => "Unless (exclude)",
        Key::Own(_) => "",
        Key::Kind => "Kind",
    }
}

pub fn attribute(label: &str) -> String {
    format!("{ATTRIBUTE}: {label}")
}

pub fn from(stencil: &str) -> String {
    format!("from {stencil}")
}

pub fn more(count: usize) -> String {
    format!("{count} more: type on")
}

pub fn tried(hits: usize, all: usize, spared: usize) -> String {
    let spared = match spared {
        0 => String::new(),
        n => format!("; the exclude rule spares {n}"),
    };
    format!("hits {hits} of {all} interactions{spared}")
}

pub fn selected_count(count: usize) -> String {
    format!("{count} elements selected")
}

pub fn counts(all: usize, open: usize, orphans: usize, gone: usize) -> String {
    let orphans = match orphans {
        0 => String::new(),
        n => format!(", {n} no longer generated"),
    };
    let gone = match gone {
        0 => String::new(),
        n => format!("; {n} gone"),
    };
    format!("{all} threats, {open} to decide on{orphans}{gone}")
}

pub fn shown(shown: usize, all: usize) -> String {
    match shown == all {
        true => format!("{all} threats"),
        false => format!("{shown} of {all} threats"),
    }
}

pub fn column(column: Column) -> &'static str {
    match column {
        Column::Number => "Id",
        Column::Mark => "Mark",
        Column::Title => "Title",
        Column::Category => "Category",
        Column::State => "State",
        Column::Priority => "Priority",
        Column::Interaction => "Interaction",
        Column::Source => "From",
        Column::Target => "To",
        Column::Diagram => "Diagram",
        Column::Justification => "Justification",
        Column::Description => "Description",
        Column::ChangedBy => "Changed by",
        Column::ChangedAt => "Last modified",
    }
}

pub fn action(action: A) -> &'static str {
    match action {
        A::Start => "Close and go to start",
        A::Open => "Open…",
        A::Save => "Save",
        A::SaveAs => "Save as…",
        A::Download => "Download a copy",
        A::Information => "Model information…",
        A::Report => "Report…",
        A::Picture => "Export picture…",
        A::Undo => "Undo",
        A::Redo => "Redo",
        A::Cut => "Cut",
        A::Copy => "Copy",
        A::Paste => "Paste",
        A::PasteDecided => "Paste with decisions",
        A::Duplicate => "Duplicate",
        A::Delete => "Delete",
        A::SelectAll => "Select all",
        A::SelectAlike => "Select all of this type",
        A::SelectNext => "Select next element",
        A::SelectPrevious => "Select previous element",
        A::AlsoNext => "Select next element as well",
        A::AlsoPrevious => "Select previous element as well",
        A::Rename => "Rename",
        A::ChangeStencil => "Change type…",
        A::Find => "Find element…",
        A::Insert => "Insert element…",
        A::Connect => "Connect",
        A::ConnectBoth => "Connect both ways",
        A::Reverse => "Turn around",
        A::Straighten => "Straighten",
        A::AlignLeft => "Align left",
        A::AlignCenter => "Align centers",
        A::AlignRight => "Align right",
        A::AlignTop => "Align top",
        A::AlignMiddle => "Align middles",
        A::AlignBottom => "Align bottom",
        A::SpreadAcross => "Spread horizontally",
        A::SpreadDown => "Spread vertically",
        A::SameSize => "Same size as the last selected",
        A::ToFront => "Bring to front",
        A::ToBack => "Send to back",
        A::Layout => "Arrange automatically",
        A::ZoomIn => "Zoom in",
        A::ZoomOut => "Zoom out",
        A::ZoomOne => "Natural size",
        A::Fit => "Show whole diagram",
        A::FitSelection => "Show selection",
        A::SnapGrid => "Snap to grid",
        A::SnapNeighbours => "Snap to neighbours",
        A::Minimap => "Minimap",
        A::Left => "Stencils",
        A::Right => "Properties",
        A::Bottom => "Lower pane",
        A::ResetLayout => "Reset panes and columns",
        A::Dark => "Light or dark",
        A::AddDiagram => "Add diagram",
        A::DuplicateDiagram => "Duplicate diagram",
        A::DeleteDiagram => "Delete diagram",
        A::NextDiagram => "Next diagram",
        A::PreviousDiagram => "Previous diagram",
        A::Narrative => "Tell diagram as text",
        A::ShowReview => "Show review",
        A::Meeting => "Review meeting…",
        A::Tables => "Interaction tables",
        A::OpenChild => "Open in depth",
        A::ShowOn => "Show on another diagram…",
        A::Generation => "Generate threats",
        A::ShowThreats => "Threats",
        A::ShowMessages => "Messages",
        A::ShowNotes => "Notes",
        A::NextUntouched => "Next undecided threat",
        A::AddThreat => "Add threat of your own",
        A::DeleteThreats => "Delete threats",
        A::RestoreThreats => "Restore deleted threats",
        A::StateNotStarted => "Set: Not Started",
        A::StateInvestigate => "Set: Needs Investigation",
        A::StateNotApplicable => "Set: Not Applicable",
        A::StateMitigated => "Set: Mitigated",
        A::CopyThreats => "Copy threats",
        A::ExportCsv => "Export threats as CSV",
        A::ClearFilters => "Clear filters",
        A::OnlySelection => "Only threats of the selection",
        A::Palette => "All commands…",
        A::Shortcuts => "Keyboard shortcuts",
        A::Tour => "Getting started",
        A::EditTemplate => "Edit template…",
        A::ApplyTemplate => "Apply template…",
        A::DrawModel => "Draw a model with it",
        A::BackToDrawing => "Back to the drawing",
    }
}

pub const APPLY_TITLE: &str = "Apply a template";
pub const APPLY_TEXT: &str = "Choose one template, or several to use together. What would change is shown first; nothing that was decided is lost, and one undo takes all of it back.";
pub const APPLY_KEEP: &str = "Add to the model's own template,";
pub const APPLY_NONE: &str = "Nothing is chosen yet.";
pub const APPLYING: &str = "Applying the template…";
pub const APPLIED: &str = "The template is applied";
pub const APPLY_NO_DECISIONS: &str = "No decisions to carry over";
pub const APPLY_ELEMENTS: &str = "Elements that need another type";
pub const APPLY_DECISIONS: &str = "Decisions";
pub const APPLY_PROPERTIES: &str = "Elements whose properties change";
pub const APPLY_ARRIVE: &str = "Threats that arrive";
pub const APPLY_GO: &str = "Threats that go";
pub const APPLY_KEEP_DECISION: &str = "kept as recorded";
pub const TEMPLATES: &str = "Templates";
pub const TEMPLATE_FILE: &str = "Another one from a file:";
pub const NEWER: &str = "A newer version of the template is at hand:";
pub const NEWER_NAME: &str = "the newer version";
pub const NEWER_LOOK: &str = "Look at the changes";
pub const NEWER_LATER: &str = "Later";
pub const NEWER_NEVER: &str = "Not this version";

/// Where a stencil or threat type comes from, where a model uses several templates.
pub fn from_template(name: &str) -> String {
    format!("From {name}")
}

// The method beside the drawing.
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
pub const SELECT_TO_LINK: &str = "Select elements on the diagram or threats in the list first";
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
pub const RESOLUTION: &str = "Resolution";
pub const WHAT_HAPPENS: &str = "What happens";
pub const APPROVER: &str = "Approved by";
pub const EXPIRES: &str = "Expires";
pub const EXPIRED: &str = "expired: decide again";
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

pub fn assessed((answered, questions, gaps, open): (usize, usize, usize, usize)) -> String {
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

pub fn imported(elements: usize, pairs: usize, findings: usize) -> String {
    format!("{elements} elements, {pairs} pairs of them talk; {findings} findings in the document")
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
