//! Three states of one thing, and what becomes of them.

use super::conflict::{Conflict, ConflictKind, Side, Subject};
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use trustline_model::{Item, Which};

/// A thing as it was, as we have it and as they have it.
#[derive(Clone, Copy)]
pub(super) struct Three<T> {
    pub base: T,
    pub ours: T,
    pub theirs: T,
}

impl<T> Three<T> {
    /// The same part of all three.
    pub fn of<'s, U>(&'s self, part: impl Fn(&'s T) -> U) -> Three<U> {
        Three {
            base: part(&self.base),
            ours: part(&self.ours),
            theirs: part(&self.theirs),
        }
    }
}

impl<T: PartialEq> Three<T> {
    /// Whose state is taken, unless both changed it, each otherwise.
    pub fn undisputed(&self) -> Option<Side> {
        match () {
            () if self.ours == self.theirs || self.theirs == self.base => Some(Side::Ours),
            () if self.ours == self.base => Some(Side::Theirs),
            () => None,
        }
    }
}

/// Where conflicts are collected, and who says what is taken.
pub(super) struct Conflicts<'a> {
    pub found: Vec<Conflict>,
    pub choose: &'a dyn Fn(&Conflict) -> Side,
}

impl Conflicts<'_> {
    /// Says that something cannot be decided here; gives whose state is to be taken.
    pub fn add(&mut self, mut conflict: Conflict) -> Side {
        conflict.taken = (self.choose)(&conflict);
        let taken = conflict.taken;
        self.found.push(conflict);
        taken
    }

    /// One part of a thing.
    pub fn part<T: PartialEq + Clone>(
        &mut self,
        three: Three<&T>,
        kind: ConflictKind,
        (subject, field): (&Subject, &str),
        shown: impl Fn(&T) -> Option<String>,
    ) -> T {
        let side = three.undisputed().unwrap_or_else(|| {
            self.add(Conflict {
                kind,
                subject: subject.clone(),
                field: field.to_owned(),
                base: shown(three.base),
                ours: shown(three.ours),
                theirs: shown(three.theirs),
                taken: Side::Ours,
            })
        });
        match side {
            Side::Ours => three.ours.clone(),
            Side::Theirs => three.theirs.clone(),
        }
    }

    /// A text.
    pub fn text(&mut self, three: Three<&String>, subject: &Subject, field: &str) -> String {
        let shown = |text: &String| Some(text.clone());
        self.part(three, ConflictKind::BothChanged, (subject, field), shown)
    }

    /// Says that one side took away what the other changed; gives whether it stays. What was
    /// changed is kept, unless somebody chooses otherwise.
    pub fn stays(
        &mut self,
        changed: Side,
        subject: &Subject,
        [before, after]: [Option<String>; 2],
    ) -> bool {
        let (ours, theirs) = match changed {
            Side::Ours => (after, None),
            Side::Theirs => (None, after),
        };
        let taken = self.add(Conflict {
            kind: ConflictKind::DeletedChanged,
            subject: subject.clone(),
            field: String::new(),
            base: before,
            ours,
            theirs,
            taken: changed,
        });
        taken == changed
    }
}

/// Merges lists of named things: `each` says what becomes of one of them, which may be missing in
/// some of the states. Who changed the order has it; where both did, it is ours.
pub(super) fn lists<T: Item>(
    three: Three<&[T]>,
    mut each: impl FnMut(Three<Option<&T>>) -> Option<T>,
) -> Vec<T> {
    let named = three.of(|list| counted(list));
    let places = named.of(|names| {
        let numbered = names.iter().enumerate();
        numbered
            .map(|(at, name)| (name.clone(), at))
            .collect::<HashMap<_, _>>()
    });
    let mut merged: HashMap<Which<T::Name>, T> = HashMap::new();
    let all = named.ours.iter().chain(&named.theirs);
    let mut seen = HashSet::new();
    for name in all {
        if !seen.insert(name) {
            continue;
        }
        let states = Three {
            base: at(three.base, places.base.get(name)),
            ours: at(three.ours, places.ours.get(name)),
            theirs: at(three.theirs, places.theirs.get(name)),
        };
        if let Some(item) = each(states) {
            merged.insert(name.clone(), item);
        }
    }
    let is_in_order = |names: &[Which<T::Name>]| {
        let at = names.iter().filter_map(|name| places.base.get(name));
        at.is_sorted()
    };
    let (first, second) = match is_in_order(&named.theirs) || !is_in_order(&named.ours) {
        true => (&named.ours, &named.theirs),
        false => (&named.theirs, &named.ours),
    };
    let order = woven(first, second, |name| merged.contains_key(name));
    order
        .iter()
        .filter_map(|name| merged.remove(name))
        .collect()
}

fn at<'t, T>(list: &'t [T], place: Option<&usize>) -> Option<&'t T> {
    place.and_then(|place| list.get(*place))
}

/// Names of things; those of one name are counted.
fn counted<T: Item>(list: &[T]) -> Vec<Which<T::Name>> {
    let mut counts: HashMap<T::Name, usize> = HashMap::with_capacity(list.len());
    let mut name = |item: &T| {
        let name = item.name();
        let count = counts.entry(name.clone()).or_default();
        *count += 1;
        Which {
            name,
            nth: *count - 1,
        }
    };
    list.iter().map(&mut name).collect()
}

/// The order of one list, with what only the other one has behind what stands before it there.
fn woven<N: Clone + Eq + Hash>(first: &[N], second: &[N], stays: impl Fn(&N) -> bool) -> Vec<N> {
    let in_first: HashSet<&N> = first.iter().collect();
    let in_second: HashSet<&N> = second.iter().collect();
    let mut behind: HashMap<Option<&N>, Vec<&N>> = HashMap::new();
    let mut last = None;
    for name in second {
        if in_first.contains(name) {
            last = Some(name);
        } else if stays(name) {
            behind.entry(last).or_default().push(name);
        }
    }
    let mut order = Vec::with_capacity(first.len());
    // What only the first list has at this place comes before what only the second one has there.
    let mut waiting = behind.remove(&None).unwrap_or_default();
    for name in first {
        if in_second.contains(name) {
            order.append(&mut waiting);
            waiting = behind.remove(&Some(name)).unwrap_or_default();
        }
        if stays(name) {
            order.push(name);
        }
    }
    order.append(&mut waiting);
    order.into_iter().cloned().collect()
}

/// Merges what is there or not: ids, names, remarks. What one side took away is gone, what one
/// side added is there.
pub(super) fn sets<T: Clone + PartialEq>(three: Three<&Vec<T>>) -> Vec<T> {
    match three.undisputed() {
        Some(Side::Ours) => return three.ours.clone(),
        Some(Side::Theirs) => return three.theirs.clone(),
        None => {}
    }
    let kept = three.ours.iter();
    let kept = kept.filter(|v| three.theirs.contains(v) || !three.base.contains(v));
    let new = three.theirs.iter();
    let new = new.filter(|v| !three.ours.contains(v) && !three.base.contains(v));
    kept.chain(new).cloned().collect()
}
