//! Runs of the list: all checks of a model and its template, together with the threats that it has,
//! and all checks of a document.

use crate::ground::{Context, Found, Levels, Look, Run, Subject};
use crate::list::CHECKS;
use trustline_analysis::{Analysis, Template, analyze_by};
use trustline_model::InOrder;
use trustline_model::depth::Depth;
use trustline_model::interactions::Tables;
use trustline_model::{
    Diagnostic, Form, KnowledgeBase, Place, Severity, ThreatModel, short_id, tell_apart,
};

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

/// Findings that read the same and are about different elements say which ones.
fn told_apart(model: &ThreatModel, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let one = |d: &Diagnostic| match &d.place {
        Place::Elements(diagram, ids) => match ids.as_slice() {
            [id] => Some((diagram.clone(), id.clone())),
            _ => None,
        },
        _ => None,
    };
    let places: Vec<usize> = (0..diagnostics.len())
        .filter(|i| diagnostics.get(*i).and_then(one).is_some())
        .collect();
    let about = |place: usize| places.get(place).and_then(|i| diagnostics.get(*i));
    let mut texts: Vec<String> = (0..places.len())
        .filter_map(about)
        .map(|d| format!("{}\n{}", d.code, d.message))
        .collect();
    tell_apart(&mut texts, |place| {
        let found = about(place).and_then(one).and_then(|(diagram, id)| {
            let diagram = model.diagram(&diagram)?;
            let element = diagram.element(&id)?;
            let ends = match element.form {
                Form::DataFlow(_) => diagram.told_apart(element),
                _ => String::new(),
            };
            let on = format!("on {}", diagram.name.trim());
            Some(vec![ends, on, short_id(id.as_str()).to_owned()])
        });
        found.unwrap_or_default()
    });
    for (place, text) in places.into_iter().zip(texts) {
        if let Some((diagnostic, (_, message))) =
            diagnostics.get_mut(place).zip(text.split_once('\n'))
        {
            message.clone_into(&mut diagnostic.message);
        }
    }
    diagnostics
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
        today: levels.today(),
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
    told_apart(model, diagnostics)
}

/// What is wrong with a document, in the order of its lines. `zones` names zones of trust by one of
/// their elements: boundaries that the document itself does not tell. Whether elements find stencils
/// is only looked at with the template that they are drawn with.
pub fn check_document(
    tables: &Tables,
    template: Option<&KnowledgeBase>,
    zones: &[(String, String)],
    levels: &Levels,
) -> Vec<Diagnostic> {
    let look = Look::new(tables, template, zones);
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
