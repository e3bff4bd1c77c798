//! The words of a threat: from its type's templates, with the names of the interaction.
//!
//! Follows what the original tool writes (measured on 5,774 untouched threats): runs of white
//! space inside a name become one blank; an unnamed flow is called by its two ends; a property
//! is recorded when the type gives it a value, or the template a default.

use trustline_model::{
    Element, KnowledgeBase, Threat, ThreatProperty, ThreatType, threat_property as field,
};

/// A name as it stands inside of sentences.
pub fn name_of(element: &Element) -> String {
    collapsed(element.name())
}

/// A flow's name; an unnamed one is called by its ends.
pub fn interaction_name(source: &Element, flow: &Element, target: &Element) -> String {
    match flow.name() {
        "" => format!(
            "From {} to {} via unnamed",
            name_of(source),
            name_of(target)
        ),
        name => collapsed(name),
    }
}

/// Runs of white space become one blank.
fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c.is_whitespace() {
            true if out.ends_with(' ') => {}
            true => out.push(' '),
            false => out.push(c),
        }
    }
    out
}

/// The names that placeholders stand for.
pub struct Names {
    source: String,
    flow: String,
    target: String,
}

impl Names {
    /// The names of an interaction.
    pub fn new([source, flow, target]: [&Element; 3]) -> Self {
        Self {
            source: name_of(source),
            flow: name_of(flow),
            target: name_of(target),
        }
    }

    /// A template's text with `{source.Name}`, `{target.Name}` and `{flow.Name}` replaced,
    /// without regard to case.
    pub fn fill(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 32);
        for part in parts(text) {
            out.push_str(match part {
                Part::Text(text) => text,
                Part::Source => &self.source,
                Part::Flow => &self.flow,
                Part::Target => &self.target,
            });
        }
        out
    }
}

enum Part<'a> {
    Text(&'a str),
    Source,
    Flow,
    Target,
}

/// Splits a template's text at its placeholders.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let mut plain = 0;
    let mut from = 0;
    while let Some(open) = text.get(from..).and_then(|t| t.find('{')).map(|i| from + i) {
        let rest = text.get(open..).unwrap_or("");
        let placeholder = [
            ("{source.name}", Part::Source),
            ("{flow.name}", Part::Flow),
            ("{target.name}", Part::Target),
        ]
        .into_iter()
        .find(|(word, _)| {
            rest.get(..word.len())
                .is_some_and(|r| r.eq_ignore_ascii_case(word))
        });
        match placeholder {
            Some((word, part)) => {
                found.push(Part::Text(text.get(plain..open).unwrap_or("")));
                found.push(part);
                plain = open + word.len();
                from = plain;
            }
            None => from = open + 1,
        }
    }
    found.push(Part::Text(text.get(plain..).unwrap_or("")));
    found
}

/// Whether a text is a template's text with whatever names filled in. Templates that say too
/// little of their own to tell are never taken for filled in.
pub fn is_filled(template: &str, text: &str) -> bool {
    let literals: Vec<&str> = parts(template)
        .into_iter()
        .filter_map(|p| match p {
            Part::Text(text) => Some(text),
            _ => None,
        })
        .collect();
    if literals.iter().map(|l| l.trim().len()).sum::<usize>() < 8 {
        return template == text;
    }
    let [first, between @ .., last] = literals.as_slice() else {
        return template == text;
    };
    let Some(mut rest) = text.strip_prefix(first).and_then(|t| t.strip_suffix(last)) else {
        return false;
    };
    between
        .iter()
        .all(|literal| match rest.split_once(literal) {
            Some((_, after)) => {
                rest = after;
                true
            }
            None => false,
        })
}

/// Priority of a new threat: the type's own, else the template's first, else `High`.
pub fn default_priority<'a>(kb: &'a KnowledgeBase, threat_type: &'a ThreatType) -> &'a str {
    let default = || {
        let property = kb
            .threat_properties
            .iter()
            .find(|p| p.name == field::PRIORITY);
        property.and_then(ThreatProperty::first_value)
    };
    threat_type
        .property(field::PRIORITY)
        .or_else(default)
        .unwrap_or("High")
}

/// The recorded properties of a new threat, in the template's order.
pub fn properties(
    kb: &KnowledgeBase,
    threat_type: &ThreatType,
    elements: [&Element; 3],
) -> Vec<(String, String)> {
    chosen_properties(kb, threat_type, elements, |_| true)
}

/// The same, of the properties that are wanted.
pub(crate) fn chosen_properties(
    kb: &KnowledgeBase,
    threat_type: &ThreatType,
    elements: [&Element; 3],
    wanted: impl Fn(&str) -> bool,
) -> Vec<(String, String)> {
    let names = Names::new(elements);
    let [source, flow, target] = elements;
    let category = kb.category(&threat_type.category);
    let value = |name: &str, default: Option<&str>| {
        Some(match name {
            field::TITLE => names.fill(&threat_type.title),
            field::CATEGORY => {
                category.map_or_else(|| threat_type.category.clone(), |c| c.name.clone())
            }
            field::SHORT_DESCRIPTION => category.map_or_else(String::new, |c| c.short.clone()),
            field::DESCRIPTION => names.fill(&threat_type.description),
            field::INTERACTION => interaction_name(source, flow, target),
            field::PRIORITY => default_priority(kb, threat_type).to_owned(),
            name => names.fill(threat_type.property(name).or(default)?),
        })
    };
    // A template may lack the description of a property that every threat has.
    let missing = SHARED
        .iter()
        .filter(|n| !kb.threat_properties.iter().any(|p| p.name == **n));
    kb.threat_properties
        .iter()
        .map(|p| (p.name.as_str(), p.first_value()))
        .chain(missing.map(|name| (*name, None)))
        .filter(|(name, _)| wanted(name))
        .filter_map(|(name, default)| Some((name.to_owned(), value(name, default)?)))
        .collect()
}

/// Properties that are recorded of every threat.
pub(crate) const SHARED: [&str; 6] = [
    field::TITLE,
    field::CATEGORY,
    field::SHORT_DESCRIPTION,
    field::DESCRIPTION,
    field::INTERACTION,
    field::PRIORITY,
];

/// What the words of a recorded threat are now: they follow renamed elements as long as nobody
/// edited them. `None`: nothing changes.
pub fn refreshed(
    kb: &KnowledgeBase,
    threat_type: &ThreatType,
    elements: [&Element; 3],
    threat: &Threat,
) -> Option<Threat> {
    let fresh = properties(kb, threat_type, elements);
    let mut new = threat.clone();
    if !threat.is_touched() {
        new.properties = fresh;
        new.priority = default_priority(kb, threat_type).to_owned();
        // Set by hand without a date: 33 of 2,434 in real files. Still somebody's decision.
        if threat.priority != new.priority && !threat.priority.is_empty() {
            new.priority.clone_from(&threat.priority);
            new.set_property(field::PRIORITY, threat.priority.clone());
        }
        if !threat.justification().is_empty() {
            new.properties.clone_from(&threat.properties);
        }
    } else {
        for (name, value) in fresh {
            let template = match name.as_str() {
                field::TITLE => &threat_type.title,
                field::DESCRIPTION => &threat_type.description,
                // The flow was gone for a while.
                field::INTERACTION if threat.property(&name) == "Deleted" => "Deleted",
                _ => threat_type.property(&name).unwrap_or(""),
            };
            let old = threat.property(&name);
            if old != value && !template.is_empty() && is_filled(template, old) {
                new.set_property(&name, value);
            }
        }
    }
    (new != *threat).then_some(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_whatever_their_case() {
        let names = Names {
            source: "A".into(),
            flow: "F".into(),
            target: "{source.Name}".into(),
        };
        let cases = [
            (
                "{source.Name} to {TARGET.NAME} over {flow.name}",
                "A to {source.Name} over F",
            ),
            ("{source} {source.Name", "{source} {source.Name"),
            ("{{source.Name}}", "{A}"),
            ("no names", "no names"),
            ("{source.Näme} {flow.Name}", "{source.Näme} F"),
        ];
        for (template, expected) in cases {
            assert_eq!(names.fill(template), expected);
        }
    }

    #[test]
    fn a_filled_template_is_told_from_an_edited_text() {
        let cases = [
            ("Spoofing of {target.Name}", "Spoofing of Old Name", true),
            ("Spoofing of {target.Name}", "Spoofing of", false),
            (
                "Spoofing of {target.Name}",
                "We looked at spoofing of X",
                false,
            ),
            (
                "{source.Name} talks to {target.Name} badly",
                "a talks to b badly",
                true,
            ),
            ("{source.Name}", "anything", false),
            ("No placeholder here", "No placeholder here", true),
        ];
        for (template, text, expected) in cases {
            assert_eq!(is_filled(template, text), expected, "{template} / {text}");
        }
    }
}
