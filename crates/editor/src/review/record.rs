//! The record as it is after what a team did.

use super::command::{Recorded, ReviewCommand};
use crate::document::World;
use trustline_model::review::{
    About, Asset, Control, Gap, Meeting, Question, Remark, Review, Seen,
};
use trustline_review::{going_on, going_on_mut, sign};

/// The question that a new category begins with.
const NEW_QUESTION: &str = "New question";

/// What a command is about that the record alone does not tell.
#[derive(Default)]
pub(crate) struct Sitting {
    /// What is selected.
    pub chosen: About,
    /// What the walk stops at, in words.
    pub stop: String,
    /// What somebody sees who signs.
    pub seen: Vec<Seen>,
}

/// Does to a record what a team does. Walking leaves it as it is.
pub(crate) fn record(
    review: &mut Review,
    command: ReviewCommand,
    sitting: Sitting,
    world: &mut dyn World,
) {
    use ReviewCommand as C;
    match command {
        C::BeginAssessment(questions) => review.questions = questions,
        C::AddCategory(category) => review.questions.push(Question {
            id: world.new_id(),
            category,
            text: NEW_QUESTION.to_owned(),
            ..Question::default()
        }),
        C::AddQuestion(category, text) => {
            let last = review
                .questions
                .iter()
                .rposition(|q| q.category == category);
            let at = last.map_or(review.questions.len(), |i| i + 1);
            let question = Question {
                id: world.new_id(),
                category,
                text,
                ..Question::default()
            };
            review.questions.insert(at, question);
        }
        C::Reword(id, text) => with_question(review, &id, |q| q.text = text),
        C::Answer(id, text) => with_question(review, &id, |q| q.answer = text),
        C::RemoveQuestion(id) => {
            review.questions.retain(|q| q.id != id);
            review.gaps.retain(|g| g.question != id);
        }
        C::AddGap(question) => review.gaps.push(Gap {
            id: world.new_id(),
            question,
            ..Gap::default()
        }),
        C::SetGap(id, text) => with_gap(review, &id, |g| g.gap = text),
        C::SetImpact(id, text) => with_gap(review, &id, |g| g.impact = text),
        C::SetSolution(id, text) => with_gap(review, &id, |g| g.solution = text),
        C::CloseGap(id, closed) => with_gap(review, &id, |g| g.closed = closed),
        C::RemoveGap(id) => review.gaps.retain(|g| g.id != id),
        C::AddControl(name, function, kind) => review.controls.push(Control {
            id: world.new_id(),
            name,
            function,
            kind,
            about: About::default(),
        }),
        C::RemoveControl(id) => review.controls.retain(|c| c.id != id),
        C::AddAsset(name) => review.assets.push(Asset {
            id: world.new_id(),
            name,
            ..Asset::default()
        }),
        C::RenameAsset(id, name) => with_asset(review, &id, |a| a.name = name),
        C::ClassifyAsset(id, word) => with_asset(review, &id, |a| a.classification = word),
        C::RemoveAsset(id) => review.assets.retain(|a| a.id != id),
        C::Link(of) => with_about(review, &of, |about| add(about, sitting.chosen)),
        C::UnlinkElement(of, gone) => {
            with_about(review, &of, |about| about.elements.retain(|e| *e != gone));
        }
        C::UnlinkThreat(of, gone) => {
            with_about(review, &of, |about| about.threats.retain(|t| *t != gone));
        }
        C::SetInterval(months) => review.months = months,
        C::BeginMeeting if going_on(review).is_none() => review.meetings.push(Meeting {
            id: world.new_id(),
            date: today(world),
            ..Meeting::default()
        }),
        C::DiscardMeeting if going_on(review).is_some() => {
            review.meetings.pop();
        }
        C::AddAttendee(name) => with_meeting(review, |m| m.attendees.push(name)),
        C::RemoveAttendee(at) => with_meeting(review, |m| take(&mut m.attendees, at)),
        C::AddMissing(name) => with_meeting(review, |m| m.missing.push(name)),
        C::RemoveMissing(at) => with_meeting(review, |m| take(&mut m.missing, at)),
        C::AddComment(text) => {
            let on = sitting.stop;
            with_meeting(review, |m| m.remarks.push(Remark { on, text }));
        }
        C::RemoveRemark(at) => with_meeting(review, |m| take(&mut m.remarks, at)),
        C::SignOff(by) => sign(review, &by, sitting.seen),
        C::BeginMeeting | C::DiscardMeeting | C::Walk | C::NextStop | C::PreviousStop => {}
    }
}

/// Today, as files write it.
pub(crate) fn today(world: &dyn World) -> String {
    world.now().chars().take(10).collect()
}

fn with_question(review: &mut Review, id: &str, change: impl FnOnce(&mut Question)) {
    if let Some(question) = review.questions.iter_mut().find(|q| q.id == id) {
        change(question);
    }
}

fn with_gap(review: &mut Review, id: &str, change: impl FnOnce(&mut Gap)) {
    if let Some(gap) = review.gaps.iter_mut().find(|g| g.id == id) {
        change(gap);
    }
}

fn with_asset(review: &mut Review, id: &str, change: impl FnOnce(&mut Asset)) {
    if let Some(asset) = review.assets.iter_mut().find(|a| a.id == id) {
        change(asset);
    }
}

fn with_control(review: &mut Review, id: &str, change: impl FnOnce(&mut Control)) {
    if let Some(control) = review.controls.iter_mut().find(|c| c.id == id) {
        change(control);
    }
}

fn with_meeting(review: &mut Review, change: impl FnOnce(&mut Meeting)) {
    if let Some(meeting) = going_on_mut(review) {
        change(meeting);
    }
}

/// Changes what something is about.
fn with_about(review: &mut Review, of: &Recorded, change: impl FnOnce(&mut About)) {
    match of {
        Recorded::Question(id) => with_question(review, id, |q| change(&mut q.about)),
        Recorded::Gap(id) => with_gap(review, id, |g| change(&mut g.about)),
        Recorded::Control(id) => with_control(review, id, |c| change(&mut c.about)),
        Recorded::Asset(id) => with_asset(review, id, |a| change(&mut a.about)),
    }
}

/// It is about these as well, each once.
fn add(about: &mut About, more: About) {
    for id in more.elements {
        if !about.elements.contains(&id) {
            about.elements.push(id);
        }
    }
    for key in more.threats {
        if !about.threats.contains(&key) {
            about.threats.push(key);
        }
    }
}

fn take<T>(list: &mut Vec<T>, at: usize) {
    if at < list.len() {
        list.remove(at);
    }
}
