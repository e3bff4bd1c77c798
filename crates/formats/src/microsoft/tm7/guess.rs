//! What elements and properties are that do not say it in the way of .NET: files of generators name no
//! types, or name them by words of their own.

use crate::ground::xml::El;
use trustline_model::geometry::Rect;
use trustline_model::{Form, Line};

/// The form that words stand for: the type of the element, its generic stencil, its stencil.
pub fn form(words: [&str; 3], border: bool, has_ends: bool, rect: Rect, line: Line) -> Form {
    let plain = |word: &str| {
        let kept = word.chars().filter(|c| c.is_alphanumeric());
        kept.flat_map(char::to_lowercase).collect::<String>()
    };
    for word in words.map(plain) {
        let has = |part: &str| word.contains(part);
        let found = match word.as_str() {
            "gep" => Some(Form::Process(rect)),
            "geds" => Some(Form::DataStore(rect)),
            "geei" => Some(Form::ExternalEntity(rect)),
            "gea" => Some(Form::Annotation(rect)),
            "getbb" => Some(Form::BoundaryBox(rect)),
            "getbl" => Some(Form::BoundaryLine(line.clone())),
            "gedf" => Some(Form::DataFlow(line.clone())),
            _ if has("boundary") || has("trustzone") => Some(match has_ends {
                true => Form::BoundaryLine(line.clone()),
                false => Form::BoundaryBox(rect),
            }),
            _ if has("dataflow") || has("connector") || word == "flow" => {
                Some(Form::DataFlow(line.clone()))
            }
            _ if has("datastore") || has("database") || word == "store" => {
                Some(Form::DataStore(rect))
            }
            _ if has("external") || has("interactor") || has("actor") => {
                Some(Form::ExternalEntity(rect))
            }
            _ if has("process") => Some(Form::Process(rect)),
            _ if has("annotation") || word == "note" => Some(Form::Annotation(rect)),
            _ => None,
        };
        if let Some(form) = found {
            return form;
        }
    }
    match border && !has_ends {
        true => Form::ExternalEntity(rect),
        false => Form::DataFlow(line),
    }
}

/// The kind of a property that does not say it, as .NET calls it: by its name and its value.
pub fn kind(label: &str, name: &str, value: Option<El<'_>>) -> &'static str {
    let Some(value) = value.filter(|v| !v.is_nil()) else {
        return match is_name(label, name) {
            true => "StringDisplayAttribute",
            false => "HeaderDisplayAttribute",
        };
    };
    if is_name(label, name) {
        return "StringDisplayAttribute";
    }
    if value.has_children() {
        return "ListDisplayAttribute";
    }
    match value.text().trim() {
        "true" | "false" => "BooleanDisplayAttribute",
        _ => "CustomStringDisplayAttribute",
    }
}

/// Whether a property without a type mark holds the name of its element.
pub fn is_name(label: &str, name: &str) -> bool {
    let is = |text: &str| text.trim().eq_ignore_ascii_case("name");
    is(label) || (label.trim().is_empty() && is(name))
}
