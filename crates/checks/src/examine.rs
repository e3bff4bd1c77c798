//! Runs of the list: all checks of a model and its template, together with the threats that it has,
//! and all checks of a document.

use crate::ground::{Context, Found, Levels, Look, Run, Subject};
use crate::list::CHECKS;
use trustline_analysis::{Analysis, Template, analyze_by};
use trustline_model::InOrder;
use trustline_model::depth::Depth;
use trustline_model::interactions::Tables;
use trustline_model::{Diagnostic, Place, Severity, ThreatModel};

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
    for check in CHECKS {
        if let Run::Model(find) = check.run
            && (alone || check.subject != Subject::Template || check.carried)
        {
            // The work of somebody else: who uses a template does not fail because of it.
            let usual = match check.carried && !alone {
                true => check.level.min(Severity::Warning),
                false => check.level,
            };
            let Some(severity) = levels.of(check.code, usual) else {
                continue;
            };
            find(
                &context,
                &mut Found::new(check.code, severity, &mut diagnostics),
            );
        }
    }
    diagnostics
}

/// What is wrong with a document, in the order of its lines. `zones` names zones of trust by one of
/// their elements: boundaries that the document itself does not tell.
pub fn check_document(
    tables: &Tables,
    zones: &[(String, String)],
    levels: &Levels,
) -> Vec<Diagnostic> {
    let look = Look::new(tables, zones);
    let mut diagnostics = Vec::new();
    for check in CHECKS {
        if let Run::Document(find) = check.run
            && let Some(severity) = levels.of(check.code, check.level)
        {
            find(
                &look,
                &mut Found::new(check.code, severity, &mut diagnostics),
            );
        }
    }
    diagnostics.put_in_order_by_key(|d| match d.place {
        Place::Text { line, .. } => line,
        _ => 0,
    });
    diagnostics
}
