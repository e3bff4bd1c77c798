//! What elements become under another template: their stencils and their properties.

use super::choices::Choices;
use super::plan::{ElementPlan, PropertyChange, PropertyPlan};
use super::refusal::Refusal;
use super::similarity::{plain, similarity};
use std::collections::{HashMap, HashSet};
use trustline_analysis::facts::same;
use trustline_model::InOrder;
use trustline_model::{
    Attribute, DiagramId, Element, Family, Form, KnowledgeBase, Property, PropertyValue, Stencil,
    StencilId, ThreatModel, diagnostic::nearest, property_name,
};

/// What elements become.
#[derive(Default)]
pub(super) struct Moved {
    /// Elements that change, as they are afterwards.
    pub elements: Vec<(DiagramId, Element)>,
    /// The same for people.
    pub plans: Vec<ElementPlan>,
    /// Stencils and values whose choices were needed.
    pub used: HashSet<(StencilId, Option<(String, String)>)>,
}

/// What every element of a model becomes.
pub(super) fn elements(
    model: &ThreatModel,
    new: &KnowledgeBase,
    choices: &Choices,
) -> Result<Moved, Refusal> {
    for to in choices.stencils.values() {
        if new.stencil(to).is_none() {
            let names = new.stencils.iter().filter(|s| !s.is_origin());
            return Err(Refusal::UnknownStencil {
                stencil: to.clone(),
                near: nearest(to.as_str(), names.map(|s| s.id.as_str())).map(str::to_owned),
            });
        }
    }
    let mut mover = Mover {
        old: model.knowledge_base.as_deref(),
        new,
        choices,
        ranked: HashMap::new(),
        attributes: HashMap::new(),
        moved: Moved::default(),
    };
    for diagram in &model.diagrams {
        for element in &diagram.elements {
            mover.element(&diagram.id, element)?;
        }
    }
    Ok(mover.moved)
}

struct Mover<'a> {
    old: Option<&'a KnowledgeBase>,
    new: &'a KnowledgeBase,
    choices: &'a Choices,
    /// Stencils that could take the place of one that is missing, the best first.
    ranked: HashMap<(StencilId, Family), Vec<&'a Stencil>>,
    attributes: HashMap<StencilId, Vec<&'a Attribute>>,
    moved: Moved,
}

/// From here on names are near enough to propose a stencil.
const NEAR: f64 = 0.5;

/// The form that elements of a stencil have, wherever they stand.
fn form_of(kb: &KnowledgeBase, stencil: &StencilId, like: &Form) -> Option<Form> {
    let rect = like.rect().unwrap_or_default();
    let line = like.line().cloned().unwrap_or_default();
    kb.representation(stencil)?.form(rect, line)
}

impl<'a> Mover<'a> {
    fn element(&mut self, diagram: &DiagramId, element: &Element) -> Result<(), Refusal> {
        let from = &element.stencil;
        let chosen = self.choices.stencils.get(from);
        let missing = self.new.stencil(from).is_none();
        let mut alternatives = Vec::new();
        let mut to = from.clone();
        if missing || chosen.is_some() {
            let ranked = self.ranked(element);
            alternatives = ranked
                .iter()
                .map(|s| (s.id.clone(), s.name.clone()))
                .collect();
            if let Some(best) = ranked.first() {
                to = best.id.clone();
            }
        }
        if let Some(chosen) = chosen {
            self.moved.used.insert((from.clone(), None));
            let form = form_of(self.new, chosen, &element.form);
            if form.is_none_or(|f| f.family() != element.form.family()) {
                return Err(Refusal::OtherForm {
                    from: from.clone(),
                    to: chosen.clone(),
                });
            }
            to = chosen.clone();
        }
        // Nothing of this template could take its place: it stays as it is.
        if self.new.stencil(&to).is_none() {
            return Ok(());
        }
        let (moved, properties) = self.moved_element(element, &to)?;
        if to != *from || !properties.is_empty() {
            let heading = element.properties.first();
            let heading = heading.filter(|p| p.value == PropertyValue::Heading);
            let known = self.old.and_then(|kb| kb.stencil(from));
            let known = known.map(|s| s.name.trim());
            let called = |kb: &KnowledgeBase, id: &StencilId| {
                kb.stencil(id).map(|s| s.name.trim().to_owned())
            };
            self.moved.plans.push(ElementPlan {
                diagram: diagram.clone(),
                element: element.id.clone(),
                name: match element.name().trim() {
                    "" => element.form.as_str().to_owned(),
                    name => name.to_owned(),
                },
                from: (
                    from.clone(),
                    known
                        .or(heading.map(|p| p.label.trim()))
                        .unwrap_or("")
                        .to_owned(),
                ),
                to: (to.clone(), called(self.new, &to).unwrap_or_default()),
                alternatives,
                properties,
            });
        }
        if moved != *element {
            self.moved.elements.push((diagram.clone(), moved));
        }
        Ok(())
    }

    /// The stencils that could take the place of an element's, the best first.
    fn ranked(&mut self, element: &Element) -> Vec<&'a Stencil> {
        let key = (element.stencil.clone(), element.form.family());
        if let Some(known) = self.ranked.get(&key) {
            return known.clone();
        }
        let old = self.old.and_then(|kb| kb.stencil(&element.stencil));
        let heading = element.properties.first().map_or("", |p| p.label.as_str());
        let name = old.map_or(heading, |s| s.name.as_str());
        // What all of its kind have in common, or a value that the stencil only fixes, tells
        // nothing of what it is.
        let above: HashSet<String> = self
            .old
            .zip(old)
            .map(|(kb, s)| kb.attributes(&s.parent))
            .into_iter()
            .flatten()
            .map(|(_, a)| plain(&a.label))
            .collect();
        let own: HashSet<String> = old
            .into_iter()
            .flat_map(|s| &s.attributes)
            .filter(|a| !a.is_fixed())
            .map(|a| plain(&a.label))
            .filter(|label| !above.contains(label))
            .collect();
        let was_generic = old.is_none_or(|s| s.generic);
        let mut found: Vec<(f64, &Stencil)> = Vec::new();
        for stencil in &self.new.stencils {
            let Some(form) = form_of(self.new, &stencil.id, &element.form) else {
                continue;
            };
            if form.family() != element.form.family() || (stencil.hidden && !stencil.generic) {
                continue;
            }
            let same_form = std::mem::discriminant(&form) == std::mem::discriminant(&element.form);
            let theirs = stencil.attributes.iter().map(|a| plain(&a.label));
            let shared = theirs.filter(|label| own.contains(label)).count();
            let shared = shared as f64 / own.len().max(1) as f64;
            let near = similarity(name, &stencil.name).max(shared);
            // In this order: the same name, a near one of the same form, the generic one of the
            // form, all others.
            let rank = if plain(name) == plain(&stencil.name) {
                4.0
            } else if stencil.generic && same_form {
                if was_generic { 3.5 } else { 2.5 }
            } else if same_form && near >= NEAR {
                3.0 + near / 4.0
            } else {
                f64::from(u8::from(same_form)) + near
            };
            found.push((rank, stencil));
        }
        found.put_in_order_by(|(a, x), (b, y)| b.total_cmp(a).then_with(|| x.name.cmp(&y.name)));
        let ranked: Vec<&Stencil> = found.into_iter().map(|(_, s)| s).collect();
        self.ranked.insert(key, ranked.clone());
        ranked
    }

    fn attributes_of(&mut self, stencil: &StencilId) -> Vec<&'a Attribute> {
        let new = self.new;
        let known = self.attributes.entry(stencil.clone()).or_insert_with(|| {
            let all = new.attributes(stencil);
            all.into_iter().map(|(_, a)| a).collect()
        });
        known.clone()
    }

    fn moved_element(
        &mut self,
        element: &Element,
        to: &StencilId,
    ) -> Result<(Element, Vec<PropertyPlan>), Refusal> {
        let attributes = self.attributes_of(to);
        let matched = matched(element, &attributes);
        let mut plans = Vec::new();
        let mut values: Vec<(&Attribute, usize)> = Vec::with_capacity(attributes.len());
        let mut anew = element.stencil != *to;
        for attribute in &attributes {
            let place = matched.iter().find(|(_, a)| a.name == attribute.name);
            let property = place.and_then(|(i, _)| element.properties.get(*i));
            anew |= property.is_none_or(|p| !p.rule_name().eq_ignore_ascii_case(&attribute.name));
            let value = self.value(element, attribute, property, &mut plans)?;
            values.push((attribute, value));
        }
        // What the new stencil lacks: chosen values stay, others go.
        let mut dropped: HashSet<usize> = HashSet::new();
        for (i, property) in element.properties.iter().enumerate() {
            let PropertyValue::List {
                selected, fixed, ..
            } = &property.value
            else {
                continue;
            };
            if matched.iter().any(|(place, _)| *place == i) {
                continue;
            }
            let value = text_of(property).to_owned();
            let known = self.old.is_some_and(|kb| {
                let all = kb.attributes(&element.stencil);
                let same = |a: &Attribute| a.name.eq_ignore_ascii_case(property.rule_name());
                all.into_iter().any(|(_, a)| same(a))
            });
            let change = if *fixed || *selected == 0 {
                dropped.insert(i);
                PropertyChange::Vanishes { value }
            } else if known {
                PropertyChange::Kept { value }
            } else {
                continue;
            };
            plans.push(PropertyPlan {
                name: property.rule_name().to_owned(),
                label: property.label.clone(),
                change,
            });
        }
        anew |= !dropped.is_empty();
        let moved = match anew {
            true => self.laid_out(element, to, &values, &dropped, &matched),
            false => self.in_place(element, &values, &matched),
        };
        Ok((moved, plans))
    }

    /// The place among an attribute's values that an element gets.
    fn value(
        &mut self,
        element: &Element,
        attribute: &Attribute,
        property: Option<&Property>,
        plans: &mut Vec<PropertyPlan>,
    ) -> Result<usize, Refusal> {
        let first = attribute.choices.first().cloned().unwrap_or_default();
        let mut say = |change| {
            plans.push(PropertyPlan {
                name: attribute.name.clone(),
                label: attribute.label.clone(),
                change,
            });
        };
        let Some(property) = property else {
            say(PropertyChange::Appears { value: first });
            return Ok(0);
        };
        let before = text_of(property).to_owned();
        let name = property.rule_name().to_owned();
        let key = (element.stencil.clone(), name, before);
        if attribute.is_fixed() {
            if !same(&key.2, &first) {
                say(PropertyChange::Value {
                    before: key.2,
                    after: first,
                    valid: Vec::new(),
                });
            }
            return Ok(0);
        }
        let place = |value: &str| {
            let exact = attribute.choices.iter().position(|c| c == value);
            exact.or_else(|| {
                attribute
                    .choices
                    .iter()
                    .position(|c| same(c.trim(), value.trim()))
            })
        };
        if let Some(chosen) = self.choices.values.get(&key) {
            let Some(found) = place(chosen) else {
                return Err(Refusal::UnlawfulValue {
                    property: key.1,
                    value: chosen.clone(),
                    valid: attribute.choices.clone(),
                });
            };
            self.moved
                .used
                .insert((key.0, Some((key.1, key.2.clone()))));
            if !same(&key.2, chosen) {
                say(PropertyChange::Value {
                    before: key.2,
                    after: chosen.clone(),
                    valid: attribute.choices.clone(),
                });
            }
            return Ok(found);
        }
        if let Some(found) = place(&key.2) {
            return Ok(found);
        }
        let near = nearest(&key.2, attribute.choices.iter().map(String::as_str));
        let after = near.unwrap_or(&first).to_owned();
        let found = place(&after).unwrap_or(0);
        say(PropertyChange::Value {
            before: key.2,
            after,
            valid: attribute.choices.clone(),
        });
        Ok(found)
    }

    /// The element with its properties where they are.
    fn in_place(
        &self,
        element: &Element,
        values: &[(&Attribute, usize)],
        matched: &[(usize, &Attribute)],
    ) -> Element {
        let mut moved = element.clone();
        for (place, attribute) in matched {
            let value = values.iter().find(|(a, _)| a.name == attribute.name);
            if let (Some(property), Some((_, value))) = (moved.properties.get_mut(*place), value) {
                set(property, attribute, *value);
            }
        }
        let top = |kb: &KnowledgeBase| kb.lineage(&element.stencil).last().map(|s| s.id.clone());
        if let Some(generic) = top(self.new)
            && (self.new.stencil(&element.generic).is_none()
                || self.old.and_then(top).as_ref() == Some(&element.generic))
        {
            moved.generic = generic;
        }
        moved
    }

    /// The element with the properties of its new stencil, laid out as if it were drawn anew.
    fn laid_out(
        &self,
        element: &Element,
        to: &StencilId,
        values: &[(&Attribute, usize)],
        dropped: &HashSet<usize>,
        matched: &[(usize, &Attribute)],
    ) -> Element {
        let form = form_of(self.new, to, &element.form).filter(|_| *to != element.stencil);
        let form = form.unwrap_or_else(|| element.form.clone());
        let Some(mut moved) = self.new.element(to, element.id.clone(), form) else {
            return element.clone();
        };
        for property in &mut moved.properties {
            let value = values.iter().find(|(a, _)| a.name == property.name);
            if let Some((attribute, value)) = value {
                set(property, attribute, *value);
            }
        }
        moved.set_name(element.name());
        let is_name = |p: &Property| {
            p.label == property_name::NAME_LABEL && matches!(p.value, PropertyValue::Text(_))
        };
        for (i, property) in element.properties.iter().enumerate() {
            let done = matched.iter().any(|(place, _)| *place == i);
            if done || dropped.contains(&i) || is_name(property) {
                continue;
            }
            match &property.value {
                PropertyValue::Heading => {}
                PropertyValue::List { .. } => moved.properties.push(property.clone()),
                value => {
                    let same = |p: &&mut Property| {
                        let same_kind =
                            std::mem::discriminant(&p.value) == std::mem::discriminant(value);
                        same_kind && p.rule_name().eq_ignore_ascii_case(property.rule_name())
                    };
                    match moved.properties.iter_mut().find(same) {
                        Some(there) => there.value.clone_from(value),
                        None => moved.properties.push(property.clone()),
                    }
                }
            }
        }
        moved.stroke.clone_from(&element.stroke);
        moved
    }
}

/// The properties of an element that stand for attributes: by name, failing that by label.
fn matched<'a>(element: &Element, attributes: &[&'a Attribute]) -> Vec<(usize, &'a Attribute)> {
    let lists = || {
        let all = element.properties.iter().enumerate();
        all.filter(|(_, p)| matches!(p.value, PropertyValue::List { .. }))
    };
    let mut found: Vec<(usize, &Attribute)> = Vec::new();
    for attribute in attributes {
        let mut named =
            lists().filter(|(_, p)| p.rule_name().eq_ignore_ascii_case(&attribute.name));
        // Of equal names the last counts, as for rules.
        found.extend(named.next_back().map(|(i, _)| (i, *attribute)));
    }
    for attribute in attributes {
        if found.iter().any(|(_, a)| a.name == attribute.name) {
            continue;
        }
        let free = |i: &usize| !found.iter().any(|(place, _)| place == i);
        let label = plain(&attribute.label);
        let labelled = lists().find(|(i, p)| free(i) && plain(&p.label) == label);
        if let Some((i, _)) = labelled {
            found.push((i, attribute));
        }
    }
    found
}

fn text_of(property: &Property) -> &str {
    property.value.as_text().flatten().unwrap_or("")
}

/// Makes a property the one of an attribute, with the value at a place.
fn set(property: &mut Property, attribute: &Attribute, value: usize) {
    attribute.label.clone_into(&mut property.label);
    if let PropertyValue::List {
        choices,
        selected,
        fixed,
    } = &mut property.value
    {
        if **choices != *attribute.choices {
            *choices = attribute.choices.clone().into();
        }
        *selected = value as i64;
        *fixed = attribute.is_fixed();
    }
}
