//! What a condition is.

use std::fmt;

/// A condition on threats, interactions or elements.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Everything.
    Any,
    /// Threats that nobody has settled: not started, or in need of investigation.
    Open,
    /// Threats whose decision holds no longer on a day; see [`Condition::on`].
    Expired(String),
    /// Something is, holds, or crosses a value.
    Is(Asked, How, String),
    /// The opposite.
    Not(Box<Condition>),
    /// All of these.
    And(Vec<Condition>),
    /// One of these.
    Or(Vec<Condition>),
}

/// What is asked about.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// A field that every threat has.
    Field(Field),
    /// A property of threats that the template adds, by label or name.
    Property(String),
    /// What an element is: its stencil, or its kind.
    Kind(Subject),
    /// A property of an element, by label or name.
    Of(Subject, String),
    /// What boundaries the flow crosses, by name or stencil.
    Crossed,
}

/// How it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The value is the same, whatever its case.
    Is,
    /// The value is a part of it, whatever its case and accents.
    Contains,
    /// The priority is as urgent, or more.
    AtLeast,
    /// The priority is more urgent.
    Above,
    /// The priority is as urgent, or less.
    AtMost,
    /// The priority is less urgent.
    Below,
}

impl How {
    /// All of them with their signs; what people write first.
    pub(super) const SIGNS: [(How, &'static str); 7] = [
        (How::Is, "is"),
        (How::Is, "="),
        (How::Contains, "contains"),
        (How::AtLeast, ">="),
        (How::Above, ">"),
        (How::AtMost, "<="),
        (How::Below, "<"),
    ];

    /// Whether it asks for an order.
    pub(super) fn is_order(self) -> bool {
        !matches!(self, How::Is | How::Contains)
    }
}

/// A field that every threat has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// What was decided.
    State,
    /// How urgent it is.
    Priority,
    /// What kind of threat it is, in the template's words or those of STRIDE.
    Category,
    /// Whether the template found it or people added it.
    Origin,
    /// Whether it still follows from the drawing.
    Status,
    /// Its title.
    Title,
    /// What it is about.
    Description,
    /// Why it was decided so.
    Justification,
    /// The name of its diagram.
    Diagram,
    /// What happens to it: mitigate, transfer, avoid or accept.
    Treatment,
    /// Who approved the decision.
    Approver,
}

impl Field {
    /// All of them, with their words.
    pub const ALL: [(Field, &'static str); 11] = [
        (Field::State, "state"),
        (Field::Priority, "priority"),
        (Field::Category, "category"),
        (Field::Origin, "origin"),
        (Field::Status, "status"),
        (Field::Title, "title"),
        (Field::Description, "description"),
        (Field::Justification, "justification"),
        (Field::Diagram, "diagram"),
        (Field::Treatment, "treatment"),
        (Field::Approver, "approver"),
    ];

    fn name(self) -> &'static str {
        let found = Self::ALL.into_iter().find(|(field, _)| *field == self);
        found.map_or("", |(_, name)| name)
    }
}

/// Whom a condition on elements asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Where the flow begins.
    Source,
    /// The flow.
    Flow,
    /// Where the flow ends.
    Target,
    /// Any element.
    Element,
}

impl Subject {
    /// All of them, with their words.
    pub const ALL: [(Subject, &'static str); 4] = [
        (Subject::Source, "source"),
        (Subject::Flow, "flow"),
        (Subject::Target, "target"),
        (Subject::Element, "element"),
    ];
}

impl Condition {
    /// The condition on a day: what has an end may be over. Nothing is without one.
    pub fn on(self, day: &str) -> Self {
        let on = |parts: Vec<Self>| parts.into_iter().map(|p| p.on(day)).collect();
        match self {
            Condition::Expired(_) => Condition::Expired(day.to_owned()),
            Condition::Not(part) => Condition::Not(Box::new(part.on(day))),
            Condition::And(parts) => Condition::And(on(parts)),
            Condition::Or(parts) => Condition::Or(on(parts)),
            other => other,
        }
    }

    /// Every term of it, with what it is compared to.
    pub fn terms(&self) -> Vec<(&Asked, How, &str)> {
        match self {
            Condition::Any | Condition::Open | Condition::Expired(_) => Vec::new(),
            Condition::Is(asked, how, value) => vec![(asked, *how, value)],
            Condition::Not(part) => part.terms(),
            Condition::And(parts) | Condition::Or(parts) => {
                parts.iter().flat_map(Condition::terms).collect()
            }
        }
    }

    /// Whether it asks for anything that only threats have.
    pub fn is_about_threats(&self) -> bool {
        match self {
            Condition::Any => false,
            Condition::Open | Condition::Expired(_) => true,
            Condition::Is(asked, ..) => matches!(asked, Asked::Field(_) | Asked::Property(_)),
            Condition::Not(part) => part.is_about_threats(),
            Condition::And(parts) | Condition::Or(parts) => {
                parts.iter().any(Condition::is_about_threats)
            }
        }
    }

    /// Whom it asks.
    pub fn subjects(&self) -> Vec<Subject> {
        let terms = self.terms().into_iter();
        let subjects = terms.filter_map(|(asked, ..)| match asked {
            Asked::Kind(subject) | Asked::Of(subject, _) => Some(*subject),
            Asked::Crossed => Some(Subject::Flow),
            Asked::Field(_) | Asked::Property(_) => None,
        });
        let mut found: Vec<Subject> = Vec::new();
        for subject in subjects {
            if !found.contains(&subject) {
                found.push(subject);
            }
        }
        found
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Condition::Any => f.write_str("any"),
            Condition::Open => f.write_str("open"),
            Condition::Expired(_) => f.write_str("expired"),
            Condition::Is(asked, how, value) => term(f, asked, *how, value, ""),
            Condition::Not(part) => match &**part {
                Condition::Is(asked, how, value) => term(f, asked, *how, value, "not "),
                Condition::And(_) | Condition::Or(_) => write!(f, "not ({part})"),
                other => write!(f, "not {other}"),
            },
            Condition::And(parts) => joined(f, parts, " and "),
            Condition::Or(parts) => joined(f, parts, " or "),
        }
    }
}

fn joined(f: &mut fmt::Formatter<'_>, parts: &[Condition], word: &str) -> fmt::Result {
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            f.write_str(word)?;
        }
        match part {
            Condition::And(_) | Condition::Or(_) => write!(f, "({part})")?,
            part => write!(f, "{part}")?,
        }
    }
    Ok(())
}

fn term(
    f: &mut fmt::Formatter<'_>,
    asked: &Asked,
    how: How,
    value: &str,
    not: &str,
) -> fmt::Result {
    let sign = How::SIGNS.into_iter().find(|(h, _)| *h == how);
    let how = match asked {
        Asked::Crossed => "crosses",
        _ => sign.map_or("", |(_, sign)| sign),
    };
    let word = |subject: &Subject| {
        let mut all = Subject::ALL.into_iter();
        all.find(|(s, _)| s == subject).map_or("", |(_, word)| word)
    };
    match asked {
        Asked::Field(field) => f.write_str(field.name())?,
        Asked::Property(name) => write!(f, "[{name}]")?,
        Asked::Kind(subject) => f.write_str(word(subject))?,
        Asked::Of(subject, name) => write!(f, "{}.[{name}]", word(subject))?,
        Asked::Crossed => f.write_str("flow")?,
    }
    let quote = if value.contains('\'') { '"' } else { '\'' };
    write!(f, " {how} {not}{quote}{value}{quote}")
}
