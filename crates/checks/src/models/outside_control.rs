//! What other people run is drawn as one's own.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found, at, called};
use trustline_model::{Form, Severity};

pub(crate) const CHECK: Check = Check::of_model("outside-control", Severity::Info, find);

/// Names of zones that are other people's.
const FOREIGN: [&str; 3] = ["internet", "third party", "third-party"];

fn find(c: &Context<'_>, found: &mut Found<'_>) {
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
                let help = "anything outside your control is an external entity";
                found.push(message, at(diagram, [element.id.clone()]), help);
            }
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["Shop"],
        "
            process Shop
            box Internet: Shop
        ",
    ),
    leaves(
        "
            entity Shop
            process Till
            box Internet: Shop
        ",
    ),
];
