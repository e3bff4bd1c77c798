//! Templates made of several remember which part each stencil and threat type comes from: in hidden
//! stencils, which every form of a template holds and which no tool offers to people.

use crate::{Attribute, KnowledgeBase, Manifest, Representation, Stencil, StencilId, ThreatTypeId};

/// What the ids of those hidden stencils begin with.
const PREFIX: &str = "TRUSTLINE.FROM.";
const MANIFEST: &str = "trustline.template";
const STENCILS: &str = "trustline.stencils";
const THREAT_TYPES: &str = "trustline.threats";

/// A template that went into another one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ingredient {
    /// Its name, id, version and author.
    pub manifest: Manifest,
    /// The stencils that came from it.
    pub stencils: Vec<StencilId>,
    /// The threat types that came from it, under the ids they have now.
    pub threat_types: Vec<ThreatTypeId>,
}

impl Ingredient {
    /// The hidden stencil that holds it, below a stencil of the template. `number` tells templates
    /// apart that share their id; the first has 1.
    pub fn to_stencil(&self, parent: StencilId, number: usize) -> Stencil {
        let Manifest {
            name,
            id,
            version,
            author,
        } = &self.manifest;
        let ending = match number {
            0 | 1 => String::new(),
            n => format!("#{n}"),
        };
        let list = |name: &str, label: &str, choices: Vec<String>| Attribute {
            name: name.into(),
            label: label.into(),
            mode: "Static".into(),
            kind: "List".into(),
            inheritance: "Virtual".into(),
            choices,
            ..Attribute::default()
        };
        let stencils = self.stencils.iter().map(ToString::to_string);
        let threat_types = self.threat_types.iter().map(ToString::to_string);
        Stencil {
            id: format!("{PREFIX}{id}{ending}").into(),
            name: name.clone(),
            description: format!("version {version} by {author}"),
            parent,
            representation: Representation::Inherited,
            hidden: true,
            attributes: vec![
                list(
                    MANIFEST,
                    "Template",
                    vec![id.clone(), version.clone(), author.clone()],
                ),
                list(STENCILS, "Stencils", stencils.collect()),
                list(THREAT_TYPES, "Threat types", threat_types.collect()),
            ],
            constraints: Some(Vec::new()),
            ..Stencil::default()
        }
    }

    fn of(stencil: &Stencil) -> Option<Self> {
        if !stencil.is_origin() {
            return None;
        }
        let list = |name: &str| -> &[String] {
            let found = stencil.attributes.iter().find(|a| a.name == name);
            found.map_or(&[], |a| &a.choices)
        };
        let field = |i: usize| list(MANIFEST).get(i).cloned().unwrap_or_default();
        Some(Self {
            manifest: Manifest {
                name: stencil.name.clone(),
                id: field(0),
                version: field(1),
                author: field(2),
            },
            stencils: list(STENCILS).iter().map(|s| s.as_str().into()).collect(),
            threat_types: list(THREAT_TYPES)
                .iter()
                .map(|s| s.as_str().into())
                .collect(),
        })
    }
}

impl Stencil {
    /// Whether it only says where others come from: nothing is drawn with it.
    pub fn is_origin(&self) -> bool {
        let start = self.id.as_str().get(..PREFIX.len());
        self.hidden && start.is_some_and(|s| s.eq_ignore_ascii_case(PREFIX))
    }
}

impl KnowledgeBase {
    /// The templates that this one was made of; none where it is a plain one.
    pub fn ingredients(&self) -> Vec<Ingredient> {
        self.stencils.iter().filter_map(Ingredient::of).collect()
    }

    /// The template that a stencil comes from. `None` in a plain template.
    pub fn origin_of_stencil(&self, id: &StencilId) -> Option<Manifest> {
        let mut ingredients = self.ingredients().into_iter();
        Some(ingredients.find(|o| o.stencils.contains(id))?.manifest)
    }

    /// The template that a threat type comes from. `None` in a plain template.
    pub fn origin_of_threat_type(&self, id: &ThreatTypeId) -> Option<Manifest> {
        let mut ingredients = self.ingredients().into_iter();
        Some(ingredients.find(|o| o.threat_types.contains(id))?.manifest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_read_back() {
        let ingredient = |id: &str, name: &str| Ingredient {
            manifest: Manifest {
                name: name.into(),
                id: id.into(),
                version: "1.2".into(),
                author: "somebody".into(),
            },
            stencils: vec!["A".into(), "B".into()],
            threat_types: vec!["T1".into()],
        };
        let ingredients = vec![ingredient("x", "One"), ingredient("x", "Two")];
        let stencils = ingredients.iter().enumerate();
        let kb = KnowledgeBase {
            stencils: stencils
                .map(|(i, o)| o.to_stencil("GE.P".into(), i + 1))
                .collect(),
            ..KnowledgeBase::default()
        };
        assert_ne!(kb.stencils[0].id, kb.stencils[1].id);
        assert_eq!(kb.ingredients(), ingredients);
        assert_eq!(kb.origin_of_stencil(&"b".into()).unwrap().name, "One");
        assert_eq!(kb.origin_of_threat_type(&"T2".into()), None);
    }
}
