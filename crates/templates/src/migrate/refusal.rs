//! Why a template cannot be applied to a model, and what people can do about it.

use std::fmt;
use trustline_model::{Manifest, StencilId, ThreatTypeId};

/// Why a template cannot be applied to a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The model uses this very template, and nothing was chosen that would change it.
    AlreadyApplied {
        /// Its name and version.
        template: String,
    },
    /// The template has no stencils: nothing could be drawn with it.
    NoStencils {
        /// Its name.
        template: String,
    },
    /// The model has something that no edit can put back as it is.
    Damaged {
        /// What.
        why: String,
    },
    /// A choice names a stencil that the new template lacks.
    UnknownStencil {
        /// The stencil.
        stencil: StencilId,
        /// One whose id or name is near.
        near: Option<String>,
    },
    /// A choice names a threat type that the new template lacks.
    UnknownThreatType {
        /// The threat type.
        threat_type: ThreatTypeId,
        /// One whose id is near.
        near: Option<String>,
    },
    /// A choice gives elements a stencil that is drawn as something else: a line instead of a shape.
    OtherForm {
        /// The stencil that elements have.
        from: StencilId,
        /// The one that was chosen for them.
        to: StencilId,
    },
    /// A choice gives a property a value that the new template does not offer.
    UnlawfulValue {
        /// The property.
        property: String,
        /// The value that was chosen.
        value: String,
        /// The values there are.
        valid: Vec<String>,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::AlreadyApplied { template } => {
                write!(f, "the model already uses this template: `{template}`")
            }
            Refusal::NoStencils { template } => {
                write!(f, "the template `{template}` has no stencils to draw with")
            }
            Refusal::Damaged { why } => {
                write!(f, "the model is damaged: {why}")
            }
            Refusal::UnknownStencil { stencil, .. } => {
                write!(f, "the new template lacks the stencil `{stencil}`")
            }
            Refusal::UnknownThreatType { threat_type, .. } => {
                write!(f, "the new template lacks the threat type `{threat_type}`")
            }
            Refusal::OtherForm { from, to } => {
                write!(
                    f,
                    "elements of `{from}` cannot become `{to}`, which has another shape"
                )
            }
            Refusal::UnlawfulValue {
                property, value, ..
            } => write!(
                f,
                "the new template offers no value `{value}` for `{property}`"
            ),
        }
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    /// What people can do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Refusal::AlreadyApplied { .. } => Some("there is nothing to do".to_owned()),
            Refusal::NoStencils { .. } => None,
            Refusal::Damaged { .. } => Some("see `trustline check`".to_owned()),
            Refusal::UnknownStencil { near, .. } | Refusal::UnknownThreatType { near, .. } => {
                near.as_ref().map(|near| format!("did you mean `{near}`?"))
            }
            Refusal::OtherForm { .. } => {
                Some("shapes, lines and boxes cannot replace one another".to_owned())
            }
            Refusal::UnlawfulValue { valid, .. } => {
                let values: Vec<String> = valid.iter().map(|v| format!("`{v}`")).collect();
                Some(format!("there is {}", values.join(", ")))
            }
        }
    }
}

/// A template's name and version.
pub(super) fn titled(manifest: &Manifest) -> String {
    format!("{} {}", manifest.name.trim(), manifest.version.trim())
}
