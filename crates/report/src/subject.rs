//! What a report is about.

use trustline_analysis::Analysis;
use trustline_model::{Diagnostic, Spots, ThreatModel};

/// A model with all that a report says about it.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The file's name as people gave it; `-` for standard input.
    pub file: &'a str,
    /// The model.
    pub model: &'a ThreatModel,
    /// What follows from it.
    pub analysis: &'a Analysis,
    /// What reading the file and checking the model found.
    pub diagnostics: &'a [Diagnostic],
    /// Where things stand in the file, for kinds that point into it.
    pub spots: Option<&'a Spots>,
}
