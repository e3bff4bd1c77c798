//! What applying a template to a model does, to be looked at and changed before it is done.

use super::choices::Choices;
use super::warning::Warning;
use trustline_model::{
    DiagramId, Edit, ElementId, Manifest, State, StencilId, ThreatKey, ThreatTypeId,
};

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
        valid: Vec<String>,
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
    /// A manual threat: it does not depend on the template.
    Manual,
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
        Carry::Manual,
        Carry::Kept,
    ];

    /// The words for people and documents.
    pub fn as_str(self) -> &'static str {
        match self {
            Carry::Identity => "same threat type",
            Carry::Mapping => "chosen",
            Carry::Title => "same title",
            Carry::Guess => "guessed",
            Carry::Manual => "manual threat",
            Carry::Kept => "kept as recorded",
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
    pub(super) edit: Edit,
}

impl Plan {
    /// How many decisions are carried in a way.
    pub fn carried(&self, carry: Carry) -> usize {
        self.decisions.iter().filter(|d| d.carry == carry).count()
    }

    /// Whether the model stays as it is.
    pub fn is_empty(&self) -> bool {
        self.edit.is_nothing()
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
                    valid,
                } = &property.change
                    && !valid.is_empty()
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
