//! Random sequences of edits: invariants hold, and undoing gives the same model.

use proptest::prelude::*;
use trustline_model::geometry::{Point, Rect};
use trustline_model::review::Control;
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

fn before() -> impl Strategy<Value = Option<ElementId>> {
    proptest::option::of(id())
}

fn text() -> impl Strategy<Value = String> {
    "[a-c]{0,2}"
}

/// An edit of a list of things that a name makes.
fn of_list<T>(
    make: impl Fn(String, String) -> T + Clone + 'static,
    name: impl Fn(String) -> T::Name + Clone + 'static,
) -> impl Strategy<Value = ListEdit<T>>
where
    T: Item + 'static,
    T::Name: 'static,
{
    let which = move || {
        let name = name.clone();
        (text(), prop_oneof![9 => Just(0usize), 1 => Just(1usize)]).prop_map(move |(text, nth)| {
            Which {
                name: name(text),
                nth,
            }
        })
    };
    let item = move || {
        let make = make.clone();
        (text(), text()).prop_map(move |(name, value)| make(name, value))
    };
    prop_oneof![
        3 => item().prop_map(ListEdit::Put),
        1 => (which(), item()).prop_map(|(of, to)| ListEdit::Set { of, to }),
        1 => (item(), proptest::option::of(which()))
            .prop_map(|(item, before)| ListEdit::Insert { item, before }),
        1 => which().prop_map(ListEdit::Remove),
        1 => (which(), proptest::option::of(which()))
            .prop_map(|(of, before)| ListEdit::Move { of, before }),
    ]
}

/// What people do: checked, so that a drawing stays in order.
fn of_people() -> impl Strategy<Value = Edit> {
    let leaf = prop_oneof![
        4 => (diagram_id(), element()).prop_map(|(d, e)| Edit::put_element(&d, e)),
        2 => (diagram_id(), id()).prop_map(|(diagram, element)| Edit::RemoveElement { diagram, element }),
        2 => (proptest::option::of(diagram_id()), diagram_id(), element()).prop_map(|(before, id, element)| {
            let diagram = Diagram { id, elements: vec![element], ..Diagram::default() };
            Edit::InsertDiagram { diagram: diagram.into(), before }
        }),
        1 => diagram_id().prop_map(Edit::RemoveDiagram),
        1 => (diagram_id(), proptest::option::of(diagram_id()))
            .prop_map(|(diagram, before)| Edit::MoveDiagram { diagram, before }),
        2 => (diagram_id(), id(), before())
            .prop_map(|(diagram, element, before)| Edit::OrderElement { diagram, element, before }),
        1 => (diagram_id(), text()).prop_map(|(diagram, name)| Edit::RenameDiagram { diagram, name }),
        1 => (diagram_id(), proptest::option::of(0..4u8), before())
            .prop_map(|(diagram, level, process)| Edit::SetDepth { diagram, level, process }),
        2 => (key(), 0..9i64).prop_map(|(key, number)| {
            Edit::put_threat(Threat { key, number, ..Threat::default() })
        }),
        2 => (key(), text(), proptest::option::of(text())).prop_map(|(threat, name, value)| {
            let properties = vec![(name, value)];
            let state = Some(State::Mitigated);
            Edit::Decide { threat, decision: Decision { state, properties, ..Decision::default() }.into() }
        }),
        1 => key().prop_map(Edit::remove_threat),
        1 => proptest::option::of(any::<bool>()).prop_map(Edit::SetGeneration),
        1 => (prop_oneof![Just(InformationField::Name), Just(InformationField::Owner)], text())
            .prop_map(|(field, text)| Edit::SetInformation { field, text }),
        1 => any::<bool>().prop_map(|some| Edit::SetTemplate(some.then(Default::default))),
        1 => of_list(|n, _| n, |n| n).prop_map(Edit::Declined),
        1 => of_list(|number, text| Note { number, text, ..Note::default() }, |n| n)
            .prop_map(|e| Edit::Notes(e.into())),
        1 => of_list(|id, name| Control { id, name, ..Control::default() }, |n| n)
            .prop_map(|e| Edit::Record(RecordEdit::Controls(e).into())),
        1 => (0..3u32).prop_map(|months| Edit::Record(RecordEdit::Interval(months).into())),
        1 => of_list(|id, name| Stencil { id: id.into(), name, ..Stencil::default() }, Into::into)
            .prop_map(|e| Edit::Template(TemplateEdit::Stencils(e).into())),
    ];
    leaf.prop_recursive(2, 8, 4, |inner| {
        proptest::collection::vec(inner, 0..4).prop_map(Edit::All)
    })
}

/// Edits of lists as well, which do what they say and no more.
fn any_edit() -> impl Strategy<Value = Edit> {
    let exact = (diagram_id(), element(), before(), 0..4u8).prop_map(|(diagram, to, other, n)| {
        let of = to.id.clone().into();
        let before = other.map(Into::into);
        let edit = match n {
            0 => ListEdit::Set { of, to },
            1 => ListEdit::Insert { item: to, before },
            2 => ListEdit::Move { of, before },
            _ => ListEdit::Remove(of),
        };
        Edit::Elements {
            diagram,
            edit: edit.into(),
        }
    });
    prop_oneof![
        4 => of_people(),
        2 => exact,
        1 => (key(), proptest::option::of(key())).prop_map(|(key, before)| {
            let item = Threat { key, ..Threat::default() };
            let before = before.map(Into::into);
            Edit::Threats(ListEdit::Insert { item, before }.into())
        }),
    ]
}

/// Applies edits, takes all of them back, does them again and takes them back once more.
fn check(edits: Vec<Edit>, invariant: bool) -> Result<(), TestCaseError> {
    let mut model = ThreatModel::default();
    let mut history = Vec::new();
    for edit in edits {
        let before = model.clone();
        match model.apply(edit) {
            Ok(undo) => history.push((before, undo)),
            Err(_) => prop_assert_eq!(&model, &before),
        }
        if invariant {
            prop_assert_eq!(invariants(&model), Ok(()));
        }
    }
    for (before, undo) in history.into_iter().rev() {
        let after = model.clone();
        let redo = model.apply(undo).expect("what an edit gave back");
        prop_assert_eq!(&model, &before);
        let undo = model.apply(redo).expect("what an edit gave back");
        prop_assert_eq!(&model, &after);
        model.apply(undo).expect("what an edit gave back");
        prop_assert_eq!(&model, &before);
    }
    Ok(())
}

proptest! {
    #[test]
    fn edits_of_people_keep_the_invariants_and_can_be_undone(
        edits in proptest::collection::vec(of_people(), 0..40)
    ) {
        check(edits, true)?;
    }

    #[test]
    fn every_edit_can_be_undone(edits in proptest::collection::vec(any_edit(), 0..40)) {
        check(edits, false)?;
    }
}

#[cfg(feature = "serde")]
proptest! {
    #[test]
    fn every_edit_comes_back_from_its_json_form(edit in any_edit()) {
        let text = serde_json::to_string(&edit).unwrap();
        prop_assert_eq!(serde_json::from_str::<Edit>(&text).unwrap(), edit, "{}", text);
    }
}

#[cfg(feature = "serde")]
#[test]
fn numbers_and_names_that_json_lacks_come_back() {
    let (model, id, [copy, _]) = twins();
    let mut element = model.diagrams[0].elements[0].clone();
    for number in [0.1 + 0.2, -0.0, f64::INFINITY, f64::MIN_POSITIVE, 1e300] {
        element.form = Form::Process(Rect::new(number, 0.0, 1.0, 1.0));
        let of = Which {
            name: copy.clone(),
            nth: 2,
        };
        let to = element.clone();
        let edit = Edit::Elements {
            diagram: id.copy(3),
            edit: ListEdit::Set { of, to }.into(),
        };
        let text = serde_json::to_string(&edit).unwrap();
        assert_eq!(serde_json::from_str::<Edit>(&text).unwrap(), edit, "{text}");
    }
    for changed_by in [None, Some(None), Some(Some("me".to_owned()))] {
        let decision = Decision {
            changed_by,
            ..Decision::default()
        };
        let text = serde_json::to_string(&decision).unwrap();
        assert_eq!(
            serde_json::from_str::<Decision>(&text).unwrap(),
            decision,
            "{text}"
        );
    }
    assert!(serde_json::from_str::<Edit>(r#"{"removeDiagram":"a","and":1}"#).is_err());
    assert!(
        serde_json::from_str::<Edit>(r#"{"renameDiagram":{"diagram":"a","title":"b"}}"#).is_err()
    );
}

/// A diagram with two shapes of one id, a third one, and a flow, as readers make them.
fn twins() -> (ThreatModel, DiagramId, [ElementId; 2]) {
    let [first, second]: [ElementId; 2] = [ElementId::from("twin").copy(1), "twin".into()];
    let shape = |id: &ElementId, left: f64| Element {
        id: id.clone(),
        stencil: "GE.P".into(),
        generic: "GE.P".into(),
        properties: Vec::new(),
        form: Form::Process(Rect::new(left, 0.0, 100.0, 100.0)),
        stroke: None,
    };
    let elements = vec![
        shape(&first, 0.0),
        shape(&second, 200.0),
        shape(&"other".into(), 400.0),
    ];
    let id = DiagramId::from("d");
    let twin = |copy| Diagram {
        id: id.copy(copy),
        elements: elements.clone(),
        ..Diagram::default()
    };
    let model = ThreatModel {
        diagrams: vec![twin(0), twin(1)],
        ..ThreatModel::default()
    };
    (model, id, [first, second])
}

#[test]
fn of_two_with_one_id_the_one_that_is_named_changes() {
    let (before, id, [first, second]) = twins();
    for (diagram, at) in [(id.clone(), 0), (id.copy(1), 1)] {
        for (element, place) in [(&first, 0), (&second, 1)] {
            let mut model = before.clone();
            let gone = Edit::RemoveElement {
                diagram: diagram.clone(),
                element: element.clone(),
            };
            let undo = model.apply(gone).unwrap();
            assert_eq!(model.diagrams[1 - at], before.diagrams[1 - at]);
            let left: Vec<_> = model.diagrams[at].elements.iter().map(|e| &e.id).collect();
            assert_eq!(left, [[&first, &second][1 - place], &"other".into()]);
            model.apply(undo).unwrap();
            assert_eq!(model, before);
        }
        let mut model = before.clone();
        model.apply(Edit::RemoveDiagram(diagram)).unwrap();
        assert_eq!(model.diagrams, [before.diagrams[1 - at].clone()]);
    }
}

#[test]
fn a_copy_that_a_flow_is_attached_to_gets_an_id_of_its_own() {
    let (before, id, [copy, _]) = twins();
    let mut model = before.clone();
    let end = |id: &ElementId| End {
        element: Some(id.clone()),
        port: Port::East,
        point: Point::new(1.0, 2.0),
    };
    let line = Line {
        source: end(&copy),
        target: end(&"other".into()),
        handle: Point::default(),
    };
    let flow = Element {
        id: "flow".into(),
        form: Form::DataFlow(line),
        ..before.diagrams[0].elements[0].clone()
    };
    let undo = model.apply(Edit::put_element(&id, flow)).unwrap();
    let [first, .., flow] = model.diagrams[0].elements.as_slice() else {
        panic!("four elements")
    };
    let source = flow.form.line().and_then(|l| l.source.element.clone());
    assert_eq!(source.as_ref(), Some(&first.id));
    assert!(!first.id.is_copy() && first.id != copy.original());
    assert_eq!(first.form, before.diagrams[0].elements[0].form);
    model.apply(undo).unwrap();
    assert_eq!(model, before);
}
