//! Edits of a list of named things: each is named, never counted, and what an edit gives back
//! undoes it exactly, order included.

use std::collections::{HashMap, HashSet};
use std::fmt::Debug;
use std::hash::Hash;

/// A thing in a list of its like, which has a name there.
pub trait Item: Clone + PartialEq + Debug {
    /// What names it.
    type Name: Clone + Eq + Hash + Debug;

    /// Its name.
    fn name(&self) -> Self::Name;

    /// Whether that is its name; to be written where making the name costs.
    fn is_named(&self, name: &Self::Name) -> bool {
        self.name() == *name
    }
}

/// Names one thing of a list. Files may hold several under one name: they are counted from 0.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Which<N> {
    /// Its name.
    pub name: N,
    /// How many of this name come before it.
    pub nth: usize,
}

impl<N> From<N> for Which<N> {
    fn from(name: N) -> Self {
        Self { name, nth: 0 }
    }
}

/// What happens to one thing of a list.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(
        rename_all = "camelCase",
        deny_unknown_fields,
        bound(
            serialize = "T: serde::Serialize, T::Name: serde::Serialize",
            deserialize = "T: serde::Deserialize<'de>, T::Name: serde::Deserialize<'de>"
        )
    )
)]
pub enum ListEdit<T: Item> {
    /// Another value for the first of its name; where there is none, a new one at the end.
    Put(T),
    /// Another value, which may have another name.
    Set {
        /// Which one.
        of: Which<T::Name>,
        /// What it becomes.
        to: T,
    },
    /// A new one at a place, even if there is one of its name.
    Insert {
        /// The new one.
        item: T,
        /// What comes after it; the end, if nothing.
        before: Option<Which<T::Name>>,
    },
    /// One less.
    Remove(Which<T::Name>),
    /// Another place for one that is there.
    Move {
        /// Which one.
        of: Which<T::Name>,
        /// What comes after it then; the end, if nothing.
        before: Option<Which<T::Name>>,
    },
}

/// Nothing in the list has this name.
pub(crate) struct Missing<N>(pub N);

/// Up to so many edits are carried out by looking through the list for each.
pub(crate) const FEW: usize = 8;

/// Applies edits one after another, all of them or none; gives back what undoes them, to be
/// applied in the order given.
pub(crate) fn apply_all<T: Item>(
    list: &mut Vec<T>,
    edits: Vec<ListEdit<T>>,
) -> Result<Vec<ListEdit<T>>, Missing<T::Name>> {
    let mut undo = Vec::with_capacity(edits.len());
    let mut rest = edits.into_iter();
    if rest.len() > FEW
        && let Some(mut chain) = Chain::of(list)
    {
        let failed = chain.apply_while_unique(&mut rest, &mut undo).err();
        *list = chain.into_list();
        if let Some(missing) = failed {
            take_back(list, undo);
            return Err(missing);
        }
    }
    for edit in rest {
        match apply(list, edit) {
            Ok(inverse) => undo.push(inverse),
            Err(missing) => {
                take_back(list, undo);
                return Err(missing);
            }
        }
    }
    undo.reverse();
    Ok(undo)
}

fn take_back<T: Item>(list: &mut Vec<T>, mut undo: Vec<ListEdit<T>>) {
    undo.reverse();
    // INVARIANT: what an edit gave back can be applied to what it left.
    let done = apply_all(list, undo);
    debug_assert!(done.is_ok());
}

/// Applies one edit; gives back the one that undoes it.
pub(crate) fn apply<T: Item>(
    list: &mut Vec<T>,
    edit: ListEdit<T>,
) -> Result<ListEdit<T>, Missing<T::Name>> {
    Ok(match edit {
        ListEdit::Put(item) => {
            let name = item.name();
            match list.iter_mut().find(|i| i.is_named(&name)) {
                Some(old) => ListEdit::Set {
                    of: name.into(),
                    to: std::mem::replace(old, item),
                },
                None => {
                    list.push(item);
                    ListEdit::Remove(name.into())
                }
            }
        }
        ListEdit::Set { of, to } => {
            let at = find(list, of)?;
            let old = list.get_mut(at).map(|slot| std::mem::replace(slot, to));
            ListEdit::Set {
                of: which(list, at).expect("just set"),
                to: old.expect("just found"),
            }
        }
        ListEdit::Insert { item, before } => {
            let at = before.map_or(Ok(list.len()), |b| find(list, b))?;
            list.insert(at, item);
            ListEdit::Remove(which(list, at).expect("just inserted"))
        }
        ListEdit::Remove(of) => {
            let at = find(list, of)?;
            let item = list.remove(at);
            ListEdit::Insert {
                item,
                before: which(list, at),
            }
        }
        ListEdit::Move { of, before } => {
            let from = find(list, of)?;
            let to = before.map_or(Ok(list.len()), |b| find(list, b))?;
            let item = list.remove(from);
            let to = if to > from { to - 1 } else { to };
            list.insert(to, item);
            // What came after it before, where it is now.
            let next = if to > from { from } else { from + 1 };
            ListEdit::Move {
                of: which(list, to).expect("just moved"),
                before: which(list, next),
            }
        }
    })
}

fn find<T: Item>(list: &[T], which: Which<T::Name>) -> Result<usize, Missing<T::Name>> {
    let all = list.iter().enumerate();
    let mut named = all.filter(|(_, i)| i.is_named(&which.name));
    let found = named.nth(which.nth);
    found.map(|(at, _)| at).ok_or(Missing(which.name))
}

/// Names what is at a place; nothing beyond the end.
pub(crate) fn which<T: Item>(list: &[T], at: usize) -> Option<Which<T::Name>> {
    let name = list.get(at)?.name();
    let before = list.iter().take(at);
    let nth = before.filter(|i| i.is_named(&name)).count();
    Some(Which { name, nth })
}

/// A list in which every name is there once, as a chain: many edits cost a step each.
struct Chain<T: Item> {
    /// Things with the places of their neighbours; the last link stands for both ends.
    links: Vec<(Option<T>, usize, usize)>,
    places: HashMap<T::Name, usize>,
    end: usize,
}

impl<T: Item> Chain<T> {
    /// Takes the list out, if no name is in it twice.
    fn of(list: &mut Vec<T>) -> Option<Self> {
        let end = list.len();
        let mut places = HashMap::with_capacity(end);
        for (at, item) in list.iter().enumerate() {
            if places.insert(item.name(), at).is_some() {
                return None;
            }
        }
        let link = |(at, item): (usize, T)| (Some(item), at.checked_sub(1).unwrap_or(end), at + 1);
        let mut links: Vec<_> = std::mem::take(list)
            .into_iter()
            .enumerate()
            .map(link)
            .collect();
        links.push((None, end.saturating_sub(1), 0));
        Some(Self { links, places, end })
    }

    fn into_list(mut self) -> Vec<T> {
        let mut list = Vec::with_capacity(self.places.len());
        let mut at = self.next(self.end);
        while at != self.end {
            list.extend(self.links.get_mut(at).and_then(|l| l.0.take()));
            at = self.next(at);
        }
        list
    }

    /// Applies edits up to one that would give a name to a second thing.
    fn apply_while_unique(
        &mut self,
        edits: &mut std::vec::IntoIter<ListEdit<T>>,
        undo: &mut Vec<ListEdit<T>>,
    ) -> Result<(), Missing<T::Name>> {
        while let Some(edit) = edits.as_slice().first() {
            let doubled = match edit {
                ListEdit::Insert { item, .. } => self.places.contains_key(&item.name()),
                ListEdit::Set { of, to } => {
                    let name = to.name();
                    name != of.name && self.places.contains_key(&name)
                }
                _ => false,
            };
            if doubled {
                break;
            }
            if let Some(edit) = edits.next() {
                undo.push(self.apply(edit)?);
            }
        }
        Ok(())
    }

    fn apply(&mut self, edit: ListEdit<T>) -> Result<ListEdit<T>, Missing<T::Name>> {
        Ok(match edit {
            ListEdit::Put(item) => match self.places.get(&item.name()).copied() {
                Some(at) => self.set(at, item),
                None => self.insert(item, self.end),
            },
            ListEdit::Set { of, to } => {
                let at = self.find(of)?;
                self.set(at, to)
            }
            ListEdit::Insert { item, before } => {
                let next = before.map_or(Ok(self.end), |b| self.find(b))?;
                self.insert(item, next)
            }
            ListEdit::Remove(of) => {
                let at = self.find(of)?;
                let next = self.unlink(at);
                let item = self.links.get_mut(at).and_then(|l| l.0.take());
                let item = item.expect("a thing that was found");
                self.places.remove(&item.name());
                ListEdit::Insert {
                    item,
                    before: self.named(next),
                }
            }
            ListEdit::Move { of, before } => {
                let at = self.find(of)?;
                let next = before.map_or(Ok(self.end), |b| self.find(b))?;
                let old = self.next(at);
                if next != at {
                    self.unlink(at);
                    self.link(at, next);
                }
                ListEdit::Move {
                    of: self.named(at).expect("a thing that was found"),
                    before: self.named(old),
                }
            }
        })
    }

    fn find(&self, which: Which<T::Name>) -> Result<usize, Missing<T::Name>> {
        let found = self.places.get(&which.name).copied();
        found.filter(|_| which.nth == 0).ok_or(Missing(which.name))
    }

    fn named(&self, at: usize) -> Option<Which<T::Name>> {
        let item = self.links.get(at)?.0.as_ref()?;
        Some(item.name().into())
    }

    fn set(&mut self, at: usize, to: T) -> ListEdit<T> {
        let new = to.name();
        let old = self.links.get_mut(at).and_then(|l| l.0.replace(to));
        let old = old.expect("a thing that was found");
        self.places.remove(&old.name());
        self.places.insert(new.clone(), at);
        ListEdit::Set {
            of: new.into(),
            to: old,
        }
    }

    fn insert(&mut self, item: T, next: usize) -> ListEdit<T> {
        let (at, name) = (self.links.len(), item.name());
        self.links.push((Some(item), at, at));
        self.link(at, next);
        self.places.insert(name.clone(), at);
        ListEdit::Remove(name.into())
    }

    fn next(&self, at: usize) -> usize {
        self.links.get(at).map_or(self.end, |l| l.2)
    }

    /// Takes a link out of the chain; gives the one after it.
    fn unlink(&mut self, at: usize) -> usize {
        let (before, after) = self.links.get(at).map_or((at, at), |l| (l.1, l.2));
        self.join(before, after);
        after
    }

    fn link(&mut self, at: usize, next: usize) {
        let before = self.links.get(next).map_or(self.end, |l| l.1);
        self.join(before, at);
        self.join(at, next);
    }

    fn join(&mut self, before: usize, after: usize) {
        if let Some(link) = self.links.get_mut(before) {
            link.2 = after;
        }
        if let Some(link) = self.links.get_mut(after) {
            link.1 = before;
        }
    }
}

/// The edits that make one list into another, to be applied in this order.
pub fn difference<T: Item>(old: &[T], new: &[T]) -> Vec<ListEdit<T>> {
    let mut numbers: HashMap<T::Name, usize> = HashMap::with_capacity(old.len());
    let mut number = |item: &T| {
        let next = numbers.len();
        *numbers.entry(item.name()).or_insert(next)
    };
    let before: Vec<usize> = old.iter().map(&mut number).collect();
    let after: Vec<usize> = new.iter().map(&mut number).collect();
    let name = |item: Option<&T>| item.map(|i| Which::from(i.name()));
    let edit = |step: Step| {
        let (item, next) = (new.get(step.to), new.get(step.to + 1));
        Some(match (step.kind, step.from) {
            (StepKind::Take, from) => ListEdit::Remove(name(old.get(from))?),
            (StepKind::Put, _) => ListEdit::Insert {
                item: item?.clone(),
                before: name(next),
            },
            (StepKind::Move, _) => ListEdit::Move {
                of: name(item)?,
                before: name(next),
            },
            (StepKind::Change, from) => {
                old.get(from).zip(item).filter(|(a, b)| a != b)?;
                ListEdit::Set {
                    of: name(item)?,
                    to: item?.clone(),
                }
            }
        })
    };
    steps(&before, &after, numbers.len())
        .into_iter()
        .filter_map(edit)
        .collect()
}

/// A step from one list to another, with the places that it is about.
struct Step {
    kind: StepKind,
    /// In the old list.
    from: usize,
    /// In the new one.
    to: usize,
}

enum StepKind {
    Take,
    Put,
    Move,
    /// Another value, if it is another one.
    Change,
}

/// The steps from one list of numbers below `count` to another.
fn steps(old: &[usize], new: &[usize], count: usize) -> Vec<Step> {
    // Where each number stands; those that are there several times are taken out and put in anew.
    let mut places = vec![(None, None, false); count];
    for (at, number) in old.iter().enumerate() {
        if let Some((place, _, doubled)) = places.get_mut(*number) {
            *doubled |= place.replace(at).is_some();
        }
    }
    for (at, number) in new.iter().enumerate() {
        if let Some((_, place, doubled)) = places.get_mut(*number) {
            *doubled |= place.replace(at).is_some();
        }
    }
    let pair = |number: usize| match places.get(number) {
        Some((Some(from), Some(to), false)) => Some((*from, *to)),
        _ => None,
    };
    let step = |kind, from, to| Step { kind, from, to };
    let gone = old.iter().enumerate();
    let mut steps: Vec<Step> = gone
        .filter(|(_, number)| pair(**number).is_none())
        .map(|(from, _)| step(StepKind::Take, from, 0))
        .collect();
    let kept: Vec<usize> = old.iter().filter_map(|n| Some(pair(*n)?.1)).collect();
    let stays: HashSet<usize> = ascending(&kept).into_iter().collect();
    // From the end: what comes after is in its place already.
    for (to, number) in new.iter().enumerate().rev() {
        match pair(*number) {
            None => steps.push(step(StepKind::Put, 0, to)),
            Some((from, _)) => {
                if !stays.contains(&to) {
                    steps.push(step(StepKind::Move, from, to));
                }
                steps.push(step(StepKind::Change, from, to));
            }
        }
    }
    steps
}

/// The longest part of a sequence that is in order already: it need not be moved.
fn ascending(sequence: &[usize]) -> Vec<usize> {
    // For every length, the place of the least last number of such a part, and what came before.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(sequence.len());
    let number = |place: usize| sequence.get(place).copied().unwrap_or(0);
    for (place, n) in sequence.iter().enumerate() {
        let length = ends.partition_point(|p| number(*p) < *n);
        before.push(length.checked_sub(1).and_then(|l| ends.get(l).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = place,
            None => ends.push(place),
        }
    }
    let mut found = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(place) = next {
        found.push(number(place));
        next = before.get(place).copied().flatten();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    impl Item for (u8, u8) {
        type Name = u8;
        fn name(&self) -> u8 {
            self.0
        }
    }

    type Edit = ListEdit<(u8, u8)>;

    fn name() -> impl Strategy<Value = Which<u8>> {
        (0..9u8, prop_oneof![9 => Just(0usize), 1 => 0..3usize])
            .prop_map(|(name, nth)| Which { name, nth })
    }

    fn edit() -> impl Strategy<Value = Edit> {
        let item = || (0..9u8, any::<u8>());
        let before = || proptest::option::of(name());
        prop_oneof![
            item().prop_map(Edit::Put),
            (name(), item()).prop_map(|(of, to)| Edit::Set { of, to }),
            (item(), before()).prop_map(|(item, before)| Edit::Insert { item, before }),
            name().prop_map(Edit::Remove),
            (name(), before()).prop_map(|(of, before)| Edit::Move { of, before }),
        ]
    }

    fn list() -> impl Strategy<Value = Vec<(u8, u8)>> {
        proptest::collection::vec((0..12u8, any::<u8>()), 0..9)
    }

    proptest! {
        #[test]
        fn every_edit_gives_the_one_that_undoes_it(start in list(), edits in proptest::collection::vec(edit(), 0..30)) {
            let mut list = start;
            for edit in edits {
                let before = list.clone();
                match apply(&mut list, edit) {
                    Ok(inverse) => {
                        let after = list.clone();
                        let again = apply(&mut list, inverse).ok().expect("an inverse fits");
                        prop_assert_eq!(&list, &before);
                        prop_assert!(apply(&mut list, again).is_ok());
                        prop_assert_eq!(&list, &after);
                    }
                    Err(_) => prop_assert_eq!(&list, &before),
                }
            }
        }

        #[test]
        fn many_at_once_are_what_they_are_one_by_one(start in list(), edits in proptest::collection::vec(edit(), 0..30)) {
            let (mut one_by_one, mut at_once) = (start.clone(), start.clone());
            // Those that can be applied, and one that perhaps cannot.
            let mut valid = Vec::new();
            for edit in edits {
                let failed = apply(&mut one_by_one, edit.clone()).is_err();
                valid.push(edit);
                if failed {
                    prop_assert!(apply_all(&mut at_once, valid.clone()).is_err());
                    prop_assert_eq!(&at_once, &start);
                    valid.pop();
                }
            }
            let undo = apply_all(&mut at_once, valid).ok().expect("all of them fit");
            prop_assert_eq!(&at_once, &one_by_one);
            prop_assert!(apply_all(&mut at_once, undo).is_ok());
            prop_assert_eq!(&at_once, &start);
        }

        #[test]
        fn the_difference_of_two_lists_makes_one_into_the_other(old in list(), new in list()) {
            let mut list = old.clone();
            let edits = difference(&old, &new);
            prop_assert!(apply_all(&mut list, edits).is_ok());
            prop_assert_eq!(list, new);
            prop_assert_eq!(difference(&old, &old).len() <= old.len() * 2, true);
        }
    }

    #[test]
    fn what_stays_is_not_touched() {
        let old = [(1, 0), (2, 0), (3, 0), (4, 0), (5, 0)];
        let new = [(1, 0), (5, 0), (2, 0), (3, 7), (4, 0)];
        assert_eq!(
            difference(&old, &new),
            [
                Edit::Set {
                    of: 3.into(),
                    to: (3, 7)
                },
                Edit::Move {
                    of: 5.into(),
                    before: Some(2.into())
                },
            ]
        );
        assert_eq!(difference(&new, &new), []);
    }
}
