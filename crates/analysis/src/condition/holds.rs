//! Whether a condition holds for a threat, an interaction or an element.

use super::order;
use super::syntax::{Asked, Condition, Field, How, Subject};
use crate::facts::{is_of, same};
use crate::interaction::Interaction;
use crate::stride::Stride;
use crate::threat::Origin;
use crate::view::{About, ThreatView};
use std::borrow::Cow;
use trustline_model::review::{Treatment, decision};
use trustline_model::{Element, KnowledgeBase, State, ThreatModel, searchable};

/// What a condition is asked about.
#[derive(Clone, Copy)]
pub(super) enum Matter<'a> {
    Threat(&'a ThreatView<'a>),
    Interaction(&'a Interaction),
    Element(&'a Element),
}

/// A thing in its model.
#[derive(Clone, Copy)]
pub(super) struct Thing<'a> {
    pub(super) model: &'a ThreatModel,
    pub(super) about: Matter<'a>,
}

impl Condition {
    /// Whether a threat meets it.
    pub fn holds(&self, model: &ThreatModel, view: &ThreatView<'_>) -> bool {
        self.holds_for(Thing {
            model,
            about: Matter::Threat(view),
        })
    }

    pub(super) fn holds_for(&self, thing: Thing<'_>) -> bool {
        match self {
            Condition::Any => true,
            Condition::Open => thing.threat().is_some_and(|view| view.state().is_open()),
            Condition::Expired(today) => {
                let stored = thing.threat().and_then(ThreatView::stored);
                stored.is_some_and(|threat| decision::is_expired(threat, today))
            }
            Condition::Not(part) => !part.holds_for(thing),
            Condition::And(parts) => parts.iter().all(|p| p.holds_for(thing)),
            Condition::Or(parts) => parts.iter().any(|p| p.holds_for(thing)),
            Condition::Is(asked, how, value) => thing.is(asked, *how, value),
        }
    }
}

/// Whether a text is, or holds, a value.
fn fits(text: &str, how: How, value: &str) -> bool {
    match how {
        How::Is => same(text.trim(), value.trim()),
        How::Contains => searchable(text).contains(&searchable(value)),
        How::AtLeast | How::Above | How::AtMost | How::Below => false,
    }
}

impl<'a> Thing<'a> {
    fn threat(&self) -> Option<&'a ThreatView<'a>> {
        match self.about {
            Matter::Threat(view) => Some(view),
            _ => None,
        }
    }

    fn interaction(&self) -> Option<&'a Interaction> {
        match self.about {
            Matter::Threat(view) => view.interaction(),
            Matter::Interaction(interaction) => Some(interaction),
            Matter::Element(_) => None,
        }
    }

    /// The elements that a subject stands for.
    fn elements(&self, subject: Subject) -> Vec<&'a Element> {
        if let Some(interaction) = self.interaction() {
            let [source, flow, target] = interaction.elements(self.model);
            return match subject {
                Subject::Source => vec![source],
                Subject::Flow => vec![flow],
                Subject::Target => vec![target],
                Subject::Element => vec![source, flow, target],
            };
        }
        match (self.about, subject) {
            (Matter::Element(element), Subject::Element) => vec![element],
            (Matter::Threat(view), Subject::Element) => match view.about() {
                About::Element(element, _) => vec![element],
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn is(&self, asked: &Asked, how: How, value: &str) -> bool {
        let kb = self.model.knowledge_base.as_deref();
        match asked {
            Asked::Field(field) => {
                let view = self.threat();
                view.is_some_and(|view| field_is(kb, view, *field, how, value))
            }
            Asked::Property(name) => {
                let view = self.threat();
                view.is_some_and(|view| {
                    property_of(kb, view, name).is_some_and(|text| fits(&text, how, value))
                })
            }
            Asked::Kind(subject) => {
                let mut elements = self.elements(*subject).into_iter();
                elements.any(|element| is_kind(kb, element, how, value))
            }
            Asked::Of(subject, name) => {
                let mut elements = self.elements(*subject).into_iter();
                elements.any(|element| {
                    value_of(element, name).is_some_and(|text| fits(text, how, value))
                })
            }
            Asked::Crossed => {
                let boundaries = self.interaction().map(|i| i.boundaries(self.model));
                let mut boundaries = boundaries.unwrap_or_default().into_iter();
                boundaries.any(|b| fits(b.name(), how, value) || is_kind(kb, b, how, value))
            }
        }
    }
}

/// The value of a property of an element; `name` is its own name, whatever the property is called.
fn value_of<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    match element.property(name) {
        None if name.eq_ignore_ascii_case("name") => Some(element.name()),
        found => found,
    }
}

/// Whether an element is of a kind: a stencil by id or name, or the word for its shape.
fn is_kind(kb: Option<&KnowledgeBase>, element: &Element, how: How, value: &str) -> bool {
    if fits(element.form.as_str(), how, value)
        || (element.form.is_boundary() && fits("trust boundary", how, value))
    {
        return true;
    }
    let Some(kb) = kb else { return false };
    [&element.stencil, &element.generic]
        .into_iter()
        .any(|id| is_of(kb, id, value) || kb.lineage(id).iter().any(|s| fits(&s.name, how, value)))
}

fn field_is(
    kb: Option<&KnowledgeBase>,
    view: &ThreatView<'_>,
    field: Field,
    how: How,
    value: &str,
) -> bool {
    match field {
        Field::State if how == How::Is => State::parse(value) == *view.state(),
        Field::State => fits(view.state().label(), how, value),
        Field::Priority if how.is_order() => {
            let order = order::compare(kb, view.priority(), value);
            order.is_some_and(|order| match how {
                How::AtLeast => order.is_ge(),
                How::Above => order.is_gt(),
                How::AtMost => order.is_le(),
                _ => order.is_lt(),
            })
        }
        Field::Priority => fits(view.priority(), how, value),
        Field::Category => {
            let own = view.category();
            let id = || {
                let categories = kb.into_iter().flat_map(|kb| &kb.categories);
                let mut own = categories.filter(|c| same(&c.name, own));
                own.any(|c| same(&c.id, value))
            };
            fits(own, how, value)
                || view
                    .stride()
                    .is_some_and(|stride| fits(stride.name(), how, value))
                || (how == How::Is && (id() || is_stride(kb, view, value)))
        }
        Field::Origin => {
            let origin = view.threat.origin;
            fits(origin.as_str(), how, value)
                || (origin == Origin::User && fits("manual", how, value))
        }
        Field::Status => fits(view.threat.standing.as_str(), how, value),
        Field::Title => fits(&view.title(), how, value),
        Field::Description => fits(&view.description(), how, value),
        Field::Justification => fits(view.justification(), how, value),
        Field::Treatment => {
            let own = view
                .stored()
                .map_or("", |t| t.property(decision::RESOLUTION));
            fits(Treatment::shown(own), how, Treatment::shown(value))
        }
        Field::Approver => {
            let own = view.stored().map_or("", |t| t.property(decision::APPROVER));
            fits(own, how, value)
        }
        Field::Diagram => fits(view.diagram().map_or("", |d| &d.name), how, value),
    }
}

/// Whether a value stands for the same kind of STRIDE as the threat's category.
fn is_stride(kb: Option<&KnowledgeBase>, view: &ThreatView<'_>, value: &str) -> bool {
    view.stride()
        .is_some_and(|own| Stride::of(kb, value) == Some(own))
}

/// The value of a property of a threat, by its label or its name.
fn property_of<'a>(
    kb: Option<&KnowledgeBase>,
    view: &ThreatView<'a>,
    name: &str,
) -> Option<Cow<'a, str>> {
    let known = kb.and_then(|kb| {
        let mut all = kb.threat_properties.iter();
        all.find(|p| same(&p.name, name) || same(&p.label, name))
    });
    let own = known.map_or(name, |p| p.name.as_str());
    let field = view.own_fields().into_iter();
    let mut field = field.filter(|f| same(&f.name, own) || same(&f.label, name));
    if let Some(field) = field.next() {
        return Some(Cow::Owned(field.value));
    }
    let recorded = view.stored()?.property(own);
    Some(Cow::Borrowed(recorded)).filter(|text| !text.is_empty())
}
