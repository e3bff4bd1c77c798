//! Random sequences of edits: invariants hold, and undoing gives the same model.

use proptest::prelude::*;
use trustline_model::geometry::{Point, Rect};
use trustline_model::*;

fn id() -> impl Strategy<Value = ElementId> {
    (0..6u8).prop_map(|n| ElementId::from(format!("element-{n}")))
}

fn diagram_id() -> impl Strategy<Value = DiagramId> {
    (0..3u8).prop_map(|n| DiagramId::from(format!("diagram-{n}")))
}

fn end() -> impl Strategy<Value = End> {
    (proptest::option::of(id()), -50.0..900.0, -50.0..900.0).prop_map(|(element, x, y)| End {
        port: if element.is_some() {
            Port::East
        } else {
            Port::None
        },
        element,
        point: Point::new(x, y),
    })
}

fn form() -> impl Strategy<Value = Form> {
    let rect = (0.0..800.0, 0.0..800.0, 1.0..200.0, 1.0..200.0)
        .prop_map(|(l, t, w, h)| Rect::new(l, t, w, h));
    let line = (end(), end()).prop_map(|(s, t)| Line {
        handle: s.point.middle(t.point),
        source: s,
        target: t,
    });
    prop_oneof![
        rect.clone().prop_map(Form::Process),
        rect.clone().prop_map(Form::DataStore),
        rect.prop_map(Form::BoundaryBox),
        line.prop_map(Form::DataFlow),
    ]
}

fn element() -> impl Strategy<Value = Element> {
    (id(), form()).prop_map(|(id, form)| Element {
        id,
        stencil: "GE.P".into(),
        generic: "GE.P".into(),
        properties: Vec::new(),
        form,
        stroke: None,
    })
}

fn key() -> impl Strategy<Value = ThreatKey> {
    (0..3u8, id(), id()).prop_map(|(n, flow, source)| ThreatKey {
        threat_type: format!("T{n}").into(),
        target: flow.clone(),
        source,
        flow,
    })
}

fn edit() -> impl Strategy<Value = Edit> {
    let leaf = prop_oneof![
        4 => (diagram_id(), element()).prop_map(|(d, e)| Edit::PutElement(d, e)),
        2 => (diagram_id(), id()).prop_map(|(d, e)| Edit::RemoveElement(d, e)),
        2 => (0..4usize, diagram_id(), element()).prop_map(|(at, id, element)| {
            Edit::InsertDiagram(at, Diagram { id, elements: vec![element], ..Diagram::default() })
        }),
        1 => diagram_id().prop_map(Edit::RemoveDiagram),
        1 => (diagram_id(), 0..4usize).prop_map(|(d, to)| Edit::MoveDiagram(d, to)),
        2 => (diagram_id(), id(), 0..6usize).prop_map(|(d, e, to)| Edit::OrderElement(d, e, to)),
        1 => (diagram_id(), "[a-z]{0,4}").prop_map(|(id, name)| Edit::RenameDiagram(id, name)),
        2 => (key(), 0..9i64).prop_map(|(key, number)| {
            Edit::PutThreat(Threat { key, number, ..Threat::default() })
        }),
        1 => key().prop_map(Edit::RemoveThreat),
        1 => any::<bool>().prop_map(Edit::SetGeneration),
        1 => proptest::collection::vec("[0-9.]{0,4}", 0..3).prop_map(Edit::SetDeclined),
        1 => "[a-z]{0,4}".prop_map(|name| {
            Edit::SetInformation(Information { name, ..Information::default() })
        }),
    ];
    leaf.prop_recursive(2, 8, 4, |inner| {
        proptest::collection::vec(inner, 0..4).prop_map(Edit::All)
    })
}

proptest! {
    #[test]
    fn edits_keep_the_invariants_and_can_be_undone(edits in proptest::collection::vec(edit(), 0..40)) {
        let mut model = ThreatModel::default();
        let mut history = Vec::new();
        for edit in edits {
            let before = model.clone();
            match model.apply(edit) {
                Ok(change) => history.push((before, change)),
                Err(_) => prop_assert_eq!(&model, &before),
            }
            prop_assert_eq!(invariants(&model), Ok(()));
        }
        for (before, change) in history.into_iter().rev() {
            model.revert(change);
            prop_assert_eq!(&model, &before);
        }
    }
}
