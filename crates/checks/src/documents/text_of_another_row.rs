//! An icon or a flow is described as another.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use trustline_model::Severity;
use trustline_model::interactions::{Named, plain};

pub(crate) const CHECK: Check = Check::of_document("text-of-another-row", Severity::Warning, find);

/// A name without the words that say what kind of thing it is.
fn bare(text: &str) -> String {
    let kinds = [
        "process",
        "data",
        "store",
        "external",
        "entity",
        "(grouped)",
    ];
    let text = plain(text);
    let words = text
        .trim_end_matches('.')
        .split(' ')
        .filter(|w| !kinds.contains(w));
    words.collect::<Vec<_>>().join(" ")
}

/// Descriptions of icons and flows that name another element than the row does.
fn find(look: &Look<'_>, found: &mut Found<'_>) {
    for row in look.tables.sections.iter().flat_map(|s| &s.rows) {
        let of_icon = |n: &Named| (bare(&n.text), bare(&n.name));
        for named in [&row.a, &row.b] {
            let (said, own) = of_icon(named);
            if !said.is_empty() && said != own {
                let message = format!(
                    "the icon of `{}` is described as `{}`",
                    named.shown(),
                    named.text
                );
                found.in_line(row.line, message, "describe the element of this row");
            }
        }
        let text = plain(&row.flow_text);
        if let Some((_, told)) = text.split_once(" between ") {
            let own = format!("{} and {}", bare(&row.a.name), bare(&row.b.name));
            if bare(told) != own {
                let message = format!(
                    "the flow between `{}` and `{}` is described as `{}`",
                    row.a.shown(),
                    row.b.shown(),
                    row.flow_text
                );
                found.in_line(row.line, message, "name the two elements of this row");
            }
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 3", "line 4"],
        "
            |A|Flow|B|
            |---|---|---|
            |![Till process](p.png) Shop||Orders|
            |Shop|![Flow between Shop and Till](f.png)|Orders|
        ",
    ),
    leaves(
        "
            |A|Flow|B|
            |---|---|---|
            |![Shop process](p.png) Shop|![Flow between Shop and Orders](f.png)|Orders|
        ",
    ),
];
