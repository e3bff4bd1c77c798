//! Automatic layout on many small diagrams made by a plain sequence of numbers: no two shapes
//! overlap, boxes hold exactly what they held, sizes stay, and the same gives the same.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::HashSet;
use trustline_drawing::{layout, part};
use trustline_model::geometry::{Point, Rect};
use trustline_model::{Diagram, Element, ElementId, End, Form, Line, Port};

/// Numbers that look random and are the same everywhere.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

fn element(id: String, form: Form) -> Element {
    Element {
        id: id.into(),
        stencil: "GE.P".into(),
        generic: "GE.P".into(),
        properties: Vec::new(),
        form,
        stroke: None,
    }
}

fn line(a: &Element, b: &Element) -> Line {
    let end = |e: &Element| End {
        point: e.form.bounds().center(),
        element: Some(e.id.clone()),
        port: Port::East,
    };
    let (source, target) = (end(a), end(b));
    Line {
        handle: source.point.middle(target.point),
        source,
        target,
    }
}

/// Boxes that lie beside one another or in one another, shapes anywhere, flows, a line.
fn diagram(numbers: &mut Numbers) -> Diagram {
    let mut elements = Vec::new();
    let mut boxes = vec![Rect::new(0.0, 0.0, 1600.0, 1200.0)];
    for i in 0..numbers.below(4) {
        // Each in a quarter of one that is there: never across another.
        let within = boxes[numbers.below(boxes.len())];
        let (w, h) = (within.width / 2.0 - 20.0, within.height / 2.0 - 20.0);
        let corner = Point::new(
            within.left + 10.0 + (w + 20.0) * numbers.below(2) as f64,
            within.top + 10.0 + (h + 20.0) * numbers.below(2) as f64,
        );
        let rect = Rect::new(corner.x, corner.y, w, h);
        if boxes[1..].contains(&rect) {
            continue;
        }
        boxes.push(rect);
        elements.push(element(format!("box{i}"), Form::BoundaryBox(rect)));
    }
    let count = 1 + numbers.below(14);
    let mut nodes = Vec::new();
    for i in 0..count {
        let (w, h) = (60 + numbers.below(9) * 10, 40 + numbers.below(9) * 10);
        let rect = Rect::new(
            numbers.below(1500) as f64 + 0.25,
            numbers.below(1100) as f64 + 0.25,
            w as f64,
            h as f64,
        );
        let form = match numbers.below(4) {
            0 => Form::DataStore(rect),
            1 => Form::ExternalEntity(rect),
            _ => Form::Process(rect),
        };
        nodes.push(element(format!("node{i}"), form));
    }
    let mut lines = Vec::new();
    for i in 0..numbers.below(2 * count) {
        let (a, b) = (numbers.below(count), numbers.below(count));
        lines.push(element(
            format!("flow{i}"),
            Form::DataFlow(line(&nodes[a], &nodes[b])),
        ));
    }
    if numbers.below(2) == 0 {
        let x = numbers.below(1600) as f64;
        let end = |y| End {
            point: Point::new(x, y),
            ..End::default()
        };
        lines.push(element(
            "line".into(),
            Form::BoundaryLine(Line {
                source: end(-100.0),
                target: end(1300.0),
                handle: Point::new(x, 600.0),
            }),
        ));
    }
    elements.extend(nodes);
    elements.extend(lines);
    Diagram {
        elements,
        ..Diagram::default()
    }
}

fn arranged(diagram: &Diagram, chosen: &HashSet<ElementId>) -> Diagram {
    let places = layout(diagram, chosen);
    let mut new = diagram.clone();
    for element in &mut new.elements {
        if let Some(form) = places.get(&element.id) {
            element.form = form.clone();
        }
    }
    new
}

/// The boxes around a shape's middle.
fn holders(diagram: &Diagram, of: &Element) -> Vec<String> {
    let middle = of.form.bounds().center();
    let mut found: Vec<String> = diagram
        .elements
        .iter()
        .filter(|b| matches!(b.form, Form::BoundaryBox(r) if r.contains(middle)))
        .filter(|b| b.id != of.id)
        .map(|b| b.id.to_string())
        .collect();
    found.sort();
    found
}

fn apart(a: Rect, b: Rect) -> bool {
    a.right() <= b.left || b.right() <= a.left || a.bottom() <= b.top || b.bottom() <= a.top
}

#[test]
fn nothing_overlaps_and_boxes_hold_what_they_held() {
    for seed in 0..600 {
        let old = diagram(&mut Numbers(seed));
        let all: HashSet<ElementId> = old.elements.iter().map(|e| e.id.clone()).collect();
        let new = arranged(&old, &all);
        let nodes = || new.elements.iter().filter(|e| e.form.is_node());
        for (i, a) in nodes().enumerate() {
            for b in nodes().skip(i + 1) {
                let (ra, rb) = (a.form.bounds(), b.form.bounds());
                assert!(apart(ra, rb), "{seed}: {} {ra:?} and {} {rb:?}", a.id, b.id);
            }
            let was = old.element(&a.id).unwrap();
            assert_eq!(holders(&old, was), holders(&new, a), "{seed}: {}", a.id);
            let (was, is) = (was.form.bounds(), a.form.bounds());
            assert_eq!((was.width, was.height), (is.width, is.height), "{seed}");
            for b in &new.elements {
                if let Form::BoundaryBox(r) = b.form {
                    let inside = r.contains(is.center());
                    let whole = r.left <= is.left
                        && r.top <= is.top
                        && r.right() >= is.right()
                        && r.bottom() >= is.bottom();
                    assert!(
                        apart(r, is) || (inside && whole),
                        "{seed}: {} half in {}",
                        a.id,
                        b.id
                    );
                }
            }
        }
        assert_eq!(new, arranged(&old, &all), "{seed}: another time otherwise");
    }
}

#[test]
fn a_selection_finds_its_place_among_the_others() {
    let mut without_room = 0;
    for seed in 0..600 {
        let mut numbers = Numbers(seed);
        // What overlaps by itself says nothing.
        let old = diagram(&mut numbers);
        let all: HashSet<ElementId> = old.elements.iter().map(|e| e.id.clone()).collect();
        let old = arranged(&old, &all);
        let chosen: HashSet<ElementId> = old
            .elements
            .iter()
            .filter(|e| e.form.is_node() && numbers.below(3) == 0)
            .map(|e| e.id.clone())
            .collect();
        if chosen.is_empty() {
            continue;
        }
        without_room += usize::from(layout(&old, &chosen).is_empty());
        let new = arranged(&old, &chosen);
        for a in new.elements.iter().filter(|e| e.form.is_node()) {
            let was = old.element(&a.id).unwrap();
            assert_eq!(holders(&old, was), holders(&new, a), "{seed}: {}", a.id);
            assert!(chosen.contains(&a.id) || was == a, "{seed}: {} moved", a.id);
            for b in new.elements.iter().filter(|e| e.form.is_node()) {
                let clear = apart(a.form.bounds(), b.form.bounds());
                assert!(a.id == b.id || clear, "{seed}: {} and {}", a.id, b.id);
            }
        }
    }
    assert!(without_room < 200, "no room {without_room} times of 600");
}

#[test]
fn a_line_between_two_sides_crosses_the_same_flows() {
    let at = |x: f64, y: f64| Form::Process(Rect::new(x, y, 80.0, 80.0));
    let mut elements: Vec<Element> = [(0.0, 0.0), (0.0, 300.0), (600.0, 0.0), (600.0, 300.0)]
        .iter()
        .enumerate()
        .map(|(i, (x, y))| element(format!("n{i}"), at(*x, *y)))
        .collect();
    // Two on each side know one another, and two flows go across, one of them back.
    for (i, (a, b)) in [(0, 1), (2, 3), (0, 2), (3, 1)].into_iter().enumerate() {
        let form = Form::DataFlow(line(&elements[a], &elements[b]));
        elements.push(element(format!("f{i}"), form));
    }
    let end = |y| End {
        point: Point::new(340.0, y),
        ..End::default()
    };
    let border = Line {
        source: end(-50.0),
        target: end(450.0),
        handle: Point::new(340.0, 200.0),
    };
    elements.push(element("border".into(), Form::BoundaryLine(border)));
    let old = Diagram {
        elements,
        ..Diagram::default()
    };
    let crossed = |d: &Diagram| -> Vec<String> {
        let border = d.element(&"border".into()).unwrap().form.line().unwrap();
        let met = d
            .flows()
            .filter(|(_, l)| l.curve().meets(border.curve()).is_some());
        met.map(|(e, _)| e.id.to_string()).collect()
    };
    assert_eq!(crossed(&old), ["f2", "f3"]);
    let all: HashSet<ElementId> = old.elements.iter().map(|e| e.id.clone()).collect();
    let mut new = arranged(&old, &all);
    let docked: Vec<Line> = (4..8)
        .map(|i| {
            let flow = new.elements[i].form.line().unwrap();
            let end = |e: &End| new.element(e.element.as_ref().unwrap()).unwrap().clone();
            line(&end(&flow.source), &end(&flow.target))
        })
        .collect();
    for (i, line) in docked.into_iter().enumerate() {
        new.elements[4 + i].form = Form::DataFlow(line);
    }
    for (id, form) in part(&old, &new, &all) {
        let place = new.elements.iter().position(|e| e.id == id).unwrap();
        new.elements[place].form = form;
    }
    assert_eq!(crossed(&new), ["f2", "f3"]);
    let x = |id: &str| new.element(&id.into()).unwrap().form.bounds().center().x;
    assert!(x("n0").max(x("n1")) < x("n2").min(x("n3")));
}
