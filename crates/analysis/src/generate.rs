//! Which threat types fire for which interactions. Every distinct question of a template is
//! answered once an element, as bits; an interaction joins the bits of its parts.

use crate::Interaction;
use crate::facts::same;
use std::collections::HashMap;
use trustline_model::{Element, KnowledgeBase, StencilId, ThreatModel, Tree};
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
    End(Subject),
    Boundary,
}

impl<'a> Template<'a> {
    /// Parses and compiles every rule of a template.
    pub fn new(kb: &'a KnowledgeBase) -> Self {
        let filters: Vec<(Filter, Filter)> = kb
            .threat_types
            .iter()
            .map(|t| (Rule::parse(&t.include), Rule::parse(&t.exclude)))
            .collect();
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
                        .entry((Role::End(*subject), kind.as_str().into()))
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

/// Answers by stencil and by role, found once.
struct Answers<'t, 'a, 'm> {
    template: &'t Template<'a>,
    kinds: HashMap<(Role, &'m StencilId, &'m StencilId), Truth>,
    /// By the spelling of a name or label: what rules ask of a property called so.
    names: HashMap<&'m str, Option<&'t Asked>>,
    /// The best property for each question: how well its name fits, and which it is.
    best: Vec<Option<(u8, &'m trustline_model::Property, &'t Asked)>>,
}

impl<'t, 'm> Answers<'t, '_, 'm> {
    fn add(&mut self, subject: Subject, element: &'m Element, truth: &mut Truth) {
        self.add_kinds(Role::End(subject), element, truth);
        self.add_properties(subject, element, truth);
    }

    fn add_kinds(&mut self, role: Role, element: &'m Element, truth: &mut Truth) {
        let key = (role, &element.stencil, &element.generic);
        let template = self.template;
        truth.add(
            self.kinds
                .entry(key)
                .or_insert_with(|| template.kinds_of(role, element)),
        );
    }

    /// The same choice of property as `Element::property` makes, for all questions at once.
    fn add_properties(&mut self, subject: Subject, element: &'m Element, truth: &mut Truth) {
        self.best.fill(None);
        let properties = &self.template.properties;
        for property in &element.properties {
            if matches!(property.value, trustline_model::PropertyValue::Heading) {
                continue;
            }
            for (is_name, text) in [
                (true, property.rule_name()),
                (false, property.label.as_str()),
            ] {
                let asked = *self
                    .names
                    .entry(text)
                    .or_insert_with(|| properties.get(&text.to_lowercase()));
                let Some(asked) = asked else { continue };
                let exact = asked.spellings.iter().any(|s| s == text);
                // The last of equal names, the first of equal labels.
                let fit = match (is_name, exact) {
                    (true, true) => 3,
                    (false, true) => 2,
                    _ => 1,
                };
                if let Some(slot) = self.best.get_mut(asked.number)
                    && slot.is_none_or(|(best, ..)| fit > best || (fit == 3 && best == 3))
                {
                    *slot = Some((fit, property, asked));
                }
            }
        }
        for (_, property, asked) in self.best.iter().flatten() {
            let Some(value) = property.value.as_text().flatten() else {
                continue;
            };
            for (of, wanted, term) in &asked.values {
                if *of == subject && same(value, wanted) {
                    truth.set(*term);
                }
            }
        }
    }
}

/// Pairs of interaction and threat type that fire, in order of both.
pub(crate) fn generate(
    model: &ThreatModel,
    template: &Template<'_>,
    interactions: &[Interaction],
) -> Vec<(usize, usize)> {
    let mut answers = Answers {
        template,
        kinds: HashMap::new(),
        names: HashMap::new(),
        best: vec![None; template.properties.len()],
    };
    let mut ends: HashMap<(usize, usize, Subject), Truth> = HashMap::new();
    let mut truth = Truth::new(template.rules.terms().len());
    let mut found = Vec::new();
    for (i, interaction) in interactions.iter().enumerate() {
        let [source, flow, target] = interaction.elements(model);
        if flow.is_out_of_scope() {
            continue;
        }
        truth.clear();
        for (subject, place, element) in [
            (Subject::Source, interaction.source, source),
            (Subject::Target, interaction.target, target),
        ] {
            let known = ends
                .entry((interaction.diagram, place, subject))
                .or_insert_with(|| {
                    let mut own = Truth::new(template.rules.terms().len());
                    answers.add(subject, element, &mut own);
                    own
                });
            truth.add(known);
        }
        answers.add(Subject::Flow, flow, &mut truth);
        for boundary in interaction.boundaries(model) {
            answers.add_kinds(Role::Boundary, boundary, &mut truth);
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
