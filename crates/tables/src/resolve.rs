//! What the rows of a document say together: which elements there are, which pairs of them talk,
//! and which of them lie in one zone of trust.

use std::collections::{HashMap, HashSet};
use trustline_model::interactions::{Direction, Named, NodeKind, Row, Tables, plain};

/// A document understood.
#[derive(Clone, Debug, Default)]
pub struct Resolved {
    /// Elements in the order in which they are met first.
    pub things: Vec<Thing>,
    /// Pairs of them that talk, in the order in which they are met first.
    pub pairs: Vec<Pair>,
    /// Zones: elements joined by rows that cross nothing. Each element is in one of them.
    pub zones: Vec<Zone>,
    /// Places of elements by their names, and of pairs by their elements, the lower first.
    by_name: HashMap<String, usize>,
    by_ends: HashMap<(usize, usize), usize>,
}

/// An element, from all the rows that name it.
#[derive(Clone, Debug)]
pub struct Thing {
    /// The spelling that is met first.
    pub name: String,
    /// Whether it stands for several things.
    pub grouped: bool,
    /// What it is: a process where nothing says so.
    pub kind: NodeKind,
    /// What most rows say that it is, else a list.
    pub told: Option<NodeKind>,
    /// The stencil that a row names first; empty where none does.
    pub stencil: String,
    /// Its zone.
    pub zone: usize,
}

impl Thing {
    /// The name with the mark of a group.
    pub fn shown(&self) -> String {
        let named = Named {
            name: self.name.clone(),
            grouped: self.grouped,
            ..Named::default()
        };
        named.shown()
    }
}

/// Two elements that talk, from all the rows about them.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Element A of the row that tells it in full, else of its first row.
    pub a: usize,
    /// Element B of it.
    pub b: usize,
    /// Which way data flows, from A's side.
    pub direction: Direction,
    /// Whether it crosses a boundary, as the row says that tells it in full.
    pub crosses: Option<bool>,
    /// Every detail that any of its rows tells, each once.
    pub details: Vec<String>,
    /// What is told of the data that flows from A to B, and of what flows back.
    pub ways: [Vec<String>; 2],
    /// Its rows: section and row.
    pub rows: Vec<(usize, usize)>,
}

/// Elements that trust one another.
#[derive(Clone, Debug, Default)]
pub struct Zone {
    /// What people call it, where somebody said so.
    pub name: Option<String>,
    /// Its elements.
    pub things: Vec<usize>,
}

impl Resolved {
    /// Brings the rows of a document together. `named` gives zones a name by one of their
    /// elements.
    pub fn new(tables: &Tables, named: &[(String, String)]) -> Self {
        let mut found = Self::default();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut votes: Vec<HashMap<NodeKind, usize>> = Vec::new();
        let mut pairs: HashMap<(usize, usize), usize> = HashMap::new();
        for (s, section) in tables.sections.iter().enumerate() {
            for (r, row) in section.rows.iter().enumerate() {
                let mut place = |named: &Named| {
                    let at = *places.entry(named.key()).or_insert(found.things.len());
                    if at == found.things.len() {
                        found.things.push(Thing {
                            name: named.name.clone(),
                            grouped: false,
                            kind: NodeKind::Process,
                            told: None,
                            stencil: String::new(),
                            zone: 0,
                        });
                        votes.push(HashMap::new());
                    }
                    if let (Some(thing), Some(votes)) =
                        (found.things.get_mut(at), votes.get_mut(at))
                    {
                        thing.grouped |= named.grouped;
                        if thing.stencil.is_empty() {
                            thing.stencil.clone_from(&named.stencil);
                        }
                        if let Some(kind) = named.kind {
                            *votes.entry(kind).or_default() += 1;
                        }
                    }
                    at
                };
                let (a, b) = (place(&row.a), place(&row.b));
                // Nothing flows from an element to itself.
                if a == b {
                    continue;
                }
                let key = (a.min(b), a.max(b));
                let at = *pairs.entry(key).or_insert(found.pairs.len());
                match found.pairs.get_mut(at) {
                    Some(pair) => pair.add(a, row, (s, r), tables),
                    None => found.pairs.push(Pair::new(a, b, row, (s, r))),
                }
            }
        }
        let listed: HashMap<String, NodeKind> = tables
            .listed
            .iter()
            .map(|l| (plain(&l.name.text), l.kind))
            .collect();
        for (thing, votes) in found.things.iter_mut().zip(votes) {
            let most = votes
                .into_iter()
                .max_by_key(|(kind, n)| (*n, std::cmp::Reverse(*kind)));
            let in_list = || {
                let names = [&thing.name, &thing.shown()];
                names.iter().find_map(|n| listed.get(&plain(n)).copied())
            };
            thing.told = most.map(|(kind, _)| kind).or_else(in_list);
            thing.kind = thing.told.unwrap_or(NodeKind::Process);
        }
        found.by_name = places;
        found.by_ends = pairs;
        found.join(named);
        found
    }

    /// Joins what no boundary parts.
    fn join(&mut self, named: &[(String, String)]) {
        let mut root: Vec<usize> = (0..self.things.len()).collect();
        fn top(root: &[usize], mut i: usize) -> usize {
            while let Some(up) = root.get(i).filter(|up| **up != i) {
                i = *up;
            }
            i
        }
        for pair in self.pairs.iter().filter(|p| p.crosses == Some(false)) {
            let (a, b) = (top(&root, pair.a), top(&root, pair.b));
            if let Some(up) = root.get_mut(a.max(b)) {
                *up = a.min(b);
            }
        }
        let mut zones: HashMap<usize, usize> = HashMap::new();
        for i in 0..self.things.len() {
            let zone = *zones.entry(top(&root, i)).or_insert(self.zones.len());
            if zone == self.zones.len() {
                self.zones.push(Zone::default());
            }
            if let (Some(thing), Some(zone_of)) = (self.things.get_mut(i), self.zones.get_mut(zone))
            {
                thing.zone = zone;
                zone_of.things.push(i);
            }
        }
        for (name, element) in named {
            let of = self
                .things
                .iter()
                .find(|t| plain(&t.name) == plain(element));
            let of = of.or_else(|| {
                self.things
                    .iter()
                    .find(|t| plain(&t.shown()) == plain(element))
            });
            if let Some(zone) = of.map(|t| t.zone).and_then(|z| self.zones.get_mut(z)) {
                zone.name = Some(name.clone());
            }
        }
    }

    /// The place of an element, by the key of its name.
    pub fn place(&self, key: &str) -> Option<usize> {
        self.by_name.get(key).copied()
    }

    /// What is known of two elements that talk.
    pub fn pair(&self, a: usize, b: usize) -> Option<&Pair> {
        self.pairs.get(*self.by_ends.get(&(a.min(b), a.max(b)))?)
    }

    /// The two elements of a pair.
    pub fn ends(&self, pair: &Pair) -> Option<(&Thing, &Thing)> {
        Some((self.things.get(pair.a)?, self.things.get(pair.b)?))
    }

    /// Whether two elements lie in one zone.
    pub fn together(&self, pair: &Pair) -> bool {
        self.ends(pair).is_some_and(|(a, b)| a.zone == b.zone)
    }
}

/// Which of the two ways a direction has.
fn ways(direction: Direction) -> &'static [usize] {
    match direction {
        Direction::Both => &[0, 1],
        Direction::Forth => &[0],
        Direction::Back => &[1],
    }
}

fn gather(known: &mut Vec<String>, entries: &[String]) {
    let mut met: HashSet<String> = known.iter().map(|d| plain(d)).collect();
    let new = entries.iter().filter(|e| met.insert(plain(e)));
    known.extend(new.cloned());
}

impl Pair {
    fn new(a: usize, b: usize, row: &Row, at: (usize, usize)) -> Self {
        let mut pair = Self {
            a,
            b,
            direction: row.direction,
            crosses: row.crosses,
            details: Vec::new(),
            ways: Default::default(),
            rows: vec![at],
        };
        pair.tell(row.direction, row.details.entries().unwrap_or_default());
        pair
    }

    fn tell(&mut self, direction: Direction, entries: &[String]) {
        gather(&mut self.details, entries);
        for way in ways(direction) {
            if let Some(way) = self.ways.get_mut(*way) {
                gather(way, entries);
            }
        }
    }

    /// Another row about the same two. The first that tells them in full decides on what is one
    /// thing only; a row for the other way tells a flow of its own; details are gathered from all.
    fn add(&mut self, a: usize, row: &Row, at: (usize, usize), tables: &Tables) {
        let told = |(s, r): &(usize, usize)| {
            let row = tables.sections.get(*s).and_then(|s| s.rows.get(*r));
            row.is_some_and(|r| r.details.entries().is_some())
        };
        let is_first = !self.rows.iter().any(told);
        self.rows.push(at);
        let Some(entries) = row.details.entries() else {
            self.crosses = self.crosses.or(row.crosses);
            return;
        };
        if is_first {
            if a != self.a {
                std::mem::swap(&mut self.a, &mut self.b);
            }
            self.direction = row.direction;
            self.crosses = row.crosses.or(self.crosses);
        }
        let direction = match a == self.a {
            true => row.direction,
            false => row.direction.turned(),
        };
        if direction == self.direction.turned() && direction != Direction::Both {
            self.direction = Direction::Both;
        }
        // What flows both ways is told of those that there are.
        let told = match direction {
            Direction::Both => self.direction,
            one => one,
        };
        self.tell(told, entries);
    }
}
