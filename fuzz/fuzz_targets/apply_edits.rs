//! Any sequence of edits: the invariants hold after each, a refused edit changes nothing, and
//! taking all of them back gives the model as it was.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use trustline_model::geometry::{Point, Rect};
use trustline_model::*;

#[derive(Arbitrary, Debug)]
enum Step {
    Shape { diagram: u8, id: u8, kind: u8, at: [i16; 4] },
    Flow { diagram: u8, id: u8, ends: [Option<u8>; 2], boundary: bool, at: [i16; 6] },
    Remove { diagram: u8, id: u8 },
    Insert { before: Option<u8>, diagram: u8, ids: Vec<u8> },
    Drop { diagram: u8 },
    Rename { diagram: u8, name: String },
    Threat { key: [u8; 4], number: i64 },
    Forget { key: [u8; 4] },
    Threats { keys: Vec<[u8; 4]> },
    Together(Vec<Step>),
    Undo,
}

fn element(id: u8, form: Form) -> Element {
    Element {
        id: format!("e{}", id % 12).into(),
        stencil: "GE.P".into(),
        generic: "GE.P".into(),
        properties: Vec::new(),
        form,
        stroke: None,
    }
}

fn diagram_id(id: u8) -> DiagramId {
    format!("d{}", id % 4).into()
}

fn threat(key: [u8; 4], number: i64) -> Threat {
    let [threat_type, source, flow, target] = key.map(|n| format!("{}", n % 6));
    let key = ThreatKey { threat_type: threat_type.into(), source: source.into(), flow: flow.into(), target: target.into() };
    Threat { key, number, ..Threat::default() }
}

fn edit(step: Step) -> Option<Edit> {
    Some(match step {
        Step::Shape { diagram, id, kind, at } => {
            let [left, top, width, height] = at.map(f64::from);
            let rect = Rect::new(left, top, width, height);
            let form = match kind % 5 {
                0 => Form::Process(rect),
                1 => Form::DataStore(rect),
                2 => Form::ExternalEntity(rect),
                3 => Form::Annotation(rect),
                _ => Form::BoundaryBox(rect),
            };
            Edit::put_element(&diagram_id(diagram), element(id, form))
        }
        Step::Flow { diagram, id, ends, boundary, at } => {
            let [x1, y1, hx, hy, x2, y2] = at.map(f64::from);
            let end = |x, y, to: Option<u8>| End {
                point: Point::new(x, y),
                element: to.map(|n| format!("e{}", n % 12).into()),
                port: Port::East,
            };
            let line = Line { source: end(x1, y1, ends[0]), target: end(x2, y2, ends[1]), handle: Point::new(hx, hy) };
            let form = if boundary { Form::BoundaryLine(line) } else { Form::DataFlow(line) };
            Edit::put_element(&diagram_id(diagram), element(id, form))
        }
        Step::Remove { diagram, id } => Edit::RemoveElement {
            diagram: diagram_id(diagram),
            element: format!("e{}", id % 12).into(),
        },
        Step::Insert { before, diagram, ids } => Edit::InsertDiagram {
            before: before.map(diagram_id),
            diagram: Diagram {
                id: diagram_id(diagram),
                elements: ids.into_iter().map(|id| element(id, Form::Process(Rect::default()))).collect(),
                ..Diagram::default()
            }
            .into(),
        },
        Step::Drop { diagram } => Edit::RemoveDiagram(diagram_id(diagram)),
        Step::Rename { diagram, name } => Edit::RenameDiagram { diagram: diagram_id(diagram), name },
        Step::Threat { key, number } => Edit::put_threat(threat(key, number)),
        Step::Forget { key } => Edit::remove_threat(threat(key, 0).key),
        Step::Threats { keys } => {
            Edit::All(keys.into_iter().map(|k| Edit::put_threat(threat(k, 1))).collect())
        }
        Step::Together(steps) => Edit::All(steps.into_iter().filter_map(edit).collect()),
        Step::Undo => return None,
    })
}

fuzz_target!(|steps: Vec<Step>| {
    let mut model = ThreatModel::default();
    let mut history: Vec<(ThreatModel, Edit)> = Vec::new();
    for step in steps {
        let before = model.clone();
        match edit(step) {
            Some(edit) => match model.apply(edit) {
                Ok(undo) => history.push((before, undo)),
                Err(_) => assert_eq!(model, before, "a refused edit changed the model"),
            },
            None => {
                if let Some((was, undo)) = history.pop() {
                    model.apply(undo).expect("what an edit gave back");
                    assert_eq!(model, was, "undoing does not give the same model");
                }
            }
        }
        invariants(&model).expect("the invariants");
    }
    while let Some((was, undo)) = history.pop() {
        model.apply(undo).expect("what an edit gave back");
        assert_eq!(model, was, "undoing does not give the same model");
    }
});
