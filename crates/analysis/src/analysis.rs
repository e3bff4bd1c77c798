//! What follows from a model, as one value.

use crate::interaction::Interaction;
use crate::threat::AnalyzedThreat;

/// What follows from a model.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// In order of diagram and flow.
    pub interactions: Vec<Interaction>,
    /// Generated ones in order of diagram, flow and threat type; then the others as recorded.
    pub threats: Vec<AnalyzedThreat>,
    /// Recorded threats that nobody touched and that no longer follow: places in the model.
    pub removed: Vec<usize>,
}
