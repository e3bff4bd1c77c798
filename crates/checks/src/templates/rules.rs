//! Rules of the template: what they name must exist, and they must be able to fire.

use crate::ground::{Context, Found};
use std::collections::{BTreeSet, HashMap, HashSet};
use trustline_analysis::facts::same;
use trustline_model::{
    KnowledgeBase, Place, Representation, StencilId, ThreatType, diagnostic::nearest, property_name,
};
use trustline_rule::{Expr, Node, Rule, Subject, Term};

pub(crate) fn does_not_parse(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(template) = c.template else { return };
    for (threat, filters) in template.kb.threat_types.iter().zip(&template.filters) {
        for (which, text, filter) in [
            ("include", &threat.include, &filters.0),
            ("exclude", &threat.exclude, &filters.1),
        ] {
            if let Err(error) = filter {
                let at = text
                    .get(..error.span.start)
                    .map_or(0, |before| before.chars().count())
                    + 1;
                let message = format!(
                    "the {which} rule of threat type `{}` (`{}`): {} at character {at}",
                    threat.id, threat.title, error.message
                );
                found.push(
                    message,
                    place(threat),
                    "this threat type never fires; all others do",
                );
            }
        }
    }
}

fn place(threat: &ThreatType) -> Place {
    Place::ThreatType(threat.id.clone())
}

/// Threat types with the parsed rules they have.
fn rules<'a>(c: &'a Context<'_>) -> impl Iterator<Item = (&'a ThreatType, Vec<&'a Rule>)> {
    let template = c.template.into_iter();
    template
        .flat_map(|t| t.kb.threat_types.iter().zip(&t.filters))
        .map(|(threat, filters)| {
            let parsed = [&filters.0, &filters.1]
                .into_iter()
                .filter_map(|f| f.as_ref().ok()?.as_ref());
            (threat, parsed.collect())
        })
}

pub(crate) fn unknown_type(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(template) = c.template else { return };
    let known: HashSet<&StencilId> = template.kb.stencils.iter().map(|s| &s.id).collect();
    for (threat, rules) in rules(c) {
        let mut said = BTreeSet::new();
        for (term, _) in rules.iter().flat_map(|r| r.terms()) {
            let (Term::Is(_, id) | Term::Crosses(id)) = term else {
                continue;
            };
            if id.eq_ignore_ascii_case("ROOT")
                || known.contains(&StencilId::from(id.as_str()))
                || !said.insert(id)
            {
                continue;
            }
            let message = format!(
                "threat type `{}` asks for the type `{id}`, which the template lacks",
                threat.id
            );
            let help = nearest(id, known.iter().map(|k| k.as_str()))
                .map(|n| format!("did you mean `{n}`?"));
            found.push(
                message,
                place(threat),
                help.as_deref().unwrap_or("no element can be of this type"),
            );
        }
    }
}

/// Lawful values of each property by its lower-case name.
fn values<'a>(c: &'a Context<'_>) -> HashMap<String, Vec<&'a str>> {
    let mut values: HashMap<String, Vec<&str>> = HashMap::new();
    let stencils = c.template.into_iter().flat_map(|t| &t.kb.stencils);
    for stencil in stencils.filter(|s| !s.is_origin()) {
        for attribute in &stencil.attributes {
            for name in [&attribute.name, &attribute.label] {
                let known = values.entry(name.to_lowercase()).or_default();
                known.extend(attribute.choices.iter().map(String::as_str));
            }
        }
    }
    values
}

/// Properties that every element has, whatever the template says.
fn is_built_in(name: &str) -> bool {
    [
        property_name::OUT_OF_SCOPE,
        property_name::REASON_OUT_OF_SCOPE,
        property_name::FLOW_ORDER,
        property_name::NAME_LABEL,
        "Out Of Scope",
        "Reason For Out Of Scope",
        "Dataflow Order",
    ]
    .iter()
    .any(|known| known.eq_ignore_ascii_case(name))
}

pub(crate) fn unknown_property(c: &Context<'_>, found: &mut Found<'_>) {
    let values = values(c);
    for (threat, rules) in rules(c) {
        let mut said = BTreeSet::new();
        for (term, _) in rules.iter().flat_map(|r| r.terms()) {
            let Term::Has(_, name, _) = term else {
                continue;
            };
            if values.contains_key(&name.to_lowercase()) || is_built_in(name) || !said.insert(name)
            {
                continue;
            }
            let message = format!(
                "threat type `{}` asks for the property `{name}`, which no stencil has",
                threat.id
            );
            let stencils = c.template.into_iter().flat_map(|t| &t.kb.stencils);
            let known = stencils
                .flat_map(|s| &s.attributes)
                .map(|a| a.name.as_str());
            let help = nearest(name, known).map(|n| format!("did you mean `{n}`?"));
            found.push(
                message,
                place(threat),
                help.as_deref()
                    .unwrap_or("a property that is lacking equals nothing"),
            );
        }
    }
}

/// Pairs of asked and known value, for values that are not spelt as the template does.
fn value_trouble(
    c: &Context<'_>,
    mut report: impl FnMut(&ThreatType, &str, &str, &[&str], Option<&str>),
) {
    let values = values(c);
    for (threat, rules) in rules(c) {
        let mut said = BTreeSet::new();
        for (term, _) in rules.iter().flat_map(|r| r.terms()) {
            let Term::Has(_, name, value) = term else {
                continue;
            };
            let Some(known) = values.get(&name.to_lowercase()) else {
                continue;
            };
            if known.contains(&value.as_str()) || !said.insert((name, value)) {
                continue;
            }
            let spelt = known.iter().copied().find(|k| same(k, value));
            report(threat, name, value, known, spelt);
        }
    }
}

pub(crate) fn unknown_value(c: &Context<'_>, found: &mut Found<'_>) {
    value_trouble(c, |threat, name, value, known, spelt| {
        if spelt.is_none() {
            let message = format!(
                "threat type `{}` asks whether `{name}` is `{value}`, which is none of its values",
                threat.id
            );
            let help = match nearest(value, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    let mut all: Vec<String> = known.iter().map(|k| format!("`{k}`")).collect();
                    all.sort();
                    all.dedup();
                    all.truncate(8);
                    format!("its values are {}", all.join(", "))
                }
            };
            found.push(message, place(threat), &help);
        }
    });
}

pub(crate) fn value_spelling(c: &Context<'_>, found: &mut Found<'_>) {
    value_trouble(c, |threat, name, value, _, spelt| {
        if let Some(spelt) = spelt {
            let message = format!(
                "threat type `{}` spells the value of `{name}` as `{value}`, the template as `{spelt}`",
                threat.id
            );
            found.push(
                message,
                place(threat),
                "they count as equal here; write it as the template does",
            );
        }
    });
}

/// A threat type whose include cannot hold, whatever is drawn with the template's stencils.
pub(crate) fn unreachable(c: &Context<'_>, found: &mut Found<'_>) {
    let Some(template) = c.template else { return };
    let usable = Usable::of(template.kb);
    for (i, threat) in template.kb.threat_types.iter().enumerate() {
        if threat.include.trim().is_empty() {
            let message = format!(
                "threat type `{}` (`{}`) has no include rule",
                threat.id, threat.title
            );
            found.push(message, place(threat), "an empty include never fires");
            continue;
        }
        let Some((include, _)) = template.rules_of(i) else {
            continue;
        };
        let terms = include.terms();
        // Types that ask for `ROOT` hold threats moved over from version 3: never meant to fire.
        let asks_root =
            |t: &Term| matches!(t, Term::Is(_, kind) if kind.eq_ignore_ascii_case("ROOT"));
        if terms.iter().all(|(t, _)| asks_root(t)) {
            continue;
        }
        if !can_hold(&usable, include) {
            let message = format!(
                "no interaction can meet the include rule of threat type `{}` (`{}`)",
                threat.id, threat.title
            );
            found.push(
                message,
                place(threat),
                "check the types it asks of source, target and flow",
            );
        }
    }
}

/// The stencils of a template as interactions can use them, each with the types above it.
pub(crate) struct Usable {
    ends: Vec<Vec<StencilId>>,
    flows: Vec<Vec<StencilId>>,
    pub(crate) boundaries: HashSet<StencilId>,
}

impl Usable {
    pub(crate) fn of(kb: &KnowledgeBase) -> Self {
        let tree = kb.tree();
        let mut usable = Self {
            ends: Vec::new(),
            flows: Vec::new(),
            boundaries: HashSet::new(),
        };
        for stencil in kb.stencils.iter().filter(|s| !s.is_origin()) {
            let above = tree.ancestry(&stencil.id);
            let drawn = above
                .iter()
                .filter_map(|id| tree.get(id))
                .map(|s| &s.representation);
            match drawn.into_iter().find(|r| **r != Representation::Inherited) {
                Some(Representation::LineBoundary | Representation::BorderBoundary) => {
                    usable.boundaries.extend(above);
                }
                Some(Representation::Annotation) => {}
                Some(Representation::Line) => usable.flows.push(above),
                Some(Representation::Other(_)) | None => {
                    usable.flows.push(above.clone());
                    usable.ends.push(above);
                }
                Some(_) => usable.ends.push(above),
            }
        }
        usable
    }

    /// The different answers that stencils give to what a rule asks of a subject's type.
    fn answers(&self, rule: &Rule, subject: Subject) -> BTreeSet<Vec<bool>> {
        let terms = rule.terms();
        let asked: Vec<StencilId> = terms
            .into_iter()
            .filter_map(|(t, _)| match t {
                Term::Is(s, kind) if *s == subject => Some(kind.as_str().into()),
                _ => None,
            })
            .collect();
        self.answers_to(&asked, subject)
    }

    /// The different answers that stencils give to the question whether they are of some types.
    pub(crate) fn answers_to(&self, asked: &[StencilId], subject: Subject) -> BTreeSet<Vec<bool>> {
        let stencils = if subject == Subject::Flow {
            &self.flows
        } else {
            &self.ends
        };
        let root = StencilId::from("ROOT");
        let answers = |above: &Vec<StencilId>| {
            asked
                .iter()
                .map(|k| *k != root && above.contains(k))
                .collect()
        };
        stencils.iter().map(answers).collect()
    }
}

/// Whether some choice of stencils makes the rule true or open. Properties and crossings are
/// left open; types are what the template's stencils are.
pub(crate) fn can_hold(usable: &Usable, rule: &Rule) -> bool {
    let [sources, targets, flows] =
        [Subject::Source, Subject::Target, Subject::Flow].map(|s| usable.answers(rule, s));
    sources.iter().any(|source| {
        targets.iter().any(|target| {
            flows.iter().any(|flow| {
                let mut next = [source.iter(), target.iter(), flow.iter()];
                let possible = possible(&rule.root, &mut |term| match term {
                    Term::Is(subject, _) => {
                        let [s, t, f] = &mut next;
                        let answers = match subject {
                            Subject::Source => s,
                            Subject::Target => t,
                            Subject::Flow => f,
                        };
                        let answer = answers.next().copied().unwrap_or(false);
                        (answer, !answer)
                    }
                    Term::Crosses(kind) => {
                        (usable.boundaries.contains(&kind.as_str().into()), true)
                    }
                    Term::Has(..) => (true, true),
                });
                possible.0
            })
        })
    })
}

/// Whether a part can be true, and whether it can be false. Every question is asked once, in the
/// order of the text.
fn possible(node: &Node, ask: &mut impl FnMut(&Term) -> (bool, bool)) -> (bool, bool) {
    match &node.expr {
        Expr::Or(parts) => parts.iter().fold((false, true), |(yes, no), part| {
            let (y, n) = possible(part, ask);
            (yes | y, no & n)
        }),
        Expr::And(parts) => parts.iter().fold((true, false), |(yes, no), part| {
            let (y, n) = possible(part, ask);
            (yes & y, no | n)
        }),
        Expr::Not(part) => {
            let (y, n) = possible(part, ask);
            (n, y)
        }
        Expr::Term(term, negated) => {
            let (y, n) = ask(term);
            if *negated { (n, y) } else { (y, n) }
        }
    }
}
