//! Figures: what of which drawing is shown, not how it is painted.

use trustline_model::geometry::Rect;

/// A view of a drawing.
pub struct Figure {
    /// The drawing's place in the drawings of the document.
    pub drawing: usize,
    /// What of it is shown.
    pub view: Rect,
    /// What it is about; all else is faded. Nothing: all of it.
    pub focus: Option<Focus>,
    /// What it says, for those who cannot see it.
    pub caption: String,
}

/// What a figure is about. Numbers are places of items in the drawing, lowest first.
pub struct Focus {
    /// What is shown as it is, below the rest.
    pub around: Vec<usize>,
    /// What is highlighted.
    pub marked: Vec<usize>,
}
