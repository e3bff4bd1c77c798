//! What people do with threats: decide, add their own, remove, triage; and why a threat is there.

use crate::{Command, Decision, Editor, Group};
use std::collections::HashSet;
use trustline_analysis::{
    KnowledgeNames, Origin, Standing, Template, ThreatView, explain, record, wording,
};
use trustline_model::{Edit, ElementId, Note, State, Threat, ThreatKey, threat_property as field};

/// Why a threat is there, in words.
#[derive(Clone, Debug, Default)]
pub struct Why {
    /// One sentence on where it comes from.
    pub summary: String,
    /// The rule that fires.
    pub include: Option<ReadRule>,
    /// The rule that would veto it.
    pub exclude: Option<ReadRule>,
    /// Single changes after which it would not be there.
    pub remedies: Vec<Remedy>,
}

/// A rule for people.
#[derive(Clone, Debug)]
pub struct ReadRule {
    /// The whole of it.
    pub text: String,
    /// Its parts: depth, whether it holds, text.
    pub lines: Vec<(usize, bool, String)>,
}

/// A change of one property that would remove a threat.
#[derive(Clone, Debug)]
pub struct Remedy {
    /// Whose property.
    pub element: ElementId,
    /// Its internal name.
    pub property: String,
    /// The value it would need.
    pub to: String,
    /// The change in words.
    pub text: String,
}

impl Editor {
    pub(crate) fn handle_threats(&mut self, command: Command) {
        match command {
            Command::SelectThreats(keys) if self.selected_threats != keys => {
                self.selected_threats = keys;
                self.revisions.threats += 1;
                self.revisions.selection += 1;
            }
            Command::NextUntouched => self.next_untouched(),
            Command::Decide(keys, decision) => self.decide(&keys, &decision),
            Command::AddThreat(flow) => self.add_threat(&flow),
            Command::RemoveThreats(keys) => self.remove_threats(&keys),
            Command::RestoreThreats => self.restore_threats(),
            Command::FilterText(text) => {
                self.grid.text = text;
                self.narrow_grid();
            }
            Command::FilterColumn(column, values) => {
                self.grid
                    .columns
                    .insert(column, values.into_iter().collect());
                self.narrow_grid();
            }
            Command::Sort(column, also) => {
                self.grid.sort_by(column, also);
                self.narrow_grid();
            }
            Command::GroupBy(group) => {
                self.grid.group = group;
                self.grid.folded = HashSet::new();
                self.narrow_grid();
            }
            Command::Collapse(name) => {
                if !self.grid.folded.remove(&name) {
                    self.grid.folded.insert(name);
                }
                self.narrow_grid();
            }
            Command::OnlySelection(on) => {
                self.grid.only_selection = on;
                self.narrow_grid();
            }
            Command::ClearFilters => {
                self.grid.text.clear();
                self.grid.columns.clear();
                self.grid.only_selection = false;
                self.narrow_grid();
            }
            Command::AddNote(text) => {
                let mut notes = self.model.notes.clone();
                let highest = notes
                    .iter()
                    .filter_map(|n| n.number.parse::<i64>().ok())
                    .max();
                notes.push(Note {
                    author: self.world.author(),
                    date: self.world.now(),
                    number: (highest.unwrap_or(0) + 1).to_string(),
                    text,
                });
                self.edit("add note", Edit::SetNotes(notes));
            }
            Command::EditNote(at, text) => {
                let mut notes = self.model.notes.clone();
                if let Some(note) = notes.get_mut(at).filter(|n| n.text != text) {
                    note.text = text;
                    self.edit("change note", Edit::SetNotes(notes));
                }
            }
            Command::RemoveNote(at) => {
                let mut notes = self.model.notes.clone();
                if at < notes.len() {
                    notes.remove(at);
                    self.edit("delete note", Edit::SetNotes(notes));
                }
            }
            _ => {}
        }
    }

    /// A threat as people see it; nothing while threats have to be found again.
    pub fn threat(&self, key: &ThreatKey) -> Option<ThreatView<'_>> {
        if self.stale {
            return None;
        }
        self.analysis
            .views(&self.model)
            .find(|v| v.threat.key == *key)
    }

    fn decide(&mut self, keys: &[ThreatKey], decision: &Decision) {
        self.settle();
        let wanted: HashSet<&ThreatKey> = keys.iter().collect();
        let (author, now) = (self.world.author(), self.world.now());
        let mut decided: Vec<(Option<usize>, Threat)> = Vec::new();
        for threat in self
            .analysis
            .threats
            .iter()
            .filter(|t| wanted.contains(&t.key))
        {
            let Some(mut new) = record(&self.model, &self.analysis, threat) else {
                continue;
            };
            let before = new.clone();
            if let Some(state) = &decision.state {
                new.state = state.clone();
            }
            if let Some(priority) = &decision.priority {
                new.priority.clone_from(priority);
                new.set_property(field::PRIORITY, priority);
            }
            for (name, value) in &decision.fields {
                if new.property(name) != value {
                    new.set_property(name, value);
                }
            }
            if new != before {
                new.changed_by = Some(author.clone());
                new.modified_at.clone_from(&now);
                decided.push((threat.stored, new));
            }
        }
        let edit = match decided.len() {
            0 => return,
            1..=20 => Edit::All(
                decided
                    .into_iter()
                    .map(|(_, t)| Edit::PutThreat(t))
                    .collect(),
            ),
            _ => {
                let mut threats = self.model.threats.clone();
                for (place, threat) in decided {
                    match place.and_then(|i| threats.get_mut(i)) {
                        Some(old) => *old = threat,
                        None => threats.push(threat),
                    }
                }
                Edit::SetThreats(threats)
            }
        };
        self.edit("decide", edit);
        self.settle();
    }

    fn next_untouched(&mut self) {
        self.settle();
        let rows: Vec<_> = self.grid.shown().collect();
        let at = self
            .selected_threats
            .last()
            .and_then(|key| rows.iter().position(|r| r.key == *key));
        let start = at.map_or(0, |i| i + 1);
        let next = rows
            .iter()
            .cycle()
            .skip(start)
            .take(rows.len())
            .find(|r| r.is_untouched());
        match next.map(|r| r.key.clone()) {
            Some(key) => self.handle(Command::SelectThreats(vec![key])),
            None => self.notice = Some("no threat here is left to be decided on".into()),
        }
    }

    fn add_threat(&mut self, flow: &ElementId) {
        self.settle();
        let found = self.analysis.interactions.iter().find(|i| {
            let [_, f, _] = i.elements(&self.model);
            f.id == *flow && i.diagram_of(&self.model).id == self.current
        });
        let Some(interaction) = found else {
            self.notice = Some("a threat needs a data flow that is connected at both ends".into());
            return;
        };
        let elements = interaction.elements(&self.model);
        let [source, flow, target] = elements.map(|e| e.id.clone());
        let name = {
            let [s, f, t] = elements;
            wording::interaction_name(s, f, t)
        };
        let category = self
            .model
            .knowledge_base
            .as_ref()
            .and_then(|kb| kb.categories.first())
            .map_or(String::new(), |c| c.name.clone());
        let mut threat = Threat {
            key: ThreatKey {
                threat_type: format!("BS{}", self.world.new_id()).into(),
                source,
                flow,
                target,
            },
            diagram: self.current.clone(),
            number: self.last_number() + 1,
            priority: "High".into(),
            changed_by: Some(self.world.author()),
            modified_at: self.world.now(),
            wide: true,
            ..Threat::default()
        };
        for (property, value) in [
            (field::TITLE, "New threat"),
            (field::CATEGORY, category.as_str()),
            (field::SHORT_DESCRIPTION, ""),
            (field::DESCRIPTION, ""),
            (field::INTERACTION, name.as_str()),
            (field::PRIORITY, "High"),
        ] {
            threat.set_property(property, value);
        }
        let key = threat.key.clone();
        if self.edit("add threat", Edit::PutThreat(threat)) {
            self.settle();
            self.handle(Command::SelectThreats(vec![key]));
        }
    }

    /// Removes recorded threats that do not follow from the drawing: a person's own, and those no
    /// longer generated. They can be restored.
    fn remove_threats(&mut self, keys: &[ThreatKey]) {
        self.settle();
        let mut edits = Vec::new();
        let mut removed = Vec::new();
        let mut kept = 0;
        for threat in self
            .analysis
            .threats
            .iter()
            .filter(|t| keys.contains(&t.key))
        {
            let free = threat.origin == Origin::User || threat.standing != Standing::Current;
            match threat.stored.and_then(|i| self.model.threats.get(i)) {
                Some(stored) if free => {
                    edits.push(Edit::RemoveThreat(threat.key.clone()));
                    removed.push(stored.clone());
                }
                _ => kept += 1,
            }
        }
        if self.edit("delete threats", Edit::All(edits)) {
            self.removed.extend(removed);
            self.settle();
        }
        if kept > 0 {
            self.notice = Some(format!(
                "{kept} of them follow from the drawing and would come again: set their state to Not Applicable instead"
            ));
        }
    }

    fn restore_threats(&mut self) {
        let back = std::mem::take(&mut self.removed);
        let there: HashSet<&ThreatKey> = self.model.threats.iter().map(|t| &t.key).collect();
        let edits: Vec<Edit> = back
            .into_iter()
            .filter(|t| !there.contains(&t.key))
            .map(Edit::PutThreat)
            .collect();
        if edits.is_empty() {
            self.notice = Some("no deleted threat is left to be restored".into());
        } else {
            self.edit("restore threats", Edit::All(edits));
            self.settle();
        }
    }

    /// Whether deleted threats can be restored.
    pub fn can_restore(&self) -> bool {
        !self.removed.is_empty()
    }

    /// Why a threat is there, and what would remove it.
    pub fn why(&self, key: &ThreatKey) -> Option<Why> {
        let view = self.threat(key)?;
        let mut why = Why::default();
        let kb = self.model.knowledge_base.as_deref();
        let template = kb.map(Template::new);
        let explained = template
            .as_ref()
            .and_then(|t| explain(&self.model, t, &self.analysis, view.threat));
        let (Some(template), Some(explained)) = (&template, explained) else {
            why.summary = match (view.threat.origin, view.threat.interaction) {
                (Origin::User, _) => "A person's own threat: no rule made it.",
                (_, None) => {
                    "Its interaction is no longer on the drawing: the data flow or one of its ends is gone."
                }
                _ => "The template no longer has its threat type.",
            }
            .to_owned();
            return Some(why);
        };
        let names = KnowledgeNames(template.kb);
        let place = view.threat.threat_type?;
        let (include, exclude) = template.rules_of(place)?;
        why.summary = match (explained.fires(), explained.out_of_scope) {
            (true, _) => "Its rule holds for this interaction.",
            (_, true) => "The data flow is out of scope: kept because somebody decided on it.",
            _ => "Its rule does not hold any more: kept because somebody decided on it.",
        }
        .to_owned();
        why.include = Some(ReadRule {
            text: include.print(&names),
            lines: explained.include.lines(&names),
        });
        why.exclude = exclude
            .zip(explained.exclude.as_ref())
            .map(|(rule, e)| ReadRule {
                text: rule.print(&names),
                lines: e.lines(&names),
            });
        let elements = view.elements()?;
        for remedy in &explained.remedies {
            let [source, flow, target] = elements;
            let element = match remedy.subject {
                trustline_rule::Subject::Source => source,
                trustline_rule::Subject::Flow => flow,
                trustline_rule::Subject::Target => target,
            };
            why.remedies.push(Remedy {
                element: element.id.clone(),
                property: remedy.property.clone(),
                to: remedy.to.clone(),
                text: format!(
                    "{} of {}: {} → {}",
                    remedy.label,
                    wording::name_of(element),
                    remedy.from,
                    remedy.to
                ),
            });
        }
        Some(why)
    }

    /// Does what a remedy says.
    pub fn apply_remedy(&mut self, remedy: &Remedy, diagram: &trustline_model::DiagramId) {
        let found = self
            .model
            .diagram(diagram)
            .and_then(|d| d.element(&remedy.element));
        let Some(mut element) = found.cloned() else {
            return;
        };
        if element.set_property(&remedy.property, &remedy.to) {
            let edits = self.everywhere(diagram, element);
            self.edit("apply remedy", Edit::All(edits));
        }
    }

    /// The priorities that the template offers, else the usual three.
    pub fn priorities(&self) -> Vec<String> {
        let kb = self.knowledge_base();
        let of_template = kb.and_then(|kb| {
            let property = kb
                .threat_properties
                .iter()
                .find(|p| p.name == field::PRIORITY)?;
            let values: Vec<String> = property
                .values
                .as_ref()?
                .iter()
                .flatten()
                .cloned()
                .collect();
            (!values.is_empty()).then_some(values)
        });
        of_template.unwrap_or_else(|| ["High", "Medium", "Low"].map(str::to_owned).to_vec())
    }

    /// The states that people choose among.
    pub fn states() -> [(State, &'static str); 4] {
        State::ALL.map(|(state, _, label)| (state, label))
    }
}

impl Group {
    /// Every way to put rows together.
    pub const ALL: [Group; 5] = [
        Group::Interaction,
        Group::Element,
        Group::Category,
        Group::State,
        Group::Diagram,
    ];
}
