//! What checks stand on: what a check is, what it looks at, how it tells what it found, its level,
//! and what several checks of one subject share.

mod advice;
mod check;
mod context;
mod found;
mod levels;
mod look;
mod protection;
mod reach;
mod references;
mod repeated;
mod rules;

pub(crate) use advice::{ATTACH, PROTECT, SHIELD};
pub(crate) use check::Run;
pub use check::{Check, Subject};
pub(crate) use context::Context;
pub(crate) use found::{Found, at, called, stencil_place, threat_place};
pub use levels::Levels;
pub(crate) use look::{Look, Reference};
pub(crate) use protection::{asked, lacking};
pub(crate) use reach::{Usable, can_hold};
pub(crate) use references::{is_mutual, references};
pub(crate) use repeated::repeated;
pub(crate) use rules::{rules, value_trouble, values};
