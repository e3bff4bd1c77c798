//! What the main button does.

use trustline_model::StencilId;

/// What the main button does on the canvas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Selects, moves, resizes.
    Select,
    /// Draws an element of this stencil.
    Draw(StencilId),
}
