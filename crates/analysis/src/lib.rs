//! Which threats a model has, reconciled with recorded decisions, and what is wrong with the
//! model. Derived from the whole model each time, never stored. Knows nothing of files, pictures
//! or the screen.

pub mod checks;
pub mod combine;
pub mod compare;
mod crossing;
mod explain;
mod facts;
pub mod framework;
mod generate;
pub mod interactions;
pub mod migrate;
mod outdated;
pub mod questionnaire;
mod reconcile;
mod trial;
mod view;
pub mod wording;

pub use checks::{Check, Levels};
pub use combine::{Combined, Conflict, combine};
pub use compare::{Difference, compare};
pub use crossing::of_diagram as interactions_of;
pub use explain::{Explained, Remedy, explain, explain_interaction};
pub use facts::{InteractionFacts, KnowledgeNames};
pub use generate::{Template, hits};
pub use migrate::{Choices, Plan, Refusal};
pub use outdated::{Newer, decline, outdated};
pub use reconcile::{Update, record, update};
pub use trial::{Failure, Outcome, SituationFacts, appearing, try_all};
pub use view::{Field, ThreatView};

use trustline_model::{Diagnostic, Diagram, Element, ThreatKey, ThreatModel};

/// A data flow together with its two ends, on one diagram. Numbers are places: of the diagram in
/// the model, of elements in the diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interaction {
    /// The diagram.
    pub diagram: usize,
    /// Where the flow begins.
    pub source: usize,
    /// The flow.
    pub flow: usize,
    /// Where the flow ends.
    pub target: usize,
    /// The trust boundaries it crosses, in order along the flow.
    pub crosses: Vec<usize>,
}

impl Interaction {
    /// The diagram it is on.
    pub fn diagram_of<'m>(&self, model: &'m ThreatModel) -> &'m Diagram {
        // INVARIANT: an interaction is used with the model it was found in.
        model
            .diagrams
            .get(self.diagram)
            .expect("the model of this interaction")
    }

    /// Source, flow and target.
    pub fn elements<'m>(&self, model: &'m ThreatModel) -> [&'m Element; 3] {
        let diagram = self.diagram_of(model);
        [self.source, self.flow, self.target].map(|i| {
            diagram
                .elements
                .get(i)
                .expect("the model of this interaction")
        })
    }

    /// The boundaries it crosses, in order along the flow.
    pub fn boundaries<'m>(&self, model: &'m ThreatModel) -> Vec<&'m Element> {
        let diagram = self.diagram_of(model);
        self.crosses
            .iter()
            .filter_map(|i| diagram.elements.get(*i))
            .collect()
    }
}

/// Where a threat comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A threat type of the template.
    Generated,
    /// A person's own.
    User,
}

impl Origin {
    /// The word for documents.
    pub fn as_str(self) -> &'static str {
        match self {
            Origin::Generated => "generated",
            Origin::User => "user",
        }
    }
}

/// Whether a threat still follows from the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It does, or is a person's own.
    Current,
    /// It does not any more, but somebody decided on it: kept.
    NoLongerGenerated,
}

impl Standing {
    /// The word for documents.
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Current => "current",
            Standing::NoLongerGenerated => "no-longer-generated",
        }
    }
}

/// A threat of the model. Numbers are places: in `Analysis::interactions`, in the knowledge
/// base's threat types, in the model's recorded threats.
#[derive(Clone, Debug, PartialEq)]
pub struct AnalyzedThreat {
    /// Type and interaction.
    pub key: ThreatKey,
    /// The interaction it is about, where the drawing still has it.
    pub interaction: Option<usize>,
    /// Its type, where the template has it.
    pub threat_type: Option<usize>,
    /// What is recorded of it. `None`: it is new.
    pub stored: Option<usize>,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether it still follows from the drawing.
    pub standing: Standing,
    /// Its label: recorded, or the next free one.
    pub number: i64,
}

/// What follows from a model.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// In order of diagram and flow.
    pub interactions: Vec<Interaction>,
    /// Generated ones in order of diagram, flow and threat type; then the others as recorded.
    pub threats: Vec<AnalyzedThreat>,
    /// Recorded threats that nobody touched and that no longer follow: places in the model.
    pub gone: Vec<usize>,
    /// What is wrong with the model or its template.
    pub diagnostics: Vec<Diagnostic>,
}

/// Which threats a model has, and what is wrong with it, every check at its own level.
pub fn analyze(model: &ThreatModel) -> Analysis {
    analyze_with(model, &Levels::default())
}

/// The same, with other levels for some checks.
pub fn analyze_with(model: &ThreatModel, levels: &Levels) -> Analysis {
    let interactions = crossing::interactions(model);
    let template = model.knowledge_base.as_deref().map(Template::new);
    let derived = match &template {
        Some(template) if model.generates() => generate::generate(model, template, &interactions),
        _ => Vec::new(),
    };
    let mut analysis = reconcile::reconcile(model, template.as_ref(), interactions, derived);
    analysis.diagnostics = checks::run(model, template.as_ref(), &analysis, levels);
    analysis
}
