//! Templates of cases: the form as text, with what a case does not say filled in.

use trustline_model::ThreatModel;

const HEAD: &str = "
template:
  name: Case
  id: case
  version: 1.0
";

const CATEGORIES: &str = "
categories:
- name: Spoofing
  id: S
";

/// One stencil of each kind.
const STENCILS: &str = "
stencils:
- name: Process
  id: GE.P
  generic: true
  shape: process
- name: Store
  id: GE.DS
  generic: true
  shape: data store
- name: Entity
  id: GE.EI
  generic: true
  shape: external entity
- name: Flow
  id: GE.DF
  generic: true
  shape: data flow
  attributes:
  - label: Encrypted
    values: [Not Selected, No, Yes]
- name: Line
  id: GE.TB.L
  generic: true
  shape: line boundary
- name: Box
  id: GE.TB.B
  generic: true
  shape: box boundary
- name: Note
  id: GE.A
  generic: true
  shape: annotation
";

/// Whether a text is a template.
pub(crate) fn is_template(text: &str) -> bool {
    let first = text.lines().next().unwrap_or("");
    ["template:", "stencils:", "threats:", "categories:"].contains(&first)
}

/// The text with each section that it lacks: a head, a category, one stencil of each kind.
pub(crate) fn whole(text: &str) -> String {
    let mut whole = text.to_owned();
    for section in [HEAD, CATEGORIES, STENCILS] {
        let name = section.trim_start().lines().next();
        if !text.lines().any(|l| Some(l) == name) {
            whole.push_str(section);
        }
    }
    whole
}

/// A template alone, from a text that may leave sections out.
pub(crate) fn template(text: &str) -> ThreatModel {
    let read = trustline_formats::read(whole(text).as_bytes());
    read.expect("a template of a case").model
}
