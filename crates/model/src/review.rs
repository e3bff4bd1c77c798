//! What a team records about a model beside its threats: an assessment, controls, assets, meetings
//! with their sign-offs, and how often all that is looked at again.

use crate::{ElementId, ThreatKey};

/// Everything that a team recorded. Empty for models that were never reviewed this way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Review {
    /// The assessment: open questions with their answers, in order.
    pub questions: Vec<Question>,
    /// What the answers lack, what that means, and what is done about it.
    pub gaps: Vec<Gap>,
    /// What protects the system.
    pub controls: Vec<Control>,
    /// What is worth protecting.
    pub assets: Vec<Asset>,
    /// Meetings, the oldest first.
    pub meetings: Vec<Meeting>,
    /// After so many months the model is looked at again; 0: nobody said.
    pub months: u32,
    /// Records of a kind that this version does not know, with their fields: they are kept.
    pub unknown: Vec<(String, Vec<(String, String)>)>,
}

impl Review {
    /// Whether nothing was recorded.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The sign-off that counts: that of the newest meeting which has one.
    pub fn sign_off(&self) -> Option<(&Meeting, &SignOff)> {
        let newest = self.meetings.iter().rev();
        newest
            .filter_map(|m| Some((m, m.sign_off.as_ref()?)))
            .next()
    }
}

/// What something is about: elements and threats of the model.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields, default)
)]
pub struct About {
    /// Elements, data flows among them.
    pub elements: Vec<ElementId>,
    /// Threats.
    pub threats: Vec<ThreatKey>,
}

/// An open question of the assessment, with what people answered.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields, default)
)]
pub struct Question {
    /// Names it within the model.
    pub id: String,
    /// The category it belongs to, as people read it.
    pub category: String,
    /// The question.
    pub text: String,
    /// What an answer should cover.
    pub areas: Vec<String>,
    /// What was answered; empty: nothing yet.
    pub answer: String,
    /// What the answer is about.
    pub about: About,
}

/// Something that an answer lacks.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields, default)
)]
pub struct Gap {
    /// Names it within the model.
    pub id: String,
    /// The question it came from; empty: none.
    pub question: String,
    /// What is missing, in a few words.
    pub gap: String,
    /// What can happen because of it.
    pub impact: String,
    /// What is done about it.
    pub solution: String,
    /// Whether that is done.
    pub closed: bool,
    /// What it is about.
    pub about: About,
}

/// What a control does to an attack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields)
)]
pub enum Function {
    #[default]
    Preventative,
    Detective,
    Corrective,
    Recovery,
    Deterrent,
}

impl Function {
    /// All of them, in the order of the matrix.
    pub const ALL: [(Function, &'static str); 5] = [
        (Function::Preventative, "Preventative"),
        (Function::Detective, "Detective"),
        (Function::Corrective, "Corrective"),
        (Function::Recovery, "Recovery"),
        (Function::Deterrent, "Deterrent"),
    ];

    /// The word for people and files.
    pub fn as_str(self) -> &'static str {
        word(&Self::ALL, self)
    }
}

/// What a control is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields)
)]
pub enum ControlType {
    Physical,
    #[default]
    Technical,
    Administrative,
}

impl ControlType {
    /// All of them, in the order of the matrix.
    pub const ALL: [(ControlType, &'static str); 3] = [
        (ControlType::Physical, "Physical"),
        (ControlType::Technical, "Technical"),
        (ControlType::Administrative, "Administrative"),
    ];

    /// The word for people and files.
    pub fn as_str(self) -> &'static str {
        word(&Self::ALL, self)
    }
}

/// What happens to a threat that was decided on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Treatment {
    Mitigate,
    Transfer,
    Avoid,
    Accept,
}

impl Treatment {
    /// All of them.
    pub const ALL: [(Treatment, &'static str); 4] = [
        (Treatment::Mitigate, "Mitigate"),
        (Treatment::Transfer, "Transfer"),
        (Treatment::Avoid, "Avoid"),
        (Treatment::Accept, "Accept"),
    ];

    /// The word for people and files.
    pub fn as_str(self) -> &'static str {
        word(&Self::ALL, self)
    }

    /// The resolution that a word names. Mitigate was called Reduce first.
    pub fn parse(word: &str) -> Option<Self> {
        let known = parse(&Self::ALL, word);
        known.or_else(|| parse(&[(Self::Mitigate, "Reduce")], word))
    }

    /// What people read for a recorded word; words of others as they are.
    pub fn shown(word: &str) -> &str {
        match Self::parse(word) {
            Some(known) => known.as_str(),
            None => word,
        }
    }
}

fn word<T: PartialEq + Copy>(all: &[(T, &'static str)], value: T) -> &'static str {
    let found = all.iter().find(|(v, _)| *v == value);
    found.map_or("", |(_, word)| *word)
}

/// The value of a list that a word names, without regard to case.
pub fn parse<T: Copy>(all: &[(T, &'static str)], word: &str) -> Option<T> {
    let mut all = all.iter();
    let found = all.find(|(_, w)| w.eq_ignore_ascii_case(word.trim()));
    found.map(|(value, _)| *value)
}

/// Something that protects the system.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields, default)
)]
pub struct Control {
    /// Names it within the model.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What it does to an attack.
    pub function: Function,
    /// What it is made of.
    pub kind: ControlType,
    /// Elements that it protects and threats that it answers.
    pub about: About,
}

/// Something worth protecting.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields, default)
)]
pub struct Asset {
    /// Names it within the model.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// How confidential it is, in the team's words.
    pub classification: String,
    /// Stores that keep it and flows that carry it.
    pub about: About,
}

/// A meeting about the model.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields, default)
)]
pub struct Meeting {
    /// Names it within the model.
    pub id: String,
    /// The day, as `2026-01-31`.
    pub date: String,
    /// Who was there.
    pub attendees: Vec<String>,
    /// What was said.
    pub remarks: Vec<Remark>,
    /// Components that the diagrams lack.
    pub missing: Vec<String>,
    /// How it ended, once it did.
    pub sign_off: Option<SignOff>,
}

/// Something said in a meeting.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields, default)
)]
pub struct Remark {
    /// What it is about, in words: a diagram, a threat; empty: the whole.
    pub on: String,
    /// What was said.
    pub text: String,
}

/// Somebody answers for the model as it was then.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields, default)
)]
pub struct SignOff {
    /// Who.
    pub by: String,
    /// What was seen: names and fingerprints of elements and of decisions.
    pub seen: Vec<Seen>,
}

/// An element or a threat as it was at a sign-off.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields, default)
)]
pub struct Seen {
    /// `element:` or `threat:` with its id or key, without spaces.
    pub what: String,
    /// What people call it.
    pub name: String,
    /// What tells later whether it changed.
    pub print: String,
}

/// Properties of threats that keep decisions beyond state and justification.
pub mod decision {
    use crate::{Threat, review::Treatment};

    /// What the names of all of them begin with.
    pub const PREFIX: &str = "trustline.";
    /// Mitigate, transfer, avoid or accept.
    pub const RESOLUTION: &str = "trustline.resolution";
    /// Who approved it.
    pub const APPROVER: &str = "trustline.approver";
    /// The day from which on it must be decided again, as `2026-01-31`.
    pub const EXPIRES: &str = "trustline.expires";

    /// What happens to a threat; `None` where nobody said.
    pub fn resolution(threat: &Threat) -> Option<Treatment> {
        Treatment::parse(threat.property(RESOLUTION))
    }

    /// Whether a decision holds no longer on a day.
    pub fn is_expired(threat: &Threat, today: &str) -> bool {
        let expires = threat.property(EXPIRES).trim();
        // Days written as they are compare as text.
        !expires.is_empty() && is_day(expires) && expires <= today
    }

    /// Whether a text is a day: four digits, two, two.
    pub fn is_day(text: &str) -> bool {
        let parts: Vec<&str> = text.split('-').collect();
        let digits = |n: usize, p: &str| p.len() == n && p.bytes().all(|b| b.is_ascii_digit());
        let number = |p: &str| p.parse::<u32>().unwrap_or(0);
        match parts.as_slice() {
            [y, m, d] => {
                digits(4, y)
                    && digits(2, m)
                    && digits(2, d)
                    && (1..=12).contains(&number(m))
                    && (1..=31).contains(&number(d))
            }
            _ => false,
        }
    }
}
