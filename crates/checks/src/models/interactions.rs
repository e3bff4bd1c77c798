//! What the method asks of interactions: protection where trust changes, answers, one element
//! drawn everywhere the same.

use crate::ground::{Context, Found, PROTECT, SHIELD, at, called, lacking};
use std::collections::{HashMap, HashSet};
use trustline_model::interactions::plain;
use trustline_model::{Element, ElementId, Form, Place};
use trustline_tables::{DETAILS, Tells, carry_credentials, details, tell};

/// Flows whose template asks for the channel; of others nobody can tell what protects them.
fn asked(flow: &Element) -> bool {
    let has = |name: &str| {
        flow.properties
            .iter()
            .any(|p| p.name.eq_ignore_ascii_case(name))
    };
    has("channel") || has(DETAILS)
}

pub(crate) fn unprotected_crossing(c: &Context<'_>, found: &mut Found<'_>) {
    for interaction in &c.analysis.interactions {
        let [source, flow, target] = interaction.elements(c.model);
        if interaction.crosses.is_empty() || !asked(flow) || flow.is_out_of_scope() {
            continue;
        }
        let details = details(flow);
        // Where nothing is told yet there is a question to answer, not a fault.
        if let Some(lacks) = lacking(&details).filter(|_| !details.is_empty()) {
            let (a, b) = (called(source), called(target));
            let message = format!("{a} talks to {b} across a boundary, and {lacks}");
            let place = at(interaction.diagram_of(c.model), [flow.id.clone()]);
            found.push(message, place, PROTECT);
        }
    }
}

pub(crate) fn unprotected_credentials(c: &Context<'_>, found: &mut Found<'_>) {
    for interaction in &c.analysis.interactions {
        let [source, flow, target] = interaction.elements(c.model);
        let details = details(flow);
        if asked(flow) && carry_credentials(&details) && !tell(&details, Tells::Channel) {
            let (a, b) = (called(source), called(target));
            let message =
                format!("credentials or tokens travel from {a} to {b}, and no channel is told");
            let place = at(interaction.diagram_of(c.model), [flow.id.clone()]);
            found.push(message, place, SHIELD);
        }
    }
}

/// Where most interactions are drawn both ways, one that is not was perhaps forgotten.
pub(crate) fn missing_response(c: &Context<'_>, found: &mut Found<'_>) {
    let mut ways: HashMap<usize, HashSet<(&ElementId, &ElementId)>> = HashMap::new();
    for interaction in &c.analysis.interactions {
        let [source, _, target] = interaction.elements(c.model);
        let of_diagram = ways.entry(interaction.diagram).or_default();
        of_diagram.insert((&source.id, &target.id));
    }
    let both: HashSet<usize> = ways
        .iter()
        .filter(|(_, ways)| {
            let answered = ways.iter().filter(|(a, b)| ways.contains(&(b, a))).count();
            let single = ways.len() - answered;
            single > 0 && answered / 2 >= single
        })
        .map(|(diagram, _)| *diagram)
        .collect();
    let mut said = HashSet::new();
    let asked = c
        .analysis
        .interactions
        .iter()
        .filter(|i| both.contains(&i.diagram));
    for interaction in asked {
        let [source, flow, target] = interaction.elements(c.model);
        let key = (&source.id, &target.id);
        let there = ways
            .get(&interaction.diagram)
            .is_some_and(|w| w.contains(&(key.1, key.0)));
        if !there && said.insert(key) {
            let (a, b) = (called(source), called(target));
            let message = format!("{a} talks to {b}, and no data flow leads back");
            let place = at(interaction.diagram_of(c.model), [flow.id.clone()]);
            let help = "draw the response as well, if there is one: it has threats of its own";
            found.push(message, place, help);
        }
    }
}

/// Words in the names of what looks at data afterwards.
const AFTERWARDS: [&str; 8] = [
    "log",
    "monitor",
    "analytic",
    "audit",
    "metric",
    "telemetry",
    "report",
    "siem",
];

/// Models smaller than this are not asked for the afterwards.
const SMALL: usize = 8;

pub(crate) fn no_post_processing(c: &Context<'_>, found: &mut Found<'_>) {
    let nodes = || {
        let mut seen = HashSet::new();
        let all = c.model.diagrams.iter().flat_map(|d| &d.elements);
        all.filter(move |e| e.form.is_node() && seen.insert(&e.id))
    };
    let looks = |e: &Element| {
        let words = format!("{} {}", e.name(), e.stencil).to_lowercase();
        let heading = e
            .properties
            .first()
            .map_or("", |p| p.label.as_str())
            .to_lowercase();
        AFTERWARDS
            .iter()
            .any(|w| words.contains(w) || heading.contains(w))
    };
    if nodes().count() >= SMALL && !nodes().any(looks) {
        found.push(
            "nothing on the diagrams records or analyses what happens".into(),
            Place::Model,
            "draw logging, monitoring and analytics: data goes there too",
        );
    }
}

/// Names of zones that are other people's.
const FOREIGN: [&str; 3] = ["internet", "third party", "third-party"];

pub(crate) fn outside_control(c: &Context<'_>, found: &mut Found<'_>) {
    for diagram in &c.model.diagrams {
        for zone in diagram.boundaries() {
            let Form::BoundaryBox(rect) = zone.form else {
                continue;
            };
            let heading = zone.properties.first().map_or("", |p| p.label.as_str());
            let words = format!("{} {heading}", zone.name()).to_lowercase();
            if !FOREIGN.iter().any(|w| words.contains(w)) {
                continue;
            }
            let inside = diagram.elements.iter().filter(|e| {
                matches!(e.form, Form::Process(_) | Form::DataStore(_))
                    && rect.contains(e.form.bounds().center())
            });
            for element in inside {
                let message = format!(
                    "{} lies in {}, and is drawn as a {}",
                    called(element),
                    called(zone),
                    element.form.as_str()
                );
                let help = "what is not under your control is an external entity, whatever it does";
                found.push(message, at(diagram, [element.id.clone()]), help);
            }
        }
    }
}

pub(crate) fn name_variant(c: &Context<'_>, found: &mut Found<'_>) {
    let mut first: HashMap<String, &Element> = HashMap::new();
    for diagram in &c.model.diagrams {
        for element in diagram.elements.iter().filter(|e| e.form.is_node()) {
            let name = element.name().trim();
            if name.is_empty() {
                continue;
            }
            let known = *first.entry(plain(name)).or_insert(element);
            if known.name().trim() != name && known.id != element.id {
                let message = format!("`{name}` is spelled `{}` elsewhere", known.name().trim());
                found.push(
                    message,
                    at(diagram, [element.id.clone()]),
                    "spell an element the same everywhere",
                );
            }
        }
    }
}

/// An element that stands on several diagrams is one: it must look the same on all of them.
pub(crate) fn shown_differently(c: &Context<'_>, found: &mut Found<'_>) {
    let mut first: HashMap<&ElementId, (&str, &Element)> = HashMap::new();
    for diagram in &c.model.diagrams {
        for element in &diagram.elements {
            let Some((where_first, known)) = first.get(&element.id) else {
                first.insert(&element.id, (&diagram.name, element));
                continue;
            };
            let differs = if known.name() != element.name() {
                "another name"
            } else if known.form.as_str() != element.form.as_str() {
                "another kind"
            } else if known.stencil != element.stencil {
                "another stencil"
            } else if known.properties != element.properties {
                "other properties"
            } else {
                continue;
            };
            let message = format!(
                "{} is one element with that on diagram `{where_first}`, but has {differs} here",
                called(element)
            );
            found.push(
                message,
                at(diagram, [element.id.clone()]),
                "change it in Trustline, which changes it everywhere, or draw another element",
            );
        }
    }
}
