//! A model from interaction tables: a diagram a section and the finished one, the same elements on
//! each of them. Where shapes stand is a rough start: arranging is left to `drawing`.

use crate::resolve::Resolved;
use crate::stencils::{Drawn, Vocabulary};
use crate::words::{DETAILS, Meaning, OF_REQUESTS, Tells, meanings, settings};
use std::collections::{HashMap, HashSet};
use trustline_model::InOrder;
use trustline_model::geometry::{Point, Rect};
use trustline_model::interactions::{Direction, NodeKind, Tables, plain};
use trustline_model::{
    Diagram, DiagramId, Element, ElementId, End, Form, KnowledgeBase, Line, Port, Property,
    PropertyValue, Representation, StencilId, ThreatModel, depth, guid_for,
};

/// What an import gives.
#[derive(Debug)]
pub struct Built {
    /// The model, with nothing arranged and no threats yet.
    pub model: ThreatModel,
    /// How many elements there are, each counted once.
    pub elements: usize,
    /// How many pairs of them talk.
    pub pairs: usize,
    /// What each element is drawn with, and why.
    pub drawn: Vec<String>,
}

/// Width and height of shapes.
const SIZE: (f64, f64) = (110.0, 100.0);
const STORE: (f64, f64) = (130.0, 70.0);

/// Makes the model that a document tells. The same document gives the same ids, told apart from
/// other documents by `seed`; `zones` names zones of trust by one of their elements.
pub fn build(
    tables: &Tables,
    kb: &std::sync::Arc<KnowledgeBase>,
    zones: &[(String, String)],
    seed: &str,
) -> Built {
    let resolved = Resolved::new(tables, zones);
    let maker = Maker::new(tables, &resolved, kb, seed);
    let mut diagrams: Vec<Diagram> = Vec::new();
    for section in tables.sections.iter().filter(|s| !s.rows.is_empty()) {
        let rows = section
            .rows
            .iter()
            .filter_map(|row| Some((resolved.place(&row.a.key())?, resolved.place(&row.b.key())?)));
        let title = match section.title.trim() {
            "" => "Interactions",
            title => title,
        };
        diagrams.push(maker.diagram(title, rows.collect(), diagrams.len()));
    }
    // One section alone is the overview diagram.
    let finished = tables.sections.iter().rfind(|s| s.rows.is_empty());
    if diagrams.len() > 1 || finished.is_some() {
        let title = finished.map_or("Overview diagram", |s| s.title.as_str());
        let rows = resolved.pairs.iter().map(|p| (p.a, p.b)).collect();
        diagrams.push(maker.diagram(title, rows, diagrams.len()));
    }
    if let Some(whole) = diagrams.last_mut() {
        depth::set_level(whole, Some(0));
    }
    let mut model = ThreatModel {
        diagrams,
        generation_enabled: Some(true),
        knowledge_base: Some(kb.clone()),
        ..ThreatModel::default()
    };
    model.information.name.clone_from(&tables.title);
    model.information.assumptions = assumptions(tables);
    Built {
        model,
        elements: resolved.things.len(),
        pairs: resolved.pairs.len(),
        drawn: maker.reasons(),
    }
}

/// What stands in the list below a heading about assumptions.
fn assumptions(tables: &Tables) -> String {
    let mut inside = false;
    let mut found = Vec::new();
    for told in &tables.prose {
        let text = told.text.trim();
        if text.starts_with('#') {
            inside = text.to_lowercase().contains("assumption");
        } else if let Some(item) = text.strip_prefix("- ").or(text.strip_prefix("* "))
            && inside
        {
            found.push(unmarked(item));
        }
    }
    found.join("\n")
}

/// Text without the marks of Markdown: stars fall away, of a link its words stay.
fn unmarked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        rest = match after.split_once("](") {
            Some((words, more)) => {
                out.push_str(words);
                more.split_once(')').map_or("", |(_, rest)| rest)
            }
            None => after,
        };
    }
    out.push_str(rest);
    out.replace("**", "").replace('`', "")
}

struct Maker<'a> {
    resolved: &'a Resolved,
    kb: &'a KnowledgeBase,
    seed: &'a str,
    drawn: Vec<Drawn<'a>>,
    /// Zones that get a box.
    boxed: Vec<bool>,
    /// Names of boundaries that rows tell, by the zones they lie around.
    told: HashMap<usize, String>,
    zones: Vocabulary<'a>,
    flow: StencilId,
    boundary: StencilId,
}

impl<'a> Maker<'a> {
    fn new(tables: &Tables, resolved: &'a Resolved, kb: &'a KnowledgeBase, seed: &'a str) -> Self {
        let vocabulary = Vocabulary::new(kb);
        let things = resolved.things.iter();
        let boxed = boxed(resolved);
        Self {
            resolved,
            kb,
            seed,
            drawn: things.map(|t| vocabulary.drawn(t)).collect(),
            told: told_names(tables, resolved, &boxed),
            boxed,
            zones: Vocabulary::of_zones(kb),
            flow: generic(kb, &Representation::Line),
            boundary: generic(kb, &Representation::BorderBoundary),
        }
    }

    fn reasons(&self) -> Vec<String> {
        let things = self.resolved.things.iter().zip(&self.drawn);
        things
            .map(|(t, d)| format!("{}: {}", t.shown(), d.reason()))
            .collect()
    }

    fn id(&self, what: &str) -> ElementId {
        guid_for(&format!("trustline interactions {} {what}", self.seed)).into()
    }

    fn thing_id(&self, thing: usize) -> ElementId {
        let name = self
            .resolved
            .things
            .get(thing)
            .map_or("", |t| t.name.as_str());
        self.id(&format!("element {}", plain(name)))
    }

    /// A diagram of some rows. `number` tells diagrams of one name apart.
    fn diagram(&self, title: &str, rows: Vec<(usize, usize)>, number: usize) -> Diagram {
        let id = DiagramId::from(self.id(&format!("diagram {number} {title}")).to_string());
        let mut diagram = Diagram::new(id, title);
        let mut seen: HashSet<usize> = HashSet::new();
        let ends = rows.iter().flat_map(|(a, b)| [*a, *b]);
        let things: Vec<usize> = ends.filter(|t| seen.insert(*t)).collect();
        let places = self.places(&things);
        for (zone, rect) in &places.boxes {
            if let Some(mut element) = self.kb.element(
                &self.boundary(*zone),
                self.id(&format!("zone {zone}")),
                Form::BoundaryBox(*rect),
            ) {
                element.set_name(&self.zone_name(*zone));
                diagram.elements.push(element);
            }
        }
        let mut middles: HashMap<usize, Point> = HashMap::new();
        for (thing, rect) in things.iter().zip(&places.things) {
            middles.insert(*thing, rect.center());
            diagram.elements.extend(self.element(*thing, *rect));
        }
        let mut drawn: HashSet<(usize, usize)> = HashSet::new();
        for (a, b) in rows {
            let pair = self.resolved.pair(a, b);
            let Some(pair) = pair else { continue };
            let forth = (pair.a, pair.b);
            let back = (pair.b, pair.a);
            let mut wanted = match pair.direction {
                Direction::Both => vec![forth, back],
                Direction::Forth => vec![forth],
                Direction::Back => vec![back],
            };
            // As this row has it.
            wanted.put_in_order_by_key(|w| *w != (a, b));
            for (from, to) in wanted {
                if !drawn.insert((from, to)) {
                    continue;
                }
                let [first, second] = &pair.ways;
                let is_forth = (from, to) == forth;
                let answers = self.answers(from, to, is_forth, pair.direction);
                let told = Told {
                    details: if is_forth { first } else { second },
                    answers,
                    // A row that tells both ways at once tells of each what it can mean there.
                    both: pair.direction == Direction::Both && first == second,
                };
                let flow = self.data_flow(&middles, from, to, &told);
                diagram.elements.extend(flow);
            }
        }
        diagram
    }

    fn element(&self, thing: usize, rect: Rect) -> Option<Element> {
        let told = self.resolved.things.get(thing)?;
        let drawn = self.drawn.get(thing)?;
        let stencil = match drawn.stencil {
            Some(stencil) => stencil.id.clone(),
            None => generic(self.kb, &drawn.kind.shape()),
        };
        let form = drawn.kind.form(rect);
        let mut element = self.kb.element(&stencil, self.thing_id(thing), form)?;
        element.set_name(&told.shown());
        Some(element)
    }

    /// Whether a flow answers: those of stores do, and else what comes back from B.
    fn answers(&self, from: usize, to: usize, is_forth: bool, direction: Direction) -> bool {
        let is_store = |thing: usize| {
            let drawn = self.drawn.get(thing);
            drawn.is_some_and(|d| d.kind == NodeKind::DataStore)
        };
        match (is_store(from), is_store(to)) {
            (true, false) => true,
            (false, true) => false,
            _ => direction == Direction::Both && !is_forth,
        }
    }

    fn data_flow(
        &self,
        middles: &HashMap<usize, Point>,
        from: usize,
        to: usize,
        told: &Told<'_>,
    ) -> Option<Element> {
        let details = told.details;
        let name = |i: usize| self.resolved.things.get(i).map_or("", |t| t.name.as_str());
        let id = self.id(&format!("flow {} > {}", plain(name(from)), plain(name(to))));
        let end = |thing: usize| End {
            point: middles.get(&thing).copied().unwrap_or_default(),
            element: Some(self.thing_id(thing)),
            port: Port::None,
        };
        let (source, target) = (end(from), end(to));
        let line = Line {
            handle: source.point.middle(target.point),
            source,
            target,
        };
        let mut flow = self.kb.element(&self.flow, id, Form::DataFlow(line))?;
        flow.set_name(&told.name());
        for (name, value) in told.settings() {
            let unset = flow.properties.iter().any(|p| {
                p.name == name && matches!(p.value, PropertyValue::List { selected: 0, .. })
            });
            if unset {
                flow.set_property(name, value);
            }
        }
        if !details.is_empty() {
            flow.properties.push(Property {
                name: DETAILS.into(),
                label: "Details".into(),
                value: PropertyValue::CustomText(details.join("; ")),
            });
        }
        Some(flow)
    }

    /// The stencil of the box around a zone: the one that its name means, where it has a name.
    fn boundary(&self, zone: usize) -> StencilId {
        let named = self.resolved.zones.get(zone).and_then(|z| z.name.as_ref());
        let name = named.or(self.told.get(&zone));
        let found = name.and_then(|name| self.zones.find(name, None));
        found.map_or_else(|| self.boundary.clone(), |f| f.stencil.id.clone())
    }

    fn zone_name(&self, place: usize) -> String {
        let Some(zone) = self.resolved.zones.get(place) else {
            return String::new();
        };
        if let Some(name) = zone.name.as_ref().or(self.told.get(&place)) {
            return name.clone();
        }
        let talks = |thing: usize| {
            let pairs = self.resolved.pairs.iter();
            pairs.filter(|p| p.a == thing || p.b == thing).count()
        };
        let name = |thing: usize| {
            self.resolved
                .things
                .get(thing)
                .map_or("", |t| t.name.as_str())
        };
        let most = zone
            .things
            .iter()
            .copied()
            .max_by_key(|t| (talks(*t), std::cmp::Reverse(*t)));
        let first = most.map_or("", name);
        match zone.things.as_slice() {
            [_] => format!("Zone of {first}"),
            [a, b] => format!("Zone of {} and {}", name(*a), name(*b)),
            more => format!("Zone of {first} and {} more", more.len() - 1),
        }
    }

    /// A rough start: zones in a row, their elements in columns, what has no box at the right.
    fn places(&self, things: &[usize]) -> Places {
        let mut places = Places {
            boxes: Vec::new(),
            things: vec![Rect::default(); things.len()],
        };
        let zone_of = |thing: &usize| self.resolved.things.get(*thing).map_or(0, |t| t.zone);
        let mut zones: Vec<usize> = Vec::new();
        for zone in things.iter().map(zone_of) {
            if !zones.contains(&zone) {
                zones.push(zone);
            }
        }
        let mut left = 40.0;
        for zone in zones {
            let members = things
                .iter()
                .enumerate()
                .filter(|(_, t)| zone_of(t) == zone);
            let members: Vec<usize> = members.map(|(i, _)| i).collect();
            let across = (members.len() as f64).sqrt().ceil().max(1.0) as usize;
            for (n, member) in members.iter().enumerate() {
                let at = Point::new(
                    left + 40.0 + (n % across) as f64 * 220.0,
                    110.0 + (n / across) as f64 * 200.0,
                );
                let drawn = things.get(*member).and_then(|t| self.drawn.get(*t));
                let size = match drawn.map(|d| d.kind) {
                    Some(NodeKind::DataStore) => STORE,
                    _ => SIZE,
                };
                if let Some(place) = places.things.get_mut(*member) {
                    *place = Rect::new(at.x, at.y, size.0, size.1);
                }
            }
            let width = across as f64 * 220.0 + 40.0;
            let height = members.len().div_ceil(across) as f64 * 200.0 + 90.0;
            if self.boxed.get(zone) == Some(&true) {
                places
                    .boxes
                    .push((zone, Rect::new(left, 40.0, width, height)));
            }
            left += width + 80.0;
        }
        places
    }
}

struct Places {
    boxes: Vec<(usize, Rect)>,
    things: Vec<Rect>,
}

/// What a document tells of a flow.
struct Told<'a> {
    details: &'a [String],
    /// It answers to another flow.
    answers: bool,
    /// The same is told of that one.
    both: bool,
}

/// So many things that a flow carries are in its name.
const IN_NAME: usize = 3;

impl Told<'_> {
    /// Whether a property that is told of both ways holds for this one.
    fn holds(&self, property: &str) -> bool {
        !(self.both && self.answers && OF_REQUESTS.contains(&property))
    }

    /// What the flow is called: after what it carries, else after the channel.
    fn name(&self) -> String {
        let parts = || {
            let parts = self.details.iter().flat_map(|d| d.split([',', ';']));
            parts.map(str::trim).filter(|p| !p.is_empty())
        };
        let carries = |part: &&str| {
            let carried = |m: &Meaning| {
                let is_more =
                    |(name, _): &(&str, &str)| *name != "carriesRequests" && self.holds(name);
                m.tells == Tells::Payload && !m.is_absent && m.settings.iter().any(is_more)
            };
            meanings(part).iter().any(carried)
        };
        let carried: Vec<&str> = parts().filter(carries).collect();
        if let Some((first, more)) = carried.split_first() {
            let mut name = beginning(first);
            for one in more.iter().take(IN_NAME - 1) {
                name.push_str(&format!(", {}", within(one)));
            }
            if carried.len() > IN_NAME {
                name.push_str(" and more");
            }
            return name;
        }
        let telling = |what| {
            let tells = move |m: &Meaning| m.tells == what && !m.is_absent;
            let found = parts().find(|part| meanings(part).iter().any(tells));
            // `Protocol: SMTP`, as columns of their own tell it.
            found.map(|part| beginning(part.rsplit(':').next().unwrap_or(part).trim()))
        };
        let channel = telling(Tells::Channel).or_else(|| telling(Tells::Protocol));
        match (channel, self.answers) {
            (Some(channel), false) => format!("{channel} request"),
            (Some(channel), true) => format!("{channel} response"),
            (None, false) => "Request".into(),
            (None, true) => "Response".into(),
        }
    }

    fn settings(&self) -> Vec<(&'static str, &'static str)> {
        let own = settings(self.details).into_iter();
        let mut found: Vec<_> = own
            .filter_map(|told| match told {
                (name, _) if self.holds(name) => Some(told),
                ("carriesCredentials", "Yes") => Some(("carriesCredentials", "No")),
                _ => None,
            })
            .collect();
        if self.answers {
            found.push(("answers", "Yes"));
        }
        found
    }
}

/// A text at the beginning of a name.
fn beginning(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next();
    first
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

/// A text in the middle of another: its first letter is small, unless it begins an abbreviation.
fn within(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next();
    let is_word = letters.clone().next().is_none_or(|c| !c.is_uppercase());
    match first {
        Some(first) if is_word => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// Zones that need a box: those with a name, those of several, and as many others as it takes for
/// every crossing to cross something.
fn boxed(resolved: &Resolved) -> Vec<bool> {
    let mut boxed: Vec<bool> = resolved
        .zones
        .iter()
        .map(|z| z.things.len() > 1 || z.name.is_some())
        .collect();
    // Everything in one zone and nothing outside, or nothing that crosses: there is no boundary.
    let crosses = resolved.pairs.iter().any(|p| p.crosses == Some(true));
    let is_named = resolved.zones.iter().any(|z| z.name.is_some());
    if resolved.zones.len() < 2 || !(crosses || is_named) {
        return vec![false; resolved.zones.len()];
    }
    loop {
        let mut wanted: HashMap<usize, usize> = HashMap::new();
        for pair in &resolved.pairs {
            let Some((a, b)) = resolved.ends(pair).map(|(a, b)| (a.zone, b.zone)) else {
                continue;
            };
            let open = |z: usize| boxed.get(z) == Some(&false);
            if a != b && open(a) && open(b) && pair.crosses == Some(true) {
                *wanted.entry(a).or_default() += 1;
                *wanted.entry(b).or_default() += 1;
            }
        }
        let most = wanted
            .into_iter()
            .max_by_key(|(z, n)| (*n, std::cmp::Reverse(*z)));
        match most.and_then(|(z, _)| boxed.get_mut(z)) {
            Some(zone) => *zone = true,
            None => return boxed,
        }
    }
}

/// Where a row names as many boundaries as there are boxes between its ends, it names these: those
/// of A first.
fn told_names(tables: &Tables, resolved: &Resolved, boxed: &[bool]) -> HashMap<usize, String> {
    let mut found = HashMap::new();
    for row in tables.sections.iter().flat_map(|s| &s.rows) {
        let zone = |key: String| {
            let thing = resolved.things.get(resolved.place(&key)?)?;
            Some(thing.zone)
        };
        let (Some(a), Some(b)) = (zone(row.a.key()), zone(row.b.key())) else {
            continue;
        };
        let around = |z: &usize| a != b && boxed.get(*z) == Some(&true);
        let zones: Vec<usize> = [a, b].into_iter().filter(around).collect();
        if zones.len() == row.boundaries.len() {
            for (zone, name) in zones.into_iter().zip(&row.boundaries) {
                found.entry(zone).or_insert_with(|| name.clone());
            }
        }
    }
    found
}

fn generic(kb: &KnowledgeBase, representation: &Representation) -> StencilId {
    let mut stencils = kb
        .stencils
        .iter()
        .filter(|s| s.representation == *representation);
    let found = stencils.find(|s| s.generic && !s.hidden);
    found.map(|s| s.id.clone()).unwrap_or_default()
}
