//! Which threat types fire for which interactions. Every distinct question of a template is
//! answered once an element, as bits; an interaction joins the bits of its parts.

use crate::facts::same;
use crate::interaction::Interaction;
use std::collections::HashMap;
use trustline_model::{Element, KnowledgeBase, Property, StencilId, ThreatModel, ThreatType, Tree};
use trustline_rule::{Rule, RuleError, Rules, Subject, Term, TermId, Truth};

/// A template with its rules parsed and made quick.
pub struct Template<'a> {
    /// What it was made of.
    pub kb: &'a KnowledgeBase,
    /// Include and exclude of each threat type, in its order.
    pub filters: Vec<(Filter, Filter)>,
    rules: Rules,
    tree: Tree<'a>,
    kinds: HashMap<(Role, StencilId), Vec<TermId>>,
    /// Properties that rules ask for, without regard to case.
    properties: HashMap<String, Asked>,
}

/// A parsed filter: nothing where it is empty.
pub type Filter = Result<Option<Rule>, RuleError>;

/// What rules ask of a property: the spellings in use, and the values.
#[derive(Default)]
struct Asked {
    number: usize,
    spellings: Vec<String>,
    values: Vec<(Subject, String, TermId)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Role {
    Source,
    Target,
    Flow,
    Boundary,
}

impl Role {
    fn of(subject: Subject) -> Self {
        match subject {
            Subject::Source => Role::Source,
            Subject::Target => Role::Target,
            Subject::Flow => Role::Flow,
        }
    }

    fn subject(self) -> Option<Subject> {
        match self {
            Role::Source => Some(Subject::Source),
            Role::Target => Some(Subject::Target),
            Role::Flow => Some(Subject::Flow),
            Role::Boundary => None,
        }
    }
}

impl<'a> Template<'a> {
    /// Parses and compiles every rule of a template.
    pub fn new(kb: &'a KnowledgeBase) -> Self {
        let parse = |t: &ThreatType| (Rule::parse(&t.include), Rule::parse(&t.exclude));
        Self::with(kb, kb.threat_types.iter().map(parse).collect())
    }

    /// With these rules in place of those of its threat types.
    fn with(kb: &'a KnowledgeBase, filters: Vec<(Filter, Filter)>) -> Self {
        // A rule that does not parse costs its own threat type, nothing else.
        let pairs = filters
            .iter()
            .map(|(include, exclude)| match (include, exclude) {
                (Ok(include), Ok(exclude)) => (include.as_ref(), exclude.as_ref()),
                _ => (None, None),
            });
        let rules = Rules::compile(pairs);
        let mut kinds: HashMap<_, Vec<TermId>> = HashMap::new();
        let mut properties: HashMap<String, Asked> = HashMap::new();
        for (id, term) in rules.terms().iter().enumerate() {
            match term {
                Term::Is(subject, kind) => {
                    kinds
                        .entry((Role::of(*subject), kind.as_str().into()))
                        .or_default()
                        .push(id);
                }
                Term::Crosses(kind) => {
                    kinds
                        .entry((Role::Boundary, kind.as_str().into()))
                        .or_default()
                        .push(id);
                }
                Term::Has(subject, property, value) => {
                    let number = properties.len();
                    let asked = properties
                        .entry(property.to_lowercase())
                        .or_insert_with(|| Asked {
                            number,
                            ..Asked::default()
                        });
                    asked.spellings.push(property.clone());
                    asked.values.push((*subject, value.clone(), id));
                }
            }
        }
        Self {
            kb,
            filters,
            rules,
            tree: kb.tree(),
            kinds,
            properties,
        }
    }

    /// The rules of a threat type, where both could be parsed.
    pub fn rules_of(&self, threat_type: usize) -> Option<(&Rule, Option<&Rule>)> {
        match self.filters.get(threat_type)? {
            (Ok(Some(include)), Ok(exclude)) => Some((include, exclude.as_ref())),
            _ => None,
        }
    }

    /// Questions about types that an element of this stencil answers with yes, in a role.
    fn kinds_of(&self, role: Role, element: &Element) -> Truth {
        let mut truth = Truth::new(self.rules.terms().len());
        for id in [&element.stencil, &element.generic] {
            for ancestor in self.tree.ancestry(id) {
                if ancestor.as_str().eq_ignore_ascii_case("ROOT") {
                    continue;
                }
                for term in self.kinds.get(&(role, ancestor)).into_iter().flatten() {
                    truth.set(*term);
                }
            }
        }
        truth
    }
}

/// Answers by stencil, found once.
struct Answers<'t, 'a, 'm> {
    template: &'t Template<'a>,
    stencils: HashMap<(&'m StencilId, &'m StencilId), OfStencil<'t, 'm>>,
}

/// What all elements of a stencil have in common.
#[derive(Default)]
struct OfStencil<'t, 'm> {
    /// Answers about types by role.
    kinds: [Option<Truth>; 4],
    /// An element, and which of its properties answer which questions: those of the next element
    /// with the same properties in the same places do so as well.
    layout: Option<(&'m Element, Vec<(usize, &'t Asked)>)>,
}

impl<'t, 'm> Answers<'t, '_, 'm> {
    fn add(&mut self, role: Role, element: &'m Element, truth: &mut Truth) {
        let template = self.template;
        let known = self
            .stencils
            .entry((&element.stencil, &element.generic))
            .or_default();
        if let Some(kinds) = known.kinds.get_mut(role as usize) {
            truth.add(kinds.get_or_insert_with(|| template.kinds_of(role, element)));
        }
        let Some(subject) = role.subject() else {
            return;
        };
        if !known
            .layout
            .as_ref()
            .is_some_and(|(other, _)| same_layout(other, element))
        {
            known.layout = Some((element, template.layout(element)));
        }
        for (place, asked) in known.layout.iter().flat_map(|(_, chosen)| chosen) {
            let value = element
                .properties
                .get(*place)
                .and_then(|p| p.value.as_text().flatten());
            let Some(value) = value else { continue };
            for (of, wanted, term) in &asked.values {
                if *of == subject && same(value, wanted) {
                    truth.set(*term);
                }
            }
        }
    }
}

fn same_layout(a: &Element, b: &Element) -> bool {
    let alike = |(a, b): (&Property, &Property)| {
        a.name == b.name
            && a.label == b.label
            && a.value.as_text().is_some() == b.value.as_text().is_some()
    };
    a.properties.len() == b.properties.len() && a.properties.iter().zip(&b.properties).all(alike)
}

impl Template<'_> {
    /// For each question about a property, the place of the property that answers it: the same
    /// choice as `Element::property` makes, for all questions at once.
    fn layout<'t>(&'t self, element: &Element) -> Vec<(usize, &'t Asked)> {
        let mut best: HashMap<usize, (u8, usize, &Asked)> = HashMap::new();
        for (place, property) in element.properties.iter().enumerate() {
            if property.value.as_text().is_none() {
                continue;
            }
            for (is_name, text) in [
                (true, property.rule_name()),
                (false, property.label.as_str()),
            ] {
                let Some(asked) = self.properties.get(&text.to_lowercase()) else {
                    continue;
                };
                let fit = match (is_name, asked.spellings.iter().any(|s| s == text)) {
                    (true, true) => 3,
                    (false, true) => 2,
                    _ => 1,
                };
                // The last of equal names, the first of equal labels.
                let known = best.get(&asked.number).map_or(0, |(fit, ..)| *fit);
                if fit > known || (fit == 3 && known == 3) {
                    best.insert(asked.number, (fit, place, asked));
                }
            }
        }
        best.into_values()
            .map(|(_, place, asked)| (place, asked))
            .collect()
    }
}

/// The interactions, by their place, for which a threat type with these rules would fire.
pub fn hits(
    model: &ThreatModel,
    kb: &KnowledgeBase,
    interactions: &[Interaction],
    include: &Rule,
    exclude: Option<&Rule>,
) -> Vec<usize> {
    let rules = (Ok(Some(include.clone())), Ok(exclude.cloned()));
    let fired = generate(model, &Template::with(kb, vec![rules]), interactions);
    fired
        .into_iter()
        .map(|(interaction, _)| interaction)
        .collect()
}

/// Pairs of interaction and threat type that fire, in order of both.
pub fn generate(
    model: &ThreatModel,
    template: &Template<'_>,
    interactions: &[Interaction],
) -> Vec<(usize, usize)> {
    let mut answers = Answers {
        template,
        stencils: HashMap::new(),
    };
    let mut ends: HashMap<(usize, usize, Role), Truth> = HashMap::new();
    let mut truth = Truth::new(template.rules.terms().len());
    let mut found = Vec::new();
    for (i, interaction) in interactions.iter().enumerate() {
        let [source, flow, target] = interaction.elements(model);
        if flow.is_out_of_scope() {
            continue;
        }
        truth.clear();
        for (role, place, element) in [
            (Role::Source, interaction.source, source),
            (Role::Target, interaction.target, target),
        ] {
            let known = ends
                .entry((interaction.diagram, place, role))
                .or_insert_with(|| {
                    let mut own = Truth::new(template.rules.terms().len());
                    answers.add(role, element, &mut own);
                    own
                });
            truth.add(known);
        }
        answers.add(Role::Flow, flow, &mut truth);
        for boundary in interaction.boundaries(model) {
            answers.add(Role::Boundary, boundary, &mut truth);
        }
        found.extend(
            template
                .rules
                .fire(&truth)
                .map(|threat_type| (i, threat_type)),
        );
    }
    found
}
