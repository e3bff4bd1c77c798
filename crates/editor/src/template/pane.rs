//! The part of a template that is looked at: its fields, and those of its attributes.

use super::fields::{TemplateField, TemplateForm, choice, fixed, line, long, made, pairs, switch};
use super::item::{TemplateItem, TemplateKey};
use super::rows::tree;
use super::rules;
use super::threat_properties::BUILT_IN;
use trustline_model::{
    Attribute, KnowledgeBase, Representation, Stencil, StencilId, ThreatProperty, ThreatType,
    threat_property as field,
};

/// The fields of the part that is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplatePane {
    /// The part.
    pub item: TemplateItem,
    /// Its name.
    pub title: String,
    /// Fields in groups: those of the part, then those of its attributes.
    pub groups: Vec<TemplateGroup>,
}

/// Fields of a part, or of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateGroup {
    /// What the fields are of.
    pub item: TemplateItem,
    /// The stencil that an attribute comes from, where it is not its own.
    pub from: Option<String>,
    /// The fields.
    pub fields: Vec<TemplateField>,
}

/// The fields of a part; nothing where it is no longer there.
pub(crate) fn pane(kb: &KnowledgeBase, item: &TemplateItem) -> Option<TemplatePane> {
    let (title, groups) = match item {
        TemplateItem::Manifest => (kb.manifest.name.clone(), vec![manifest(kb)]),
        TemplateItem::Stencil(id) | TemplateItem::Attribute(id, _) => {
            let own = kb.stencil(id)?;
            (own.name.clone(), stencil(kb, own))
        }
        TemplateItem::Category(id) => {
            let c = kb.category(id)?;
            let fields = vec![
                line(TemplateKey::Name, &c.name),
                fixed(TemplateKey::Id, &c.id),
                long(TemplateKey::Short, &c.short),
                long(TemplateKey::Long, &c.long),
            ];
            (c.name.clone(), vec![group(item, fields)])
        }
        TemplateItem::ThreatType(id) => {
            let threat = kb.threat_type(id)?;
            (
                threat.title.clone(),
                vec![group(item, threat_type(kb, threat))],
            )
        }
        TemplateItem::Property(at) => {
            let property = kb.threat_properties.get(*at)?;
            (
                property.label.clone(),
                vec![group(item, of_property(property))],
            )
        }
    };
    Some(TemplatePane {
        item: item.clone(),
        title: title.trim().to_owned(),
        groups,
    })
}

fn group(item: &TemplateItem, fields: Vec<TemplateField>) -> TemplateGroup {
    TemplateGroup {
        item: item.clone(),
        from: None,
        fields,
    }
}

fn manifest(kb: &KnowledgeBase) -> TemplateGroup {
    let m = &kb.manifest;
    let fields = vec![
        line(TemplateKey::Name, &m.name),
        line(TemplateKey::Version, &m.version),
        line(TemplateKey::Author, &m.author),
        fixed(TemplateKey::Id, &m.id),
        switch(TemplateKey::Priority, kb.priority_used),
        switch(TemplateKey::Status, kb.status_used),
    ];
    group(&TemplateItem::Manifest, fields)
}

/// Where files put pictures.
const PLACES: [(&str, &str); 4] = [
    ("Centered on stencil", "Centered on stencil"),
    ("Lower right of stencil", "Lower right of stencil"),
    ("Before label", "Before label"),
    ("Centered below label", "Centered below label"),
];

fn shapes(kb: &KnowledgeBase, own: &Stencil) -> Vec<(String, String)> {
    let mut all = pairs(&[
        ("Ellipse", "Process (ellipse)"),
        ("Rectangle", "External entity (rectangle)"),
        ("ParallelLines", "Data store (parallel lines)"),
        ("Line", "Data flow (line)"),
        ("LineBoundary", "Trust boundary (line)"),
        ("BorderBoundary", "Trust boundary (border)"),
        ("Annotation", "Annotation (text)"),
    ]);
    if !own.generic {
        let above = kb
            .representation(&own.parent)
            .map_or("", Representation::as_str);
        let label = all
            .iter()
            .find(|(v, _)| v == above)
            .map_or(above, |(_, l)| l);
        all.insert(0, ("Inherited".into(), format!("As its parent: {label}")));
    }
    all
}

/// Every stencil that this one can derive from.
fn parents(kb: &KnowledgeBase, own: &StencilId) -> Vec<(String, String)> {
    let not_below = |s: &&Stencil| !kb.lineage(&s.id).iter().any(|above| above.id == *own);
    let label =
        |depth: usize, s: &Stencil| format!("{}{}", "\u{2003}".repeat(depth), s.name.trim());
    let mut all = vec![("ROOT".to_owned(), "None (generic)".to_owned())];
    let offered = tree(kb).into_iter().filter(|(_, s)| not_below(s));
    all.extend(offered.map(|(depth, s)| (s.id.to_string(), label(depth, s))));
    all
}

fn stencil(kb: &KnowledgeBase, own: &Stencil) -> Vec<TemplateGroup> {
    let location = own
        .image_location
        .as_deref()
        .unwrap_or("Centered on stencil");
    let fields = vec![
        line(TemplateKey::Name, &own.name),
        fixed(TemplateKey::Id, own.id.as_str()),
        choice(
            TemplateKey::Parent,
            parents(kb, &own.id),
            own.parent.as_str(),
        ),
        choice(
            TemplateKey::Shape,
            shapes(kb, own),
            own.representation.as_str(),
        ),
        long(TemplateKey::Description, own.described()),
        long(TemplateKey::AlsoCalled, &own.also_called().join(", ")),
        made(
            TemplateKey::Picture,
            TemplateForm::Picture,
            own.image.as_deref().unwrap_or(""),
        ),
        choice(TemplateKey::PictureLocation, pairs(&PLACES), location),
        switch(TemplateKey::Hidden, own.hidden),
    ];
    let mut groups = vec![group(&TemplateItem::Stencil(own.id.clone()), fields)];
    for (i, attribute) in own.attributes.iter().enumerate() {
        let item = TemplateItem::Attribute(own.id.clone(), i);
        let fields = vec![
            line(TemplateKey::Name, &attribute.label),
            line(TemplateKey::Id, &attribute.name),
            made(
                TemplateKey::Values,
                TemplateForm::Lines,
                &attribute.choices.join("\n"),
            ),
            switch(TemplateKey::Fixed, attribute.is_fixed()),
        ];
        groups.push(group(&item, fields));
    }
    for (above, attribute) in kb.attributes(&own.id) {
        if above.id != own.id {
            groups.push(inherited(above, attribute));
        }
    }
    groups
}

fn inherited(above: &Stencil, attribute: &Attribute) -> TemplateGroup {
    let value = attribute.choices.join(" · ");
    TemplateGroup {
        item: TemplateItem::Stencil(above.id.clone()),
        from: Some(above.name.trim().to_owned()),
        fields: vec![TemplateField {
            label: Some(attribute.label.clone()),
            ..fixed(TemplateKey::Values, &value)
        }],
    }
}

fn values_of(property: &ThreatProperty) -> Vec<String> {
    let all = property.values.iter().flatten().flatten();
    all.filter(|v| !v.is_empty()).cloned().collect()
}

fn threat_type(kb: &KnowledgeBase, threat: &ThreatType) -> Vec<TemplateField> {
    let categories = kb.categories.iter().map(|c| (c.id.clone(), c.name.clone()));
    let names = rules::glossary(kb);
    let rule = |key, text: &str| {
        made(
            key,
            TemplateForm::Rule,
            &trustline_rule::readable(text, &names),
        )
    };
    let mut fields = vec![
        line(TemplateKey::Name, &threat.title),
        fixed(TemplateKey::Id, threat.id.as_str()),
        choice(
            TemplateKey::Category,
            categories.collect(),
            &threat.category,
        ),
        rule(TemplateKey::Include, &threat.include),
        rule(TemplateKey::Exclude, &threat.exclude),
        long(TemplateKey::Description, &threat.description),
    ];
    for (i, property) in kb.threat_properties.iter().enumerate() {
        let of_the_tool = BUILT_IN.contains(&property.name.as_str());
        if of_the_tool && property.name != field::PRIORITY {
            continue;
        }
        let key = TemplateKey::Own(i);
        let value = threat.property(&property.name).unwrap_or("");
        let offered = values_of(property);
        let mut made = match offered.is_empty() || property.kind.as_deref() != Some("1") {
            true => long(key, value),
            false => {
                let default = (
                    "".to_owned(),
                    format!("As usual: {}", offered.first().map_or("", |v| v)),
                );
                let own = offered.iter().map(|v| (v.clone(), v.clone()));
                choice(key, std::iter::once(default).chain(own).collect(), value)
            }
        };
        made.label = Some(property.label.clone());
        fields.push(made);
    }
    fields
}

fn of_property(property: &ThreatProperty) -> Vec<TemplateField> {
    let kinds = pairs(&[("0", "Text"), ("1", "List"), ("2", "Long text with links")]);
    let built_in = BUILT_IN.contains(&property.name.as_str());
    let name = match built_in {
        true => fixed(TemplateKey::Id, &property.name),
        false => line(TemplateKey::Id, &property.name),
    };
    vec![
        line(TemplateKey::Name, &property.label),
        name,
        choice(
            TemplateKey::Kind,
            kinds,
            property.kind.as_deref().unwrap_or("0"),
        ),
        made(
            TemplateKey::Values,
            TemplateForm::Lines,
            &values_of(property).join("\n"),
        ),
        long(
            TemplateKey::Description,
            property.description.as_deref().unwrap_or(""),
        ),
        switch(TemplateKey::Hidden, property.hidden),
    ]
}
