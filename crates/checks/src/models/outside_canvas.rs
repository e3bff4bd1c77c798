//! Something stands where the original tool does not let it stand.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found};
#[cfg(test)]
use trustline_model::Form;
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_model("outside-canvas", Severity::Warning, find);

/// The original tool moves such things to the edge and says that coordinates are damaged.
fn find(c: &Context<'_>, found: &mut Found<'_>) {
    for diagram in &c.model.diagrams {
        let elements = diagram.elements.iter();
        let outside: Vec<_> = elements.filter(|e| !e.form.is_on_canvas()).collect();
        let said = (
            "reaches beyond the canvas of the Microsoft tool",
            "reach beyond the canvas of the Microsoft tool",
        );
        let help = "that tool moves them to the edge: bring them inside 10 to 1990 across and 10 to 2190 down, or arrange the diagram";
        found.together(diagram, &outside, said, help);
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["Shop"],
        "
            process Shop
        ",
    )
    .after(|model| {
        if let Form::Process(rect) = &mut model.diagrams[0].elements[0].form {
            rect.left = 1891.0;
        }
    }),
    finds(
        &["Shop, Save"],
        "
            process Shop
            store Orders
            flow Save: Shop -> Orders
        ",
    )
    .after(|model| {
        let elements = &mut model.diagrams[0].elements;
        elements[0].form.rect_mut().unwrap().top = 9.0;
        elements[2].form.line_mut().unwrap().handle.y = 2191.0;
    }),
    leaves(
        "
            process Shop
            store Orders
            flow Save: Shop -> Orders
        ",
    )
    .after(|model| {
        let rect = model.diagrams[0].elements[0].form.rect_mut().unwrap();
        (rect.left, rect.top) = (1990.0 - rect.width, 2090.0);
        let rect = model.diagrams[0].elements[1].form.rect_mut().unwrap();
        (rect.left, rect.top) = (10.0, 10.0);
    }),
    // What the original tool writes for a line that was never placed.
    leaves(
        "
            process Shop
            flow Loose: ->
        ",
    )
    .after(|model| {
        let line = model.diagrams[0].elements[1].form.line_mut().unwrap();
        (line.source.point, line.target.point) = Default::default();
        line.handle = Default::default();
    }),
];
