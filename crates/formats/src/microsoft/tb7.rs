//! `.tb7`: one template, as .NET's XmlSerializer writes it: declaration, two spaces of
//! indentation, names that differ from those of the same things in a `.tm7`.
//!
//! The normal form: line ends as in the file it was read from (`\n` if new), nothing after the
//! last tag but what was there, empty elements as `<X />`.

use super::tm7::template_alone;
use crate::ground::format::Text;
use crate::ground::xml::{El, escape_into};
use trustline_model::{
    Attribute, Constraint, Diagnostic, KnowledgeBase, Manifest, Stencil, ThreatCategory,
    ThreatModel, ThreatProperty, ThreatType, guid_for,
};

/// Reads the root element of a template.
pub fn read(root: El<'_>, _diagnostics: &mut Vec<Diagnostic>) -> ThreatModel {
    let mut kb = KnowledgeBase {
        priority_used: true,
        status_used: true,
        ..KnowledgeBase::default()
    };
    for part in root.children() {
        match part.name() {
            "Manifest" => kb.manifest = manifest(part),
            "ThreatMetaData" => {
                kb.priority_used = part.child_text("IsPriorityUsed").trim() != "false";
                kb.status_used = part.child_text("IsStatusUsed").trim() != "false";
                kb.threat_properties = threat_properties(part.child("PropertiesMetaData"));
            }
            "GenericElements" => {
                kb.stencils
                    .splice(0..0, part.children().map(|s| stencil(s, true)))
                    .for_each(drop);
            }
            "StandardElements" => kb
                .stencils
                .extend(part.children().map(|s| stencil(s, false))),
            "ThreatCategories" => {
                kb.categories = part
                    .children()
                    .map(|c| ThreatCategory {
                        id: owned(c, "Id"),
                        name: owned(c, "Name"),
                        short: owned(c, "ShortDescription"),
                        long: owned(c, "LongDescription"),
                    })
                    .collect();
            }
            "ThreatTypes" => kb.threat_types = part.children().map(threat_type).collect(),
            _ => {}
        }
    }
    template_alone(kb)
}

fn owned(el: El<'_>, name: &str) -> String {
    el.child_text(name).into_owned()
}

fn optional(el: El<'_>, name: &str) -> Option<String> {
    el.child(name)
        .filter(|c| !c.is_nil())
        .map(|c| c.text().into_owned())
}

fn manifest(el: El<'_>) -> Manifest {
    let attribute = |name| {
        let raw = el.attribute(name).unwrap_or("");
        let plain = [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&apos;", "'"),
            ("&amp;", "&"),
        ];
        plain
            .iter()
            .fold(raw.to_owned(), |text, (entity, c)| text.replace(entity, c))
    };
    Manifest {
        name: attribute("name"),
        id: attribute("id"),
        version: attribute("version"),
        author: attribute("author"),
    }
}

fn stencil(el: El<'_>, generic: bool) -> Stencil {
    Stencil {
        id: el.child_text("ID").trim().into(),
        name: owned(el, "Name"),
        description: owned(el, "Description"),
        parent: el.child_text("ParentElement").trim().into(),
        generic,
        representation: el.child_text("Representation").trim().into(),
        image: optional(el, "Image"),
        image_location: optional(el, "ImageLocation"),
        hidden: el.child_text("Hidden").trim() == "true",
        attributes: el
            .child("Attributes")
            .into_iter()
            .flat_map(El::children)
            .map(attribute)
            .collect(),
        constraints: el.child("StencilConstraints").map(|list| {
            let constraint = |c: El<'_>| Constraint {
                connection: owned(c, "SelectedStencilConnection"),
                stencil: owned(c, "SelectedStencilType"),
            };
            list.children().map(constraint).collect()
        }),
        stroke_dashes: optional(el, "StrokeDashArray"),
        stroke_thickness: optional(el, "StrokeThickness").filter(|t| t.trim() != "0"),
        behavior: optional(el, "Behavior"),
        shape: optional(el, "Shape"),
    }
}

fn attribute(el: El<'_>) -> Attribute {
    let flag = |name| el.child(name).map(|f| f.text().trim() == "true");
    Attribute {
        id: optional(el, "Id"),
        name: owned(el, "Name"),
        label: owned(el, "DisplayName"),
        mode: owned(el, "Mode"),
        kind: owned(el, "Type"),
        inheritance: owned(el, "Inheritance"),
        choices: values(el.child("AttributeValues"))
            .into_iter()
            .map(Option::unwrap_or_default)
            .collect(),
        inherited: flag("IsInherited"),
        overridden: flag("IsOverrided"),
    }
}

fn values(list: Option<El<'_>>) -> Vec<Option<String>> {
    let value = |v: El<'_>| (!v.is_nil()).then(|| v.text().into_owned());
    list.into_iter().flat_map(El::children).map(value).collect()
}

fn threat_type(el: El<'_>) -> ThreatType {
    let filters = el.child("GenerationFilters");
    let filter = |name| filters.map(|f| owned(f, name)).unwrap_or_default();
    ThreatType {
        id: el.child_text("Id").trim().into(),
        title: owned(el, "ShortTitle"),
        category: owned(el, "Category"),
        related_category: optional(el, "RelatedCategory"),
        description: owned(el, "Description"),
        include: filter("Include"),
        exclude: filter("Exclude"),
        properties: threat_properties(el.child("PropertiesMetaData")),
    }
}

fn threat_properties(list: Option<El<'_>>) -> Vec<ThreatProperty> {
    let property = |el: El<'_>| ThreatProperty {
        name: owned(el, "Name"),
        label: owned(el, "Label"),
        hidden: el.child_text("HideFromUI").trim() == "true",
        values: el.child("Values").map(|v| values(Some(v))),
        description: optional(el, "Description"),
        id: optional(el, "Id"),
        kind: optional(el, "AttributeType"),
    };
    list.into_iter()
        .flat_map(El::children)
        .map(property)
        .collect()
}

/// Writes the knowledge base of a model, with the line ends of `sample`. `None`: it has none.
pub fn write(model: &ThreatModel, sample: Option<&str>) -> Option<Text> {
    let kb = model.knowledge_base.as_ref()?;
    let mut w = Writer {
        out: String::new(),
        depth: 0,
        left_out: 0,
    };
    w.out.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    let namespaces = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"";
    w.group("KnowledgeBase", namespaces, |w| w.knowledge_base(kb));
    if sample.is_some_and(|s| s.contains("\r\n")) {
        w.out = w.out.replace('\n', "\r\n");
    }
    Some(Text {
        text: w.out,
        left_out: w.left_out,
    })
}

struct Writer {
    out: String,
    depth: usize,
    left_out: usize,
}

impl Writer {
    fn line(&mut self) {
        self.out.push('\n');
        self.out.push_str(&"  ".repeat(self.depth));
    }

    fn open(&mut self, name: &str, attributes: &str) {
        self.line();
        self.out.push('<');
        self.out.push_str(name);
        if !attributes.is_empty() {
            self.out.push(' ');
            self.out.push_str(attributes);
        }
    }

    fn group(&mut self, name: &str, attributes: &str, fill: impl FnOnce(&mut Self)) {
        self.open(name, attributes);
        self.out.push('>');
        let before = self.out.len();
        self.depth += 1;
        fill(self);
        self.depth -= 1;
        if self.out.len() == before {
            self.out.pop();
            self.out.push_str(" />");
        } else {
            self.line();
            self.end(name);
        }
    }

    fn end(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    fn text(&mut self, name: &str, text: &str) {
        self.open(name, "");
        self.out.push('>');
        let before = self.out.len();
        self.left_out += escape_into(&mut self.out, text);
        if self.out.len() == before {
            self.out.pop();
            self.out.push_str(" />");
        } else {
            self.end(name);
        }
    }

    fn optional(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    fn flag(&mut self, name: &str, value: bool) {
        self.text(name, if value { "true" } else { "false" });
    }

    fn nil(&mut self, name: &str) {
        self.open(name, "xsi:nil=\"true\"");
        self.out.push_str(" />");
    }

    fn knowledge_base(&mut self, kb: &KnowledgeBase) {
        let m = &kb.manifest;
        let mut left_out = 0;
        let mut quoted = |text: &str| {
            let mut out = String::new();
            left_out += escape_into(&mut out, text);
            out.replace('"', "&quot;")
        };
        let attributes = format!(
            "name=\"{}\" id=\"{}\" version=\"{}\" author=\"{}\"",
            quoted(&m.name),
            quoted(&m.id),
            quoted(&m.version),
            quoted(&m.author)
        );
        self.left_out += left_out;
        self.open("Manifest", &attributes);
        self.out.push_str(" />");
        self.group("ThreatMetaData", "", |w| {
            w.flag("IsPriorityUsed", kb.priority_used);
            w.flag("IsStatusUsed", kb.status_used);
            w.threat_properties(&kb.threat_properties);
        });
        self.group("GenericElements", "", |w| {
            kb.stencils
                .iter()
                .filter(|s| s.generic)
                .for_each(|s| w.stencil(s, kb));
        });
        self.group("StandardElements", "", |w| {
            kb.stencils
                .iter()
                .filter(|s| !s.generic)
                .for_each(|s| w.stencil(s, kb));
        });
        self.group("ThreatCategories", "", |w| {
            for category in &kb.categories {
                w.group("ThreatCategory", "", |w| {
                    w.text("Name", &category.name);
                    w.text("Id", &category.id);
                    w.text("ShortDescription", &category.short);
                    w.text("LongDescription", &category.long);
                });
            }
        });
        self.group("ThreatTypes", "", |w| {
            kb.threat_types.iter().for_each(|t| w.threat_type(t))
        });
    }

    fn stencil(&mut self, stencil: &Stencil, kb: &KnowledgeBase) {
        self.group("ElementType", "", |w| {
            w.text("Name", &stencil.name);
            w.text("ID", stencil.id.as_str());
            w.text("Description", &stencil.description);
            w.text("ParentElement", stencil.parent.as_str());
            w.optional("Image", stencil.image.as_deref());
            w.flag("Hidden", stencil.hidden);
            w.optional("Behavior", stencil.behavior.as_deref());
            w.optional("Shape", stencil.shape.as_deref());
            w.text("Representation", stencil.representation.as_str());
            w.text(
                "StrokeThickness",
                stencil.stroke_thickness.as_deref().unwrap_or("0"),
            );
            w.optional("StrokeDashArray", stencil.stroke_dashes.as_deref());
            w.optional("ImageLocation", stencil.image_location.as_deref());
            w.group("Attributes", "", |w| {
                stencil
                    .attributes
                    .iter()
                    .for_each(|a| w.attribute(a, stencil, kb));
            });
            if let Some(constraints) = &stencil.constraints {
                w.group("StencilConstraints", "", |w| {
                    for constraint in constraints {
                        w.group("StencilConstraint", "", |w| {
                            w.text("SelectedStencilType", &constraint.stencil);
                            w.text("SelectedStencilConnection", &constraint.connection);
                        });
                    }
                });
            }
        });
    }

    fn attribute(&mut self, attribute: &Attribute, stencil: &Stencil, kb: &KnowledgeBase) {
        self.group("Attribute", "", |w| {
            // Attributes out of a model have no id: the same name gives the same one everywhere,
            // as it does for inherited attributes in native templates.
            let made_up = || guid_for(&attribute.name);
            w.text("Id", &attribute.id.clone().unwrap_or_else(made_up));
            let above = || {
                let parents = kb.lineage(&stencil.id).into_iter().skip(1);
                parents
                    .flat_map(|p| &p.attributes)
                    .any(|a| a.name == attribute.name)
            };
            w.flag("IsInherited", attribute.inherited.unwrap_or_else(above));
            if let Some(overridden) = attribute.overridden {
                w.flag("IsOverrided", overridden);
            }
            w.text("Name", &attribute.name);
            w.text("DisplayName", &attribute.label);
            w.text("Mode", &attribute.mode);
            w.text("Type", &attribute.kind);
            w.text("Inheritance", &attribute.inheritance);
            w.group("AttributeValues", "", |w| {
                attribute.choices.iter().for_each(|c| w.text("Value", c));
            });
        });
    }

    fn threat_type(&mut self, threat: &ThreatType) {
        self.group("ThreatType", "", |w| {
            w.group("GenerationFilters", "", |w| {
                w.text("Include", &threat.include);
                w.text("Exclude", &threat.exclude);
            });
            w.text("Id", threat.id.as_str());
            w.text("ShortTitle", &threat.title);
            w.text("Category", &threat.category);
            w.optional("RelatedCategory", threat.related_category.as_deref());
            w.text("Description", &threat.description);
            w.threat_properties(&threat.properties);
        });
    }

    fn threat_properties(&mut self, properties: &[ThreatProperty]) {
        self.group("PropertiesMetaData", "", |w| {
            for property in properties {
                w.group("ThreatMetaDatum", "", |w| {
                    w.text("Name", &property.name);
                    w.text("Label", &property.label);
                    w.flag("HideFromUI", property.hidden);
                    if let Some(values) = &property.values {
                        w.group("Values", "", |w| {
                            for value in values {
                                match value {
                                    Some(text) => w.text("Value", text),
                                    None => w.nil("Value"),
                                }
                            }
                        });
                    }
                    w.optional("Description", property.description.as_deref());
                    w.optional("Id", property.id.as_deref());
                    w.optional("AttributeType", property.kind.as_deref());
                });
            }
        });
    }
}
