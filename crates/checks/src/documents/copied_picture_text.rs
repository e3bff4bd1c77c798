//! Two pictures are described with the same text.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Found, Look};
use std::collections::HashMap;
use trustline_model::Severity;
use trustline_model::interactions::plain;

pub(crate) const CHECK: Check = Check::of_document("copied-picture-text", Severity::Warning, find);

/// A picture that is described as another section's picture is.
fn find(look: &Look<'_>, found: &mut Found<'_>) {
    let mut first: HashMap<String, (&str, usize)> = HashMap::new();
    for section in &look.tables.sections {
        let Some(picture) = section
            .picture
            .as_ref()
            .filter(|p| !p.text.trim().is_empty())
        else {
            continue;
        };
        match first.get(&plain(&picture.text)) {
            Some((title, line)) => {
                let message = format!(
                    "the picture of `{}` is described as `{}`, as that of `{title}` in line {line}",
                    section.title, picture.text
                );
                found.in_line(picture.line, message, "describe what this picture shows");
            }
            None => {
                first.insert(plain(&picture.text), (&section.title, picture.line));
            }
        }
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(
        &["line 11"],
        "
            ## Front

            ![Both rooms](front.png)

            |A|B|
            |---|---|
            |Web shop|Orders|

            ## Back

            ![both rooms](back.png)

            |A|B|
            |---|---|
            |Web shop|Orders|
        ",
    ),
    leaves(
        "
            ## Front

            ![The front](front.png)

            |A|B|
            |---|---|
            |Web shop|Orders|

            ## Back

            ![The back](back.png)

            |A|B|
            |---|---|
            |Web shop|Orders|
        ",
    ),
];
