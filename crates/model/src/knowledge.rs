//! The knowledge base (people say *template*): stencils, threat categories, threat types and
//! threat properties. Filters stay text: a bad rule costs one diagnostic and nothing else.

use crate::{StencilId, ThreatTypeId};
use std::cmp::Ordering;
use std::collections::HashMap;

/// Who made a template, and which version of it this is.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields, default)
)]
pub struct Manifest {
    /// What people call it.
    pub name: String,
    /// Names it through all its versions.
    pub id: String,
    /// Version, dotted numbers as a rule.
    pub version: String,
    /// Who made it.
    pub author: String,
}

impl Manifest {
    /// Whether both name the same template, in whatever version. Many templates were begun as a
    /// copy of another and kept its id: the name counts as well.
    pub fn is_same_template(&self, other: &Self) -> bool {
        let plain = |s: &str| s.trim().to_lowercase();
        self.id.trim().eq_ignore_ascii_case(other.id.trim())
            && plain(&self.name) == plain(&other.name)
    }

    /// How this version stands to that of another manifest: dotted numbers count number by number,
    /// missing ones as zero. `None` where one of them is no such thing and the texts differ.
    pub fn version_order(&self, other: &Self) -> Option<Ordering> {
        if self.version.trim() == other.version.trim() {
            return Some(Ordering::Equal);
        }
        let (mut a, mut b) = (self.version_numbers()?, other.version_numbers()?);
        let longest = a.len().max(b.len());
        a.resize(longest, 0);
        b.resize(longest, 0);
        Some(a.cmp(&b))
    }

    /// The numbers of a dotted version. `None` where it is none.
    pub fn version_numbers(&self) -> Option<Vec<u64>> {
        let text = self.version.trim();
        text.split('.').map(|n| n.parse().ok()).collect()
    }
}

/// A template.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields, default)
)]
pub struct KnowledgeBase {
    /// Name, id, version, author.
    pub manifest: Manifest,
    /// Generic stencils first, then derived ones, each in the order of the file.
    pub stencils: Vec<Stencil>,
    /// Threat categories.
    pub categories: Vec<ThreatCategory>,
    /// Threat types.
    pub threat_types: Vec<ThreatType>,
    /// The properties that every threat has.
    pub threat_properties: Vec<ThreatProperty>,
    /// Whether threats have a priority.
    pub priority_used: bool,
    /// Whether threats have a state.
    pub status_used: bool,
}

impl KnowledgeBase {
    /// The stencil with this id.
    pub fn stencil(&self, id: &StencilId) -> Option<&Stencil> {
        self.stencils.iter().find(|s| s.id == *id)
    }

    /// The threat type with this id.
    pub fn threat_type(&self, id: &ThreatTypeId) -> Option<&ThreatType> {
        self.threat_types.iter().find(|t| t.id == *id)
    }

    /// The category with this id.
    pub fn category(&self, id: &str) -> Option<&ThreatCategory> {
        self.categories
            .iter()
            .find(|c| c.id.eq_ignore_ascii_case(id))
    }

    /// The stencil and all above it, nearest first. Ends where a parent is missing or repeats.
    pub fn lineage<'a>(&'a self, id: &StencilId) -> Vec<&'a Stencil> {
        let mut line: Vec<&Stencil> = Vec::new();
        let mut next = self.stencil(id);
        while let Some(stencil) = next {
            if line.iter().any(|s| s.id == stencil.id) {
                break;
            }
            line.push(stencil);
            next = self.stencil(&stencil.parent);
        }
        line
    }

    /// How elements of a stencil are drawn, looking at parents where it is inherited.
    pub fn representation(&self, id: &StencilId) -> Option<&Representation> {
        self.lineage(id)
            .into_iter()
            .map(|s| &s.representation)
            .find(|r| **r != Representation::Inherited)
    }

    /// The attributes an element of a stencil has: its own first, then those of its parents that
    /// are not overridden, each with the stencil it comes from.
    pub fn attributes<'a>(&'a self, id: &StencilId) -> Vec<(&'a Stencil, &'a Attribute)> {
        let mut found: Vec<(&Stencil, &Attribute)> = Vec::new();
        for stencil in self.lineage(id) {
            for attribute in &stencil.attributes {
                if !found
                    .iter()
                    .any(|(_, a)| a.name.eq_ignore_ascii_case(&attribute.name))
                {
                    found.push((stencil, attribute));
                }
            }
        }
        found
    }

    /// Stencils by lower-case id and their parents, for many look-ups.
    pub fn tree(&self) -> Tree<'_> {
        // The first of several stencils with one id counts, as with `stencil`.
        let mut index = HashMap::with_capacity(self.stencils.len());
        for (i, s) in self.stencils.iter().enumerate() {
            index.entry(&s.id).or_insert(i);
        }
        Tree {
            stencils: &self.stencils,
            index,
        }
    }
}

/// The stencils of a knowledge base, quick to look up.
pub struct Tree<'a> {
    stencils: &'a [Stencil],
    index: HashMap<&'a StencilId, usize>,
}

impl<'a> Tree<'a> {
    /// The stencil with this id.
    pub fn get(&self, id: &StencilId) -> Option<&'a Stencil> {
        self.index.get(id).and_then(|i| self.stencils.get(*i))
    }

    /// The ids above this one, itself first, whether or not the knowledge base has them.
    pub fn ancestry(&self, id: &StencilId) -> Vec<StencilId> {
        let mut line = vec![id.clone()];
        let mut next = self.get(id);
        while let Some(stencil) = next {
            if stencil.parent.as_str().is_empty() || line.contains(&stencil.parent) {
                break;
            }
            line.push(stencil.parent.clone());
            next = self.get(&stencil.parent);
        }
        line
    }
}

/// What elements can be drawn with.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields, default)
)]
pub struct Stencil {
    /// Names it.
    pub id: StencilId,
    /// What people call it.
    pub name: String,
    /// What it stands for.
    pub description: String,
    /// The stencil above, `ROOT` for generic ones.
    pub parent: StencilId,
    /// Whether it belongs to the generic ones.
    pub generic: bool,
    /// How its elements are drawn.
    pub representation: Representation,
    /// Its picture, base64 as read.
    pub image: Option<String>,
    /// Where the picture goes, words as read.
    pub image_location: Option<String>,
    /// Not offered to people.
    pub hidden: bool,
    /// Its own attributes.
    pub attributes: Vec<Attribute>,
    /// Connections that the template demands. `None` where the file has no list at all.
    pub constraints: Option<Vec<Constraint>>,
    /// Dash pattern, text as read.
    pub stroke_dashes: Option<String>,
    /// Line thickness, text as read.
    pub stroke_thickness: Option<String>,
    /// `Target`, `Flow` or `Boundary` where a template says so.
    pub behavior: Option<String>,
    /// Shape word where a template says so.
    pub shape: Option<String>,
}

/// How elements of a stencil are drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields)
)]
pub enum Representation {
    /// As its parent.
    #[default]
    Inherited,
    /// Process.
    Ellipse,
    /// External entity.
    Rectangle,
    /// Data store.
    ParallelLines,
    /// Data flow.
    Line,
    /// Boundary drawn as an arc.
    LineBoundary,
    /// Boundary drawn as a box.
    BorderBoundary,
    /// Free text.
    Annotation,
    /// A word that is none of these.
    Other(String),
}

impl Representation {
    const KNOWN: [(Representation, &'static str); 8] = [
        (Representation::Inherited, "Inherited"),
        (Representation::Ellipse, "Ellipse"),
        (Representation::Rectangle, "Rectangle"),
        (Representation::ParallelLines, "ParallelLines"),
        (Representation::Line, "Line"),
        (Representation::LineBoundary, "LineBoundary"),
        (Representation::BorderBoundary, "BorderBoundary"),
        (Representation::Annotation, "Annotation"),
    ];

    /// Its word in files.
    pub fn as_str(&self) -> &str {
        match self {
            Representation::Other(word) => word,
            known => Self::KNOWN
                .iter()
                .find(|(r, _)| r == known)
                .map_or("", |(_, word)| word),
        }
    }
}

impl From<&str> for Representation {
    fn from(word: &str) -> Self {
        Self::KNOWN
            .iter()
            .find(|(_, w)| *w == word)
            .map_or_else(|| Representation::Other(word.into()), |(r, _)| r.clone())
    }
}

/// A question about an element that rules can ask.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields, default)
)]
pub struct Attribute {
    /// GUID of the attribute; templates have it, models do not.
    pub id: Option<String>,
    /// Internal name, used by rules.
    pub name: String,
    /// What people read.
    pub label: String,
    /// `Dynamic` (people choose) or `Static` (fixed by the stencil); word as read.
    pub mode: String,
    /// `List` in every file seen.
    pub kind: String,
    /// `Virtual` in every file seen.
    pub inheritance: String,
    /// What can be chosen; the first is the default.
    pub choices: Vec<String>,
    /// Whether it repeats an attribute of a parent; templates say so, models do not.
    pub inherited: Option<bool>,
    /// Whether it changes that attribute; some templates say so.
    pub overridden: Option<bool>,
}

impl Attribute {
    /// Whether its value is fixed by the stencil.
    pub fn is_fixed(&self) -> bool {
        self.mode.eq_ignore_ascii_case("static")
    }
}

/// A connection that a template demands of a stencil.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields, default)
)]
pub struct Constraint {
    /// The kind of connection, `Any` as a rule.
    pub connection: String,
    /// The stencil at the other end, `Any` as a rule.
    pub stencil: String,
}

/// A family of threats, such as Spoofing.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields, default)
)]
pub struct ThreatCategory {
    /// Names it.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// One sentence.
    pub short: String,
    /// More than one.
    pub long: String,
}

/// A threat that the template knows, and when it applies.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields, default)
)]
pub struct ThreatType {
    /// Names it.
    pub id: ThreatTypeId,
    /// Title with placeholders.
    pub title: String,
    /// Category id.
    pub category: String,
    /// Another category id, if any.
    pub related_category: Option<String>,
    /// Description with placeholders.
    pub description: String,
    /// The rule that must hold; empty never does.
    pub include: String,
    /// The rule that must not hold; empty vetoes nothing.
    pub exclude: String,
    /// Values of threat properties, such as the priority.
    pub properties: Vec<ThreatProperty>,
}

impl ThreatType {
    /// The first value of a property, if it has one that says something.
    pub fn property(&self, name: &str) -> Option<&str> {
        self.properties
            .iter()
            .find(|p| p.name == name)?
            .first_value()
    }
}

/// A field that threats have.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields, default)
)]
pub struct ThreatProperty {
    /// Internal name, or a GUID.
    pub name: String,
    /// What people read.
    pub label: String,
    /// Not shown to people.
    pub hidden: bool,
    /// Lawful or given values. `None` where the file says nil; so may a value be.
    pub values: Option<Vec<Option<String>>>,
    /// For whom edits templates; templates have it, models do not.
    pub description: Option<String>,
    /// Names it.
    pub id: Option<String>,
    /// 0 text, 1 list, 2 long text; text as read.
    pub kind: Option<String>,
}

impl ThreatProperty {
    /// The first value, if it says something.
    pub fn first_value(&self) -> Option<&str> {
        self.values
            .as_ref()?
            .first()?
            .as_deref()
            .filter(|v| !v.is_empty())
    }

    /// The values that say something, in their order.
    pub fn listed(&self) -> Vec<&str> {
        let values = self.values.iter().flatten().flatten();
        values
            .map(String::as_str)
            .filter(|v| !v.trim().is_empty())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_dotted_numbers() {
        let cases = [
            ("4.1.0.9", "4.1.0.11", Some(Ordering::Less)),
            ("1.0", "1.0.0.0", Some(Ordering::Equal)),
            ("2", "1.9.9", Some(Ordering::Greater)),
            ("today", "today ", Some(Ordering::Equal)),
            ("today", "1.0", None),
            ("99999999999999999999999", "1", None),
            ("1..2", "1.0.3", None),
        ];
        let manifest = |version: &str| Manifest {
            version: version.into(),
            ..Manifest::default()
        };
        for (a, b, expected) in cases {
            assert_eq!(manifest(a).version_order(&manifest(b)), expected, "{a} {b}");
        }
    }
}
