//! Checks of a drawing, of what it says about interactions, and of what is recorded.

pub(crate) mod depth;
pub(crate) mod drawing;
pub(crate) mod interactions;
pub(crate) mod names;
pub(crate) mod recorded;
pub(crate) mod structure;
