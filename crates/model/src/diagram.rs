//! What is drawn: diagrams and their elements. Where an element stands and what it is; what it
//! looks like is left to `drawing`.

use crate::geometry::{CANVAS, CORNERS, Curve, Point, Rect};
use crate::interactions::NodeKind;
use crate::{DiagramId, ElementId, Representation, StencilId};
use std::sync::Arc;

/// Names of the properties that every template shares.
pub mod property_name {
    /// Boolean: the element is out of scope.
    pub const OUT_OF_SCOPE: &str = "71f3d9aa-b8ef-4e54-8126-607a1d903103";
    /// Text: why it is out of scope.
    pub const REASON_OUT_OF_SCOPE: &str = "752473b6-52d4-4776-9a24-202153f7d579";
    /// Text: the place of a flow in a sequence.
    pub const FLOW_ORDER: &str = "15ccd509-98eb-49ad-b9c2-b4a2926d1780";
    /// The label of the text property that holds an element's name.
    pub const NAME_LABEL: &str = "Name";
}

/// One drawing of a model.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields, default)
)]
pub struct Diagram {
    /// Names it.
    pub id: DiagramId,
    /// What people call it: the text on its tab.
    pub name: String,
    /// Elements in drawing order: what stands first lies lowest. Lines (flows and boundary lines)
    /// come after everything else.
    pub elements: Vec<Element>,
    /// Properties of the diagram itself.
    pub properties: Vec<Property>,
    /// Magnification in which it was last looked at, 1 being natural size; text as read.
    pub zoom: String,
    /// Generic type and type, where a file says others than the usual ones.
    pub kind: Option<(String, String)>,
}

impl Diagram {
    /// The element with this id.
    pub fn element(&self, id: &ElementId) -> Option<&Element> {
        self.elements.iter().find(|e| e.id == *id)
    }

    /// Data flows in drawing order.
    pub fn flows(&self) -> impl Iterator<Item = (&Element, &Line)> {
        self.elements.iter().filter_map(|e| match &e.form {
            Form::DataFlow(line) => Some((e, line)),
            _ => None,
        })
    }

    /// What tells an element from others of its name: the ends of a flow, else what it is.
    pub fn told_apart(&self, element: &Element) -> String {
        let name = |end: &End| {
            end.element
                .as_ref()
                .and_then(|id| Some(self.element(id)?.name()))
        };
        let ends = match &element.form {
            Form::DataFlow(line) => name(&line.source).zip(name(&line.target)),
            _ => None,
        };
        match ends {
            Some((source, target)) => format!("{} → {}", source.trim(), target.trim()),
            None => element.form.as_str().to_owned(),
        }
    }

    /// Trust boundaries, boxes and lines, in drawing order.
    pub fn boundaries(&self) -> impl Iterator<Item = &Element> {
        self.elements.iter().filter(|e| e.form.is_boundary())
    }
}

/// One thing on a diagram.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields)
)]
pub struct Element {
    /// Names it; unique within its diagram.
    pub id: ElementId,
    /// The stencil it was drawn with.
    pub stencil: StencilId,
    /// The generic stencil above that one, as recorded with the element.
    pub generic: StencilId,
    /// Name, scope and attributes in the order of the properties pane.
    pub properties: Vec<Property>,
    /// What it is and where it stands.
    pub form: Form,
    /// Line style recorded with it; rides along for shapes, absent for lines.
    pub stroke: Option<Stroke>,
}

impl Element {
    /// The element's name; empty where it has none.
    pub fn name(&self) -> &str {
        self.properties
            .iter()
            .find_map(|p| match &p.value {
                PropertyValue::Text(text) if p.label == property_name::NAME_LABEL => {
                    Some(text.as_str())
                }
                _ => None,
            })
            .unwrap_or("")
    }

    /// The value of a property as rules see it: by name, failing that by label; without regard to
    /// case where no spelling fits exactly.
    pub fn property(&self, name: &str) -> Option<&str> {
        let exact = |p: &&Property| p.rule_name() == name;
        let label = |p: &&Property| p.label == name;
        let loose = |p: &&Property| {
            p.rule_name().eq_ignore_ascii_case(name) || p.label.eq_ignore_ascii_case(name)
        };
        let valued = || {
            self.properties
                .iter()
                .filter(|p| p.value.as_text().is_some())
        };
        // A list without a valid choice is there, with no value: it must not fall through.
        let found = valued()
            .rfind(exact)
            .or_else(|| valued().find(label))
            .or_else(|| valued().find(loose))?;
        found.value.as_text()?
    }

    /// Whether the element is marked out of scope.
    pub fn is_out_of_scope(&self) -> bool {
        self.properties.iter().any(|p| {
            p.name.eq_ignore_ascii_case(property_name::OUT_OF_SCOPE)
                && matches!(&p.value, PropertyValue::Boolean(text) | PropertyValue::Text(text)
                    if text.eq_ignore_ascii_case("true"))
        })
    }
}

/// Line style as recorded in files.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields, default)
)]
pub struct Stroke {
    /// Dash pattern, text as read.
    pub dashes: Option<String>,
    /// Thickness, text as read.
    pub thickness: String,
}

/// What an element is and where it stands.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields)
)]
pub enum Form {
    /// Receives, changes or redirects data.
    Process(Rect),
    /// Keeps data.
    DataStore(Rect),
    /// Outside of one's control.
    ExternalEntity(Rect),
    /// Free text.
    Annotation(Rect),
    /// A trust boundary drawn as a box.
    BoundaryBox(Rect),
    /// A trust boundary drawn as an arc.
    BoundaryLine(Line),
    /// Data on its way.
    DataFlow(Line),
}

/// Forms among which an element can change its stencil.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Family {
    Node,
    Annotation,
    BoundaryBox,
    BoundaryLine,
    DataFlow,
}

impl Form {
    /// What it can become without being drawn again.
    pub fn family(&self) -> Family {
        match self {
            Form::Process(_) | Form::DataStore(_) | Form::ExternalEntity(_) => Family::Node,
            Form::Annotation(_) => Family::Annotation,
            Form::BoundaryBox(_) => Family::BoundaryBox,
            Form::BoundaryLine(_) => Family::BoundaryLine,
            Form::DataFlow(_) => Family::DataFlow,
        }
    }

    /// The field's word for it.
    pub fn as_str(&self) -> &'static str {
        match self {
            Form::Process(_) => "process",
            Form::DataStore(_) => "data store",
            Form::ExternalEntity(_) => "external entity",
            Form::Annotation(_) => "annotation",
            Form::BoundaryBox(_) => "boundary box",
            Form::BoundaryLine(_) => "boundary line",
            Form::DataFlow(_) => "data flow",
        }
    }

    /// Whether it is a trust boundary.
    pub fn is_boundary(&self) -> bool {
        matches!(self, Form::BoundaryBox(_) | Form::BoundaryLine(_))
    }

    /// Whether a data flow can begin or end here.
    pub fn is_node(&self) -> bool {
        self.family() == Family::Node
    }

    /// Which of them it is, where a data flow can begin or end here.
    pub fn node_kind(&self) -> Option<NodeKind> {
        Some(match self {
            Form::Process(_) => NodeKind::Process,
            Form::DataStore(_) => NodeKind::DataStore,
            Form::ExternalEntity(_) => NodeKind::ExternalEntity,
            _ => return None,
        })
    }

    /// The rectangle of whatever has one.
    pub fn rect(&self) -> Option<Rect> {
        match self {
            Form::Process(r)
            | Form::DataStore(r)
            | Form::ExternalEntity(r)
            | Form::Annotation(r)
            | Form::BoundaryBox(r) => Some(*r),
            Form::BoundaryLine(_) | Form::DataFlow(_) => None,
        }
    }

    /// The same, to be changed.
    pub fn rect_mut(&mut self) -> Option<&mut Rect> {
        match self {
            Form::Process(r)
            | Form::DataStore(r)
            | Form::ExternalEntity(r)
            | Form::Annotation(r)
            | Form::BoundaryBox(r) => Some(r),
            Form::BoundaryLine(_) | Form::DataFlow(_) => None,
        }
    }

    /// The line of whatever is one.
    pub fn line(&self) -> Option<&Line> {
        match self {
            Form::BoundaryLine(line) | Form::DataFlow(line) => Some(line),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn line_mut(&mut self) -> Option<&mut Line> {
        match self {
            Form::BoundaryLine(line) | Form::DataFlow(line) => Some(line),
            _ => None,
        }
    }

    /// Whether it stands at whole numbers, as files have them.
    pub fn is_whole(&self) -> bool {
        match (self.rect(), self.line()) {
            (Some(rect), _) => rect == rect.rounded(),
            (_, Some(line)) => [line.source.point, line.target.point, line.handle]
                .iter()
                .all(|p| *p == p.rounded()),
            _ => true,
        }
    }

    /// The same with whole numbers, as files have them.
    pub fn rounded(mut self) -> Self {
        if let Some(rect) = self.rect_mut() {
            *rect = rect.rounded();
        }
        if let Some(line) = self.line_mut() {
            for point in [
                &mut line.source.point,
                &mut line.target.point,
                &mut line.handle,
            ] {
                *point = point.rounded();
            }
        }
        self
    }

    /// Whether the original tool shows it where it stands. Ends at zero of a line that is attached
    /// to nothing are what that tool writes itself.
    pub fn is_on_canvas(&self) -> bool {
        match self {
            Form::BoundaryLine(line) | Form::DataFlow(line) => {
                let stands = |end: &End| {
                    let nowhere = end.element.is_none() && end.point == Point::default();
                    nowhere || CANVAS.covers(end.point)
                };
                let bend = CANVAS.covers(line.handle) || line.handle == Point::default();
                bend && stands(&line.source) && stands(&line.target)
            }
            _ => {
                let rect = self.rect().unwrap_or_default();
                CORNERS.covers(Point::new(rect.left, rect.top)) && rect.right() <= CANVAS.right()
            }
        }
    }

    /// A rectangle that holds the whole of it.
    pub fn bounds(&self) -> Rect {
        match self.line() {
            Some(line) => line.curve().bounds(),
            None => self.rect().unwrap_or_default(),
        }
    }
}

impl NodeKind {
    /// How such elements are drawn.
    pub fn shape(self) -> Representation {
        match self {
            NodeKind::Process => Representation::Ellipse,
            NodeKind::DataStore => Representation::ParallelLines,
            NodeKind::ExternalEntity => Representation::Rectangle,
        }
    }

    /// The form of such an element at a place.
    pub fn form(self, rect: Rect) -> Form {
        match self {
            NodeKind::Process => Form::Process(rect),
            NodeKind::DataStore => Form::DataStore(rect),
            NodeKind::ExternalEntity => Form::ExternalEntity(rect),
        }
    }
}

/// A curved line with two ends.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields, default)
)]
pub struct Line {
    /// Where it begins.
    pub source: End,
    /// Where it ends.
    pub target: End,
    /// The point the curve runs through.
    pub handle: Point,
}

impl Line {
    /// Its geometry alone.
    pub fn curve(&self) -> Curve {
        Curve {
            start: self.source.point,
            handle: self.handle,
            end: self.target.point,
        }
    }

    /// Whether a flow leads from an element to itself.
    pub fn is_loop(&self) -> bool {
        self.source.element.is_some() && self.source.element == self.target.element
    }
}

/// One end of a line: a point and, perhaps, the element it is attached to.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields, default)
)]
pub struct End {
    /// Where it was drawn.
    pub point: Point,
    /// What it is attached to. `None`: dangling, which is valid.
    pub element: Option<ElementId>,
    /// The side of the element it docks on.
    pub port: Port,
}

/// The docking places of an element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields)
)]
pub enum Port {
    #[default]
    None,
    North,
    NorthEast,
    East,
    SouthEast,
    South,
    SouthWest,
    West,
    NorthWest,
}

impl Port {
    /// Every port, with its name in files.
    pub const ALL: [(Port, &'static str); 9] = [
        (Port::None, "None"),
        (Port::North, "North"),
        (Port::NorthEast, "NorthEast"),
        (Port::East, "East"),
        (Port::SouthEast, "SouthEast"),
        (Port::South, "South"),
        (Port::SouthWest, "SouthWest"),
        (Port::West, "West"),
        (Port::NorthWest, "NorthWest"),
    ];

    /// Its name in files.
    pub fn as_str(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(p, _)| *p == self)
            .map_or("None", |(_, name)| name)
    }
}

/// A line of the properties pane.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(rename_all = "camelCase", deny_unknown_fields)
)]
pub struct Property {
    /// Internal name or GUID; empty for headings and the element's own name.
    pub name: String,
    /// What people read.
    pub label: String,
    /// Kind and value.
    pub value: PropertyValue,
}

impl Property {
    /// The name under which rules find it.
    pub fn rule_name(&self) -> &str {
        if self.name.is_empty() {
            &self.label
        } else {
            &self.name
        }
    }
}

/// Kind and value of a property.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(
        rename_all = "camelCase",
        rename_all_fields = "camelCase",
        deny_unknown_fields
    )
)]
pub enum PropertyValue {
    /// A heading between groups; has no value.
    Heading,
    /// Free text of the tool itself (name, reason for out of scope).
    Text(String),
    /// Free text that a person added.
    CustomText(String),
    /// True or false; text as read.
    Boolean(String),
    /// One choice of several.
    List {
        /// What can be chosen.
        choices: Arc<[String]>,
        /// Which is chosen, from 0; text of other tools may point outside.
        selected: i64,
        /// Fixed by the stencil, not to be changed by people.
        fixed: bool,
    },
}

impl PropertyValue {
    /// The value as text. Outer `None`: a heading. Inner `None`: a list whose choice is not
    /// valid.
    pub fn as_text(&self) -> Option<Option<&str>> {
        Some(match self {
            PropertyValue::Heading => return None,
            PropertyValue::Text(text)
            | PropertyValue::CustomText(text)
            | PropertyValue::Boolean(text) => Some(text),
            PropertyValue::List {
                choices, selected, ..
            } => usize::try_from(*selected)
                .ok()
                .and_then(|i| choices.get(i))
                .map(String::as_str),
        })
    }
}
