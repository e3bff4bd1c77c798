//! Cards: threats with all there is to say about each.

use super::rich::Rich;
use std::borrow::Cow;
use std::rc::Rc;
use trustline_analysis::{Origin, Status, Stride};
use trustline_model::{State, ThreatKey, Urgency};

/// A threat as a report shows it.
pub struct Card<'a> {
    /// What links lead to; no other card of the document has it.
    pub anchor: String,
    /// The anchor of the section that it stands in where threats are sorted by flow.
    pub place: String,
    /// Type and interaction.
    pub key: &'a ThreatKey,
    /// Its label.
    pub number: i64,
    /// Title.
    pub title: Cow<'a, str>,
    /// Category, in words.
    pub category: &'a str,
    /// What it stands for, where that is a kind of STRIDE.
    pub stride: Option<Stride>,
    /// Description.
    pub description: Rich<'a>,
    /// State.
    pub state: &'a State,
    /// Priority.
    pub priority: &'a str,
    /// The fields that people see beside these.
    pub fields: Vec<CardField<'a>>,
    /// Why it was decided so.
    pub justification: Rich<'a>,
    /// Who touched it last.
    pub changed_by: Option<&'a str>,
    /// When.
    pub changed_at: Option<&'a str>,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether it still follows from the drawing.
    pub standing: Status,
    /// Whether something is recorded of it.
    pub is_recorded: bool,
    /// What kind of thing that is: `interaction`, `element`, `system` or `removed`.
    pub about: &'static str,
    /// What it threatens.
    pub interaction: Rc<Interaction<'a>>,
}

/// A field of a threat.
pub struct CardField<'a> {
    /// Its name for programs.
    pub name: String,
    /// What people read.
    pub label: String,
    /// What it says.
    pub value: Rich<'a>,
}

/// An interaction in words. Of one that the drawing no longer has, only what was recorded.
#[derive(Default)]
pub struct Interaction<'a> {
    /// The diagram's name.
    pub diagram: &'a str,
    /// The flow's name.
    pub name: String,
    /// Name of where it begins.
    pub source: String,
    /// Name of where it ends.
    pub target: String,
    /// Names of the boundaries it crosses, in order.
    pub crosses: Vec<String>,
}

impl Interaction<'_> {
    /// Its name, its ends, and the diagram it is on.
    pub fn in_full(&self) -> String {
        let ends = match self.source.is_empty() && self.target.is_empty() {
            true => String::new(),
            false => format!(": {} → {}", self.source, self.target),
        };
        let diagram = match self.diagram.trim() {
            "" => String::new(),
            diagram => format!(", on {diagram}"),
        };
        format!("{}{ends}{diagram}", self.name)
    }
}

impl Card<'_> {
    /// What is unusual about it, in words.
    pub fn remarks(&self) -> impl Iterator<Item = &'static str> {
        let remarks = [
            (
                self.standing == Status::NoLongerGenerated,
                "no longer generated",
            ),
            (self.origin == Origin::User, "user-defined"),
            (!self.is_recorded, "new"),
        ];
        remarks
            .into_iter()
            .filter(|(holds, _)| *holds)
            .map(|(_, word)| word)
    }

    /// What its priority means.
    pub fn urgency(&self) -> Urgency {
        Urgency::from(self.priority)
    }

    /// Whether nobody has settled it.
    pub fn is_open(&self) -> bool {
        self.state.is_open()
    }
}
