//! Something does not stand at whole numbers.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found};
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_model("fractional-number", Severity::Warning, find);

/// .NET reads a coordinate as a whole number, and refuses the file where it is none.
fn find(c: &Context<'_>, found: &mut Found<'_>) {
    for diagram in &c.model.diagrams {
        let elements = diagram.elements.iter();
        let between: Vec<_> = elements.filter(|e| !e.form.is_whole()).collect();
        let said = (
            "does not stand at whole numbers",
            "do not stand at whole numbers",
        );
        let help = "the Microsoft tool refuses the file: move them, or use `trustline convert`, which rounds";
        found.together(diagram, &between, said, help);
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["Save"],
        "
            process Shop
            store Orders
            flow Save: Shop -> Orders
        ",
    )
    .after(|model| {
        model.diagrams[0].elements[2]
            .form
            .line_mut()
            .unwrap()
            .handle
            .y += 0.5
    }),
    finds(
        &["Shop, Orders"],
        "
            process Shop
            store Orders
        ",
    )
    .after(|model| {
        for element in &mut model.diagrams[0].elements {
            element.form.rect_mut().unwrap().width += 0.25;
        }
    }),
    leaves(
        "
            process Shop
            store Orders
            flow Save: Shop -> Orders
        ",
    ),
];
