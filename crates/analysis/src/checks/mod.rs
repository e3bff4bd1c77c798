//! What is wrong with a model or its template, apart from threats. One file a subject; every
//! check has a stable code, a page under `docs/diagnostics/`, and a level people can change.

mod contradiction;
mod depth;
mod drawing;
mod interactions;
mod knowledge;
mod names;
mod recorded;
mod rules;
mod structure;

use crate::{Analysis, Template};
use std::collections::HashMap;
use trustline_model::depth::Depth;
use trustline_model::{Diagnostic, Diagram, ElementId, Place, Severity, ThreatModel};

/// What a check looks at.
pub(crate) struct Context<'a> {
    pub model: &'a ThreatModel,
    pub template: Option<&'a Template<'a>>,
    pub analysis: &'a Analysis,
    /// Diagrams as a tree.
    pub depth: Depth,
}

/// Collects what a check finds.
pub(crate) struct Found<'a> {
    code: &'static str,
    severity: Severity,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Found<'_> {
    fn push(&mut self, message: String, place: Place, help: &str) {
        let mut diagnostic = Diagnostic::new(self.code, self.severity, message).at(place);
        if !help.is_empty() {
            diagnostic = diagnostic.help(help);
        }
        self.diagnostics.push(diagnostic);
    }
}

/// A check.
pub struct Check {
    /// Its stable code.
    pub code: &'static str,
    /// Its level unless somebody changes it; `None`: off.
    pub level: Option<Severity>,
    /// Whether it looks at the template by itself: the work of who writes it, not of who uses it.
    pub of_template: bool,
    run: fn(&Context<'_>, &mut Found<'_>),
}

const fn check(
    code: &'static str,
    level: Severity,
    run: fn(&Context<'_>, &mut Found<'_>),
) -> Check {
    Check {
        code,
        level: Some(level),
        of_template: false,
        run,
    }
}

/// A check of the template by itself; models are not told.
const fn template_check(
    code: &'static str,
    level: Severity,
    run: fn(&Context<'_>, &mut Found<'_>),
) -> Check {
    Check {
        of_template: true,
        ..check(code, level, run)
    }
}

/// Every check, in the order in which they are reported.
pub const ALL: &[Check] = &[
    check(
        "rule-does-not-parse",
        Severity::Error,
        rules::does_not_parse,
    ),
    check(
        "unknown-type-in-rule",
        Severity::Warning,
        rules::unknown_type,
    ),
    check(
        "unknown-property-in-rule",
        Severity::Warning,
        rules::unknown_property,
    ),
    check(
        "unknown-value-in-rule",
        Severity::Warning,
        rules::unknown_value,
    ),
    check(
        "value-spelling-in-rule",
        Severity::Info,
        rules::value_spelling,
    ),
    check(
        "unreachable-threat-type",
        Severity::Warning,
        rules::unreachable,
    ),
    template_check("repeated-id", Severity::Error, knowledge::repeated_id),
    template_check("repeated-name", Severity::Warning, knowledge::repeated_name),
    template_check("unknown-parent", Severity::Error, knowledge::unknown_parent),
    template_check(
        "stencil-without-shape",
        Severity::Warning,
        knowledge::without_shape,
    ),
    template_check(
        "attribute-values",
        Severity::Warning,
        knowledge::attribute_values,
    ),
    template_check(
        "unknown-category",
        Severity::Error,
        knowledge::unknown_category,
    ),
    template_check("empty-category", Severity::Info, knowledge::empty_category),
    template_check(
        "unused-attribute",
        Severity::Warning,
        knowledge::unused_attribute,
    ),
    template_check(
        "template-without-name",
        Severity::Error,
        knowledge::without_name,
    ),
    template_check(
        "unknown-placeholder",
        Severity::Warning,
        knowledge::placeholders,
    ),
    template_check(
        "unlisted-value",
        Severity::Warning,
        knowledge::listed_values,
    ),
    template_check("unclear-version", Severity::Warning, knowledge::version),
    template_check("unknown-picture", Severity::Warning, knowledge::picture),
    template_check(
        "contradictory-rules",
        Severity::Warning,
        contradiction::contradictory,
    ),
    check("dangling-flow", Severity::Warning, structure::dangling_flow),
    check(
        "flow-to-missing-element",
        Severity::Error,
        structure::flow_to_missing_element,
    ),
    check(
        "several-arcs-on-flow",
        Severity::Warning,
        structure::several_arcs_on_flow,
    ),
    check(
        "store-to-store",
        Severity::Warning,
        structure::store_to_store,
    ),
    check(
        "external-entity-to-store",
        Severity::Warning,
        structure::external_entity_to_store,
    ),
    check(
        "diagram-without-origin",
        Severity::Info,
        structure::diagram_without_origin,
    ),
    check(
        "no-trust-boundary",
        Severity::Info,
        structure::no_trust_boundary,
    ),
    check(
        "unattached-element",
        Severity::Info,
        structure::unattached_element,
    ),
    check(
        "unprotected-crossing",
        Severity::Warning,
        interactions::unprotected_crossing,
    ),
    check(
        "unprotected-credentials",
        Severity::Warning,
        interactions::unprotected_credentials,
    ),
    check(
        "missing-response",
        Severity::Info,
        interactions::missing_response,
    ),
    check(
        "no-post-processing",
        Severity::Info,
        interactions::no_post_processing,
    ),
    check(
        "outside-control",
        Severity::Info,
        interactions::outside_control,
    ),
    check(
        "name-variant",
        Severity::Warning,
        interactions::name_variant,
    ),
    check(
        "shown-differently",
        Severity::Warning,
        interactions::shown_differently,
    ),
    check("missing-child", Severity::Warning, depth::missing_child),
    check("orphaned-child", Severity::Warning, depth::orphaned_child),
    check(
        "unbalanced-child",
        Severity::Warning,
        depth::unbalanced_child,
    ),
    check("crowded-diagram", Severity::Info, depth::crowded_diagram),
    check("deeper-look", Severity::Info, depth::deeper_look),
    check("unknown-stencil", Severity::Warning, names::unknown_stencil),
    check("unnamed-element", Severity::Info, names::unnamed_element),
    check("duplicate-name", Severity::Info, names::duplicate_name),
    check("empty-boundary", Severity::Warning, drawing::empty_boundary),
    check("empty-diagram", Severity::Info, drawing::empty_diagram),
    check(
        "threat-recorded-twice",
        Severity::Warning,
        recorded::threat_recorded_twice,
    ),
    check(
        "decision-no-longer-generated",
        Severity::Info,
        recorded::decision_no_longer_generated,
    ),
    check(
        "own-threat-without-flow",
        Severity::Warning,
        recorded::own_threat_without_flow,
    ),
    check(
        "accepted-without-approver",
        Severity::Warning,
        recorded::accepted_without_approver,
    ),
    check(
        "decision-without-justification",
        Severity::Info,
        recorded::decision_without_justification,
    ),
];

/// Levels that people gave to some codes; the others keep their own.
#[derive(Clone, Debug, Default)]
pub struct Levels(HashMap<String, Option<Severity>>);

impl Levels {
    /// Sets the level of a code; `None` switches it off.
    pub fn set(&mut self, code: impl Into<String>, level: Option<Severity>) {
        self.0.insert(code.into(), level);
    }

    /// The level of a code whose own level is `default`.
    pub fn of(&self, code: &str, default: Option<Severity>) -> Option<Severity> {
        self.0.get(code).copied().unwrap_or(default)
    }
}

pub(crate) fn run(
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
            (check.run)(
                &context,
                &mut Found {
                    code: check.code,
                    severity,
                    diagnostics: &mut diagnostics,
                },
            );
        }
    }
    diagnostics
}

/// The place of some elements of a diagram.
fn at(diagram: &Diagram, elements: impl IntoIterator<Item = ElementId>) -> Place {
    Place::Elements(diagram.id.clone(), elements.into_iter().collect())
}

/// An element's name in a sentence; unnamed ones by what they are.
fn called(element: &trustline_model::Element) -> String {
    match crate::wording::name_of(element).trim() {
        "" => format!("an unnamed {}", element.form.as_str()),
        name => format!("`{name}`"),
    }
}
