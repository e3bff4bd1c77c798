//! Diagrams in layers: children that are missing or stand for nothing, flows that end at the edge
//! of a process without going on inside, diagrams that want a deeper look.

use crate::ground::{Context, Found, at, called};
use std::collections::{BTreeSet, HashMap, HashSet};
use trustline_analysis::wording::name_of;
use trustline_model::depth::{self, LAYERS};
use trustline_model::{Diagram, Element, ElementId, Form, Place};
use trustline_tables::{Tells, details, tell};

/// More elements than this do not fit on one page.
const PAGE: usize = 30;

/// A diagram of a deeper layer that no process stands for.
pub(crate) fn orphaned_child(c: &Context<'_>, found: &mut Found<'_>) {
    let tree = &c.depth;
    for (i, diagram) in c.model.diagrams.iter().enumerate() {
        let parent = tree.diagrams.get(i).and_then(|s| s.parent.as_ref());
        let place = Place::Diagram(diagram.id.clone());
        if let Some(id) = depth::stands_for(diagram).filter(|_| parent.is_none()) {
            let message = format!(
                "diagram `{}` stands for the process `{id}`, which no other diagram shows",
                diagram.name
            );
            found.push(
                message,
                place,
                "choose the process again, or give the diagram no parent",
            );
        } else if let Some(layer) = depth::layer(diagram).filter(|l| *l > 0 && parent.is_none()) {
            let message = format!(
                "diagram `{}` is of layer {layer}, and no process stands for it",
                diagram.name
            );
            found.push(
                message,
                place,
                "call it like the process that it shows, or choose that process as its parent",
            );
        }
    }
}

/// Names that say there is more below.
pub(crate) fn missing_child(c: &Context<'_>, found: &mut Found<'_>) {
    let tree = &c.depth;
    for (i, diagram) in c.model.diagrams.iter().enumerate() {
        let tells = diagram.elements.iter().filter(|e| {
            let marked = e
                .property(depth::CHILD)
                .is_some_and(|v| v.eq_ignore_ascii_case("yes"));
            matches!(e.form, Form::Process(_)) && marked
        });
        for process in tells.filter(|e| tree.child_of(i, &e.id).is_none()) {
            let message = format!("{} stands for a diagram that is not there", called(process));
            found.push(
                message,
                at(diagram, [process.id.clone()]),
                "add a diagram that is called like the process",
            );
        }
    }
}

/// What a process exchanges on its diagram and what its own diagram exchanges with the outside.
pub(crate) fn unbalanced_child(c: &Context<'_>, found: &mut Found<'_>) {
    let tree = &c.depth;
    for (i, child) in c.model.diagrams.iter().enumerate() {
        let Some((above, process)) = tree.diagrams.get(i).and_then(|s| s.parent.as_ref()) else {
            continue;
        };
        let Some(above) = c.model.diagrams.get(*above) else {
            continue;
        };
        let place = Place::Diagram(child.id.clone());
        let outer = partners(above, |e| e.id == *process);
        let own = names(child);
        let mut said: HashSet<String> = HashSet::new();
        for (name, incoming) in &outer {
            let there = own.contains(name);
            let inner = partners(child, |e| name_of(e).trim() == name);
            let answered = inner.iter().any(|(_, back)| back != incoming);
            if there && answered {
                continue;
            }
            let way = if *incoming { "from" } else { "to" };
            let message = match there {
                true => format!(
                    "the flow {way} `{name}` meets `{}` on `{}`, but not on this diagram",
                    process_name(above, process),
                    above.name
                ),
                false => format!(
                    "`{name}` talks with `{}` on `{}`, but is not on this diagram",
                    process_name(above, process),
                    above.name
                ),
            };
            if !said.insert(message.clone()) {
                continue;
            }
            found.push(
                message,
                place.clone(),
                "every flow that meets the process meets the edge of its diagram: show both there",
            );
        }
        // External entities of the child are its edge: each must be known above.
        let known: BTreeSet<String> = outer.iter().map(|(name, _)| name.clone()).collect();
        for element in child
            .elements
            .iter()
            .filter(|e| matches!(e.form, Form::ExternalEntity(_)))
        {
            let name = name_of(element).trim().to_owned();
            if !known.contains(&name) {
                let message = format!(
                    "{} is at the edge of this diagram, but does not talk with `{}` on `{}`",
                    called(element),
                    process_name(above, process),
                    above.name
                );
                found.push(
                    message,
                    at(child, [element.id.clone()]),
                    "draw the flow on the diagram above as well",
                );
            }
        }
    }
}

fn process_name(above: &Diagram, process: &ElementId) -> String {
    above.element(process).map(name_of).unwrap_or_default()
}

fn names(diagram: &Diagram) -> BTreeSet<String> {
    let nodes = diagram.elements.iter().filter(|e| e.form.is_node());
    nodes.map(|e| name_of(e).trim().to_owned()).collect()
}

/// Names of those that talk with an element, and whether it receives (`true`) or sends.
fn partners(diagram: &Diagram, is: impl Fn(&Element) -> bool) -> BTreeSet<(String, bool)> {
    let mut found = BTreeSet::new();
    for (_, line) in diagram.flows() {
        let end = |id: &Option<_>| id.as_ref().and_then(|id| diagram.element(id));
        let (Some(from), Some(to)) = (end(&line.source.element), end(&line.target.element)) else {
            continue;
        };
        if is(to) && !is(from) {
            found.insert((name_of(from).trim().to_owned(), true));
        }
        if is(from) && !is(to) {
            found.insert((name_of(to).trim().to_owned(), false));
        }
    }
    found
}

pub(crate) fn crowded_diagram(c: &Context<'_>, found: &mut Found<'_>) {
    for diagram in &c.model.diagrams {
        let count = diagram.elements.iter().filter(|e| e.form.is_node()).count();
        if count > PAGE {
            let message = format!(
                "diagram `{}` shows {count} elements, more than fit on one page",
                diagram.name
            );
            found.push(
                message,
                Place::Diagram(diagram.id.clone()),
                "let a process stand for a part of it, and show that part on a diagram of its own",
            );
        }
    }
}

/// Why a process deserves a diagram of its own.
fn reasons(element: &Element, flows: &[(&Element, bool)]) -> Vec<&'static str> {
    let mut found = Vec::new();
    let says = |words: &[&str], values: &[&str]| {
        element.properties.iter().any(|p| {
            let label = p.label.to_lowercase();
            let value = p.value.as_text().flatten().unwrap_or("").to_lowercase();
            words.iter().any(|w| label.contains(w)) && values.iter().any(|v| value.contains(v))
        })
    };
    if says(
        &["running as", "permission", "privilege", "runs as", "rights"],
        &["kernel", "administrator", "system", "root", "domain admin"],
    ) {
        found.push("runs with elevated privileges");
    }
    if says(&["credential", "secret"], &["yes"]) {
        found.push("keeps secrets");
    }
    if says(
        &["pars", "new protocol", "own protocol", "file format"],
        &["yes", "own", "custom"],
    ) {
        found.push("has a parser, protocol or format of its own");
    }
    let entries: Vec<String> = flows.iter().flat_map(|(f, _)| details(f)).collect();
    let third = [
        "saas authentication",
        "cloud directory",
        "entra",
        "github authentication",
        "google",
    ];
    let is_third = |d: &String| third.iter().any(|w| d.to_lowercase().contains(w));
    if tell(&entries, Tells::Authentication) && entries.iter().any(is_third) {
        found.push("signs people in through a third party");
    }
    let open = |f: &Element| {
        let channel = f.property("channel").or_else(|| f.property("Protocol"));
        channel.is_some_and(|v| v.eq_ignore_ascii_case("none") || v.eq_ignore_ascii_case("http"))
    };
    if flows.iter().any(|(f, crosses)| *crosses && open(f)) {
        found.push("talks across a boundary without encryption");
    }
    found
}

/// Processes of the upper layers that deserve a diagram of their own.
pub(crate) fn deeper_look(c: &Context<'_>, found: &mut Found<'_>) {
    let tree = &c.depth;
    let shown: HashSet<&ElementId> = tree
        .diagrams
        .iter()
        .filter_map(|s| Some(&s.parent.as_ref()?.1))
        .collect();
    let mut met: HashMap<(usize, &ElementId), Vec<(&Element, bool)>> = HashMap::new();
    for interaction in &c.analysis.interactions {
        let [source, flow, target] = interaction.elements(c.model);
        for end in [source, target]
            .into_iter()
            .filter(|e| matches!(e.form, Form::Process(_)))
        {
            let flows = met.entry((interaction.diagram, &end.id)).or_default();
            flows.push((flow, !interaction.crosses.is_empty()));
        }
    }
    for (i, diagram) in c.model.diagrams.iter().enumerate() {
        let layer = tree.diagrams.get(i).and_then(|s| s.layer).unwrap_or(0);
        if usize::from(layer) + 1 >= LAYERS.len() {
            continue;
        }
        let processes = diagram
            .elements
            .iter()
            .filter(|e| matches!(e.form, Form::Process(_)));
        for process in processes.filter(|e| !shown.contains(&e.id)) {
            let Some(flows) = met.get(&(i, &process.id)) else {
                continue;
            };
            let reasons = reasons(process, flows);
            if reasons.is_empty() {
                continue;
            }
            let message = format!("{} {}", called(process), reasons.join(", "));
            found.push(
                message,
                at(diagram, [process.id.clone()]),
                "show it on a diagram of its own, one layer deeper",
            );
        }
    }
}
