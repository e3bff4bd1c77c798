//! The one place where what follows from the drawing meets what was recorded: the table of
//! `generation.md`, section 7.

use crate::analysis::Analysis;
use crate::crossing::ids_of;
use crate::generate::Template;
use crate::interaction::Interaction;
use crate::threat::{AnalyzedThreat, Origin, Status};
use crate::view::{About, about_alone};
use crate::wording::{self, Names, Told};
use std::collections::{HashMap, HashSet};
use trustline_model::{
    Difference, Edit, Element, ElementId, KnowledgeBase, State, Threat, ThreatKey, ThreatModel,
    ThreatType, UNTOUCHED,
};
use trustline_rule::Term;

/// Whether a recorded threat is a person's own rather than one of the template's; `known` is the
/// place of its type, where the template has it.
pub fn is_users_own(
    threat: &Threat,
    template: Option<&Template<'_>>,
    known: Option<usize>,
) -> bool {
    let asks_root = |t: &Term| matches!(t, Term::Is(_, kind) if kind.eq_ignore_ascii_case("ROOT"));
    threat.wide
        || match template.zip(known) {
            None => threat.key.threat_type.as_str().starts_with("BS"),
            // Types that ask for `ROOT` alone never fire: they hold threats moved over from
            // version 3.
            Some((template, known)) => template
                .rules_of(known)
                .is_some_and(|(include, _)| include.terms().iter().all(|(t, _)| asks_root(t))),
        }
}

/// Joins what is recorded in a model with what its template derives: pairs of interaction and threat
/// type, in order of both.
pub fn reconcile(
    model: &ThreatModel,
    template: Option<&Template<'_>>,
    interactions: Vec<Interaction>,
    derived: Vec<(usize, usize)>,
) -> Analysis {
    let mut stored: HashMap<&ThreatKey, usize> = HashMap::with_capacity(model.threats.len());
    for (i, threat) in model.threats.iter().enumerate() {
        // Of a threat that is recorded twice, the decided one counts, else the first.
        let first = *stored.entry(&threat.key).or_insert(i);
        let is_open = |t: &Threat| !t.is_touched() && t.state == State::NotStarted;
        if first != i && model.threats.get(first).is_some_and(is_open) && !is_open(threat) {
            stored.insert(&threat.key, i);
        }
    }
    let mut met = vec![false; model.threats.len()];
    let mut next = model.highest_number();
    let mut threats = Vec::with_capacity(derived.len());
    for (place, type_place) in derived {
        let Some((interaction, threat_type)) = interactions
            .get(place)
            .zip(template.and_then(|t| t.kb.threat_types.get(type_place)))
        else {
            continue;
        };
        let [source, flow, target] = interaction.elements(model);
        let [source, flow, target] = ids_of([source, flow, target]);
        let key = ThreatKey {
            threat_type: threat_type.id.clone(),
            source,
            flow,
            target,
        };
        let known = stored.get(&key).copied();
        let number = match known.and_then(|i| model.threats.get(i)) {
            Some(threat) => threat.number,
            None => {
                next += 1;
                next
            }
        };
        if let Some(mark) = known.and_then(|i| met.get_mut(i)) {
            *mark = true;
        }
        threats.push(AnalyzedThreat {
            key,
            interaction: Some(place),
            threat_type: Some(type_place),
            stored: known,
            origin: Origin::Generated,
            standing: Status::Current,
            number,
        });
    }
    let mut removed = Vec::new();
    // Needed only where a recorded threat was not derived.
    let mut places = None;
    let mut elements = None;
    // A template without threat types was stripped of them: nothing can be said to be missing.
    let generates = model.generates() && template.is_some_and(|t| !t.kb.threat_types.is_empty());
    for (i, threat) in model.threats.iter().enumerate() {
        if met.get(i).copied().unwrap_or(false) {
            continue;
        }
        // Recorded twice: the other one counts, this one stays as it is. A check says so.
        let first = stored.get(&threat.key).copied();
        if first.is_some_and(|f| f != i && met.get(f) == Some(&true)) {
            continue;
        }
        let diagrams = model.diagrams.iter();
        let diagram_there = diagrams
            .map(|d| d.id.original())
            .any(|id| id == threat.diagram);
        let threat_type = template.and_then(|t| {
            t.kb.threat_types
                .iter()
                .position(|kind| kind.id == threat.key.threat_type)
        });
        // No template derives threats without a flow: they are somebody's own.
        let flowless = !threat.key.flow.is_some();
        let own = flowless || is_users_own(threat, template, threat_type);
        let known = template.and_then(|t| t.kb.threat_types.get(threat_type?));
        let standing = match (own, generates) {
            // Nothing is generated, so nothing can be missing.
            (_, false) => Status::Current,
            _ if flowless => match about_alone(model, &threat.key) {
                About::Removed => Status::NoLongerGenerated,
                _ => Status::Current,
            },
            (true, true) if diagram_there => Status::Current,
            // Every word of a person's own threat is a decision.
            (true, true) => Status::NoLongerGenerated,
            _ if wording::is_decided(template.map(|t| t.kb), known, threat) => {
                Status::NoLongerGenerated
            }
            _ if known.is_some_and(|t| {
                let elements = elements.get_or_insert_with(|| elements_by_id(model));
                let ends = [&threat.key.source, &threat.key.target];
                let left = Names::left(ends.map(|id| elements.get(id).copied()));
                wording::additions(t, threat, &left) != Told::default()
            }) =>
            {
                Status::NoLongerGenerated
            }
            _ => {
                removed.push(i);
                continue;
            }
        };
        threats.push(AnalyzedThreat {
            key: threat.key.clone(),
            interaction: places
                .get_or_insert_with(|| rest_places(model, &interactions))
                .get(&[
                    threat.key.source.clone(),
                    threat.key.flow.clone(),
                    threat.key.target.clone(),
                ])
                .copied(),
            threat_type,
            stored: Some(i),
            origin: if own { Origin::User } else { Origin::Generated },
            standing,
            number: threat.number,
        });
    }
    Analysis {
        interactions,
        threats,
        removed,
    }
}

fn elements_by_id(model: &ThreatModel) -> HashMap<&ElementId, &Element> {
    let elements = model.diagrams.iter().flat_map(|d| &d.elements);
    elements.map(|e| (&e.id, e)).collect()
}

/// Interactions by the ids of their three parts.
fn rest_places(
    model: &ThreatModel,
    interactions: &[Interaction],
) -> HashMap<[ElementId; 3], usize> {
    let numbered = interactions.iter().enumerate();
    numbered
        .map(|(i, interaction)| (ids_of(interaction.elements(model)), i))
        .collect()
}

/// What writing the analysis back into a model changes. No decision is lost by it.
#[derive(Clone, Debug, Default)]
pub struct Update {
    /// All recorded threats, as they should be: old ones in their order, new ones after them.
    pub threats: Vec<Threat>,
    /// Threats that are new.
    pub added: Vec<ThreatKey>,
    /// Threats that nobody touched and that no longer follow.
    pub removed: Vec<ThreatKey>,
    /// Threats whose words follow a renamed element.
    pub reworded: Vec<ThreatKey>,
}

impl Update {
    /// Whether there is nothing to change.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.reworded.is_empty()
    }

    /// The change as an edit of the model it was made for, threat by threat. Where no key is
    /// recorded twice it can be applied again without harm.
    pub fn edit(&self, model: &ThreatModel) -> Edit {
        let mut seen = HashSet::with_capacity(model.threats.len());
        if !model.threats.iter().all(|t| seen.insert(&t.key)) {
            return Edit::All(model.threats.edits_to(&self.threats));
        }
        let changed: HashSet<&ThreatKey> = self.added.iter().chain(&self.reworded).collect();
        let removed = self.removed.iter().cloned().map(Edit::remove_threat);
        let put = self.threats.iter().filter(|t| changed.contains(&t.key));
        let put = put.cloned().map(Edit::put_threat);
        Edit::All(removed.chain(put).collect())
    }
}

/// The template, the type and the interaction that a threat follows from, where all are there.
fn basis<'a>(
    model: &'a ThreatModel,
    analysis: &'a Analysis,
    threat: &AnalyzedThreat,
) -> Option<(&'a KnowledgeBase, &'a ThreatType, &'a Interaction)> {
    let kb = model.knowledge_base.as_deref()?;
    let threat_type = kb.threat_types.get(threat.threat_type?)?;
    Some((
        kb,
        threat_type,
        analysis.interactions.get(threat.interaction?)?,
    ))
}

/// A threat as it is recorded before anybody decides on it.
fn fresh(
    model: &ThreatModel,
    kb: &KnowledgeBase,
    threat_type: &ThreatType,
    interaction: &Interaction,
    threat: &AnalyzedThreat,
) -> Threat {
    Threat {
        key: threat.key.clone(),
        diagram: interaction.diagram_of(model).id.original(),
        number: threat.number,
        state: State::NotStarted,
        priority: wording::default_priority(kb, threat_type).to_owned(),
        properties: wording::properties(kb, threat_type, interaction.elements(model)),
        modified_at: UNTOUCHED.to_owned(),
        ..Threat::default()
    }
}

/// What the recorded threats call their elements.
struct NamesInRecords<'a> {
    model: &'a ThreatModel,
    known: HashMap<ElementId, HashMap<String, usize>>,
}

impl<'a> NamesInRecords<'a> {
    fn of(model: &'a ThreatModel) -> Self {
        Self {
            model,
            known: HashMap::new(),
        }
    }

    /// Whether an element was called so once: several words say so, and none its present name.
    fn is_old(&mut self, element: &Element, name: &str) -> bool {
        let known = self.known.entry(element.id.clone());
        let told = known.or_insert_with(|| told_of(self.model, &element.id));
        told.get(name).is_some_and(|n| *n > 1) && !told.contains_key(&wording::name_of(element))
    }
}

/// What recorded threats call an element, and how often.
fn told_of(model: &ThreatModel, element: &ElementId) -> HashMap<String, usize> {
    let mut told = HashMap::new();
    for threat in &model.threats {
        let key = &threat.key;
        let places = [&key.source, &key.flow, &key.target].map(|place| place == element);
        let kb = model.knowledge_base.as_deref();
        let known = || kb?.threat_type(&key.threat_type);
        if let Some(known) = places.contains(&true).then(known).flatten() {
            let names = wording::told_by(known, threat).into_iter().zip(places);
            for name in names.filter(|(_, is)| *is).flat_map(|(names, _)| names) {
                *told.entry(name).or_default() += 1;
            }
        }
    }
    told
}

/// The record of a threat, to be decided upon: what is recorded already, with words that follow
/// its elements' names, or a new one.
pub fn record(model: &ThreatModel, analysis: &Analysis, threat: &AnalyzedThreat) -> Option<Threat> {
    let basis = basis(model, analysis, threat);
    let Some(stored) = threat.stored.and_then(|i| model.threats.get(i)) else {
        let (kb, threat_type, interaction) = basis?;
        return Some(fresh(model, kb, threat_type, interaction, threat));
    };
    let mut known = NamesInRecords::of(model);
    let refreshed = basis
        .filter(|_| threat.origin == Origin::Generated)
        .and_then(|(kb, threat_type, i)| {
            let mut is_old = |e: &Element, name: &str| known.is_old(e, name);
            wording::refreshed(kb, threat_type, i.elements(model), stored, &mut is_old)
        });
    Some(refreshed.unwrap_or_else(|| stored.clone()))
}

/// What has to change for the recorded threats to be those of the analysis.
pub fn update(model: &ThreatModel, analysis: &Analysis) -> Update {
    let mut update = Update::default();
    let mut slots: Vec<Option<Threat>> = model.threats.iter().cloned().map(Some).collect();
    for place in &analysis.removed {
        update
            .removed
            .extend(slots.get_mut(*place).and_then(Option::take).map(|t| t.key));
    }
    let mut added = Vec::new();
    let mut known = NamesInRecords::of(model);
    for threat in &analysis.threats {
        let Some((kb, threat_type, interaction)) = basis(model, analysis, threat) else {
            continue;
        };
        if threat.standing != Status::Current
            || threat.origin != Origin::Generated
            || !model.generates()
        {
            continue;
        }
        let elements = interaction.elements(model);
        match threat.stored.and_then(|i| slots.get_mut(i)) {
            Some(slot) => {
                let mut is_old = |e: &Element, name: &str| known.is_old(e, name);
                let new = slot.as_ref().and_then(|old| {
                    wording::refreshed(kb, threat_type, elements, old, &mut is_old)
                });
                if new.is_some() {
                    update.reworded.push(threat.key.clone());
                    *slot = new;
                }
            }
            None => {
                update.added.push(threat.key.clone());
                added.push(fresh(model, kb, threat_type, interaction, threat));
            }
        }
    }
    update.threats = slots.into_iter().flatten().chain(added).collect();
    update
}
