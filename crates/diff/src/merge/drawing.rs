//! Diagrams and what is drawn on them.

use super::conflict::{Conflict, ConflictKind, Side, Subject};
use super::three::{Conflicts, Three, lists};
use std::collections::{HashMap, HashSet};
use trustline_model::InOrder;
use trustline_model::geometry::Point;
use trustline_model::{
    Diagram, DiagramId, Element, ElementId, End, Form, Item, Line, Port, Property, PropertyValue,
};

/// All diagrams.
pub(super) fn diagrams(three: Three<&[Diagram]>, conflicts: &mut Conflicts<'_>) -> Vec<Diagram> {
    lists(three, |states| diagram(states, conflicts))
}

fn diagram(three: Three<Option<&Diagram>>, conflicts: &mut Conflicts<'_>) -> Option<Diagram> {
    let whole = match (three.ours, three.theirs, three.base) {
        (Some(ours), Some(theirs), Some(base)) => Three { base, ours, theirs },
        (Some(ours), Some(theirs), None) => {
            let blank = Diagram {
                id: ours.id.clone(),
                ..Diagram::default()
            };
            let base = &blank;
            return Some(merged(Three { base, ours, theirs }, conflicts));
        }
        (Some(kept), None, base) => return one_sided(kept, base, Side::Ours, conflicts),
        (None, Some(kept), base) => return one_sided(kept, base, Side::Theirs, conflicts),
        (None, None, _) => return None,
    };
    Some(merged(whole, conflicts))
}

/// A diagram that one side has alone: new, or taken away by the other one.
fn one_sided(
    kept: &Diagram,
    base: Option<&Diagram>,
    side: Side,
    conflicts: &mut Conflicts<'_>,
) -> Option<Diagram> {
    let is_changed = base.is_some_and(|base| {
        let same = |(a, b): (&Element, &Element)| a.id == b.id && !says_otherwise(a, b);
        kept.name != base.name
            || kept.properties != base.properties
            || kept.elements.len() != base.elements.len()
            || !kept.elements.iter().zip(&base.elements).all(same)
    });
    let stays = match base {
        None => true,
        Some(_) if !is_changed => false,
        Some(base) => {
            let names = [Some(base.name.clone()), Some(kept.name.clone())];
            conflicts.stays(side, &Subject::Diagram(kept.id.clone()), names)
        }
    };
    stays.then(|| kept.clone())
}

fn merged(three: Three<&Diagram>, conflicts: &mut Conflicts<'_>) -> Diagram {
    let id = three.ours.id.clone();
    let subject = Subject::Diagram(id.clone());
    let name = conflicts.text(three.of(|d| &d.name), &subject, "name");
    // The name stands among the properties as well.
    let unnamed = three.of(|d| {
        let named = d.properties.iter().filter(|p| !is_name(p));
        named.cloned().collect::<Vec<_>>()
    });
    let others = properties(unnamed.of(|p| p.as_slice()), &subject, conflicts);
    let named = three.of(|d| d.name == name);
    let shape = if named.ours { three.ours } else { three.theirs };
    let mut left = others.into_iter();
    let mut properties: Vec<Property> = Vec::new();
    for property in &shape.properties {
        if is_name(property) {
            properties.push(property.clone());
        } else {
            properties.extend(left.next());
        }
    }
    properties.extend(left);
    // How large it was looked at is nobody's decision.
    let zoom = match three.of(|d| &d.zoom).undisputed() {
        Some(Side::Theirs) => three.theirs.zoom.clone(),
        _ => three.ours.zoom.clone(),
    };
    let kind = conflicts.part(
        three.of(|d| &d.kind),
        ConflictKind::BothChanged,
        (&subject, "kind"),
        |kind| kind.as_ref().map(|(_, kind)| kind.clone()),
    );
    Diagram {
        elements: elements(three, conflicts),
        id,
        name,
        properties,
        zoom,
        kind,
    }
}

fn is_name(property: &Property) -> bool {
    property.label == trustline_model::property_name::NAME_LABEL
}

fn elements(three: Three<&Diagram>, conflicts: &mut Conflicts<'_>) -> Vec<Element> {
    let diagram = &three.ours.id;
    let mut found = lists(three.of(|d| d.elements.as_slice()), |states| {
        element(diagram, states, conflicts)
    });
    found.put_in_order_by_key(|e| e.form.line().is_some());
    reattach(three, &mut found, conflicts);
    found
}

fn element(
    diagram: &DiagramId,
    three: Three<Option<&Element>>,
    conflicts: &mut Conflicts<'_>,
) -> Option<Element> {
    let one_sided = |kept: &Element, side: Side, conflicts: &mut Conflicts<'_>| {
        let stays = match three.base {
            None => true,
            Some(base) if !says_otherwise(kept, base) => false,
            Some(base) => {
                let subject = Subject::Element(diagram.clone(), kept.id.clone());
                let names = [base, kept].map(|e| Some(e.name().to_owned()));
                conflicts.stays(side, &subject, names)
            }
        };
        stays.then(|| kept.clone())
    };
    match (three.ours, three.theirs) {
        (Some(ours), Some(theirs)) => {
            // Added by both: what they agree on is no conflict, and nothing was there before.
            let blank = Element {
                properties: Vec::new(),
                ..ours.clone()
            };
            let base = three.base.unwrap_or(&blank);
            Some(both(diagram, Three { base, ours, theirs }, conflicts))
        }
        (Some(kept), None) => one_sided(kept, Side::Ours, conflicts),
        (None, Some(kept)) => one_sided(kept, Side::Theirs, conflicts),
        (None, None) => None,
    }
}

/// Whether an element says something else than before: where it lies is not said.
fn says_otherwise(new: &Element, old: &Element) -> bool {
    let ends = |e: &Element| {
        let line = e.form.line()?;
        // An end that hangs loose lost what it was attached to, or never had it.
        Some([line.source.element.clone(), line.target.element.clone()])
    };
    let attached_anew = || match (ends(new), ends(old)) {
        (Some(new), Some(old)) => {
            let mut pairs = new.into_iter().zip(old);
            pairs.any(|(new, old)| new.is_some() && new != old)
        }
        (new, old) => new.is_some() != old.is_some(),
    };
    new.stencil != old.stencil
        || new.properties != old.properties
        || new.form.family() != old.form.family()
        || attached_anew()
}

/// An element that both sides have.
fn both(diagram: &DiagramId, three: Three<&Element>, conflicts: &mut Conflicts<'_>) -> Element {
    let subject = Subject::Element(diagram.clone(), three.ours.id.clone());
    // What it is drawn with decides what kind of thing it is.
    let drawn = three.of(|e| {
        let kind = std::mem::discriminant(&e.form);
        (e.stencil.clone(), e.generic.clone(), kind)
    });
    let side = drawn.of(|d| d).undisputed().unwrap_or_else(|| {
        let shown = drawn.of(|d| Some(d.0.to_string()));
        conflicts.add(Conflict {
            kind: ConflictKind::BothChanged,
            subject: subject.clone(),
            field: "stencil".into(),
            base: shown.base,
            ours: shown.ours,
            theirs: shown.theirs,
            taken: Side::Ours,
        })
    });
    let whose = match side {
        Side::Ours => three.ours,
        Side::Theirs => three.theirs,
    };
    Element {
        id: three.ours.id.clone(),
        stencil: whose.stencil.clone(),
        generic: whose.generic.clone(),
        properties: properties(three.of(|e| e.properties.as_slice()), &subject, conflicts),
        form: form(three.of(|e| &e.form), &whose.form, &subject, conflicts),
        stroke: conflicts.part(
            three.of(|e| &e.stroke),
            ConflictKind::BothChanged,
            (&subject, "line style"),
            |stroke| Some(stroke.as_ref()?.thickness.clone()),
        ),
    }
}

/// A property in its list.
#[derive(Clone, Debug, PartialEq)]
struct Named<'p>(&'p Property);

impl Item for Named<'_> {
    type Name = (String, String);

    fn name(&self) -> Self::Name {
        (self.0.name.clone(), self.0.label.clone())
    }
}

fn properties(
    three: Three<&[Property]>,
    subject: &Subject,
    conflicts: &mut Conflicts<'_>,
) -> Vec<Property> {
    match three.undisputed() {
        Some(Side::Ours) => return three.ours.to_vec(),
        Some(Side::Theirs) => return three.theirs.to_vec(),
        None => {}
    }
    let named = three.of(|list| list.iter().map(Named).collect::<Vec<_>>());
    let merged = lists(named.of(|list| list.as_slice()), |states| {
        let values = states.of(|p| p.as_ref().map(|p| p.0));
        let label = [values.ours, values.theirs, values.base];
        let label = label.into_iter().flatten().next();
        let label = label.map_or("", |p| match p.label.as_str() {
            "" => p.name.as_str(),
            label => label,
        });
        let shown = |p: &Option<&Property>| match &p.as_ref()?.value {
            PropertyValue::Heading => Some(String::new()),
            value => Some(value.as_text()?.unwrap_or_default().to_owned()),
        };
        let kind = ConflictKind::BothChanged;
        let found = conflicts.part(values.of(|p| p), kind, (subject, label), shown);
        found.map(Named)
    });
    merged.into_iter().map(|p| p.0.clone()).collect()
}

/// Where an element lies, as one of its kind.
fn form(
    three: Three<&Form>,
    whose: &Form,
    subject: &Subject,
    conflicts: &mut Conflicts<'_>,
) -> Form {
    let mut form = whose.clone();
    if let Some(place) = form.rect_mut() {
        let rects = three.of(|f| f.rect());
        let shown = |rect: &Option<_>| rect.map(place_of);
        let kind = ConflictKind::MovedApart;
        let merged = conflicts.part(rects.of(|r| r), kind, (subject, "position"), shown);
        *place = merged.unwrap_or(*place);
    }
    if let Some(place) = form.line_mut()
        && let (Some(base), Some(ours), Some(theirs)) =
            (three.base.line(), three.ours.line(), three.theirs.line())
    {
        *place = line(Three { base, ours, theirs }, subject, conflicts);
    }
    form
}

fn place_of(rect: trustline_model::geometry::Rect) -> String {
    format!("{}, {}", rect.left, rect.top)
}

fn point_of(point: Point) -> String {
    format!("{}, {}", point.x, point.y)
}

/// What a line is attached to and where it runs. Attached ends follow what they are attached to;
/// where both sides moved an end of it, its bend takes part in both moves.
fn line(three: Three<&Line>, subject: &Subject, conflicts: &mut Conflicts<'_>) -> Line {
    match three.undisputed() {
        Some(Side::Ours) => return three.ours.clone(),
        Some(Side::Theirs) => return three.theirs.clone(),
        None => {}
    }
    let source = end(three.of(|l| &l.source), (subject, "source"), conflicts);
    let target = end(three.of(|l| &l.target), (subject, "target"), conflicts);
    let stayed = |a: &Line, b: &Line| a.source == b.source && a.target == b.target;
    let bends = three.of(|l| l.handle);
    let handle = match bends.of(|b| b).undisputed() {
        Some(Side::Ours) => bends.ours,
        Some(Side::Theirs) => bends.theirs,
        None if stayed(three.ours, three.base) && stayed(three.theirs, three.base) => conflicts
            .part(
                bends.of(|b| b),
                ConflictKind::MovedApart,
                (subject, "bend"),
                |p| Some(point_of(*p)),
            ),
        None => Point::new(
            bends.ours.x + bends.theirs.x - bends.base.x,
            bends.ours.y + bends.theirs.y - bends.base.y,
        ),
    };
    Line {
        source,
        target,
        handle,
    }
}

fn end(three: Three<&End>, at: (&Subject, &str), conflicts: &mut Conflicts<'_>) -> End {
    let attached = three.of(|e| &e.element);
    if let Some(side) = attached.undisputed() {
        let is_same = attached.ours == attached.theirs;
        return match (side, is_same) {
            // Attached anew by one side alone: where it docks comes with it.
            (Side::Ours, false) => three.ours.clone(),
            (Side::Theirs, false) => three.theirs.clone(),
            // Attached to the same thing: it lies where that lies, which is merged by itself.
            (_, true) => match three.undisputed() {
                Some(Side::Theirs) => three.theirs.clone(),
                Some(Side::Ours) => three.ours.clone(),
                None if attached.ours.is_some() => three.ours.clone(),
                None => conflicts.part(three, ConflictKind::MovedApart, at, |end| {
                    Some(point_of(end.point))
                }),
            },
        };
    }
    conflicts.part(three, ConflictKind::BothChanged, at, |end| {
        Some(
            end.element
                .as_ref()
                .map_or_else(String::new, ToString::to_string),
        )
    })
}

/// Lines are attached to what there is: an element that came back gets its lines back, and where
/// one side took away what the other attached a line to, the line hangs loose.
fn reattach(three: Three<&Diagram>, elements: &mut [Element], conflicts: &mut Conflicts<'_>) {
    let there: HashSet<ElementId> = elements
        .iter()
        .filter(|e| e.form.line().is_none())
        .map(|e| e.id.clone())
        .collect();
    let known = three.of(|d| {
        let all = d.elements.iter();
        all.map(|e| (&e.id, e)).collect::<HashMap<_, _>>()
    });
    let before = |id: &ElementId| known.base.get(id).and_then(|e| e.form.line());
    // Kept against the will of one side, which let go of its lines.
    let came_back = |id: &ElementId| {
        let gone = !known.ours.contains_key(id) || !known.theirs.contains_key(id);
        gone && there.contains(id) && known.base.contains_key(id)
    };
    for element in elements {
        let id = element.id.clone();
        let Some(line) = element.form.line_mut() else {
            continue;
        };
        let old = before(&id);
        let ends = [
            (&mut line.source, old.map(|l| &l.source), "source"),
            (&mut line.target, old.map(|l| &l.target), "target"),
        ];
        for (end, old, field) in ends {
            match &end.element {
                None => {
                    if let Some(old) = old
                        && old.element.as_ref().is_some_and(came_back)
                    {
                        end.element.clone_from(&old.element);
                        end.port = old.port;
                    }
                }
                // Files may attach a line to what is not there; a merge does not add to that.
                Some(missing)
                    if !there.contains(missing)
                        && (known.ours.contains_key(missing)
                            || known.theirs.contains_key(missing)
                            || known.base.contains_key(missing)) =>
                {
                    let is_lost = |d: &HashMap<&ElementId, &Element>| !d.contains_key(missing);
                    let shown = |is_lost: bool| (!is_lost).then(|| missing.to_string());
                    let was = known.of(is_lost);
                    let attached = known.of(|d| d.contains_key(&id));
                    // Who took it away did not see this line, or it was attached there later.
                    if attached.ours || attached.theirs {
                        conflicts.add(Conflict {
                            kind: ConflictKind::Dangling,
                            subject: Subject::Element(three.ours.id.clone(), id.clone()),
                            field: field.into(),
                            base: shown(was.base),
                            ours: shown(was.ours),
                            theirs: shown(was.theirs),
                            taken: if was.ours { Side::Ours } else { Side::Theirs },
                        });
                    }
                    end.element = None;
                    end.port = Port::None;
                }
                Some(_) => {}
            }
        }
    }
}
