//! The interaction tables of a model: every pair of elements that talk, told in full once.

use crate::words::{DETAILS, is_of_requests, meanings};
use std::collections::{HashMap, HashSet};
use trustline_analysis::wording::name_of;
use trustline_analysis::{Analysis, Interaction};
use trustline_model::InOrder;
use trustline_model::interactions::{
    Details, Direction, GROUPED, Named, Row, Section, Tables, Told, plain,
};
use trustline_model::{Element, ElementId, Form, PropertyValue, ThreatModel, depth};

/// Whom a section is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Each diagram.
    Diagram,
    /// Each element, in the order in which diagrams show them.
    Element,
    /// Each zone: the innermost boundary box around elements.
    Zone,
    /// These elements, by name; one section each.
    Chosen(Vec<String>),
}

/// A pair of elements that talk, from all flows between them.
struct Talk<'m> {
    ends: [&'m Element; 2],
    /// Flows from the first to the second, and back.
    flows: [Vec<&'m Element>; 2],
    crosses: Vec<String>,
}

/// Makes the tables of a model. Elements and pairs that stand on several diagrams are one.
pub fn tables(model: &ThreatModel, analysis: &Analysis, owner: &Owner) -> Tables {
    let talks = talks(model, analysis);
    let mut tables = Tables {
        title: model.information.name.trim().to_owned(),
        ..Tables::default()
    };
    // The first section that has a pair tells it.
    let mut told: HashMap<usize, String> = HashMap::new();
    for (title, rows) in sections(model, analysis, owner, &talks) {
        let mut section = Section {
            title: title.clone(),
            ..Section::default()
        };
        let (mut full, mut mirrors) = (Vec::new(), Vec::new());
        for (talk, turned) in rows {
            let Some(of) = talks.get(talk) else { continue };
            match told.get(&talk) {
                Some(before) => {
                    let details = Details::Reference(before.clone());
                    mirrors.push(row(of, turned, details));
                }
                None => {
                    full.extend(in_full(of, turned));
                    told.insert(talk, title.clone());
                }
            }
        }
        section.rows = full;
        section.rows.append(&mut mirrors);
        section.picture = Some(Told {
            text: picture(&section, owner),
            line: 0,
        });
        tables.sections.push(section);
    }
    place(&mut tables, model, analysis);
    tables
}

/// Names that several elements share, and how many do: tables know elements by name, and who makes a
/// model of them again makes one of these.
pub fn shared_names(model: &ThreatModel) -> Vec<(String, usize)> {
    let mut order: Vec<&Element> = Vec::new();
    let mut elements: HashMap<String, HashSet<&ElementId>> = HashMap::new();
    let nodes = model.diagrams.iter().flat_map(|d| &d.elements);
    for element in nodes.filter(|e| e.form.is_node() && !e.name().trim().is_empty()) {
        let same = elements.entry(plain(element.name())).or_default();
        same.insert(&element.id);
        if same.len() == 2 {
            order.push(element);
        }
    }
    order.dedup_by_key(|e| plain(e.name()));
    let count = |e: &&Element| elements.get(&plain(e.name())).map_or(0, HashSet::len);
    let named = order.iter().map(|e| (name_of(e), count(e)));
    named.collect()
}

/// What the picture of a section shows.
fn picture(section: &Section, owner: &Owner) -> String {
    let mut names: Vec<String> = Vec::new();
    for named in section.rows.iter().flat_map(|r| [&r.a, &r.b]) {
        let name = named.shown();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let rest = names.split_off(names.len().min(6));
    let mut told = names.join(", ");
    if !rest.is_empty() {
        told.push_str(&format!(" and {} more", rest.len()));
    }
    let what = match owner {
        Owner::Diagram => "Data-flow diagram",
        _ => "Part of the data-flow diagram about",
    };
    match section.rows.len() {
        0 => format!("{what} {}", section.title),
        1 => format!("{what} {}: one interaction, between {told}", section.title),
        n => format!("{what} {}: {n} interactions between {told}", section.title),
    }
}

/// Every pair of elements that talk, in the order in which diagrams show them.
fn talks<'m>(model: &'m ThreatModel, analysis: &Analysis) -> Vec<Talk<'m>> {
    let mut found: Vec<Talk<'m>> = Vec::new();
    let mut places: HashMap<(&ElementId, &ElementId), usize> = HashMap::new();
    let mut seen: HashSet<&ElementId> = HashSet::new();
    for interaction in &analysis.interactions {
        let [source, flow, target] = interaction.elements(model);
        let key = (&source.id, &target.id);
        let turned = (key.1, key.0);
        let (at, back) = match (places.get(&key), places.get(&turned)) {
            (Some(at), _) => (*at, false),
            (None, Some(at)) => (*at, true),
            (None, None) => {
                places.insert(key, found.len());
                found.push(Talk {
                    ends: [source, target],
                    flows: [Vec::new(), Vec::new()],
                    crosses: Vec::new(),
                });
                (found.len() - 1, false)
            }
        };
        let Some(talk) = found.get_mut(at) else {
            continue;
        };
        if seen.insert(&flow.id)
            && let Some(flows) = talk.flows.get_mut(usize::from(back))
        {
            flows.push(flow);
        }
        for boundary in interaction.boundaries(model) {
            let name = name_of(boundary);
            if !talk.crosses.contains(&name) {
                talk.crosses.push(name);
            }
        }
    }
    found
}

/// Each section with its pairs; `true` where a pair is to be told from its second element.
fn sections<'m>(
    model: &'m ThreatModel,
    analysis: &Analysis,
    owner: &Owner,
    talks: &[Talk<'m>],
) -> Vec<(String, Vec<(usize, bool)>)> {
    let mut place: HashMap<(&ElementId, &ElementId), (usize, bool)> = HashMap::new();
    for (i, talk) in talks.iter().enumerate() {
        let [a, b] = talk.ends;
        place.insert((&b.id, &a.id), (i, true));
        place.insert((&a.id, &b.id), (i, false));
    }
    let of_element = |id: &ElementId| -> Vec<(usize, bool)> {
        let all = talks.iter().enumerate();
        all.filter_map(|(i, t)| {
            let [a, b] = t.ends;
            if a.id == *id {
                Some((i, false))
            } else {
                (b.id == *id).then_some((i, true))
            }
        })
        .collect()
    };
    match owner {
        Owner::Diagram => {
            let mut found = Vec::new();
            for diagram in &model.diagrams {
                let mut rows: Vec<(usize, bool)> = Vec::new();
                for (_, line) in diagram.flows() {
                    let (Some(a), Some(b)) = (&line.source.element, &line.target.element) else {
                        continue;
                    };
                    if let Some((talk, turned)) = place.get(&(a, b)).copied()
                        && !rows.iter().any(|(t, _)| *t == talk)
                    {
                        rows.push((talk, turned));
                    }
                }
                found.push((diagram.name.trim().to_owned(), rows));
            }
            // A diagram that shows nothing but what others told is a picture by itself.
            whole(model, &mut found);
            found
        }
        Owner::Element => nodes(talks)
            .into_iter()
            .map(|e| (name_of(e), of_element(&e.id)))
            .collect(),
        Owner::Chosen(names) => names
            .iter()
            .filter_map(|name| {
                let nodes = nodes(talks);
                let bare = |e: &Element| named(e).key();
                let found = nodes
                    .into_iter()
                    .find(|e| plain(e.name()) == plain(name) || bare(e) == plain(name))?;
                Some((name_of(found), of_element(&found.id)))
            })
            .collect(),
        Owner::Zone => by_zone(model, analysis, talks),
    }
}

/// Rows of the diagram that shows everything once more fall away: its section is its picture.
fn whole(model: &ThreatModel, sections: &mut [(String, Vec<(usize, bool)>)]) {
    if sections.len() < 2 {
        return;
    }
    for at in 0..sections.len() {
        if model.diagrams.get(at).and_then(depth::level) != Some(0) {
            continue;
        }
        let others: HashSet<usize> = sections
            .iter()
            .enumerate()
            .filter(|(i, _)| *i != at)
            .flat_map(|(_, (_, rows))| rows.iter().map(|(t, _)| *t))
            .collect();
        if let Some((_, rows)) = sections.get_mut(at)
            && rows.iter().all(|(t, _)| others.contains(t))
        {
            rows.clear();
            return;
        }
    }
}

/// The elements that talk, each once.
fn nodes<'m>(talks: &[Talk<'m>]) -> Vec<&'m Element> {
    let mut seen = HashSet::new();
    let all = talks.iter().flat_map(|t| t.ends);
    all.filter(|e| seen.insert(&e.id)).collect()
}

/// The innermost boundary box around each element that talks, on the first diagram that shows it.
fn zones<'m>(
    model: &'m ThreatModel,
    analysis: &Analysis,
) -> HashMap<&'m ElementId, Option<&'m Element>> {
    let boxes: Vec<Vec<&Element>> = model
        .diagrams
        .iter()
        .map(|d| {
            let all = d.elements.iter();
            all.filter(|e| matches!(e.form, Form::BoundaryBox(_)))
                .collect()
        })
        .collect();
    let mut zones = HashMap::new();
    for Interaction {
        diagram,
        source,
        target,
        ..
    } in &analysis.interactions
    {
        let (Some(boxes), Some(diagram)) = (boxes.get(*diagram), model.diagrams.get(*diagram))
        else {
            continue;
        };
        let area = |e: &&Element| {
            let b = e.form.bounds();
            b.width * b.height
        };
        for element in [source, target]
            .into_iter()
            .filter_map(|i| diagram.elements.get(*i))
        {
            zones.entry(&element.id).or_insert_with(|| {
                let middle = element.form.bounds().center();
                let around = boxes.iter().copied();
                let around = around.filter(|b| b.form.bounds().contains(middle));
                around.min_by(|a, b| area(a).total_cmp(&area(b)))
            });
        }
    }
    zones
}

/// What elements are called by tables that stand by themselves: their stencils, and their zones as
/// far as no two of them share a name.
fn place(tables: &mut Tables, model: &ThreatModel, analysis: &Analysis) {
    let zones = zones(model, analysis);
    let mut ids: HashMap<String, HashSet<&ElementId>> = HashMap::new();
    for zone in zones.values().flatten() {
        ids.entry(plain(&name_of(zone)))
            .or_default()
            .insert(&zone.id);
    }
    let nodes = model.diagrams.iter().flat_map(|d| &d.elements);
    let mut known: HashMap<String, &Element> = HashMap::new();
    for node in nodes.filter(|e| e.form.is_node()) {
        known.entry(named(node).key()).or_insert(node);
    }
    let rows = tables.sections.iter_mut().flat_map(|s| &mut s.rows);
    for end in rows.flat_map(|r| [&mut r.a, &mut r.b]) {
        let Some(element) = known.get(&end.key()) else {
            continue;
        };
        if let Some(stencil) = special_stencil(element) {
            stencil.trim().clone_into(&mut end.stencil);
        }
        let zone = zones.get(&element.id).copied().flatten().map(name_of);
        let is_one = |name: &String| ids.get(&plain(name)).is_some_and(|of| of.len() == 1);
        end.zone = zone.filter(is_one).unwrap_or_default();
    }
}

fn by_zone<'m>(
    model: &'m ThreatModel,
    analysis: &Analysis,
    talks: &[Talk<'m>],
) -> Vec<(String, Vec<(usize, bool)>)> {
    const OUTSIDE: &str = "Outside of all boundaries";
    let zones = zones(model, analysis);
    let zone = |e: &Element| {
        let zone = zones.get(&e.id).copied().flatten();
        zone.map_or_else(|| OUTSIDE.to_owned(), name_of)
    };
    let mut found: Vec<(String, Vec<(usize, bool)>)> = Vec::new();
    for (i, talk) in talks.iter().enumerate() {
        let [a, b] = talk.ends.map(zone);
        let mut add = |zone: String, turned: bool| match found.iter_mut().find(|(t, _)| *t == zone)
        {
            Some((_, rows)) => rows.push((i, turned)),
            None => found.push((zone, vec![(i, turned)])),
        };
        if a != b {
            add(b, true);
        }
        add(a, false);
    }
    found.put_in_order_by_key(|(title, _)| title == OUTSIDE);
    found
}

/// A pair told in full: in one row, or in one for each way where they differ.
fn in_full(talk: &Talk<'_>, turned: bool) -> Vec<Row> {
    let all = Details::Entries(gathered(talk.flows.iter().flatten()));
    let whole = row(talk, turned, all);
    let [forth, back] = talk.flows.each_ref().map(|flows| gathered(flows.iter()));
    let set =
        |details: &[String]| -> HashSet<String> { details.iter().map(|d| plain(d)).collect() };
    // What one way alone says because only requests have it is told of both.
    let common = |details: &[String]| -> HashSet<String> {
        let own = details.iter().filter(|d| !is_of_requests(d));
        own.map(|d| plain(d)).collect()
    };
    let (all_forth, all_back) = (set(&forth), set(&back));
    let nested = all_forth.is_subset(&all_back) || all_back.is_subset(&all_forth);
    if whole.direction != Direction::Both || (nested && common(&forth) == common(&back)) {
        return vec![whole];
    }
    let one_way = |direction, details| Row {
        direction,
        details: Details::Entries(details),
        ..whole.clone()
    };
    let (forth, back) = if turned { (back, forth) } else { (forth, back) };
    vec![
        one_way(Direction::Forth, forth),
        one_way(Direction::Back, back),
    ]
}

fn row(talk: &Talk<'_>, turned: bool, details: Details) -> Row {
    let [a, b] = talk.ends.map(named);
    let both = talk.flows.iter().all(|f| !f.is_empty());
    let forth = talk.flows.first().is_some_and(|f| !f.is_empty());
    let direction = match (both, forth == turned) {
        (true, _) => Direction::Both,
        (false, false) => Direction::Forth,
        (false, true) => Direction::Back,
    };
    let (a, b) = if turned { (b, a) } else { (a, b) };
    let mut boundaries = talk.crosses.clone();
    if turned {
        boundaries.reverse();
    }
    Row {
        line: 0,
        a,
        direction,
        is_directed: true,
        flow_text: String::new(),
        b,
        crosses: Some(!talk.crosses.is_empty()),
        boundaries,
        details,
    }
}

fn named(element: &Element) -> Named {
    let shown = name_of(element);
    let name = shown.trim();
    let plain_name = name.strip_suffix(GROUPED).map(str::trim_end);
    Named {
        name: plain_name.unwrap_or(name).to_owned(),
        grouped: plain_name.is_some(),
        kind: element.form.node_kind(),
        ..Named::default()
    }
}

/// What any of some flows tells, each detail once.
fn gathered<'a, 'm: 'a>(flows: impl Iterator<Item = &'a &'m Element>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for detail in flows.flat_map(|f| details(f)) {
        if !found.iter().any(|d| plain(d) == plain(&detail)) {
            found.push(detail);
        }
    }
    found
}

/// Properties whose values are details.
const TYPED: [&str; 3] = ["channel", "accessControl", "authentication"];

const CARRIED: [(&str, &str); 4] = [
    ("carriesCredentials", "User credentials"),
    ("carriesTokens", "Session tokens"),
    ("carriesRequests", "Requests and responses"),
    ("carriesBackups", "Backup copies"),
];

/// The details of a flow: as they were written, as far as its properties still say so; then what
/// properties say beyond. A flow without such properties tells what was chosen for it.
pub fn details(flow: &Element) -> Vec<String> {
    let written = flow.properties.iter().find(|p| p.name == DETAILS);
    let written = written.and_then(|p| p.value.as_text()?).unwrap_or("");
    let chosen = |name: &str| {
        let property = flow
            .properties
            .iter()
            .find(|p| p.name.eq_ignore_ascii_case(name))?;
        let PropertyValue::List {
            selected, fixed, ..
        } = &property.value
        else {
            return None;
        };
        // The first choice of a list is that nobody chose.
        let text = property.value.as_text()??;
        Some((*selected > 0 || *fixed).then_some(text))
    };
    let mut found: Vec<String> = Vec::new();
    let mut covered: Vec<(&str, &str)> = Vec::new();
    for detail in written.split(';').map(str::trim).filter(|d| !d.is_empty()) {
        let of = |detail: &str| meanings(detail).into_iter().flat_map(|m| m.settings);
        let settings: Vec<_> = of(detail).collect();
        // Several details may share a property that holds one: it must not contradict all of them.
        let tells_of = |name: &str| {
            let all = written.split(';').flat_map(of);
            all.filter(|(n, _)| *n == name)
                .map(|(_, v)| v)
                .collect::<Vec<_>>()
        };
        let stands = settings.is_empty()
            || settings.iter().any(|(name, value)| match chosen(name) {
                None => true,
                Some(None) => false,
                Some(Some(now)) => now == *value || (tells_of(name).contains(&now)),
            });
        if stands {
            found.push(detail.to_owned());
            covered.extend(settings);
        }
    }
    for name in TYPED {
        if let Some(Some(value)) = chosen(name)
            && !covered.contains(&(name, value))
            && value != "None"
        {
            found.push(match name {
                "authentication" => format!("{value} authentication"),
                _ => value.to_owned(),
            });
        }
    }
    for (name, words) in CARRIED {
        if chosen(name) == Some(Some("Yes")) && !covered.iter().any(|(n, _)| *n == name) {
            found.push(words.to_owned());
        }
    }
    if found.is_empty() && chosen("channel").is_none() {
        found = untyped(flow);
    }
    found
}

/// What people call the stencil of an element, where it is no generic one.
fn special_stencil(element: &Element) -> Option<&str> {
    let mut properties = element.properties.iter();
    let heading = properties.find(|p| p.value == PropertyValue::Heading)?;
    (element.stencil != element.generic).then_some(heading.label.as_str())
}

/// What a flow of any template tells: its stencil, where that is a special one, and what was
/// chosen for it.
fn untyped(flow: &Element) -> Vec<String> {
    let mut found = Vec::new();
    found.extend(special_stencil(flow).map(str::to_owned));
    for property in &flow.properties {
        if let PropertyValue::List {
            selected: 1..,
            fixed: false,
            ..
        } = property.value
            && let Some(Some(value)) = property.value.as_text()
        {
            found.push(match value {
                "Yes" => property.label.clone(),
                value => format!("{}: {value}", property.label),
            });
        }
    }
    found
}
