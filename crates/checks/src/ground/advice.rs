//! Advice that several checks give.

/// For a flow that is not attached to what it should be.
pub(crate) const ATTACH: &str =
    "drag its loose end onto an element; until then it generates no threats";

/// For what crosses a boundary.
pub(crate) const PROTECT: &str = "name the channel that protects it and how both ends authenticate";

/// For credentials on their way.
pub(crate) const SHIELD: &str = "name the channel that protects them in transit";
