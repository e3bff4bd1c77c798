//! Tests of a template: small interactions, and the threat types that must and must not appear.

use crate::{StencilId, ThreatTypeId};

/// A test of a template.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// What people call it; empty where they gave no name.
    pub name: String,
    /// File (empty where there is only one), line and column.
    pub place: (String, usize, usize),
    /// The interaction.
    pub situation: Situation,
    /// Threat types that must appear.
    pub fires: Vec<ThreatTypeId>,
    /// Threat types that must not appear.
    pub silent: Vec<ThreatTypeId>,
    /// Whether nothing but `fires` may appear.
    pub only: bool,
    /// Changed interactions, after which none of `fires` may appear; each with its line.
    pub off_when: Vec<(usize, Situation)>,
}

/// An interaction that was never drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Situation {
    /// Where the flow begins.
    pub source: Side,
    /// Where the flow ends.
    pub target: Side,
    /// The flow.
    pub flow: Side,
    /// Stencils of the boundaries that the flow crosses.
    pub crosses: Vec<StencilId>,
}

/// An element of such an interaction.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// Its stencil.
    pub stencil: StencilId,
    /// Internal names of attributes with the values they have; the others have their first value.
    pub values: Vec<(String, String)>,
}
