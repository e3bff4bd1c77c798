//! What a report says beside threats: interaction tables, and everything that a team recorded.

use crate::document::{Align, Block, Column, Paragraph, Table, Tone};
use crate::settings::{Part, Settings};
use crate::subject::Subject;
use std::borrow::Cow;
use trustline_analysis::wording::name_of;
use trustline_model::depth::{Depth, LEVELS};
use trustline_model::interactions::NodeKind;
use trustline_model::review::{About, ControlType, Treatment, decision};
use trustline_model::{ElementId, ThreatModel};
use trustline_review::{
    Cell, Matrices, STRIDE, all_progress, changed_since, controls, due, matrices, seen,
};
use trustline_tables::{Owner, tables};

/// A chapter of a report.
pub(super) struct Chapter {
    /// Part of its anchor.
    pub(super) id: &'static str,
    /// Its heading.
    pub(super) title: &'static str,
    pub(super) blocks: Vec<Block<'static>>,
}

/// The chapters of a model, as far as there is something to say.
pub(super) fn chapters(subject: &Subject<'_>, settings: &Settings) -> Vec<Chapter> {
    let mut found = Vec::new();
    if settings.has(Part::Interactions) {
        found.push(interactions(subject));
    }
    if settings.has(Part::Review) {
        found.push(levels(subject));
        found.push(framework(subject));
        found.push(assessment(subject));
        found.push(recorded(subject, settings));
        found.push(meetings(subject));
    }
    found.retain(|c| !c.blocks.is_empty());
    found
}

fn interactions(subject: &Subject<'_>) -> Chapter {
    let mut blocks = Vec::new();
    for section in tables(subject.model, subject.analysis, &Owner::Diagram).sections {
        if section.rows.is_empty() {
            continue;
        }
        let rows = section.rows.into_iter().map(|row| {
            let named = |n: &trustline_model::interactions::Named| {
                format!("{}\n{}", n.shown(), n.kind.map_or("", NodeKind::as_str))
            };
            let crosses = match row.crosses {
                Some(true) => format!("Yes\n{}", row.boundaries.join(", ")),
                _ => "No".to_owned(),
            };
            vec![
                named(&row.a),
                row.direction.as_str().to_owned(),
                named(&row.b),
                crosses,
                row.details.lines().join("\n"),
            ]
        });
        let heads = vec![
            "Element A",
            "Data-flow",
            "Element B",
            "Crosses boundary",
            "Details",
        ];
        blocks.push(Block::Heading(section.title));
        blocks.push(table(heads, rows.collect()));
    }
    Chapter {
        id: "interactions",
        title: "Interaction tables",
        blocks,
    }
}

fn levels(subject: &Subject<'_>) -> Chapter {
    let model = subject.model;
    let tree = Depth::of(model);
    let mut rows = Vec::new();
    for (diagram, standing) in model.diagrams.iter().zip(&tree.diagrams) {
        if standing.level.is_none() && standing.parent.is_none() {
            continue;
        }
        let level = standing.level.map_or(String::new(), |l| {
            format!("{l} {}", LEVELS.get(usize::from(l)).copied().unwrap_or(""))
        });
        let parent = standing.parent.as_ref().and_then(|(above, process)| {
            let above = model.diagrams.get(*above)?;
            let process = above.element(process)?;
            Some(format!("{} on {}", name_of(process), above.name.trim()))
        });
        rows.push(vec![
            diagram.name.trim().to_owned(),
            level,
            parent.unwrap_or_default(),
        ]);
    }
    let blocks = match rows.is_empty() {
        true => Vec::new(),
        false => vec![table(vec!["Diagram", "Level", "Details process"], rows)],
    };
    Chapter {
        id: "layers",
        title: "Levels",
        blocks,
    }
}

fn framework(subject: &Subject<'_>) -> Chapter {
    let Matrices { all, elsewhere } = matrices(subject.model, subject.analysis);
    let title = match all.as_slice() {
        [one] => one.title(),
        _ => "Matrices",
    };
    let several = all.len() > 1;
    let mut blocks = Vec::new();
    for matrix in all {
        let mut heads = vec!["Element".to_owned()];
        heads.extend(matrix.columns.iter().map(|c| c.name.clone()));
        let rows = matrix.rows.iter().filter(|r| r.kind != "data flow");
        let rows = rows.map(|row| {
            let cells = row.cells.iter().map(|cell| match cell {
                Cell::NotApplicable => "–".to_owned(),
                Cell::Empty => "?".to_owned(),
                Cell::NotFound => String::new(),
                Cell::Threats { decided, all } => format!("{decided} of {all}"),
            });
            let mut line = vec![format!("{}\n{}", row.name, row.kind)];
            line.extend(cells);
            line
        });
        let rows: Vec<Vec<String>> = rows.collect();
        if rows.is_empty() {
            continue;
        }
        if several {
            blocks.push(Block::Heading(matrix.title().to_owned()));
        }
        let marks = match matrix.name {
            STRIDE => " “–”: the kind does not touch such elements; “?”: the template found none.",
            _ => "",
        };
        let text = "Threats decided of all that touch an element, by kind.";
        blocks.push(paragraph(format!("{text}{marks}")));
        blocks.push(table(heads, rows));
    }
    if elsewhere > 0 {
        let text = match elsewhere {
            1 => "1 threat stands in no cell: it is about the system or a boundary, has no category, or is about what is no longer drawn.".to_owned(),
            _ => format!("{elsewhere} threats stand in no cell: they are about the system or a boundary, have no category, or are about what is no longer drawn."),
        };
        blocks.push(paragraph(text));
    }
    let progress = all_progress(subject.model);
    let sum = |of: fn(&(usize, usize)) -> usize| progress.iter().map(|p| of(&p.2)).sum::<usize>();
    let (answered, asked) = (sum(|p| p.0), sum(|p| p.1));
    if asked > 0 {
        let text = format!("{answered} of {asked} questions about elements are answered.");
        blocks.push(paragraph(text));
    }
    Chapter {
        id: "framework",
        title,
        blocks,
    }
}

fn assessment(subject: &Subject<'_>) -> Chapter {
    let review = &subject.model.review;
    let mut blocks = Vec::new();
    let mut category = "";
    let mut rows: Vec<Vec<String>> = Vec::new();
    let heads = || vec!["Question", "Answer", "Gap", "Impact", "Solution"];
    for question in &review.questions {
        if question.category != category {
            if !rows.is_empty() {
                blocks.push(table(heads(), std::mem::take(&mut rows)));
            }
            category = &question.category;
            blocks.push(Block::Heading(question.category.clone()));
        }
        let links = about(subject, &question.about);
        let answer = [question.answer.trim(), &links]
            .join("\n")
            .trim()
            .to_owned();
        let mut gaps = review
            .gaps
            .iter()
            .filter(|g| g.question == question.id)
            .peekable();
        if gaps.peek().is_none() {
            let empty = String::new;
            rows.push(vec![
                question.text.clone(),
                answer,
                empty(),
                empty(),
                empty(),
            ]);
            continue;
        }
        for (i, gap) in gaps.enumerate() {
            let (text, answer) = match i {
                0 => (question.text.clone(), answer.clone()),
                _ => Default::default(),
            };
            let done = if gap.closed { " (closed)" } else { "" };
            let impact = [gap.impact.trim(), &about(subject, &gap.about)].join("\n");
            rows.push(vec![
                text,
                answer,
                format!("{}{done}", gap.gap),
                impact.trim().to_owned(),
                gap.solution.clone(),
            ]);
        }
    }
    if !rows.is_empty() {
        blocks.push(table(heads(), rows));
    }
    Chapter {
        id: "assessment",
        title: "Assessment",
        blocks,
    }
}

/// Controls, decisions and assets.
fn recorded(subject: &Subject<'_>, settings: &Settings) -> Chapter {
    let review = &subject.model.review;
    let mut blocks = Vec::new();
    if !review.controls.is_empty() {
        let mut heads = vec![""];
        heads.extend(ControlType::ALL.map(|(_, word)| word));
        let rows = controls(review).into_iter().map(|(function, cells)| {
            let mut line = vec![function.as_str().to_owned()];
            line.extend(cells.map(|(_, held)| {
                match held.is_empty() {
                    true => "none".to_owned(),
                    false => held
                        .iter()
                        .map(|c| c.name.as_str())
                        .collect::<Vec<_>>()
                        .join("\n"),
                }
            }));
            line
        });
        blocks.push(Block::Heading("Controls".into()));
        blocks.push(table(heads, rows.collect()));
    }
    let mut rows = Vec::new();
    for threat in &subject.model.threats {
        let own = [decision::RESOLUTION, decision::APPROVER, decision::EXPIRES];
        if own.iter().all(|name| threat.property(name).is_empty()) {
            continue;
        }
        let mut own = own.map(|name| match name {
            decision::RESOLUTION => Treatment::shown(threat.property(name)).to_owned(),
            _ => threat.property(name).to_owned(),
        });
        let today = settings.made_at.as_deref().and_then(|at| at.get(..10));
        if today.is_some_and(|today| decision::is_expired(threat, today))
            && let Some(expires) = own.last_mut()
        {
            expires.push_str("\nexpired");
        }
        let title = threat.property(trustline_model::threat_property::TITLE);
        let mut line = vec![format!("{}. {title}", threat.number)];
        line.extend(own);
        rows.push(line);
    }
    if !rows.is_empty() {
        blocks.push(Block::Heading("Decisions".into()));
        blocks.push(table(
            vec!["Threat", "Treatment", "Approved by", "Expires"],
            rows,
        ));
    }
    if !review.assets.is_empty() {
        let rows = review.assets.iter().map(|a| {
            vec![
                a.name.clone(),
                a.classification.clone(),
                about(subject, &a.about),
            ]
        });
        blocks.push(Block::Heading("Assets".into()));
        blocks.push(table(
            vec!["Asset", "Classification", "Stored and carried by"],
            rows.collect(),
        ));
    }
    Chapter {
        id: "recorded",
        title: "Controls, decisions and assets",
        blocks,
    }
}

fn meetings(subject: &Subject<'_>) -> Chapter {
    let review = &subject.model.review;
    let mut blocks = Vec::new();
    if let Some((meeting, sign_off)) = review.sign_off() {
        let now = seen(subject.model, subject.analysis);
        let changes = changed_since(&sign_off.seen, &now);
        let since = format!("since {} signed off on {}", sign_off.by, meeting.date);
        blocks.push(paragraph(match changes.len() {
            0 => format!("No changes {since}."),
            n => format!("{n} changes {since}:"),
        }));
        if !changes.is_empty() {
            blocks.push(Block::List(changes));
        }
    }
    if let Some(day) = due(review) {
        blocks.push(paragraph(format!("Next review on {day}.")));
    }
    for meeting in review.meetings.iter().rev() {
        let signed = match &meeting.sign_off {
            Some(sign_off) => format!("signed off by {}", sign_off.by),
            None => "not signed off".to_owned(),
        };
        blocks.push(Block::Heading(format!(
            "Meeting of {}, {signed}",
            meeting.date
        )));
        let mut told = vec![format!("Attendees: {}", meeting.attendees.join(", "))];
        if !meeting.missing.is_empty() {
            told.push(format!(
                "Missing components: {}",
                meeting.missing.join(", ")
            ));
        }
        told.extend(meeting.remarks.iter().map(|r| match r.on.as_str() {
            "" => r.text.clone(),
            on => format!("{on}: {}", r.text),
        }));
        blocks.push(Block::List(told));
    }
    Chapter {
        id: "meetings",
        title: "Reviews",
        blocks,
    }
}

fn paragraph(text: String) -> Block<'static> {
    Block::Paragraph(Paragraph::new(Tone::Plain, text))
}

fn table<H: Into<Cow<'static, str>>>(heads: Vec<H>, rows: Vec<Vec<String>>) -> Block<'static> {
    let column = |name: H| Column {
        name: name.into(),
        align: Align::Start,
    };
    Block::Table(Table {
        columns: heads.into_iter().map(column).collect(),
        rows,
    })
}

/// Names of what something is about.
fn about(subject: &Subject<'_>, about: &About) -> String {
    let mut names: Vec<String> = about
        .elements
        .iter()
        .filter_map(|id| element(subject.model, id))
        .collect();
    for key in &about.threats {
        let threat = subject.analysis.threats.iter().find(|t| t.key == *key);
        names.extend(threat.map(|t| format!("threat {}", t.number)));
    }
    names.join(", ")
}

fn element(model: &ThreatModel, id: &ElementId) -> Option<String> {
    model
        .diagrams
        .iter()
        .find_map(|d| d.element(id))
        .map(name_of)
}
