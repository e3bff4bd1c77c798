//! What is seen of a template: its parts as rows of a list, and the fields of the part that is
//! looked at.

use super::{TemplateItem, TemplateKey, rules, threats};
use crate::Editor;
use trustline_model::{
    Attribute, KnowledgeBase, Representation, Stencil, StencilId, ThreatProperty, ThreatType,
    threat_property as field,
};

/// Which parts are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateTab {
    /// Stencils as a tree, generic ones first.
    Stencils,
    /// Threat types below their categories.
    ThreatTypes,
    /// Categories, then the properties of threats.
    Properties,
}

/// A part in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateRow {
    /// The part.
    pub item: TemplateItem,
    /// How deep it stands below others.
    pub depth: usize,
    /// What people read.
    pub label: String,
    /// Its id, or how many there are.
    pub note: String,
    /// Not offered to people.
    pub hidden: bool,
    /// How its elements are drawn.
    pub shape: Option<Representation>,
    /// Its own picture, base64.
    pub image: Option<String>,
}

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

/// A field.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateField {
    /// Which one.
    pub key: TemplateKey,
    /// What the template calls it, where the template does.
    pub label: Option<String>,
    /// How it is written.
    pub form: TemplateForm,
    /// What it says.
    pub value: String,
}

/// How a field is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateForm {
    /// One line.
    Line,
    /// Several lines.
    Long,
    /// `true` or `false`.
    Switch,
    /// One of these: value and what people read.
    Choice(Vec<(String, String)>),
    /// One value a line.
    Lines,
    /// A picture.
    Picture,
    /// A rule in readable names.
    Rule,
    /// Only to be read.
    Fixed,
}

/// The values of a text that has one a line.
pub(super) fn lines(text: &str) -> Vec<String> {
    let values = text.lines().map(str::trim).filter(|l| !l.is_empty());
    values.map(str::to_owned).collect()
}

fn is_top(kb: &KnowledgeBase, stencil: &Stencil) -> bool {
    stencil.parent == stencil.id || kb.stencil(&stencil.parent).is_none()
}

/// Stencils with their depth, parents before what derives from them, in the order of the template.
fn tree(kb: &KnowledgeBase) -> Vec<(usize, &Stencil)> {
    let mut rows: Vec<(usize, &Stencil)> = Vec::with_capacity(kb.stencils.len());
    let mut seen = std::collections::HashSet::new();
    // What derives from itself in a circle has no top: it comes last.
    let tops = kb.stencils.iter().filter(|s| is_top(kb, s));
    for top in tops.chain(&kb.stencils) {
        let mut open = vec![(0, top)];
        while let Some((depth, stencil)) = open.pop() {
            if !seen.insert(std::ptr::from_ref(stencil)) {
                continue;
            }
            rows.push((depth, stencil));
            let below = kb.stencils.iter().rev().filter(|s| s.parent == stencil.id);
            open.extend(below.map(|s| (depth + 1, s)));
        }
    }
    rows
}

impl Editor {
    /// The parts of the template whose name or id has all these words.
    pub fn template_rows(&self, tab: TemplateTab, search: &str) -> Vec<TemplateRow> {
        let Some(kb) = self.knowledge_base() else {
            return Vec::new();
        };
        let lower = search.to_lowercase();
        let words: Vec<&str> = lower.split_whitespace().collect();
        let fits = |row: &TemplateRow| {
            let text = format!("{} {}", row.label, row.note).to_lowercase();
            words.iter().all(|w| text.contains(w))
        };
        let plain = |item, label: &str, note: String| TemplateRow {
            item,
            depth: 0,
            label: label.trim().to_owned(),
            note,
            hidden: false,
            shape: None,
            image: None,
        };
        let mut rows = Vec::new();
        match tab {
            TemplateTab::Stencils => {
                rows.extend(tree(kb).into_iter().map(|(depth, s)| TemplateRow {
                    depth,
                    hidden: s.hidden,
                    shape: kb.representation(&s.id).cloned(),
                    image: s.image.clone(),
                    ..plain(
                        TemplateItem::Stencil(s.id.clone()),
                        &s.name,
                        s.id.to_string(),
                    )
                }));
                rows.retain(fits);
            }
            TemplateTab::ThreatTypes => {
                let of = |id: &str, name: &str, rows: &mut Vec<TemplateRow>| {
                    let own = kb
                        .threat_types
                        .iter()
                        .filter(|t| t.category.eq_ignore_ascii_case(id));
                    let mut found: Vec<TemplateRow> = own
                        .map(|t| TemplateRow {
                            depth: 1,
                            ..plain(
                                TemplateItem::ThreatType(t.id.clone()),
                                &t.title,
                                t.id.to_string(),
                            )
                        })
                        .collect();
                    found.retain(fits);
                    if !found.is_empty() || words.is_empty() {
                        let item = TemplateItem::Category(id.to_owned());
                        rows.push(plain(item, name, found.len().to_string()));
                        rows.append(&mut found);
                    }
                };
                for category in &kb.categories {
                    of(&category.id, &category.name, &mut rows);
                }
                // Categories that the template lacks.
                let mut known: Vec<&str> = kb.categories.iter().map(|c| c.id.as_str()).collect();
                for threat in &kb.threat_types {
                    if !known
                        .iter()
                        .any(|k| k.eq_ignore_ascii_case(&threat.category))
                    {
                        known.push(&threat.category);
                        of(&threat.category, &threat.category, &mut rows);
                    }
                }
            }
            TemplateTab::Properties => {
                rows.extend(
                    kb.categories.iter().map(|c| {
                        plain(TemplateItem::Category(c.id.clone()), &c.name, c.id.clone())
                    }),
                );
                rows.extend(
                    kb.threat_properties
                        .iter()
                        .enumerate()
                        .map(|(i, p)| TemplateRow {
                            hidden: p.hidden,
                            ..plain(TemplateItem::Property(i), &p.label, p.name.clone())
                        }),
                );
                rows.retain(fits);
            }
        }
        rows
    }

    /// The fields of the part that is looked at; nothing where it is no longer there.
    pub fn template_pane(&self) -> Option<TemplatePane> {
        let kb = self.knowledge_base()?;
        let item = self.desk.focus.clone();
        let (title, groups) = match &item {
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
                (c.name.clone(), vec![group(&item, fields)])
            }
            TemplateItem::ThreatType(id) => {
                let threat = kb.threat_type(id)?;
                (
                    threat.title.clone(),
                    vec![group(&item, threat_type(kb, threat))],
                )
            }
            TemplateItem::Property(at) => {
                let property = kb.threat_properties.get(*at)?;
                (
                    property.label.clone(),
                    vec![group(&item, of_property(property))],
                )
            }
        };
        Some(TemplatePane {
            item,
            title: title.trim().to_owned(),
            groups,
        })
    }
}

fn group(item: &TemplateItem, fields: Vec<TemplateField>) -> TemplateGroup {
    TemplateGroup {
        item: item.clone(),
        from: None,
        fields,
    }
}

fn made(key: TemplateKey, form: TemplateForm, value: &str) -> TemplateField {
    TemplateField {
        key,
        label: None,
        form,
        value: value.to_owned(),
    }
}

fn line(key: TemplateKey, value: &str) -> TemplateField {
    made(key, TemplateForm::Line, value)
}

fn long(key: TemplateKey, value: &str) -> TemplateField {
    made(key, TemplateForm::Long, value)
}

fn fixed(key: TemplateKey, value: &str) -> TemplateField {
    made(key, TemplateForm::Fixed, value)
}

fn switch(key: TemplateKey, on: bool) -> TemplateField {
    made(key, TemplateForm::Switch, if on { "true" } else { "false" })
}

/// A choice that offers what is chosen, known or not.
fn choice(key: TemplateKey, mut offered: Vec<(String, String)>, value: &str) -> TemplateField {
    if !offered.iter().any(|(v, _)| v.eq_ignore_ascii_case(value)) {
        offered.push((value.to_owned(), value.to_owned()));
    }
    let known = offered.iter().find(|(v, _)| v.eq_ignore_ascii_case(value));
    let value = known.map_or(String::new(), |(v, _)| v.clone());
    made(key, TemplateForm::Choice(offered), &value)
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(value, label): &(&str, &str)| ((*value).to_owned(), (*label).to_owned());
    all.iter().map(owned).collect()
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
    let mut all = vec![("ROOT".to_owned(), "None: it is a generic one".to_owned())];
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
        long(TemplateKey::Description, &own.description),
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
        let of_the_tool = threats::BUILT_IN.contains(&property.name.as_str());
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
    let built_in = threats::BUILT_IN.contains(&property.name.as_str());
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
