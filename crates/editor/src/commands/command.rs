//! What a person can ask for. The page turns its menus and keys into these.

use crate::canvas::{Alignment, Axis};
use crate::findings::{Column, Decision, Group};
use crate::review::ReviewCommand;
use crate::template::TemplateCommand;
use std::sync::Arc;
use trustline_model::geometry::Point;
use trustline_model::{DiagramId, ElementId, Information, KnowledgeBase, StencilId, ThreatKey};
use trustline_templates::Newer;
use trustline_templates::migrate::Choices;

/// A command.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum Command {
    Undo,
    Redo,
    SelectAll,
    SelectNone,
    /// Selects these elements of the current diagram.
    Select(Vec<ElementId>),
    /// Selects the next (or previous) element in reading order; with a second `true`, as well.
    SelectNext(bool, bool),
    /// Selects all elements of a stencil.
    SelectAlike,
    Delete,
    Copy,
    Cut,
    /// Puts the clipboard's elements where the pointer was, or beside the originals. With `true`,
    /// decisions come along even where the elements are copies.
    Paste(bool),
    Duplicate,
    /// Moves the selection by pixels of the plane.
    Nudge(f64, f64),
    Align(Alignment),
    Distribute(Axis),
    SameSize,
    /// In drawing order: below all others, or above.
    ToBack,
    ToFront,
    /// Arranges the selection, or the whole diagram.
    Layout,
    /// Draws a flow between the two elements selected last; with `true`, one each way.
    Connect(bool),
    /// Turns selected flows and boundary lines around.
    Reverse,
    /// Makes selected flows and lines straight.
    Straighten,
    /// A new element where there is room, or the tool that draws it.
    Insert(StencilId),
    /// A new element at a point of the screen.
    InsertAt(StencilId, Point),
    /// The tool that draws elements of a stencil.
    Draw(StencilId),
    /// Back to selecting.
    Escape,
    Rename(ElementId, String),
    /// A property of every selected element that has it, by its internal name.
    SetProperty(String, String),
    SetName(String),
    SetScope(bool),
    /// Another stencil for the selected elements.
    ChangeStencil(StencilId),
    SetPlace(Option<f64>, Option<f64>, Option<f64>, Option<f64>),
    ZoomBy(f64),
    ZoomAt(Point, f64),
    ZoomTo(f64),
    Pan(f64, f64),
    Fit,
    FitSelection,
    /// The middle of the canvas goes to a point of the plane.
    Center(Point),
    Resize(f64, f64),
    SnapToGrid(bool),
    SnapToNeighbours(bool),
    ShowDiagram(DiagramId),
    /// Shows an element: its diagram, selected, in the middle.
    Reveal(DiagramId, Vec<ElementId>),
    AddDiagram,
    RenameDiagram(DiagramId, String),
    DuplicateDiagram(DiagramId),
    RemoveDiagram(DiagramId),
    MoveDiagram(DiagramId, usize),
    /// The diagram so many after this one, around the end.
    StepDiagram(isize),
    SelectThreats(Vec<ThreatKey>),
    SelectShownThreats,
    /// Selects a threat, and shows the diagram that it is on.
    OpenThreat(ThreatKey),
    /// Selects one more threat, or one less.
    ToggleThreat(ThreatKey),
    /// Selects all threats from the first one selected to this one.
    SelectThreatsTo(ThreatKey),
    /// Selects the threat so many rows on; with `true`, as well.
    StepThreats(isize, bool),
    /// Opens the next threat in the grid that nobody has decided on.
    NextUnedited,
    Decide(Vec<ThreatKey>, Decision),
    /// A person's own threat about a data flow or another element.
    AddThreat(ElementId),
    /// A person's own threat about the whole system.
    AddSystemThreat,
    RemoveThreats(Vec<ThreatKey>),
    RestoreThreats,
    FilterText(String),
    /// Only these values of a column; none: all.
    FilterColumn(Column, Vec<String>),
    /// Sorts by a column, then back, then not; with `true`, after the others.
    Sort(Column, bool),
    GroupBy(Option<Group>),
    Collapse(String),
    OnlySelection(bool),
    ClearFilters,
    SetInformation(Information),
    SetGeneration(bool),
    AddNote(String),
    EditNote(usize, String),
    RemoveNote(usize),
    /// Applies a template, as planned with these choices.
    ApplyTemplate(Arc<KnowledgeBase>, Choices),
    /// Remembers that this newer version of the template is not wanted.
    DeclineTemplate(Box<Newer>),
    /// Something about what the team records.
    Review(ReviewCommand),
    /// The level of a diagram, and the process that stands for it.
    SetDepth(DiagramId, Option<u8>, Option<ElementId>),
    /// Shows the diagram of the selected process; makes it where there is none.
    OpenChild,
    /// Shows the selected elements on another diagram as well.
    ShowOn(DiagramId),
    /// Hides the message with this number in the list, or shows it again.
    Dismiss(usize, bool),
    /// Something about the template.
    Template(TemplateCommand),
}
