//! What is worth knowing before a template is applied.

use std::cmp::Ordering;
use std::fmt;
use trustline_model::{KnowledgeBase, ThreatModel};

/// What is worth knowing before a template is applied, and does not forbid it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The version is older than the one that the model has.
    Older {
        /// The version of the model's template.
        from: String,
        /// The version to apply.
        to: String,
    },
    /// Whether the version is older cannot be told.
    VersionUnclear {
        /// The version of the model's template.
        from: String,
        /// The version to apply.
        to: String,
    },
    /// It is not another version but another template.
    OtherTemplate {
        /// The name of the model's template.
        from: String,
        /// The name of the one to apply.
        to: String,
    },
    /// The template has no threat types: recorded threats stay, none are generated.
    NoThreatTypes,
    /// Threat generation is switched off in the model: recorded threats stay as they are.
    GenerationOff,
    /// A choice is about something that the model does not have.
    UnusedChoice {
        /// What it is about, in words.
        about: String,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Warning::Older { from, to } => {
                write!(
                    f,
                    "version `{to}` is older than the model's, which is `{from}`"
                )
            }
            Warning::VersionUnclear { from, to } => {
                write!(
                    f,
                    "it is unclear whether version `{to}` is newer than `{from}`"
                )
            }
            Warning::OtherTemplate { from, to } => {
                write!(f, "`{to}` is not the model's template, which is `{from}`")
            }
            Warning::NoThreatTypes => f.write_str(
                "the template has no threat types: recorded threats stay, none are generated",
            ),
            Warning::GenerationOff => f.write_str(
                "threat generation is switched off in the model: recorded threats stay unchanged",
            ),
            Warning::UnusedChoice { about } => {
                write!(f, "the choice for {about} matches nothing in the model")
            }
        }
    }
}

/// What is worth knowing of a model and the template that it is to get.
pub(super) fn warnings(model: &ThreatModel, new: &KnowledgeBase) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if let Some(old) = &model.knowledge_base {
        // A template that was added to the model's own has it as a part.
        let from = &old.manifest;
        let mut parts = new.ingredients().into_iter().map(|o| o.manifest);
        let part = parts.find(|m| m.is_same_template(from));
        let to = part.as_ref().unwrap_or(&new.manifest);
        if !from.is_same_template(to) {
            warnings.push(Warning::OtherTemplate {
                from: from.name.clone(),
                to: to.name.clone(),
            });
        } else {
            let versions = (from.version.clone(), to.version.clone());
            match to.version_order(from) {
                Some(Ordering::Less) => warnings.push(Warning::Older {
                    from: versions.0,
                    to: versions.1,
                }),
                None => warnings.push(Warning::VersionUnclear {
                    from: versions.0,
                    to: versions.1,
                }),
                Some(_) => {}
            }
        }
    }
    if new.threat_types.is_empty() {
        warnings.push(Warning::NoThreatTypes);
    }
    if !model.generates() {
        warnings.push(Warning::GenerationOff);
    }
    warnings
}
