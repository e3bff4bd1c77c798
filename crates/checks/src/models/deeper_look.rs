//! A process deserves a diagram of its own.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, at, called};
use std::collections::{HashMap, HashSet};
use trustline_model::depth::LEVELS;
use trustline_model::{Element, ElementId, Form, Severity};
use trustline_tables::{Tells, details, tell};

pub(crate) const CHECK: Check = Check::of_model("deeper-look", Severity::Info, find);

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
        found.push("communicates across a boundary without encryption");
    }
    found
}

/// Processes of the upper levels that deserve a diagram of their own.
fn find(c: &Context<'_>, found: &mut Found<'_>) {
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
        let level = tree.diagrams.get(i).and_then(|s| s.level).unwrap_or(0);
        if usize::from(level) + 1 >= LEVELS.len() {
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
                "give it a sub-diagram, one level deeper",
            );
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["Shop", "Till"],
        "
            entity Customer
            process Shop
              Running As: root
            process Till
              Stores Credentials: Yes
            flow Buy: Customer -> Shop
            flow Pay: Customer -> Till
        ",
    ),
    leaves(
        "
            entity Customer
            process Shop
              Running As: guest
            flow Buy: Customer -> Shop
        ",
    ),
    leaves(
        "
            process Shop
              Running As: root
        ",
    ),
];
