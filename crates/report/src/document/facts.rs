//! What programs want to know of models and diagrams.

use super::rich::Rich;
use std::collections::BTreeMap;
use trustline_analysis::Stride;
use trustline_model::{Information, Manifest, Spots, ThreatModel};

/// What there is to know of a model beside what its section says.
pub struct ModelFacts<'a> {
    /// The file's name as people gave it; `-` for standard input.
    pub file: &'a str,
    /// What the model says about itself, as it was read.
    pub information: &'a Information,
    /// Its template's imprint.
    pub template: Option<&'a Manifest>,
    /// Whether threats are derived from its drawing.
    pub generates: bool,
    /// How many recorded threats are gone from the drawing, untouched.
    pub removed: usize,
    /// The model itself, for those who name what diagnostics point to.
    pub model: &'a ThreatModel,
    /// Where things stand in the file.
    pub spots: Option<&'a Spots>,
    /// The types of the threats that are shown, by id.
    pub types: BTreeMap<String, TypeFacts<'a>>,
}

impl ModelFacts<'_> {
    /// Name and version of the template.
    pub fn template_name(&self) -> Option<String> {
        let name = |m: &Manifest| format!("{} {}", m.name, m.version).trim().to_owned();
        self.template.map(name)
    }
}

/// A type of threat as the template tells it, placeholders and all.
pub struct TypeFacts<'a> {
    /// Its title; where the template does not know it, that of its first threat.
    pub title: String,
    /// What it is about.
    pub description: Rich<'a>,
    /// The category of its first threat.
    pub category: &'a str,
    /// What it stands for, where that is a kind of STRIDE.
    pub stride: Option<Stride>,
    /// Its priority as the template has it; where that has none, that of its first threat.
    pub priority: &'a str,
    /// Whether the template has it.
    pub is_known: bool,
    /// What else the template says, such as mitigations: label and text.
    pub advice: Vec<(&'a str, &'a str)>,
}

/// What there is to know of a diagram.
pub struct DiagramFacts<'a> {
    /// Its id.
    pub id: &'a str,
    /// How many elements it has.
    pub elements: usize,
    /// How many interactions it has.
    pub interactions: usize,
    /// How it looks, where the report has pictures: its place in the drawings of the document.
    pub drawing: Option<usize>,
}
