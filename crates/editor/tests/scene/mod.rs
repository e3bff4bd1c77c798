//! What the tests of the editor share: a world without chance or clock, a template small enough
//! to know by heart, the language of gesture scripts, and the state of an editor as text.

#![allow(dead_code)]

pub mod review;
pub mod script;
pub mod told;

use std::sync::Arc;
use trustline_editor::World;
use trustline_model::{
    Attribute, KnowledgeBase, Manifest, Representation, Stencil, ThreatCategory, ThreatProperty,
    ThreatType, threat_property as field,
};

/// Ids from a counter, one time, one author.
pub struct Counted {
    prefix: String,
    last: u32,
}

impl Counted {
    pub fn new(prefix: &str) -> Self {
        Self {
            prefix: prefix.to_owned(),
            last: 0,
        }
    }
}

impl World for Counted {
    fn now(&self) -> String {
        "2026-01-02T03:04:05.678+00:00".into()
    }

    fn author(&self) -> String {
        "tester".into()
    }

    fn new_id(&mut self) -> String {
        self.last += 1;
        format!("{}-{}", self.prefix, self.last)
    }
}

fn choice(name: &str, choices: &[&str], mode: &str) -> Attribute {
    Attribute {
        name: name.into(),
        label: name.into(),
        mode: mode.into(),
        kind: "List".into(),
        inheritance: "Virtual".into(),
        choices: choices.iter().map(|c| (*c).to_owned()).collect(),
        ..Attribute::default()
    }
}

/// Seven generic stencils, five others, three threat types.
pub fn small() -> Arc<KnowledgeBase> {
    use Representation as R;
    let generic = [
        ("GE.P", "Process", R::Ellipse),
        ("GE.EI", "Outsider", R::Rectangle),
        ("GE.DS", "Store", R::ParallelLines),
        ("GE.DF", "Flow", R::Line),
        ("GE.TB.B", "Box", R::BorderBoundary),
        ("GE.TB.L", "Border", R::LineBoundary),
        ("GE.A", "Note", R::Annotation),
    ];
    let mut stencils: Vec<Stencil> = generic
        .into_iter()
        .map(|(id, name, representation)| Stencil {
            id: id.into(),
            name: name.into(),
            parent: "ROOT".into(),
            generic: true,
            representation,
            ..Stencil::default()
        })
        .collect();
    let yes_no = ["Not Selected", "Yes", "No"];
    let derived = [
        (
            "S.Web",
            "Web",
            "GE.P",
            vec![choice("auth", &yes_no, "Dynamic")],
        ),
        (
            "S.Api",
            "Api",
            "GE.P",
            vec![
                choice("auth", &yes_no, "Dynamic"),
                choice("logs", &["No", "Some", "All"], "Dynamic"),
            ],
        ),
        (
            "S.Db",
            "Db",
            "GE.DS",
            vec![choice("backup", &yes_no, "Dynamic")],
        ),
        (
            "S.Https",
            "Https",
            "GE.DF",
            vec![choice("enc", &["Yes"], "Static")],
        ),
        ("S.User", "User", "GE.EI", Vec::new()),
    ];
    stencils.extend(
        derived
            .into_iter()
            .map(|(id, name, parent, attributes)| Stencil {
                id: id.into(),
                name: name.into(),
                parent: parent.into(),
                attributes,
                ..Stencil::default()
            }),
    );
    let fields = [
        field::TITLE,
        field::CATEGORY,
        field::SHORT_DESCRIPTION,
        field::DESCRIPTION,
        field::JUSTIFICATION,
        field::INTERACTION,
        field::PRIORITY,
    ];
    Arc::new(KnowledgeBase {
        manifest: Manifest {
            version: "1.0".into(),
            ..Manifest::default()
        },
        stencils,
        categories: vec![
            category("S", "Spoofing"),
            category("T", "Tampering"),
            category("I", "Disclosure"),
        ],
        threat_types: vec![
            threat(
                "T1",
                "Somebody poses as {source.Name}",
                "S",
                "source is 'GE.EI'",
                "",
            ),
            threat(
                "T2",
                "Listening to {flow.Name}",
                "I",
                "flow crosses 'GE.TB.B' or flow crosses 'GE.TB.L'",
                "flow.enc is 'Yes'",
            ),
            threat(
                "T3",
                "Writing to {target.Name}",
                "T",
                "target is 'GE.DS' and source.auth is not 'Yes'",
                "",
            ),
        ],
        threat_properties: fields
            .into_iter()
            .map(|name| ThreatProperty {
                name: name.into(),
                label: name.into(),
                values: Some(Vec::new()),
                ..ThreatProperty::default()
            })
            .collect(),
        priority_used: true,
        status_used: true,
    })
}

/// The same stencils with categories of LINDDUN, and one of STRIDE in another language.
pub fn privacy() -> Arc<KnowledgeBase> {
    let mut kb = KnowledgeBase::clone(&small());
    kb.categories = vec![
        category("L", "Linking"),
        category("ID", "Identifying"),
        category("NC", "Non-compliance"),
        category("X1", "Manipulaci\u{f3}n (Tampering)"),
        category("X2", "Abuse"),
        category("X3", "Nobody's"),
    ];
    kb.threat_types = vec![
        threat(
            "P1",
            "{source.Name} is followed",
            "L",
            "source is 'GE.EI'",
            "",
        ),
        threat(
            "P2",
            "{source.Name} is recognised",
            "ID",
            "target is 'GE.P'",
            "",
        ),
        threat(
            "P3",
            "No consent of {source.Name}",
            "NC",
            "target is 'GE.DS'",
            "",
        ),
        threat("P4", "Changing {flow.Name}", "X1", "target is 'GE.P'", ""),
        threat("P5", "Abuse of {target.Name}", "X2", "target is 'GE.P'", ""),
    ];
    Arc::new(kb)
}

fn category(id: &str, name: &str) -> ThreatCategory {
    ThreatCategory {
        id: id.into(),
        name: name.into(),
        ..ThreatCategory::default()
    }
}

fn threat(id: &str, title: &str, category: &str, include: &str, exclude: &str) -> ThreatType {
    ThreatType {
        id: id.into(),
        title: title.into(),
        category: category.into(),
        include: include.into(),
        exclude: exclude.into(),
        ..ThreatType::default()
    }
}
