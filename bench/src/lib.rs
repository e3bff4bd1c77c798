//! Synthetic models of any size, the same ones in every run; how well diagrams are laid out.

pub mod layout;
mod pull;
mod synthetic;

pub use pull::pull_parse;
pub use synthetic::{drawing, model, template};
