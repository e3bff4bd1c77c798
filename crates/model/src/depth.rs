//! Levels: how deep a diagram looks, and which process it stands for. Kept in properties of
//! the diagram, which every tool reads and writes.

use crate::{Diagram, ElementId, Form, Property, PropertyValue, ThreatModel};

use std::collections::HashMap;

/// The property that holds a diagram's level.
pub const LEVEL: &str = "trustline.layer";
/// The property that holds the process which a diagram shows in depth.
pub const STANDS_FOR: &str = "trustline.process";

/// The property of a process which says that a diagram of its own shows it.
pub const CHILD: &str = "trustline.child";

/// The levels, from 0 on, as people call them.
pub const LEVELS: [&str; 4] = ["System", "Process", "Subprocess", "Lower level"];

fn value<'a>(diagram: &'a Diagram, name: &str) -> Option<&'a str> {
    let mut properties = diagram.properties.iter();
    let found = properties.find(|p| p.name == name)?;
    found.value.as_text()?.filter(|v| !v.is_empty())
}

fn set(properties: &mut Vec<Property>, name: &str, label: &str, value: Option<String>) {
    properties.retain(|p| p.name != name);
    properties.extend(value.map(|text| Property {
        name: name.into(),
        label: label.into(),
        value: PropertyValue::Text(text),
    }));
}

/// The level that a diagram was given. `None` where nobody did.
pub fn level(diagram: &Diagram) -> Option<u8> {
    let level: u8 = value(diagram, LEVEL)?.trim().parse().ok()?;
    (usize::from(level) < LEVELS.len()).then_some(level)
}

/// Gives a diagram a level, or none.
pub fn set_level(diagram: &mut Diagram, level: Option<u8>) {
    set(
        &mut diagram.properties,
        LEVEL,
        "Layer",
        level.map(|l| l.to_string()),
    );
}

/// The process that a diagram was said to show in depth.
pub fn stands_for(diagram: &Diagram) -> Option<ElementId> {
    value(diagram, STANDS_FOR).map(ElementId::from)
}

/// Says which process a diagram shows in depth.
pub fn set_stands_for(diagram: &mut Diagram, process: Option<&ElementId>) {
    let id = process.map(ToString::to_string);
    set(
        &mut diagram.properties,
        STANDS_FOR,
        "Stands For Process",
        id,
    );
}

/// What separates the parts of a name from level 1 on.
pub const SEPARATOR: &str = " - ";

/// Diagrams as a tree: for each, the one above it with the process that stands for it there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Depth {
    /// By place in the model.
    pub diagrams: Vec<TreePosition>,
}

/// Where a diagram stands in the tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TreePosition {
    /// The diagram above, with the process on it.
    pub parent: Option<(usize, ElementId)>,
    /// Its level: given, else one below its parent. `None` where nothing says so.
    pub level: Option<u8>,
}

impl Depth {
    /// Finds what stands below what: by what diagrams say, else by names. A diagram is called like
    /// the process, or like the parent diagram and the process with ` - ` between.
    pub fn of(model: &ThreatModel) -> Self {
        let mut parents: Vec<Option<(usize, ElementId)>> = Vec::new();
        if model.diagrams.len() > 1 {
            let processes = Processes::of(model);
            let all = model.diagrams.iter().enumerate();
            parents.extend(all.map(|(i, d)| processes.above(model, i, d)));
        } else {
            parents.resize(model.diagrams.len(), None);
        }
        // Who stands for itself in the end stands nowhere.
        for start in 0..parents.len() {
            let mut at = start;
            for _ in 0..=parents.len() {
                match parents.get(at).and_then(Option::as_ref) {
                    Some((up, _)) if *up == start => {
                        if let Some(parent) = parents.get_mut(start) {
                            *parent = None;
                        }
                        break;
                    }
                    Some((up, _)) => at = *up,
                    None => break,
                }
            }
        }
        let level = |start: usize| {
            let mut at = start;
            for steps in 0..=parents.len() {
                let own = model.diagrams.get(at).and_then(level);
                if let Some(own) = own {
                    let below = usize::from(own) + steps;
                    return u8::try_from(below.min(LEVELS.len() - 1)).ok();
                }
                match parents.get(at).and_then(Option::as_ref) {
                    Some((up, _)) => at = *up,
                    None if steps > 0 => {
                        return u8::try_from(steps.min(LEVELS.len() - 1)).ok();
                    }
                    None => return None,
                }
            }
            None
        };
        let levels: Vec<Option<u8>> = (0..parents.len()).map(level).collect();
        let diagrams = parents
            .into_iter()
            .zip(levels)
            .map(|(parent, level)| TreePosition { parent, level })
            .collect();
        Self { diagrams }
    }

    /// The diagrams directly below one, in the order of their tabs.
    pub fn children(&self, parent: usize) -> impl Iterator<Item = usize> + '_ {
        let all = self.diagrams.iter().enumerate();
        all.filter(move |(_, s)| s.parent.as_ref().is_some_and(|(p, _)| *p == parent))
            .map(|(i, _)| i)
    }

    /// The diagram that shows a process of a diagram in depth: wherever else the process is shown,
    /// it is the same one.
    pub fn child_of(&self, diagram: usize, process: &ElementId) -> Option<usize> {
        let stands = |s: &TreePosition| s.parent.as_ref().is_some_and(|(_, p)| p == process);
        let mut all = self.diagrams.iter().enumerate();
        all.find(|(i, s)| *i != diagram && stands(s))
            .map(|(i, _)| i)
    }

    /// From the top down to a diagram, itself last.
    pub fn path(&self, diagram: usize) -> Vec<usize> {
        let mut path = vec![diagram];
        let mut at = diagram;
        while let Some((up, _)) = self.diagrams.get(at).and_then(|s| s.parent.as_ref()) {
            if path.contains(up) {
                break;
            }
            path.push(*up);
            at = *up;
        }
        path.reverse();
        path
    }
}

/// Processes of all diagrams, by their names and by their ids, with the places of the diagrams.
#[derive(Default)]
struct Processes<'m> {
    by_name: HashMap<&'m str, Vec<(usize, &'m ElementId)>>,
    by_id: HashMap<&'m ElementId, Vec<usize>>,
}

impl<'m> Processes<'m> {
    fn of(model: &'m ThreatModel) -> Self {
        let mut found = Self::default();
        for (i, diagram) in model.diagrams.iter().enumerate() {
            for element in &diagram.elements {
                if matches!(element.form, Form::Process(_)) {
                    let name = element.name().trim();
                    found
                        .by_name
                        .entry(name)
                        .or_default()
                        .push((i, &element.id));
                    found.by_id.entry(&element.id).or_default().push(i);
                }
            }
        }
        found
    }

    /// The diagram above one, with the process that stands for it there.
    fn above(
        &self,
        model: &ThreatModel,
        own: usize,
        diagram: &Diagram,
    ) -> Option<(usize, ElementId)> {
        if let Some(process) = stands_for(diagram) {
            // A diagram may itself show the process that it stands for.
            let shows = self.by_id.get(&process)?;
            // Of several that show it, the uppermost one.
            let given = |i: &&usize| model.diagrams.get(**i).and_then(level).unwrap_or(u8::MAX);
            let other = shows.iter().filter(|i| **i != own).min_by_key(given)?;
            return Some((*other, process));
        }
        let name = diagram.name.trim();
        let last = name.rsplit(SEPARATOR).next().unwrap_or(name);
        let named = |n: &str| self.by_name.get(n).into_iter().flatten();
        let found = named(name).chain(named(last)).find(|(i, id)| {
            let Some(above) = model.diagrams.get(*i).filter(|_| *i != own) else {
                return false;
            };
            let process = above.element(id).map_or("", |e| e.name().trim());
            let path = format!("{}{SEPARATOR}{process}", above.name.trim());
            // Of two diagrams that show one process, neither shows the other in depth.
            let deeper = level(diagram)
                .zip(level(above))
                .is_none_or(|(own, up)| own > up);
            !name.is_empty() && deeper && (process == name || path == name)
        });
        found.map(|(i, id)| (*i, (*id).clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;
    use crate::{DiagramId, Element};

    fn diagram(name: &str, processes: &[&str]) -> Diagram {
        let mut diagram = Diagram::new(DiagramId::from(format!("d-{name}")), name);
        for process in processes {
            let mut element = Element {
                id: format!("{name}/{process}").into(),
                stencil: "GE.P".into(),
                generic: "GE.P".into(),
                properties: Vec::new(),
                form: Form::Process(Rect::default()),
                stroke: None,
            };
            element.set_name(process);
            diagram.elements.push(element);
        }
        diagram
    }

    #[test]
    fn names_and_choices_make_a_tree() {
        let mut model = ThreatModel {
            diagrams: vec![
                diagram("System", &["Shop", "Bank"]),
                diagram("Shop", &["Basket", "Till"]),
                diagram("Shop - Till", &["Drawer"]),
                diagram("Elsewhere", &["Shop"]),
                diagram("Apart", &[]),
            ],
            ..ThreatModel::default()
        };
        set_level(&mut model.diagrams[0], Some(0));
        let tree = Depth::of(&model);
        let parents: Vec<Option<usize>> = tree
            .diagrams
            .iter()
            .map(|s| s.parent.as_ref().map(|p| p.0))
            .collect();
        assert_eq!(parents, [None, Some(0), Some(1), None, None]);
        let levels: Vec<Option<u8>> = tree.diagrams.iter().map(|s| s.level).collect();
        assert_eq!(levels, [Some(0), Some(1), Some(2), None, None]);
        assert_eq!(tree.path(2), [0, 1, 2]);
        assert_eq!(tree.child_of(0, &"System/Shop".into()), Some(1));
        // Said by hand: whatever the names are; and a circle stands for nothing.
        set_stands_for(&mut model.diagrams[4], Some(&"Elsewhere/Shop".into()));
        set_stands_for(&mut model.diagrams[0], Some(&"Shop - Till/Drawer".into()));
        let tree = Depth::of(&model);
        assert_eq!(tree.diagrams[4].parent.as_ref().map(|p| p.0), Some(3));
        assert!(tree.diagrams.iter().take(3).any(|s| s.parent.is_none()));
    }
}
