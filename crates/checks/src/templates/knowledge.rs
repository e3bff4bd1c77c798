//! The template by itself: names and ids that repeat, are missing or lead nowhere, attributes that
//! no rule asks for, and words, values and pictures that nobody can use.

use crate::ground::{Context, Found};
use std::collections::{HashMap, HashSet};
use trustline_analysis::facts::same;
use trustline_model::{Place, Representation, Stencil, StencilId, ThreatType, threat_property};
use trustline_rule::{Rule, Term};

fn stencil_place(stencil: &Stencil) -> Place {
    Place::Stencil(stencil.name.clone())
}

fn threat_place(threat: &ThreatType) -> Place {
    Place::ThreatType(threat.id.clone())
}

/// Things whose key, without regard to case, was there before; with the first of them.
fn repeated<T>(things: &[T], key: impl Fn(&T) -> String) -> Vec<(&T, &T)> {
    let mut first: HashMap<String, &T> = HashMap::new();
    let mut found = Vec::new();
    for thing in things {
        let key = key(thing).trim().to_lowercase();
        if key.is_empty() {
            continue;
        }
        match first.get(&key) {
            Some(before) => found.push((*before, thing)),
            None => drop(first.insert(key, thing)),
        }
    }
    found
}

pub(crate) fn repeated_id(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    let help = "only the first of them counts: give the other an id of its own";
    for (first, other) in repeated(&kb.stencils, |s| s.id.as_str().to_owned()) {
        let message = format!(
            "stencils `{}` and `{}` have the same id `{}`",
            first.name, other.name, other.id
        );
        found.push(message, stencil_place(other), help);
    }
    for (first, other) in repeated(&kb.threat_types, |t| t.id.as_str().to_owned()) {
        let message = format!(
            "threat types `{}` and `{}` have the same id `{}`",
            first.title, other.title, other.id
        );
        found.push(message, threat_place(other), help);
    }
    for (first, other) in repeated(&kb.categories, |c| c.id.clone()) {
        let message = format!(
            "categories `{}` and `{}` have the same id `{}`",
            first.name, other.name, other.id
        );
        found.push(message, Place::Model, help);
    }
}

pub(crate) fn repeated_name(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    let mut shown: Vec<Stencil> = kb.stencils.clone();
    shown.retain(|s| !s.hidden);
    for (first, other) in repeated(&shown, |s| s.name.clone()) {
        let message = format!(
            "two stencils are called `{}`: {} and {}",
            other.name, first.id, other.id
        );
        let help = "people cannot tell them apart; rules must name them by id";
        found.push(message, stencil_place(other), help);
    }
    for (first, other) in repeated(&kb.categories, |c| c.name.clone()) {
        let message = format!(
            "two categories are called `{}`: {} and {}",
            other.name, first.id, other.id
        );
        found.push(message, Place::Model, "people cannot tell them apart");
    }
    // Titles may repeat for other interactions: with the same rule they say the same twice.
    let said = |t: &ThreatType| match t.include.trim() {
        "" => String::new(),
        include => [t.category.as_str(), &t.title, include, &t.exclude].join("\n"),
    };
    for (first, other) in repeated(&kb.threat_types, said) {
        let message = format!(
            "threat types {} and {} have the same title and rules: `{}`",
            first.id, other.id, other.title
        );
        let help = "people read the same twice: remove one of them";
        found.push(message, threat_place(other), help);
    }
    for stencil in &kb.stencils {
        for (first, other) in repeated(&stencil.attributes, |a| a.label.clone()) {
            // Said below, if it is the very same one.
            if same(&first.name, &other.name) {
                continue;
            }
            let message = format!(
                "stencil `{}` has two attributes labelled `{}`",
                stencil.name, other.label
            );
            found.push(message, stencil_place(stencil), "rename one of them");
        }
        for (_, other) in repeated(&stencil.attributes, |a| a.name.clone()) {
            let message = format!(
                "stencil `{}` has two attributes with the internal name `{}`",
                stencil.name, other.name
            );
            let help = "rules can only ask for the first of them";
            found.push(message, stencil_place(stencil), help);
        }
    }
}

pub(crate) fn unknown_parent(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    let known: HashSet<&StencilId> = kb.stencils.iter().map(|s| &s.id).collect();
    for stencil in &kb.stencils {
        let parent = stencil.parent.as_str();
        if parent.eq_ignore_ascii_case("ROOT") {
            continue;
        }
        if !known.contains(&stencil.parent) {
            let message = format!(
                "stencil `{}` has the parent `{parent}`, which the template lacks",
                stencil.name
            );
            let help = "it is drawn as nothing, and rules about its parents do not hold for it";
            found.push(message, stencil_place(stencil), help);
        } else if kb
            .lineage(&stencil.id)
            .last()
            .is_some_and(|top| known.contains(&top.parent))
        {
            let message = format!("stencil `{}` is among its own parents", stencil.name);
            found.push(
                message,
                stencil_place(stencil),
                "give one of them another parent",
            );
        }
    }
}

pub(crate) fn without_shape(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    for stencil in &kb.stencils {
        match kb.representation(&stencil.id) {
            None => {
                let message = format!("stencil `{}` has no shape", stencil.name);
                let help = "give it a shape, or a parent that has one";
                found.push(message, stencil_place(stencil), help);
            }
            Some(Representation::Other(word)) => {
                let message = format!(
                    "stencil `{}` has the shape `{word}`, which nobody can draw",
                    stencil.name
                );
                found.push(
                    message,
                    stencil_place(stencil),
                    "choose one of the seven shapes",
                );
            }
            Some(_) => {}
        }
    }
}

pub(crate) fn attribute_values(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    for stencil in &kb.stencils {
        for attribute in &stencil.attributes {
            let of = format!("attribute `{}` of `{}`", attribute.label, stencil.name);
            if attribute.choices.is_empty() {
                let message = format!("{of} has no values");
                let help = "people can choose nothing, and rules about it never hold";
                found.push(message, stencil_place(stencil), help);
            }
            for (_, value) in repeated(&attribute.choices, String::clone) {
                let message = format!("{of} has the value `{value}` twice");
                found.push(message, stencil_place(stencil), "remove one of them");
            }
        }
    }
}

pub(crate) fn unknown_category(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    for threat in &kb.threat_types {
        if kb.category(&threat.category).is_none() {
            let message = format!(
                "threat type `{}` is of the category `{}`, which the template lacks",
                threat.id, threat.category
            );
            let known = kb.categories.iter().map(|c| c.name.as_str());
            let near = trustline_model::diagnostic::nearest(&threat.category, known);
            let help = near.map(|n| format!("did you mean `{n}`?"));
            let help = help
                .as_deref()
                .unwrap_or("add the category, or name another one");
            found.push(message, threat_place(threat), help);
        }
    }
}

pub(crate) fn empty_category(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    for category in &kb.categories {
        let is_of = |t: &ThreatType| t.category.eq_ignore_ascii_case(&category.id);
        if !kb.threat_types.iter().any(is_of) {
            let message = format!("category `{}` has no threat types", category.name);
            found.push(
                message,
                Place::Model,
                "people may expect it to be looked at",
            );
        }
    }
}

pub(crate) fn unused_attribute(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(template) = c.template else { return };
    let mut asked: HashSet<String> = HashSet::new();
    for filter in template.filters.iter().flat_map(|(i, e)| [i, e]) {
        for (term, _) in filter.iter().flatten().flat_map(Rule::terms) {
            if let Term::Has(_, property, _) = term {
                asked.insert(property.to_lowercase());
            }
        }
    }
    let mut said = HashSet::new();
    // Rules cannot ask what a boundary is like: its attributes are for people alone.
    let asks = |s: &&Stencil| {
        use Representation::{Annotation, BorderBoundary, LineBoundary};
        let drawn = template.kb.representation(&s.id);
        !s.hidden && !matches!(drawn, Some(LineBoundary | BorderBoundary | Annotation))
    };
    for stencil in template.kb.stencils.iter().filter(asks) {
        for attribute in &stencil.attributes {
            let (name, label) = (
                attribute.name.to_lowercase(),
                attribute.label.to_lowercase(),
            );
            if asked.contains(&name) || asked.contains(&label) || !said.insert(name) {
                continue;
            }
            let message = format!(
                "no rule asks for the attribute `{}` of `{}`",
                attribute.label, stencil.name
            );
            let help = "people fill it in and nothing changes: use it in a rule, or remove it";
            found.push(message, stencil_place(stencil), help);
        }
    }
}

/// What stands in braces in words of a threat type and is filled in.
const PLACEHOLDERS: [&str; 3] = ["source.", "target.", "flow."];

pub(crate) fn placeholders(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    for threat in &kb.threat_types {
        let values = threat.properties.iter().flat_map(|p| &p.values).flatten();
        let texts = [&threat.title, &threat.description];
        let texts = texts.into_iter().chain(values.flatten());
        let mut said = HashSet::new();
        for text in texts {
            for inner in text.split('{').skip(1).filter_map(|t| t.split_once('}')) {
                let name = inner.0.trim().to_lowercase();
                let is_one = PLACEHOLDERS.iter().any(|p| name.starts_with(p));
                // Braces may stand in a text for themselves; one with a dot and no space is meant.
                if is_one || !name.contains('.') || name.contains(' ') || !said.insert(name) {
                    continue;
                }
                let message = format!(
                    "threat type `{}` has `{{{}}}` in its words, which nothing is filled in for",
                    threat.id, inner.0
                );
                let help = "write `{source.Name}`, `{flow.Name}` or `{target.Name}`";
                found.push(message, threat_place(threat), help);
            }
        }
    }
}

pub(crate) fn listed_values(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    for declared in kb
        .threat_properties
        .iter()
        .filter(|p| p.kind.as_deref() == Some("1"))
    {
        let lawful: Vec<&str> = declared
            .values
            .iter()
            .flatten()
            .flatten()
            .map(String::as_str)
            .collect();
        // Descriptions of categories follow from the category.
        if lawful.is_empty() || declared.name == threat_property::SHORT_DESCRIPTION {
            continue;
        }
        for threat in &kb.threat_types {
            let Some(value) = threat.property(&declared.name) else {
                continue;
            };
            if lawful.iter().any(|l| same(l, value)) {
                continue;
            }
            let message = format!(
                "threat type `{}` has the {} `{value}`, which is none of its values",
                threat.id,
                declared.label.to_lowercase()
            );
            let known: Vec<String> = lawful.iter().map(|l| format!("`{l}`")).collect();
            let help = format!("its values are {}", known.join(", "));
            found.push(message, threat_place(threat), &help);
        }
    }
}

pub(crate) fn without_name(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    let help = "give it a name: people find it by nothing else";
    let empty = |text: &str| text.chars().all(|c| c.is_whitespace() || c.is_control());
    if empty(&kb.manifest.name) {
        found.push("the template has no name".to_owned(), Place::Model, help);
    }
    for stencil in kb.stencils.iter().filter(|s| empty(&s.name)) {
        let message = format!("the stencil with the id `{}` has no name", stencil.id);
        found.push(message, stencil_place(stencil), help);
    }
    for threat in kb.threat_types.iter().filter(|t| empty(&t.title)) {
        let message = format!("the threat type `{}` has no title", threat.id);
        found.push(message, threat_place(threat), help);
    }
    for category in kb.categories.iter().filter(|c| empty(&c.name)) {
        let message = format!("the category with the id `{}` has no name", category.id);
        found.push(message, Place::Model, help);
    }
}

pub(crate) fn version(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    if kb.manifest.version_numbers().is_none() {
        let message = format!(
            "the version `{}` is not made of numbers and dots",
            kb.manifest.version
        );
        let help = "write it like `1.0.0.0`: others cannot tell which version is newer";
        found.push(message, Place::Model, help);
    }
}

/// How files of pictures begin, in base64.
const PICTURES: [&str; 4] = ["iVBORw0KGgo", "/9j/", "R0lGOD", "Qk"];

pub(crate) fn picture(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(kb) = c.template.map(|t| t.kb) else {
        return;
    };
    for stencil in &kb.stencils {
        let Some(image) = stencil.image.as_deref().filter(|i| !i.trim().is_empty()) else {
            continue;
        };
        if !PICTURES.iter().any(|p| image.trim().starts_with(p)) {
            let message = format!(
                "the picture of stencil `{}` is none that is known",
                stencil.name
            );
            let help = "use a PNG; GIF, JPEG and BMP are shown as well";
            found.push(message, stencil_place(stencil), help);
        }
    }
}
