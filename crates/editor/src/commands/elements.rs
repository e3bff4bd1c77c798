//! What is told of the selected elements: names, properties, scope, and what they are.

use crate::document::everywhere;
use crate::editor::Editor;
use crate::template::made_over;
use trustline_model::{Edit, Element, ElementId, StencilId, property_name};

impl Editor {
    /// Changes some elements of the current diagram, as one edit.
    pub(super) fn change(&mut self, ids: &[ElementId], label: &str, change: impl Fn(&mut Element)) {
        let mut changed = Vec::new();
        if let Some(diagram) = self.diagram() {
            for element in diagram.elements.iter().filter(|e| ids.contains(&e.id)) {
                let mut new = element.clone();
                change(&mut new);
                if new != *element {
                    changed.push(new);
                }
            }
        }
        self.put(label, None, changed);
    }

    pub(super) fn set_name(&mut self, name: &str) {
        let ids = self.selection().to_vec();
        self.change(&ids, "rename", |e| e.set_name(name));
    }

    pub(super) fn set_scope(&mut self, out: bool) {
        let name = property_name::OUT_OF_SCOPE;
        self.set_property(name, if out { "true" } else { "false" });
    }

    pub(super) fn set_property(&mut self, name: &str, value: &str) {
        let ids = self.selection().to_vec();
        let label = format!(
            "change {}",
            self.label_of(name).unwrap_or("property".into())
        );
        self.change(&ids, &label, |e| {
            e.set_property(name, value);
        });
    }

    fn label_of(&self, name: &str) -> Option<String> {
        let selected = self.selected();
        let property = selected
            .iter()
            .flat_map(|e| &e.properties)
            .find(|p| p.rule_name() == name)?;
        Some(property.label.to_lowercase())
    }

    /// Gives the selected elements another stencil: names, scope and properties carry over where
    /// their names agree and the new stencil offers the value.
    pub(super) fn change_stencil(&mut self, stencil: &StencilId) {
        let Some(kb) = self.document.template().cloned() else {
            return;
        };
        let mut changed = Vec::new();
        for old in self.selected() {
            let rect = old.form.rect().unwrap_or_default();
            let line = old.form.line().cloned().unwrap_or_default();
            let shape = kb.representation(stencil);
            let Some(form) = shape.and_then(|r| r.form(rect, line)) else {
                continue;
            };
            if form.family() != old.form.family() {
                continue;
            }
            let Some(mut new) = made_over(&kb, stencil, old, form) else {
                continue;
            };
            // A name that only repeats the old stencil's follows the new one.
            let named = kb.stencil(&old.stencil).map(|s| s.name.trim()) != Some(old.name().trim());
            if named {
                new.set_name(old.name());
            }
            changed.extend(everywhere(self.model(), self.current(), new));
        }
        if changed.is_empty() && !self.selection().is_empty() {
            self.say("the selection cannot take this type");
        }
        self.edit("change type", Edit::All(changed));
    }
}
