//! What must be told of data that crosses a boundary, in drawings and documents alike.

use trustline_tables::{Tells, tell};

/// Advice for what crosses a boundary.
pub(crate) const PROTECT: &str =
    "tell the channel that protects it and how the ends prove who they are";

/// What a crossing needs and details do not tell.
pub(crate) fn lacking(details: &[String]) -> Option<&'static str> {
    let channel = tell(details, Tells::Channel);
    let proof = tell(details, Tells::Authentication) || tell(details, Tells::AccessControl);
    match (channel, proof) {
        (false, false) => Some("neither a channel nor an authentication is told"),
        (false, true) => Some("no channel is told"),
        (true, false) => Some("no authentication is told"),
        (true, true) => None,
    }
}

/// Advice for credentials on their way.
pub(crate) const SHIELD: &str = "tell the channel that keeps them from being read on the way";
