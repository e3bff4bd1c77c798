//! Every check there is. A line here is a file with the check, `CODE.rs` in the folder of what it
//! looks at, and its cases; beside its page, nothing else has to be told of it.

use crate::ground::Check;
use std::collections::HashSet;

/// Declares the files of checks as they stand there, and lists them all.
macro_rules! checks {
    ($($(#[$about:meta])* mod $folder:ident { $(mod $check:ident;)* })*) => {
        $($(#[$about])* mod $folder { $(pub(super) mod $check;)* })*

        /// Every check, in the order in which they are reported.
        pub const CHECKS: &[Check] = &[$($($folder::$check::CHECK,)*)*];

        /// The cases of each check.
        #[cfg(test)]
        pub(crate) const CASES: &[&[crate::cases::Case]] = &[$($($folder::$check::CASES,)*)*];
    };
}

checks! {
    /// Rules of the template, and the template by itself.
    #[path = "templates"]
    mod templates {
        mod rule_does_not_parse;
        mod unknown_type_in_rule;
        mod unknown_property_in_rule;
        mod unknown_value_in_rule;
        mod value_spelling_in_rule;
        mod unreachable_threat_type;
        mod repeated_id;
        mod repeated_name;
        mod unknown_parent;
        mod stencil_without_shape;
        mod attribute_values;
        mod unknown_category;
        mod empty_category;
        mod unused_attribute;
        mod template_without_name;
        mod unknown_placeholder;
        mod unlisted_value;
        mod unclear_version;
        mod unknown_picture;
        mod contradictory_rules;
    }
    /// A drawing, what it says about interactions, and what is recorded.
    #[path = "models"]
    mod models {
        mod generation_off;
        mod no_threat_types;
        mod dangling_flow;
        mod flow_to_missing_element;
        mod several_arcs_on_flow;
        mod store_to_store;
        mod external_entity_to_store;
        mod diagram_without_origin;
        mod no_trust_boundary;
        mod unattached_element;
        mod unprotected_crossing;
        mod unprotected_credentials;
        mod missing_response;
        mod no_post_processing;
        mod outside_control;
        mod name_variant;
        mod shown_differently;
        mod missing_child;
        mod orphaned_child;
        mod unbalanced_child;
        mod crowded_diagram;
        mod deeper_look;
        mod unknown_stencil;
        mod unnamed_element;
        mod duplicate_name;
        mod empty_boundary;
        mod empty_diagram;
        mod threat_recorded_twice;
        mod decision_no_longer_generated;
        mod own_threat_without_flow;
        mod accepted_without_approver;
        mod expired_decision;
        mod decision_without_justification;
        mod outside_canvas;
        mod fractional_number;
        mod unknown_version;
        mod malformed_id;
        mod missing_threat_property;
    }
    /// Rows, references, names and texts of a document that cannot be right, or that are not told.
    #[path = "documents"]
    mod documents {
        mod other_encoding;
        mod table_not_read;
        mod row_not_read;
        mod cell_count;
        mod unknown_column;
        mod taken_from_above;
        mod unclear_crossing;
        mod unclear_direction;
        mod flow_to_itself;
        mod generic_element;
        mod several_stencils;
        mod zone_differs;
        mod mirror_crossing_differs;
        mod direction_differs;
        mod boundary_differs;
        mod pair_told_twice;
        mod control_not_in_place;
        mod crossing_inside_zone;
        mod crossing_without_boundary;
        mod reference_by_abbreviation;
        mod reference_case;
        mod reference_without_pair;
        mod unknown_reference;
        mod cyclic_reference;
        mod name_variant;
        mod kind_variant;
        mod listed_otherwise;
        mod doubtful_kind;
        mod copied_picture_text;
        mod text_of_another_row;
        mod unprotected_crossing;
        mod unprotected_credentials;
        mod question_of_another_kind;
        mod doubtful_spelling;
        mod no_data_classification;
        mod payload_missing;
        mod control_type_words;
    }
    /// What readers and writers of files remark.
    #[path = "remarks"]
    mod remarks {
        mod unknown_name_in_rule;
        mod forbidden_character;
        mod no_knowledge_base;
        mod unknown_element_type;
        mod unknown_property_kind;
        mod not_a_number;
        mod shared_id;
        mod id_on_several_diagrams;
        mod no_id;
        mod no_coordinates;
        mod missing_block;
        mod foreign_namespace;
        mod nil_port;
        mod unknown_content;
        mod state_spelling;
        mod left_out;
    }
}

/// Every code once, with its check: some look at models and at documents alike.
pub fn codes() -> Vec<&'static Check> {
    let mut seen = HashSet::new();
    CHECKS.iter().filter(|c| seen.insert(c.code)).collect()
}
