//! Fields of a part of a template: how they are written, and what they say.

use super::item::TemplateKey;

/// A field.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateField {
    /// Which one.
    pub key: TemplateKey,
    /// What the template calls it, where the template does.
    pub label: Option<String>,
    /// How it is written.
    pub form: TemplateForm,
    /// What it says.
    pub value: String,
}

/// How a field is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateForm {
    /// One line.
    Line,
    /// Several lines.
    Long,
    /// `true` or `false`.
    Switch,
    /// One of these: value and what people read.
    Choice(Vec<(String, String)>),
    /// One value a line.
    Lines,
    /// A picture.
    Picture,
    /// A rule in readable names.
    Rule,
    /// Only to be read.
    Fixed,
}

pub(super) fn made(key: TemplateKey, form: TemplateForm, value: &str) -> TemplateField {
    TemplateField {
        key,
        label: None,
        form,
        value: value.to_owned(),
    }
}

pub(super) fn line(key: TemplateKey, value: &str) -> TemplateField {
    made(key, TemplateForm::Line, value)
}

pub(super) fn long(key: TemplateKey, value: &str) -> TemplateField {
    made(key, TemplateForm::Long, value)
}

pub(super) fn fixed(key: TemplateKey, value: &str) -> TemplateField {
    made(key, TemplateForm::Fixed, value)
}

pub(super) fn switch(key: TemplateKey, on: bool) -> TemplateField {
    made(key, TemplateForm::Switch, if on { "true" } else { "false" })
}

/// A choice that offers what is chosen, known or not.
pub(super) fn choice(
    key: TemplateKey,
    mut offered: Vec<(String, String)>,
    value: &str,
) -> TemplateField {
    if !offered.iter().any(|(v, _)| v.eq_ignore_ascii_case(value)) {
        offered.push((value.to_owned(), value.to_owned()));
    }
    let known = offered.iter().find(|(v, _)| v.eq_ignore_ascii_case(value));
    let value = known.map_or(String::new(), |(v, _)| v.clone());
    made(key, TemplateForm::Choice(offered), &value)
}

pub(super) fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(value, label): &(&str, &str)| ((*value).to_owned(), (*label).to_owned());
    all.iter().map(owned).collect()
}
