//! Figures: what of which drawing is shown and how much paper that needs, not how it is painted.

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
    /// What it needs to be read on paper.
    pub paper: Paper,
}

/// What a figure needs so that its texts can be read on paper.
pub enum Paper {
    /// A part of a page.
    Part,
    /// A page, upright.
    Upright,
    /// A page across.
    Across,
    /// Pages across, each with a view of its own, after the whole.
    Sheets(Vec<Sheet>),
}

impl Paper {
    /// Room for a figure on A4, in pixels of 1/96 inch: beside text.
    pub const PART: (f64, f64) = (670.0, 300.0);
    /// The same on a page of its own.
    pub const UPRIGHT: (f64, f64) = (670.0, 820.0);
    /// The same on a page across.
    pub const ACROSS: (f64, f64) = (1030.0, 600.0);
}

/// A part of a figure on a page of its own.
pub struct Sheet {
    /// What of the drawing is shown.
    pub view: Rect,
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
