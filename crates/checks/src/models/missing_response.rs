//! A data flow has no answer where most others have one.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, at, called};
use std::collections::{HashMap, HashSet};
use trustline_model::{ElementId, Severity};

pub(crate) const CHECK: Check = Check::of_model("missing-response", Severity::Info, find);

/// Where most interactions are drawn both ways, one that is not was perhaps forgotten.
fn find(c: &Context<'_>, found: &mut Found<'_>) {
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
            let message = format!("no data flow returns from {b} to {a}");
            let place = at(interaction.diagram_of(c.model), [flow.id.clone()]);
            let help = "draw the response as well, if there is one: it has its own threats";
            found.push(message, place, help);
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["Save"],
        "
            entity Customer
            process Shop
            store Orders
            flow Buy: Customer -> Shop
            flow Receipt: Shop -> Customer
            flow Save: Shop -> Orders
        ",
    ),
    leaves(
        "
            entity Customer
            process Shop
            store Orders
            flow Buy: Customer -> Shop
            flow Save: Shop -> Orders
        ",
    ),
];
