//! `trustline template apply`: another template, or a newer one, for a model.

use super::map;
use crate::exit::{Exit, Failure};
use crate::terminal::{FAINT, GREEN, RED, STRONG, YELLOW, styled};
use crate::{input, output, terminal};
use clap::Args;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;
use trustline_model::KnowledgeBase;
use trustline_templates::combine;
use trustline_templates::migrate::{self, Carry, Choices, Plan, PropertyChange, Refusal};

/// Apply a template to a model
///
/// Shows the changes and makes them in one step. No decision is lost: what the new template has no
/// place for stays recorded and is listed. The threats are up to date afterwards.
#[derive(Args)]
pub struct Apply {
    /// The model, or `-` for standard input
    #[arg(value_name = "MODEL")]
    model: String,
    /// The template: a .tb7, a model, `builtin:core`; several are combined, the first takes precedence
    #[arg(long = "template", required = true, value_name = "TEMPLATE")]
    templates: Vec<String>,
    /// Add the templates to the model's own instead of replacing it
    #[arg(long)]
    add: bool,
    /// Show what would change, write nothing
    #[arg(long, conflicts_with_all = ["output", "in_place"])]
    plan: bool,
    /// Choices: which stencil, value or threat type replaces which
    #[arg(long, value_name = "FILE")]
    map: Option<String>,
    /// Write the proposed choices as a map to start from
    #[arg(long, value_name = "FILE")]
    write_map: Option<String>,
    /// The file to write, or `-` for standard output
    #[arg(short, long, value_name = "FILE", conflicts_with = "in_place")]
    output: Option<String>,
    /// Change the model's own file
    #[arg(long)]
    in_place: bool,
    /// Replace output files that already exist
    #[arg(long)]
    force: bool,
    /// List everything
    #[arg(long)]
    all: bool,
}

impl Apply {
    pub fn run(self) -> Result<Exit, Failure> {
        let writes = self.output.is_some() || self.in_place;
        if !writes && !self.plan && self.write_map.is_none() {
            return Err(Failure::new(Exit::Usage, "no output file given")
                .help("use --output FILE or --in-place, or --plan to see what would change"));
        }
        let targets = [&self.output, &self.write_map];
        for target in targets.into_iter().flatten() {
            output::must_be_new(target, self.force)?;
        }
        let input = input::read(&self.model)?;
        input.needs_model()?;
        if self.in_place && input.path.is_none() {
            let message = format!("`{}` is not a file that can be changed", self.model);
            return Err(Failure::new(Exit::Usage, message).help("use --output FILE"));
        }
        let mut model = input.reading.model.clone();
        let new = self.template(model.knowledge_base.as_ref())?;
        let choices = match &self.map {
            Some(file) => map::read(file, &model)?,
            None => Choices::default(),
        };
        match migrate::plan(&model, &new, &choices) {
            Ok(plan) => {
                let text = words(&plan, self.all);
                match self.output.as_deref() {
                    Some("-") => terminal::aside(format_args!("{text}")),
                    _ => terminal::print(format_args!("{text}")),
                }
                if let Some(file) = &self.write_map {
                    output::write(file, map::write(&plan).as_bytes())?;
                    terminal::say(&format!("wrote {file}"));
                }
                if !writes {
                    return Ok(Exit::Done);
                }
                let damaged = |e: trustline_model::EditError| {
                    Failure::new(Exit::Input, format!("`{}`: {e}", input.name))
                        .help("see `trustline check`")
                };
                model.apply(plan.into_edit()).map_err(damaged)?;
            }
            Err(refusal @ Refusal::AlreadyApplied { .. }) => {
                terminal::say(&format!("{}: {refusal}; nothing to do", input.name));
                if self.output.is_none() {
                    return Ok(Exit::Done);
                }
            }
            Err(refusal) => {
                let exit = match refusal {
                    Refusal::NoStencils { .. } | Refusal::Damaged { .. } => Exit::Input,
                    _ => Exit::Usage,
                };
                let failure = Failure::new(exit, format!("`{}`: {refusal}", input.name));
                return Err(match refusal.help() {
                    Some(help) => failure.help(help),
                    None => failure,
                });
            }
        }
        let bytes = output::bytes_again(&model, &input)?;
        match (&self.output, &input.path) {
            (Some(target), _) => {
                output::write(target, &bytes)?;
                if target != "-" {
                    terminal::say(&format!("wrote {target}"));
                }
            }
            (None, Some(path)) => {
                output::overwrite(path, &input.reading.format.original(), &bytes)?;
                terminal::say(&format!("wrote {}", path.display()));
            }
            (None, None) => {}
        }
        Ok(Exit::Done)
    }

    /// The template to apply: the named ones, combined.
    fn template(&self, own: Option<&Arc<KnowledgeBase>>) -> Result<Arc<KnowledgeBase>, Failure> {
        let named = self.templates.iter().map(|name| input::template(name));
        let mut parts = named.collect::<Result<Vec<_>, _>>()?;
        if self.add {
            parts.splice(0..0, own.cloned());
        }
        if let [only] = parts.as_slice() {
            return Ok(Arc::clone(only));
        }
        let combined = combine(&parts.iter().map(Arc::as_ref).collect::<Vec<_>>());
        for conflict in &combined.conflicts {
            terminal::warn(&conflict.to_string());
        }
        Ok(Arc::new(combined.knowledge_base))
    }
}

/// Lists longer than this are cut unless everything is asked for.
const FEW: usize = 12;

/// Text that grows line by line.
struct Page {
    out: String,
    all: bool,
}

impl Page {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn list(&mut self, lines: &[String]) {
        let shown = if self.all { lines.len() } else { FEW };
        for line in lines.iter().take(shown) {
            self.line(line);
        }
        if let Some(more) = lines.len().checked_sub(shown).filter(|n| *n > 0) {
            let text = format!("    … and {more} more (--all lists them)");
            self.line(&styled(FAINT, &text));
        }
    }
}

fn many(n: usize, one: &str, more: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { more })
}

/// A plan for people.
fn words(plan: &Plan, all: bool) -> String {
    let mut page = Page {
        out: String::new(),
        all,
    };
    let (from, to) = (&plan.from, &plan.to);
    let title = format!(
        "{} {} → {} {}",
        from.name, from.version, to.name, to.version
    );
    page.line(&styled(STRONG, &title));
    for warning in &plan.warnings {
        page.line(&format!(
            "{} {}",
            styled(YELLOW, "warning:"),
            styled(STRONG, &warning.to_string())
        ));
    }
    elements(plan, &mut page);
    let threat =
        |mark: &str, t: &migrate::ThreatPlan| format!("    {mark} {} {}", t.number, t.title);
    let counts = (plan.stay.len(), plan.go.len(), plan.arrive.len());
    page.line(&format!(
        "undecided threats: {} kept, {} removed, {} new",
        counts.0, counts.1, counts.2
    ));
    let go: Vec<String> = plan
        .go
        .iter()
        .map(|t| styled(RED, &threat("-", t)))
        .collect();
    page.list(&go);
    let arrive = plan.arrive.iter().map(|t| styled(GREEN, &threat("+", t)));
    page.list(&arrive.collect::<Vec<_>>());
    page.line(&format!(
        "{}, none lost",
        many(plan.decisions.len(), "decision", "decisions")
    ));
    for carry in Carry::ALL {
        let n = plan.carried(carry);
        if n == 0 {
            continue;
        }
        page.line(&format!("  {n} {}", carry.as_str()));
        if matches!(carry, Carry::Identity | Carry::Manual) {
            continue;
        }
        let decisions = plan.decisions.iter().filter(|d| d.carry == carry);
        let lines: Vec<String> = decisions
            .map(|d| {
                let state = d.state.label();
                let line = format!("    {} {} ({state})", d.number, d.title);
                match carry {
                    Carry::Kept => styled(YELLOW, &line),
                    _ => styled(anstyle::Style::new(), &format!("{line} → {}", d.to_title)),
                }
            })
            .collect();
        page.list(&lines);
    }
    page.out
}

/// Elements that change, alike ones together.
fn elements(plan: &Plan, page: &mut Page) {
    let replaced = plan.elements.iter().filter(|e| e.is_replaced()).count();
    page.line(&format!(
        "{} get another stencil, {} other properties",
        many(replaced, "element", "elements"),
        plan.elements.len() - replaced
    ));
    let mut stencils: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut properties: BTreeMap<String, usize> = BTreeMap::new();
    for element in &plan.elements {
        let name = |(id, name): &(trustline_model::StencilId, String)| match name.trim() {
            "" => id.to_string(),
            name => name.to_owned(),
        };
        if element.is_replaced() {
            let line = format!("{} → {}", name(&element.from), name(&element.to));
            stencils.entry(line).or_default().push(&element.name);
        }
        for property in &element.properties {
            let of = format!("{}: {}", name(&element.to), property.label.trim());
            let line = match &property.change {
                PropertyChange::Appears { value } => format!("+ {of} appears: {value}"),
                PropertyChange::Vanishes { value } => format!("- {of} removed, was {value}"),
                PropertyChange::Kept { value } => {
                    format!("= {of} is not in the template, kept on the element: {value}")
                }
                PropertyChange::Value { before, after, .. } => {
                    format!("~ {of}: {before} → {after}")
                }
            };
            *properties.entry(line).or_default() += 1;
        }
    }
    let stencils = stencils.iter().map(|(line, names)| {
        let mut text = format!("    {line}: {}", many(names.len(), "element", "elements"));
        let few: Vec<&str> = names.iter().take(3).copied().collect();
        let more = if names.len() > few.len() { ", …" } else { "" };
        let _ = write!(text, " ({}{more})", few.join(", "));
        styled(YELLOW, &text)
    });
    page.list(&stencils.collect::<Vec<_>>());
    let properties = properties.iter().map(|(line, n)| {
        let times = if *n > 1 {
            format!(" ({n} elements)")
        } else {
            String::new()
        };
        styled(anstyle::Style::new(), &format!("    {line}{times}"))
    });
    page.list(&properties.collect::<Vec<_>>());
}
