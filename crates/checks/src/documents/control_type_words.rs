//! One type of control has two names.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::of_document("control-type-words", Severity::Info, find);

/// Two words for one type of control.
fn find(look: &Look<'_>, found: &mut Found<'_>) {
    let uses = |word: &str| {
        let mut lines = look.prose();
        lines.find(|(_, _, text)| {
            let text = text.to_lowercase();
            text.contains(&format!("{word} control")) || text.contains(&format!("**{word}**"))
        })
    };
    if let (Some((_, first, _)), Some((_, second, _))) = (uses("technical"), uses("logical")) {
        let message = format!(
            "controls are called `technical` in line {first} and `logical` in line {second}: one type, two words"
        );
        found.in_line(first.max(second), message, "keep to one of the two");
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 2"],
        "
            A technical control is a lock.
            A logical control is a password.

            |A|B|
            |---|---|
            |Web shop|Orders|
        ",
    ),
    leaves(
        "
            A technical control is a lock.
            Another technical control is a key.

            |A|B|
            |---|---|
            |Web shop|Orders|
        ",
    ),
];
