//! Advice that several checks give.

/// For a flow that is not attached to what it should be.
pub(crate) const ATTACH: &str =
    "drag its loose end onto an element; until then it yields no threats";

/// For what crosses a boundary.
pub(crate) const PROTECT: &str =
    "tell the channel that protects it and how the ends prove who they are";

/// For credentials on their way.
pub(crate) const SHIELD: &str = "tell the channel that keeps them from being read on the way";
