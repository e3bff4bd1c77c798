//! An element is shown as two kinds.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use std::collections::HashMap;
use trustline_model::Severity;
use trustline_model::interactions::{NodeKind, plain};

pub(crate) const CHECK: Check = Check::of_document("kind-variant", Severity::Warning, find);

/// A kind with its article.
fn a(kind: NodeKind) -> String {
    let article = match kind {
        NodeKind::ExternalEntity => "an",
        NodeKind::Process | NodeKind::DataStore => "a",
    };
    format!("{article} {}", kind.as_str())
}

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    let kinds: HashMap<String, NodeKind> = look
        .resolved
        .things
        .iter()
        .map(|t| (plain(&t.name), t.kind))
        .collect();
    for (row, named) in look.mentions() {
        let Some(usual) = kinds.get(&named.key()) else {
            continue;
        };
        if let Some(kind) = named.kind.filter(|k| k != usual) {
            let message = format!(
                "`{}` is shown as {} here and as {} elsewhere",
                named.shown(),
                a(kind),
                a(*usual)
            );
            found.in_line(row.line, message, "give it the same icon everywhere");
        } else if let (Some(kind), Some(said)) = (named.kind, named.said)
            && kind != said
        {
            let message = format!(
                "the icon of `{}` shows {}, and its text says {}",
                named.shown(),
                a(kind),
                a(said)
            );
            found.in_line(row.line, message, "make icon and text agree");
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 3"],
        "
            A,Kind A,B
            Oven,process,Shop
            Oven,data store,Mill
        ",
    ),
    leaves(
        "
            A,Kind A,B
            Oven,process,Shop
            Oven,process,Mill
            Oven,,Yard
        ",
    ),
];
