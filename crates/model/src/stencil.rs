//! Drawing with stencils: a new element with the properties its stencil gives it, laid out as the
//! original tool does.

use crate::{
    Attribute, Diagram, DiagramId, Element, ElementId, Form, KnowledgeBase, Property,
    PropertyValue, Representation, Stencil, StencilId, Stroke, property_name,
};

impl KnowledgeBase {
    /// A new element of a stencil, named after it. `None` where the template lacks the stencil.
    pub fn element(&self, stencil: &StencilId, id: ElementId, form: Form) -> Option<Element> {
        let line = self.lineage(stencil);
        let (own, top) = (line.first()?, line.last()?);
        let mut properties = vec![
            heading(own.name.trim()),
            text(property_name::NAME_LABEL, "", own.name.trim()),
        ];
        if matches!(form, Form::DataFlow(_)) {
            properties.push(text("Dataflow Order", property_name::FLOW_ORDER, "0"));
        }
        if !form.is_boundary() {
            properties.push(Property {
                name: property_name::OUT_OF_SCOPE.into(),
                label: "Out Of Scope".into(),
                value: PropertyValue::Boolean("false".into()),
            });
            properties.push(text(
                "Reason For Out Of Scope",
                property_name::REASON_OUT_OF_SCOPE,
                "",
            ));
        }
        self.add_attributes(&mut properties, &line);
        let stroke = form.line().is_none().then(|| Stroke {
            dashes: None,
            thickness: "1".into(),
        });
        Some(Element {
            id,
            stencil: own.id.clone(),
            generic: top.id.clone(),
            properties,
            form,
            stroke,
        })
    }

    /// Fixed attributes, then those to choose: own ones, then those of each stencil above.
    fn add_attributes(&self, properties: &mut Vec<Property>, line: &[&Stencil]) {
        let Some(own) = line.first() else { return };
        let attributes = self.attributes(&own.id);
        let list = |a: &Attribute| Property {
            name: a.name.clone(),
            label: a.label.clone(),
            value: PropertyValue::List {
                choices: a.choices.clone().into(),
                selected: 0,
                fixed: a.is_fixed(),
            },
        };
        let fixed: Vec<Property> = attributes
            .iter()
            .filter(|(_, a)| a.is_fixed())
            .map(|(_, a)| list(a))
            .collect();
        if !fixed.is_empty() {
            properties.push(heading("Predefined Static Attributes"));
            properties.extend(fixed);
        }
        for stencil in line {
            let of_stencil = attributes
                .iter()
                .filter(|(s, a)| s.id == stencil.id && !a.is_fixed());
            let lists: Vec<Property> = of_stencil.map(|(_, a)| list(a)).collect();
            if stencil.id != own.id {
                properties.push(heading(&format!("As {}", stencil.name.trim())));
            } else if !own.generic || !lists.is_empty() {
                properties.push(heading("Configurable Attributes"));
            }
            properties.extend(lists);
        }
    }
}

impl Diagram {
    /// An empty diagram, with the properties that the original tool gives one.
    pub fn new(id: DiagramId, name: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            elements: Vec::new(),
            properties: vec![
                heading("Diagram"),
                text(property_name::NAME_LABEL, "", name),
            ],
            zoom: "1".into(),
            kind: None,
        }
    }
}

impl Representation {
    /// The form that elements drawn so have, at a place. `None` for words that are none of ours.
    pub fn form(&self, rect: crate::geometry::Rect, line: crate::Line) -> Option<Form> {
        Some(match self {
            Representation::Ellipse => Form::Process(rect),
            Representation::Rectangle => Form::ExternalEntity(rect),
            Representation::ParallelLines => Form::DataStore(rect),
            Representation::Annotation => Form::Annotation(rect),
            Representation::BorderBoundary => Form::BoundaryBox(rect),
            Representation::Line => Form::DataFlow(line),
            Representation::LineBoundary => Form::BoundaryLine(line),
            Representation::Inherited | Representation::Other(_) => return None,
        })
    }
}

impl Element {
    /// Gives the element another name.
    pub fn set_name(&mut self, name: &str) {
        for property in &mut self.properties {
            if property.label == property_name::NAME_LABEL
                && let PropertyValue::Text(text) = &mut property.value
            {
                name.clone_into(text);
                return;
            }
        }
        self.properties
            .push(text(property_name::NAME_LABEL, "", name));
    }

    /// Sets a property by its internal name: a choice of a list, or the text of anything else.
    /// `false` where it lacks the property or the choice, or where the value is fixed.
    pub fn set_property(&mut self, name: &str, value: &str) -> bool {
        let found = self
            .properties
            .iter_mut()
            .find(|p| p.rule_name().eq_ignore_ascii_case(name));
        match found.map(|p| &mut p.value) {
            Some(PropertyValue::List {
                choices,
                selected,
                fixed: false,
            }) => match choices.iter().position(|c| c == value) {
                Some(choice) => *selected = choice as i64,
                None => return false,
            },
            Some(
                PropertyValue::Text(text)
                | PropertyValue::CustomText(text)
                | PropertyValue::Boolean(text),
            ) => value.clone_into(text),
            Some(PropertyValue::List { .. } | PropertyValue::Heading) | None => return false,
        }
        true
    }
}

fn heading(label: &str) -> Property {
    Property {
        name: String::new(),
        label: label.into(),
        value: PropertyValue::Heading,
    }
}

fn text(label: &str, name: &str, value: &str) -> Property {
    Property {
        name: name.into(),
        label: label.into(),
        value: PropertyValue::Text(value.into()),
    }
}
