//! Elements follow the stencils they are drawn with: another list of attributes in the template is
//! another list of properties on the diagram, with the values that were chosen.

use std::collections::HashMap;
use trustline_model::{
    Edit, Element, Form, KnowledgeBase, PropertyValue, StencilId, ThreatModel, property_name,
};

/// An element as a stencil makes it, with the name and the chosen values of an old one. Values
/// carry over where names agree, or labels, and the stencil offers the value.
pub(crate) fn made_over(
    kb: &KnowledgeBase,
    stencil: &StencilId,
    old: &Element,
    form: Form,
) -> Option<Element> {
    let mut new = kb.element(stencil, old.id.clone(), form)?;
    for property in &old.properties {
        let is_name = property.label == property_name::NAME_LABEL;
        let Some(Some(value)) = property.value.as_text().filter(|_| !is_name) else {
            continue;
        };
        let mut kept = new.set_property(property.rule_name(), value);
        if !kept {
            let alike = new.properties.iter().find(|p| p.label == property.label);
            let alike = alike.map(|p| p.rule_name().to_owned());
            kept = alike.is_some_and(|name| new.set_property(&name, value));
        }
        if !kept && matches!(property.value, PropertyValue::CustomText(_)) {
            new.properties.push(property.clone());
        }
    }
    new.stroke.clone_from(&old.stroke);
    Some(new)
}

/// What follows for the elements of the model from a changed template.
pub(crate) fn fitted(model: &ThreatModel, old: &KnowledgeBase, new: &KnowledgeBase) -> Vec<Edit> {
    let mut differs: HashMap<&StencilId, bool> = HashMap::new();
    let mut edits = Vec::new();
    for diagram in &model.diagrams {
        for element in &diagram.elements {
            let id = &element.stencil;
            let other = differs.entry(id).or_insert_with(|| {
                let of = |kb: &KnowledgeBase| -> Vec<_> {
                    let all = kb.attributes(id).into_iter();
                    all.map(|(s, a)| (s.id.clone(), a.clone())).collect()
                };
                of(old) != of(new)
            });
            if !*other {
                continue;
            }
            if let Some(mut made) = made_over(new, id, element, element.form.clone()) {
                made.set_name(element.name());
                edits.push(Edit::put_element(&diagram.id, made));
            }
        }
    }
    edits
}
