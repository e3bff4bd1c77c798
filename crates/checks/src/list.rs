//! Every check of models and templates. Each has a stable code, a page under `docs/diagnostics/`, and
//! a level that people can change.

use crate::ground::{Check, check, template_check};
use crate::models::{depth, drawing, interactions, names, recorded, structure};
use crate::templates::{contradiction, knowledge, rules};
use trustline_model::Severity;

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
