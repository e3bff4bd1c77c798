//! What a template of one's own begins with: the seven generic stencils, the six categories of
//! STRIDE, and the properties that every threat has.

use trustline_model::{
    KnowledgeBase, Manifest, Representation, Stencil, ThreatCategory, ThreatProperty, guid_for,
    threat_property as field,
};

const STENCILS: [(&str, &str, Representation, &str); 7] = [
    (
        "GE.P",
        "Generic Process",
        Representation::Ellipse,
        "Code that runs and handles data.",
    ),
    (
        "GE.EI",
        "Generic External Interactor",
        Representation::Rectangle,
        "Somebody or something outside of what you build.",
    ),
    (
        "GE.DS",
        "Generic Data Store",
        Representation::ParallelLines,
        "A place where data is kept.",
    ),
    (
        "GE.DF",
        "Generic Data Flow",
        Representation::Line,
        "Data on its way from one element to another.",
    ),
    (
        "GE.TB.L",
        "Generic Trust Line Boundary",
        Representation::LineBoundary,
        "A line across which trust changes.",
    ),
    (
        "GE.TB.B",
        "Generic Trust Border Boundary",
        Representation::BorderBoundary,
        "A border around what is trusted alike.",
    ),
    (
        "GE.A",
        "Free Text Annotation",
        Representation::Annotation,
        "A remark on the diagram.",
    ),
];

const CATEGORIES: [(&str, &str, &str); 6] = [
    (
        "S",
        "Spoofing",
        "Somebody or something pretends to be another.",
    ),
    (
        "T",
        "Tampering",
        "Data or code is changed by somebody who must not change it.",
    ),
    (
        "R",
        "Repudiation",
        "An action cannot be proved or traced to the one who did it.",
    ),
    (
        "I",
        "Information Disclosure",
        "Data reaches somebody who must not see it.",
    ),
    (
        "D",
        "Denial of Service",
        "The system or its data is unavailable to those who need it.",
    ),
    (
        "E",
        "Elevation of Privilege",
        "Somebody gains rights that were not given to them.",
    ),
];

const PROPERTIES: [(&str, &str, &str); 7] = [
    (field::TITLE, "Title", "0"),
    (field::CATEGORY, "Category", "0"),
    (field::SHORT_DESCRIPTION, "Short Description", "0"),
    (field::DESCRIPTION, "Description", "0"),
    (field::JUSTIFICATION, "Justification", "0"),
    (field::INTERACTION, "Interaction", "0"),
    (field::PRIORITY, "Priority", "1"),
];

/// A small template to begin with. Give it an id that nothing else has.
pub fn starting_template(name: &str, id: String, author: String) -> KnowledgeBase {
    let values = |name: &str| match name {
        field::PRIORITY => ["High", "Medium", "Low"]
            .map(|v| Some(v.to_owned()))
            .to_vec(),
        _ => vec![Some(String::new())],
    };
    KnowledgeBase {
        manifest: Manifest {
            name: name.to_owned(),
            id,
            version: "1.0.0.0".into(),
            author,
        },
        stencils: STENCILS
            .into_iter()
            .map(|(id, name, representation, description)| Stencil {
                id: id.into(),
                name: name.into(),
                description: description.into(),
                parent: "ROOT".into(),
                generic: true,
                representation,
                constraints: Some(Vec::new()),
                stroke_thickness: Some("0".into()),
                ..Stencil::default()
            })
            .collect(),
        categories: CATEGORIES
            .into_iter()
            .map(|(id, name, short)| ThreatCategory {
                id: id.into(),
                name: name.into(),
                short: short.into(),
                long: String::new(),
            })
            .collect(),
        threat_types: Vec::new(),
        threat_properties: PROPERTIES
            .into_iter()
            .map(|(name, label, kind)| ThreatProperty {
                name: name.into(),
                label: label.into(),
                hidden: name == field::SHORT_DESCRIPTION,
                values: Some(values(name)),
                description: None,
                id: Some(guid_for(&format!("threat property {name}"))),
                kind: Some(kind.into()),
            })
            .collect(),
        priority_used: true,
        status_used: true,
    }
}
