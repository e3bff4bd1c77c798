//! What checks of models and templates look at.

use trustline_analysis::{Analysis, Template};
use trustline_model::ThreatModel;
use trustline_model::depth::Depth;

/// What a check looks at.
pub(crate) struct Context<'a> {
    pub(crate) model: &'a ThreatModel,
    pub(crate) template: Option<&'a Template<'a>>,
    pub(crate) analysis: &'a Analysis,
    /// The day, or nothing.
    pub(crate) today: &'a str,
    /// Diagrams as a tree.
    pub(crate) depth: Depth,
}
