//! What must be told of data that crosses a boundary, in drawings and documents alike.

use trustline_model::Element;
use trustline_tables::{DETAILS, Tells, tell};

/// What a crossing needs and details do not tell.
pub(crate) fn lacking(details: &[String]) -> Option<&'static str> {
    let channel = tell(details, Tells::Channel);
    let proof = tell(details, Tells::Authentication) || tell(details, Tells::AccessControl);
    match (channel, proof) {
        (false, false) => Some("neither channel nor authentication is specified"),
        (false, true) => Some("no channel is specified"),
        (true, false) => Some("no authentication is specified"),
        (true, true) => None,
    }
}

/// Whether the template asks a flow for its channel; of others nobody can tell what protects them.
pub(crate) fn asked(flow: &Element) -> bool {
    let has = |name: &str| {
        flow.properties
            .iter()
            .any(|p| p.name.eq_ignore_ascii_case(name))
    };
    has("channel") || has(DETAILS)
}
