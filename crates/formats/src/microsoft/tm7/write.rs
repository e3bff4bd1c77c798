//! A model to the bytes of a `.tm7`, as the original tool writes them: one line of markup, no
//! declaration, prefixes and their places constant, children in the serialiser's order.

use super::review;
use super::usual::{MODEL, SURFACE, VERSION, interaction_key};
use crate::ground::format::Text;
use crate::ground::xml::escape_into;
use trustline_model::{
    Attribute, Diagram, Element, ElementId, End, Form, KnowledgeBase, Message, Note, Property,
    PropertyValue, Stencil, Stroke, Threat, ThreatCategory, ThreatModel, ThreatProperty,
    ThreatType,
};

/// How `z:Id` is filled in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ids {
    /// `i1`, `i2`, … in document order.
    Numbered,
    /// The same placeholder everywhere, so that texts can be compared.
    Open,
}

/// The placeholder for an id that is yet to be given: no text that is written can hold it.
pub const OPEN_ID: &str = "z:Id=\"\u{1}\"";

const ABSTRACTS: &str = "http://schemas.datacontract.org/2004/07/ThreatModeling.Model.Abstracts";
const KNOWLEDGE: &str = "http://schemas.datacontract.org/2004/07/ThreatModeling.KnowledgeBase";
const INTERFACES: &str = "http://schemas.datacontract.org/2004/07/ThreatModeling.Interfaces";
const STORAGE: &str = "http://schemas.datacontract.org/2004/07/ThreatModeling.ExternalStorage.OM";
const ARRAYS: &str = "http://schemas.microsoft.com/2003/10/Serialization/Arrays";
const SERIALIZATION: &str = "http://schemas.microsoft.com/2003/10/Serialization/";
const SCHEMA: &str = "http://www.w3.org/2001/XMLSchema";
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Writes a model anew, from nothing but the model.
pub fn write(model: &ThreatModel, ids: Ids) -> Text {
    let mut w = Writer {
        out: String::with_capacity(1 << 16),
        ids,
        next: 1,
        left_out: 0,
    };
    w.model(model);
    Text {
        text: w.out,
        left_out: w.left_out,
    }
}

struct Writer {
    out: String,
    ids: Ids,
    next: u32,
    left_out: usize,
}

impl Writer {
    fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    fn open(&mut self, name: &str, attributes: &str) {
        self.raw("<");
        self.raw(name);
        if !attributes.is_empty() {
            self.raw(" ");
            self.raw(attributes);
        }
        self.raw(">");
    }

    fn close(&mut self, name: &str) {
        self.raw("</");
        self.raw(name);
        self.raw(">");
    }

    /// Opens, fills and closes an element; without content it is written `<X/>`.
    fn element(&mut self, name: &str, attributes: &str, fill: impl FnOnce(&mut Self)) {
        self.open(name, attributes);
        let before = self.out.len();
        fill(self);
        if self.out.len() == before {
            self.out.pop();
            self.raw("/>");
        } else {
            self.close(name);
        }
    }

    fn text_with(&mut self, name: &str, attributes: &str, text: &str) {
        self.element(name, attributes, |w| {
            w.left_out += escape_into(&mut w.out, text);
        });
    }

    fn text(&mut self, name: &str, text: &str) {
        self.text_with(name, "", text);
    }

    fn flag(&mut self, name: &str, value: bool) {
        self.text(name, if value { "true" } else { "false" });
    }

    fn optional(&mut self, name: &str, text: Option<&str>) {
        match text {
            Some(text) => self.text(name, text),
            None => self.nil(name),
        }
    }

    fn nil(&mut self, name: &str) {
        self.text_with(name, "i:nil=\"true\"", "");
    }

    fn id(&mut self) -> String {
        match self.ids {
            Ids::Open => OPEN_ID.to_owned(),
            Ids::Numbered => {
                self.next += 1;
                format!("z:Id=\"i{}\"", self.next - 1)
            }
        }
    }

    /// A child in the namespace of the drawing's abstractions.
    fn abstract_text(&mut self, name: &str, text: &str) {
        self.text_with(name, &format!("xmlns=\"{ABSTRACTS}\""), text);
    }

    fn model(&mut self, model: &ThreatModel) {
        self.open(
            "ThreatModel",
            &format!("xmlns=\"{MODEL}\" xmlns:i=\"{INSTANCE}\""),
        );
        self.element("DrawingSurfaceList", "", |w| {
            model.diagrams.iter().for_each(|d| w.diagram(d))
        });
        self.element("MetaInformation", "", |w| {
            let info = &model.information;
            w.text("Assumptions", &info.assumptions);
            w.text("Contributors", &info.contributors);
            w.text("ExternalDependencies", &info.dependencies);
            w.text("HighLevelSystemDescription", &info.description);
            w.text("Owner", &info.owner);
            w.text("Reviewer", &info.reviewer);
            w.text("ThreatModelName", &info.name);
        });
        self.element("Notes", "", |w| model.notes.iter().for_each(|n| w.note(n)));
        self.element("ThreatInstances", &format!("xmlns:a=\"{ARRAYS}\""), |w| {
            model.threats.iter().for_each(|t| w.threat(t));
        });
        if let Some(on) = model.generation_enabled {
            self.flag("ThreatGenerationEnabled", on);
        }
        self.element("Validations", &format!("xmlns:a=\"{KNOWLEDGE}\""), |w| {
            model.messages.iter().for_each(|m| w.message(m));
        });
        self.text("Version", model.version.as_deref().unwrap_or(VERSION));
        match &model.knowledge_base {
            Some(kb) if model.review.is_empty() => self.knowledge_base(kb),
            Some(kb) => self.knowledge_base(&review::put(kb, &model.review)),
            None => self.text_with(
                "KnowledgeBase",
                &format!("i:nil=\"true\" xmlns:a=\"{KNOWLEDGE}\""),
                "",
            ),
        }
        self.element("Profile", "", |w| {
            w.element("PromptedKb", "xmlns=\"\"", |w| {
                model.declined.iter().for_each(|v| w.text("Version", v));
            });
        });
        self.close("ThreatModel");
    }

    fn diagram(&mut self, diagram: &Diagram) {
        let id = self.id();
        self.open(
            "DrawingSurfaceModel",
            &format!("{id} xmlns:z=\"{SERIALIZATION}\""),
        );
        let kind = diagram.kind.as_ref();
        let (generic, own) = kind.map_or((SURFACE, SURFACE), |(a, b)| (a, b));
        self.abstract_text("GenericTypeId", generic);
        self.abstract_text("Guid", diagram.id.as_str());
        let namespaces = format!("xmlns=\"{ABSTRACTS}\" xmlns:a=\"{ARRAYS}\"");
        self.element("Properties", &namespaces, |w| {
            w.properties(&diagram.properties)
        });
        self.abstract_text("TypeId", own);
        let arrays = format!("xmlns:a=\"{ARRAYS}\"");
        self.element("Borders", &arrays, |w| {
            let borders = diagram.elements.iter().filter(|e| e.form.line().is_none());
            borders.for_each(|e| w.drawn(e));
        });
        self.text("Header", &diagram.name);
        self.element("Lines", &arrays, |w| {
            let lines = diagram.elements.iter().filter(|e| e.form.line().is_some());
            lines.for_each(|e| w.drawn(e));
        });
        self.text("Zoom", &diagram.zoom);
        self.close("DrawingSurfaceModel");
    }

    fn drawn(&mut self, element: &Element) {
        let kind = match &element.form {
            Form::Process(_) => "StencilEllipse",
            Form::DataStore(_) => "StencilParallelLines",
            Form::ExternalEntity(_) | Form::Annotation(_) => "StencilRectangle",
            Form::BoundaryBox(_) => "BorderBoundary",
            Form::BoundaryLine(_) => "LineBoundary",
            Form::DataFlow(_) => "Connector",
        };
        self.open("a:KeyValueOfguidanyType", "");
        self.text("a:Key", element.id.as_str());
        let id = self.id();
        self.open("a:Value", &format!("{id} i:type=\"{kind}\""));
        self.abstract_text("GenericTypeId", element.generic.as_str());
        self.abstract_text("Guid", element.id.as_str());
        self.element("Properties", &format!("xmlns=\"{ABSTRACTS}\""), |w| {
            w.properties(&element.properties)
        });
        self.abstract_text("TypeId", element.stencil.as_str());
        let form = element.form.clone().rounded();
        let point = |end: &End| (number(end.point.x), number(end.point.y));
        let attached = |end: &End| {
            end.element
                .as_ref()
                .map_or(ElementId::NONE, ElementId::as_str)
                .to_owned()
        };
        if let Some(line) = form.line() {
            self.abstract_text("HandleX", &number(line.handle.x));
            self.abstract_text("HandleY", &number(line.handle.y));
            self.abstract_text("PortSource", line.source.port.as_str());
            self.abstract_text("PortTarget", line.target.port.as_str());
            for (name, end) in [("Source", &line.source), ("Target", &line.target)] {
                let (x, y) = point(end);
                self.abstract_text(&format!("{name}Guid"), &attached(end));
                self.abstract_text(&format!("{name}X"), &x);
                self.abstract_text(&format!("{name}Y"), &y);
                if name == "Source"
                    && let Some(stroke) = &element.stroke
                {
                    self.stroke(stroke);
                }
            }
        } else {
            let rect = form.rect().unwrap_or_default();
            let stroke = element.stroke.clone().unwrap_or_default();
            self.abstract_text("Height", &number(rect.height));
            self.abstract_text("Left", &number(rect.left));
            self.stroke(&stroke);
            self.abstract_text("Top", &number(rect.top));
            self.abstract_text("Width", &number(rect.width));
        }
        self.close("a:Value");
        self.close("a:KeyValueOfguidanyType");
    }

    fn stroke(&mut self, stroke: &Stroke) {
        match &stroke.dashes {
            Some(dashes) => self.abstract_text("StrokeDashArray", dashes),
            None => self.text_with(
                "StrokeDashArray",
                &format!("i:nil=\"true\" xmlns=\"{ABSTRACTS}\""),
                "",
            ),
        }
        self.abstract_text(
            "StrokeThickness",
            if stroke.thickness.is_empty() {
                "1"
            } else {
                &stroke.thickness
            },
        );
    }

    fn properties(&mut self, properties: &[Property]) {
        for property in properties {
            let kind = match &property.value {
                PropertyValue::Heading => "Header",
                PropertyValue::Text(_) => "String",
                PropertyValue::CustomText(_) => "CustomString",
                PropertyValue::Boolean(_) => "Boolean",
                PropertyValue::List { fixed: false, .. } => "List",
                PropertyValue::List { fixed: true, .. } => "StaticList",
            };
            let attributes = format!("i:type=\"b:{kind}DisplayAttribute\" xmlns:b=\"{KNOWLEDGE}\"");
            self.open("a:anyType", &attributes);
            self.text("b:DisplayName", &property.label);
            self.text("b:Name", &property.name);
            let typed = |name: &str| format!("i:type=\"c:{name}\" xmlns:c=\"{SCHEMA}\"");
            match &property.value {
                PropertyValue::Heading => self.nil("b:Value"),
                PropertyValue::Text(text) | PropertyValue::CustomText(text) => {
                    self.text_with("b:Value", &typed("string"), text);
                }
                PropertyValue::Boolean(text) => self.text_with("b:Value", &typed("boolean"), text),
                PropertyValue::List {
                    choices, selected, ..
                } => {
                    self.element("b:Value", "i:type=\"a:ArrayOfstring\"", |w| {
                        choices.iter().for_each(|c| w.text("a:string", c));
                    });
                    self.text("b:SelectedIndex", &selected.to_string());
                }
            }
            self.close("a:anyType");
        }
    }

    fn note(&mut self, note: &Note) {
        self.open("Note", "");
        self.text("AddedBy", &note.author);
        self.text("Date", &note.date);
        self.text("Id", &note.number);
        self.text("Message", &note.text);
        self.close("Note");
    }

    fn threat(&mut self, threat: &Threat) {
        self.open("a:KeyValueOfstringThreatpc_P0_PhOB", "");
        match &threat.file_key {
            Some(key) => self.text("a:Key", key),
            None => self.text("a:Key", &threat.key.to_string()),
        }
        self.open("a:Value", &format!("xmlns:b=\"{KNOWLEDGE}\""));
        self.optional("b:ChangedBy", threat.changed_by.as_deref());
        self.text("b:DrawingSurfaceGuid", threat.diagram.as_str());
        self.text("b:FlowGuid", threat.key.flow.as_str());
        self.text("b:Id", &threat.number.to_string());
        match &threat.file_interaction {
            Some(key) => self.text("b:InteractionKey", key),
            None => self.text("b:InteractionKey", &interaction_key(&threat.key)),
        }
        self.nil("b:InteractionString");
        self.text("b:ModifiedAt", &threat.modified_at);
        self.text("b:Priority", &threat.priority);
        self.element("b:Properties", "", |w| {
            for (name, value) in &threat.properties {
                w.open("a:KeyValueOfstringstring", "");
                w.text("a:Key", name);
                w.text("a:Value", value);
                w.close("a:KeyValueOfstringstring");
            }
        });
        self.text("b:SourceGuid", threat.key.source.as_str());
        self.text("b:State", threat.state.file_name());
        self.nil("b:StateInformation");
        self.text("b:TargetGuid", threat.key.target.as_str());
        self.nil("b:Title");
        self.text("b:TypeId", threat.key.threat_type.as_str());
        self.flag("b:Upgraded", threat.upgraded);
        self.nil("b:UserThreatCategory");
        self.nil("b:UserThreatDescription");
        self.nil("b:UserThreatShortDescription");
        self.flag("b:Wide", threat.wide);
        self.close("a:Value");
        self.close("a:KeyValueOfstringThreatpc_P0_PhOB");
    }

    fn message(&mut self, message: &Message) {
        let id = self.id();
        self.open("a:Validation", &format!("{id} xmlns:z=\"{SERIALIZATION}\""));
        let arrays = format!("xmlns:b=\"{ARRAYS}\"");
        self.element("a:ElementGuids", &arrays, |w| {
            message
                .elements
                .iter()
                .for_each(|e| w.text("b:guid", e.as_str()));
        });
        self.flag("a:Enabled", message.enabled);
        self.text("a:Guid", &message.id);
        self.text("a:IssueGuid", &message.issue);
        self.text_with("a:Items", &arrays, "");
        self.text("a:Message", &message.text);
        self.text("a:Source", &message.source);
        self.text("a:SourceGuid", message.diagram.as_str());
        self.close("a:Validation");
    }

    fn knowledge_base(&mut self, kb: &KnowledgeBase) {
        let id = self.id();
        let namespaces = format!("{id} xmlns:a=\"{KNOWLEDGE}\" xmlns:z=\"{SERIALIZATION}\"");
        self.open("KnowledgeBase", &namespaces);
        self.element("a:GenericElements", "", |w| {
            kb.stencils
                .iter()
                .filter(|s| s.generic)
                .for_each(|s| w.stencil(s));
        });
        self.element("a:Manifest", "", |w| {
            w.text("a:Author", &kb.manifest.author);
            w.text("a:Id", &kb.manifest.id);
            w.text("a:Name", &kb.manifest.name);
            w.text("a:Version", &kb.manifest.version);
        });
        self.element("a:StandardElements", "", |w| {
            kb.stencils
                .iter()
                .filter(|s| !s.generic)
                .for_each(|s| w.stencil(s));
        });
        self.element("a:ThreatCategories", "", |w| {
            kb.categories.iter().for_each(|c| w.category(c))
        });
        self.element("a:ThreatMetaData", "", |w| {
            w.flag("IsPriorityUsed", kb.priority_used);
            w.flag("IsStatusUsed", kb.status_used);
            w.threat_properties("PropertiesMetaData", &kb.threat_properties);
        });
        self.element("a:ThreatTypes", "", |w| {
            kb.threat_types.iter().for_each(|t| w.threat_type(t))
        });
        self.close("KnowledgeBase");
    }

    fn stencil(&mut self, stencil: &Stencil) {
        self.open("a:ElementType", "");
        self.flag("a:IsExtension", false);
        self.element("a:Attributes", "", |w| {
            stencil.attributes.iter().for_each(|a| w.attribute(a))
        });
        self.text_with(
            "a:AvailableToBaseModels",
            &format!("xmlns:b=\"{STORAGE}\""),
            "",
        );
        self.optional("a:Behavior", stencil.behavior.as_deref());
        self.text("a:Description", &stencil.description);
        self.flag("a:Hidden", stencil.hidden);
        self.text("a:Id", stencil.id.as_str());
        self.optional("a:ImageLocation", stencil.image_location.as_deref());
        self.optional("a:ImageSource", stencil.image.as_deref());
        self.nil("a:ImageStream");
        self.text("a:Name", &stencil.name);
        self.text("a:ParentId", stencil.parent.as_str());
        self.text("a:Representation", stencil.representation.as_str());
        self.optional("a:Shape", stencil.shape.as_deref());
        if let Some(constraints) = &stencil.constraints {
            self.element("a:StencilConstraints", "", |w| {
                for constraint in constraints {
                    w.open("a:StencilConstraint", "");
                    w.flag("a:IsExtension", false);
                    w.text("a:SelectedStencilConnection", &constraint.connection);
                    w.text("a:SelectedStencilType", &constraint.stencil);
                    w.close("a:StencilConstraint");
                }
            });
        }
        if let Some(dashes) = &stencil.stroke_dashes {
            self.text("a:StrokeDashArray", dashes);
        }
        if let Some(thickness) = &stencil.stroke_thickness {
            self.text("a:StrokeThickness", thickness);
        }
        self.close("a:ElementType");
    }

    fn attribute(&mut self, attribute: &Attribute) {
        self.open("a:Attribute", "");
        self.flag("a:IsExtension", false);
        self.element(
            "a:AttributeValues",
            &format!("xmlns:b=\"{INTERFACES}\""),
            |w| {
                attribute.choices.iter().for_each(|c| w.text("b:Value", c));
            },
        );
        self.text("a:DisplayName", &attribute.label);
        self.text("a:Inheritance", &attribute.inheritance);
        self.text("a:Mode", &attribute.mode);
        self.text("a:Name", &attribute.name);
        self.text("a:Type", &attribute.kind);
        self.close("a:Attribute");
    }

    fn category(&mut self, category: &ThreatCategory) {
        self.open("a:ThreatCategory", "");
        self.flag("a:IsExtension", false);
        self.text("a:Id", &category.id);
        self.text("a:LongDescription", &category.long);
        self.text("a:Name", &category.name);
        self.text("a:ShortDescription", &category.short);
        self.close("a:ThreatCategory");
    }

    fn threat_type(&mut self, threat: &ThreatType) {
        self.open("a:ThreatType", "");
        self.flag("a:IsExtension", false);
        self.text("a:Category", &threat.category);
        self.text("a:Description", &threat.description);
        self.element("a:GenerationFilters", "", |w| {
            w.text("a:Exclude", &threat.exclude);
            w.text("a:Include", &threat.include);
        });
        self.text("a:Id", threat.id.as_str());
        self.threat_properties("a:PropertiesMetaData", &threat.properties);
        self.optional("a:RelatedCategory", threat.related_category.as_deref());
        self.text("a:ShortTitle", &threat.title);
        self.close("a:ThreatType");
    }

    fn threat_properties(&mut self, name: &str, properties: &[ThreatProperty]) {
        let arrays = format!("xmlns:b=\"{ARRAYS}\"");
        self.element(name, "", |w| {
            for property in properties {
                w.open("ThreatMetaDatum", "");
                w.text("Name", &property.name);
                w.text("Label", &property.label);
                w.flag("HideFromUI", property.hidden);
                match &property.values {
                    None => w.text_with("Values", &format!("i:nil=\"true\" {arrays}"), ""),
                    Some(values) => w.element("Values", &arrays, |w| {
                        values
                            .iter()
                            .for_each(|v| w.optional("b:string", v.as_deref()));
                    }),
                }
                w.optional("Id", property.id.as_deref());
                if let Some(kind) = &property.kind {
                    w.text("AttributeType", kind);
                }
                w.close("ThreatMetaDatum");
            }
        });
    }
}

/// A number as .NET writes it: the shortest text that reads back the same.
fn number(value: f64) -> String {
    if value.abs() < 1e15 {
        return value.to_string();
    }
    let text = format!("{value:E}");
    match text.split_once('E') {
        Some((digits, power)) if !power.starts_with('-') => format!("{digits}E+{power}"),
        _ => text,
    }
}
