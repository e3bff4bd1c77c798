//! What is seen of a review: the meeting that is going on and its walk, what changed since somebody
//! signed, what was decided until when, and what is asked.

use crate::editor::Editor;
use crate::review::{Walk, today};
use trustline_analysis::wording::name_of;
use trustline_model::review::decision::is_day;
use trustline_model::{DiagramId, ElementId, Form, ThreatKey};
use trustline_review::{
    Matrices, Resolved, Since, all_progress, decisions, going_on, matrices, next_review, questions,
    since,
};

/// An element that is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedLine {
    /// A diagram that shows it.
    pub diagram: DiagramId,
    /// The element.
    pub element: ElementId,
    /// Its name.
    pub name: String,
    /// How many questions are answered.
    pub answered: usize,
    /// How many there are.
    pub asked: usize,
    /// Those that nobody answered.
    pub open: Vec<String>,
}

impl Editor {
    /// Today, as files write it.
    pub fn today(&self) -> String {
        today(&*self.document.world)
    }

    /// Whether a day has come; what is no day never does.
    pub fn is_due(&self, day: &str) -> bool {
        is_day(day) && *day <= *self.today()
    }

    /// The walk of the meeting that is going on, once it was taken up.
    pub fn walk(&self) -> Option<&Walk> {
        let meeting = going_on(&self.model().review)?;
        Some(&*self.walk).filter(|w| w.meeting() == meeting.id)
    }

    /// What changed since somebody signed last; nothing while threats have to be found again.
    pub fn since(&self) -> Option<Since> {
        match self.is_stale() {
            true => None,
            false => since(self.model(), self.analysis()),
        }
    }

    /// Threats of which people said more than their state.
    pub fn decisions(&self) -> Vec<Resolved> {
        decisions(self.model(), &self.today())
    }

    /// The day of the next review, and whether it has come.
    pub fn next_review(&self) -> Option<(String, bool)> {
        next_review(&self.model().review, &self.today())
    }

    /// Elements by kinds of threat; nothing while threats have to be found again.
    pub fn matrices(&self) -> Matrices {
        match self.is_stale() {
            true => Matrices::default(),
            false => matrices(self.model(), self.analysis()),
        }
    }

    /// Every element that is asked about, once.
    pub fn asked(&self) -> Vec<AskedLine> {
        let all = all_progress(self.model()).into_iter();
        all.map(|(diagram, element, (answered, asked))| {
            let open = questions(element).into_iter();
            AskedLine {
                diagram,
                element: element.id.clone(),
                name: name_of(element),
                answered,
                asked,
                open: open
                    .filter(|q| q.answer.is_none())
                    .map(|q| q.label)
                    .collect(),
            }
        })
        .collect()
    }

    /// The name of an element, with the diagram that shows it first.
    pub fn named(&self, id: &ElementId) -> Option<(DiagramId, String)> {
        let mut all = self.model().diagrams.iter();
        all.find_map(|d| Some((d.id.clone(), name_of(d.element(id)?))))
    }

    /// What people call a threat; nothing while threats have to be found again.
    pub fn threat_name(&self, key: &ThreatKey) -> Option<String> {
        let view = self.threat(key)?;
        Some(format!("#{} {}", view.threat.number, view.title()))
    }

    /// Processes that a diagram may show in depth: those of other diagrams, each with its diagram.
    pub fn processes_beside(&self, own: &DiagramId) -> Vec<(ElementId, String)> {
        let others = self.model().diagrams.iter().filter(|d| d.id != *own);
        let all = others.flat_map(|d| d.elements.iter().map(move |e| (d, e)));
        all.filter(|(_, e)| matches!(e.form, Form::Process(_)))
            .map(|(d, e)| {
                let name = format!("{} · {}", d.name.trim(), e.name().trim());
                (e.id.clone(), name)
            })
            .collect()
    }
}
