//! Which threats a model has, reconciled with recorded decisions, and what is wrong with the
//! model. Derived from the whole model each time, never stored. Knows nothing of files, pictures
//! or the screen.

mod analysis;
pub mod checks;
mod crossing;
mod explain;
pub mod facts;
pub mod framework;
mod generate;
mod interaction;
pub mod interactions;
pub mod questionnaire;
mod reconcile;
mod threat;
mod view;
pub mod wording;

pub use analysis::Analysis;
pub use checks::{Check, Levels};
pub use crossing::{interactions, of_diagram as interactions_of};
pub use explain::{Explained, Remedy, explain, explain_interaction};
pub use facts::{InteractionFacts, KnowledgeNames};
pub use generate::{Filter, Template, generate, hits};
pub use interaction::Interaction;
pub use reconcile::{Update, is_users_own, reconcile, record, update};
pub use threat::{AnalyzedThreat, Origin, Standing};
pub use view::{Field, ThreatView};

use trustline_model::ThreatModel;

/// Which threats a model has, and what is wrong with it, every check at its own level.
pub fn analyze(model: &ThreatModel) -> Analysis {
    analyze_with(model, &Levels::default())
}

/// The same, with other levels for some checks.
pub fn analyze_with(model: &ThreatModel, levels: &Levels) -> Analysis {
    let interactions = crossing::interactions(model);
    let template = model.knowledge_base.as_deref().map(Template::new);
    let derived = match &template {
        Some(template) if model.generates() => generate::generate(model, template, &interactions),
        _ => Vec::new(),
    };
    let mut analysis = reconcile::reconcile(model, template.as_ref(), interactions, derived);
    analysis.diagnostics = checks::run(model, template.as_ref(), &analysis, levels);
    analysis
}
