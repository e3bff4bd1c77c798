//! The edits that make one state of a part of a model into another.

use super::list::{Item, ListEdit, difference};
use super::vocabulary::{Decision, Edit, InformationField, RecordEdit, TemplateEdit};
use crate::review::Review;
use crate::{Information, KnowledgeBase, Message, Note, Threat};

/// What differs between two states of the same thing, as edits.
pub trait Difference {
    /// The edits that make this into the other, to be applied in this order.
    fn edits_to(&self, new: &Self) -> Vec<Edit>;
}

/// The edits of a list, each as an edit of the model.
fn each<T: Item>(old: &[T], new: &[T], whole: impl Fn(ListEdit<T>) -> Edit) -> Vec<Edit> {
    difference(old, new).into_iter().map(whole).collect()
}

impl Difference for Information {
    fn edits_to(&self, new: &Self) -> Vec<Edit> {
        use InformationField as F;
        let fields = [
            F::Name,
            F::Owner,
            F::Reviewer,
            F::Contributors,
            F::Description,
            F::Assumptions,
            F::Dependencies,
        ];
        let pairs = self.fields().into_iter().zip(new.fields());
        fields
            .into_iter()
            .zip(pairs)
            .filter(|(_, ((_, old), (_, new)))| old != new)
            .map(|(field, (_, (_, text)))| Edit::SetInformation {
                field,
                text: text.to_owned(),
            })
            .collect()
    }
}

impl Difference for Vec<Threat> {
    fn edits_to(&self, new: &Self) -> Vec<Edit> {
        each(self, new, |edit| Edit::Threats(Box::new(edit)))
    }
}

impl Difference for Threat {
    /// Where no more than a decision lies between them, it is one; a property that was taken away
    /// comes back in its place only with the whole.
    fn edits_to(&self, new: &Self) -> Vec<Edit> {
        if self == new {
            return Vec::new();
        }
        vec![match Decision::between(self, new) {
            Some(decision) => Edit::Decide {
                threat: self.key.clone(),
                decision: Box::new(decision),
            },
            None => Edit::Threats(Box::new(ListEdit::Set {
                of: self.key.clone().into(),
                to: new.clone(),
            })),
        }]
    }
}

impl Difference for Vec<Note> {
    fn edits_to(&self, new: &Self) -> Vec<Edit> {
        each(self, new, |edit| Edit::Notes(Box::new(edit)))
    }
}

impl Difference for Vec<Message> {
    fn edits_to(&self, new: &Self) -> Vec<Edit> {
        each(self, new, |edit| Edit::Messages(Box::new(edit)))
    }
}

impl Difference for Vec<String> {
    /// Versions of templates that were declined.
    fn edits_to(&self, new: &Self) -> Vec<Edit> {
        each(self, new, Edit::Declined)
    }
}

impl Difference for Review {
    fn edits_to(&self, new: &Self) -> Vec<Edit> {
        let record = |edit| Edit::Record(Box::new(edit));
        let mut edits = each(&self.questions, &new.questions, |e| {
            record(RecordEdit::Questions(e))
        });
        edits.extend(each(&self.gaps, &new.gaps, |e| record(RecordEdit::Gaps(e))));
        edits.extend(each(&self.controls, &new.controls, |e| {
            record(RecordEdit::Controls(e))
        }));
        edits.extend(each(&self.assets, &new.assets, |e| {
            record(RecordEdit::Assets(e))
        }));
        edits.extend(each(&self.meetings, &new.meetings, |e| {
            record(RecordEdit::Meetings(e))
        }));
        if self.months != new.months {
            edits.push(record(RecordEdit::Interval(new.months)));
        }
        if self.unknown != new.unknown {
            edits.push(record(RecordEdit::Unknown(new.unknown.clone())));
        }
        edits
    }
}

impl Difference for KnowledgeBase {
    fn edits_to(&self, new: &Self) -> Vec<Edit> {
        let template = |edit| Edit::Template(Box::new(edit));
        let mut edits = Vec::new();
        if self.manifest != new.manifest {
            edits.push(template(TemplateEdit::Manifest(new.manifest.clone())));
        }
        edits.extend(each(&self.stencils, &new.stencils, |e| {
            template(TemplateEdit::Stencils(e))
        }));
        edits.extend(each(&self.categories, &new.categories, |e| {
            template(TemplateEdit::Categories(e))
        }));
        edits.extend(each(&self.threat_types, &new.threat_types, |e| {
            template(TemplateEdit::ThreatTypes(e))
        }));
        edits.extend(each(&self.threat_properties, &new.threat_properties, |e| {
            template(TemplateEdit::ThreatProperties(e))
        }));
        if self.priority_used != new.priority_used {
            edits.push(template(TemplateEdit::PriorityUsed(new.priority_used)));
        }
        if self.status_used != new.status_used {
            edits.push(template(TemplateEdit::StatusUsed(new.status_used)));
        }
        edits
    }
}
