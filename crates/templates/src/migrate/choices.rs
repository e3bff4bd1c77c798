//! What people choose about a move from one template to another.

use std::collections::{BTreeMap, BTreeSet};
use trustline_model::{StencilId, ThreatKey, ThreatTypeId};

/// What people chose about a move. Nothing chosen: what the plan proposes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// The stencil that elements of a stencil get.
    pub stencils: BTreeMap<StencilId, StencilId>,
    /// The value that elements get: by the stencil they have now, the property's internal name and
    /// the value they have now.
    pub values: BTreeMap<(StencilId, String, String), String>,
    /// The threat type to which decisions on a threat type are carried; `None`: to none.
    pub threats: BTreeMap<ThreatTypeId, Option<ThreatTypeId>>,
    /// Decisions whose guessed place is refused: they are kept as they are.
    pub refused: BTreeSet<ThreatKey>,
}

impl Choices {
    /// Whether nothing was chosen.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
