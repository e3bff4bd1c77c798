//! What the rows of a document say together: which elements there are, which pairs of them talk,
//! and which of them lie in one zone of trust.

use std::collections::{HashMap, HashSet};
use trustline_model::diagnostic::nearest;
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
    /// The zone that the document names for it first; empty where it names none.
    pub in_zone: String,
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

/// An element that a list puts into a zone.
#[derive(Clone, Debug)]
pub struct Member {
    /// The zone.
    pub zone: String,
    /// What the list calls the element.
    pub name: String,
    /// The element; none where no row names it.
    pub place: Option<usize>,
    /// The line of the list.
    pub line: usize,
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
                            in_zone: String::new(),
                            zone: 0,
                        });
                        votes.push(HashMap::new());
                    }
                    if let (Some(thing), Some(votes)) =
                        (found.things.get_mut(at), votes.get_mut(at))
                    {
                        thing.grouped |= named.grouped;
                        for (known, told) in [
                            (&mut thing.stencil, &named.stencil),
                            (&mut thing.in_zone, &named.zone),
                        ] {
                            if known.is_empty() {
                                known.clone_from(told);
                            }
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
        for member in found.members(tables) {
            if let Some(thing) = member.place.and_then(|p| found.things.get_mut(p))
                && thing.in_zone.is_empty()
            {
                thing.in_zone = member.zone;
            }
        }
        found.join(named);
        found
    }

    /// What is wrong with names that somebody gives to zones by one of their elements.
    pub fn misnamed(&self, named: &[(String, String)]) -> Option<String> {
        let mut names: HashMap<usize, &(String, String)> = HashMap::new();
        for asked in named {
            let (name, element) = asked;
            let Some(thing) = self.named(element).and_then(|p| self.things.get(p)) else {
                let known = self.things.iter().map(|t| t.name.as_str());
                let near = nearest(element, known).map(|n| format!("; did you mean `{n}`?"));
                let near = near.unwrap_or_default();
                return Some(format!("no row names the element `{element}`{near}"));
            };
            let (before, first) = *names.entry(thing.zone).or_insert(asked);
            if plain(before) != plain(name) {
                return Some(format!(
                    "`{before}` and `{name}` would be one zone: `{first}` and `{element}` are joined by rows that cross nothing"
                ));
            }
        }
        None
    }

    /// Who is inside of which zone, as the list of zones says. What follows a name and holds no
    /// element is a description.
    pub fn members(&self, tables: &Tables) -> Vec<Member> {
        let mut found = Vec::new();
        for told in &tables.zones {
            let Some((zone, members)) = told.text.split_once(':') else {
                continue;
            };
            let members = members.split([',', ';', '\n']);
            let names = members.map(|m| m.trim().trim_end_matches('.'));
            let members: Vec<Member> = names
                .filter(|name| !name.is_empty())
                .map(|name| Member {
                    zone: zone.trim().to_owned(),
                    name: name.to_owned(),
                    place: self.named(name),
                    line: told.line,
                })
                .collect();
            if members.iter().any(|m| m.place.is_some()) {
                found.extend(members);
            }
        }
        found
    }

    /// The place of an element by its name, with or without the mark of a group.
    fn named(&self, name: &str) -> Option<usize> {
        let shown = || {
            let mut things = self.things.iter();
            things.position(|t| plain(&t.shown()) == plain(name))
        };
        self.place(&plain(name)).or_else(shown)
    }

    /// Joins what the document puts into one zone, and what no boundary parts. What it puts into
    /// two zones stays apart.
    fn join(&mut self, named: &[(String, String)]) {
        let mut root: Vec<usize> = (0..self.things.len()).collect();
        fn top(root: &[usize], mut i: usize) -> usize {
            while let Some(up) = root.get(i).filter(|up| **up != i) {
                i = *up;
            }
            i
        }
        // What people call the zone of a root.
        let mut called: Vec<Option<String>> = vec![None; self.things.len()];
        let mut by_name: HashMap<String, usize> = HashMap::new();
        let asked = || named.iter().map(|(zone, e)| (zone.as_str(), self.named(e)));
        // Who asks on the command line has the last word on the name of a whole zone.
        let renamed: HashMap<String, &str> = asked()
            .filter_map(|(zone, place)| Some((plain(&self.things.get(place?)?.in_zone), zone)))
            .filter(|(known, _)| !known.is_empty())
            .collect();
        let own = self.things.iter().enumerate().map(|(i, thing)| {
            let zone = renamed.get(&plain(&thing.in_zone)).copied();
            (zone.unwrap_or(&thing.in_zone), Some(i))
        });
        for (zone, place) in asked().chain(own) {
            let Some(place) = place.filter(|_| !zone.is_empty()) else {
                continue;
            };
            let here = top(&root, place);
            let first = *by_name.entry(plain(zone)).or_insert(here);
            let first = top(&root, first);
            match called.get_mut(here) {
                Some(known) if known.is_none() => *known = Some(zone.to_owned()),
                _ => continue,
            }
            if let Some(up) = root.get_mut(here) {
                *up = first;
            }
        }
        for pair in self.pairs.iter().filter(|p| p.crosses == Some(false)) {
            let (a, b) = (top(&root, pair.a), top(&root, pair.b));
            let (of_a, of_b) = (called.get(a).cloned(), called.get(b).cloned());
            let (of_a, of_b) = (of_a.flatten(), of_b.flatten());
            if of_a.is_some() && of_b.is_some() && a != b {
                continue;
            }
            let (first, other) = (a.min(b), a.max(b));
            if let (Some(up), Some(name)) = (root.get_mut(other), called.get_mut(first)) {
                *up = first;
                *name = of_a.or(of_b);
            }
        }
        let mut zones: HashMap<usize, usize> = HashMap::new();
        for i in 0..self.things.len() {
            let at = top(&root, i);
            let zone = *zones.entry(at).or_insert(self.zones.len());
            if zone == self.zones.len() {
                self.zones.push(Zone {
                    name: called.get(at).cloned().flatten(),
                    things: Vec::new(),
                });
            }
            if let (Some(thing), Some(zone_of)) = (self.things.get_mut(i), self.zones.get_mut(zone))
            {
                thing.zone = zone;
                zone_of.things.push(i);
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
