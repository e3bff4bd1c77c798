//! All checks of a model and its template, together with the threats that it has.

use crate::ground::{Context, Found, Levels};
use crate::list::ALL;
use trustline_analysis::{Analysis, Template, analyze_by};
use trustline_model::depth::Depth;
use trustline_model::{Diagnostic, ThreatModel};

/// What follows from a model, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Examined {
    /// Its threats.
    pub analysis: Analysis,
    /// What is wrong with the model or its template.
    pub diagnostics: Vec<Diagnostic>,
}

/// Which threats a model has, and what is wrong with it. Its template is compiled once for both.
pub fn examine(model: &ThreatModel, levels: &Levels) -> Examined {
    let template = model.knowledge_base.as_deref().map(Template::new);
    let analysis = analyze_by(model, template.as_ref());
    let diagnostics = check(model, template.as_ref(), &analysis, levels);
    Examined {
        analysis,
        diagnostics,
    }
}

/// Every check of a model whose threats are known; `template` is the model's own.
fn check(
    model: &ThreatModel,
    template: Option<&Template<'_>>,
    analysis: &Analysis,
    levels: &Levels,
) -> Vec<Diagnostic> {
    let context = Context {
        model,
        template,
        analysis,
        depth: Depth::of(model),
    };
    let mut diagnostics = Vec::new();
    // A model without diagrams is a template by itself.
    let alone = model.diagrams.is_empty();
    for check in ALL.iter().filter(|c| alone || !c.of_template) {
        if let Some(severity) = levels.of(check.code, check.level) {
            let mut found = Found::new(check.code, severity, &mut diagnostics);
            (check.run)(&context, &mut found);
        }
    }
    diagnostics
}
