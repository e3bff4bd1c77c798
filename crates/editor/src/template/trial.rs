//! A rule tried while it is written: which interactions of a model it hits, and why.

use super::rules::RuleDraft;
use crate::findings::{ReadRule, Why};
use trustline_analysis::{Interaction, InteractionFacts, KnowledgeNames, analyze, hits, wording};
use trustline_model::{KnowledgeBase, ThreatModel};
use trustline_rule::Rule;

/// A model that is there to be tried on.
pub(crate) struct Trial {
    name: String,
    model: ThreatModel,
    interactions: Vec<Interaction>,
}

/// What a pair of rules hits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tried {
    /// How many interactions there are.
    pub all: usize,
    /// How many are hit.
    pub hits: usize,
    /// How many the exclude rule excludes.
    pub spared: usize,
    /// Interactions by their place, whether they are hit, and their names: hits first.
    pub lines: Vec<(usize, bool, String)>,
}

/// So many interactions are listed; all are counted.
const LISTED: usize = 200;

impl Trial {
    /// Of a model with this name.
    pub fn new(name: String, mut model: ThreatModel) -> Self {
        // What it says of threats does not matter here.
        model.knowledge_base = None;
        model.threats.clear();
        Self {
            name,
            interactions: analyze(&model).interactions,
            model,
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What rules are tried on, with a template.
    pub fn ground<'a>(&'a self, kb: &'a KnowledgeBase) -> Ground<'a> {
        Ground {
            model: &self.model,
            interactions: &self.interactions,
            kb,
        }
    }
}

/// What rules are tried on.
pub(crate) struct Ground<'a> {
    /// The model.
    pub model: &'a ThreatModel,
    /// Its interactions.
    pub interactions: &'a [Interaction],
    /// The template that gives names their meaning.
    pub kb: &'a KnowledgeBase,
}

impl Ground<'_> {
    /// What an include and an exclude rule hit. Nothing where one of them is no rule.
    pub fn try_rules(&self, include: &RuleDraft, exclude: &RuleDraft) -> Option<Tried> {
        let Ground {
            model,
            interactions,
            kb,
        } = *self;
        let fatal = |draft: &RuleDraft| draft.notes.iter().any(|n| n.fatal);
        if fatal(include) || fatal(exclude) {
            return None;
        }
        let rule = include.rule.as_ref();
        let found = |exclude: Option<&Rule>| {
            rule.map_or_else(Vec::new, |rule| {
                hits(model, kb, interactions, rule, exclude)
            })
        };
        let hit = found(exclude.rule.as_ref());
        let spared = match exclude.rule {
            Some(_) => found(None).len() - hit.len(),
            None => 0,
        };
        let known: std::collections::HashSet<usize> = hit.iter().copied().collect();
        let others = (0..interactions.len()).filter(|i| !known.contains(i));
        let lines = hit.iter().copied().chain(others).take(LISTED);
        let lines = lines.filter_map(|i| {
            let [source, flow, target] = interactions.get(i)?.elements(model).map(wording::name_of);
            let flow = if flow.is_empty() {
                String::new()
            } else {
                format!(" ({flow})")
            };
            Some((i, known.contains(&i), format!("{source} → {target}{flow}")))
        });
        Some(Tried {
            all: interactions.len(),
            hits: hit.len(),
            spared,
            lines: lines.collect(),
        })
    }

    /// Both rules taken apart for an interaction by its place.
    pub fn explain_rules(
        &self,
        include: &RuleDraft,
        exclude: &RuleDraft,
        interaction: usize,
    ) -> Option<Why> {
        let Ground {
            model,
            interactions,
            kb,
        } = *self;
        let facts = InteractionFacts::new(model, kb, interactions.get(interaction)?);
        let names = KnowledgeNames(kb);
        let read = |draft: &RuleDraft| {
            draft.rule.as_ref().map(|rule| ReadRule {
                text: rule.print(&names),
                lines: rule.explain(&facts).lines(&names),
            })
        };
        Some(Why {
            summary: String::new(),
            include: read(include),
            exclude: read(exclude),
            remedies: Vec::new(),
        })
    }
}
