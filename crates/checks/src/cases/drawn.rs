//! Models of cases, drawn by a few words: a line an element, indented below it its properties.
//!
//! ```text
//! diagram Details            what follows is on a diagram of this name (else on `Overview`)
//!   trustline.layer: 1       a property of what stands above
//! process Shop               a process: also `store`, `entity`, `note`
//! process Shop as other      the same name, another id; ids are names otherwise
//! flow Save: Shop -> Orders  a data flow between ids; nothing at an end: it is loose
//! box Cloud: Shop, Orders    a boundary around elements
//! arc Internet: Save         a boundary line across a flow
//! threat T1 on Save: Mitigated   a recorded threat, with its state
//! ```

use trustline_model::geometry::{Point, Rect};
use trustline_model::{
    Diagram, DiagramId, Element, ElementId, End, Form, Line, Port, Property, PropertyValue, State,
    Threat, ThreatKey, ThreatModel, property_name,
};

/// Elements stand in a row, this far from one another.
const STEP: f64 = 300.0;
const SIZE: f64 = 100.0;

/// The model that a text draws.
pub(crate) fn drawn(text: &str) -> ThreatModel {
    let mut model = ThreatModel::default();
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        match line.strip_prefix("  ") {
            Some(property) => give(&mut model, property),
            None => draw(&mut model, line.trim()),
        }
    }
    for diagram in &mut model.diagrams {
        diagram.elements.sort_by_key(|e| e.form.line().is_some());
    }
    model
}

/// The two sides of a word, both trimmed.
fn split<'a>(text: &'a str, at: &str) -> (&'a str, &'a str) {
    let (a, b) = text.split_once(at).unwrap_or((text, ""));
    (a.trim(), b.trim())
}

fn draw(model: &mut ThreatModel, line: &str) {
    let (word, rest) = line.split_once([' ', ':']).unwrap_or((line, ""));
    let (head, tail) = match word {
        "flow" if !rest.contains(':') => ("", rest),
        _ => split(rest, ":"),
    };
    if word == "threat" {
        return record(model, head, tail);
    }
    if word == "diagram" || model.diagrams.is_empty() {
        let name = if word == "diagram" { head } else { "Overview" };
        let diagram = Diagram::new(DiagramId::from(name), name);
        model.diagrams.push(diagram);
    }
    if word == "diagram" {
        return;
    }
    let diagram = model.diagrams.last_mut().expect("a diagram");
    let (name, id) = split(head, " as ");
    let taken = diagram.elements.len();
    let id = match (id, name) {
        ("", "") => format!("{word} {}", taken + 1),
        ("", name) if diagram.element(&name.into()).is_some() => format!("{name} {}", taken + 1),
        ("", name) => name.to_owned(),
        (id, _) => id.to_owned(),
    };
    let nodes = diagram.elements.iter().filter(|e| e.form.is_node()).count();
    let own = Rect::new(SIZE + nodes as f64 * STEP, 2.0 * SIZE, SIZE, SIZE);
    let (form, stencil) = match word {
        "process" => (Form::Process(own), "GE.P"),
        "store" => (Form::DataStore(own), "GE.DS"),
        "entity" => (Form::ExternalEntity(own), "GE.EI"),
        "note" => (
            Form::Annotation(Rect::new(SIZE, 6.0 * STEP, SIZE, SIZE)),
            "GE.A",
        ),
        "flow" => (Form::DataFlow(flow(diagram, tail)), "GE.DF"),
        "box" => (Form::BoundaryBox(around(diagram, tail)), "GE.TB.B"),
        "arc" => (Form::BoundaryLine(across(diagram, tail)), "GE.TB.L"),
        other => panic!("`{other}` is nothing that can be drawn"),
    };
    let name = Property {
        name: String::new(),
        label: property_name::NAME_LABEL.into(),
        value: PropertyValue::Text(name.into()),
    };
    diagram.elements.push(Element {
        id: id.into(),
        stencil: stencil.into(),
        generic: stencil.into(),
        properties: vec![name],
        form,
        stroke: None,
    });
}

fn end(diagram: &Diagram, id: &str) -> End {
    let element = (!id.is_empty()).then(|| ElementId::from(id));
    let known = element.as_ref().and_then(|id| diagram.element(id));
    End {
        point: known.map_or(Point::default(), |e| e.form.bounds().center()),
        element,
        port: Port::None,
    }
}

fn flow(diagram: &Diagram, ends: &str) -> Line {
    let (source, target) = split(ends, "->");
    let (source, target) = (end(diagram, source), end(diagram, target));
    Line {
        handle: source.point.middle(target.point),
        source,
        target,
    }
}

/// The elements that a list names.
fn named<'a>(diagram: &'a Diagram, list: &'a str) -> impl Iterator<Item = &'a Element> {
    let names = list.split(',').map(str::trim).filter(|n| !n.is_empty());
    names.map(|n| diagram.element(&n.into()).expect("an element of this id"))
}

fn around(diagram: &Diagram, inside: &str) -> Rect {
    let rects = named(diagram, inside).map(|e| e.form.bounds());
    let all = rects.reduce(Rect::union);
    all.map_or(Rect::new(SIZE, 5.0 * STEP, SIZE, SIZE), |r| r.grown(40.0))
}

/// An upright line through the middle of a flow.
fn across(diagram: &Diagram, flow: &str) -> Line {
    let middle = named(diagram, flow).find_map(|e| Some(e.form.line()?.handle));
    let middle = middle.expect("a flow that is crossed");
    let loose = |y: f64| End {
        point: Point::new(middle.x, middle.y + y),
        element: None,
        port: Port::None,
    };
    Line {
        handle: middle,
        source: loose(-SIZE),
        target: loose(SIZE),
    }
}

fn record(model: &mut ThreatModel, head: &str, state: &str) {
    let (kind, on) = split(head, " on ");
    let diagram = model.diagrams.first().expect("a diagram");
    let flow = diagram.element(&on.into());
    let line = flow.and_then(|f| f.form.line());
    let at = |end: fn(&Line) -> &End| {
        line.and_then(|l| end(l).element.clone())
            .unwrap_or_default()
    };
    model.threats.push(Threat {
        key: ThreatKey {
            threat_type: kind.into(),
            source: at(|l| &l.source),
            flow: on.into(),
            target: at(|l| &l.target),
        },
        diagram: diagram.id.clone(),
        number: model.threats.len() as i64 + 1,
        state: State::parse(state),
        ..Threat::default()
    });
}

/// Gives what stands last a property: the stencil of an element, or one with a value that was
/// chosen; without a value nobody chose.
fn give(model: &mut ThreatModel, line: &str) {
    let (name, value) = split(line, ":");
    if let Some(threat) = model.threats.last_mut() {
        threat.set_property(name, value);
        return;
    }
    let diagram = model.diagrams.last_mut().expect("a diagram");
    let properties = match diagram.elements.last_mut() {
        Some(element) if name == "stencil" => {
            (element.stencil, element.generic) = (value.into(), value.into());
            return;
        }
        Some(element) => &mut element.properties,
        None => &mut diagram.properties,
    };
    properties.push(Property {
        name: name.into(),
        label: name.into(),
        value: PropertyValue::List {
            choices: vec!["Not Selected".to_owned(), value.to_owned()].into(),
            selected: i64::from(!value.is_empty()),
            fixed: false,
        },
    });
}
