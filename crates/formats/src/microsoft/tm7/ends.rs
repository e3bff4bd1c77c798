//! Ends of flows that a file does not place: generators leave coordinates out, or write zeros. They are
//! taken from the elements that the flow connects, so that it crosses what lies between them.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use trustline_model::geometry::{CANVAS, Point, Rect};
use trustline_model::{
    Diagnostic, Diagram, DiagramId, ElementId, Form, Place, Severity, ThreatModel,
};

/// Gives ends to the flows of a diagram that have none, and says so for each. Which they are.
pub fn fill_in(diagram: &mut Diagram, diagnostics: &mut Vec<Diagnostic>) -> Vec<ElementId> {
    let rects: HashMap<ElementId, Rect> = diagram
        .elements
        .iter()
        .filter_map(|e| Some((e.id.clone(), e.form.rect().filter(|_| e.form.is_node())?)))
        .collect();
    let mut filled = Vec::new();
    for element in &mut diagram.elements {
        let name = element.name().trim().to_owned();
        let Form::DataFlow(line) = &mut element.form else {
            continue;
        };
        let rect = |id: &Option<ElementId>| rects.get(id.as_ref()?).copied();
        let ends = (rect(&line.source.element), rect(&line.target.element));
        let lacks = |point: Point, rect: Option<Rect>| {
            point == Point::default() && rect.is_some_and(|r| !r.grown(CANVAS.left).contains(point))
        };
        let source = lacks(line.source.point, ends.0);
        let target = lacks(line.target.point, ends.1);
        let (Some(from), Some(to)) = ends else {
            continue;
        };
        if !source && !target {
            continue;
        }
        if source {
            line.source.point = toward(from, to.center());
        }
        if target {
            line.target.point = toward(to, from.center());
        }
        if line.handle == Point::default() {
            line.handle = line.source.point.middle(line.target.point).rounded();
        }
        filled.push((element.id.clone(), name));
    }
    for (id, name) in &filled {
        let name = match name.is_empty() {
            true => "an unnamed data flow".to_owned(),
            false => format!("data flow `{name}`"),
        };
        let found = Diagnostic::new(
            "no-coordinates",
            Severity::Warning,
            format!("{name} has no coordinates at an end"),
        );
        diagnostics.push(
            found
                .at(Place::Elements(diagram.id.clone(), vec![id.clone()]))
                .help("its ends are taken from the elements that it connects; what it crosses follows from that"),
        );
    }
    filled.into_iter().map(|(id, _)| id).collect()
}

/// The model with those ends as the file has them, where the flow is as it was read.
pub fn as_in_file<'m>(
    model: &'m ThreatModel,
    unplaced: &[(DiagramId, ElementId)],
    read: &ThreatModel,
) -> Cow<'m, ThreatModel> {
    if unplaced.is_empty() {
        return Cow::Borrowed(model);
    }
    let unplaced: HashSet<&(DiagramId, ElementId)> = unplaced.iter().collect();
    let mut was: HashMap<(DiagramId, ElementId), &Form> = HashMap::new();
    for diagram in &read.diagrams {
        for element in &diagram.elements {
            let name = (diagram.id.clone(), element.id.clone());
            if unplaced.contains(&name) {
                was.insert(name, &element.form);
            }
        }
    }
    let mut emptied = model.clone();
    for diagram in &mut emptied.diagrams {
        for element in &mut diagram.elements {
            let was = was.get(&(diagram.id.clone(), element.id.clone()));
            if was.is_some_and(|form| **form == element.form)
                && let Some(line) = element.form.line_mut()
            {
                line.source.point = Point::default();
                line.target.point = Point::default();
                line.handle = Point::default();
            }
        }
    }
    Cow::Owned(emptied)
}

/// Where the outline of a shape lies on the way from its middle to a point.
fn toward(rect: Rect, point: Point) -> Point {
    let center = rect.center();
    let (dx, dy) = (point.x - center.x, point.y - center.y);
    let reach = |d: f64, half: f64| match d == 0.0 {
        true => f64::INFINITY,
        false => half / d.abs(),
    };
    let t = reach(dx, rect.width / 2.0)
        .min(reach(dy, rect.height / 2.0))
        .min(1.0);
    Point::new(center.x + dx * t, center.y + dy * t).rounded()
}
