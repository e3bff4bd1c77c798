//! A threat as a row of the grid: the texts of its columns.

use super::column::{Column, Group};
use trustline_analysis::wording::name_of;
use trustline_analysis::{Origin, Status, ThreatView};
use trustline_model::{State, Threat, ThreatKey, ThreatModel};

/// What sets a threat apart from those that are as recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// As recorded.
    None,
    /// Not recorded yet: it came with the drawing as it is now.
    New,
    /// Recorded, not edited, and not following any more: it will not be recorded again.
    Removed,
    /// Decided on, and not following any more: kept.
    NoLonger,
    /// Added by a person.
    Manual,
}

/// A threat in the grid.
#[derive(Clone, Debug)]
pub struct Row {
    /// Type and interaction.
    pub key: ThreatKey,
    /// Its number.
    pub number: i64,
    /// What sets it apart.
    pub mark: Mark,
    /// What has been decided.
    pub state: State,
    /// Texts of the other columns.
    pub title: String,
    /// Its category.
    pub category: String,
    /// Its priority.
    pub priority: String,
    /// The name of its flow.
    pub interaction: String,
    /// Where the flow begins.
    pub source: String,
    /// Where the flow ends.
    pub target: String,
    /// The name of its diagram.
    pub diagram: String,
    /// Why it was decided so.
    pub justification: String,
    /// What it is about.
    pub description: String,
    /// Who decided.
    pub changed_by: String,
    /// When.
    pub changed_at: String,
}

impl Row {
    /// Of a threat as it stands.
    pub(super) fn new(view: &ThreatView<'_>) -> Self {
        let names = view.elements().map(|[s, _, t]| (name_of(s), name_of(t)));
        let (source, target) = names.unwrap_or_default();
        let threat = view.threat;
        Self {
            key: threat.key.clone(),
            number: threat.number,
            mark: match (threat.standing, threat.origin, threat.stored) {
                (Status::NoLongerGenerated, ..) => Mark::NoLonger,
                (_, Origin::User, _) => Mark::Manual,
                (_, _, None) => Mark::New,
                _ => Mark::None,
            },
            state: view.state().clone(),
            title: view.title().into_owned(),
            category: view.category().to_owned(),
            priority: view.priority().to_owned(),
            interaction: view.interaction_name(),
            source,
            target,
            diagram: view.diagram().map(|d| d.name.clone()).unwrap_or_default(),
            justification: view.justification().to_owned(),
            description: view.description().into_owned(),
            changed_by: view.changed_by().unwrap_or("").to_owned(),
            changed_at: view.changed_at().unwrap_or("").to_owned(),
        }
    }

    /// Of a recorded threat that does not follow any more, and that nobody decided on.
    pub(super) fn removed(model: &ThreatModel, threat: &Threat) -> Self {
        let text = |name: &str| threat.property(name).to_owned();
        Self {
            key: threat.key.clone(),
            number: threat.number,
            mark: Mark::Removed,
            state: threat.state.clone(),
            title: text("Title"),
            category: text("UserThreatCategory"),
            priority: threat.priority.clone(),
            interaction: text("InteractionString"),
            source: String::new(),
            target: String::new(),
            diagram: model
                .diagram(&threat.diagram)
                .map(|d| d.name.clone())
                .unwrap_or_default(),
            justification: threat.justification().to_owned(),
            description: text("UserThreatDescription"),
            changed_by: String::new(),
            changed_at: String::new(),
        }
    }

    /// Whether nobody has decided on it.
    pub fn is_untouched(&self) -> bool {
        self.state == State::NotStarted && self.mark != Mark::Removed
    }

    /// The text of a column.
    pub fn text(&self, column: Column) -> std::borrow::Cow<'_, str> {
        match column {
            Column::Number => self.number.to_string().into(),
            Column::Mark => match self.mark {
                Mark::None => "",
                Mark::New => "new",
                Mark::Removed => "removed",
                Mark::NoLonger => "no longer generated",
                Mark::Manual => "manual",
            }
            .into(),
            Column::Title => self.title.as_str().into(),
            Column::Category => self.category.as_str().into(),
            Column::State => self.state.label().into(),
            Column::Priority => self.priority.as_str().into(),
            Column::Interaction => self.interaction.as_str().into(),
            Column::Source => self.source.as_str().into(),
            Column::Target => self.target.as_str().into(),
            Column::Diagram => self.diagram.as_str().into(),
            Column::Justification => self.justification.as_str().into(),
            Column::Description => self.description.as_str().into(),
            Column::ChangedBy => self.changed_by.as_str().into(),
            Column::ChangedAt => self.changed_at.as_str().into(),
        }
    }

    /// The groups that it stands in.
    pub(super) fn groups(&self, group: Group) -> Vec<String> {
        match group {
            Group::Interaction => vec![format!(
                "{}: {} → {}",
                self.interaction, self.source, self.target
            )],
            Group::Element if self.source == self.target => vec![self.source.clone()],
            Group::Element => vec![self.source.clone(), self.target.clone()],
            Group::Category => vec![self.category.clone()],
            Group::State => vec![self.state.label().to_owned()],
            Group::Diagram => vec![self.diagram.clone()],
        }
    }
}
