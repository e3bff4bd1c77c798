//! What a team recorded beside threats, notes and messages.

use super::conflict::{ConflictKind, Side, Subject};
use super::three::{Conflicts, Three, lists, sets};
use std::collections::{HashMap, HashSet};
use trustline_model::review::{About, Asset, Control, Gap, Meeting, Question, Review};
use trustline_model::{Information, Item, Message, Note};

/// A thing that is recorded, part by part.
pub(super) trait Recorded: Item<Name = String> + Default {
    /// What people call such a thing.
    const WHAT: &'static str;

    /// What people know it by.
    fn shown(&self) -> String;

    /// Gives it another id.
    fn set_id(&mut self, id: String);

    /// What both sides made of it.
    fn both(three: Three<&Self>, at: &mut At<'_, '_>) -> Self;
}

/// Where parts of a recorded thing are merged.
pub(super) struct At<'c, 'a> {
    conflicts: &'c mut Conflicts<'a>,
    subject: Subject,
}

impl At<'_, '_> {
    fn text(&mut self, three: Three<&String>, field: &str) -> String {
        self.conflicts.text(three, &self.subject, field)
    }

    fn word<T: PartialEq + Clone>(
        &mut self,
        three: Three<&T>,
        field: &str,
        shown: impl Fn(&T) -> String,
    ) -> T {
        let kind = ConflictKind::BothChanged;
        self.conflicts
            .part(three, kind, (&self.subject, field), |v| Some(shown(v)))
    }
}

fn about(three: Three<&About>) -> About {
    About {
        elements: sets(three.of(|a| &a.elements)),
        threats: sets(three.of(|a| &a.threats)),
    }
}

impl Recorded for Question {
    const WHAT: &'static str = "question";

    fn shown(&self) -> String {
        self.text.clone()
    }

    fn set_id(&mut self, id: String) {
        self.id = id;
    }

    fn both(three: Three<&Self>, at: &mut At<'_, '_>) -> Self {
        Question {
            id: three.ours.id.clone(),
            category: at.text(three.of(|q| &q.category), "category"),
            text: at.text(three.of(|q| &q.text), "text"),
            areas: sets(three.of(|q| &q.areas)),
            answer: at.text(three.of(|q| &q.answer), "answer"),
            about: about(three.of(|q| &q.about)),
        }
    }
}

impl Recorded for Gap {
    const WHAT: &'static str = "gap";

    fn shown(&self) -> String {
        self.gap.clone()
    }

    fn set_id(&mut self, id: String) {
        self.id = id;
    }

    fn both(three: Three<&Self>, at: &mut At<'_, '_>) -> Self {
        Gap {
            id: three.ours.id.clone(),
            question: at.text(three.of(|g| &g.question), "question"),
            gap: at.text(three.of(|g| &g.gap), "gap"),
            impact: at.text(three.of(|g| &g.impact), "impact"),
            solution: at.text(three.of(|g| &g.solution), "solution"),
            closed: at.word(three.of(|g| &g.closed), "closed", |closed| {
                if *closed { "yes" } else { "no" }.to_owned()
            }),
            about: about(three.of(|g| &g.about)),
        }
    }
}

impl Recorded for Control {
    const WHAT: &'static str = "control";

    fn shown(&self) -> String {
        self.name.clone()
    }

    fn set_id(&mut self, id: String) {
        self.id = id;
    }

    fn both(three: Three<&Self>, at: &mut At<'_, '_>) -> Self {
        Control {
            id: three.ours.id.clone(),
            name: at.text(three.of(|c| &c.name), "name"),
            function: at.word(three.of(|c| &c.function), "function", |f| {
                f.as_str().to_owned()
            }),
            kind: at.word(three.of(|c| &c.kind), "type", |k| k.as_str().to_owned()),
            about: about(three.of(|c| &c.about)),
        }
    }
}

impl Recorded for Asset {
    const WHAT: &'static str = "asset";

    fn shown(&self) -> String {
        self.name.clone()
    }

    fn set_id(&mut self, id: String) {
        self.id = id;
    }

    fn both(three: Three<&Self>, at: &mut At<'_, '_>) -> Self {
        Asset {
            id: three.ours.id.clone(),
            name: at.text(three.of(|a| &a.name), "name"),
            classification: at.text(three.of(|a| &a.classification), "classification"),
            about: about(three.of(|a| &a.about)),
        }
    }
}

impl Recorded for Meeting {
    const WHAT: &'static str = "meeting";

    fn shown(&self) -> String {
        self.date.clone()
    }

    fn set_id(&mut self, id: String) {
        self.id = id;
    }

    fn both(three: Three<&Self>, at: &mut At<'_, '_>) -> Self {
        Meeting {
            id: three.ours.id.clone(),
            date: at.text(three.of(|m| &m.date), "date"),
            attendees: sets(three.of(|m| &m.attendees)),
            remarks: sets(three.of(|m| &m.remarks)),
            missing: sets(three.of(|m| &m.missing)),
            sign_off: at.word(three.of(|m| &m.sign_off), "sign-off", |signed| {
                signed.as_ref().map_or_else(String::new, |s| s.by.clone())
            }),
        }
    }
}

impl Recorded for Note {
    const WHAT: &'static str = "note";

    fn shown(&self) -> String {
        self.text.clone()
    }

    fn set_id(&mut self, id: String) {
        self.number = id;
    }

    fn both(three: Three<&Self>, at: &mut At<'_, '_>) -> Self {
        Note {
            number: three.ours.number.clone(),
            author: at.text(three.of(|n| &n.author), "author"),
            date: at.text(three.of(|n| &n.date), "date"),
            text: at.text(three.of(|n| &n.text), "text"),
        }
    }
}

/// A list of recorded things. Two new ones under one id are two things, unless people know them by
/// the same words; the ids that theirs got instead.
fn recorded<T: Recorded>(
    three: Three<&[T]>,
    conflicts: &mut Conflicts<'_>,
) -> (Vec<T>, HashMap<String, String>) {
    let mut renamed = HashMap::new();
    let known: HashMap<String, &T> = three.ours.iter().map(|i| (i.name(), i)).collect();
    let all = [three.base, three.ours, three.theirs].into_iter().flatten();
    let mut used: HashSet<String> = all.map(Item::name).collect();
    let before: HashSet<String> = three.base.iter().map(Item::name).collect();
    let mut theirs = three.theirs.to_vec();
    for item in &mut theirs {
        let id = item.name();
        let other = known.get(&id).filter(|_| !before.contains(&id));
        if other.is_some_and(|other| other.shown() != item.shown()) {
            let new = unused(&id, &used);
            used.insert(new.clone());
            renamed.insert(id, new.clone());
            item.set_id(new);
        }
    }
    let three = Three {
        theirs: theirs.as_slice(),
        ..three
    };
    let merged = lists(three, |states| one(states, conflicts));
    (merged, renamed)
}

/// The next id after one that is taken: the number at its end counts on.
fn unused(id: &str, used: &HashSet<String>) -> String {
    let stem = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let number: u64 = id
        .get(stem.len()..)
        .and_then(|n| n.parse().ok())
        .unwrap_or(1);
    let numbered = (number.saturating_add(1)..).map(|n| format!("{stem}{n}"));
    let mut free = numbered.filter(|id| !used.contains(id));
    free.next().unwrap_or_default()
}

fn one<T: Recorded>(three: Three<Option<&T>>, conflicts: &mut Conflicts<'_>) -> Option<T> {
    let one_sided = |kept: &T, side: Side, conflicts: &mut Conflicts<'_>| {
        let stays = match three.base {
            None => true,
            Some(base) if base == kept => false,
            Some(base) => {
                let subject = Subject::Record(T::WHAT, kept.name());
                conflicts.stays(side, &subject, [base, kept].map(|i| Some(i.shown())))
            }
        };
        stays.then(|| kept.clone())
    };
    match (three.ours, three.theirs) {
        (Some(ours), Some(theirs)) => {
            let blank = T::default();
            let base = three.base.unwrap_or(&blank);
            let subject = Subject::Record(T::WHAT, ours.name());
            Some(T::both(
                Three { base, ours, theirs },
                &mut At { conflicts, subject },
            ))
        }
        (Some(kept), None) => one_sided(kept, Side::Ours, conflicts),
        (None, Some(kept)) => one_sided(kept, Side::Theirs, conflicts),
        (None, None) => None,
    }
}

/// Notes.
pub(super) fn notes(three: Three<&[Note]>, conflicts: &mut Conflicts<'_>) -> Vec<Note> {
    recorded(three, conflicts).0
}

/// The record of a team.
pub(super) fn review(three: Three<&Review>, conflicts: &mut Conflicts<'_>) -> Review {
    let (questions, renamed) = recorded(three.of(|r| r.questions.as_slice()), conflicts);
    // Gaps name the questions that they come from.
    let mut theirs = three.theirs.gaps.clone();
    for gap in &mut theirs {
        if let Some(id) = renamed.get(&gap.question) {
            gap.question.clone_from(id);
        }
    }
    let gaps = Three {
        base: three.base.gaps.as_slice(),
        ours: three.ours.gaps.as_slice(),
        theirs: theirs.as_slice(),
    };
    let months = conflicts.part(
        three.of(|r| &r.months),
        ConflictKind::BothChanged,
        (&Subject::Model, "review interval"),
        |months| Some(months.to_string()),
    );
    Review {
        questions,
        gaps: recorded(gaps, conflicts).0,
        controls: recorded(three.of(|r| r.controls.as_slice()), conflicts).0,
        assets: recorded(three.of(|r| r.assets.as_slice()), conflicts).0,
        meetings: recorded(three.of(|r| r.meetings.as_slice()), conflicts).0,
        months,
        unknown: sets(three.of(|r| &r.unknown)),
    }
}

/// Messages that were dismissed, or not.
pub(super) fn messages(three: Three<&[Message]>) -> Vec<Message> {
    lists(three, |states| {
        match states.undisputed() {
            Some(Side::Theirs) => states.theirs,
            Some(Side::Ours) => states.ours,
            // Each said something else of it: it is shown rather than lost.
            None => states.ours.or(states.theirs),
        }
        .cloned()
    })
}

/// The information fields.
pub(super) fn information(
    three: Three<&Information>,
    conflicts: &mut Conflicts<'_>,
) -> Information {
    let mut text = |part: fn(&Information) -> &String, field: &str| {
        conflicts.text(three.of(|i| part(i)), &Subject::Model, field)
    };
    Information {
        name: text(|i| &i.name, "name"),
        owner: text(|i| &i.owner, "owner"),
        reviewer: text(|i| &i.reviewer, "reviewer"),
        contributors: text(|i| &i.contributors, "contributors"),
        description: text(|i| &i.description, "description"),
        assumptions: text(|i| &i.assumptions, "assumptions"),
        dependencies: text(|i| &i.dependencies, "external dependencies"),
    }
}
