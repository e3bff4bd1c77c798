//! Controls by what they do and what they are made of.

use trustline_model::review::{Control, ControlType, Function, Review};

/// A row of the matrix of controls.
pub type ControlRow<'r> = (Function, [(ControlType, Vec<&'r Control>); 3]);

/// Controls by function and type; an empty cell says that nothing of the kind protects the system.
pub fn controls(review: &Review) -> Vec<ControlRow<'_>> {
    let cell = |function, kind| {
        let all = review.controls.iter();
        let found = all.filter(|c| c.function == function && c.kind == kind);
        (kind, found.collect::<Vec<_>>())
    };
    Function::ALL
        .iter()
        .map(|(function, _)| {
            (
                *function,
                ControlType::ALL.map(|(kind, _)| cell(*function, kind)),
            )
        })
        .collect()
}
