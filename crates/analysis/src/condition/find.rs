//! What of a model a condition holds for, and what in it can never hold.

use super::holds::{Matter, Thing};
use super::order::compare;
use super::syntax::{Asked, Condition, Field, How, Subject};
use crate::analysis::Analysis;
use crate::facts::same;
use crate::stride::Stride;
use crate::view::{About, ThreatView};
use std::collections::HashSet;
use trustline_model::{Element, ElementId, ThreatModel, threat_property};

/// An element that a condition holds for, and the place of its diagram.
pub type Found<'a> = (usize, &'a ElementId);

/// Something in a condition that no model like this one has.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unknown {
    /// What it would be, in one word: `priority`, `category`, `property`, `stencil`.
    pub what: &'static str,
    /// How it is called in the condition.
    pub value: String,
}

/// A value that a condition asks for and no threat of a model has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absent {
    /// What it would be: `priority` or `category`.
    pub what: &'static str,
    /// How it is called in the condition.
    pub value: String,
    /// What the threats have instead, and how many of them.
    pub present: Vec<(String, usize)>,
}

impl Condition {
    /// The elements that it holds for: the flows of threats that it holds for; of interactions those
    /// that it asks about; or single elements.
    pub fn elements<'a>(&self, model: &'a ThreatModel, analysis: &Analysis) -> Vec<Found<'a>> {
        let mut found: Vec<Found<'a>> = Vec::new();
        let mut seen: HashSet<Found<'a>> = HashSet::new();
        let mut add = |diagram: usize, element: &'a Element| {
            if seen.insert((diagram, &element.id)) {
                found.push((diagram, &element.id));
            }
        };
        let subjects = self.subjects();
        if self.is_about_threats() {
            for view in analysis.views(model) {
                let thing = Thing {
                    model,
                    about: Matter::Threat(&view),
                };
                if !self.holds_for(thing) {
                    continue;
                }
                match view.about() {
                    About::Interaction(interaction) => {
                        let [_, flow, _] = interaction.elements(model);
                        add(interaction.diagram, flow);
                    }
                    About::Element(element, diagram) => {
                        let place = model.diagrams.iter().position(|d| d.id == diagram.id);
                        if let Some((place, element)) = place.and_then(|place| {
                            Some((place, model.diagrams.get(place)?.element(&element.id)?))
                        }) {
                            add(place, element);
                        }
                    }
                    About::System | About::Removed => {}
                }
            }
        } else if subjects == [Subject::Element] {
            for (place, diagram) in model.diagrams.iter().enumerate() {
                for element in &diagram.elements {
                    let about = Matter::Element(element);
                    if self.holds_for(Thing { model, about }) {
                        add(place, element);
                    }
                }
            }
        } else {
            for interaction in &analysis.interactions {
                let about = Matter::Interaction(interaction);
                if !self.holds_for(Thing { model, about }) {
                    continue;
                }
                let [source, flow, target] = interaction.elements(model);
                let is_asked = |subject| subjects.contains(&subject);
                if is_asked(Subject::Source) {
                    add(interaction.diagram, source);
                }
                if is_asked(Subject::Flow) || subjects.is_empty() {
                    add(interaction.diagram, flow);
                }
                if is_asked(Subject::Target) {
                    add(interaction.diagram, target);
                }
            }
        }
        found
    }

    /// What it asks for and neither the template nor the model has: such a term can never hold.
    pub fn unknown(&self, model: &ThreatModel, analysis: &Analysis) -> Vec<Unknown> {
        let unknown = |what, value: &str| Unknown {
            what,
            value: value.to_owned(),
        };
        let mut found = Vec::new();
        for (asked, how, value) in self.terms() {
            match asked {
                Asked::Property(name) if !has_threat_property(model, name) => {
                    found.push(unknown("threat property", name));
                }
                Asked::Of(_, name) if !has_property(model, name) => {
                    found.push(unknown("property", name));
                }
                Asked::Kind(_) if how == How::Is && !has_kind(model, value) => {
                    found.push(unknown("stencil", value));
                }
                Asked::Field(Field::Priority)
                    if how == How::Is && !has_priority(model, analysis, value) =>
                {
                    found.push(unknown("priority", value));
                }
                Asked::Field(Field::Priority) if how.is_order() => {
                    let kb = model.knowledge_base.as_deref();
                    let mut priorities = analysis.views(model).map(|v| v.priority());
                    let stranger = priorities.find(|p| compare(kb, p, value).is_none());
                    if let Some(stranger) = stranger {
                        let pair = format!("{stranger}` and `{value}");
                        found.push(unknown("order", &pair));
                    }
                }
                Asked::Field(Field::Category)
                    if how == How::Is && !has_category(model, analysis, value) =>
                {
                    found.push(unknown("category", value));
                }
                _ => {}
            }
        }
        found
    }

    /// The priorities and categories that it asks for and that no threat has, where there are
    /// threats at all.
    pub fn absent(&self, model: &ThreatModel, analysis: &Analysis) -> Vec<Absent> {
        let mut found: Vec<Absent> = Vec::new();
        for (asked, how, value) in self.terms() {
            let (Asked::Field(field), How::Is) = (asked, how) else {
                continue;
            };
            let (what, own): (_, fn(&ThreatView<'_>) -> String) = match field {
                Field::Priority => ("priority", |v| v.priority().to_owned()),
                Field::Category => ("category", |v| v.category().to_owned()),
                _ => continue,
            };
            let term = Condition::Is(asked.clone(), how, value.to_owned());
            let mut present: Vec<(String, usize)> = Vec::new();
            let mut is_met = false;
            for view in analysis.views(model) {
                is_met |= term.holds(model, &view);
                let own = own(&view);
                match present.iter_mut().find(|(known, _)| *known == own) {
                    Some((_, n)) => *n += 1,
                    None => present.push((own, 1)),
                }
            }
            if !is_met && !present.is_empty() {
                let value = value.to_owned();
                found.push(Absent {
                    what,
                    value,
                    present,
                });
            }
        }
        found
    }
}

fn has_priority(model: &ThreatModel, analysis: &Analysis, value: &str) -> bool {
    let kb = model.knowledge_base.as_deref();
    let properties = kb.into_iter().flat_map(|kb| {
        let own = kb.threat_types.iter().flat_map(|t| &t.properties);
        kb.threat_properties.iter().chain(own)
    });
    let lists = properties.filter(|p| p.name == threat_property::PRIORITY);
    let mut known = lists.flat_map(|p| &p.values).flatten().flatten();
    known.any(|p| same(p, value)) || analysis.views(model).any(|v| same(v.priority(), value))
}

fn has_category(model: &ThreatModel, analysis: &Analysis, value: &str) -> bool {
    let kb = model.knowledge_base.as_deref();
    let mut categories = kb.into_iter().flat_map(|kb| &kb.categories);
    categories.any(|c| {
        let stride = Stride::of(kb, &c.name);
        same(&c.name, value)
            || same(&c.id, value)
            || (stride.is_some() && stride == Stride::of(kb, value))
    }) || analysis.views(model).any(|v| same(v.category(), value))
}

fn has_threat_property(model: &ThreatModel, name: &str) -> bool {
    let kb = model.knowledge_base.as_deref();
    let mut known = kb.into_iter().flat_map(|kb| &kb.threat_properties);
    let mut recorded = model.threats.iter().flat_map(|t| &t.properties);
    known.any(|p| same(&p.name, name) || same(&p.label, name))
        || recorded.any(|(own, _)| same(own, name))
}

fn has_property(model: &ThreatModel, name: &str) -> bool {
    let kb = model.knowledge_base.as_deref();
    let stencils = kb.into_iter().flat_map(|kb| &kb.stencils);
    let mut known = stencils.flat_map(|s| &s.attributes);
    let mut drawn = elements(model).flat_map(|e| &e.properties);
    same("name", name)
        || known.any(|a| same(&a.name, name) || same(&a.label, name))
        || drawn.any(|p| same(&p.name, name) || same(&p.label, name))
}

fn has_kind(model: &ThreatModel, value: &str) -> bool {
    let kb = model.knowledge_base.as_deref();
    let mut stencils = kb.into_iter().flat_map(|kb| &kb.stencils);
    let shapes = [
        "process",
        "data store",
        "external entity",
        "annotation",
        "boundary box",
        "boundary line",
        "data flow",
        "trust boundary",
    ];
    shapes.iter().any(|shape| same(shape, value))
        || stencils.any(|s| same(&s.name, value) || same(s.id.as_str(), value))
}

fn elements(model: &ThreatModel) -> impl Iterator<Item = &Element> {
    model.diagrams.iter().flat_map(|d| &d.elements)
}
