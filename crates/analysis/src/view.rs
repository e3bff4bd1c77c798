//! A threat as people see it: recorded words where there are some, else those of its type.

use crate::analysis::Analysis;
use crate::interaction::Interaction;
use crate::stride::Stride;
use crate::threat::AnalyzedThreat;
use crate::wording;
use std::borrow::Cow;
use std::collections::HashMap;
use trustline_model::review::decision;
use trustline_model::{
    Diagram, Element, ElementId, OpenThreats, State, Threat, ThreatKey, ThreatModel, ThreatType,
    Urgency, threat_property as field,
};

/// A property of a threat for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Internal name.
    pub name: String,
    /// What people read.
    pub label: String,
    /// Its text.
    pub value: String,
    /// The template hides it from people.
    pub hidden: bool,
}

/// What a threat is about.
#[derive(Clone, Copy, Debug)]
pub enum About<'a> {
    /// An interaction that is drawn.
    Interaction(&'a Interaction),
    /// An element that is drawn, whatever flows there.
    Element(&'a Element, &'a Diagram),
    /// The system as a whole.
    System,
    /// Something that is not drawn any more.
    Removed,
}

impl About<'_> {
    /// The word for documents.
    pub fn as_str(&self) -> &'static str {
        match self {
            About::Interaction(_) => "interaction",
            About::Element(..) => "element",
            About::System => "system",
            About::Removed => "removed",
        }
    }
}

/// What a threat without an interaction is about. It names an element, or nothing at all.
pub(crate) fn about_alone<'a>(model: &'a ThreatModel, key: &ThreatKey) -> About<'a> {
    if key.flow.is_some() {
        return About::Removed;
    }
    let named = [&key.source, &key.target];
    let mut named = named.into_iter().filter(|id| id.is_some()).peekable();
    if named.peek().is_none() {
        return About::System;
    }
    let drawn = named.find_map(|id| {
        let mut diagrams = model.diagrams.iter();
        diagrams.find_map(|d| Some(About::Element(d.element(id)?, d)))
    });
    drawn.unwrap_or(About::Removed)
}

/// A threat of an analysis, with its model.
#[derive(Clone, Copy)]
pub struct ThreatView<'a> {
    model: &'a ThreatModel,
    analysis: &'a Analysis,
    /// The threat itself.
    pub threat: &'a AnalyzedThreat,
}

impl Analysis {
    /// Its threats as people see them.
    pub fn views<'a>(&'a self, model: &'a ThreatModel) -> impl Iterator<Item = ThreatView<'a>> {
        self.threats.iter().map(move |threat| ThreatView {
            model,
            analysis: self,
            threat,
        })
    }
}

impl Analysis {
    /// The open threats of the diagram at this place, by what they are about.
    pub fn open_threats(&self, model: &ThreatModel, diagram: usize) -> Vec<OpenThreats> {
        let mut found: Vec<OpenThreats> = Vec::new();
        let mut places: HashMap<&ElementId, usize> = HashMap::new();
        for view in self.views(model).filter(|v| v.state().is_open()) {
            let element = match view.about() {
                About::Interaction(i) if i.diagram == diagram => i.elements(model)[1],
                About::Element(element, on)
                    if model.diagrams.get(diagram).is_some_and(|d| d.id == on.id) =>
                {
                    element
                }
                _ => continue,
            };
            let urgency = Urgency::from(view.priority());
            let place = *places.entry(&element.id).or_insert_with(|| {
                found.push(OpenThreats {
                    element: element.id.clone(),
                    count: 0,
                    urgency,
                });
                found.len() - 1
            });
            if let Some(open) = found.get_mut(place) {
                open.count += 1;
                open.urgency = open.urgency.min(urgency);
            }
        }
        found
    }
}

impl<'a> ThreatView<'a> {
    /// What is recorded of it.
    pub fn stored(&self) -> Option<&'a Threat> {
        self.model.threats.get(self.threat.stored?)
    }

    /// Its type, where the template has it.
    pub fn threat_type(&self) -> Option<&'a ThreatType> {
        self.model
            .knowledge_base
            .as_ref()?
            .threat_types
            .get(self.threat.threat_type?)
    }

    /// The interaction it is about, where the drawing still has it.
    pub fn interaction(&self) -> Option<&'a Interaction> {
        self.analysis.interactions.get(self.threat.interaction?)
    }

    /// What it is about.
    pub fn about(&self) -> About<'a> {
        match self.interaction() {
            Some(interaction) => About::Interaction(interaction),
            None => about_alone(self.model, &self.threat.key),
        }
    }

    /// Source, flow and target, where the drawing still has them.
    pub fn elements(&self) -> Option<[&'a Element; 3]> {
        self.interaction().map(|i| i.elements(self.model))
    }

    /// The diagram it is on, where the drawing still has it.
    pub fn diagram(&self) -> Option<&'a Diagram> {
        match self.about() {
            About::Interaction(interaction) => Some(interaction.diagram_of(self.model)),
            About::Element(_, diagram) => Some(diagram),
            About::System => None,
            About::Removed => self.model.diagram(&self.stored()?.diagram),
        }
    }

    /// Whether somebody decided about it.
    pub fn is_decided(&self) -> bool {
        let kb = self.model.knowledge_base.as_deref();
        self.stored()
            .is_some_and(|t| wording::is_decided(kb, self.threat_type(), t))
    }

    /// What has been decided.
    pub fn state(&self) -> &'a State {
        self.stored().map_or(&State::NotStarted, |t| &t.state)
    }

    /// Its priority.
    pub fn priority(&self) -> &'a str {
        match (
            self.stored(),
            self.threat_type(),
            &self.model.knowledge_base,
        ) {
            (Some(threat), ..) if !threat.priority.is_empty() => &threat.priority,
            (_, Some(threat_type), Some(kb)) => wording::default_priority(kb, threat_type),
            _ => "High",
        }
    }

    /// Its title.
    pub fn title(&self) -> Cow<'a, str> {
        self.word(field::TITLE, |t| &t.title)
    }

    /// Its description.
    pub fn description(&self) -> Cow<'a, str> {
        self.word(field::DESCRIPTION, |t| &t.description)
    }

    /// A recorded text, unless it only lacks a new name; else the type's.
    fn word(&self, name: &str, template: fn(&ThreatType) -> &String) -> Cow<'a, str> {
        let recorded = self
            .stored()
            .map(|t| t.property(name))
            .filter(|text| !text.is_empty());
        let fresh = self.threat_type().zip(self.elements());
        match (self.stored().zip(recorded), fresh) {
            (Some((threat, text)), Some((threat_type, elements)))
                if self.is_decided()
                    && !wording::are_filled_in(
                        threat_type,
                        threat,
                        &wording::Names::new(elements),
                    ) =>
            {
                text.into()
            }
            (_, Some((threat_type, elements))) => wording::Names::new(elements)
                .fill(template(threat_type))
                .into(),
            (Some((_, text)), None) => text.into(),
            (None, None) => "".into(),
        }
    }

    /// Its category, in words.
    pub fn category(&self) -> &'a str {
        let recorded = self
            .stored()
            .map(|t| t.property(field::CATEGORY))
            .filter(|c| !c.is_empty());
        recorded.unwrap_or_else(|| {
            let id = self.threat_type().map_or("", |t| t.category.as_str());
            let kb = self.model.knowledge_base.as_ref();
            kb.and_then(|kb| kb.category(id))
                .map_or(id, |c| c.name.as_str())
        })
    }

    /// What its category stands for, where that is a kind of STRIDE.
    pub fn stride(&self) -> Option<Stride> {
        Stride::of(self.model.knowledge_base.as_deref(), self.category())
    }

    /// The name of its flow, or of what else it is about.
    pub fn interaction_name(&self) -> String {
        match (self.elements(), self.about()) {
            (Some([source, flow, target]), _) => wording::interaction_name(source, flow, target),
            (None, About::Element(element, _)) => wording::name_of(element),
            (None, About::System) => "The system".to_owned(),
            (None, _) => self
                .stored()
                .map_or("", |t| t.property(field::INTERACTION))
                .to_owned(),
        }
    }

    /// Why it was decided so.
    pub fn justification(&self) -> &'a str {
        self.stored().map_or("", Threat::justification)
    }

    /// Who decided.
    pub fn changed_by(&self) -> Option<&'a str> {
        self.stored()?
            .changed_by
            .as_deref()
            .filter(|n| !n.is_empty())
    }

    /// When it was decided; nothing for threats that nobody touched.
    pub fn changed_at(&self) -> Option<&'a str> {
        self.stored()
            .filter(|t| t.is_touched())
            .map(|t| t.modified_at.as_str())
    }

    /// The names of the trust boundaries that its flow crosses, in order along the flow.
    pub fn crosses(&self) -> Vec<String> {
        let boundaries = self
            .interaction()
            .map(|i| i.boundaries(self.model))
            .unwrap_or_default();
        boundaries.into_iter().map(wording::name_of).collect()
    }

    /// The fields that its template adds to those of every threat, in the template's order.
    pub fn own_fields(&self) -> Vec<Field> {
        // What Trustline records of decisions is shown under names of its own.
        let own = |name: &str| {
            !wording::SHARED.contains(&name)
                && name != field::JUSTIFICATION
                && !name.starts_with(decision::PREFIX)
        };
        let kb = self.model.knowledge_base.as_deref();
        let values = match (self.stored(), kb, self.threat_type(), self.elements()) {
            (Some(threat), ..) => threat
                .properties
                .iter()
                .filter(|(n, _)| own(n))
                .cloned()
                .collect(),
            (None, Some(kb), Some(threat_type), Some(elements)) => {
                wording::chosen_properties(kb, threat_type, elements, own)
            }
            _ => Vec::new(),
        };
        let property =
            |name: &str| kb.and_then(|kb| kb.threat_properties.iter().find(|p| p.name == name));
        values
            .into_iter()
            .map(|(name, value)| {
                let known = property(&name);
                Field {
                    label: known.map_or_else(|| name.clone(), |p| p.label.clone()),
                    hidden: known.is_some_and(|p| p.hidden),
                    name,
                    value,
                }
            })
            .collect()
    }
}
