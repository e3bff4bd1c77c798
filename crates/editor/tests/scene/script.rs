//! The language of gesture scripts: one line for what a person does.

use super::review::reviewed;
use super::told::{difference, label, told};
use super::{Counted, privacy, small};
use trustline_editor::{
    Alignment, Axis, Column, Command, Decision, Editor, Group, Pointer, PointerKind,
};
use trustline_model::geometry::Point;
use trustline_model::{DiagramId, ElementId, State, ThreatKey, ThreatModel, invariants};

/// A model with the state it was opened in.
struct Desk {
    name: String,
    editor: Editor,
    opened: ThreatModel,
}

/// Models on the desk, one of them in hand.
#[derive(Default)]
pub struct Stage {
    desks: Vec<Desk>,
    at: usize,
}

/// Words and quoted texts of a line.
pub fn words(line: &str) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        if let Some(text) = rest.strip_prefix('"') {
            let (text, after) = text.split_once('"').ok_or("a text has no end")?;
            found.push(text.to_owned());
            rest = after.trim_start();
        } else {
            let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
            found.push(word.to_owned());
            rest = after.trim_start();
        }
    }
    Ok(found)
}

fn number(word: &str) -> Result<f64, String> {
    word.parse().map_err(|_| format!("`{word}` is no number"))
}

fn place(word: &str) -> Result<usize, String> {
    word.parse().map_err(|_| format!("`{word}` is no place"))
}

fn step(word: &str) -> Result<isize, String> {
    word.parse().map_err(|_| format!("`{word}` is no step"))
}

fn column(word: &str) -> Result<Column, String> {
    let found = Column::ALL
        .into_iter()
        .find(|c| format!("{c:?}").eq_ignore_ascii_case(word));
    found.ok_or_else(|| format!("no column `{word}`"))
}

fn group(word: &str) -> Result<Group, String> {
    let found = Group::ALL
        .into_iter()
        .find(|g| format!("{g:?}").eq_ignore_ascii_case(word));
    found.ok_or_else(|| format!("no group `{word}`"))
}

impl Stage {
    fn editor(&mut self) -> Result<&mut Editor, String> {
        let desk = self.desks.get_mut(self.at);
        desk.map(|d| &mut d.editor)
            .ok_or_else(|| "begin with `template` or `sample`".into())
    }

    /// What `expect` is answered with.
    pub fn told(&mut self, subject: &[&str]) -> Result<String, String> {
        told(self.editor()?, subject)
    }

    /// Does what a line says; the model is lawful afterwards.
    pub fn line(&mut self, line: &str) -> Result<(), String> {
        let words = words(line)?;
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        self.perform(&words)?;
        let editor = self.editor()?;
        invariants(editor.model())?;
        let diagram = editor.diagram().ok_or("no diagram is shown")?;
        match editor
            .selection()
            .iter()
            .find(|id| diagram.element(id).is_none())
        {
            Some(id) => Err(format!("selected, but not there: {id}")),
            None => Ok(()),
        }
    }

    /// Everything undone gives what was opened, everything redone what there was last.
    pub fn end(mut self) -> Result<(), String> {
        for desk in &mut self.desks {
            let last = desk.editor.model().clone();
            let mut steps = 0;
            while desk.editor.undo_label().is_some() {
                desk.editor.handle(Command::Undo);
                steps += 1;
            }
            if *desk.editor.model() != desk.opened {
                let how = difference(desk.editor.model(), &desk.opened);
                return Err(format!(
                    "{}: all undone is not what was opened: {how}",
                    desk.name
                ));
            }
            for _ in 0..steps {
                desk.editor.handle(Command::Redo);
            }
            if *desk.editor.model() != last {
                let how = difference(desk.editor.model(), &last);
                return Err(format!(
                    "{}: all redone is not what was there: {how}",
                    desk.name
                ));
            }
        }
        Ok(())
    }

    fn open(&mut self, name: &str, editor: Editor) {
        self.at = self.desks.len();
        self.desks.push(Desk {
            name: name.to_owned(),
            opened: editor.model().clone(),
            editor,
        });
    }

    fn element(&mut self, name: &str) -> Result<ElementId, String> {
        let diagram = self.editor()?.diagram().ok_or("no diagram")?;
        let wanted = format!("\"{name}\"");
        let mut all = diagram.elements.iter().map(|e| &e.id);
        let found = all.find(|id| label(diagram, id) == wanted).cloned();
        found.ok_or_else(|| format!("no element {wanted}"))
    }

    fn elements(&mut self, names: &[&str]) -> Result<Vec<ElementId>, String> {
        names.iter().map(|n| self.element(n)).collect()
    }

    fn diagram(&mut self, name: &str) -> Result<DiagramId, String> {
        let all = &self.editor()?.model().diagrams;
        let found = all.iter().find(|d| d.name == name).map(|d| d.id.clone());
        found.ok_or_else(|| format!("no diagram `{name}`"))
    }

    /// Threats by number, `all`, `shown` or `selected`.
    fn threats(&mut self, which: &[&str]) -> Result<Vec<ThreatKey>, String> {
        let editor = self.editor()?;
        editor.settle();
        let grid = editor.grid();
        match which {
            ["all"] => Ok(grid.rows().iter().map(|r| r.key.clone()).collect()),
            ["shown"] => Ok(grid.shown().map(|r| r.key.clone()).collect()),
            ["selected"] => Ok(editor.selected_threats().to_vec()),
            numbers => numbers
                .iter()
                .map(|n| {
                    let found = grid.rows().iter().find(|r| r.number.to_string() == **n);
                    found
                        .map(|r| r.key.clone())
                        .ok_or_else(|| format!("no threat {n}"))
                })
                .collect(),
        }
    }

    fn threat(&mut self, number: &str) -> Result<ThreatKey, String> {
        let found = self.threats(&[number])?.pop();
        found.ok_or_else(|| format!("no threat {number}"))
    }

    fn pointer(&mut self, kind: PointerKind, at: Point, how: &[&str]) -> Result<(), String> {
        if let Some(odd) = how.iter().find(|w| !["shift", "alt", "free"].contains(w)) {
            return Err(format!("`{odd}` is no key"));
        }
        self.editor()?.pointer(Pointer {
            kind,
            at,
            shift: how.contains(&"shift"),
            alt: how.contains(&"alt"),
            free: how.contains(&"free"),
        });
        Ok(())
    }

    /// `X Y -> X Y -> X Y KEYS`: down at the first, over the others, up.
    fn drag(&mut self, words: &[&str]) -> Result<(), String> {
        let mut points = Vec::new();
        let mut rest = words;
        while let [x, y, after @ ..] = rest {
            points.push(Point::new(number(x)?, number(y)?));
            match after {
                ["->", more @ ..] => rest = more,
                _ => {
                    rest = after;
                    break;
                }
            }
        }
        let (Some(first), Some(last)) = (points.first().copied(), points.last().copied()) else {
            return Err("drag from where?".into());
        };
        // Keys held while dragging are not those of the press: shift there selects.
        let press: Vec<&str> = rest.iter().copied().filter(|w| *w != "shift").collect();
        self.pointer(PointerKind::Move, first, &[])?;
        self.pointer(PointerKind::Down, first, &press)?;
        // On the way, as a hand does.
        for point in points.into_iter().skip(1) {
            self.pointer(PointerKind::Move, first.middle(point), rest)?;
            self.pointer(PointerKind::Move, point, rest)?;
        }
        self.pointer(PointerKind::Up, last, rest)
    }

    #[allow(clippy::too_many_lines)]
    fn perform(&mut self, words: &[&str]) -> Result<(), String> {
        let command = match words {
            ["template", name, rest @ ..] => {
                let title = match rest {
                    ["as", title] => title,
                    _ => "model",
                };
                let kb = match *name {
                    "small" => small(),
                    "privacy" => privacy(),
                    other => trustline_library::template(other).ok_or("no such template")?,
                };
                let editor = Editor::create(title, kb, Box::new(Counted::new(title)));
                self.open(title, editor);
                return Ok(());
            }
            ["sample", name] => {
                let model = trustline_library::sample(name).ok_or("no such sample")?;
                let editor = Editor::open(model, Box::new(Counted::new("new")));
                self.open(name, editor);
                return Ok(());
            }
            ["model", name] => {
                let found = self.desks.iter().position(|d| d.name == *name);
                self.at = found.ok_or("no such model")?;
                return Ok(());
            }
            ["carry", "clip", "to", name] => {
                let clip = self.editor()?.clip_model().ok_or("nothing was copied")?;
                self.perform(&["model", name])?;
                self.editor()?.set_clip(clip);
                return Ok(());
            }
            ["save"] => {
                let editor = self.editor()?;
                editor.prepare();
                let state = editor.state();
                editor.mark_saved(state);
                return Ok(());
            }
            ["prepare"] => {
                self.editor()?.prepare();
                return Ok(());
            }
            [
                kind @ ("down" | "move" | "hover" | "up" | "cancel" | "grab"),
                rest @ ..,
            ] => {
                let kind = match *kind {
                    "down" => PointerKind::Down,
                    "up" => PointerKind::Up,
                    "cancel" => PointerKind::Cancel,
                    "grab" => PointerKind::Grab,
                    _ => PointerKind::Move,
                };
                return match rest {
                    [x, y, keys @ ..] => {
                        self.pointer(kind, Point::new(number(x)?, number(y)?), keys)
                    }
                    _ => self.pointer(kind, Point::default(), rest),
                };
            }
            ["click", x, y, keys @ ..] => {
                let at = Point::new(number(x)?, number(y)?);
                self.pointer(PointerKind::Move, at, keys)?;
                self.pointer(PointerKind::Down, at, keys)?;
                return self.pointer(PointerKind::Up, at, keys);
            }
            ["drag", rest @ ..] => return self.drag(rest),
            ["undo", n] => return self.repeat(&["undo"], n),
            ["redo", n] => return self.repeat(&["redo"], n),
            ["remedy", threat, n] => {
                let keys = self.threats(&[threat])?;
                let n = place(n)?;
                let editor = self.editor()?;
                let remedy = keys
                    .first()
                    .and_then(|key| editor.why(key))
                    .and_then(|why| why.remedies.get(n).cloned());
                let diagram = editor.current().clone();
                editor.apply_remedy(&remedy.ok_or("no such remedy")?, &diagram);
                return Ok(());
            }
            [
                "select",
                what @ ("all" | "none" | "next" | "previous" | "alike"),
            ] => match *what {
                "all" => Command::SelectAll,
                "none" => Command::SelectNone,
                "next" => Command::SelectNext(true, false),
                "previous" => Command::SelectNext(false, false),
                _ => Command::SelectAlike,
            },
            ["select", "shown"] => Command::SelectShownThreats,
            ["open", "threat", number] => Command::OpenThreat(self.threat(number)?),
            ["toggle", "threat", number] => Command::ToggleThreat(self.threat(number)?),
            ["select", "threats", "to", number] => Command::SelectThreatsTo(self.threat(number)?),
            ["select", "threats", which @ ..] => Command::SelectThreats(self.threats(which)?),
            ["select", names @ ..] => Command::Select(self.elements(names)?),
            ["rename", name, "to", new] => Command::Rename(self.element(name)?, (*new).into()),
            ["reveal", diagram, names @ ..] => {
                let diagram = self.diagram(diagram)?;
                let all = self.editor()?.model().diagram(&diagram).cloned();
                let all = all.unwrap_or_default();
                let ids = names.iter().filter_map(|n| {
                    all.elements
                        .iter()
                        .find(|e| e.name() == *n)
                        .map(|e| e.id.clone())
                });
                Command::Reveal(diagram, ids.collect())
            }
            ["show", name] => Command::ShowDiagram(self.diagram(name)?),
            ["rename", "diagram", name, "to", new] => {
                Command::RenameDiagram(self.diagram(name)?, (*new).into())
            }
            ["show-on", name] => Command::ShowOn(self.diagram(name)?),
            ["layer", name, layer] => {
                Command::SetDepth(self.diagram(name)?, layer.parse().ok(), None)
            }
            ["duplicate", "diagram", name] => Command::DuplicateDiagram(self.diagram(name)?),
            ["remove", "diagram", name] => Command::RemoveDiagram(self.diagram(name)?),
            ["move-tab", name, to] => Command::MoveDiagram(self.diagram(name)?, place(to)?),
            ["own", "threat"] => Command::AddSystemThreat,
            ["own", "threat", flow] => Command::AddThreat(self.element(flow)?),
            ["remove", "threats", which @ ..] => Command::RemoveThreats(self.threats(which)?),
            ["decide", rest @ ..] => self.decision(rest)?,
            _ => match reviewed(self.editor()?, words)? {
                Some(command) => command,
                None => simple(words)?,
            },
        };
        self.editor()?.handle(command);
        Ok(())
    }

    fn repeat(&mut self, what: &[&str], times: &str) -> Result<(), String> {
        (0..place(times)?).try_for_each(|_| self.perform(what))
    }

    /// `WHICH: FIELD VALUE FIELD VALUE`.
    fn decision(&mut self, words: &[&str]) -> Result<Command, String> {
        let colon = words.iter().position(|w| *w == ":");
        let (which, what) = words.split_at(colon.ok_or("`:` parts threats from decisions")?);
        let keys = self.threats(which)?;
        let mut decision = Decision::default();
        for pair in what.get(1..).unwrap_or_default().chunks(2) {
            match pair {
                ["state", word] => decision.state = Some(State::parse(word)),
                ["priority", word] => decision.priority = Some((*word).into()),
                ["because", text] => decision
                    .fields
                    .push(("StateInformation".into(), (*text).into())),
                [name, text] => decision.fields.push(((*name).into(), (*text).into())),
                _ => return Err("a decision lacks its value".into()),
            }
        }
        Ok(Command::Decide(keys, decision))
    }
}

/// Commands that need nothing looked up.
fn simple(words: &[&str]) -> Result<Command, String> {
    let on = |word: &str| match word {
        "on" => Ok(true),
        "off" => Ok(false),
        other => Err(format!("`{other}` is neither on nor off")),
    };
    Ok(match words {
        ["undo"] => Command::Undo,
        ["redo"] => Command::Redo,
        ["delete"] => Command::Delete,
        ["copy"] => Command::Copy,
        ["cut"] => Command::Cut,
        ["paste"] => Command::Paste(false),
        ["paste", "with", "decisions"] => Command::Paste(true),
        ["open-child"] => Command::OpenChild,
        ["duplicate"] => Command::Duplicate,
        ["nudge", x, y] => Command::Nudge(number(x)?, number(y)?),
        ["align", way] => Command::Align(match *way {
            "left" => Alignment::Left,
            "center" => Alignment::Center,
            "right" => Alignment::Right,
            "top" => Alignment::Top,
            "middle" => Alignment::Middle,
            "bottom" => Alignment::Bottom,
            other => return Err(format!("no way `{other}`")),
        }),
        ["distribute", "across"] => Command::Distribute(Axis::Horizontal),
        ["distribute", "down"] => Command::Distribute(Axis::Vertical),
        ["same", "size"] => Command::SameSize,
        ["to", "back"] => Command::ToBack,
        ["to", "front"] => Command::ToFront,
        ["layout"] => Command::Layout,
        ["connect"] => Command::Connect(false),
        ["connect", "both"] => Command::Connect(true),
        ["reverse"] => Command::Reverse,
        ["straighten"] => Command::Straighten,
        ["insert", id] => Command::Insert((*id).into()),
        ["insert", id, "at", x, y] => {
            Command::InsertAt((*id).into(), Point::new(number(x)?, number(y)?))
        }
        ["draw", id] => Command::Draw((*id).into()),
        ["escape"] => Command::Escape,
        ["name", new] => Command::SetName((*new).into()),
        ["set", name, value] => Command::SetProperty((*name).into(), (*value).into()),
        ["scope", "out"] => Command::SetScope(true),
        ["scope", "in"] => Command::SetScope(false),
        ["change", "to", id] => Command::ChangeStencil((*id).into()),
        ["place", l, t, w, h] => {
            let part = |word: &str| match word {
                "-" => Ok(None),
                word => number(word).map(Some),
            };
            Command::SetPlace(part(l)?, part(t)?, part(w)?, part(h)?)
        }
        ["zoom", factor] => Command::ZoomBy(number(factor)?),
        ["pan", x, y] => Command::Pan(number(x)?, number(y)?),
        ["fit"] => Command::Fit,
        ["snap", "grid", word] => Command::SnapToGrid(on(word)?),
        ["snap", "neighbours", word] => Command::SnapToNeighbours(on(word)?),
        ["add", "diagram"] => Command::AddDiagram,
        ["next", "diagram"] => Command::StepDiagram(1),
        ["previous", "diagram"] => Command::StepDiagram(-1),
        ["threats", "on", by] => Command::StepThreats(step(by)?, false),
        ["threats", "on", by, "also"] => Command::StepThreats(step(by)?, true),
        ["next", "untouched"] => Command::NextUnedited,
        ["restore", "threats"] => Command::RestoreThreats,
        ["search", text] => Command::FilterText((*text).into()),
        ["filter", name, values @ ..] => Command::FilterColumn(
            column(name)?,
            values.iter().map(|v| (*v).to_owned()).collect(),
        ),
        ["sort", name] => Command::Sort(column(name)?, false),
        ["sort", "also", name] => Command::Sort(column(name)?, true),
        ["group", "nothing"] => Command::GroupBy(None),
        ["group", name] => Command::GroupBy(Some(group(name)?)),
        ["fold", name] => Command::Collapse((*name).into()),
        ["only", "selection", word] => Command::OnlySelection(on(word)?),
        ["clear", "filters"] => Command::ClearFilters,
        ["generation", word] => Command::SetGeneration(on(word)?),
        ["note", text] => Command::AddNote((*text).into()),
        ["edit", "note", at, text] => Command::EditNote(place(at)?, (*text).into()),
        ["remove", "note", at] => Command::RemoveNote(place(at)?),
        ["dismiss", at] => Command::Dismiss(place(at)?, true),
        ["undismiss", at] => Command::Dismiss(place(at)?, false),
        other => return Err(format!("not understood: {}", other.join(" "))),
    })
}
