//! The properties pane: what the selected elements have, grouped, several edited at once.

use crate::editor::Editor;
use trustline_model::InOrder;
use trustline_model::geometry::Rect;
use trustline_model::{Line, Property, PropertyValue, Stencil, property_name};

/// What the pane shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Pane {
    /// How many elements are selected.
    pub count: usize,
    /// The stencil's name, or the kind of things selected.
    pub title: String,
    /// What the stencil stands for, as the template says it.
    pub help: String,
    /// The template that the stencil comes from, where the model uses several.
    pub origin: Option<String>,
    /// The name that all share; nothing where they differ.
    pub name: Option<String>,
    /// Fields in groups.
    pub groups: Vec<PaneGroup>,
}

/// Fields under one heading.
#[derive(Clone, Debug, PartialEq)]
pub struct PaneGroup {
    /// The heading; empty for the first fields.
    pub heading: String,
    /// The fields.
    pub fields: Vec<PaneField>,
}

/// A field of the pane.
#[derive(Clone, Debug, PartialEq)]
pub struct PaneField {
    /// The property's internal name.
    pub name: String,
    /// What people read.
    pub label: String,
    /// Kind of value.
    pub kind: FieldKind,
    /// The value; nothing where selected elements differ.
    pub value: Option<String>,
}

/// Kinds of fields.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldKind {
    /// Free text.
    Text,
    /// Yes or no.
    Boolean,
    /// One of these.
    List(Vec<String>),
    /// Only to be read.
    Fixed,
}

fn field(property: &Property) -> Option<PaneField> {
    let kind = match &property.value {
        PropertyValue::Heading => return None,
        PropertyValue::Text(_) | PropertyValue::CustomText(_) => FieldKind::Text,
        PropertyValue::Boolean(_) => FieldKind::Boolean,
        PropertyValue::List { fixed: true, .. } => FieldKind::Fixed,
        PropertyValue::List { choices, .. } => FieldKind::List(choices.to_vec()),
    };
    Some(PaneField {
        name: property.rule_name().to_owned(),
        label: property.label.clone(),
        kind,
        value: property.value.as_text()?.map(str::to_owned),
    })
}

impl Editor {
    /// The properties of what is selected; nothing where nothing is.
    pub fn pane(&self) -> Option<Pane> {
        let selected = self.selected();
        let first = selected.first()?;
        let kb = self.knowledge_base();
        let stencil = kb.and_then(|kb| kb.stencil(&first.stencil));
        let alike = selected.iter().all(|e| e.stencil == first.stencil);
        let mut groups: Vec<PaneGroup> = vec![PaneGroup {
            heading: String::new(),
            fields: Vec::new(),
        }];
        for (i, property) in first.properties.iter().enumerate() {
            if property.value == PropertyValue::Heading {
                // The first heading is the stencil's name, which is the title.
                if i > 0 {
                    groups.push(PaneGroup {
                        heading: property.label.clone(),
                        fields: Vec::new(),
                    });
                }
                continue;
            }
            if property.label == property_name::NAME_LABEL && property.name.is_empty() {
                continue;
            }
            let Some(mut field) = field(property) else {
                continue;
            };
            let others: Vec<Option<&Property>> = selected
                .iter()
                .skip(1)
                .map(|e| {
                    let mut all = e.properties.iter();
                    all.find(|p| p.rule_name() == property.rule_name())
                })
                .collect();
            if others.iter().any(Option::is_none) {
                continue;
            }
            let differs =
                |p: &&Property| p.value.as_text().flatten().map(str::to_owned) != field.value;
            if others.iter().flatten().any(differs) {
                field.value = None;
            }
            if let Some(group) = groups.last_mut() {
                group.fields.push(field);
            }
        }
        groups.retain(|g| !g.fields.is_empty());
        let same_name = selected.iter().all(|e| e.name() == first.name());
        Some(Pane {
            count: selected.len(),
            title: match (alike, stencil) {
                (true, Some(stencil)) => stencil.name.trim().to_owned(),
                (true, None) => first.form.as_str().to_owned(),
                _ => String::new(),
            },
            help: stencil
                .filter(|_| alike)
                .map_or(String::new(), |s| s.description.trim().to_owned()),
            origin: kb
                .filter(|_| alike)
                .and_then(|kb| kb.origin_of_stencil(&first.stencil))
                .map(|m| m.name),
            name: same_name.then(|| first.name().to_owned()),
            groups,
        })
    }

    /// The stencils that the selected elements could be changed to: those of their kind.
    pub fn alternatives(&self) -> Vec<&Stencil> {
        let selected = self.selected();
        let (Some(kb), Some(first)) = (self.knowledge_base(), selected.first()) else {
            return Vec::new();
        };
        if selected
            .iter()
            .any(|e| e.form.family() != first.form.family())
        {
            return Vec::new();
        }
        let mut found: Vec<&Stencil> = kb
            .stencils
            .iter()
            .filter(|s| !s.hidden)
            .filter(|s| {
                let shape = kb.representation(&s.id);
                let form = shape.and_then(|r| r.form(Rect::default(), Line::default()));
                form.is_some_and(|f| f.family() == first.form.family())
            })
            .collect();
        found.put_in_order_by_key(|s| s.name.to_lowercase());
        found
    }
}
