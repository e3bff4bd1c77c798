//! What is recorded of threats: decisions are never lost without a word.

use super::conflict::{Conflict, ConflictKind, Side, Subject};
use super::three::{Conflicts, Three, lists};
use std::collections::HashSet;
use trustline_model::{Item, Threat, is_same_moment, is_untouched_date, threat_property};

/// All recorded threats; numbers that both sides dealt are dealt anew.
pub(super) fn threats(three: Three<&[Threat]>, conflicts: &mut Conflicts<'_>) -> Vec<Threat> {
    let mut found = lists(three, |states| threat(states, conflicts));
    deal_numbers(three, &mut found);
    found
}

fn threat(three: Three<Option<&Threat>>, conflicts: &mut Conflicts<'_>) -> Option<Threat> {
    let one_sided = |kept: &Threat, side: Side, conflicts: &mut Conflicts<'_>| {
        let stays = match three.base {
            None => true,
            Some(base) if !is_decided_otherwise(kept, base) => false,
            Some(base) => {
                let states = [base, kept].map(|t| Some(t.state.label().to_owned()));
                conflicts.stays(side, &Subject::Threat(kept.key.clone()), states)
            }
        };
        stays.then(|| kept.clone())
    };
    match (three.ours, three.theirs) {
        (Some(ours), Some(theirs)) => {
            // Found by both: whoever decided on it has it.
            let blank = Threat::default();
            let base = match three.base {
                Some(base) => base,
                None if !ours.is_touched() => ours,
                None if !theirs.is_touched() => theirs,
                None => &blank,
            };
            Some(both(Three { base, ours, theirs }, conflicts))
        }
        (Some(kept), None) => one_sided(kept, Side::Ours, conflicts),
        (None, Some(kept)) => one_sided(kept, Side::Theirs, conflicts),
        (None, None) => None,
    }
}

/// Whether people decided something else than before. Words that follow the drawing are not theirs.
fn is_decided_otherwise(new: &Threat, old: &Threat) -> bool {
    new.state != old.state
        || new.priority != old.priority
        || new.justification() != old.justification()
        || !is_same_moment(&new.modified_at, &old.modified_at)
}

/// A text of a threat in its list.
#[derive(Clone, Debug, PartialEq)]
struct Named<'t>(&'t (String, String));

impl Item for Named<'_> {
    type Name = String;

    fn name(&self) -> String {
        self.0.0.clone()
    }
}

fn both(three: Three<&Threat>, conflicts: &mut Conflicts<'_>) -> Threat {
    match three.undisputed() {
        Some(Side::Ours) => return three.ours.clone(),
        Some(Side::Theirs) => return three.theirs.clone(),
        None => {}
    }
    let subject = Subject::Threat(three.ours.key.clone());
    let before = conflicts.found.len();
    let kind = ConflictKind::Decisions;
    let state = conflicts.part(three.of(|t| &t.state), kind, (&subject, "state"), |state| {
        Some(state.label().to_owned())
    });
    let priority = conflicts.part(
        three.of(|t| &t.priority),
        kind,
        (&subject, "priority"),
        |priority| Some(priority.clone()),
    );
    let named = three.of(|t| t.properties.iter().map(Named).collect::<Vec<_>>());
    let properties = lists(named.of(|list| list.as_slice()), |states| {
        let texts = states.of(|p| p.as_ref().map(|p| p.0));
        let some = [texts.ours, texts.theirs].into_iter().flatten().next();
        let name = some.map_or("", |(name, _)| shown_name(name));
        let shown = |text: &Option<&(String, String)>| text.map(|(_, text)| text.clone());
        let found = conflicts.part(texts.of(|t| t), kind, (&subject, name), shown);
        found.map(Named)
    });
    let properties = properties.into_iter().map(|p| p.0.clone()).collect();
    // Who decided goes with what was decided: with what was taken, or the later of both.
    let decisions = conflicts.found.get(before..).unwrap_or_default();
    let whose = match taken(decisions).or(three.of(|t| signed(t)).undisputed()) {
        Some(side) => side,
        None if is_later(&three.theirs.modified_at, &three.ours.modified_at) => Side::Theirs,
        None => Side::Ours,
    };
    let signed = match whose {
        Side::Ours => three.ours,
        Side::Theirs => three.theirs,
    };
    let mut merged = Threat {
        state,
        priority,
        properties,
        changed_by: signed.changed_by.clone(),
        modified_at: signed.modified_at.clone(),
        ..three.ours.clone()
    };
    let others = three.of(|t| {
        (
            &t.diagram,
            t.upgraded,
            t.wide,
            &t.file_key,
            &t.file_interaction,
        )
    });
    if others.undisputed() == Some(Side::Theirs) {
        merged.diagram.clone_from(&three.theirs.diagram);
        merged.upgraded = three.theirs.upgraded;
        merged.wide = three.theirs.wide;
        merged.file_key.clone_from(&three.theirs.file_key);
        merged
            .file_interaction
            .clone_from(&three.theirs.file_interaction);
    }
    if three.of(|t| t.number).undisputed() == Some(Side::Theirs) {
        merged.number = three.theirs.number;
    }
    merged
}

/// What people call a text of a threat.
fn shown_name(name: &str) -> &str {
    match name {
        threat_property::JUSTIFICATION => "justification",
        other => other,
    }
}

/// Whose decision was taken, where there were two.
fn taken(decisions: &[Conflict]) -> Option<Side> {
    decisions.first().map(|c| c.taken)
}

/// Who decided, and when.
#[derive(PartialEq)]
struct Signed<'t>(&'t Option<String>, When<'t>);

struct When<'t>(&'t str);

impl PartialEq for When<'_> {
    fn eq(&self, other: &Self) -> bool {
        is_same_moment(self.0, other.0)
    }
}

fn signed(threat: &Threat) -> Signed<'_> {
    Signed(&threat.changed_by, When(&threat.modified_at))
}

/// Whether one time is later than another one, as far as their texts tell.
fn is_later(a: &str, b: &str) -> bool {
    match (trustline_model::moment(a), trustline_model::moment(b)) {
        (Some(a), Some(b)) => a > b,
        _ => is_untouched_date(b) && !is_untouched_date(a),
    }
}

/// A number that we dealt to one threat and they to another is dealt anew for theirs.
fn deal_numbers(three: Three<&[Threat]>, merged: &mut [Threat]) {
    let dealt = |t: &Threat| (t.key.clone(), t.number);
    let ours: HashSet<_> = three.ours.iter().map(dealt).collect();
    let theirs: HashSet<_> = three.theirs.iter().map(dealt).collect();
    let alone = |t: &&Threat| ours.contains(&dealt(t)) && !theirs.contains(&dealt(t));
    let taken: HashSet<i64> = merged.iter().filter(alone).map(|t| t.number).collect();
    let all = three.ours.iter().chain(three.theirs);
    let mut highest = all.map(|t| t.number).max().unwrap_or(0).max(0);
    for threat in merged {
        if taken.contains(&threat.number) && !ours.contains(&dealt(threat)) {
            highest = highest.saturating_add(1);
            threat.number = highest;
        }
    }
}
