//! What differs between two templates, by meaning: entries are matched by their ids (attributes and
//! threat properties by name), so that another order of entries is no difference.

use std::collections::HashMap;
use std::fmt;
use trustline_model::{
    Attribute, Constraint, Ingredient, KnowledgeBase, Stencil, ThreatCategory, ThreatProperty,
    ThreatType,
};

/// What kind of thing of a template differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// Name, id, version, author of the template, and whether threats have priority and state.
    Manifest,
    /// A template that this one was made of.
    Part,
    /// A stencil.
    Stencil,
    /// An attribute of a stencil.
    Attribute,
    /// A threat category.
    Category,
    /// A threat type.
    ThreatType,
    /// A property that every threat has.
    ThreatProperty,
}

impl Subject {
    /// The words for people and documents.
    pub fn as_str(self) -> &'static str {
        match self {
            Subject::Manifest => "template",
            Subject::Part => "part",
            Subject::Stencil => "stencil",
            Subject::Attribute => "attribute",
            Subject::Category => "category",
            Subject::ThreatType => "threat type",
            Subject::ThreatProperty => "threat property",
        }
    }
}

/// What happened to a thing of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The new template has it alone.
    Added,
    /// The old template has it alone.
    Removed,
    /// A field says something else. Of pictures only that they changed.
    Changed {
        /// Which field.
        field: String,
        /// What it said.
        before: String,
        /// What it says.
        after: String,
    },
    /// It stands below another stencil, by ids.
    Moved {
        /// The parent it had.
        before: String,
        /// The parent it has.
        after: String,
    },
}

/// One difference between two templates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What kind of thing differs.
    pub subject: Subject,
    /// What names it in the file: its id, or the name of an attribute or threat property.
    pub id: String,
    /// What people call it, in the new template if it is there.
    pub name: String,
    /// The id of the stencil, for attributes.
    pub of: Option<String>,
    /// What happened to it.
    pub what: What,
}

impl fmt::Display for Difference {
    /// A line for people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.what {
            What::Added => "+",
            What::Removed => "-",
            What::Changed { .. } => "~",
            What::Moved { .. } => ">",
        };
        write!(f, "{mark} {}", self.subject.as_str())?;
        if !self.id.is_empty() {
            write!(f, " `{}`", self.id)?;
        }
        if !self.name.trim().is_empty() && self.name != self.id {
            write!(f, " ({})", self.name.trim())?;
        }
        if let Some(stencil) = &self.of {
            write!(f, " of `{stencil}`")?;
        }
        match &self.what {
            What::Added | What::Removed => Ok(()),
            What::Changed { field, .. } if field == PICTURE => f.write_str(": picture changed"),
            What::Changed {
                field,
                before,
                after,
            } => write!(f, ": {field}: {} → {}", shown(before), shown(after)),
            What::Moved { before, after } => {
                write!(f, ": moved from {} to {}", shown(before), shown(after))
            }
        }
    }
}

/// A value inside of a line.
pub(crate) fn shown(text: &str) -> String {
    match text.trim() {
        "" => "nothing".to_owned(),
        text => format!(
            "`{}`",
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        ),
    }
}

/// The field that is never spelt out.
pub(crate) const PICTURE: &str = "picture";

/// The field of a stencil's other names, which differ without contradiction.
pub(crate) const ALSO_CALLED: &str = "also called";

/// Everything in which two templates differ. Nothing: they mean the same, whatever form they are
/// kept in. What only one of the two forms can hold (descriptions of threat properties, marks of
/// the template editor) counts only where both say something.
pub fn compare(old: &KnowledgeBase, new: &KnowledgeBase) -> Vec<Difference> {
    let (before, after) = (entries(old), entries(new));
    let places = |entries: &'_ [Entry]| -> HashMap<Key, usize> {
        let keys = entries.iter().enumerate();
        keys.map(|(i, e)| (e.key.clone(), i)).collect()
    };
    let (old_places, new_places) = (places(&before), places(&after));
    let mut found = Vec::new();
    for entry in &before {
        match new_places.get(&entry.key).and_then(|i| after.get(*i)) {
            Some(new) => entry.differences(new, &mut found),
            // What goes with its stencil is not said again.
            None if entry.owner().is_none_or(|o| new_places.contains_key(&o)) => {
                found.push(entry.difference(What::Removed));
            }
            None => {}
        }
    }
    for entry in &after {
        let known = old_places.contains_key(&entry.key);
        if !known && entry.owner().is_none_or(|o| old_places.contains_key(&o)) {
            found.push(entry.difference(What::Added));
        }
    }
    found
}

/// Subject, stencil of an attribute, id, and which of several with the same id; in lower case.
type Key = (Subject, String, String, usize);

/// Fields of a thing by name. `None`: the form it is kept in cannot say.
pub(crate) type Fields = Vec<(String, Option<String>)>;

/// One thing of a template as a list of fields.
struct Entry {
    key: Key,
    id: String,
    name: String,
    of: Option<String>,
    parent: String,
    fields: Fields,
}

impl Entry {
    fn owner(&self) -> Option<Key> {
        let of = self.of.as_ref()?;
        Some((Subject::Stencil, String::new(), of.to_lowercase(), 0))
    }

    fn difference(&self, what: What) -> Difference {
        Difference {
            subject: self.key.0,
            id: self.id.clone(),
            name: self.name.clone(),
            of: self.of.clone(),
            what,
        }
    }

    fn differences(&self, new: &Entry, found: &mut Vec<Difference>) {
        if !self.parent.eq_ignore_ascii_case(&new.parent) {
            found.push(new.difference(What::Moved {
                before: self.parent.clone(),
                after: new.parent.clone(),
            }));
        }
        let said = |of: &Entry, field: &str| {
            let known = of.fields.iter().find(|(name, _)| name == field);
            known.map_or(Some(String::new()), |(_, value)| value.clone())
        };
        let added = new.fields.iter().filter(|(name, _)| {
            let known = self.fields.iter().any(|(n, _)| n == name);
            !known
        });
        for (field, _) in self.fields.iter().chain(added) {
            let (Some(before), Some(after)) = (said(self, field), said(new, field)) else {
                continue;
            };
            if before == after {
                continue;
            }
            let (before, after) = match field == PICTURE {
                true => (String::new(), String::new()),
                false => (before, after),
            };
            found.push(new.difference(What::Changed {
                field: field.clone(),
                before,
                after,
            }));
        }
    }
}

/// Collects entries, counting those that share an id.
#[derive(Default)]
struct Entries {
    list: Vec<Entry>,
    seen: HashMap<(Subject, String, String), usize>,
}

impl Entries {
    fn add(
        &mut self,
        subject: Subject,
        (id, name): (&str, &str),
        (of, parent): (Option<&str>, &str),
        fields: Fields,
    ) {
        let lower = (subject, of.unwrap_or("").to_lowercase(), id.to_lowercase());
        let number = self.seen.entry(lower.clone()).or_insert(0);
        let key = (lower.0, lower.1, lower.2, *number);
        *number += 1;
        self.list.push(Entry {
            key,
            id: id.to_owned(),
            name: name.to_owned(),
            of: of.map(str::to_owned),
            parent: parent.to_owned(),
            fields,
        });
    }
}

/// A field that every form can hold; line ends are those of no system.
fn field(name: &str, value: impl AsRef<str>) -> (String, Option<String>) {
    let value = value.as_ref().replace('\r', "").trim().to_owned();
    (name.to_owned(), Some(value))
}

/// A rule: white space between its words means nothing, inside of quotes it does.
fn rule(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut quoted = false;
    for c in text.trim().chars() {
        quoted ^= c == '\'';
        match c.is_whitespace() && !quoted {
            true if out.ends_with(' ') => {}
            true => out.push(' '),
            false => out.push(c),
        }
    }
    out
}

fn yes_or_no(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}

fn entries(kb: &KnowledgeBase) -> Vec<Entry> {
    let mut entries = Entries::default();
    let manifest = &kb.manifest;
    let fields = vec![
        field("id", &manifest.id),
        field("name", &manifest.name),
        field("version", &manifest.version),
        field("author", &manifest.author),
        field("priority used", yes_or_no(kb.priority_used)),
        field("state used", yes_or_no(kb.status_used)),
    ];
    // There is one manifest, whatever its id.
    entries.add(Subject::Manifest, ("", &manifest.name), (None, ""), fields);
    for Ingredient {
        manifest,
        stencils,
        threat_types,
    } in kb.ingredients()
    {
        let ids = |list: Vec<String>| list.join("; ");
        let fields = vec![
            field("name", &manifest.name),
            field("version", &manifest.version),
            field("author", &manifest.author),
            field(
                "stencils",
                ids(stencils.iter().map(ToString::to_string).collect()),
            ),
            field(
                "threat types",
                ids(threat_types.iter().map(ToString::to_string).collect()),
            ),
        ];
        entries.add(
            Subject::Part,
            (&manifest.id, &manifest.name),
            (None, ""),
            fields,
        );
    }
    for stencil in kb.stencils.iter().filter(|s| !s.is_origin()) {
        let id = stencil.id.as_str();
        entries.add(
            Subject::Stencil,
            (id, &stencil.name),
            (None, stencil.parent.as_str()),
            stencil_fields(stencil),
        );
        for attribute in &stencil.attributes {
            entries.add(
                Subject::Attribute,
                (&attribute.name, &attribute.label),
                (Some(id), ""),
                attribute_fields(attribute),
            );
        }
    }
    for category in &kb.categories {
        let names = (category.id.as_str(), category.name.as_str());
        entries.add(
            Subject::Category,
            names,
            (None, ""),
            category_fields(category),
        );
    }
    for kind in &kb.threat_types {
        let names = (kind.id.as_str(), kind.title.as_str());
        entries.add(
            Subject::ThreatType,
            names,
            (None, ""),
            threat_type_fields(kind),
        );
    }
    for property in &kb.threat_properties {
        let names = (property.name.as_str(), property.label.as_str());
        entries.add(
            Subject::ThreatProperty,
            names,
            (None, ""),
            property_fields(property),
        );
    }
    entries.list
}

/// What a stencil says, apart from its attributes and its parent.
pub(crate) fn stencil_fields(stencil: &Stencil) -> Fields {
    let word = |text: &Option<String>| text.clone().unwrap_or_default();
    let constraints = stencil.constraints.iter().flatten();
    // What demands nothing is written by some forms and left out by others.
    let demands = |c: &&Constraint| c.connection != "Any" || c.stencil != "Any";
    let constraints: Vec<String> = constraints
        .filter(demands)
        .map(|c| format!("{} with {}", c.connection, c.stencil))
        .collect();
    vec![
        field("name", &stencil.name),
        field("description", stencil.described()),
        field(ALSO_CALLED, stencil.also_called().join(", ")),
        field("generic", yes_or_no(stencil.generic)),
        field("representation", stencil.representation.as_str()),
        field(PICTURE, word(&stencil.image)),
        field("picture position", word(&stencil.image_location)),
        field("hidden", yes_or_no(stencil.hidden)),
        field("connections", constraints.join("; ")),
        field("dashes", word(&stencil.stroke_dashes)),
        field(
            "thickness",
            stencil.stroke_thickness.as_deref().unwrap_or("0"),
        ),
        ("behavior".to_owned(), stencil.behavior.clone()),
        ("shape".to_owned(), stencil.shape.clone()),
    ]
}

/// What an attribute says.
pub(crate) fn attribute_fields(attribute: &Attribute) -> Fields {
    vec![
        field("label", &attribute.label),
        field("mode", &attribute.mode),
        field("type", &attribute.kind),
        field("inheritance", &attribute.inheritance),
        field("values", attribute.choices.join("; ")),
    ]
}

/// What a category says.
pub(crate) fn category_fields(category: &ThreatCategory) -> Fields {
    vec![
        field("name", &category.name),
        field("short description", &category.short),
        field("long description", &category.long),
    ]
}

/// What a threat type says.
pub(crate) fn threat_type_fields(kind: &ThreatType) -> Fields {
    let mut fields = vec![
        field("title", &kind.title),
        field("category", &kind.category),
        field(
            "related category",
            kind.related_category.as_deref().unwrap_or(""),
        ),
        field("description", &kind.description),
        field("include", rule(&kind.include)),
        field("exclude", rule(&kind.exclude)),
    ];
    let values = kind.properties.iter();
    fields.extend(values.map(|p| field(&p.name, said_values(p))));
    fields
}

/// What a threat property says.
pub(crate) fn property_fields(property: &ThreatProperty) -> Fields {
    vec![
        field("label", &property.label),
        field("hidden", yes_or_no(property.hidden)),
        field("values", said_values(property)),
        ("description".to_owned(), property.description.clone()),
        ("kind".to_owned(), property.kind.clone()),
    ]
}

fn said_values(property: &ThreatProperty) -> String {
    let values = property.values.iter().flatten().flatten();
    values.map(String::as_str).collect::<Vec<_>>().join("; ")
}
