//! What a report says, before it is a document: head, counts, diagrams, interactions, threats.

use crate::Subject;
use trustline_analysis::{Field, Origin, Standing, ThreatView, wording};
use trustline_model::review::decision;
use trustline_model::{ElementId, Note, State, Threat, ThreatKey, Urgency};

/// The content of a report about one model.
pub struct Content {
    /// The model's name, else the file's.
    pub title: String,
    /// The file's name.
    pub file: String,
    /// The seven information fields with their labels.
    pub information: Vec<(&'static str, String)>,
    /// Name and version of the template.
    pub template: Option<String>,
    /// Counts over the whole model.
    pub summary: Summary,
    /// Each diagram with its interactions.
    pub diagrams: Vec<DiagramPart>,
    /// Threats whose interaction the drawing no longer has.
    pub elsewhere: Vec<ThreatPart>,
    /// Notes.
    pub notes: Vec<Note>,
    /// Recorded messages that nobody dismissed.
    pub messages: Vec<String>,
}

/// How many threats there are, by state and by priority.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Labels of states with their counts; the four known ones always.
    pub states: Vec<(String, usize)>,
    /// Priorities with their counts, in order of first use.
    pub priorities: Vec<(String, usize)>,
    /// All of them.
    pub total: usize,
    /// Those moved over from an older template.
    pub migrated: usize,
}

/// A diagram with its interactions.
pub struct DiagramPart {
    /// Its name.
    pub name: String,
    /// Its place in the model.
    pub place: usize,
    /// Counts over its threats.
    pub summary: Summary,
    /// Its interactions, in order of the flows' names.
    pub interactions: Vec<InteractionPart>,
}

/// An interaction with its threats.
pub struct InteractionPart {
    /// The flow's name.
    pub name: String,
    /// Name of where it begins.
    pub source: String,
    /// Name of where it ends.
    pub target: String,
    /// Names of the boundaries it crosses, in order.
    pub crosses: Vec<String>,
    /// What to highlight in the picture.
    pub elements: Vec<ElementId>,
    /// Its threats in order of their numbers.
    pub threats: Vec<ThreatPart>,
}

/// A threat as a report shows it.
#[derive(Clone, Debug)]
pub struct ThreatPart {
    /// Type and interaction.
    pub key: ThreatKey,
    /// Its label.
    pub number: i64,
    /// Title.
    pub title: String,
    /// Category, in words.
    pub category: String,
    /// Description.
    pub description: String,
    /// State.
    pub state: State,
    /// Priority.
    pub priority: String,
    /// Why it was decided so.
    pub justification: String,
    /// Who touched it last.
    pub changed_by: Option<String>,
    /// When.
    pub changed_at: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether it still follows from the drawing.
    pub standing: Standing,
    /// Whether nothing is recorded of it yet.
    pub is_new: bool,
    /// The diagram's name.
    pub diagram: String,
    /// The flow's name.
    pub interaction: String,
    /// Names of source and target.
    pub ends: [String; 2],
    /// Names of the boundaries it crosses, in order.
    pub crosses: Vec<String>,
    /// The template's own fields that people see.
    pub fields: Vec<Field>,
}

impl Content {
    /// Gathers what there is to say about a model.
    pub fn new(subject: &Subject<'_>) -> Self {
        let (model, analysis) = (subject.model, subject.analysis);
        let kb = model.knowledge_base.as_deref();
        let mut by_interaction: Vec<Vec<ThreatPart>> = Vec::new();
        by_interaction.resize_with(analysis.interactions.len(), Vec::new);
        let mut elsewhere = Vec::new();
        let mut everything = Summary::default();
        for view in analysis.views(model) {
            let part = ThreatPart::new(&view);
            let upgraded = view.stored().is_some_and(|t| t.upgraded);
            everything.add(&part, upgraded);
            match view
                .threat
                .interaction
                .and_then(|i| by_interaction.get_mut(i))
            {
                Some(threats) => threats.push(part),
                None => elsewhere.push(part),
            }
        }
        everything.finish();
        let mut diagrams: Vec<DiagramPart> = model
            .diagrams
            .iter()
            .enumerate()
            .map(|(place, d)| DiagramPart {
                name: d.name.clone(),
                place,
                summary: Summary::default(),
                interactions: Vec::new(),
            })
            .collect();
        for (interaction, mut threats) in analysis.interactions.iter().zip(by_interaction) {
            let Some(diagram) = diagrams.get_mut(interaction.diagram) else {
                continue;
            };
            threats.sort_by_key(|t| t.number);
            for threat in &threats {
                diagram.summary.add(threat, false);
            }
            let elements = interaction.elements(model);
            let [source, flow, target] = elements;
            let boundaries = interaction.boundaries(model);
            diagram.interactions.push(InteractionPart {
                name: wording::interaction_name(source, flow, target),
                source: wording::name_of(source),
                target: wording::name_of(target),
                crosses: boundaries.iter().map(|b| wording::name_of(b)).collect(),
                elements: elements
                    .iter()
                    .chain(&boundaries)
                    .map(|e| e.id.clone())
                    .collect(),
                threats,
            });
        }
        for diagram in &mut diagrams {
            diagram.summary.finish();
            diagram
                .interactions
                .sort_by_cached_key(|i| i.name.to_lowercase());
        }
        let info = &model.information;
        let file = subject.file.rsplit(['/', '\\']).next().unwrap_or("");
        let title = [info.name.trim(), file]
            .into_iter()
            .find(|t| !t.is_empty() && *t != "-")
            .unwrap_or("Threat model");
        Content {
            title: title.to_owned(),
            file: subject.file.to_owned(),
            information: info
                .fields()
                .map(|(label, text)| (label, text.trim().to_owned()))
                .to_vec(),
            template: kb.map(|kb| {
                format!("{} {}", kb.manifest.name, kb.manifest.version)
                    .trim()
                    .to_owned()
            }),
            summary: everything,
            diagrams,
            elsewhere,
            notes: model.notes.clone(),
            messages: model
                .messages
                .iter()
                .filter(|m| m.enabled)
                .map(|m| m.text.clone())
                .collect(),
        }
    }

    /// Every threat, in the order of the document.
    pub fn threats(&self) -> impl Iterator<Item = &ThreatPart> {
        let drawn = self
            .diagrams
            .iter()
            .flat_map(|d| &d.interactions)
            .flat_map(|i| &i.threats);
        drawn.chain(&self.elsewhere)
    }
}

impl ThreatPart {
    fn new(view: &ThreatView<'_>) -> Self {
        let stored = view.stored();
        let ends = match view.elements() {
            Some([source, _, target]) => [wording::name_of(source), wording::name_of(target)],
            None => Default::default(),
        };
        Self {
            key: view.threat.key.clone(),
            number: view.threat.number,
            title: view.title().into_owned(),
            category: view.category().to_owned(),
            description: view.description().into_owned(),
            state: view.state().clone(),
            priority: view.priority().to_owned(),
            justification: view.justification().to_owned(),
            changed_by: view.changed_by().map(str::to_owned),
            changed_at: view.changed_at().map(str::to_owned),
            origin: view.threat.origin,
            standing: view.threat.standing,
            is_new: stored.is_none(),
            diagram: view.diagram().map(|d| d.name.clone()).unwrap_or_default(),
            interaction: view.interaction_name(),
            ends,
            crosses: view.crosses(),
            fields: view
                .own_fields()
                .into_iter()
                .chain(stored.into_iter().flat_map(beyond_state))
                .filter(|f| !f.hidden && !f.value.trim().is_empty())
                .collect(),
        }
    }
}

/// What was decided beyond state and justification.
fn beyond_state(threat: &Threat) -> impl Iterator<Item = Field> {
    let fields = [
        (decision::RESOLUTION, "Resolution"),
        (decision::APPROVER, "Approved by"),
        (decision::EXPIRES, "Expires"),
    ];
    fields.into_iter().map(|(name, label)| Field {
        name: name.to_owned(),
        label: label.to_owned(),
        value: threat.property(name).to_owned(),
        hidden: false,
    })
}

impl ThreatPart {
    /// What is unusual about it, in words.
    pub fn remarks(&self) -> impl Iterator<Item = &'static str> {
        let remarks = [
            (
                self.standing == Standing::NoLongerGenerated,
                "no longer generated",
            ),
            (self.origin == Origin::User, "user-defined"),
            (self.is_new, "new"),
        ];
        remarks
            .into_iter()
            .filter(|(holds, _)| *holds)
            .map(|(_, word)| word)
    }
}

impl Summary {
    fn add(&mut self, threat: &ThreatPart, upgraded: bool) {
        if self.states.is_empty() {
            self.states = State::ALL
                .iter()
                .map(|(.., label)| ((*label).to_owned(), 0))
                .collect();
        }
        count(&mut self.states, threat.state.label());
        count(&mut self.priorities, &threat.priority);
        self.total += 1;
        self.migrated += usize::from(upgraded);
    }

    /// High before Medium before Low; other words after them.
    fn finish(&mut self) {
        let rank = |word: &str| Urgency::from(word).min(Urgency::Informational);
        self.priorities
            .sort_by(|(a, _), (b, _)| rank(a).cmp(&rank(b)).then_with(|| a.cmp(b)));
    }
}

fn count(counts: &mut Vec<(String, usize)>, word: &str) {
    match counts.iter_mut().find(|(w, _)| w == word) {
        Some((_, n)) => *n += 1,
        None => counts.push((word.to_owned(), 1)),
    }
}
