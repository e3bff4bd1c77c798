//! Which threats are selected after a person picked some in the grid.

use super::grid::Grid;
use trustline_model::ThreatKey;

/// One more, or one less.
pub(crate) fn toggled(selected: &[ThreatKey], key: ThreatKey) -> Vec<ThreatKey> {
    let mut keys = selected.to_vec();
    match keys.iter().position(|k| *k == key) {
        Some(i) => {
            keys.remove(i);
        }
        None => keys.push(key),
    }
    keys
}

/// All from the one that was selected first to this one, as they are shown.
pub(crate) fn up_to(grid: &Grid, selected: &[ThreatKey], key: ThreatKey) -> Vec<ThreatKey> {
    let all: Vec<&ThreatKey> = grid.shown().map(|r| &r.key).collect();
    let place = |k: &ThreatKey| all.iter().position(|o| *o == k);
    let ends = selected.first().and_then(place).zip(place(&key));
    let Some((from, to)) = ends else {
        return vec![key];
    };
    let (first, last) = (from.min(to), from.max(to));
    let range = all.iter().skip(first).take(last - first + 1);
    let mut keys: Vec<ThreatKey> = range.map(|k| (*k).clone()).collect();
    if from > to {
        keys.reverse();
    }
    keys
}

/// The one so many rows after the one selected last; with `also`, beside those selected.
pub(crate) fn stepped(
    grid: &Grid,
    selected: &[ThreatKey],
    step: isize,
    also: bool,
) -> Option<Vec<ThreatKey>> {
    let keys: Vec<&ThreatKey> = grid.shown().map(|r| &r.key).collect();
    let last = selected.last();
    let at = last.and_then(|k| keys.iter().position(|o| *o == k));
    let next = at.map_or(0, |i| i.saturating_add_signed(step));
    let key = (*keys.get(next.min(keys.len().saturating_sub(1)))?).clone();
    let mut all = match also {
        true => selected.to_vec(),
        false => Vec::new(),
    };
    all.retain(|k| *k != key);
    all.push(key);
    Some(all)
}
