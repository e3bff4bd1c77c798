//! Checks of templates: their rules, and what they know.

pub(crate) mod contradiction;
pub(crate) mod knowledge;
pub(crate) mod rules;
