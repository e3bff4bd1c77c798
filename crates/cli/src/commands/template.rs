//! `trustline template`: what is done with templates. One file a command.

mod apply;
mod diff;
mod map;
mod merge;
mod new;
mod stats;
mod test;

use super::check::Check;
use super::convert::Convert;
use crate::exit::{Exit, Failure};
use clap::Subcommand;

/// Write, check, compare, combine and apply templates
///
/// A template is a `.tb7`, a `.yaml`, or a folder of YAML files; a model gives the template it
/// contains; `builtin:NAME` is one that comes with Trustline.
#[derive(Subcommand)]
pub enum Template {
    New(new::New),
    /// Check templates
    ///
    /// Reports rules that name unknown things, never fire or contradict themselves, duplicate names
    /// and ids, and attributes that no rule uses. Every finding has a code; docs/diagnostics/ has a
    /// page for each.
    Check(Check),
    Test(test::Test),
    Stats(stats::Stats),
    /// Convert templates between .tb7, .yaml and folders
    Convert(Convert),
    Diff(diff::Diff),
    Merge(merge::Merge),
    Apply(apply::Apply),
}

impl Template {
    pub fn run(self) -> Result<Exit, Failure> {
        match self {
            Template::New(command) => command.run(),
            Template::Check(command) => command.templates(),
            Template::Test(command) => command.run(),
            Template::Stats(command) => command.run(),
            Template::Convert(command) => command.run(),
            Template::Diff(command) => command.run(),
            Template::Merge(command) => command.run(),
            Template::Apply(command) => command.run(),
        }
    }
}
