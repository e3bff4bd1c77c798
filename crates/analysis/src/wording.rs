//! The words of a threat: from its type's templates, with the names of the interaction.
//!
//! Follows what the original tool writes (measured on 5,774 untouched threats): runs of white
//! space inside a name become one blank; an unnamed flow is called by its two ends; a property
//! is recorded when the type gives it a value, or the template a default.

use trustline_model::{
    Element, KnowledgeBase, State, Threat, ThreatProperty, ThreatType, threat_property as field,
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
            // No file could hold these; words with them would never be up to date.
            false if c.is_control() => {}
            false => out.push(c),
        }
    }
    out
}

/// The names that placeholders stand for; empty where they are not known.
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

    /// The names that are left of an interaction whose flow is gone.
    pub fn left([source, target]: [Option<&Element>; 2]) -> Self {
        let name = |element: Option<&Element>| element.map(name_of).unwrap_or_default();
        Self {
            source: name(source),
            flow: String::new(),
            target: name(target),
        }
    }

    fn each(&self) -> [&str; 3] {
        [&self.source, &self.flow, &self.target]
    }

    /// A template's text with `{source.Name}`, `{target.Name}` and `{flow.Name}` replaced,
    /// without regard to case.
    pub fn fill(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 32);
        for part in parts(text) {
            out.push_str(match part {
                Fragment::Text(text) => text,
                Fragment::Source => &self.source,
                Fragment::Flow => &self.flow,
                Fragment::Target => &self.target,
            });
        }
        out
    }
}

enum Fragment<'a> {
    Text(&'a str),
    Source,
    Flow,
    Target,
}

/// Splits a template's text at its placeholders.
fn parts(text: &str) -> Vec<Fragment<'_>> {
    let mut found = Vec::new();
    let mut plain = 0;
    let mut from = 0;
    while let Some(open) = text.get(from..).and_then(|t| t.find('{')).map(|i| from + i) {
        let rest = text.get(open..).unwrap_or("");
        let placeholder = [
            ("{source.name}", Fragment::Source),
            ("{flow.name}", Fragment::Flow),
            ("{target.name}", Fragment::Target),
        ]
        .into_iter()
        .find(|(word, _)| {
            rest.get(..word.len())
                .is_some_and(|r| r.eq_ignore_ascii_case(word))
        });
        match placeholder {
            Some((word, part)) => {
                found.push(Fragment::Text(text.get(plain..open).unwrap_or("")));
                found.push(part);
                plain = open + word.len();
                from = plain;
            }
            None => from = open + 1,
        }
    }
    found.push(Fragment::Text(text.get(plain..).unwrap_or("")));
    found
}

/// The names of source, flow and target that make a template's text into a recorded one, where
/// they can be told.
pub type Told = [Option<String>; 3];

/// What names a recorded text has in the places of a template's placeholders. `None`: it is not
/// the template's text with names filled in.
fn told(template: &str, text: &str) -> Option<Told> {
    let mut told = Told::default();
    let parts = parts(template);
    let mut rest = text;
    let mut open: Option<usize> = None;
    for (i, part) in parts.iter().enumerate() {
        let place = match part {
            Fragment::Text(literal) => {
                let last = i + 1 == parts.len();
                let name = match (open.take(), last) {
                    (None, _) => {
                        rest = rest.strip_prefix(literal)?;
                        continue;
                    }
                    (Some(place), true) => (place, rest.strip_suffix(literal)?, ""),
                    // Two placeholders side by side: where one name ends cannot be told.
                    (Some(_), false) if literal.is_empty() => return None,
                    (Some(place), false) => {
                        let (name, after) = rest.split_once(literal)?;
                        (place, name, after)
                    }
                };
                let (place, name, after) = name;
                rest = after;
                match told.get_mut(place)? {
                    Some(known) if known != name => return None,
                    slot => *slot = Some(name.to_owned()),
                }
                continue;
            }
            Fragment::Source => 0,
            Fragment::Flow => 1,
            Fragment::Target => 2,
        };
        open = Some(place);
    }
    rest.is_empty().then_some(told)
}

/// Whether a text is that of a template with names filled in; words must stand around the names.
pub fn is_filled_in(template: &str, text: &str) -> bool {
    let says = parts(template)
        .iter()
        .any(|p| matches!(p, Fragment::Text(words) if words.chars().any(char::is_alphanumeric)));
    (says && told(template, text).is_some()) || template == text
}

/// The names that the words of a recorded threat tell, field by field. `None`: a field has not its
/// type's words with some names in them, somebody edited it.
fn names_told(threat_type: &ThreatType, threat: &Threat) -> Option<Vec<Told>> {
    let title = (field::TITLE, threat_type.title.as_str());
    let description = (field::DESCRIPTION, threat_type.description.as_str());
    let own = threat_type
        .properties
        .iter()
        .filter(|p| !SHARED.contains(&p.name.as_str()));
    let own = own.filter_map(|p| Some((p.name.as_str(), p.first_value()?)));
    let fields = [title, description].into_iter().chain(own);
    let fields = fields.map(|(name, template)| (template, threat.property(name)));
    fields
        .filter(|(template, text)| !text.is_empty() && template != text)
        .map(|(template, text)| told(template, text))
        .collect()
}

/// Whether the words of a recorded threat are those of its type with one set of names: nobody
/// edited them, so they follow renamed elements. A name that only one field tells and that holds
/// the element's present name and more is taken for somebody's addition.
pub fn are_filled_in(threat_type: &ThreatType, threat: &Threat, present: &Names) -> bool {
    names_told(threat_type, threat).is_some_and(|fields| {
        present
            .each()
            .into_iter()
            .enumerate()
            .all(|(place, present)| {
                let told = fields.iter().filter_map(|f| f.get(place)?.as_deref());
                let told: Vec<&str> = told.collect();
                let same = told.windows(2).all(|pair| pair.first() == pair.last());
                let may_hold_more = |told: &[&str]| matches!(told, [one] if has_more(one, present));
                same && !may_hold_more(&told)
            })
    })
}

/// The names of source, flow and target by which a field of a recorded threat calls them, where that
/// is the present name and more: somebody's addition, or an old name.
pub fn additions(threat_type: &ThreatType, threat: &Threat, present: &Names) -> Told {
    let mut found = Told::default();
    for field in names_told(threat_type, threat).unwrap_or_default() {
        for ((found, told), present) in found.iter_mut().zip(field).zip(present.each()) {
            *found = told.filter(|told| has_more(told, present)).or(found.take());
        }
    }
    found
}

/// How the fields of a recorded threat call its source, flow and target.
pub fn told_by(threat_type: &ThreatType, threat: &Threat) -> [Vec<String>; 3] {
    let fields = names_told(threat_type, threat).unwrap_or_default();
    let mut found: [Vec<String>; 3] = Default::default();
    for field in fields {
        for (found, told) in found.iter_mut().zip(field) {
            found.extend(told);
        }
    }
    found
}

fn has_more(told: &str, present: &str) -> bool {
    !present.is_empty() && told != present && told.contains(present)
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
pub fn chosen_properties(
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
pub const SHARED: [&str; 6] = [
    field::TITLE,
    field::CATEGORY,
    field::SHORT_DESCRIPTION,
    field::DESCRIPTION,
    field::INTERACTION,
    field::PRIORITY,
];

/// Whether somebody decided about a threat: what the file says by its date, and whatever else
/// would be lost if it went. Other tools do not always set the date.
pub fn is_decided(
    kb: Option<&KnowledgeBase>,
    threat_type: Option<&ThreatType>,
    threat: &Threat,
) -> bool {
    let default = kb.zip(threat_type).map(|(kb, t)| default_priority(kb, t));
    threat.is_touched()
        || threat.state != State::NotStarted
        || threat
            .changed_by
            .as_ref()
            .is_some_and(|name| !name.trim().is_empty())
        || !threat.justification().trim().is_empty()
        || default.is_some_and(|d| !threat.priority.is_empty() && threat.priority != d)
        || kb
            .zip(threat_type)
            .is_some_and(|(kb, t)| is_edited(kb, t, threat))
}

/// Whether a recorded threat says anything that its type would not, whatever the names: scripts and
/// other tools edit threats without setting a date.
fn is_edited(kb: &KnowledgeBase, threat_type: &ThreatType, threat: &Threat) -> bool {
    let property = |name: &str| kb.threat_properties.iter().find(|p| p.name == name);
    let default = |name: &str| property(name).and_then(ThreatProperty::first_value);
    let category = kb.category(&threat_type.category);
    threat.properties.iter().any(|(name, text)| {
        let own = threat_type.property(name);
        let written = match name.as_str() {
            // Who drew the flow named it; the priority stands beside the properties.
            field::INTERACTION | field::PRIORITY => return false,
            field::CATEGORY => Some(category.map_or(threat_type.category.as_str(), |c| &c.name)),
            field::SHORT_DESCRIPTION => category.map(|c| c.short.as_str()),
            field::TITLE => Some(threat_type.title.as_str()),
            field::DESCRIPTION => Some(threat_type.description.as_str()),
            _ => own.or_else(|| default(name)),
        };
        let same = |written: &str| written == text || told(written, text).is_some();
        !text.trim().is_empty() && !written.is_some_and(same)
    })
}

/// What the words of a recorded threat are now: they follow renamed elements as long as nobody
/// edited them. `None`: nothing changes. `is_old` tells whether an element was called by a name once:
/// what has its present name and more in it may as well be somebody's addition.
pub fn refreshed(
    kb: &KnowledgeBase,
    threat_type: &ThreatType,
    elements: [&Element; 3],
    threat: &Threat,
    is_old: &mut dyn FnMut(&Element, &str) -> bool,
) -> Option<Threat> {
    let fresh = properties(kb, threat_type, elements);
    let mut new = threat.clone();
    let present = Names::new(elements);
    let mut has_addition = || {
        let additions = additions(threat_type, threat, &present);
        let mut named = additions.iter().zip(elements);
        named.any(|(told, e)| told.as_ref().is_some_and(|told| !is_old(e, told)))
    };
    if is_decided(Some(kb), Some(threat_type), threat) || has_addition() {
        let follows = are_filled_in(threat_type, threat, &present);
        for (name, value) in fresh {
            let template = match name.as_str() {
                field::TITLE => &threat_type.title,
                field::DESCRIPTION => &threat_type.description,
                // The flow was gone for a while.
                field::INTERACTION if threat.property(&name) == "Deleted" => {
                    new.set_property(&name, value);
                    continue;
                }
                _ => threat_type.property(&name).unwrap_or(""),
            };
            let old = threat.property(&name);
            if follows && old != value && told(template, old).is_some() {
                new.set_property(&name, value);
            }
        }
    } else {
        // What the template does not know is somebody else's.
        let known = |name: &str| kb.threat_properties.iter().any(|p| p.name == name);
        let foreign = threat
            .properties
            .iter()
            .filter(|(name, _)| !known(name) && !SHARED.contains(&name.as_str()));
        new.properties = fresh.into_iter().chain(foreign.cloned()).collect();
        default_priority(kb, threat_type).clone_into(&mut new.priority);
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
    fn edited_words_are_told_from_filled_in_ones() {
        let title = "Spoofing of {target.Name}";
        let description = "{source.Name} may not reach the real {target.Name} at all.";
        // Recorded title and description, and whether they follow: Web talks to Shop now.
        let cases = [
            (
                "Spoofing of Shop",
                "Web may not reach the real Shop at all.",
                true,
            ),
            (
                "Spoofing of Old",
                "Web may not reach the real Old at all.",
                true,
            ),
            (
                "Spoofing of Shop Two",
                "Client may not reach the real Shop Two at all.",
                true,
            ),
            (
                "Spoofing of Shop - accepted until 2027",
                "Web may not reach the real Shop at all.",
                false,
            ),
            ("Spoofing of Shop - accepted", "See the ticket", false),
            (
                "We looked at spoofing of Shop",
                "Web may not reach the real Shop at all.",
                false,
            ),
            (
                "Spoofing of Shop",
                "Checked: Web may not reach the real Shop at all.",
                false,
            ),
            ("Spoofing of Shop", "", true),
        ];
        let threat_type = ThreatType {
            title: title.into(),
            description: description.into(),
            ..ThreatType::default()
        };
        let present = Names {
            source: "Web".into(),
            flow: "F".into(),
            target: "Shop".into(),
        };
        for (title, description, expected) in cases {
            let mut threat = Threat::default();
            threat.set_property(field::TITLE, title);
            threat.set_property(field::DESCRIPTION, description);
            assert_eq!(
                are_filled_in(&threat_type, &threat, &present),
                expected,
                "{title} / {description}"
            );
        }
    }
}
