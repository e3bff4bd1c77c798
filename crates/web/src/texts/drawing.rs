//! The drawing: canvas, stencils, diagrams, and the diagram in words.

pub const CANVAS: &str = "Diagram";
pub const ZOOM: &str = "Zoom";
pub const ZOOM_IN: &str = "Zoom in";
pub const ZOOM_OUT: &str = "Zoom out";
pub const ZOOM_ONE: &str = "Actual size";
pub const FIT: &str = "Show the whole diagram";
pub const FIT_SHORT: &str = "Fit";
pub const RENAME: &str = "Name";
pub const EMPTY_TITLE: &str = "An empty diagram";
pub const EMPTY_TEXT: &str = "Click a stencil on the left or drag it here, double-click and type its name, or press I. Drag from the dots around an element to draw a data flow.";
pub const ARRANGING: &str = "Arranging…";
pub const NOTHING_TO_PASTE: &str = "Nothing to paste: copy some elements first";
pub const STENCILS: &str = "Stencils";
pub const SEARCH_STENCILS: &str = "Search stencils";
pub const NO_STENCILS: &str = "No stencil has this name.";
pub const NARRATIVE: &str = "Narrative";
pub const COPY: &str = "Copy as text";
pub const FIND: &str = "Find an element by name";
pub const INSERT: &str = "Insert: type the name of a stencil";
pub const CHANGE_TYPE: &str = "Change type to";
pub const TAB_ADD: &str = "Add diagram";
pub const DIAGRAMS: &str = "Diagrams";
pub const CONTEXT_GENERIC: &str = "Insert";

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

pub fn selected_count(count: usize) -> String {
    format!("{count} elements selected")
}
