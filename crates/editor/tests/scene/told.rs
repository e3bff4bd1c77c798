//! The state of an editor as text: what a script's `expect` is compared with.

use super::review;
use std::fmt::Write;
use trustline_diff::differences;
use trustline_editor::{Column, Editor, Line as GridLine, narrative};
use trustline_model::geometry::{Point, Rect};
use trustline_model::{Diagram, Element, ElementId, End, Form, Port};

/// An element's name, with a number where others before it have the same.
pub fn label(diagram: &Diagram, id: &ElementId) -> String {
    let Some(element) = diagram.element(id) else {
        return format!("?{id}");
    };
    let alike = diagram
        .elements
        .iter()
        .take_while(|e| e.id != *id)
        .filter(|e| e.name() == element.name());
    match alike.count() {
        0 => format!("\"{}\"", element.name()),
        n => format!("\"{}#{}\"", element.name(), n + 1),
    }
}

fn point(p: Point) -> String {
    format!("{},{}", p.x, p.y)
}

fn rect(r: Rect) -> String {
    format!("{},{} {}x{}", r.left, r.top, r.width, r.height)
}

fn end(diagram: &Diagram, end: &End) -> String {
    let port = match end.port {
        Port::None => "",
        port => port.as_str(),
    };
    let on = end.element.as_ref().map(|id| label(diagram, id));
    [
        on.unwrap_or_else(|| "loose".into()),
        port.to_owned(),
        point(end.point),
    ]
    .into_iter()
    .filter(|s| !s.is_empty())
    .collect::<Vec<_>>()
    .join(" ")
}

/// One line for an element: kind, name, place.
pub fn element(diagram: &Diagram, e: &Element) -> String {
    let name = label(diagram, &e.id);
    let scope = if e.is_out_of_scope() {
        ", out of scope"
    } else {
        ""
    };
    match &e.form {
        Form::DataFlow(line) | Form::BoundaryLine(line) => format!(
            "{} {name}: {} -> {} by {}{scope}",
            e.form.as_str(),
            end(diagram, &line.source),
            end(diagram, &line.target),
            point(line.handle)
        ),
        form => format!(
            "{} {name} {}{scope}",
            form.as_str(),
            rect(form.rect().unwrap_or_default())
        ),
    }
}

/// What a script may ask about.
pub fn told(editor: &mut Editor, subject: &[&str]) -> Result<String, String> {
    let empty = Diagram::default();
    let mut out = String::new();
    // What follows from the drawing is found first.
    if let ["threats" | "grid" | "recorded" | "counts" | "messages" | "narrative" | "lit"] = subject
    {
        editor.settle();
    }
    let diagram = editor.diagram().unwrap_or(&empty);
    let names = |ids: &[ElementId]| {
        let all: Vec<String> = ids.iter().map(|id| label(diagram, id)).collect();
        match all.is_empty() {
            true => "nothing".to_owned(),
            false => all.join(" "),
        }
    };
    match subject {
        [] => {
            for e in &diagram.elements {
                let _ = writeln!(out, "{}", element(diagram, e));
            }
            let _ = writeln!(out, "selected: {}", names(editor.selection()));
        }
        ["selection"] => {
            let _ = writeln!(out, "{}", names(editor.selection()));
        }
        ["element", name] => {
            let wanted = format!("\"{name}\"");
            let found = diagram
                .elements
                .iter()
                .find(|e| label(diagram, &e.id) == wanted);
            let e = found.ok_or_else(|| format!("no element {wanted}"))?;
            let _ = writeln!(out, "{}", element(diagram, e));
            let _ = writeln!(out, "type {}", e.stencil);
            for p in &e.properties {
                if let Some(value) = p.value.as_text() {
                    let _ = writeln!(out, "{}: {}", p.label, value.unwrap_or("(unlawful)"));
                }
            }
        }
        ["pane"] => {
            let Some(pane) = editor.pane() else {
                return Ok("nothing\n".into());
            };
            let name = pane.name.unwrap_or_else(|| "(differs)".into());
            let _ = writeln!(out, "{} {} {name:?}", pane.count, pane.title);
            for group in pane.groups {
                let _ = writeln!(out, "[{}]", group.heading);
                for f in group.fields {
                    let value = f.value.unwrap_or_else(|| "(differs)".into());
                    let _ = writeln!(out, "{}: {value} {:?}", f.label, f.kind);
                }
            }
        }
        ["guides"] => {
            for g in editor.guides() {
                let way = if g.vertical { "upright" } else { "level" };
                let _ = writeln!(out, "{way} at {} from {} to {}", g.at, g.span.0, g.span.1);
            }
        }
        ["preview"] => {
            let hidden = editor.hidden().len();
            let drawing = editor.preview();
            for item in drawing.iter().flat_map(|d| &d.items) {
                let _ = writeln!(out, "{} {:?}", item.kind, item.area);
            }
            let _ = writeln!(out, "instead of {hidden}");
        }
        ["marquee"] => {
            let _ = writeln!(out, "{}", editor.marquee().map_or("none".to_owned(), rect));
        }
        ["ports"] => {
            let all: Vec<String> = editor
                .shown_ports()
                .into_iter()
                .map(|p| point(Point::new(p.x.round(), p.y.round())))
                .collect();
            let _ = writeln!(out, "{}", all.join(" "));
        }
        ["grips"] => {
            for grip in editor.grips() {
                let _ = writeln!(out, "{:?} {}", grip.kind, point(grip.at));
            }
        }
        ["lit"] => {
            let _ = writeln!(out, "{}", names(&editor.lit()));
        }
        ["tabs"] => {
            for d in &editor.model().diagrams {
                let mark = if d.id == *editor.current() { "> " } else { "" };
                let _ = writeln!(out, "{mark}{} ({})", d.name, d.elements.len());
            }
        }
        ["tree"] => {
            for line in editor.tree() {
                let level = line.level.map_or("-".to_owned(), |l| l.to_string());
                let process = line
                    .process
                    .map(|p| format!(" for {p}"))
                    .unwrap_or_default();
                let indent = "  ".repeat(line.depth);
                let _ = writeln!(out, "{indent}{} [{level}]{process}", line.name);
            }
            let path: Vec<String> = editor.path().into_iter().map(|(_, n)| n).collect();
            let _ = writeln!(out, "path: {}", path.join(" / "));
        }
        ["marks"] => {
            let changed = if editor.is_changed() {
                "changed"
            } else {
                "saved"
            };
            let _ = writeln!(out, "{changed}");
            let _ = writeln!(out, "undo: {}", editor.undo_label().unwrap_or("-"));
            let _ = writeln!(out, "redo: {}", editor.redo_label().unwrap_or("-"));
        }
        ["counts"] => {
            let (all, open, orphans, _) = editor.counts();
            let _ = writeln!(
                out,
                "{all} threats, {open} open, {orphans} no longer generated"
            );
        }
        ["threats"] => {
            for r in editor.grid().rows() {
                let _ = writeln!(out, "{}", row(editor, r));
            }
        }
        ["grid"] => {
            for line in editor.grid().lines() {
                match line {
                    GridLine::Group(name, n, folded) => {
                        let mark = if *folded { "+" } else { "-" };
                        let _ = writeln!(out, "{mark} {name} ({n})");
                    }
                    GridLine::Row(i) => {
                        let r = editor.grid().rows().get(*i).ok_or("no such row")?;
                        let _ = writeln!(out, "{}", row(editor, r));
                    }
                }
            }
        }
        ["recorded"] => {
            for t in &editor.model().threats {
                let touched = if t.is_touched() {
                    "touched"
                } else {
                    "untouched"
                };
                let on = editor.model().diagram(&t.diagram);
                let _ = writeln!(
                    out,
                    "{} {} {}, {touched}, {}: {} {}",
                    t.number,
                    t.property("Title"),
                    t.state.label(),
                    on.map_or("no diagram", |d| d.name.as_str()),
                    t.priority,
                    t.justification()
                );
            }
        }
        ["messages"] => {
            for (n, m) in editor.messages().iter().enumerate() {
                let hidden = if m.dismissed { " (dismissed)" } else { "" };
                let _ = writeln!(out, "{n} {}: {}{hidden}", m.code.unwrap_or("-"), m.text);
            }
        }
        ["notes"] => {
            for n in &editor.model().notes {
                let _ = writeln!(out, "{} {} {}: {}", n.number, n.author, n.date, n.text);
            }
        }
        ["narrative"] => {
            let text = narrative(editor.model(), editor.current());
            for line in text.lines() {
                let _ = writeln!(out, "{}", if line.is_empty() { "." } else { line });
            }
        }
        ["remedies", number] => {
            editor.settle();
            let key = editor
                .grid()
                .rows()
                .iter()
                .find(|r| r.number.to_string() == **number)
                .map(|r| r.key.clone())
                .ok_or("no such threat")?;
            let why = editor.why(&key).ok_or("no explanation")?;
            let _ = writeln!(out, "{}", why.summary);
            for (n, remedy) in why.remedies.iter().enumerate() {
                let _ = writeln!(out, "{n} {}", remedy.text);
            }
        }
        ["notice"] => {
            let _ = writeln!(out, "{}", editor.take_notice().unwrap_or("none".into()));
        }
        ["clip"] => {
            let clip = editor.clip_model();
            let all = clip.iter().flat_map(|m| &m.diagrams);
            for d in all {
                for e in &d.elements {
                    let _ = writeln!(out, "{}", element(d, e));
                }
            }
            let threats = clip.map_or(0, |m| m.threats.len());
            let _ = writeln!(out, "with {threats} threats");
        }
        other if review::told(editor, other, &mut out) => {}
        other => return Err(format!("nothing is known about `{}`", other.join(" "))),
    }
    if out.is_empty() {
        out.push_str("nothing\n");
    }
    Ok(out)
}

fn row(editor: &Editor, r: &trustline_editor::Row) -> String {
    let mut line = format!(
        "{} {} [{} -> {}] {}",
        r.number,
        r.title,
        r.source,
        r.target,
        r.state.label()
    );
    for column in [Column::Priority, Column::Mark, Column::Justification] {
        let text = r.text(column);
        if !text.is_empty() {
            let _ = write!(line, ", {text}");
        }
    }
    if editor.selected_threats().contains(&r.key) {
        line.push_str(" <");
    }
    line
}

/// How two states of a model differ, for a test that expected none.
pub fn difference(
    ours: &trustline_model::ThreatModel,
    theirs: &trustline_model::ThreatModel,
) -> String {
    differences(ours, theirs).join("; ")
}
