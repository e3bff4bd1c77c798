//! Where recorded threats go under another template. The number of decisions before is the number
//! after: each is carried over or kept.

use super::choices::Choices;
use super::plan::{Carry, DecisionPlan, ThreatPlan};
use super::similarity::{plain, similarity};
use crate::combine::{id_of_template, is_same_threat_type};
use std::collections::{HashMap, HashSet};
use trustline_analysis::wording::{self, Names, SHARED};
use trustline_analysis::{
    Interaction, Template, generate, interactions, is_users_own, reconcile, update,
};
use trustline_model::InOrder;
use trustline_model::{
    Element, ElementId, KnowledgeBase, Threat, ThreatKey, ThreatModel, ThreatProperty, ThreatType,
    ThreatTypeId, threat_property as field,
};

/// Where recorded threats go.
#[derive(Default)]
pub(super) struct Moved {
    /// All threats, as they are afterwards.
    pub threats: Vec<Threat>,
    pub stay: Vec<ThreatPlan>,
    pub go: Vec<ThreatPlan>,
    pub arrive: Vec<ThreatPlan>,
    pub decisions: Vec<DecisionPlan>,
}

/// What a recorded threat is before the move.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Record {
    /// A person's own.
    Own,
    /// Somebody decided on it.
    Decided,
    /// Nobody did.
    Open,
}

/// From here on a threat type of the same category is near enough to be guessed.
const NEAR: f64 = 0.6;

/// Where the recorded threats of a model go; `moved` is the model with the new template and its
/// elements, and still the old threats.
pub(super) fn threats(model: &ThreatModel, moved: &ThreatModel, choices: &Choices) -> Moved {
    let Some(new) = moved.knowledge_base.as_deref() else {
        return Moved::default();
    };
    let old_template = model.knowledge_base.as_deref().map(Template::new);
    let new_template = Template::new(new);
    let interactions = interactions(moved);
    let generates = moved.generates() && !new.threat_types.is_empty();
    let derived = match generates {
        true => generate(moved, &new_template, &interactions),
        false => Vec::new(),
    };
    let mut by_ends: HashMap<Ends, Vec<&ThreatType>> = HashMap::new();
    let mut places: HashMap<Ends, &Interaction> = HashMap::new();
    for interaction in &interactions {
        places.insert(ends_of(interaction, moved), interaction);
    }
    for (place, kind) in &derived {
        let kind = new.threat_types.get(*kind);
        if let Some((interaction, kind)) = interactions.get(*place).zip(kind) {
            let ends = ends_of(interaction, moved);
            by_ends.entry(ends).or_default().push(kind);
        }
    }
    let mut mover = Mover {
        moved,
        choices,
        old: model.knowledge_base.as_deref(),
        old_template,
        new,
        new_template,
        generates,
        by_ends,
        places,
        claimed: HashMap::new(),
    };
    let mut result = mover.run();
    // What the drawing gives now: new threats, and words that follow renamed elements.
    let mut reconciled = moved.clone();
    reconciled.threats = std::mem::take(&mut result.threats);
    let analysis = reconcile(
        &reconciled,
        Some(&mover.new_template),
        interactions.clone(),
        derived,
    );
    for place in &analysis.removed {
        let gone = reconciled.threats.get(*place);
        result.go.extend(gone.map(ThreatPlan::of));
    }
    let update = update(&reconciled, &analysis);
    let added: HashSet<&ThreatKey> = update.added.iter().collect();
    let arrived = update.threats.iter().filter(|t| added.contains(&t.key));
    result.arrive = arrived.map(ThreatPlan::of).collect();
    result.threats = update.threats;
    result
}

type Ends = (ElementId, ElementId, ElementId);

fn ends(key: &ThreatKey) -> Ends {
    (key.source.clone(), key.flow.clone(), key.target.clone())
}

fn ends_of(interaction: &Interaction, model: &ThreatModel) -> Ends {
    let [source, flow, target] = interaction.elements(model);
    (source.id.clone(), flow.id.clone(), target.id.clone())
}

struct Mover<'a> {
    moved: &'a ThreatModel,
    choices: &'a Choices,
    old: Option<&'a KnowledgeBase>,
    old_template: Option<Template<'a>>,
    new: &'a KnowledgeBase,
    new_template: Template<'a>,
    generates: bool,
    /// Threat types of the new template that apply to an interaction.
    by_ends: HashMap<Ends, Vec<&'a ThreatType>>,
    places: HashMap<Ends, &'a Interaction>,
    /// Which recorded threat has a place of the new template.
    claimed: HashMap<ThreatKey, usize>,
}

impl<'a> Mover<'a> {
    fn run(&mut self) -> Moved {
        let recorded = &self.moved.threats;
        let records: Vec<Record> = recorded.iter().map(|t| self.record(t)).collect();
        let mut carried: Vec<Option<(Carry, &'a ThreatType)>> = vec![None; recorded.len()];
        // Whoever has the better claim chooses first.
        for carry in [Carry::Mapping, Carry::Identity, Carry::Title, Carry::Guess] {
            for (i, threat) in recorded.iter().enumerate() {
                let open = carried.get(i).is_none_or(Option::is_none);
                if records.get(i) != Some(&Record::Decided) || !open {
                    continue;
                }
                let Some(kind) = self.place(i, threat, carry) else {
                    continue;
                };
                let key = of_type(&threat.key, kind);
                self.claimed.entry(key).or_insert(i);
                if let Some(slot) = carried.get_mut(i) {
                    *slot = Some((carry, kind));
                }
            }
        }
        let mut result = Moved::default();
        let mut taken: HashSet<ThreatKey> = recorded.iter().map(|t| t.key.clone()).collect();
        for (i, threat) in recorded.iter().enumerate() {
            let record = records.get(i).copied().unwrap_or(Record::Open);
            if record == Record::Open {
                self.open(threat, &mut result);
                continue;
            }
            let (new, carry) = match carried.get(i).copied().flatten() {
                Some((carry, kind)) => (self.carried(threat, kind), carry),
                None if record == Record::Own => (self.own(threat), Carry::Manual),
                None => (self.kept(threat, &mut taken), Carry::Kept),
            };
            let to_title = match carry {
                Carry::Manual | Carry::Kept => String::new(),
                _ => new.property(field::TITLE).to_owned(),
            };
            result.decisions.push(DecisionPlan {
                number: threat.number,
                title: threat.property(field::TITLE).to_owned(),
                interaction: threat.property(field::INTERACTION).to_owned(),
                state: threat.state.clone(),
                from: threat.key.clone(),
                to: new.key.clone(),
                to_title,
                carry,
                alternatives: match carry {
                    Carry::Manual => Vec::new(),
                    _ => self.alternatives(threat),
                },
            });
            result.threats.push(new);
        }
        result
    }

    fn old_type(&self, id: &ThreatTypeId) -> Option<&'a ThreatType> {
        self.old?.threat_type(id)
    }

    fn record(&self, threat: &Threat) -> Record {
        let id = &threat.key.threat_type;
        let known = self.old.and_then(|kb| place_of(kb, id));
        if is_users_own(threat, self.old_template.as_ref(), known) {
            Record::Own
        } else if wording::is_decided(self.old, self.old_type(id), threat) {
            Record::Decided
        } else {
            Record::Open
        }
    }

    /// Threat types that apply to the interaction of a threat.
    fn applying(&self, threat: &Threat) -> &[&'a ThreatType] {
        let found = self.by_ends.get(&ends(&threat.key));
        found.map_or(&[], Vec::as_slice)
    }

    /// The threat type to which a decision is carried in a way, where that is possible.
    fn place(&self, place: usize, threat: &Threat, carry: Carry) -> Option<&'a ThreatType> {
        let id = &threat.key.threat_type;
        let chosen = self.choices.threats.get(id);
        if !self.generates {
            let known = self.new.threat_type(id)?;
            let stays = carry == Carry::Identity && self.is_same(threat, known);
            return stays.then_some(known);
        }
        let free = |kind: &&&ThreatType| {
            let claim = self.claimed.get(&of_type(&threat.key, kind));
            claim.is_none_or(|other| {
                *other == place
                    || self
                        .moved
                        .threats
                        .get(*other)
                        .is_some_and(|t| t.key == threat.key)
            })
        };
        let mut applying = self.applying(threat).iter().filter(free);
        match (carry, chosen) {
            (Carry::Mapping, Some(Some(wanted))) => applying.find(|t| t.id == *wanted).copied(),
            (Carry::Mapping, _) | (_, Some(None)) => None,
            (Carry::Identity, _) => match self.home(id) {
                Some(home) => applying.find(|t| t.id == home.id).copied(),
                None => applying
                    .find(|t| t.id == *id && self.is_same(threat, t))
                    .copied(),
            },
            (Carry::Title, _) => applying.find(|t| self.has_title(threat, t)).copied(),
            _ if self.choices.refused.contains(&threat.key) => None,
            // It has its threat type, which only does not apply here any more.
            _ if self
                .new
                .threat_type(id)
                .is_some_and(|t| self.is_same(threat, t)) =>
            {
                None
            }
            _ => {
                let scored = applying.map(|t| (self.similarity(threat, t), *t));
                let near = scored.filter(|(score, _)| *score >= NEAR);
                near.max_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, t)| t)
            }
        }
    }

    /// Whether a threat type of the new template with the id of a recorded one is the same. Other
    /// templates may have the id by chance.
    fn is_same(&self, threat: &Threat, new: &ThreatType) -> bool {
        if self
            .old
            .is_some_and(|kb| kb.manifest.is_same_template(&self.new.manifest))
        {
            return true;
        }
        match self.old_type(&new.id) {
            Some(old) => is_same_threat_type(old, new),
            None => self.has_title(threat, new),
        }
    }

    /// Whether a threat type has the title of a recorded threat.
    fn has_title(&self, threat: &Threat, new: &ThreatType) -> bool {
        match self.old_type(&threat.key.threat_type) {
            Some(old) => plain(&old.title) == plain(&new.title),
            None => wording::is_filled_in(&new.title, threat.property(field::TITLE)),
        }
    }

    /// How near a threat type is to a recorded threat: by title and description, within a category.
    fn similarity(&self, threat: &Threat, new: &ThreatType) -> f64 {
        let old = self.old_type(&threat.key.threat_type);
        let words = |name: &str, of: fn(&ThreatType) -> &String| {
            old.map_or_else(|| threat.property(name).to_owned(), |t| of(t).clone())
        };
        let was = old.and_then(|t| self.old?.category(&t.category));
        let was = was.map_or_else(|| threat.property(field::CATEGORY), |c| c.name.as_str());
        let is = self.new.category(&new.category);
        let is = is.map_or(new.category.as_str(), |c| c.name.as_str());
        if plain(was) != plain(is) {
            return 0.0;
        }
        let title = similarity(&words(field::TITLE, |t| &t.title), &new.title);
        let description = words(field::DESCRIPTION, |t| &t.description);
        let description = similarity(&description, &new.description);
        title.max((title + description) / 2.0)
    }

    fn alternatives(&self, threat: &Threat) -> Vec<(ThreatTypeId, String)> {
        let free = |t: &&&ThreatType| !self.claimed.contains_key(&of_type(&threat.key, t));
        let applying = self.applying(threat).iter().filter(free);
        let mut scored: Vec<(f64, &ThreatType)> =
            applying.map(|t| (self.similarity(threat, t), *t)).collect();
        scored.put_in_order_by(|(a, _), (b, _)| b.total_cmp(a));
        let named = scored
            .into_iter()
            .map(|(_, t)| (t.id.clone(), t.title.clone()));
        named.collect()
    }

    /// A threat that nobody decided on: it stays where it applies, as the new template says.
    fn open(&self, threat: &Threat, result: &mut Moved) {
        if !self.generates {
            result.stay.push(ThreatPlan::of(threat));
            result.threats.push(threat.clone());
            return;
        }
        let id = &threat.key.threat_type;
        let kind = self.applying(threat).iter().find(|t| t.id == *id);
        let kind =
            kind.filter(|t| self.is_same(threat, t) && !self.claimed.contains_key(&threat.key));
        let Some(kind) = kind else {
            result.go.push(ThreatPlan::of(threat));
            return;
        };
        let mut new = threat.clone();
        // Fields of the old template go; what no template knows is somebody else's.
        let known = |name: &str| {
            let all = self.old.into_iter().flat_map(|kb| &kb.threat_properties);
            all.into_iter().any(|p| p.name == name)
        };
        new.properties
            .retain(|(name, _)| SHARED.contains(&name.as_str()) || !known(name));
        wording::default_priority(self.new, kind).clone_into(&mut new.priority);
        result.stay.push(ThreatPlan::of(threat));
        result.threats.push(new);
    }

    /// A person's own threat: it must be known as such under the new template as well.
    fn own(&self, threat: &Threat) -> Threat {
        let mut new = threat.clone();
        let known = place_of(self.new, &threat.key.threat_type);
        new.wide |= !is_users_own(threat, Some(&self.new_template), known);
        new
    }

    /// A decision without a place in the new template.
    fn kept(&self, threat: &Threat, taken: &mut HashSet<ThreatKey>) -> Threat {
        let mut new = threat.clone();
        if let Some(home) = self.home(&threat.key.threat_type) {
            let key = of_type(&threat.key, home);
            let applies = self.applying(threat).iter().any(|t| t.id == home.id);
            if !applies && taken.insert(key.clone()) {
                new.key = key;
                new.file_key = None;
                return self.lasting(new);
            }
        }
        let id = &threat.key.threat_type;
        let known = self.new.threat_type(id);
        // Another thing has its id, or it was told to stay away from its place.
        let foreign = known.is_some_and(|t| {
            let applies = self.applying(threat).iter().any(|a| a.id == t.id);
            !self.is_same(threat, t) || (self.generates && applies)
        });
        if foreign {
            let template = self.old.map_or("", |kb| kb.manifest.name.as_str());
            let mut other = id_of_template(id.as_str(), template);
            loop {
                new.key.threat_type = other.as_str().into();
                if taken.insert(new.key.clone()) {
                    break;
                }
                other.push('\'');
            }
            new.file_key = None;
        }
        self.lasting(new)
    }

    /// A decision that the new template must know as one.
    fn lasting(&self, mut new: Threat) -> Threat {
        let known = self.new.threat_type(&new.key.threat_type);
        // All that was decided is a priority, which says nothing without its type's default.
        if !wording::is_decided(Some(self.new), known, &new) {
            new.wide = true;
        }
        new
    }

    /// The threat type of a decision that was set aside when the model left this very template.
    fn home(&self, id: &ThreatTypeId) -> Option<&'a ThreatType> {
        let ending = id_of_template("", &self.new.manifest.name);
        let id = id.as_str().strip_suffix(&ending)?;
        self.new.threat_type(&id.into())
    }

    /// A decision at its new place: words that nobody edited become those of the new threat type,
    /// everything else stays.
    fn carried(&self, threat: &Threat, kind: &ThreatType) -> Threat {
        let mut new = threat.clone();
        if new.key.threat_type != kind.id {
            new.key.threat_type = kind.id.clone();
            new.file_key = None;
        }
        let place = self.places.get(&ends(&threat.key));
        let Some(elements) = place.map(|i| i.elements(self.moved)) else {
            return new;
        };
        let old = self.old.zip(self.old_type(&threat.key.threat_type));
        self.reword(&mut new, old, kind, elements);
        new
    }

    fn reword(
        &self,
        threat: &mut Threat,
        old: Option<(&KnowledgeBase, &ThreatType)>,
        kind: &ThreatType,
        elements: [&Element; 3],
    ) {
        let Some((old_kb, old_type)) = old else {
            return;
        };
        let unedited = wording::are_filled_in(old_type, threat, &Names::new(elements));
        let category = old_kb.category(&old_type.category);
        let default = |kb: &'_ KnowledgeBase, name: &str| {
            let property = kb.threat_properties.iter().find(|p| p.name == name);
            property
                .and_then(ThreatProperty::first_value)
                .map(str::to_owned)
        };
        // Whether a recorded text is what the old template gave.
        let given = |name: &str, text: &str| match name {
            field::TITLE => unedited && wording::is_filled_in(&old_type.title, text),
            field::DESCRIPTION => unedited && wording::is_filled_in(&old_type.description, text),
            field::CATEGORY => category.map_or(&old_type.category, |c| &c.name) == text,
            field::SHORT_DESCRIPTION => category.map_or("", |c| &c.short) == text,
            field::INTERACTION | field::PRIORITY | field::JUSTIFICATION => false,
            name => {
                let words = old_type.property(name).map(str::to_owned);
                let words = words.or_else(|| default(old_kb, name)).unwrap_or_default();
                wording::is_filled_in(&words, text)
            }
        };
        let fresh = wording::properties(self.new, kind, elements);
        let gone = |name: &str, text: &str| {
            let known = old_kb.threat_properties.iter().any(|p| p.name == name);
            let stays = fresh.iter().any(|(n, _)| n == name) || name == field::JUSTIFICATION;
            known && !stays && given(name, text)
        };
        threat
            .properties
            .retain(|(name, text)| SHARED.contains(&name.as_str()) || !gone(name, text));
        for (name, words) in fresh {
            let recorded = threat.properties.iter().find(|(n, _)| *n == name);
            let replace = match recorded {
                Some((_, text)) => given(&name, text),
                None => !matches!(name.as_str(), field::PRIORITY | field::JUSTIFICATION),
            };
            if replace {
                threat.set_property(&name, words);
            }
        }
    }
}

fn place_of(kb: &KnowledgeBase, id: &ThreatTypeId) -> Option<usize> {
    kb.threat_types.iter().position(|t| t.id == *id)
}

/// The same interaction, another threat type.
fn of_type(key: &ThreatKey, kind: &ThreatType) -> ThreatKey {
    ThreatKey {
        threat_type: kind.id.clone(),
        ..key.clone()
    }
}

impl ThreatPlan {
    fn of(threat: &Threat) -> Self {
        Self {
            key: threat.key.clone(),
            number: threat.number,
            title: threat.property(field::TITLE).to_owned(),
            interaction: threat.property(field::INTERACTION).to_owned(),
        }
    }
}
