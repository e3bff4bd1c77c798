//! `trustline analyze`: which threats a model has.

use crate::baseline::Baseline;
use crate::exit::{Exit, Failure};
use crate::input::{self, Input};
use crate::settings::{LevelOptions, examined, is_blind};
use crate::terminal::{FAINT, STRONG, counts, of_priority, of_state, padded, printable, styled};
use crate::{output, terminal};
use clap::{Args, ValueEnum};
use std::collections::HashSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use trustline_analysis::condition::{Condition, Unknown};
use trustline_analysis::{About, Analysis, Origin, Status, ThreatView};
use trustline_checks::Levels;
use trustline_model::{Diagnostic, ElementId, Severity, Spots, State, ThreatKey};
use trustline_report::{ReportKind, Settings, Subject};

/// List the threats of models
///
/// Derives the threats from each model's diagrams and template, and joins them with the decisions
/// recorded in the file: state, priority, justification.
#[derive(Args)]
pub struct Analyze {
    /// Models, folders, or `-` for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value_t = Shape::Table)]
    format: Shape,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
    /// Exit with code 1 if a threat meets this condition, such as `open and priority is High`
    ///
    /// Fields: state, priority, category, origin (generated, manual), status (current,
    /// no-longer-generated), title, description, justification, diagram; properties of threats in
    /// brackets, `[SDL Phase] is Design`; elements, `flow.[Protocol] is HTTPS`, `source is 'Web
    /// Server'`, `flow crosses Internet`. Words: `open` (not started or needs investigation), `any`.
    /// Combine them with `and`, `or`, `not` and parentheses; quote texts with spaces. All of it is in
    /// docs/conditions.md.
    #[arg(long, value_name = "CONDITION")]
    fail_on: Option<Condition>,
    /// List only threats that meet this condition
    #[arg(long, value_name = "CONDITION")]
    only: Option<Condition>,
    /// Fail only on threats that do not meet the condition in an earlier version: a file, a folder of
    /// files of the same names, or git:REVISION
    #[arg(long, value_name = "BASELINE", requires = "fail_on")]
    baseline: Option<Baseline>,
    /// Name files by their paths below this folder
    #[arg(long, value_name = "FOLDER")]
    root: Option<PathBuf>,
    #[command(flatten)]
    levels: LevelOptions,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// For people
    Table,
    /// For programs; described in docs/report-schema.json
    Json,
    /// For code scanning, SARIF 2.1.0
    Sarif,
    /// For spreadsheets
    Csv,
}

/// A model with what follows from it.
pub struct Analyzed {
    pub input: Input,
    pub analysis: Analysis,
    pub diagnostics: Vec<Diagnostic>,
    spots: Option<Spots>,
}

impl Analyzed {
    /// Gives the file the name that it has below a folder.
    pub fn name_below(&mut self, root: Option<&Path>) -> Result<(), Failure> {
        if let Some(root) = root {
            self.input.name = self.input.below(root)?;
        }
        Ok(())
    }

    pub fn new(input: Input, levels: &Levels) -> Result<Self, Failure> {
        input.needs_model()?;
        let reading = &input.reading;
        let examined = examined(&reading.diagnostics, &reading.model, levels);
        Ok(Self {
            spots: None,
            input,
            analysis: examined.analysis,
            diagnostics: examined.diagnostics,
        })
    }

    /// Finds out where things stand in the file, for kinds of reports that point into it.
    pub fn locate(&mut self) {
        self.spots = Some(self.input.reading.format.places());
    }

    pub fn subject(&self) -> Subject<'_> {
        Subject {
            file: &self.input.name,
            model: &self.input.reading.model,
            analysis: &self.analysis,
            diagnostics: &self.diagnostics,
            spots: self.spots.as_ref(),
        }
    }

    pub fn views(&self) -> impl Iterator<Item = ThreatView<'_>> {
        self.analysis.views(&self.input.reading.model)
    }
}

impl Analyze {
    pub fn run(self) -> Result<Exit, Failure> {
        let levels = self.levels.levels()?;
        let on_day = |c: &Option<Condition>| c.clone().map(|c| c.on(levels.today()));
        let (fail_on, only) = (on_day(&self.fail_on), on_day(&self.only));
        let mut models = Vec::new();
        let mut findings = Exit::Done;
        let mut unknown: Option<Vec<Unknown>> = None;
        let mut tables = String::new();
        let read = input::each(&self.files, |input| {
            let mut model = Analyzed::new(input, &levels)?;
            for condition in fail_on.iter().chain(&only) {
                let here = known_here(&model, condition)?;
                let before = unknown.take();
                // Of several models, one that knows the value is enough.
                unknown = Some(before.map_or(here.clone(), |b| {
                    b.into_iter().filter(|v| here.contains(v)).collect()
                }));
            }
            if let Some(condition) = &fail_on {
                let fails = self.fails(&model, condition, &levels)?;
                if fails | is_blind(&model.input.name, &model.diagnostics) {
                    findings = Exit::Findings;
                }
            }
            model.name_below(self.root.as_deref())?;
            if let Some(only) = &only {
                let views = model.views();
                let kept = views.map(|v| only.holds(&model.input.reading.model, &v));
                let mut kept = kept.collect::<Vec<bool>>().into_iter();
                let threats = &mut model.analysis.threats;
                threats.retain(|_| kept.next().unwrap_or(true));
            }
            match (self.format, &self.output) {
                (Shape::Table, None) => terminal::print(format_args!("{}", table(&model))),
                (Shape::Table, Some(_)) => tables.push_str(&table(&model)),
                _ => models.push(model),
            }
            Ok(Exit::Done)
        })?;
        if let Some(unknown) = unknown.and_then(|u| u.into_iter().next()) {
            return Err(never_met(&unknown));
        }
        let kind = match self.format {
            Shape::Table => {
                if let Some(target) = &self.output {
                    output::write(
                        target,
                        anstream::adapter::strip_str(&tables).to_string().as_bytes(),
                    )?;
                }
                return Ok(read.max(findings));
            }
            Shape::Json => ReportKind::JSON,
            Shape::Sarif => ReportKind::SARIF,
            Shape::Csv => ReportKind::CSV,
        };
        if kind == ReportKind::SARIF {
            models.iter_mut().for_each(Analyzed::locate);
        }
        let subjects: Vec<Subject<'_>> = models.iter().map(Analyzed::subject).collect();
        if !subjects.is_empty() {
            let document = trustline_report::report(&subjects, kind, &Settings::default());
            output::write(self.output.as_deref().unwrap_or("-"), &document)?;
        }
        Ok(read.max(findings))
    }

    /// Whether a threat of a model meets a condition that none of the baseline's met.
    fn fails(
        &self,
        model: &Analyzed,
        condition: &Condition,
        levels: &Levels,
    ) -> Result<bool, Failure> {
        let meeting = meeting(model, condition);
        let Some(baseline) = &self.baseline else {
            return Ok(!meeting.is_empty());
        };
        let known = match baseline.of(&model.input)? {
            Some(before) => self::meeting(&Analyzed::new(before, levels)?, condition),
            None => HashSet::new(),
        };
        let new = meeting.difference(&known).count();
        let name = &model.input.name;
        terminal::say(&format!(
            "{name}: of {} threats that meet --fail-on, {new} are new",
            meeting.len()
        ));
        Ok(new > 0)
    }
}

/// The threats that meet a condition.
fn meeting(model: &Analyzed, condition: &Condition) -> HashSet<ThreatKey> {
    let views = model.views();
    let meeting = views.filter(|v| condition.holds(&model.input.reading.model, v));
    meeting.map(|v| v.threat.key.clone()).collect()
}

/// What a condition asks for and a model cannot have. Warns of what it could have and has not.
fn known_here(model: &Analyzed, condition: &Condition) -> Result<Vec<Unknown>, Failure> {
    let (drawing, name) = (&model.input.reading.model, &model.input.name);
    let here = condition.unknown(drawing, &model.analysis);
    if let Some(unknown) = here.iter().find(|u| u.what == "order") {
        let failure = never_met(unknown);
        let message = format!("`{name}`: {}", failure.message);
        return Err(Failure { message, ..failure });
    }
    for absent in condition.absent(drawing, &model.analysis) {
        let is_unknown = here.iter().any(|u| u.value == absent.value);
        let present = absent.present.iter();
        let present: Vec<String> = present.map(|(value, n)| format!("{value} ({n})")).collect();
        if !is_unknown {
            terminal::warn(&format!(
                "`{name}`: no threat has the {} `{}`; there is {}",
                absent.what,
                absent.value,
                present.join(", ")
            ));
        }
    }
    Ok(here)
}

/// A condition asks for something that is nowhere: a gate with it would never look.
pub fn never_met(unknown: &Unknown) -> Failure {
    let Unknown { what, value } = unknown;
    let message = match *what {
        "order" => format!("nothing tells which of the priorities `{value}` is the more urgent"),
        "priority" | "category" => format!("no threat and no template has the {what} `{value}`"),
        _ => format!("no model and no template has a {what} `{value}`"),
    };
    let help = match *what {
        "order" => "list them in order in the template, or name each: `priority is …`",
        _ => "a condition that asks for it can never be met",
    };
    Failure::new(Exit::Usage, message).help(help)
}

/// What a model comes to, for people.
fn table(model: &Analyzed) -> String {
    let mut out = String::new();
    let name = &model.input.reading.model.information.name;
    let file = match model.input.name.as_str() {
        "-" => "standard input",
        file => file,
    };
    let title = match name.trim() {
        "" => file.to_owned(),
        name => format!("{name} ({file})"),
    };
    let _ = writeln!(out, "{}", styled(STRONG, &title));
    let mut views: Vec<ThreatView<'_>> = model.views().collect();
    views.sort_by_key(|v| (group(v), v.threat.number));
    let numbers = views
        .iter()
        .map(|v| v.threat.number.to_string().len())
        .max()
        .unwrap_or(0);
    let priorities = views
        .iter()
        .map(|v| v.priority().chars().count())
        .max()
        .unwrap_or(0);
    let states = views
        .iter()
        .map(|v| v.state().label().chars().count())
        .max()
        .unwrap_or(0);
    let mut last = None;
    for view in &views {
        if last != Some(group(view)) {
            let _ = writeln!(out, "\n{}", heading(view));
            last = Some(group(view));
        }
        let number = format!("{:>numbers$}", view.threat.number);
        let mut marks = Vec::new();
        if view.stored().is_none() {
            marks.push("new");
        }
        if view.threat.standing == Status::NoLongerGenerated {
            marks.push("no longer generated");
        }
        if view.threat.origin == Origin::User {
            marks.push("user-defined");
        }
        let marks = if marks.is_empty() {
            String::new()
        } else {
            styled(FAINT, &format!("  [{}]", marks.join(", ")))
        };
        let _ = writeln!(
            out,
            "  {number}  {}  {}  {}{marks}",
            styled(
                of_priority(view.priority()),
                &padded(view.priority(), priorities)
            ),
            styled(
                of_state(view.state()),
                &padded(view.state().label(), states)
            ),
            printable(&view.title()),
        );
    }
    let _ = writeln!(out, "\n{}", summary(model, &views));
    if model
        .diagnostics
        .iter()
        .any(|d| d.severity >= Severity::Warning)
    {
        let text = format!(
            "about the model: {} (see `trustline check`)",
            counts(&model.diagnostics)
        );
        let _ = writeln!(out, "{}", styled(FAINT, &text));
    }
    let _ = writeln!(out);
    out
}

/// What stands under one heading, in the order in which it is shown.
fn group(view: &ThreatView<'_>) -> (u8, Option<usize>, Option<ElementId>) {
    match view.about() {
        About::Interaction(_) => (0, view.threat.interaction, None),
        About::Element(element, _) => (1, None, Some(element.id.clone())),
        About::System => (2, None, None),
        About::Removed => (3, None, None),
    }
}

fn heading(view: &ThreatView<'_>) -> String {
    let Some([source, _, target]) = view.elements() else {
        let name = styled(STRONG, &view.interaction_name());
        return match view.about() {
            About::Element(element, diagram) => {
                let what = format!("· {} · {}", element.form.as_str(), diagram.name);
                format!("{name} {}", styled(FAINT, &what))
            }
            About::System => name,
            _ => styled(STRONG, "No longer in the diagrams"),
        };
    };
    let crosses = view.crosses();
    let crossing = match crosses.is_empty() {
        true => "crosses no boundary".to_owned(),
        false => format!("crosses {}", crosses.join(", ")),
    };
    let ends = format!(
        "{} → {}",
        trustline_analysis::wording::name_of(source),
        trustline_analysis::wording::name_of(target)
    );
    let diagram = view.diagram().map(|d| d.name.clone()).unwrap_or_default();
    format!(
        "{}: {} {}",
        styled(STRONG, &view.interaction_name()),
        printable(&ends),
        styled(FAINT, &format!("· {crossing} · {diagram}"))
    )
}

fn summary(model: &Analyzed, views: &[ThreatView<'_>]) -> String {
    let states = State::tally(views.iter().map(ThreatView::state)).into_iter();
    let mut parts: Vec<String> = states
        .map(|(state, n)| format!("{n} {}", printable(state)))
        .collect();
    let mut add = |n: usize, what: &str| {
        if n > 0 {
            parts.push(format!("{n} {what}"));
        }
    };
    add(views.iter().filter(|v| v.stored().is_none()).count(), "new");
    add(
        views
            .iter()
            .filter(|v| v.threat.standing == Status::NoLongerGenerated)
            .count(),
        "no longer generated, kept",
    );
    add(
        model.analysis.removed.len(),
        "recorded but removed, not edited",
    );
    let total = match views.len() {
        1 => "1 threat".to_owned(),
        n => format!("{n} threats"),
    };
    let line = if parts.is_empty() {
        total
    } else {
        format!("{total}: {}", parts.join(", "))
    };
    if views.is_empty() {
        let types = model
            .input
            .reading
            .model
            .knowledge_base
            .as_ref()
            .map_or(0, |kb| kb.threat_types.len());
        return match (model.analysis.interactions.len(), types) {
            _ if !model.input.reading.model.generates() => {
                format!(
                    "{line}: threat generation is switched off in this model, and none is recorded"
                )
            }
            (0, _) => format!("{line}: no data flow connects two elements"),
            (_, 0) => format!("{line}: the template has no threat types"),
            (n, types) => {
                format!("{line}: none of {types} threat types applies to the {n} interactions")
            }
        };
    }
    if !model.input.reading.model.generates() {
        return format!(
            "{line}\nthreat generation is switched off in this model: recorded threats are shown"
        );
    }
    line
}
