//! Elements of a `.tm7` to a model. Tolerant: order and white space do not matter, what is not
//! understood stays in the file's bytes and is named in a diagnostic.

use super::usual::{MODEL, SURFACE, VERSION, interaction_key};
use super::{ends, guess, ids, review, several};
use crate::ground::format::FileIds;
use crate::ground::xml::{El, namespaces};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use trustline_model::InOrder;
use trustline_model::geometry::Rect;
use trustline_model::{
    Attribute, Constraint, Diagnostic, Diagram, DiagramId, Element, ElementId, Form, Information,
    KnowledgeBase, Line, Manifest, Message, Note, Place, Port, Property, PropertyValue, Severity,
    State, Stencil, StencilId, Stroke, Threat, ThreatCategory, ThreatModel, ThreatProperty,
    ThreatType, UNTOUCHED, property_name, threat_property,
};

/// What helps against all that a writer of our own would not do.
const CONVERT: &str =
    "the Microsoft tool may refuse the file; `trustline convert` writes what is needed";

/// What reading gives beside the model: what elements are called in the file, where that is not their
/// id, and the flows whose ends it does not place.
#[derive(Default)]
pub struct InFile {
    pub ids: FileIds,
    pub unplaced: Vec<(DiagramId, ElementId)>,
    /// Whether it stands in other namespaces than those of .NET.
    pub foreign: bool,
}

/// Whether a model stands in other namespaces than those of .NET. What is changed in one has no place
/// there, so it is written anew.
fn is_foreign(root: El<'_>) -> bool {
    let own = namespaces(root.open_tag());
    let own = own.into_iter().find(|(prefix, _)| prefix.is_empty());
    own.is_none_or(|(_, address)| address != MODEL)
}

/// Reads the root element of a model.
pub fn read(root: El<'_>, diagnostics: &mut Vec<Diagnostic>) -> (ThreatModel, InFile) {
    let mut reader = Reader {
        diagnostics,
        portless: None,
        untyped: None,
        lists: HashMap::new(),
        unknown: HashSet::new(),
    };
    let mut model = reader.model(root);
    ids::repair_diagrams(&mut model, reader.diagnostics);
    let ids = several::join(&mut model, reader.diagnostics);
    ids::repair_elements(&mut model, reader.diagnostics);
    ids::repair_threats(&mut model);
    let mut unplaced = Vec::new();
    for diagram in &mut model.diagrams {
        let filled = ends::fill_in(diagram, reader.diagnostics).into_iter();
        unplaced.extend(filled.map(|id| (diagram.id.clone(), id)));
    }
    let foreign = is_foreign(root);
    (
        model,
        InFile {
            ids,
            unplaced,
            foreign,
        },
    )
}

struct Reader<'d, 'o> {
    diagnostics: &'o mut Vec<Diagnostic>,
    /// Lines without a port at an end: the first, and how many.
    portless: Option<(El<'d>, usize)>,
    /// Lists of choices by how they are written: thousands of elements share a few.
    lists: HashMap<&'d str, Arc<[String]>>,
    /// Properties that do not say what they are: the first, and how many.
    untyped: Option<(El<'d>, usize)>,
    unknown: HashSet<(&'d str, &'d str)>,
}

impl<'d> Reader<'d, '_> {
    fn say(
        &mut self,
        at: El<'d>,
        code: &'static str,
        severity: Severity,
        message: String,
    ) -> &mut Diagnostic {
        let (line, column) = at.place();
        self.diagnostics
            .push(Diagnostic::new(code, severity, message).at(Place::Text { line, column }));
        // INVARIANT: just pushed.
        self.diagnostics
            .last_mut()
            .expect("a diagnostic was pushed")
    }

    /// Something the model has no place for. Said once for each kind of thing.
    fn unknown(&mut self, parent: &'d str, at: El<'d>) {
        if self.unknown.insert((parent, at.name())) {
            let message = format!("`{}` inside of `{parent}` is not understood", at.name());
            self.say(at, "unknown-content", Severity::Info, message)
                .help = Some("it is kept in its place and written back".into());
        }
    }

    /// What .NET needs to read a file, and this one lacks.
    fn lacking(&mut self, root: El<'d>) {
        let blocks = ["MetaInformation", "Profile", "Version"];
        let there = |name: &&str| {
            let part = root.child(name).map(El::resolved);
            part.is_some_and(|p| !p.is_nil() && (*name != "Version" || !p.text().trim().is_empty()))
        };
        let missing: Vec<String> = (blocks.iter().filter(|b| !there(b)))
            .map(|b| format!("`{b}`"))
            .collect();
        if !missing.is_empty() {
            let message = format!("the file has no {}", missing.join(", no "));
            self.say(root, "missing-block", Severity::Warning, message)
                .help = Some(CONVERT.into());
        }
        if is_foreign(root) {
            let message = "the root element is not in the namespace of models".to_owned();
            self.say(root, "foreign-namespace", Severity::Warning, message)
                .help = Some(CONVERT.into());
        }
        if let Some((first, count)) = self.untyped {
            let message = match count {
                1 => "a property does not say what kind it is".to_owned(),
                n => format!("{n} properties do not say what kind they are"),
            };
            self.say(first, "unknown-property-kind", Severity::Warning, message)
                .help = Some(
                "names are taken for names, the others for what their values look like".into(),
            );
        }
        if let Some((first, count)) = self.portless {
            let message = match count {
                1 => "a line has no port at an end".to_owned(),
                n => format!("{n} lines have no port at an end"),
            };
            self.say(first, "nil-port", Severity::Warning, message).help = Some(CONVERT.into());
        }
    }

    fn model(&mut self, root: El<'d>) -> ThreatModel {
        let mut model = ThreatModel::default();
        let mut version = String::new();
        for part in root.children() {
            let part = part.resolved();
            match part.name() {
                "DrawingSurfaceList" => {
                    for diagram in part.children() {
                        let diagram = self.diagram(diagram.resolved());
                        model.diagrams.push(diagram);
                    }
                }
                "MetaInformation" => model.information = self.information(part),
                "Notes" => model.notes = part.children().map(note).collect(),
                "ThreatInstances" => {
                    for entry in part.children() {
                        if let Some(threat) = self.threat(entry) {
                            model.threats.push(threat);
                        }
                    }
                }
                "ThreatGenerationEnabled" => {
                    model.generation_enabled = match part.text().trim() {
                        "true" | "1" => Some(true),
                        "false" | "0" => Some(false),
                        _ => None,
                    };
                }
                "Validations" => {
                    model.messages = part.children().map(|m| message(m.resolved())).collect()
                }
                "Version" => version = part.text().into_owned(),
                "KnowledgeBase" if !part.is_nil() => {
                    let mut kb = self.knowledge_base(part);
                    model.review = review::take(&mut kb);
                    model.knowledge_base = Some(Arc::new(kb));
                }
                "Profile" => model.declined = self.declined(part),
                "KnowledgeBase" => {}
                _ => self.unknown("ThreatModel", part),
            }
        }
        let told = !version.trim().is_empty() && version != VERSION;
        model.version = told.then_some(version);
        self.lacking(root);
        if model.knowledge_base.is_none() {
            self.say(
                root,
                "no-knowledge-base",
                Severity::Warning,
                "this model has no knowledge base".into(),
            )
            .help =
                Some("without a template no threats are generated; recorded ones are kept".into());
        }
        model
    }

    /// Versions of the template that people were offered and declined.
    fn declined(&mut self, profile: El<'d>) -> Vec<String> {
        let mut versions = Vec::new();
        for part in profile.children() {
            if part.name() != "PromptedKb" {
                self.unknown("Profile", part);
                continue;
            }
            for entry in part.children() {
                match entry.name() {
                    "Version" => versions.push(entry.text().into_owned()),
                    _ => self.unknown("PromptedKb", entry),
                }
            }
        }
        versions
    }

    fn information(&mut self, el: El<'d>) -> Information {
        let mut info = Information::default();
        for field in el.children() {
            let slot = match field.name() {
                "Assumptions" => &mut info.assumptions,
                "Contributors" => &mut info.contributors,
                "ExternalDependencies" => &mut info.dependencies,
                "HighLevelSystemDescription" => &mut info.description,
                "Owner" => &mut info.owner,
                "Reviewer" => &mut info.reviewer,
                "ThreatModelName" => &mut info.name,
                _ => {
                    self.unknown("MetaInformation", field);
                    continue;
                }
            };
            *slot = field.text().into_owned();
        }
        info
    }

    fn diagram(&mut self, el: El<'d>) -> Diagram {
        let mut diagram = Diagram::new(DiagramId::default(), "");
        let mut kind = (String::new(), String::new());
        for part in el.children() {
            let part = part.resolved();
            match part.name() {
                "GenericTypeId" => kind.0 = part.text().into_owned(),
                "TypeId" => kind.1 = part.text().into_owned(),
                "Guid" => diagram.id = trimmed(part).into(),
                "Properties" => diagram.properties = self.properties(part),
                "Borders" | "Lines" => {
                    diagram.elements.reserve(part.children().count());
                    for entry in part.children() {
                        match entry.child("Value") {
                            Some(value) => {
                                let element = self.element(value, part.name() == "Borders");
                                diagram.elements.push(element);
                            }
                            None => self.unknown("Borders or Lines", entry),
                        }
                    }
                }
                "Header" => diagram.name = part.text().into_owned(),
                "Zoom" => diagram.zoom = or(part.text(), "1"),
                _ => self.unknown("DrawingSurfaceModel", part),
            }
        }
        let usual = kind.0 == SURFACE && kind.1 == SURFACE;
        diagram.kind = (!usual).then_some(kind);
        // Some writers keep boundary lines among the borders.
        diagram
            .elements
            .put_in_order_by_key(|e| e.form.line().is_some());
        if diagram.name.is_empty()
            && let Some(name) = diagram.properties.iter().find_map(|p| match &p.value {
                PropertyValue::Text(text) if p.label == "Name" => Some(text.clone()),
                _ => None,
            })
        {
            diagram.name = name;
        }
        diagram
    }

    fn element(&mut self, el: El<'d>, border: bool) -> Element {
        let mut id = ElementId::default();
        let (mut generic, mut stencil) = (StencilId::default(), StencilId::default());
        let mut properties = Vec::new();
        let mut rect = Rect::default();
        let mut line = Line::default();
        let (mut dashes, mut thickness) = (None, None);
        for part in el.children() {
            match part.name() {
                "GenericTypeId" => generic = trimmed(part).into(),
                "TypeId" => stencil = trimmed(part).into(),
                "Guid" => id = trimmed(part).into(),
                "Properties" => properties = self.properties(part.resolved()),
                "Height" => rect.height = self.number(part),
                "Left" => rect.left = self.number(part),
                "Top" => rect.top = self.number(part),
                "Width" => rect.width = self.number(part),
                "StrokeDashArray" => dashes = optional(part),
                "StrokeThickness" => thickness = Some(part.text().into_owned()),
                "HandleX" => line.handle.x = self.number(part),
                "HandleY" => line.handle.y = self.number(part),
                "PortSource" => line.source.port = port(part),
                "PortTarget" => line.target.port = port(part),
                "SourceGuid" => {
                    line.source.element = Some(trimmed(part).into()).filter(ElementId::is_some)
                }
                "TargetGuid" => {
                    line.target.element = Some(trimmed(part).into()).filter(ElementId::is_some)
                }
                "SourceX" => line.source.point.x = self.number(part),
                "SourceY" => line.source.point.y = self.number(part),
                "TargetX" => line.target.point.x = self.number(part),
                "TargetY" => line.target.point.y = self.number(part),
                _ => self.unknown("an element", part),
            }
        }
        let form = self.form(el, border, (&generic, &stencil), rect, line);
        let has_port = |name: &str| el.child(name).is_some_and(|p| !p.is_nil());
        if form.line().is_some() && !(has_port("PortSource") && has_port("PortTarget")) {
            self.portless.get_or_insert((el, 0)).1 += 1;
        }
        let stroke = match (form.line().is_some(), thickness) {
            (true, None) => None,
            (_, thickness) => Some(Stroke {
                dashes,
                thickness: thickness.unwrap_or_else(|| "1".into()),
            }),
        };
        Element {
            id,
            stencil,
            generic,
            properties,
            form,
            stroke,
        }
    }

    fn form(
        &mut self,
        el: El<'d>,
        border: bool,
        stencils: (&StencilId, &StencilId),
        rect: Rect,
        line: Line,
    ) -> Form {
        let kind = el
            .attribute("type")
            .map_or("", |t| t.rsplit_once(':').map_or(t, |(_, l)| l));
        match (kind, stencils.0.as_str()) {
            ("StencilEllipse", _) => return Form::Process(rect),
            ("StencilParallelLines" | "StencilParallel", _) => return Form::DataStore(rect),
            ("StencilRectangle", "GE.A") => return Form::Annotation(rect),
            ("StencilRectangle", _) => return Form::ExternalEntity(rect),
            ("BorderBoundary", _) => return Form::BoundaryBox(rect),
            ("Connector", _) => return Form::DataFlow(line),
            ("LineBoundary", _) => return Form::BoundaryLine(line),
            _ => {}
        }
        let has_ends = ["SourceX", "SourceGuid", "TargetGuid", "HandleX"]
            .iter()
            .any(|name| el.child(name).is_some());
        let words = [kind, stencils.0.as_str(), stencils.1.as_str()];
        let guess = guess::form(words, border, has_ends, rect, line);
        let message = match kind {
            "" => "an element without a type".to_owned(),
            kind => format!("an element of the unknown type `{kind}`"),
        };
        self.say(el, "unknown-element-type", Severity::Warning, message)
            .help = Some(format!("it is taken for {}", article(guess.as_str())));
        guess
    }

    fn properties(&mut self, el: El<'d>) -> Vec<Property> {
        let mut properties = Vec::with_capacity(8);
        for entry in el.children() {
            let mut kind = entry
                .attribute("type")
                .map_or("", |t| t.rsplit_once(':').map_or(t, |(_, l)| l));
            let (mut label, mut name) = (Cow::default(), Cow::default());
            let (mut value, mut selected) = (None, 0);
            for part in entry.children() {
                match part.name() {
                    "DisplayName" => label = part.text(),
                    "Name" => name = part.text(),
                    "Value" => value = Some(part.resolved()),
                    "SelectedIndex" => selected = part.text().trim().parse().unwrap_or(0),
                    _ => self.unknown("a property", part),
                }
            }
            if kind.is_empty() {
                self.untyped.get_or_insert((entry, 0)).1 += 1;
                kind = guess::kind(&label, &name, value);
                if guess::is_name(&label, &name) {
                    label = property_name::NAME_LABEL.into();
                }
            }
            let text = || {
                value
                    .filter(|v| !v.is_nil())
                    .map(El::text)
                    .unwrap_or_default()
                    .into_owned()
            };
            let value = match kind {
                "HeaderDisplayAttribute" => PropertyValue::Heading,
                "StringDisplayAttribute" => PropertyValue::Text(text()),
                "CustomStringDisplayAttribute" => PropertyValue::CustomText(text()),
                "BooleanDisplayAttribute" => PropertyValue::Boolean(text()),
                "ListDisplayAttribute" | "StaticListDisplayAttribute" => PropertyValue::List {
                    choices: value.map(|v| self.choices(v)).unwrap_or_default(),
                    selected,
                    fixed: kind.starts_with("Static"),
                },
                _ => {
                    let message = format!("a property of the unknown kind `{kind}`");
                    self.say(entry, "unknown-property-kind", Severity::Warning, message)
                        .help = Some("it is taken for text".into());
                    PropertyValue::CustomText(text())
                }
            };
            properties.push(Property {
                name: name.into_owned(),
                label: label.into_owned(),
                value,
            });
        }
        properties
    }

    fn choices(&mut self, value: El<'d>) -> Arc<[String]> {
        let list = || value.children().map(|c| c.text().into_owned()).collect();
        self.lists.entry(value.inner()).or_insert_with(list).clone()
    }

    fn number(&mut self, el: El<'d>) -> f64 {
        let text = el.text();
        let number = match text.trim() {
            "INF" => f64::INFINITY,
            "-INF" => f64::NEG_INFINITY,
            plain => match plain.parse::<f64>() {
                Ok(number) => number,
                Err(_) if el.is_nil() => 0.0,
                Err(_) => f64::NAN,
            },
        };
        if number.is_finite() {
            return number;
        }
        let message = format!(
            "`{}` of an element is `{}`, not a number",
            el.name(),
            text.trim()
        );
        self.say(el, "not-a-number", Severity::Warning, message)
            .help =
            Some("0 is used instead; numbers are written with a point, such as `12.5`".into());
        0.0
    }

    fn threat(&mut self, entry: El<'d>) -> Option<Threat> {
        let Some(value) = entry.child("Value").filter(|v| v.has_children()) else {
            self.unknown("ThreatInstances", entry);
            return None;
        };
        let mut t = Threat {
            modified_at: UNTOUCHED.into(),
            ..Threat::default()
        };
        let mut interaction = Cow::default();
        let mut fields = Vec::new();
        for part in value.children() {
            match part.name() {
                "ChangedBy" => t.changed_by = optional(part),
                "DrawingSurfaceGuid" => t.diagram = trimmed(part).into(),
                "FlowGuid" => t.key.flow = trimmed(part).into(),
                "SourceGuid" => t.key.source = trimmed(part).into(),
                "TargetGuid" => t.key.target = trimmed(part).into(),
                "TypeId" => t.key.threat_type = trimmed(part).into(),
                "Id" => t.number = part.text().trim().parse().unwrap_or(0),
                "InteractionKey" => interaction = part.text(),
                "ModifiedAt" => t.modified_at = or(part.text(), UNTOUCHED),
                "Priority" => t.priority = part.text().into_owned(),
                "State" => t.state = self.state(part),
                "Upgraded" => t.upgraded = part.text().trim() == "true",
                "Wide" => t.wide = part.text().trim() == "true",
                "Properties" => {
                    t.properties = part
                        .children()
                        .map(|p| {
                            (
                                p.child_text("Key").into_owned(),
                                p.child_text("Value").into_owned(),
                            )
                        })
                        .collect();
                }
                // Empty in native files: what they say stands among the properties.
                "Title"
                | "UserThreatCategory"
                | "UserThreatDescription"
                | "InteractionString"
                | "UserThreatShortDescription"
                | "StateInformation" => {
                    if let Some(text) = optional(part).filter(|t| !t.is_empty()) {
                        fields.push((part.name(), text));
                    }
                }
                _ => self.unknown("a threat", part),
            }
        }
        for (name, text) in fields {
            if !t.properties.iter().any(|(n, _)| n == name) {
                t.set_property(name, text);
            }
        }
        if t.priority.is_empty() {
            t.priority = t.property(threat_property::PRIORITY).to_owned();
        }
        let key = entry.child_text("Key");
        if key != t.key.to_string() {
            t.file_key = Some(key.into_owned());
        }
        if interaction != interaction_key(&t.key) {
            t.file_interaction = Some(interaction.into_owned());
        }
        Some(t)
    }

    fn state(&mut self, el: El<'d>) -> State {
        let word = el.text();
        let state = State::parse(word.trim());
        if state.file_name() != word || matches!(state, State::Other(_)) {
            let message = match &state {
                State::Other(word) => format!("unknown state `{word}`"),
                known => format!(
                    "state `{word}` is spelt `{}` in native files",
                    known.file_name()
                ),
            };
            self.say(el, "state-spelling", Severity::Info, message);
        }
        state
    }

    fn knowledge_base(&mut self, el: El<'d>) -> KnowledgeBase {
        let mut kb = KnowledgeBase {
            priority_used: true,
            status_used: true,
            ..KnowledgeBase::default()
        };
        for part in el.children() {
            let part = part.resolved();
            match part.name() {
                "GenericElements" => kb
                    .stencils
                    .splice(0..0, part.children().map(|s| stencil(s, true)))
                    .for_each(drop),
                "StandardElements" => kb
                    .stencils
                    .extend(part.children().map(|s| stencil(s, false))),
                "Manifest" => {
                    kb.manifest = Manifest {
                        author: part.child_text("Author").into_owned(),
                        id: part.child_text("Id").into_owned(),
                        name: part.child_text("Name").into_owned(),
                        version: part.child_text("Version").into_owned(),
                    };
                }
                "ThreatCategories" => {
                    kb.categories = part
                        .children()
                        .map(|c| ThreatCategory {
                            id: c.child_text("Id").into_owned(),
                            name: c.child_text("Name").into_owned(),
                            short: c.child_text("ShortDescription").into_owned(),
                            long: c.child_text("LongDescription").into_owned(),
                        })
                        .collect();
                }
                "ThreatMetaData" => {
                    kb.priority_used = part.child_text("IsPriorityUsed").trim() != "false";
                    kb.status_used = part.child_text("IsStatusUsed").trim() != "false";
                    kb.threat_properties = threat_properties(part.child("PropertiesMetaData"));
                }
                "ThreatTypes" => kb.threat_types = part.children().map(threat_type).collect(),
                _ => self.unknown("KnowledgeBase", part),
            }
        }
        kb
    }
}

/// A word with `a` or `an` before it.
fn article(word: &str) -> String {
    let an = word.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {word}", if an { "an" } else { "a" })
}

fn trimmed(el: El<'_>) -> String {
    el.text().trim().to_owned()
}

/// Text, or what stands for none where .NET needs some.
fn or(text: Cow<'_, str>, default: &str) -> String {
    match text.trim().is_empty() {
        true => default.to_owned(),
        false => text.into_owned(),
    }
}

/// Text, unless the element says that it has none.
fn optional(el: El<'_>) -> Option<String> {
    (!el.is_nil()).then(|| el.text().into_owned())
}

fn port(el: El<'_>) -> Port {
    let word = el.text();
    Port::ALL
        .iter()
        .find(|(_, name)| *name == word.trim())
        .map_or(Port::None, |(port, _)| *port)
}

fn note(el: El<'_>) -> Note {
    Note {
        author: el.child_text("AddedBy").into_owned(),
        date: or(el.child_text("Date"), UNTOUCHED),
        number: or(el.child_text("Id"), "0"),
        text: el.child_text("Message").into_owned(),
    }
}

fn message(el: El<'_>) -> Message {
    let guids = el.child("ElementGuids");
    Message {
        elements: guids
            .into_iter()
            .flat_map(El::children)
            .map(|g| trimmed(g).into())
            .collect(),
        enabled: el.child_text("Enabled").trim() != "false",
        id: or(el.child_text("Guid"), ElementId::NONE),
        issue: el.child_text("IssueGuid").into_owned(),
        text: el.child_text("Message").into_owned(),
        source: el.child_text("Source").into_owned(),
        diagram: el
            .child("SourceGuid")
            .map(trimmed)
            .unwrap_or_default()
            .into(),
    }
}

fn stencil(el: El<'_>, generic: bool) -> Stencil {
    let mut s = Stencil {
        generic,
        ..Stencil::default()
    };
    for part in el.children() {
        match part.name() {
            "Attributes" => s.attributes = part.children().map(attribute).collect(),
            "Behavior" => s.behavior = optional(part),
            "Description" => s.description = part.text().into_owned(),
            "Hidden" => s.hidden = part.text().trim() == "true",
            "Id" => s.id = trimmed(part).into(),
            "ImageLocation" => s.image_location = optional(part),
            "ImageSource" => s.image = optional(part),
            "Name" => s.name = part.text().into_owned(),
            "ParentId" => s.parent = trimmed(part).into(),
            "Representation" => s.representation = part.text().trim().into(),
            "Shape" => s.shape = optional(part),
            "StencilConstraints" if !part.is_nil() => {
                let constraint = |c: El<'_>| Constraint {
                    connection: c.child_text("SelectedStencilConnection").into_owned(),
                    stencil: c.child_text("SelectedStencilType").into_owned(),
                };
                s.constraints = Some(part.children().map(constraint).collect());
            }
            "StrokeDashArray" => s.stroke_dashes = optional(part),
            "StrokeThickness" => s.stroke_thickness = optional(part).filter(|t| t.trim() != "0"),
            _ => {}
        }
    }
    s
}

fn attribute(el: El<'_>) -> Attribute {
    let mut a = Attribute::default();
    for part in el.children() {
        match part.name() {
            "AttributeValues" => {
                a.choices = part.children().map(|v| v.text().into_owned()).collect()
            }
            "DisplayName" => a.label = part.text().into_owned(),
            "Inheritance" => a.inheritance = or(part.text(), "Virtual"),
            "Mode" => a.mode = or(part.text(), "Dynamic"),
            "Name" => a.name = part.text().into_owned(),
            "Type" => a.kind = or(part.text(), "List"),
            _ => {}
        }
    }
    a
}

fn threat_type(el: El<'_>) -> ThreatType {
    let mut t = ThreatType::default();
    for part in el.children() {
        match part.name() {
            "Category" => t.category = part.text().into_owned(),
            "Description" => t.description = part.text().into_owned(),
            "GenerationFilters" => {
                t.exclude = part.child_text("Exclude").into_owned();
                t.include = part.child_text("Include").into_owned();
            }
            "Id" => t.id = trimmed(part).into(),
            "PropertiesMetaData" => t.properties = threat_properties(Some(part)),
            "RelatedCategory" => t.related_category = optional(part),
            "ShortTitle" => t.title = part.text().into_owned(),
            _ => {}
        }
    }
    t
}

fn threat_properties(el: Option<El<'_>>) -> Vec<ThreatProperty> {
    let property = |el: El<'_>| {
        let mut p = ThreatProperty::default();
        for part in el.children() {
            match part.name() {
                "Name" => p.name = part.text().into_owned(),
                "Label" => p.label = part.text().into_owned(),
                "HideFromUI" => p.hidden = part.text().trim() == "true",
                "Values" if !part.is_nil() => {
                    p.values = Some(part.children().map(optional).collect());
                }
                "Id" => p.id = optional(part),
                "AttributeType" => p.kind = optional(part),
                _ => {}
            }
        }
        p
    };
    el.into_iter()
        .flat_map(El::children)
        .map(property)
        .collect()
}
