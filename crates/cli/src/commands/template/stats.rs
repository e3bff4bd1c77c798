//! `trustline template stats`: what a template is made of, in numbers.

use crate::exit::{Exit, Failure};
use crate::input;
use crate::terminal::println;
use crate::terminal::{FAINT, printable, styled};
use clap::Args;
use std::collections::{BTreeMap, BTreeSet};
use trustline_analysis::Template;
use trustline_model::{Attribute, KnowledgeBase, Representation, Stencil, threat_property};
use trustline_rule::{Rule, Term};

/// Count what templates are made of
#[derive(Args)]
pub struct Stats {
    /// Templates, models, or `builtin:NAME`
    #[arg(required = true, value_name = "TEMPLATE")]
    templates: Vec<String>,
}

/// Kinds of stencils by what people call them.
const SHAPES: [(Representation, &str); 7] = [
    (Representation::Ellipse, "processes"),
    (Representation::Rectangle, "external entities"),
    (Representation::ParallelLines, "data stores"),
    (Representation::Line, "data flows"),
    (Representation::LineBoundary, "boundary lines"),
    (Representation::BorderBoundary, "boundary boxes"),
    (Representation::Annotation, "annotations"),
];

impl Stats {
    pub fn run(self) -> Result<Exit, Failure> {
        for name in &self.templates {
            let input = input::read(name)?;
            let kb = input.knowledge_base()?;
            let m = &kb.manifest;
            println!(
                "{}",
                printable(&format!("{} {} by {}", m.name, m.version, m.author))
            );
            stencils(&kb);
            attributes(&kb);
            threats(&kb);
            rules(&kb);
            if let Ok(trials) = input.reading.format.trials(&kb)
                && !trials.is_empty()
            {
                row("tests", &trials.len().to_string());
            }
            for origin in kb.ingredients() {
                let from = format!("{} {}", origin.manifest.name, origin.manifest.version);
                let counts = format!(
                    "{from}: {} stencils, {} threat types",
                    origin.stencils.len(),
                    origin.threat_types.len()
                );
                row("from", &counts);
            }
            println!();
        }
        Ok(Exit::Done)
    }
}

fn row(label: &str, text: &str) {
    println!(
        "  {} {}",
        styled(FAINT, &format!("{label:<14}")),
        printable(text)
    );
}

fn stencils(kb: &KnowledgeBase) {
    let shown = |r: &Representation| {
        let of = |s: &&trustline_model::Stencil| !s.hidden && kb.representation(&s.id) == Some(r);
        kb.stencils.iter().filter(of).count()
    };
    let kinds: Vec<String> = SHAPES
        .iter()
        .map(|(shape, label)| (shown(shape), label))
        .filter(|(count, _)| *count > 0)
        .map(|(count, label)| format!("{count} {label}"))
        .collect();
    let hidden = kb.stencils.iter().filter(|s| s.hidden).count();
    let pictures: BTreeSet<&str> = kb
        .stencils
        .iter()
        .filter_map(|s| s.image.as_deref())
        .collect();
    let depth = kb.stencils.iter().map(|s| kb.lineage(&s.id).len()).max();
    row(
        "stencils",
        &format!(
            "{} ({} generic, {hidden} hidden): {}",
            kb.stencils.len(),
            kb.stencils.iter().filter(|s| s.generic).count(),
            kinds.join(", ")
        ),
    );
    let bytes: usize = pictures.iter().map(|p| p.len() * 3 / 4).sum();
    row(
        "",
        &format!(
            "{} different pictures of {bytes} bytes; {} levels of parents",
            pictures.len(),
            depth.unwrap_or(0)
        ),
    );
}

fn attributes(kb: &KnowledgeBase) {
    // Some templates repeat with every stencil what it inherits.
    let repeats = |s: &Stencil, a: &Attribute| {
        let above = kb.lineage(&s.parent).into_iter();
        above
            .flat_map(|s| &s.attributes)
            .any(|o| o.name == a.name && o.mode == a.mode && o.choices == a.choices)
    };
    let own: Vec<&Attribute> = kb
        .stencils
        .iter()
        .flat_map(|s| s.attributes.iter().filter(|a| !repeats(s, a)))
        .collect();
    let fixed = own.iter().filter(|a| a.is_fixed()).count();
    let values: usize = own.iter().map(|a| a.choices.len()).sum();
    row(
        "attributes",
        &format!(
            "{} ({} to choose, {fixed} fixed) with {values} values",
            own.len(),
            own.len() - fixed
        ),
    );
}

fn threats(kb: &KnowledgeBase) {
    row("threat types", &kb.threat_types.len().to_string());
    for category in &kb.categories {
        let mut priorities: BTreeMap<&str, usize> = BTreeMap::new();
        let mut count = 0;
        for threat in &kb.threat_types {
            if threat.category.eq_ignore_ascii_case(&category.id) {
                count += 1;
                let priority = threat.property(threat_property::PRIORITY);
                *priorities.entry(priority.unwrap_or("none")).or_default() += 1;
            }
        }
        let priorities: Vec<String> = priorities.iter().map(|(p, n)| format!("{n} {p}")).collect();
        row(
            "",
            &format!("{count} {} ({})", category.name, priorities.join(", ")),
        );
    }
}

fn rules(kb: &KnowledgeBase) {
    let template = Template::new(kb);
    let filters = template.filters.iter().flat_map(|(i, e)| [i, e]);
    let rules: Vec<&Rule> = filters.filter_map(|f| f.as_ref().ok()?.as_ref()).collect();
    let terms: Vec<&Term> = rules
        .iter()
        .flat_map(|r| r.terms())
        .map(|(t, _)| t)
        .collect();
    let count = |of: fn(&Term) -> bool| terms.iter().filter(|t| of(t)).count();
    row(
        "rules",
        &format!(
            "{} with {} questions: {} about types, {} about values, {} about crossings; {} at most in one",
            rules.len(),
            terms.len(),
            count(|t| matches!(t, Term::Is(..))),
            count(|t| matches!(t, Term::Has(..))),
            count(|t| matches!(t, Term::Crosses(..))),
            rules.iter().map(|r| r.terms().len()).max().unwrap_or(0),
        ),
    );
}
