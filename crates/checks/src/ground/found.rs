//! What checks find, and how they name where it is.

use trustline_analysis::wording::name_of;
use trustline_model::interactions::Tables;
use trustline_model::{
    Diagnostic, Diagram, Element, ElementId, Place, Severity, Stencil, ThreatType,
};

/// Collects what a check finds.
pub(crate) struct Found<'a> {
    code: &'static str,
    severity: Severity,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Found<'a> {
    /// For a check and its level.
    pub(crate) fn new(
        code: &'static str,
        severity: Severity,
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            code,
            severity,
            diagnostics,
        }
    }

    /// Something in a model or a template.
    pub(crate) fn push(&mut self, message: String, place: Place, help: &str) {
        let mut diagnostic = Diagnostic::new(self.code, self.severity, message).at(place);
        if !help.is_empty() {
            diagnostic = diagnostic.help(help);
        }
        self.diagnostics.push(diagnostic);
    }

    /// Several elements of a diagram, where there are any, in one finding. `one` is said of a single
    /// one, `several` of more.
    pub(crate) fn together(
        &mut self,
        diagram: &Diagram,
        elements: &[&Element],
        (one, several): (&str, &str),
        help: &str,
    ) {
        let message = match elements {
            [] => return,
            [element] => format!("{} {one}", called(element)),
            many => format!("{} elements {several}", many.len()),
        };
        let ids = elements.iter().map(|e| e.id.clone());
        self.push(message, at(diagram, ids), help);
    }

    /// What who read a document remarked of this code.
    pub(crate) fn remarked(&mut self, tables: &Tables) {
        let code = self.code;
        for remark in tables.remarks.iter().filter(|r| r.code == code) {
            self.in_line(remark.line, remark.message.clone(), remark.help);
        }
    }

    /// Something in a line of a document.
    pub(crate) fn in_line(&mut self, line: usize, message: String, help: &str) {
        self.push(message, Place::Text { line, column: 1 }, help);
    }
}

/// The place of some elements of a diagram.
pub(crate) fn at(diagram: &Diagram, elements: impl IntoIterator<Item = ElementId>) -> Place {
    Place::Elements(diagram.id.clone(), elements.into_iter().collect())
}

/// The place of a stencil.
pub(crate) fn stencil_place(stencil: &Stencil) -> Place {
    Place::Stencil(stencil.name.clone())
}

/// The place of a threat type.
pub(crate) fn threat_place(threat: &ThreatType) -> Place {
    Place::ThreatType(threat.id.clone())
}

/// An element's name in a sentence; unnamed ones by what they are.
pub(crate) fn called(element: &Element) -> String {
    match name_of(element).trim() {
        "" => format!("an unnamed {}", element.form.as_str()),
        name => format!("`{name}`"),
    }
}
