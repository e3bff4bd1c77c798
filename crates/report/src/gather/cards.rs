//! The threats of a model as cards, with the interactions they belong to.

use crate::document::{Card, CardField, Counts, Facet, Interaction, Rich, TypeFacts};
use crate::subject::Subject;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use trustline_analysis::{About, ThreatView, wording};
use trustline_model::InOrder;
use trustline_model::review::{Treatment, decision};
use trustline_model::threat_property::{self, NEEDED};
use trustline_model::{KnowledgeBase, Threat, ThreatProperty, ThreatType};

/// The cards of a model.
pub(super) struct Cards<'a> {
    /// For each interaction of the analysis its words, and its threats in order of their numbers.
    pub(super) drawn: Vec<(Rc<Interaction<'a>>, Vec<Card<'a>>)>,
    /// Threats about elements, whatever flows there.
    pub(super) elements: Vec<Card<'a>>,
    /// Threats about the system as a whole.
    pub(super) system: Vec<Card<'a>>,
    /// Threats whose interaction or element the drawing no longer has.
    pub(super) elsewhere: Vec<Card<'a>>,
    /// Counts over all of them.
    pub(super) counts: Counts,
}

impl<'a> Cards<'a> {
    pub(super) fn new(subject: &Subject<'a>) -> Self {
        let (model, analysis) = (subject.model, subject.analysis);
        let interactions = analysis.interactions.iter().map(|interaction| {
            let elements = interaction.elements(model);
            let [source, flow, target] = elements;
            let words = Interaction {
                diagram: &interaction.diagram_of(model).name,
                name: wording::interaction_name(source, flow, target),
                source: wording::name_of(source),
                target: wording::name_of(target),
                crosses: interaction
                    .boundaries(model)
                    .into_iter()
                    .map(wording::name_of)
                    .collect(),
            };
            (Rc::new(words), Vec::new())
        });
        let mut cards = Cards {
            drawn: interactions.collect(),
            elements: Vec::new(),
            system: Vec::new(),
            elsewhere: Vec::new(),
            counts: Counts::default(),
        };
        for view in analysis.views(model) {
            let drawn = view.threat.interaction;
            let drawn = drawn.and_then(|i| cards.drawn.get_mut(i));
            let card = card(&view, drawn.as_ref().map(|(words, _)| words));
            cards
                .counts
                .add(&card, view.stored().is_some_and(|t| t.upgraded));
            match (drawn, view.about()) {
                (Some((_, threats)), _) => threats.push(card),
                (None, About::Element(..)) => cards.elements.push(card),
                (None, About::System) => cards.system.push(card),
                (None, _) => cards.elsewhere.push(card),
            }
        }
        cards.counts.finish();
        let name = |card: &Card<'_>| card.interaction.name.clone();
        cards
            .elements
            .put_in_order_by_key(|card| (name(card), card.number));
        for (_, threats) in &mut cards.drawn {
            threats.put_in_order_by_key(|t| t.number);
        }
        cards
    }

    fn iter(&self) -> impl Iterator<Item = &Card<'a>> {
        let drawn = self.drawn.iter().flat_map(|(_, threats)| threats);
        let alone = self.elements.iter().chain(&self.system);
        drawn.chain(alone).chain(&self.elsewhere)
    }

    /// Counts the threats by what they are told apart by.
    pub(super) fn tell_apart(&self, [states, priorities, categories]: &mut [Facet; 3]) {
        for card in self.iter() {
            states.add(card.state.label());
            priorities.add(card.priority);
            categories.add(card.category);
        }
    }
}

fn card<'a>(view: &ThreatView<'a>, interaction: Option<&Rc<Interaction<'a>>>) -> Card<'a> {
    let stored = view.stored();
    let recorded = || {
        Rc::new(Interaction {
            diagram: view.diagram().map_or("", |d| &d.name),
            name: view.interaction_name(),
            ..Interaction::default()
        })
    };
    let own = view.own_fields().into_iter();
    let own = own
        .filter(|f| !f.hidden)
        .map(|f| (f.name, f.label, Rich::new(f.value)));
    let decided = stored.into_iter().flat_map(beyond_state);
    Card {
        anchor: String::new(),
        place: String::new(),
        key: &view.threat.key,
        number: view.threat.number,
        title: view.title(),
        category: view.category(),
        stride: view.stride(),
        description: Rich::new(view.description()),
        state: view.state(),
        priority: view.priority(),
        fields: own
            .chain(decided)
            .filter(|(.., value)| !value.is_empty())
            .map(|(name, label, value)| CardField { name, label, value })
            .collect(),
        justification: Rich::new(view.justification()),
        changed_by: view.changed_by(),
        changed_at: view.changed_at(),
        origin: view.threat.origin,
        standing: view.threat.standing,
        is_recorded: stored.is_some(),
        about: view.about().as_str(),
        interaction: interaction.map_or_else(recorded, Rc::clone),
    }
}

/// What was decided beyond state and justification.
fn beyond_state(threat: &Threat) -> impl Iterator<Item = (String, String, Rich<'_>)> {
    let fields = [
        (decision::RESOLUTION, "treatment", "Treatment"),
        (decision::APPROVER, "approver", "Approved by"),
        (decision::EXPIRES, "expires", "Expires"),
    ];
    fields.into_iter().map(|(property, name, label)| {
        let text = threat.property(property);
        let value = Rich::new(match property {
            decision::RESOLUTION => Treatment::shown(text),
            _ => text,
        });
        (name.to_owned(), label.to_owned(), value)
    })
}

/// The anchors of a model's threats, in the order they are read: files may number several alike.
pub(super) struct Anchors {
    model: usize,
    given: HashMap<i64, usize>,
}

impl Anchors {
    pub(super) fn new(model: usize) -> Self {
        let given = HashMap::new();
        Self { model, given }
    }

    /// Gives anchors to the threats of the section that has an anchor itself.
    pub(super) fn give(&mut self, section: &str, cards: &mut [Card<'_>]) {
        let m = self.model;
        for card in cards {
            section.clone_into(&mut card.place);
            let times = self.given.entry(card.number).or_default();
            *times += 1;
            card.anchor = match times {
                1 => format!("m{m}-threat-{}", card.number),
                n => format!("m{m}-threat-{}-again-{n}", card.number),
            };
        }
    }
}

/// The types of threats as the template tells them.
pub(super) fn types<'c, 'a: 'c>(
    kb: Option<&'a KnowledgeBase>,
    cards: impl Iterator<Item = &'c Card<'a>>,
) -> BTreeMap<String, TypeFacts<'a>> {
    let mut types = BTreeMap::new();
    for card in cards {
        let id = &card.key.threat_type;
        if types.contains_key(id.as_str()) {
            continue;
        }
        let known = kb.and_then(|kb| kb.threat_type(id));
        let facts = TypeFacts {
            title: known.map_or_else(|| card.title.to_string(), |t| t.title.clone()),
            description: Rich::new(known.map_or("", |t| t.description.as_str())),
            category: card.category,
            stride: card.stride,
            is_known: known.is_some(),
            priority: known
                .and_then(|t| value_of(&t.properties, threat_property::PRIORITY))
                .unwrap_or(card.priority),
            advice: kb.zip(known).map_or_else(Vec::new, |(kb, t)| advice(kb, t)),
        };
        types.insert(id.to_string(), facts);
    }
    types
}

/// The value that a threat type gives a property; where it gives none, nothing.
fn value_of<'a>(properties: &'a [ThreatProperty], name: &str) -> Option<&'a str> {
    let property = properties.iter().find(|p| p.name == name)?;
    let first = property.values.as_ref()?.first()?.as_deref()?;
    Some(first).filter(|v| !v.trim().is_empty())
}

/// What a template says of a type beside title, description and what people decide.
fn advice<'a>(kb: &'a KnowledgeBase, known: &'a ThreatType) -> Vec<(&'a str, &'a str)> {
    let decided = |name: &str| name == threat_property::PRIORITY || NEEDED.contains(&name);
    let shown = kb.threat_properties.iter();
    let shown = shown.filter(|p| !p.hidden && !decided(&p.name));
    shown
        .filter_map(|p| Some((p.label.as_str(), value_of(&known.properties, &p.name)?)))
        .collect()
}
