//! Which threats a model has, reconciled with recorded decisions. Derived from the whole model each
//! time, never stored. Knows nothing of checks, files, pictures or the screen.

mod analysis;
pub mod condition;
mod crossing;
mod explain;
pub mod facts;
mod generate;
mod interaction;
mod reconcile;
mod stride;
mod threat;
mod view;
pub mod wording;

pub use analysis::Analysis;
pub use crossing::{interactions, of_diagram as interactions_of};
pub use explain::{Explained, Remedy, explain, explain_interaction};
pub use facts::{InteractionFacts, KnowledgeNames};
pub use generate::{Filter, Template, generate, hits};
pub use interaction::Interaction;
pub use reconcile::{Update, is_users_own, reconcile, record, update};
pub use stride::Stride;
pub use threat::{AnalyzedThreat, Origin, Status};
pub use view::{About, Field, ThreatView};

use trustline_model::ThreatModel;

/// Which threats a model has.
pub fn analyze(model: &ThreatModel) -> Analysis {
    let template = model.knowledge_base.as_deref().map(Template::new);
    analyze_by(model, template.as_ref())
}

/// The same by the model's template, which is compiled already.
pub fn analyze_by(model: &ThreatModel, template: Option<&Template<'_>>) -> Analysis {
    let interactions = interactions(model);
    let derived = match template {
        Some(template) if model.generates() => generate(model, template, &interactions),
        _ => Vec::new(),
    };
    reconcile(model, template, interactions, derived)
}
