//! The words of the text form: names for ids, and what is meant where something is left out.
//! Reading and writing share them, so that what is left out comes back.

use trustline_model::{
    Attribute, KnowledgeBase, Representation, StencilId, ThreatCategory, ThreatProperty,
    ThreatType, guid_for, threat_property as field,
};
use trustline_rule::Glossary;

/// Shapes by their words.
pub const SHAPES: [(&str, Representation); 8] = [
    ("as its parent", Representation::Inherited),
    ("process", Representation::Ellipse),
    ("external entity", Representation::Rectangle),
    ("data store", Representation::ParallelLines),
    ("data flow", Representation::Line),
    ("line boundary", Representation::LineBoundary),
    ("box boundary", Representation::BorderBoundary),
    ("annotation", Representation::Annotation),
];

/// Kinds of threat properties by their words.
pub const KINDS: [(&str, &str); 3] = [("text", "0"), ("list", "1"), ("long text", "2")];

pub const DYNAMIC: &str = "Dynamic";
pub const STATIC: &str = "Static";
pub const LIST: &str = "List";
pub const VIRTUAL: &str = "Virtual";
pub const CENTRED: &str = "Centered on stencil";
pub const ROOT: &str = "ROOT";

/// Names of the stencils and attributes of a template.
pub fn glossary(kb: &KnowledgeBase) -> Glossary {
    let attributes = kb.stencils.iter().flat_map(|s| &s.attributes);
    Glossary::new(
        kb.stencils.iter().map(|s| (s.id.as_str(), s.name.as_str())),
        attributes.map(|a| (a.name.as_str(), a.label.as_str())),
    )
}

/// Names of the categories.
pub fn categories(found: &[ThreatCategory]) -> Glossary {
    Glossary::new(
        found.iter().map(|c| (c.id.as_str(), c.name.as_str())),
        std::iter::empty(),
    )
}

/// Whether the attributes of a template have neither ids nor marks of inheritance, as those
/// inside models.
pub fn is_bare(kb: &KnowledgeBase) -> bool {
    let mut attributes = kb.stencils.iter().flat_map(|s| &s.attributes).peekable();
    attributes.peek().is_some() && attributes.all(|a| a.id.is_none() && a.inherited.is_none())
}

/// The attribute that a stencil repeats from those above it, by its label.
pub fn repeated(
    kb: &KnowledgeBase,
    parent: &StencilId,
    label: &str,
    bare: bool,
) -> Option<Attribute> {
    let above = kb.lineage(parent);
    // Among its own parents, a stencil would repeat itself.
    if above
        .last()
        .is_some_and(|s| kb.stencil(&s.parent).is_some())
    {
        return None;
    }
    let mut original = above
        .into_iter()
        .flat_map(|s| &s.attributes)
        .filter(|a| a.label == label && a.inherited != Some(true));
    original.next().map(|a| Attribute {
        inherited: if bare { None } else { Some(true) },
        ..a.clone()
    })
}

/// Whether an attribute with this name stands above.
pub fn is_above(kb: &KnowledgeBase, parent: &StencilId, name: &str) -> bool {
    let above = kb.lineage(parent).into_iter();
    above.flat_map(|s| &s.attributes).any(|a| a.name == name)
}

/// The internal name of an attribute that says none: its label without what rules cannot hold.
pub fn attribute_name(label: &str) -> String {
    let holds = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let name: String = label.chars().filter(|c| holds(*c)).collect();
    match name.is_empty() {
        true => label.to_owned(),
        false => name,
    }
}

/// The kind of a threat property that says none: several values make a list.
pub fn usual_kind(several: bool) -> Option<&'static str> {
    several.then_some("list")
}

/// The id of an attribute that says none.
pub fn attribute_id(name: &str) -> String {
    guid_for(name)
}

/// The id of a threat property that says none.
pub fn property_id(name: &str) -> String {
    guid_for(&format!("trustline threat property {name}"))
}

/// What a threat type says of one of its properties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// It has none of this name.
    Absent,
    /// It has it, without a value.
    Nothing,
    Text(String),
}

/// The properties of a threat type from what is said, by internal name. The descriptions come from
/// the category and the type where nothing is said.
pub fn threat_properties(
    kb: &KnowledgeBase,
    threat: &ThreatType,
    said: &[(String, Said)],
) -> Vec<ThreatProperty> {
    let found = kb.threat_properties.iter().filter_map(|declared| {
        let own = said.iter().find(|(name, _)| *name == declared.name);
        let value = match own.map(|(_, said)| said) {
            None => Some(derived(kb, threat, &declared.name)?),
            Some(Said::Absent) => return None,
            Some(Said::Nothing) => None,
            Some(Said::Text(text)) => Some(text.clone()),
        };
        Some(ThreatProperty {
            values: Some(vec![value]),
            ..declared.clone()
        })
    });
    found.collect()
}

/// The value of a threat property that follows from others.
pub fn derived(kb: &KnowledgeBase, threat: &ThreatType, name: &str) -> Option<String> {
    match name {
        field::SHORT_DESCRIPTION => kb.category(&threat.category).map(|c| c.short.clone()),
        field::DESCRIPTION => Some(threat.description.clone()),
        _ => None,
    }
}

/// The threat properties of a template that names none: the seven of the original tool, and why a
/// threat matters, what to do, how to verify it and where to read on.
pub fn usual_properties(categories: &[ThreatCategory]) -> Vec<ThreatProperty> {
    let shorts: Vec<&str> = categories.iter().map(|c| c.short.as_str()).collect();
    type Row<'a> = (&'a str, &'a str, bool, Option<&'a [&'a str]>, &'a str);
    let rows: [Row<'_>; 11] = [
        (field::TITLE, "Title", false, Some(&[""]), "0"),
        (field::CATEGORY, "Category", false, None, "0"),
        (
            field::SHORT_DESCRIPTION,
            "Short Description",
            true,
            Some(&shorts),
            "1",
        ),
        (field::DESCRIPTION, "Description", false, Some(&[""]), "0"),
        ("WhyItMatters", "Why It Matters", false, Some(&[""]), "0"),
        (
            "PossibleMitigations",
            "Possible Mitigations",
            false,
            Some(&[""]),
            "2",
        ),
        ("HowToVerify", "How To Verify", false, Some(&[""]), "2"),
        ("References", "References", false, Some(&[""]), "0"),
        (
            field::JUSTIFICATION,
            "Justification",
            false,
            Some(&[""]),
            "0",
        ),
        (field::INTERACTION, "Interaction", false, None, "0"),
        (
            field::PRIORITY,
            "Priority",
            false,
            Some(&["High", "Medium", "Low"]),
            "1",
        ),
    ];
    let property = |(name, label, hidden, values, kind): Row<'_>| ThreatProperty {
        name: name.into(),
        label: label.into(),
        hidden,
        values: values.map(|v| v.iter().map(|t| Some((*t).to_owned())).collect()),
        description: None,
        id: Some(property_id(name)),
        kind: Some(kind.into()),
    };
    rows.into_iter().map(property).collect()
}

/// A list as numbered lines.
pub fn numbered(items: &[&str]) -> String {
    let lines: Vec<String> = items
        .iter()
        .enumerate()
        .map(|(i, item)| format!("{}. {item}", i + 1))
        .collect();
    lines.join("\n")
}

/// The items of numbered lines, if a text is nothing else.
pub fn items(text: &str) -> Option<Vec<&str>> {
    let items: Option<Vec<&str>> = text
        .split('\n')
        .enumerate()
        .map(|(i, line)| line.strip_prefix(&format!("{}. ", i + 1)))
        .collect();
    items.filter(|found| numbered(found) == text && found.iter().all(|i| !i.is_empty()))
}

/// A text as a name of a file: lower case, words joined by dashes.
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c.is_ascii_alphanumeric() {
            true => out.push(c.to_ascii_lowercase()),
            false if !out.ends_with('-') && !out.is_empty() => out.push('-'),
            false => {}
        }
    }
    let out = out.trim_end_matches('-');
    match out.is_empty() {
        true => "unnamed".into(),
        false => out.chars().take(60).collect(),
    }
}
