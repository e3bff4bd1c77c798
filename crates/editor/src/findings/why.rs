//! Why a threat is there, in words: the rule that fires, and single changes that would remove it.

use trustline_analysis::{
    Analysis, KnowledgeNames, Origin, Template, ThreatView, explain, wording,
};
use trustline_model::{ElementId, ThreatModel};
use trustline_rule::Subject;

/// Why a threat is there, in words.
#[derive(Clone, Debug, Default)]
pub struct Why {
    /// One sentence on where it comes from.
    pub summary: String,
    /// The rule that fires.
    pub include: Option<ReadRule>,
    /// The rule that would veto it.
    pub exclude: Option<ReadRule>,
    /// Single changes after which it would not be there.
    pub remedies: Vec<Remedy>,
}

/// A rule for people.
#[derive(Clone, Debug)]
pub struct ReadRule {
    /// The whole of it.
    pub text: String,
    /// Its parts: depth, whether it holds, text.
    pub lines: Vec<(usize, bool, String)>,
}

/// A change of one property that would remove a threat.
#[derive(Clone, Debug)]
pub struct Remedy {
    /// Whose property.
    pub element: ElementId,
    /// Its internal name.
    pub property: String,
    /// The value it would need.
    pub to: String,
    /// The change in words.
    pub text: String,
}

/// Why a threat is there, and what would remove it.
pub(crate) fn why(model: &ThreatModel, analysis: &Analysis, view: &ThreatView<'_>) -> Option<Why> {
    let mut why = Why::default();
    let kb = model.knowledge_base.as_deref();
    let template = kb.map(Template::new);
    let explained = template
        .as_ref()
        .and_then(|t| explain(model, t, analysis, view.threat));
    let (Some(template), Some(explained)) = (&template, explained) else {
        why.summary = match (view.threat.origin, view.threat.interaction) {
            (Origin::User, _) => "A manual threat: no rule generated it.",
            (_, None) => {
                "Its interaction is no longer in the diagrams: the data flow or one of its ends was removed."
            }
            _ => "The template no longer has its threat type.",
        }
        .to_owned();
        return Some(why);
    };
    let names = KnowledgeNames(template.kb);
    let place = view.threat.threat_type?;
    let (include, exclude) = template.rules_of(place)?;
    why.summary = match (explained.fires(), explained.out_of_scope) {
        (true, _) => "Its rule holds for this interaction.",
        (_, true) => "The data flow is out of scope: kept because a decision was recorded.",
        _ => "Its rule no longer holds: kept because a decision was recorded.",
    }
    .to_owned();
    why.include = Some(ReadRule {
        text: include.print(&names),
        lines: explained.include.lines(&names),
    });
    why.exclude = exclude
        .zip(explained.exclude.as_ref())
        .map(|(rule, e)| ReadRule {
            text: rule.print(&names),
            lines: e.lines(&names),
        });
    let elements = view.elements()?;
    for remedy in &explained.remedies {
        let [source, flow, target] = elements;
        let element = match remedy.subject {
            Subject::Source => source,
            Subject::Flow => flow,
            Subject::Target => target,
        };
        why.remedies.push(Remedy {
            element: element.id.clone(),
            property: remedy.property.clone(),
            to: remedy.to.clone(),
            text: format!(
                "{} of {}: {} → {}",
                remedy.label,
                wording::name_of(element),
                remedy.from,
                remedy.to
            ),
        });
    }
    Some(why)
}
