//! A rule tried while it is written: which interactions of a model it hits, and why.

use crate::{Editor, ReadRule, Why};
use trustline_analysis::{Interaction, InteractionFacts, KnowledgeNames, analyze, hits, wording};
use trustline_model::{KnowledgeBase, ThreatModel};
use trustline_rule::Rule;

use super::RuleDraft;

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
    /// How many the exclude rule spares.
    pub spared: usize,
    /// Interactions by their place, whether they are hit, and their names: hits first.
    pub lines: Vec<(usize, bool, String)>,
}

/// So many interactions are listed; all are counted.
const LISTED: usize = 200;

impl Editor {
    /// Tries rules on another model; on the open one again, where there is none.
    pub fn set_trial(&mut self, model: Option<(String, ThreatModel)>) {
        self.desk.trial = model.map(|(name, mut model)| {
            // What it says of threats does not matter here.
            model.knowledge_base = None;
            model.threats.clear();
            Trial {
                name,
                interactions: analyze(&model).interactions,
                model,
            }
        });
        self.revisions.template += 1;
    }

    /// The name of that other model.
    pub fn trial_name(&self) -> Option<&str> {
        self.desk.trial.as_ref().map(|t| t.name.as_str())
    }

    /// What rules are tried on; nothing while threats have to be found again.
    fn ground(&self) -> Option<(&ThreatModel, &[Interaction], &KnowledgeBase)> {
        let kb = self.knowledge_base()?;
        match &self.desk.trial {
            Some(trial) => Some((&trial.model, &trial.interactions, kb)),
            None if self.stale => None,
            None => Some((&self.model, &self.analysis.interactions, kb)),
        }
    }

    /// What an include and an exclude rule hit. Nothing while threats have to be found again, or
    /// where one of them is no rule.
    pub fn try_rules(&self, include: &RuleDraft, exclude: &RuleDraft) -> Option<Tried> {
        let (model, interactions, kb) = self.ground()?;
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
        let (model, interactions, kb) = self.ground()?;
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
