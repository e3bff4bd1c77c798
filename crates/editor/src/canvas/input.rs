//! What a person does on the canvas: the pointer, and the directions things are arranged in.

use trustline_model::geometry::Point;

/// What happens to the pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointerKind {
    /// The main button goes down.
    Down,
    /// The middle button, or the main one with the space key: moves the plane.
    Grab,
    /// It moves.
    Move,
    /// The button comes up.
    Up,
    /// The gesture is given up.
    Cancel,
}

/// The pointer on the canvas, in pixels from its upper left corner.
#[derive(Clone, Copy, Debug)]
pub struct Pointer {
    /// What happens.
    pub kind: PointerKind,
    /// Where.
    pub at: Point,
    /// Adds to the selection; keeps to one axis.
    pub shift: bool,
    /// Copies what is dragged.
    pub alt: bool,
    /// Neither grid nor neighbours attract.
    pub free: bool,
}

/// Which way things are lined up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Alignment {
    Left,
    Center,
    Right,
    Top,
    Middle,
    Bottom,
}

/// Which way things are distributed evenly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Axis {
    Horizontal,
    Vertical,
}
