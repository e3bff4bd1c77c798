//! Why a threat type fires, or does not, for an interaction, and what would change that.

use crate::analysis::Analysis;
use crate::facts::{InteractionFacts, same};
use crate::generate::Template;
use crate::interaction::Interaction;
use crate::threat::AnalyzedThreat;
use trustline_model::{PropertyValue, ThreatModel, ThreatType};
use trustline_rule::{Explanation, Facts, Rule, Subject, Term};

/// A single change that would make a threat disappear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// Whose property.
    pub subject: Subject,
    /// Its internal name.
    pub property: String,
    /// Its label.
    pub label: String,
    /// The value it has.
    pub from: String,
    /// The value it would need.
    pub to: String,
}

/// The two rules of a threat type, taken apart for one interaction.
#[derive(Clone, Debug)]
pub struct Explained<'a> {
    /// The threat type.
    pub threat_type: &'a ThreatType,
    /// What must hold.
    pub include: Explanation,
    /// What must not hold.
    pub exclude: Option<Explanation>,
    /// Whether the flow is marked out of scope, which silences it.
    pub out_of_scope: bool,
    /// Single changes of a property after which it would not fire; empty if it does not.
    pub remedies: Vec<Remedy>,
}

impl Explained<'_> {
    /// Whether the threat type fires.
    pub fn fires(&self) -> bool {
        self.include.holds && !self.exclude.as_ref().is_some_and(|e| e.holds) && !self.out_of_scope
    }
}

/// Explains a threat type, by its place in the template, for an interaction. `None` where its
/// rules cannot be parsed or are empty.
pub fn explain_interaction<'a>(
    model: &'a ThreatModel,
    template: &Template<'a>,
    interaction: &Interaction,
    threat_type: usize,
) -> Option<Explained<'a>> {
    let (include, exclude) = template.rules_of(threat_type)?;
    let facts = InteractionFacts::new(model, template.kb, interaction);
    let mut explained = Explained {
        threat_type: template.kb.threat_types.get(threat_type)?,
        include: include.explain(&facts),
        exclude: exclude.map(|e| e.explain(&facts)),
        out_of_scope: facts.element(Subject::Flow).is_out_of_scope(),
        remedies: Vec::new(),
    };
    if explained.fires() {
        explained.remedies = remedies(&facts, include, exclude);
    }
    Some(explained)
}

/// Explains a threat of an analysis.
pub fn explain<'a>(
    model: &'a ThreatModel,
    template: &Template<'a>,
    analysis: &Analysis,
    threat: &AnalyzedThreat,
) -> Option<Explained<'a>> {
    let interaction = analysis.interactions.get(threat.interaction?)?;
    explain_interaction(model, template, interaction, threat.threat_type?)
}

fn remedies(facts: &InteractionFacts<'_>, include: &Rule, exclude: Option<&Rule>) -> Vec<Remedy> {
    let mut asked: Vec<(Subject, &str)> = Vec::new();
    for (term, _) in include
        .terms()
        .into_iter()
        .chain(exclude.map(Rule::terms).unwrap_or_default())
    {
        if let Term::Has(subject, property, _) = term
            && !asked
                .iter()
                .any(|(s, p)| s == subject && p.eq_ignore_ascii_case(property))
        {
            asked.push((*subject, property));
        }
    }
    let mut found = Vec::new();
    for (subject, name) in asked {
        let element = facts.element(subject);
        let property = element
            .properties
            .iter()
            .find(|p| p.rule_name().eq_ignore_ascii_case(name))
            .or_else(|| {
                element
                    .properties
                    .iter()
                    .find(|p| p.label.eq_ignore_ascii_case(name))
            });
        let Some(property) = property else { continue };
        let PropertyValue::List {
            choices,
            fixed: false,
            ..
        } = &property.value
        else {
            continue;
        };
        let current = element.property(name).unwrap_or("");
        for choice in choices.iter().filter(|c| !same(c, current)) {
            // A flow from an element to itself has one element in two roles.
            let other = |term: &Term| match term {
                Term::Has(s, p, v)
                    if p.eq_ignore_ascii_case(name) && std::ptr::eq(facts.element(*s), element) =>
                {
                    Some(same(v, choice))
                }
                _ => None,
            };
            let facts: &dyn Facts = facts;
            let fires = include.holds_if(facts, &other)
                && !exclude.is_some_and(|e| e.holds_if(facts, &other));
            if !fires {
                found.push(Remedy {
                    subject,
                    property: property.rule_name().to_owned(),
                    label: property.label.clone(),
                    from: current.to_owned(),
                    to: choice.clone(),
                });
            }
        }
    }
    found
}
