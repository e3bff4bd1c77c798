//! Builds the built-in templates and the example models from their sources in TOML and SVG.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use trustline_formats::{Format, Kind, write};
use trustline_model::geometry::{Point, Rect};
use trustline_model::{
    Attribute, Diagram, Edit, Element, ElementId, End, Form, Information, KnowledgeBase, Line,
    Manifest, Note, Port, Representation, State, Stencil, ThreatCategory, ThreatModel,
    ThreatProperty, ThreatType, guid_for, threat_property as field,
};

#[derive(Deserialize)]
struct TemplateSource {
    manifest: ManifestSource,
    category: Vec<CategorySource>,
}

#[derive(Deserialize)]
struct ManifestSource {
    id: String,
    name: String,
    version: String,
    author: String,
}

#[derive(Deserialize)]
struct CategorySource {
    id: String,
    name: String,
    short: String,
    long: String,
}

#[derive(Deserialize)]
struct StencilsSource {
    generic: Vec<StencilSource>,
    stencil: Vec<StencilSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StencilSource {
    id: String,
    name: String,
    parent: String,
    #[serde(default)]
    representation: Option<String>,
    description: String,
    #[serde(default)]
    icon: Option<String>,
    #[serde(default)]
    attributes: Vec<AttributeSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AttributeSource {
    name: String,
    display: String,
    values: Vec<String>,
    mode: String,
}

#[derive(Deserialize)]
struct ThreatsSource {
    threat: Vec<ThreatSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThreatSource {
    id: String,
    category: String,
    title: String,
    priority: String,
    description: String,
    why: String,
    mitigations: Vec<String>,
    verify: Vec<String>,
    references: Vec<String>,
    include: String,
    exclude: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ModelSource {
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

/// Writes every built file.
pub fn build() -> Result<(), String> {
    for (path, bytes) in built()? {
        fs::write(&path, bytes).map_err(|e| format!("{}: {e}", path.display()))?;
        println!("{}", path.display());
    }
    Ok(())
}

/// Every built file with the bytes it should have.
pub fn built() -> Result<Vec<(PathBuf, Vec<u8>)>, String> {
    let root = crate::run::root();
    let kb = Arc::new(template(&root.join("crates/library/core"))?);
    let model = ThreatModel {
        knowledge_base: Some(Arc::clone(&kb)),
        ..ThreatModel::default()
    };
    let bytes = write(&model, &Format::new(Kind::Tb7)).map_err(|e| e.to_string())?;
    let mut files = vec![(root.join("crates/library/core.tb7"), bytes)];
    let mut sources: Vec<PathBuf> = fs::read_dir(root.join("examples/source"))
        .map_err(|e| e.to_string())?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .collect();
    sources.sort();
    for source in sources {
        let name = source
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let model = example(&name, &source, &kb).map_err(|e| format!("{name}: {e}"))?;
        let bytes = write(&model, &Format::new(Kind::Tm7)).map_err(|e| e.to_string())?;
        files.push((root.join(format!("examples/{name}.tm7")), bytes));
    }
    let small = small(&kb);
    for kind in [Kind::Tm7, Kind::Tb7] {
        let bytes = write(&small, &Format::new(kind)).map_err(|e| e.to_string())?;
        files.push((
            root.join(format!("tests/corpus/small.{}", kind.extension())),
            bytes,
        ));
    }
    Ok(files)
}

/// A model of a few kilobytes with one of everything, for tests and as a seed of fuzzing: three
/// elements, three flows (one of them dangling), two boundaries, an annotation, a note.
fn small(core: &KnowledgeBase) -> ThreatModel {
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
        kind: ("DRAWINGSURFACE".into(), "DRAWINGSURFACE".into()),
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
        version: "4.3".into(),
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

fn parse<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<T, String> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))
}

fn template(folder: &Path) -> Result<KnowledgeBase, String> {
    let template: TemplateSource = parse(&folder.join("template.toml"))?;
    let stencils: StencilsSource = parse(&folder.join("stencils.toml"))?;
    let threats: ThreatsSource = parse(&folder.join("threats.toml"))?;
    let m = template.manifest;
    let mut kb = KnowledgeBase {
        manifest: Manifest {
            name: m.name,
            id: m.id,
            version: m.version,
            author: m.author,
        },
        categories: template
            .category
            .into_iter()
            .map(|c| ThreatCategory {
                id: c.id,
                name: c.name,
                short: c.short,
                long: c.long,
            })
            .collect(),
        priority_used: true,
        status_used: true,
        ..KnowledgeBase::default()
    };
    kb.threat_properties = threat_properties(&kb.categories);
    for source in stencils.generic {
        kb.stencils.push(stencil(source, true, folder)?);
    }
    for source in stencils.stencil {
        kb.stencils.push(stencil(source, false, folder)?);
    }
    kb.threat_types = threats
        .threat
        .into_iter()
        .map(|t| threat_type(t, &kb))
        .collect();
    Ok(kb)
}

/// Name, label, hidden, values, kind and id of each threat property.
fn threat_properties(categories: &[ThreatCategory]) -> Vec<ThreatProperty> {
    let shorts: Vec<&str> = categories.iter().map(|c| c.short.as_str()).collect();
    let rows: [(&str, &str, bool, Option<&[&str]>, &str); 11] = [
        (field::TITLE, "Title", false, Some(&[""]), "0"),
        (field::CATEGORY, "Category", false, None, "0"),
        (
            field::SHORT_DESCRIPTION,
            "Short Description",
            true,
            Some(&shorts),
            "1",
        ),
        (field::DESCRIPTION, "Description", false, Some(&[""]), "0"),
        ("WhyItMatters", "Why It Matters", false, Some(&[""]), "0"),
        (
            "PossibleMitigations",
            "Possible Mitigations",
            false,
            Some(&[""]),
            "2",
        ),
        ("HowToVerify", "How To Verify", false, Some(&[""]), "2"),
        ("References", "References", false, Some(&[""]), "0"),
        (
            field::JUSTIFICATION,
            "Justification",
            false,
            Some(&[""]),
            "0",
        ),
        (field::INTERACTION, "Interaction", false, None, "0"),
        (
            field::PRIORITY,
            "Priority",
            false,
            Some(&["High", "Medium", "Low"]),
            "1",
        ),
    ];
    let property =
        |(name, label, hidden, values, kind): (&str, &str, bool, Option<&[&str]>, &str)| {
            ThreatProperty {
                name: name.into(),
                label: label.into(),
                hidden,
                values: values.map(|v| v.iter().map(|t| Some((*t).to_owned())).collect()),
                description: None,
                id: Some(guid_for(&format!("trustline threat property {name}"))),
                kind: Some(kind.into()),
            }
        };
    rows.into_iter().map(property).collect()
}

fn stencil(source: StencilSource, generic: bool, folder: &Path) -> Result<Stencil, String> {
    let image = match &source.icon {
        Some(icon) => Some(picture(&folder.join("icons").join(format!("{icon}.svg")))?),
        None => None,
    };
    Ok(Stencil {
        id: source.id.as_str().into(),
        name: source.name,
        description: source.description,
        parent: source.parent.as_str().into(),
        generic,
        representation: source
            .representation
            .as_deref()
            .unwrap_or("Inherited")
            .into(),
        image_location: image.is_some().then(|| "Centered on stencil".to_owned()),
        image,
        hidden: false,
        attributes: source
            .attributes
            .into_iter()
            .map(|a| Attribute {
                id: Some(guid_for(&format!("trustline attribute {}", a.name))),
                name: a.name,
                label: a.display,
                mode: a.mode,
                kind: "List".into(),
                inheritance: "Virtual".into(),
                choices: a.values,
                inherited: None,
                overridden: None,
            })
            .collect(),
        constraints: None,
        stroke_dashes: None,
        stroke_thickness: Some("0".into()),
        behavior: None,
        shape: None,
    })
}

/// An icon as the base64 of a PNG of 32 by 32 pixels.
fn picture(path: &Path) -> Result<String, String> {
    let say = |e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
    let text = fs::read_to_string(path).map_err(|e| say(&e))?;
    let tree = resvg::usvg::Tree::from_str(&text, &resvg::usvg::Options::default())
        .map_err(|e| say(&e))?;
    let mut pixels = resvg::tiny_skia::Pixmap::new(32, 32).ok_or("no pixels")?;
    let scale = 32.0 / tree.size().width();
    resvg::render(
        &tree,
        resvg::tiny_skia::Transform::from_scale(scale, scale),
        &mut pixels.as_mut(),
    );
    let png = pixels.encode_png().map_err(|e| say(&e))?;
    Ok(base64(&png))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits =
            chunk.iter().fold(0u32, |bits, b| bits << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
        for i in 0..4 {
            match i <= chunk.len() {
                true => out.push(char::from(LETTERS[(bits >> (18 - 6 * i) & 63) as usize])),
                false => out.push('='),
            }
        }
    }
    out
}

fn threat_type(source: ThreatSource, kb: &KnowledgeBase) -> ThreatType {
    let numbered = |items: &[String]| {
        let lines: Vec<String> = items
            .iter()
            .enumerate()
            .map(|(i, m)| format!("{}. {m}", i + 1))
            .collect();
        lines.join("\n")
    };
    let short = kb
        .category(&source.category)
        .map(|c| c.short.clone())
        .unwrap_or_default();
    let values = [
        (field::SHORT_DESCRIPTION, short),
        (field::DESCRIPTION, source.description.clone()),
        ("WhyItMatters", source.why),
        ("PossibleMitigations", numbered(&source.mitigations)),
        ("HowToVerify", numbered(&source.verify)),
        ("References", source.references.join(", ")),
        (field::PRIORITY, source.priority),
    ];
    let property = |(name, value): (&str, String)| {
        let known = kb.threat_properties.iter().find(|p| p.name == name);
        known.map(|p| ThreatProperty {
            values: Some(vec![Some(value)]),
            ..p.clone()
        })
    };
    ThreatType {
        id: source.id.as_str().into(),
        title: source.title,
        category: source.category,
        related_category: None,
        description: source.description,
        include: source.include,
        exclude: source.exclude,
        properties: values.into_iter().filter_map(property).collect(),
    }
}

fn example(file: &str, path: &Path, kb: &Arc<KnowledgeBase>) -> Result<ThreatModel, String> {
    let source: ModelSource = parse(path)?;
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
        version: "4.3".into(),
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
        let mut properties = Vec::new();
        for (label, value) in [
            ("Diagram", trustline_model::PropertyValue::Heading),
            (
                "Name",
                trustline_model::PropertyValue::Text(drawn.name.clone()),
            ),
        ] {
            properties.push(trustline_model::Property {
                name: String::new(),
                label: label.into(),
                value,
            });
        }
        let mut diagram = Diagram {
            id: id(&format!("diagram {}", drawn.name)).into(),
            name: drawn.name.clone(),
            elements: Vec::new(),
            properties,
            zoom: "1".into(),
            kind: ("DRAWINGSURFACE".into(), "DRAWINGSURFACE".into()),
        };
        elements(drawn, kb, &id, &mut diagram)?;
        model
            .apply(Edit::InsertDiagram(usize::MAX, diagram))
            .map_err(|e| e.to_string())?;
    }
    let analysis = trustline_analysis::analyze(&model);
    let update = trustline_analysis::update(&model, &analysis);
    model.apply(update.into_edit()).map_err(|e| e.to_string())?;
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
            .apply(Edit::PutThreat(threat))
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

#[cfg(test)]
mod tests {
    #[test]
    fn built_files_are_those_of_their_sources() {
        for (path, bytes) in super::built().unwrap() {
            let there = std::fs::read(&path).unwrap_or_default();
            assert!(
                there == bytes,
                "{} is out of date: run `cargo xtask library`",
                path.display()
            );
        }
    }
}
