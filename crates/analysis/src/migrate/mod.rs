//! Applying a template to a model: what would happen is planned and shown, can be changed by
//! choices, and is done as one edit. No decision is lost by it.

mod decisions;
mod elements;
mod likeness;

use crate::compare::compare;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;
use trustline_model::{
    DiagramId, Edit, ElementId, KnowledgeBase, Manifest, State, StencilId, ThreatKey, ThreatModel,
    ThreatTypeId, diagnostic::nearest,
};

/// What people chose about a move. Nothing chosen: what the plan proposes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// The stencil that elements of a stencil get.
    pub stencils: BTreeMap<StencilId, StencilId>,
    /// The value that elements get: by the stencil they have now, the property's internal name and
    /// the value they have now.
    pub values: BTreeMap<(StencilId, String, String), String>,
    /// The threat type to which decisions on a threat type are carried; `None`: to none.
    pub threats: BTreeMap<ThreatTypeId, Option<ThreatTypeId>>,
    /// Decisions whose guessed place is refused: they are kept as they are.
    pub refused: BTreeSet<ThreatKey>,
}

impl Choices {
    /// Whether nothing was chosen.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Why a template cannot be applied to a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The model uses this very template, and nothing was chosen that would change it.
    AlreadyApplied {
        /// Its name and version.
        template: String,
    },
    /// The template has no stencils: nothing could be drawn with it.
    NoStencils {
        /// Its name.
        template: String,
    },
    /// The model has something that no edit can put back as it is.
    Damaged {
        /// What.
        why: String,
    },
    /// A choice names a stencil that the new template lacks.
    UnknownStencil {
        /// The stencil.
        stencil: StencilId,
        /// One whose id or name is near.
        near: Option<String>,
    },
    /// A choice names a threat type that the new template lacks.
    UnknownThreatType {
        /// The threat type.
        threat_type: ThreatTypeId,
        /// One whose id is near.
        near: Option<String>,
    },
    /// A choice gives elements a stencil that is drawn as something else: a line instead of a shape.
    OtherForm {
        /// The stencil that elements have.
        from: StencilId,
        /// The one that was chosen for them.
        to: StencilId,
    },
    /// A choice gives a property a value that the new template does not offer.
    UnlawfulValue {
        /// The property.
        property: String,
        /// The value that was chosen.
        value: String,
        /// The values there are.
        lawful: Vec<String>,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::AlreadyApplied { template } => {
                write!(f, "the model uses this very template already: `{template}`")
            }
            Refusal::NoStencils { template } => {
                write!(f, "the template `{template}` has no stencils to draw with")
            }
            Refusal::Damaged { why } => {
                write!(f, "the model is damaged: {why}")
            }
            Refusal::UnknownStencil { stencil, .. } => {
                write!(f, "the new template lacks the stencil `{stencil}`")
            }
            Refusal::UnknownThreatType { threat_type, .. } => {
                write!(f, "the new template lacks the threat type `{threat_type}`")
            }
            Refusal::OtherForm { from, to } => {
                write!(
                    f,
                    "elements of `{from}` cannot become `{to}`, which is drawn as something else"
                )
            }
            Refusal::UnlawfulValue {
                property, value, ..
            } => write!(
                f,
                "the new template offers no value `{value}` for `{property}`"
            ),
        }
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    /// What people can do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Refusal::AlreadyApplied { .. } => Some("there is nothing to do".to_owned()),
            Refusal::NoStencils { .. } => None,
            Refusal::Damaged { .. } => Some("see `trustline check`".to_owned()),
            Refusal::UnknownStencil { near, .. } | Refusal::UnknownThreatType { near, .. } => {
                near.as_ref().map(|near| format!("did you mean `{near}`?"))
            }
            Refusal::OtherForm { .. } => {
                Some("shapes stay shapes, lines stay lines, boxes stay boxes".to_owned())
            }
            Refusal::UnlawfulValue { lawful, .. } => {
                let values: Vec<String> = lawful.iter().map(|v| format!("`{v}`")).collect();
                Some(format!("there is {}", values.join(", ")))
            }
        }
    }
}

/// What is worth knowing before a template is applied, and does not forbid it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The version is older than the one that the model has.
    Older {
        /// The version of the model's template.
        from: String,
        /// The version to apply.
        to: String,
    },
    /// Whether the version is older cannot be told.
    VersionUnclear {
        /// The version of the model's template.
        from: String,
        /// The version to apply.
        to: String,
    },
    /// It is not another version but another template.
    OtherTemplate {
        /// The name of the model's template.
        from: String,
        /// The name of the one to apply.
        to: String,
    },
    /// The template has no threat types: recorded threats stay, none are generated.
    NoThreatTypes,
    /// Threat generation is switched off in the model: recorded threats stay as they are.
    GenerationOff,
    /// A choice is about something that the model does not have.
    UnusedChoice {
        /// What it is about, in words.
        about: String,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Warning::Older { from, to } => {
                write!(
                    f,
                    "version `{to}` is older than the model's, which is `{from}`"
                )
            }
            Warning::VersionUnclear { from, to } => {
                write!(
                    f,
                    "whether version `{to}` is newer than `{from}` cannot be told"
                )
            }
            Warning::OtherTemplate { from, to } => {
                write!(
                    f,
                    "`{to}` is another template than the model's, which is `{from}`"
                )
            }
            Warning::NoThreatTypes => f.write_str(
                "the template has no threat types: recorded threats stay, none are generated",
            ),
            Warning::GenerationOff => f.write_str(
                "threat generation is switched off in the model: recorded threats stay as they are",
            ),
            Warning::UnusedChoice { about } => {
                write!(
                    f,
                    "the model has nothing that the choice for {about} is about"
                )
            }
        }
    }
}

/// An element that changes.
#[derive(Clone, Debug, PartialEq)]
pub struct ElementPlan {
    /// The diagram it is on.
    pub diagram: DiagramId,
    /// The element.
    pub element: ElementId,
    /// Its name; what it is, where it has none.
    pub name: String,
    /// The stencil it has, and what people call that.
    pub from: (StencilId, String),
    /// The stencil it gets, and what people call that. The same one where only properties change.
    pub to: (StencilId, String),
    /// Where the new template lacks its stencil: every stencil it could get, the best first.
    pub alternatives: Vec<(StencilId, String)>,
    /// Its properties that change.
    pub properties: Vec<PropertyPlan>,
}

impl ElementPlan {
    /// Whether it gets another stencil.
    pub fn is_replaced(&self) -> bool {
        self.from.0 != self.to.0
    }
}

/// A property of an element that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertyPlan {
    /// Its internal name.
    pub name: String,
    /// What people read.
    pub label: String,
    /// What happens to it.
    pub change: PropertyChange,
}

/// What happens to a property of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PropertyChange {
    /// The element gets it.
    Appears {
        /// With this value.
        value: String,
    },
    /// The new stencil lacks it, and nobody had chosen a value.
    Vanishes {
        /// The value it had.
        value: String,
    },
    /// The new stencil lacks it. What was chosen stays with the element, so that going back to the
    /// template restores it.
    Kept {
        /// The value it has.
        value: String,
    },
    /// It has another value.
    Value {
        /// The value it had.
        before: String,
        /// The value it gets.
        after: String,
        /// What can be chosen instead; nothing where the stencil fixes the value.
        lawful: Vec<String>,
    },
}

/// A recorded or new threat, in a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreatPlan {
    /// Type and interaction.
    pub key: ThreatKey,
    /// Its number.
    pub number: i64,
    /// Its title.
    pub title: String,
    /// The interaction's name.
    pub interaction: String,
}

/// How a decision is carried over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Carry {
    /// The new template has the same threat type, and it applies to the same interaction.
    Identity,
    /// Somebody chose the threat type.
    Mapping,
    /// Another threat type with the same title applies to the same interaction.
    Title,
    /// A guess: a threat type of the same category with near words applies to the same interaction.
    Guess,
    /// A person's own threat: it does not depend on the template.
    Own,
    /// It has no place in the new template: it stays recorded as it is, and is no longer generated.
    Kept,
}

impl Carry {
    /// Every way, in the order in which they are tried.
    pub const ALL: [Carry; 6] = [
        Carry::Identity,
        Carry::Mapping,
        Carry::Title,
        Carry::Guess,
        Carry::Own,
        Carry::Kept,
    ];

    /// The words for people and documents.
    pub fn as_str(self) -> &'static str {
        match self {
            Carry::Identity => "same threat type",
            Carry::Mapping => "chosen",
            Carry::Title => "same title",
            Carry::Guess => "guessed",
            Carry::Own => "own threat",
            Carry::Kept => "kept without a place",
        }
    }
}

/// A decision and where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionPlan {
    /// The recorded threat's number.
    pub number: i64,
    /// Its title as recorded.
    pub title: String,
    /// The interaction's name.
    pub interaction: String,
    /// What was decided.
    pub state: State,
    /// Type and interaction as recorded.
    pub from: ThreatKey,
    /// Type and interaction afterwards.
    pub to: ThreatKey,
    /// The title of the threat type it is carried to; empty where it is kept.
    pub to_title: String,
    /// How it is carried.
    pub carry: Carry,
    /// Threat types of the new template that apply to the interaction and have no decision yet, the
    /// nearest first: ids and titles.
    pub alternatives: Vec<(ThreatTypeId, String)>,
}

/// What applying a template to a model does.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The model's template.
    pub from: Manifest,
    /// The template to apply.
    pub to: Manifest,
    /// What is worth knowing first.
    pub warnings: Vec<Warning>,
    /// Elements that change.
    pub elements: Vec<ElementPlan>,
    /// Undecided threats that stay.
    pub stay: Vec<ThreatPlan>,
    /// Undecided threats that go.
    pub go: Vec<ThreatPlan>,
    /// Threats that are new.
    pub arrive: Vec<ThreatPlan>,
    /// Every decision.
    pub decisions: Vec<DecisionPlan>,
    edit: Edit,
}

impl Plan {
    /// How many decisions are carried in a way.
    pub fn carried(&self, carry: Carry) -> usize {
        self.decisions.iter().filter(|d| d.carry == carry).count()
    }

    /// Whether the model stays as it is.
    pub fn is_empty(&self) -> bool {
        self.edit == Edit::All(Vec::new())
    }

    /// Everything that the plan proposes, as choices: to be changed and planned again.
    pub fn choices(&self) -> Choices {
        let mut choices = Choices::default();
        for element in &self.elements {
            let (from, to) = (&element.from.0, &element.to.0);
            if element.is_replaced() {
                choices.stencils.insert(from.clone(), to.clone());
            }
            for property in &element.properties {
                if let PropertyChange::Value {
                    before,
                    after,
                    lawful,
                } = &property.change
                    && !lawful.is_empty()
                {
                    let key = (from.clone(), property.name.clone(), before.clone());
                    choices.values.insert(key, after.clone());
                }
            }
        }
        for decision in &self.decisions {
            let moved = matches!(decision.carry, Carry::Mapping | Carry::Title | Carry::Guess);
            if moved {
                let (from, to) = (&decision.from.threat_type, &decision.to.threat_type);
                let chosen = choices.threats.entry(from.clone());
                chosen.or_insert_with(|| Some(to.clone()));
            }
        }
        choices
    }

    /// The whole move as one edit. The model's threats are up to date after it.
    pub fn into_edit(self) -> Edit {
        self.edit
    }
}

/// What applying a template to a model would do. A model without a template may get one.
pub fn plan(
    model: &ThreatModel,
    new: &Arc<KnowledgeBase>,
    choices: &Choices,
) -> Result<Plan, Refusal> {
    let old = model.knowledge_base.as_deref();
    let is_applied = old.is_some_and(|old| compare(old, new).is_empty());
    if is_applied && choices.is_empty() {
        return Err(Refusal::AlreadyApplied {
            template: titled(&new.manifest),
        });
    }
    if new.stencils.iter().all(|s| s.hidden) {
        return Err(Refusal::NoStencils {
            template: titled(&new.manifest),
        });
    }
    for threat_type in choices.threats.values().flatten() {
        if new.threat_type(threat_type).is_none() {
            let known = new.threat_types.iter().map(|t| t.id.as_str());
            return Err(Refusal::UnknownThreatType {
                threat_type: threat_type.clone(),
                near: nearest(threat_type.as_str(), known).map(str::to_owned),
            });
        }
    }
    let moved = elements::elements(model, new, choices)?;
    let mut edits = Vec::new();
    if !is_applied {
        edits.push(Edit::SetKnowledgeBase(Some(Arc::clone(new))));
    }
    let put = moved.elements.into_iter();
    edits.extend(put.map(|(diagram, element)| Edit::PutElement(diagram, element)));
    let mut tried = model.clone();
    tried
        .apply(Edit::All(edits.clone()))
        .map_err(|error| Refusal::Damaged {
            why: error.to_string(),
        })?;
    let threats = decisions::threats(model, &tried, choices);
    if threats.threats != model.threats {
        edits.push(Edit::SetThreats(threats.threats));
    }
    let mut warnings = warnings(model, new);
    let unused = |about: String| Warning::UnusedChoice { about };
    for from in choices.stencils.keys() {
        if !moved.used.contains(&(from.clone(), None)) {
            warnings.push(unused(format!("the stencil `{from}`")));
        }
    }
    for (from, property, value) in choices.values.keys() {
        let key = (from.clone(), Some((property.clone(), value.clone())));
        if !moved.used.contains(&key) {
            warnings.push(unused(format!("the value `{value}` of `{property}`")));
        }
    }
    for from in choices.threats.keys() {
        if !threats
            .decisions
            .iter()
            .any(|d| d.from.threat_type == *from)
        {
            warnings.push(unused(format!("the threat type `{from}`")));
        }
    }
    Ok(Plan {
        from: old.map(|kb| kb.manifest.clone()).unwrap_or_default(),
        to: new.manifest.clone(),
        warnings,
        elements: moved.plans,
        stay: threats.stay,
        go: threats.go,
        arrive: threats.arrive,
        decisions: threats.decisions,
        edit: Edit::All(edits),
    })
}

/// A template's name and version.
fn titled(manifest: &Manifest) -> String {
    format!("{} {}", manifest.name.trim(), manifest.version.trim())
}

fn warnings(model: &ThreatModel, new: &KnowledgeBase) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if let Some(old) = &model.knowledge_base {
        // A template that was added to the model's own has it as a part.
        let from = &old.manifest;
        let mut parts = new.origins().into_iter().map(|o| o.manifest);
        let part = parts.find(|m| m.is_same_template(from));
        let to = part.as_ref().unwrap_or(&new.manifest);
        if !from.is_same_template(to) {
            warnings.push(Warning::OtherTemplate {
                from: from.name.clone(),
                to: to.name.clone(),
            });
        } else {
            let versions = (from.version.clone(), to.version.clone());
            match to.version_order(from) {
                Some(Ordering::Less) => warnings.push(Warning::Older {
                    from: versions.0,
                    to: versions.1,
                }),
                None => warnings.push(Warning::VersionUnclear {
                    from: versions.0,
                    to: versions.1,
                }),
                Some(_) => {}
            }
        }
    }
    if new.threat_types.is_empty() {
        warnings.push(Warning::NoThreatTypes);
    }
    if !model.generates() {
        warnings.push(Warning::GenerationOff);
    }
    warnings
}
