//! `trustline template`: what is done with templates. One file a command.

mod apply;
mod diff;
mod map;
mod merge;

use crate::{Exit, Failure, input};
use clap::Subcommand;
use std::sync::Arc;
use trustline_model::KnowledgeBase;

/// Compare, combine and apply templates
///
/// A template is a .tb7, the template inside of a model, or `builtin:core`.
#[derive(Subcommand)]
pub enum Template {
    Diff(diff::Diff),
    Merge(merge::Merge),
    Apply(apply::Apply),
}

impl Template {
    pub fn run(self) -> Result<Exit, Failure> {
        match self {
            Template::Diff(command) => command.run(),
            Template::Merge(command) => command.run(),
            Template::Apply(command) => command.run(),
        }
    }
}

/// The template of a file: a .tb7, or the one that a model carries.
fn read(name: &str) -> Result<Arc<KnowledgeBase>, Failure> {
    let input = input::read(name)?;
    input.reading.model.knowledge_base.ok_or_else(|| {
        Failure::new(
            Exit::Input,
            format!("`{name}` is a model that carries no template"),
        )
    })
}
