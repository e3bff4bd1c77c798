//! Builds the example models from their sources in TOML, and the small model of the tests.

use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use trustline_model::geometry::{Point, Rect};
use trustline_model::{
    Diagram, Edit, Element, ElementId, End, Form, Information, KnowledgeBase, Line, Manifest, Note,
    Port, Representation, State, ThreatModel, guid_for, threat_property as field,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ModelSource {
    /// The built-in template that it is drawn with.
    #[serde(default = "core")]
    template: String,
    name: String,
    owner: String,
    reviewer: String,
    contributors: String,
    description: String,
    assumptions: String,
    dependencies: String,
    diagram: Vec<DiagramSource>,
    #[serde(default)]
    note: Vec<NoteSource>,
    #[serde(default)]
    decision: Vec<DecisionSource>,
}

fn core() -> String {
    "core".into()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DiagramSource {
    name: String,
    #[serde(default)]
    element: Vec<ElementSource>,
    #[serde(default)]
    flow: Vec<FlowSource>,
    #[serde(default)]
    boundary: Vec<BoundarySource>,
    #[serde(default)]
    annotation: Vec<AnnotationSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ElementSource {
    key: String,
    stencil: String,
    name: String,
    at: [f64; 2],
    size: Option<[f64; 2]>,
    #[serde(default)]
    properties: BTreeMap<String, String>,
    out_of_scope: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FlowSource {
    key: String,
    stencil: String,
    name: String,
    from: String,
    to: String,
    via: Option<[f64; 2]>,
    #[serde(default)]
    properties: BTreeMap<String, String>,
    out_of_scope: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BoundarySource {
    key: String,
    stencil: String,
    name: String,
    r#box: Option<[f64; 4]>,
    line: Option<[f64; 6]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnnotationSource {
    key: String,
    text: String,
    at: [f64; 2],
    size: [f64; 2],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoteSource {
    by: String,
    at: String,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DecisionSource {
    threat: String,
    flow: String,
    state: String,
    priority: Option<String>,
    justification: String,
    by: String,
    at: String,
}

/// Reads a source.
fn parse<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<T, String> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))
}

/// A model of a few kilobytes with one of everything, for tests and as a seed of fuzzing: three
/// elements, three flows (one of them dangling), two boundaries, an annotation, a note.
pub fn small(core: &KnowledgeBase) -> ThreatModel {
    let kept = [
        "TL.P.WebApi",
        "TL.EI.User",
        "TL.DS.RelationalDatabase",
        "TL.DF.Https",
        "TL.BL.Internet",
        "TL.BB.CloudAccount",
    ];
    let types = ["S02", "T01", "I01", "D01", "E01"];
    let mut kb = core.clone();
    kb.manifest = Manifest {
        name: "Small & <simple>".into(),
        ..kb.manifest
    };
    kb.stencils
        .retain(|s| s.generic || kept.contains(&s.id.as_str()));
    for stencil in &mut kb.stencils {
        stencil.image = None;
        stencil.image_location = None;
        stencil.attributes.truncate(3);
        // What it repeats from above may be gone.
        for attribute in &mut stencil.attributes {
            attribute.inherited = None;
        }
    }
    kb.threat_types.retain(|t| types.contains(&t.id.as_str()));
    let at = |x, y| Rect::new(x, y, 100.0, 100.0);
    let end = |x, y, element: Option<&str>| End {
        point: Point::new(x, y),
        element: element.map(Into::into),
        port: if element.is_some() {
            Port::East
        } else {
            Port::None
        },
    };
    let line = |source: End, target: End| Line {
        handle: source.point.middle(target.point),
        source,
        target,
    };
    let parts: [(&str, &str, &str, Form); 9] = [
        (
            "TL.BB.CloudAccount",
            "zone",
            "Cloud",
            Form::BoundaryBox(Rect::new(260.0, 20.0, 420.0, 260.0)),
        ),
        (
            "GE.A",
            "remark",
            "A remark that is long enough to be wrapped.",
            Form::Annotation(Rect::new(20.0, 300.0, 160.0, 40.0)),
        ),
        (
            "TL.EI.User",
            "user",
            "User",
            Form::ExternalEntity(at(40.0, 100.0)),
        ),
        (
            "TL.P.WebApi",
            "api",
            "Order\r\nservice <1>",
            Form::Process(at(300.0, 100.0)),
        ),
        (
            "TL.DS.RelationalDatabase",
            "store",
            "Orders & more",
            Form::DataStore(at(560.0, 100.0)),
        ),
        (
            "TL.BL.Internet",
            "internet",
            "Internet",
            Form::BoundaryLine(line(end(220.0, 20.0, None), end(220.0, 280.0, None))),
        ),
        (
            "TL.DF.Https",
            "order",
            "Order",
            Form::DataFlow(line(
                end(140.0, 150.0, Some("user")),
                end(300.0, 150.0, Some("api")),
            )),
        ),
        (
            "GE.DF",
            "save",
            "Save",
            Form::DataFlow(line(
                end(400.0, 150.0, Some("api")),
                end(560.0, 150.0, Some("store")),
            )),
        ),
        (
            "GE.DF",
            "loose",
            "Loose end",
            Form::DataFlow(line(
                end(400.0, 180.0, Some("api")),
                end(470.0, 240.0, None),
            )),
        ),
    ];
    let mut diagram = Diagram {
        id: "diagram".into(),
        name: "Small".into(),
        zoom: "0.75".into(),
        kind: None,
        ..Diagram::default()
    };
    for (stencil, id, name, form) in parts {
        if let Some(mut element) = kb.element(&stencil.into(), id.into(), form) {
            element.set_name(name);
            diagram.elements.push(element);
        }
    }
    let mut model = ThreatModel {
        information: Information {
            name: "Small".into(),
            owner: "Somebody".into(),
            ..Information::default()
        },
        diagrams: vec![diagram],
        generation_enabled: Some(true),
        knowledge_base: Some(Arc::new(kb)),
        notes: vec![Note {
            author: "Somebody".into(),
            date: "2026-01-02T03:04:05+00:00".into(),
            number: "1".into(),
            text: "A note".into(),
        }],
        ..ThreatModel::default()
    };
    model.threats =
        trustline_analysis::update(&model, &trustline_analysis::analyze(&model)).threats;
    if let Some(first) = model.threats.first_mut() {
        first.state = State::Mitigated;
        first.set_property(field::JUSTIFICATION, "Done & <checked>");
        first.changed_by = Some("Somebody".into());
        first.modified_at = "2026-01-02T03:04:05".into();
    }
    model
}

/// An example model from its source, with decisions on the threats that arise.
pub fn example(
    file: &str,
    path: &Path,
    templates: &HashMap<&str, Arc<KnowledgeBase>>,
) -> Result<ThreatModel, String> {
    let source: ModelSource = parse(path)?;
    let kb = templates.get(source.template.as_str());
    let kb = kb.ok_or_else(|| format!("no template `{}`", source.template))?;
    let id = |key: &str| guid_for(&format!("trustline example {file} {key}"));
    let mut model = ThreatModel {
        information: Information {
            name: source.name,
            owner: source.owner,
            reviewer: source.reviewer,
            contributors: source.contributors,
            description: source.description,
            assumptions: source.assumptions,
            dependencies: source.dependencies,
        },
        generation_enabled: Some(true),
        knowledge_base: Some(Arc::clone(kb)),
        ..ThreatModel::default()
    };
    for (i, note) in source.note.into_iter().enumerate() {
        model.notes.push(Note {
            author: note.by,
            date: note.at,
            number: (i + 1).to_string(),
            text: note.text,
        });
    }
    for drawn in &source.diagram {
        let diagram_id = id(&format!("diagram {}", drawn.name)).into();
        let mut diagram = Diagram::new(diagram_id, &drawn.name);
        elements(drawn, kb, &id, &mut diagram)?;
        model
            .apply(Edit::InsertDiagram {
                diagram: diagram.into(),
                before: None,
            })
            .map_err(|e| e.to_string())?;
    }
    let analysis = trustline_analysis::analyze(&model);
    let update = trustline_analysis::update(&model, &analysis);
    model
        .apply(update.edit(&model))
        .map_err(|e| e.to_string())?;
    for decision in source.decision {
        let flow = ElementId::from(id(&decision.flow));
        let found = model
            .threats
            .iter()
            .find(|t| t.key.threat_type.as_str() == decision.threat && t.key.flow == flow)
            .cloned();
        let mut threat = found
            .ok_or_else(|| format!("{} does not arise on {}", decision.threat, decision.flow))?;
        threat.state = State::parse(&decision.state);
        threat.set_property(field::JUSTIFICATION, decision.justification);
        if let Some(priority) = decision.priority {
            threat.set_property(field::PRIORITY, priority.clone());
            threat.priority = priority;
        }
        threat.changed_by = Some(decision.by);
        threat.modified_at = decision.at;
        model
            .apply(Edit::put_threat(threat))
            .map_err(|e| e.to_string())?;
    }
    Ok(model)
}

fn elements(
    drawn: &DiagramSource,
    kb: &KnowledgeBase,
    id: &dyn Fn(&str) -> String,
    diagram: &mut Diagram,
) -> Result<(), String> {
    let make = |key: &str, stencil: &str, name: &str, rect: Rect, line: Line| {
        let stencil = stencil.into();
        let form = kb
            .representation(&stencil)
            .and_then(|r: &Representation| r.form(rect, line));
        let element = form.and_then(|form| kb.element(&stencil, id(key).into(), form));
        let mut element: Element = element.ok_or_else(|| format!("no stencil `{stencil}`"))?;
        element.set_name(name);
        Ok::<Element, String>(element)
    };
    let fill =
        |element: &mut Element, properties: &BTreeMap<String, String>, reason: &Option<String>| {
            for (name, value) in properties {
                if !element.set_property(name, value) {
                    return Err(format!("`{}` cannot have {name} = {value}", element.name()));
                }
            }
            if let Some(reason) = reason {
                element.set_property(trustline_model::property_name::OUT_OF_SCOPE, "true");
                element.set_property(trustline_model::property_name::REASON_OUT_OF_SCOPE, reason);
            }
            Ok(())
        };
    for b in &drawn.boundary {
        let [left, top, width, height] = b.r#box.unwrap_or_default();
        let [x1, y1, hx, hy, x2, y2] = b.line.unwrap_or_default();
        let end = |x, y| End {
            point: Point::new(x, y),
            element: None,
            port: Port::None,
        };
        let line = Line {
            source: end(x1, y1),
            target: end(x2, y2),
            handle: Point::new(hx, hy),
        };
        diagram.elements.push(make(
            &b.key,
            &b.stencil,
            &b.name,
            Rect::new(left, top, width, height),
            line,
        )?);
    }
    for a in &drawn.annotation {
        let rect = Rect::new(a.at[0], a.at[1], a.size[0], a.size[1]);
        diagram
            .elements
            .push(make(&a.key, "GE.A", &a.text, rect, Line::default())?);
    }
    let mut places = BTreeMap::new();
    for e in &drawn.element {
        let [width, height] = e.size.unwrap_or([100.0, 100.0]);
        let rect = Rect::new(e.at[0], e.at[1], width, height);
        let mut element = make(&e.key, &e.stencil, &e.name, rect, Line::default())?;
        fill(&mut element, &e.properties, &e.out_of_scope)?;
        places.insert(e.key.clone(), element.form.clone());
        diagram.elements.push(element);
    }
    for f in &drawn.flow {
        let place = |key: &str| places.get(key).ok_or_else(|| format!("no element `{key}`"));
        let (from, to) = (place(&f.from)?, place(&f.to)?);
        let center = |form: &Form| form.rect().unwrap_or_default().center();
        let middle = center(from).middle(center(to));
        let handle = f.via.map_or(middle, |[x, y]| Point::new(x, y));
        let end = |key: &str, form: &Form| {
            let (port, point) = dock(form, handle);
            End {
                point,
                element: Some(id(key).into()),
                port,
            }
        };
        let line = Line {
            source: end(&f.from, from),
            target: end(&f.to, to),
            handle,
        };
        let mut element = make(&f.key, &f.stencil, &f.name, Rect::default(), line)?;
        fill(&mut element, &f.properties, &f.out_of_scope)?;
        diagram.elements.push(element);
    }
    Ok(())
}

/// The port of a shape that faces a point, and where it is.
fn dock(form: &Form, towards: Point) -> (Port, Point) {
    let rect = form.rect().unwrap_or_default();
    let c = rect.center();
    let angle = (towards.y - c.y).atan2(towards.x - c.x);
    let eighth = (angle / std::f64::consts::FRAC_PI_4).round() as i64;
    let ports = [
        Port::East,
        Port::SouthEast,
        Port::South,
        Port::SouthWest,
        Port::West,
        Port::NorthWest,
        Port::North,
        Port::NorthEast,
    ];
    let index = eighth.rem_euclid(8) as usize;
    let turn = index as f64 * std::f64::consts::FRAC_PI_4;
    let (mut dx, mut dy) = (turn.cos(), turn.sin());
    if !matches!(form, Form::Process(_)) {
        // Corners of a rectangle lie further out than those of a circle.
        (dx, dy) = (
            dx.signum() * f64::from(dx.abs() > 0.1),
            dy.signum() * f64::from(dy.abs() > 0.1),
        );
    }
    let x = c.x + dx * rect.width / 2.0;
    let y = c.y + dy * rect.height / 2.0;
    (ports[index], Point::new(x.round(), y.round()))
}
