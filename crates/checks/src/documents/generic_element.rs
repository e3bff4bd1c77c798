//! Elements that no stencil of the template fits, told once: few rules speak of them.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_document("generic-element", Severity::Info, find);

/// So many names are told.
const MOST: usize = 20;

fn find(look: &Look<'_>, found: &mut Found<'_>) {
    for (thing, drawn) in look.drawn().filter(|(_, d)| d.is_unknown) {
        let at = look.mentions().find(|(_, n)| n.stencil == thing.stencil);
        let message = format!(
            "`{}` is neither a kind nor a stencil of the template: `{}` is drawn as {}",
            thing.stencil,
            thing.shown(),
            drawn.stencil.map_or(drawn.kind.as_str(), |s| s.name.trim())
        );
        let help =
            "name a stencil of the template, or write process, data store or external entity";
        found.in_line(at.map_or(0, |(row, _)| row.line), message, help);
    }
    let generic: Vec<String> = look
        .drawn()
        .filter(|(_, drawn)| drawn.stencil.is_none())
        .map(|(thing, drawn)| match drawn.others.first() {
            Some(other) => format!(
                "`{}` ({} is of another kind)",
                thing.shown(),
                other.name.trim()
            ),
            None => format!("`{}`", thing.shown()),
        })
        .collect();
    let Some((first, _)) = look.drawn().find(|(_, d)| d.stencil.is_none()) else {
        return;
    };
    let mut names = generic.get(..MOST).unwrap_or(&generic).join(", ");
    if generic.len() > MOST {
        names.push_str(&format!(" and {} more", generic.len() - MOST));
    }
    let message = match generic.len() {
        1 => format!("no stencil of the template is called like {names}: it stays generic"),
        n => format!(
            "no stencil of the template is called like these {n} elements, which stay generic: {names}"
        ),
    };
    found.in_line(
        look.line_of(first),
        message,
        "name a stencil in a column Kind A or Kind B, or give the stencil this name in the template (Also called)",
    );
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 3", "line 5"],
        "
            A,B,Kind B
            Laptop,Firewall,
            Laptop,Robot,
            Laptop,User,process
            Laptop,Printer,Paper mill
        ",
    ),
    leaves(
        "
            A,B,Kind B
            Laptop,Firewall,
            Laptop,Robot,Printer
            Laptop,User,external entity
        ",
    ),
];
