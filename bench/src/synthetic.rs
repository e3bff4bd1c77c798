//! Models and templates of any size, the same ones in every run.

use std::sync::Arc;
use trustline_model::geometry::{Point, Rect};
use trustline_model::{Diagram, Element, End, Form, KnowledgeBase, Line, Port, ThreatModel};

/// A template with so many threat types: those of the built-in one, repeated under other ids.
pub fn template(types: usize) -> KnowledgeBase {
    let core = trustline_library::template("core").expect("the built-in template");
    let mut kb = (*core).clone();
    kb.threat_types = core
        .threat_types
        .iter()
        .cycle()
        .take(types)
        .enumerate()
        .map(|(i, t)| {
            let mut t = t.clone();
            if i >= core.threat_types.len() {
                t.id = format!("{}-{i}", t.id).into();
            }
            t
        })
        .collect();
    kb
}

/// A model with so many data flows on one diagram, one element for each, and one boundary for
/// every fifty elements. Elements stand in rows; flows lead to a neighbour.
pub fn model(flows: usize, kb: &Arc<KnowledgeBase>) -> ThreatModel {
    drawing(flows, flows, kb)
}

/// The same with another number of elements.
pub fn drawing(nodes_wanted: usize, flows: usize, kb: &Arc<KnowledgeBase>) -> ThreatModel {
    let stencils: Vec<_> = kb
        .stencils
        .iter()
        .filter(|s| !s.generic)
        .map(|s| s.id.clone())
        .collect();
    let of = |wanted: &str| -> Vec<_> {
        stencils
            .iter()
            .filter(|id| id.as_str().starts_with(wanted))
            .cloned()
            .collect()
    };
    let nodes = [of("TL.P."), of("TL.DS."), of("TL.EI.")];
    let lines = of("TL.DF.");
    let boxes = of("TL.BB.");
    let columns = (nodes_wanted as f64).sqrt().ceil() as usize;
    let spot = |i: usize| Point::new((i % columns) as f64 * 200.0, (i / columns) as f64 * 180.0);
    let mut elements: Vec<Element> = Vec::with_capacity(nodes_wanted + flows + flows / 50);
    let mut add = |stencil, id: String, form| {
        let mut element = kb
            .element(stencil, id.clone().into(), form)
            .expect("a stencil");
        element.set_name(&format!("Element {id}"));
        elements.push(element);
    };
    for i in 0..nodes_wanted / 50 {
        let at = spot(i * 50);
        let rect = Rect::new(at.x - 40.0, at.y - 40.0, 900.0, 170.0);
        add(
            &boxes[i % boxes.len()],
            format!("b{i}"),
            Form::BoundaryBox(rect),
        );
    }
    for i in 0..nodes_wanted {
        let at = spot(i);
        let rect = Rect::new(at.x, at.y, 100.0, 100.0);
        // Four processes, one store, one external entity, and so on.
        let (kind, form) = match i % 6 {
            4 => (&nodes[1], Form::DataStore(rect)),
            5 => (&nodes[2], Form::ExternalEntity(rect)),
            _ => (&nodes[0], Form::Process(rect)),
        };
        add(&kind[i % kind.len()], format!("e{i}"), form);
    }
    for i in 0..flows {
        let from_node = i % nodes_wanted;
        let to = (i + 1 + i % 3 + i / nodes_wanted) % nodes_wanted;
        let (from, target) = (spot(from_node), spot(to));
        let end = |at: Point, id: usize| End {
            point: Point::new(at.x + 50.0, at.y + 50.0),
            element: Some(format!("e{id}").into()),
            port: Port::East,
        };
        let line = Line {
            source: end(from, from_node),
            target: end(target, to),
            handle: from.middle(target),
        };
        add(
            &lines[i % lines.len()],
            format!("f{i}"),
            Form::DataFlow(line),
        );
    }
    let diagram = Diagram {
        id: "bench".into(),
        name: "Bench".into(),
        elements,
        properties: Vec::new(),
        zoom: "1".into(),
        kind: None,
    };
    ThreatModel {
        diagrams: vec![diagram],
        generation_enabled: Some(true),
        knowledge_base: Some(Arc::clone(kb)),
        ..ThreatModel::default()
    }
}
