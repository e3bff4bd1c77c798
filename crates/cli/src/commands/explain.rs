//! `trustline explain`: why a threat is there, or is not, and what would change that.

use crate::exit::{Exit, Failure};
use crate::input;
use crate::terminal::println;
use crate::terminal::{BLUE, FAINT, GREEN, RED, STRONG, printable, styled};
use clap::Args;
use std::path::PathBuf;
use trustline_analysis::{
    Analysis, Explained, Interaction, KnowledgeNames, Origin, Template, ThreatView, analyze,
    explain_interaction, wording,
};
use trustline_model::{ThreatModel, short_id};
use trustline_rule::{Explanation, Names, Rule};

/// Explain why a threat is there
///
/// Shows the rule of its threat type with readable names, each part marked true or false for this
/// interaction, and which single property change would remove the threat.
#[derive(Args)]
pub struct Explain {
    /// A model, or `-` for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// A threat's number, or TYPE@FLOW for any threat type and data flow, generated or not
    #[arg(value_name = "THREAT")]
    threat: String,
}

impl Explain {
    pub fn run(self) -> Result<Exit, Failure> {
        let input = input::read(&self.file)?;
        input.needs_model()?;
        let model = &input.reading.model;
        let Some(kb) = model.knowledge_base.as_deref() else {
            return Err(Failure::new(
                Exit::Input,
                "this model has no template: nothing can be explained",
            ));
        };
        let analysis = analyze(model);
        let template = Template::new(kb);
        let pairs = self.pairs(model, &analysis, &template)?;
        let names = KnowledgeNames(kb);
        for (interaction, threat_type) in pairs {
            let Some(about) = analysis.interactions.get(interaction) else {
                continue;
            };
            let Some(explained) = explain_interaction(model, &template, about, threat_type) else {
                let message = "the rule of this threat type is empty or cannot be parsed";
                return Err(Failure::new(Exit::Input, message).help("see `trustline check`"));
            };
            print(
                model,
                &analysis,
                interaction,
                &explained,
                &names,
                &template,
                threat_type,
            );
        }
        Ok(Exit::Done)
    }

    /// Interactions and threat types, by place, that the argument names.
    fn pairs(
        &self,
        model: &ThreatModel,
        analysis: &Analysis,
        template: &Template<'_>,
    ) -> Result<Vec<(usize, usize)>, Failure> {
        if let Ok(number) = self.threat.parse::<i64>() {
            let found = analysis.views(model).find(|v| v.threat.number == number);
            let Some(view) = found else {
                let message = format!("no threat has the number {number}");
                return Err(
                    Failure::new(Exit::Usage, message).help("`trustline analyze` lists them")
                );
            };
            return match (view.threat.interaction, view.threat.threat_type) {
                (Some(interaction), Some(threat_type)) => Ok(vec![(interaction, threat_type)]),
                _ => {
                    recorded(&view);
                    Ok(Vec::new())
                }
            };
        }
        let Some((kind, flow)) = self.threat.split_once('@') else {
            let message = format!("`{}` is not a threat", self.threat);
            return Err(Failure::new(Exit::Usage, message)
                .help("give a number, or TYPE@FLOW such as `S1@Log in`"));
        };
        let types = &template.kb.threat_types;
        let Some(threat_type) = types
            .iter()
            .position(|t| t.id.as_str().eq_ignore_ascii_case(kind))
        else {
            let failure = Failure::new(
                Exit::Usage,
                format!("the template has no threat type `{kind}`"),
            );
            let near =
                trustline_model::diagnostic::nearest(kind, types.iter().map(|t| t.id.as_str()));
            return Err(match near {
                Some(near) => failure.help(format!("did you mean `{near}`?")),
                None => failure,
            });
        };
        let called = |i: &Interaction| {
            let [source, element, target] = i.elements(model);
            wording::interaction_name(source, element, target).eq_ignore_ascii_case(flow)
                || begins(element.id.as_str(), flow)
        };
        let found: Vec<(usize, usize)> = analysis
            .interactions
            .iter()
            .enumerate()
            .filter(|(_, i)| called(i))
            .map(|(i, _)| (i, threat_type))
            .collect();
        match found.is_empty() {
            true if flow.trim().is_empty() => {
                Err(Failure::new(Exit::Usage, "no data flow is named")
                    .help("write TYPE@FLOW, such as `S1@Log in`"))
            }
            true => Err(unknown_flow(model, analysis, flow)),
            false if found.len() > 1 => {
                let found = found
                    .iter()
                    .filter_map(|(i, _)| analysis.interactions.get(*i));
                Err(ambiguous(model, found, kind, flow))
            }
            false => Ok(found),
        }
    }
}

/// Whether an id begins with what somebody wrote, and enough of it.
fn begins(id: &str, text: &str) -> bool {
    let begin = id.get(..text.len());
    text.len() >= short_id(id).len() && begin.is_some_and(|begin| begin.eq_ignore_ascii_case(text))
}

/// Several data flows have the same name: which ones, and how each can be named.
fn ambiguous<'a>(
    model: &ThreatModel,
    found: impl Iterator<Item = &'a Interaction>,
    kind: &str,
    flow: &str,
) -> Failure {
    let mut lines = Vec::new();
    for interaction in found {
        let [_, element, _] = interaction.elements(model);
        let diagram = interaction.diagram_of(model);
        let id = element.id.as_str();
        lines.push(format!(
            "`{kind}@{}` ({}, on {})",
            short_id(id),
            diagram.told_apart(element),
            diagram.name.trim()
        ));
    }
    let message = format!("{} data flows are called `{flow}`", lines.len());
    Failure::new(Exit::Usage, message).help(format!("write one of {}", lines.join(", ")))
}

fn unknown_flow(model: &ThreatModel, analysis: &Analysis, flow: &str) -> Failure {
    let failure = Failure::new(
        Exit::Usage,
        format!("no connected data flow is called `{flow}`"),
    );
    let mut names: Vec<String> = analysis
        .interactions
        .iter()
        .map(|i| i.elements(model))
        .map(|[s, f, t]| wording::interaction_name(s, f, t))
        .collect();
    names.sort();
    names.dedup();
    match trustline_model::diagnostic::nearest(flow, names.iter().map(String::as_str)) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help(format!(
            "there are {}{}",
            names
                .iter()
                .take(8)
                .map(|n| format!("`{n}`"))
                .collect::<Vec<_>>()
                .join(", "),
            if names.len() > 8 { " and more" } else { "" }
        )),
    }
}

/// What is recorded of a threat that no rule can be asked about.
fn recorded(view: &ThreatView<'_>) {
    println!(
        "{}",
        styled(STRONG, &format!("{} {}", view.threat.number, view.title()))
    );
    if view.threat.interaction.is_none() {
        println!(
            "  Its interaction is no longer in the diagrams: the data flow or one of its ends was removed."
        );
    } else if view.threat.origin == Origin::User {
        println!("  A manual threat: no rule generated it.");
    } else {
        println!(
            "  The template no longer has its threat type `{}`.",
            view.threat.key.threat_type
        );
    }
    println!("  interaction    {}", printable(&view.interaction_name()));
    decision(view);
    println!();
}

fn decision(view: &ThreatView<'_>) {
    println!("  state          {}", view.state().label());
    println!("  priority       {}", printable(view.priority()));
    if !view.justification().trim().is_empty() {
        println!("  justification  {}", printable(view.justification()));
    }
    if let Some(at) = view.changed_at() {
        println!(
            "  changed        {}, {}",
            printable(view.changed_by().unwrap_or("somebody")),
            printable(at)
        );
    }
}

fn print(
    model: &ThreatModel,
    analysis: &Analysis,
    interaction: usize,
    explained: &Explained<'_>,
    names: &KnowledgeNames<'_>,
    template: &Template<'_>,
    threat_type: usize,
) {
    let Some(about) = analysis.interactions.get(interaction) else {
        return;
    };
    let [source, flow, target] = about.elements(model);
    let title = wording::Names::new([source, flow, target]).fill(&explained.threat_type.title);
    println!(
        "{}",
        styled(STRONG, &format!("{} {title}", explained.threat_type.id))
    );
    let kind = |element: &trustline_model::Element| {
        names
            .kind(element.stencil.as_str())
            .unwrap_or_else(|| element.stencil.to_string())
    };
    for (word, element) in [("source", source), ("flow  ", flow), ("target", target)] {
        println!(
            "  {word}  {} {}",
            printable(&wording::name_of(element)),
            styled(FAINT, &format!("({})", kind(element)))
        );
    }
    let boundaries: Vec<String> = about
        .boundaries(model)
        .into_iter()
        .map(|b| format!("{} ({})", wording::name_of(b), kind(b)))
        .collect();
    let crossed = if boundaries.is_empty() {
        "no boundary".to_owned()
    } else {
        boundaries.join(", ")
    };
    println!("  crosses {}", printable(&crossed));
    if let Some((include, exclude)) = template.rules_of(threat_type) {
        rule("fires when", &explained.include, include, names);
        if let (Some(explanation), Some(exclude)) = (&explained.exclude, exclude) {
            rule("unless", explanation, exclude, names);
        }
    }
    println!();
    if explained.out_of_scope {
        println!("The data flow is out of scope: it yields no threats.");
    } else if explained.fires() {
        println!("{}", styled(STRONG, "So it fires."));
        remedies(explained, [source, flow, target]);
    } else {
        println!("{}", styled(STRONG, "So it does not fire."));
        let same = |v: &ThreatView<'_>| {
            v.threat.interaction == Some(interaction) && v.threat.threat_type == Some(threat_type)
        };
        if let Some(view) = analysis.views(model).find(same) {
            println!("It is kept because a decision was recorded:");
            decision(&view);
        }
    }
    println!();
}

fn rule(title: &str, explanation: &Explanation, rule: &Rule, names: &dyn Names) {
    println!("\n{title}: {}", printable(&rule.print(names)));
    for (depth, holds, text) in explanation.lines(names) {
        let (style, mark) = if holds {
            (GREEN, "true ")
        } else {
            (RED, "false")
        };
        println!(
            "  {} {}{}",
            styled(style, mark),
            "  ".repeat(depth),
            printable(&text)
        );
    }
}

fn remedies(explained: &Explained<'_>, [source, flow, target]: [&trustline_model::Element; 3]) {
    if explained.remedies.is_empty() {
        println!("No single property would remove it.");
        return;
    }
    println!("Any one of these would remove it:");
    for remedy in &explained.remedies {
        let element = match remedy.subject {
            trustline_rule::Subject::Source => source,
            trustline_rule::Subject::Flow => flow,
            trustline_rule::Subject::Target => target,
        };
        println!(
            "  {} {} `{}`: {} → {}",
            remedy.subject.as_str(),
            styled(STRONG, &wording::name_of(element)),
            printable(&remedy.label),
            printable(&remedy.from),
            styled(BLUE, &remedy.to),
        );
    }
}
