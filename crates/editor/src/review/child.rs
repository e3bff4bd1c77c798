//! A new diagram that shows the inside of a process.

use std::collections::HashSet;
use trustline_model::depth::{self, Depth, LEVELS, SEPARATOR};
use trustline_model::geometry::Rect;
use trustline_model::{
    Diagram, DiagramId, Element, ElementId, Property, PropertyValue, ThreatModel,
};

/// A new diagram, one level below another one, with everybody the process talks to at its edge; and
/// the process, which stands for the diagram from now on.
pub(crate) fn child(
    model: &ThreatModel,
    above: &Diagram,
    process: &Element,
    id: DiagramId,
) -> (Diagram, Element) {
    let at = model.diagrams.iter().position(|d| d.id == above.id);
    let level = Depth::of(model)
        .diagrams
        .get(at.unwrap_or(0))
        .and_then(|s| s.level)
        .unwrap_or(0);
    let name = match (process.name().trim(), level) {
        ("", _) => "Process".to_owned(),
        (name, 0) => name.to_owned(),
        (name, _) => format!("{}{SEPARATOR}{name}", above.name.trim()),
    };
    let mut seen: HashSet<&ElementId> = HashSet::new();
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for (_, line) in above.flows() {
        let (Some(from), Some(to)) = (&line.source.element, &line.target.element) else {
            continue;
        };
        let (other, side) = match (*from == process.id, *to == process.id) {
            (false, true) => (from, &mut before),
            (true, false) => (to, &mut after),
            _ => continue,
        };
        if let Some(element) = above.element(other).filter(|_| seen.insert(other)) {
            side.push(element.clone());
        }
    }
    let mut diagram = Diagram::new(id, &name);
    for (elements, x) in [(before, 40.0), (after, 760.0)] {
        let mut y = 60.0;
        for mut element in elements {
            if let Some(rect) = element.form.rect_mut() {
                *rect = Rect::new(x, y, rect.width, rect.height);
                y += rect.height + 60.0;
            }
            diagram.elements.push(element);
        }
    }
    let deeper = usize::from(level + 1).min(LEVELS.len() - 1);
    depth::set_level(&mut diagram, u8::try_from(deeper).ok());
    depth::set_stands_for(&mut diagram, Some(&process.id));
    let mut stub = process.clone();
    stub.properties.retain(|p| p.name != depth::CHILD);
    stub.properties.push(Property {
        name: depth::CHILD.into(),
        label: "Has A Sub-Diagram".into(),
        value: PropertyValue::CustomText("yes".into()),
    });
    (diagram, stub)
}
