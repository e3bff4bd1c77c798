//! The page as a whole: menus, dialogs, the tour, and words that are the same everywhere.

pub const NAME: &str = "Trustline";
pub const MENU_FILE: &str = "File";
pub const MENU_EDIT: &str = "Edit";
pub const MENU_VIEW: &str = "View";
pub const MENU_DIAGRAM: &str = "Diagram";
pub const MENU_ARRANGE: &str = "Arrange";
pub const MENU_THREATS: &str = "Threats";
pub const MENU_HELP: &str = "Help";
pub const DESCRIPTION: &str = "Description";
pub const TITLE: &str = "Title";
pub const CATEGORY: &str = "Category";
pub const APPLY: &str = "Apply";
pub const DELETE: &str = "Delete";
pub const COPIED: &str = "Copied";
pub const CLOSE: &str = "Close";
pub const CANCEL: &str = "Cancel";
pub const SAVE: &str = "Save";
pub const OK: &str = "OK";
pub const SHORTCUTS: &str = "Keyboard shortcuts";
pub const COMMANDS: &str = "Type a command";
pub const INFORMATION: &str = "Threat model information";
pub const AUTHOR: &str = "Your name";
pub const SEARCH: &str = "Search";
pub const REMOVE: &str = "Remove";
pub const LIGHT_DARK: &str = "Light or dark theme";
pub const SKIP: &str = "Skip to the diagram";
pub const MENU: &str = "Menu";

pub const TOUR: [(&str, &str); 6] = [
    (
        "Draw",
        "The stencils on the left come from the model's template. Click one to insert it, drag it onto the diagram, or press I and type its name. Drag from the dots around an element to another one to draw a data flow.",
    ),
    (
        "Trust boundaries",
        "Draw a trust boundary as a box around elements that trust one another, or as a line across data flows. Select a flow to highlight the boundaries it crosses.",
    ),
    (
        "Properties",
        "Select elements to answer the template's questions about them on the right. The answers determine which threats apply.",
    ),
    (
        "Threats",
        "Below is every threat that follows from the diagrams; the list updates as you draw. Press N for the next undecided one, and 1 to 4 to set its state. Give the reason as its justification.",
    ),
    (
        "Why?",
        "Each threat shows the rule that generated it, and which single change would remove it.",
    ),
    (
        "Save and report",
        "Ctrl+S saves to the file itself, in its original format. Ctrl+Shift+R creates a report. Ctrl+K finds every command; ? shows all shortcuts.",
    ),
];

/// Keys as people read them.
pub fn keys(keys: &str) -> String {
    keys.replace("ArrowUp", "↑")
        .replace("ArrowDown", "↓")
        .replace("Delete", "Del")
}

/// What pointer and keys do in addition to the actions.
pub const GESTURES: [(&str, &str); 9] = [
    ("Move selection by 1 or 10 pixels", "Arrows, Shift+Arrows"),
    ("Rename the selected element", "Enter"),
    ("Cancel, clear the selection", "Esc"),
    ("Pan", "Wheel, or Space and drag"),
    ("Zoom around the pointer", "Ctrl+Wheel"),
    ("Copy while dragging", "Alt and drag"),
    (
        "Move without snapping, or a box without its contents",
        "Ctrl and drag",
    ),
    ("Move along one axis, add to the selection", "Shift"),
    ("Move a diagram's tab", "Alt+←, Alt+→"),
];
