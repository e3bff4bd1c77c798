//! Meetings: the one that is going on, those that are over, and how one ends.

use crate::sign_off::{changed_since, seen};
use trustline_analysis::Analysis;
use trustline_model::ThreatModel;
use trustline_model::review::{Meeting, Review, Seen, SignOff};

/// The meeting that is going on: the last one, as long as nobody signed.
pub fn going_on(review: &Review) -> Option<&Meeting> {
    review.meetings.last().filter(|m| m.sign_off.is_none())
}

/// The meeting that is going on, to be changed.
pub fn going_on_mut(review: &mut Review) -> Option<&mut Meeting> {
    let last = review.meetings.last_mut();
    last.filter(|m| m.sign_off.is_none())
}

/// Meetings that ended with a sign-off, the newest first.
pub fn held(review: &Review) -> impl Iterator<Item = (&Meeting, &SignOff)> {
    let newest = review.meetings.iter().rev();
    newest.filter_map(|m| Some((m, m.sign_off.as_ref()?)))
}

/// Ends the meeting that is going on: somebody answers for what is seen now. What was seen at
/// sign-offs before is no longer asked for, as the newest one counts.
pub fn sign(review: &mut Review, by: &str, now: Vec<Seen>) {
    let Some(meeting) = going_on_mut(review).filter(|_| !by.trim().is_empty()) else {
        return;
    };
    meeting.sign_off = Some(SignOff {
        by: by.trim().to_owned(),
        seen: now,
    });
    let before = review.meetings.iter_mut().rev().skip(1);
    for old in before.filter_map(|m| m.sign_off.as_mut()) {
        old.seen.clear();
    }
}

/// What changed since somebody signed last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Since {
    /// The day of that meeting.
    pub date: String,
    /// Who signed.
    pub by: String,
    /// What changed, a line each.
    pub changes: Vec<String>,
}

/// What changed since the sign-off that counts; nothing where nobody signed.
pub fn since(model: &ThreatModel, analysis: &Analysis) -> Option<Since> {
    let (meeting, sign_off) = model.review.sign_off()?;
    Some(Since {
        date: meeting.date.clone(),
        by: sign_off.by.clone(),
        changes: changed_since(&sign_off.seen, &seen(model, analysis)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_sign_off_forgets_what_others_had_seen() {
        let mut review = Review::default();
        for (by, what) in [("Ann", "element:1"), ("Bob", "element:2")] {
            review.meetings.push(Meeting::default());
            assert!(going_on(&review).is_some());
            let now = Seen {
                what: what.into(),
                ..Seen::default()
            };
            sign(&mut review, by, vec![now]);
            assert!(going_on(&review).is_none());
        }
        let told: Vec<_> = held(&review)
            .map(|(_, s)| (s.by.as_str(), s.seen.len()))
            .collect();
        assert_eq!(told, [("Bob", 1), ("Ann", 0)]);
        // Nobody meets: nobody signs.
        let before = review.clone();
        sign(&mut review, "Eve", Vec::new());
        assert_eq!(review, before);
    }
}
