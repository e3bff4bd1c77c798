//! What this form says where a model says nothing else.

use trustline_model::ThreatKey;

/// The namespace of models.
pub const MODEL: &str = "http://schemas.datacontract.org/2004/07/ThreatModeling.Model";

/// The version of the form.
pub const VERSION: &str = "4.3";

/// Generic type and type of a diagram.
pub const SURFACE: &str = "DRAWINGSURFACE";

/// How a file names an interaction.
pub fn interaction_key(key: &ThreatKey) -> String {
    format!("{}:{}:{}", key.source, key.flow, key.target)
}
