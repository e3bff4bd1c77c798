//! What a script says of a review: what a team does, and what is seen of it.

use std::fmt::Write;
use trustline_editor::{Column, Command, Editor, Recorded, ReviewCommand as C, Stop};
use trustline_model::review::{About, ControlType, Function, Review, parse};
use trustline_model::{ElementId, ThreatKey};
use trustline_review::{Cell, answered, assessed, categories, held, of_category};

fn place(word: &str) -> Result<usize, String> {
    word.parse().map_err(|_| format!("`{word}` is no place"))
}

/// The id of something recorded, by its kind and by what people call it.
fn recorded(review: &Review, kind: &str, name: &str) -> Result<Recorded, String> {
    let none = || format!("no {kind} `{name}`");
    Ok(match kind {
        "question" => {
            let found = review.questions.iter().find(|q| q.text == name);
            Recorded::Question(found.ok_or_else(none)?.id.clone())
        }
        "gap" => {
            let found = review.gaps.get(place(name)?);
            Recorded::Gap(found.ok_or_else(none)?.id.clone())
        }
        "control" => {
            let found = review.controls.iter().find(|c| c.name == name);
            Recorded::Control(found.ok_or_else(none)?.id.clone())
        }
        "asset" => {
            let found = review.assets.iter().find(|a| a.name == name);
            Recorded::Asset(found.ok_or_else(none)?.id.clone())
        }
        _ => return Err(format!("nothing is recorded as `{kind}`")),
    })
}

fn id(review: &Review, kind: &str, name: &str) -> Result<String, String> {
    Ok(match recorded(review, kind, name)? {
        Recorded::Question(id)
        | Recorded::Gap(id)
        | Recorded::Control(id)
        | Recorded::Asset(id) => id,
    })
}

fn element(editor: &Editor, name: &str) -> Result<ElementId, String> {
    let all = editor.model().diagrams.iter().flat_map(|d| &d.elements);
    let found = all.into_iter().find(|e| e.name() == name);
    Ok(found
        .ok_or_else(|| format!("no element `{name}`"))?
        .id
        .clone())
}

fn threat(editor: &Editor, number: &str) -> Result<ThreatKey, String> {
    let mut rows = editor.grid().rows().iter();
    let found = rows.find(|r| r.number.to_string() == number);
    Ok(found
        .ok_or_else(|| format!("no threat {number}"))?
        .key
        .clone())
}

/// What a team does; nothing where a line is of something else.
pub fn reviewed(editor: &Editor, words: &[&str]) -> Result<Option<Command>, String> {
    let review = &editor.model().review;
    let text = |word: &str| word.to_owned();
    let command = match words {
        ["filter", "kind", name] => {
            let columns = editor.matrices().all.into_iter().flat_map(|m| m.columns);
            let found = columns.into_iter().find(|c| c.name == *name);
            let names = found.ok_or("no such kind")?.categories;
            return Ok(Some(Command::FilterColumn(Column::Category, names)));
        }
        ["begin", "assessment"] => C::BeginAssessment(trustline_library::questionnaire::built_in()),
        ["category", name] => C::AddCategory(text(name)),
        ["question", category, words] => C::AddQuestion(text(category), text(words)),
        ["reword", name, "to", words] => C::Reword(id(review, "question", name)?, text(words)),
        ["answer", name, words] => C::Answer(id(review, "question", name)?, text(words)),
        ["remove", "question", name] => C::RemoveQuestion(id(review, "question", name)?),
        ["gap", name] => C::AddGap(id(review, "question", name)?),
        ["gap", at, "is", words] => C::SetGap(id(review, "gap", at)?, text(words)),
        ["gap", at, "means", words] => C::SetImpact(id(review, "gap", at)?, text(words)),
        ["gap", at, "needs", words] => C::SetSolution(id(review, "gap", at)?, text(words)),
        [how @ ("close" | "reopen"), "gap", at] => {
            C::CloseGap(id(review, "gap", at)?, *how == "close")
        }
        ["remove", "gap", at] => C::RemoveGap(id(review, "gap", at)?),
        ["control", name, function, kind] => C::AddControl(
            text(name),
            parse(&Function::ALL, function).ok_or("no such function")?,
            parse(&ControlType::ALL, kind).ok_or("no such type")?,
        ),
        ["remove", "control", name] => C::RemoveControl(id(review, "control", name)?),
        ["asset", name] => C::AddAsset(text(name)),
        ["rename", "asset", name, "to", new] => {
            C::RenameAsset(id(review, "asset", name)?, text(new))
        }
        ["classify", "asset", name, word] => {
            C::ClassifyAsset(id(review, "asset", name)?, text(word))
        }
        ["remove", "asset", name] => C::RemoveAsset(id(review, "asset", name)?),
        ["link", kind, name] => C::Link(recorded(review, kind, name)?),
        ["unlink", kind, name, "threat", number] => {
            C::UnlinkThreat(recorded(review, kind, name)?, threat(editor, number)?)
        }
        ["unlink", kind, name, gone] => {
            C::UnlinkElement(recorded(review, kind, name)?, element(editor, gone)?)
        }
        ["interval", months] => C::SetInterval(months.parse().map_err(|_| "no number")?),
        ["begin", "meeting"] => C::BeginMeeting,
        ["drop", "meeting"] => C::DiscardMeeting,
        ["attendee", name] => C::AddAttendee(text(name)),
        ["remove", "attendee", at] => C::RemoveAttendee(place(at)?),
        ["missing", name] => C::AddMissing(text(name)),
        ["remove", "missing", at] => C::RemoveMissing(place(at)?),
        ["remark", words] => C::AddComment(text(words)),
        ["remove", "remark", at] => C::RemoveRemark(place(at)?),
        ["sign", "off", by] => C::SignOff(text(by)),
        ["walk"] => C::Walk,
        ["next", "stop"] => C::NextStop,
        ["previous", "stop"] => C::PreviousStop,
        _ => return Ok(None),
    };
    Ok(Some(Command::Review(command)))
}

fn about(editor: &Editor, about: &About) -> String {
    let elements = about.elements.iter().map(|id| {
        let found = editor.named(id);
        found.map_or("gone".to_owned(), |(_, name)| name)
    });
    let threats = about
        .threats
        .iter()
        .map(|key| editor.threat_name(key).unwrap_or("gone".to_owned()));
    let all: Vec<String> = elements.chain(threats).collect();
    match all.is_empty() {
        true => String::new(),
        false => format!(" <- {}", all.join(", ")),
    }
}

/// What is seen of a review; `false` where a script asks for something else.
pub fn told(editor: &mut Editor, subject: &[&str], out: &mut String) -> bool {
    editor.settle();
    let review = &editor.model().review;
    match subject {
        ["walk"] => {
            let Some(walk) = editor.walk() else {
                return true;
            };
            let (at, all) = walk.place();
            let _ = match walk.stop() {
                Some(Stop::Diagram(_, name)) => writeln!(out, "diagram {at} of {all}: {name}"),
                Some(Stop::Threat(_, name)) => writeln!(out, "threat {at} of {all}: {name}"),
                None => writeln!(out, "nowhere"),
            };
        }
        ["meeting"] => {
            let Some(meeting) = review.meetings.last() else {
                return true;
            };
            let _ = writeln!(out, "{}: {}", meeting.date, meeting.attendees.join(", "));
            for name in &meeting.missing {
                let _ = writeln!(out, "missing: {name}");
            }
            for remark in &meeting.remarks {
                let _ = writeln!(out, "{}: {}", remark.on, remark.text);
            }
        }
        ["held"] => {
            for (meeting, sign_off) in held(review) {
                let (day, seen) = (&meeting.date, sign_off.seen.len());
                let _ = writeln!(out, "{day}, signed by {}, who saw {seen}", sign_off.by);
            }
        }
        ["since"] => {
            if let Some(since) = editor.since() {
                let _ = writeln!(out, "{} on {}", since.by, since.date);
                for line in since.changes {
                    let _ = writeln!(out, "{line}");
                }
            }
        }
        ["due"] => {
            if let Some((day, late)) = editor.next_review() {
                let how = if late { ", has come" } else { "" };
                let _ = writeln!(out, "{day}{how}");
            }
        }
        ["decisions"] => {
            for r in editor.decisions() {
                let mark = if r.expired { " (expired)" } else { "" };
                let lacks = if r.lacks_approver { " (nobody)" } else { "" };
                let (number, by) = (r.number, r.approver);
                let _ = writeln!(
                    out,
                    "{number} {} by {by}{lacks} until {}{mark}",
                    r.resolution, r.expires
                );
            }
        }
        ["controls"] => {
            for c in &review.controls {
                let (function, kind) = (c.function.as_str(), c.kind.as_str());
                let links = about(editor, &c.about);
                let _ = writeln!(out, "{} ({function}, {kind}){links}", c.name);
            }
        }
        ["assets"] => {
            for a in &review.assets {
                let links = about(editor, &a.about);
                let _ = writeln!(out, "{}: {}{links}", a.name, a.classification);
            }
        }
        ["assessment"] => {
            let come = assessed(review);
            let _ = writeln!(
                out,
                "{} of {} answered, {} of {} gaps open",
                come.answered, come.questions, come.open, come.gaps
            );
        }
        ["questions", "of", category] => {
            if !categories(review).contains(category) {
                return true;
            }
            let (done, all) = answered(of_category(review, category));
            let _ = writeln!(out, "{done}/{all}");
            for q in of_category(review, category) {
                let links = about(editor, &q.about);
                let _ = writeln!(out, "{} {}{links}", q.text, q.answer);
                for gap in review.gaps.iter().filter(|g| g.question == q.id) {
                    let mark = if gap.closed { " (closed)" } else { "" };
                    let links = about(editor, &gap.about);
                    let _ = writeln!(
                        out,
                        "- {}; {}; {}{mark}{links}",
                        gap.gap, gap.impact, gap.solution
                    );
                }
            }
        }
        ["asked"] => {
            for line in editor.asked() {
                let open = line.open.join(", ");
                let (done, all) = (line.answered, line.asked);
                let _ = writeln!(out, "{} {done}/{all} {open}", line.name);
            }
        }
        ["matrix"] => {
            let matrices = editor.matrices();
            for matrix in &matrices.all {
                let names = matrix.columns.iter().map(|c| c.categories.join(" = "));
                let names: Vec<String> = names.collect();
                let _ = writeln!(out, "{}: {}", matrix.name, names.join(", "));
                for row in &matrix.rows {
                    let cells = row.cells.iter().map(|cell| match cell {
                        Cell::NotApplicable => "-".to_owned(),
                        Cell::Empty => "?".to_owned(),
                        Cell::NotFound => ".".to_owned(),
                        Cell::Threats { decided, all } => format!("{decided}/{all}"),
                    });
                    let cells: Vec<String> = cells.collect();
                    let _ = writeln!(out, "{} {}", row.name, cells.join(" "));
                }
            }
            if matrices.elsewhere > 0 {
                let _ = writeln!(out, "elsewhere {}", matrices.elsewhere);
            }
        }
        _ => return false,
    }
    true
}
