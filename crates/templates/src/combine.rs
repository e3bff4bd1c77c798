//! Several templates into one. What has the same id is united, what disagrees is named, and hidden
//! stencils remember which part everything comes from.

use crate::compare::{
    self, Fields, Subject, attribute_fields, category_fields, property_fields, stencil_fields,
    threat_type_fields,
};
use std::collections::HashMap;
use std::fmt;
use trustline_analysis::wording::default_priority;
use trustline_model::InOrder;
use trustline_model::{
    Attribute, Ingredient, KnowledgeBase, Manifest, Representation, Stencil, ThreatCategory,
    ThreatProperty, ThreatType, diagnostic::nearest, guid_for, threat_property,
};

/// Something in which parts disagree, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What kind of thing it is.
    pub subject: Subject,
    /// What names it in the file.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The id of the stencil, for attributes.
    pub of: Option<String>,
    /// The field in which the parts disagree.
    pub field: String,
    /// The part that has the word, and what it says. Of lists of values those that only the other
    /// part has are added, so that the rules of both can be met.
    pub taken: (String, String),
    /// The other part, and what it says.
    pub other: (String, String),
    /// The id under which the other part's thing stands beside the first, where it is another
    /// thing that has the same id by chance.
    pub kept_as: Option<String>,
}

impl fmt::Display for Conflict {
    /// A line for people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} `{}`", self.subject.as_str(), self.id)?;
        if !self.name.trim().is_empty() && self.name != self.id {
            write!(f, " ({})", self.name.trim())?;
        }
        if let Some(stencil) = &self.of {
            write!(f, " of `{stencil}`")?;
        }
        let ((first, taken), (part, other)) = (&self.taken, &self.other);
        let (taken, other) = (compare::shown(taken), compare::shown(other));
        match &self.kept_as {
            Some(id) => write!(
                f,
                ": {taken} in `{first}` and {other} in `{part}` are two things; the second is kept as `{id}`"
            ),
            None => write!(
                f,
                ": {}: {taken} in `{first}` is taken, not {other} in `{part}`",
                self.field
            ),
        }
    }
}

/// One template made of several.
#[derive(Clone, Debug, PartialEq)]
pub struct Combined {
    /// The template.
    pub knowledge_base: KnowledgeBase,
    /// Where the parts disagree.
    pub conflicts: Vec<Conflict>,
}

/// Makes one template of several: the first has the word where they disagree. One part alone stays
/// as it is; the parts of a combined template count as parts themselves.
pub fn combine(parts: &[&KnowledgeBase]) -> Combined {
    let mut different: Vec<&KnowledgeBase> = Vec::new();
    for part in parts {
        if !different
            .iter()
            .any(|d| compare::compare(d, part).is_empty())
        {
            different.push(part);
        }
    }
    let mut rest = different.into_iter();
    let first = rest.next().cloned().unwrap_or_default();
    let mut union = Union {
        ingredients: ingredients_of(&first),
        kb: first,
        conflicts: Vec::new(),
    };
    let mut alone = true;
    for part in rest {
        alone = false;
        union.add(part);
    }
    if !alone {
        union.conclude();
    }
    Combined {
        knowledge_base: union.kb,
        conflicts: union.conflicts,
    }
}

/// Where the things of a part come from: from the part itself, or from its own parts.
fn ingredients_of(part: &KnowledgeBase) -> Vec<Ingredient> {
    let ingredients = part.ingredients();
    if !ingredients.is_empty() {
        return ingredients;
    }
    vec![Ingredient {
        manifest: part.manifest.clone(),
        stencils: part.stencils.iter().map(|s| s.id.clone()).collect(),
        threat_types: part.threat_types.iter().map(|t| t.id.clone()).collect(),
    }]
}

/// A template that grows.
struct Union {
    kb: KnowledgeBase,
    ingredients: Vec<Ingredient>,
    conflicts: Vec<Conflict>,
}

/// What a conflict is about.
struct About<'a> {
    subject: Subject,
    id: &'a str,
    name: &'a str,
    of: Option<&'a str>,
    /// The parts' names.
    parts: (&'a str, &'a str),
}

impl About<'_> {
    fn conflict(&self, field: &str, taken: &str, other: &str) -> Conflict {
        Conflict {
            subject: self.subject,
            id: self.id.to_owned(),
            name: self.name.to_owned(),
            of: self.of.map(str::to_owned),
            field: field.to_owned(),
            taken: (self.parts.0.to_owned(), taken.to_owned()),
            other: (self.parts.1.to_owned(), other.to_owned()),
            kept_as: None,
        }
    }

    /// Fields in which both say something, and not the same.
    fn disagreements(&self, first: &Fields, other: &Fields) -> Vec<Conflict> {
        let said = |value: &Option<String>| {
            let value = value.clone().unwrap_or_default();
            (!value.trim().is_empty() && value != Representation::Inherited.as_str())
                .then_some(value)
        };
        let told = first.iter().filter(|(f, _)| f != compare::ALSO_CALLED);
        let pairs = told.filter_map(|(field, a)| {
            let (_, b) = other.iter().find(|(name, _)| name == field)?;
            let (a, b) = (said(a)?, said(b)?);
            let (a, b) = match field == compare::PICTURE {
                true if a != b => ("a picture".to_owned(), "another picture".to_owned()),
                _ => (a, b),
            };
            (a != b).then(|| self.conflict(field, &a, &b))
        });
        pairs.collect()
    }
}

/// Gives a text that says nothing the other's words.
fn fill(text: &mut String, other: &str) {
    if text.trim().is_empty() {
        other.clone_into(text);
    }
}

fn fill_option<T: Clone>(value: &mut Option<T>, other: &Option<T>) {
    if value.is_none() {
        value.clone_from(other);
    }
}

fn add_missing<T: Clone + PartialEq>(list: &mut Vec<T>, others: &[T]) {
    for other in others {
        if !list.contains(other) {
            list.push(other.clone());
        }
    }
}

fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// Whether two threat types with one id are one: they have the same title or the same rules.
pub(crate) fn is_same_threat_type(a: &ThreatType, b: &ThreatType) -> bool {
    let rules = |t: &ThreatType| (plain(&t.include), plain(&t.exclude));
    plain(&a.title) == plain(&b.title) || rules(a) == rules(b)
}

/// The id of a thing beside another one that has its id by chance.
pub(crate) fn id_of_template(id: &str, template: &str) -> String {
    format!("{id} ({})", template.trim())
}

impl Union {
    fn add(&mut self, part: &KnowledgeBase) {
        let names = (self.kb.manifest.name.clone(), part.manifest.name.clone());
        let parts = (names.0.as_str(), names.1.as_str());
        let default = self.default_priority();
        self.add_stencils(part, parts);
        let categories = self.add_categories(part, parts);
        self.add_threat_properties(part, parts);
        let mut kept_as = HashMap::new();
        for kind in &part.threat_types {
            let mut new = kind.clone();
            for id in std::iter::once(&mut new.category).chain(&mut new.related_category) {
                if let Some(there) = categories.get(&id.to_lowercase()) {
                    there.clone_into(id);
                }
            }
            // A default priority holds for the threat types of its own part.
            let own = default_priority(part, kind);
            if new.property(threat_property::PRIORITY).is_none() && default != own {
                new.properties.push(ThreatProperty {
                    name: threat_property::PRIORITY.into(),
                    label: threat_property::PRIORITY.into(),
                    values: Some(vec![Some(own.to_owned())]),
                    ..ThreatProperty::default()
                });
            }
            let id = self.add_threat_type(new, parts);
            kept_as.insert(kind.id.clone(), id);
        }
        self.kb.priority_used |= part.priority_used;
        self.kb.status_used |= part.status_used;
        for mut ingredient in ingredients_of(part) {
            for id in &mut ingredient.threat_types {
                if let Some(now) = kept_as.get(id) {
                    *id = now.clone();
                }
            }
            self.add_ingredient(ingredient);
        }
        self.kb.manifest = manifest(&self.ingredients);
    }

    fn default_priority(&self) -> String {
        default_priority(&self.kb, &ThreatType::default()).to_owned()
    }

    fn add_stencils(&mut self, part: &KnowledgeBase, parts: (&str, &str)) {
        for new in part.stencils.iter().filter(|s| !s.is_origin()) {
            let Some(old) = self.kb.stencils.iter_mut().find(|s| s.id == new.id) else {
                self.kb.stencils.push(new.clone());
                continue;
            };
            let about = About {
                subject: Subject::Stencil,
                id: new.id.as_str(),
                name: &new.name,
                of: None,
                parts,
            };
            let conflicts = about.disagreements(&stencil_fields(old), &stencil_fields(new));
            self.conflicts.extend(conflicts);
            if old.parent != new.parent {
                let (a, b) = (old.parent.as_str(), new.parent.as_str());
                self.conflicts.push(about.conflict("parent", a, b));
            }
            unite_stencils(old, new);
            for attribute in &new.attributes {
                let same = |a: &&mut Attribute| a.name.eq_ignore_ascii_case(&attribute.name);
                let Some(known) = old.attributes.iter_mut().find(same) else {
                    old.attributes.push(attribute.clone());
                    continue;
                };
                let about = About {
                    subject: Subject::Attribute,
                    id: &attribute.name,
                    name: &attribute.label,
                    of: Some(new.id.as_str()),
                    parts,
                };
                let (a, b) = (attribute_fields(known), attribute_fields(attribute));
                self.conflicts.extend(about.disagreements(&a, &b));
                fill(&mut known.label, &attribute.label);
                // What a stencil fixes has one value, and the first has the word.
                if !known.is_fixed() {
                    add_missing(&mut known.choices, &attribute.choices);
                }
            }
        }
    }

    /// Adds categories; says under which id those of the part stand now, by lower-case id.
    fn add_categories(
        &mut self,
        part: &KnowledgeBase,
        parts: (&str, &str),
    ) -> HashMap<String, String> {
        let mut now = HashMap::new();
        for new in &part.categories {
            let about = About {
                subject: Subject::Category,
                id: &new.id,
                name: &new.name,
                of: None,
                parts,
            };
            let known = &self.kb.categories;
            let same_id = known
                .iter()
                .position(|c| c.id.eq_ignore_ascii_case(&new.id));
            let same_name = known
                .iter()
                .position(|c| plain(&c.name) == plain(&new.name));
            let near = |i: &usize| {
                let name = known.get(*i).map(|c| c.name.as_str());
                nearest(&new.name, name).is_some()
            };
            let found = same_id.filter(near).or(same_name);
            let randomness = same_id.and_then(|i| known.get(i)).map(|c| c.name.clone());
            if let Some(old) = found.and_then(|i| self.kb.categories.get_mut(i)) {
                let (a, b) = (category_fields(old), category_fields(new));
                self.conflicts.extend(about.disagreements(&a, &b));
                fill(&mut old.short, &new.short);
                fill(&mut old.long, &new.long);
                now.insert(new.id.to_lowercase(), old.id.clone());
                continue;
            }
            let mut id = new.id.clone();
            if let Some(old) = randomness {
                id = id_of_template(&id, parts.1);
                self.conflicts.push(Conflict {
                    kept_as: Some(id.clone()),
                    ..about.conflict("id", &old, &new.name)
                });
            }
            now.insert(new.id.to_lowercase(), id.clone());
            self.kb
                .categories
                .push(ThreatCategory { id, ..new.clone() });
        }
        now
    }

    fn add_threat_properties(&mut self, part: &KnowledgeBase, parts: (&str, &str)) {
        for new in &part.threat_properties {
            let same = |p: &&mut ThreatProperty| p.name.eq_ignore_ascii_case(&new.name);
            let Some(old) = self.kb.threat_properties.iter_mut().find(same) else {
                self.kb.threat_properties.push(new.clone());
                continue;
            };
            let about = About {
                subject: Subject::ThreatProperty,
                id: &new.name,
                name: &new.label,
                of: None,
                parts,
            };
            let (a, b) = (property_fields(old), property_fields(new));
            self.conflicts.extend(about.disagreements(&a, &b));
            fill(&mut old.label, &new.label);
            fill_option(&mut old.description, &new.description);
            fill_option(&mut old.id, &new.id);
            fill_option(&mut old.kind, &new.kind);
            match (&mut old.values, &new.values) {
                (Some(values), Some(others)) => add_missing(values, others),
                (values, others) => fill_option(values, others),
            }
        }
    }

    /// Adds a threat type; says under which id it stands.
    fn add_threat_type(
        &mut self,
        mut new: ThreatType,
        parts: (&str, &str),
    ) -> trustline_model::ThreatTypeId {
        let Some(old) = self.kb.threat_types.iter_mut().find(|t| t.id == new.id) else {
            self.kb.threat_types.push(new.clone());
            return new.id;
        };
        let about = About {
            subject: Subject::ThreatType,
            id: new.id.as_str(),
            name: &new.title,
            of: None,
            parts,
        };
        if !is_same_threat_type(old, &new) {
            let kept_as = id_of_template(new.id.as_str(), parts.1);
            self.conflicts.push(Conflict {
                kept_as: Some(kept_as.clone()),
                ..about.conflict("id", &old.title, &new.title)
            });
            new.id = kept_as.into();
            if self.kb.threat_type(&new.id).is_none() {
                self.kb.threat_types.push(new.clone());
            }
            return new.id;
        }
        let conflicts = about.disagreements(&threat_type_fields(old), &threat_type_fields(&new));
        self.conflicts.extend(conflicts);
        fill(&mut old.description, &new.description);
        fill(&mut old.include, &new.include);
        fill(&mut old.exclude, &new.exclude);
        fill_option(&mut old.related_category, &new.related_category);
        for property in &new.properties {
            match old.properties.iter_mut().find(|p| p.name == property.name) {
                Some(known) if known.first_value().is_none() => {
                    known.values.clone_from(&property.values);
                }
                Some(_) => {}
                None => old.properties.push(property.clone()),
            }
        }
        new.id
    }

    fn add_ingredient(&mut self, ingredient: Ingredient) {
        let same = |o: &&mut Ingredient| o.manifest.is_same_template(&ingredient.manifest);
        let Some(known) = self.ingredients.iter_mut().find(same) else {
            self.ingredients.push(ingredient);
            return;
        };
        let (a, b) = (&known.manifest, &ingredient.manifest);
        if a.version_order(b) != Some(std::cmp::Ordering::Equal) {
            let about = About {
                subject: Subject::Part,
                id: &b.id,
                name: &b.name,
                of: None,
                parts: (&a.name, &b.name),
            };
            self.conflicts
                .push(about.conflict("version", &a.version, &b.version));
        }
        add_missing(&mut known.stencils, &ingredient.stencils);
        add_missing(&mut known.threat_types, &ingredient.threat_types);
    }

    /// Writes down where everything comes from.
    fn conclude(&mut self) {
        self.kb.stencils.retain(|s| !s.is_origin());
        self.kb.stencils.put_in_order_by_key(|s| !s.generic);
        if self.ingredients.len() < 2 {
            return;
        }
        let first = self.kb.stencils.first().filter(|s| s.generic);
        let parent = first.map_or_else(|| "ROOT".into(), |s| s.id.clone());
        let mut seen: HashMap<String, usize> = HashMap::new();
        for ingredient in &self.ingredients {
            let number = seen
                .entry(ingredient.manifest.id.to_lowercase())
                .or_insert(0);
            *number += 1;
            let stencil = ingredient.to_stencil(parent.clone(), *number);
            self.kb.stencils.push(stencil);
        }
    }
}

fn unite_stencils(old: &mut Stencil, new: &Stencil) {
    fill(&mut old.name, &new.name);
    let mut described = old.described().to_owned();
    fill(&mut described, new.described());
    // Both vocabularies hold.
    let names = old.clone();
    let mut names = names.also_called();
    for name in new.also_called() {
        if !names.iter().any(|n| plain(n) == plain(name)) {
            names.push(name);
        }
    }
    old.describe(&described, &names);
    if old.representation == Representation::Inherited {
        old.representation.clone_from(&new.representation);
    }
    fill_option(&mut old.image, &new.image);
    fill_option(&mut old.image_location, &new.image_location);
    fill_option(&mut old.constraints, &new.constraints);
    fill_option(&mut old.stroke_dashes, &new.stroke_dashes);
    fill_option(&mut old.stroke_thickness, &new.stroke_thickness);
    fill_option(&mut old.behavior, &new.behavior);
    fill_option(&mut old.shape, &new.shape);
}

/// The manifest of a combined template. Its id depends on the parts alone; its version is the sum
/// of theirs, number by number, so that a newer part makes it newer.
fn manifest(ingredients: &[Ingredient]) -> Manifest {
    let parts = || ingredients.iter().map(|o| &o.manifest);
    if let (1, Some(only)) = (ingredients.len(), parts().next()) {
        return only.clone();
    }
    let names: Vec<&str> = parts().map(|m| m.name.trim()).collect();
    let ids: Vec<String> = parts()
        .map(|m| format!("{} {}", m.id, plain(&m.name)))
        .collect();
    let mut version = vec![0u64; 4];
    for numbers in parts().filter_map(Manifest::version_numbers) {
        version.resize(version.len().max(numbers.len()), 0);
        for (sum, number) in version.iter_mut().zip(numbers) {
            *sum = sum.saturating_add(number);
        }
    }
    let mut authors: Vec<String> = Vec::new();
    for manifest in parts() {
        add_missing(&mut authors, std::slice::from_ref(&manifest.author));
    }
    Manifest {
        name: names.join(" + "),
        id: guid_for(&ids.join("\n")),
        version: version
            .iter()
            .map(u64::to_string)
            .collect::<Vec<_>>()
            .join("."),
        author: authors.join(", "),
    }
}
