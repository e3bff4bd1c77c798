//! How often each part changed: what a page has to look at again.

/// How often each part changed: what a page has to look at again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revisions {
    /// Any part of the model.
    pub model: u64,
    /// The drawing of the current diagram, or which one is current.
    pub drawing: u64,
    /// Which elements are selected.
    pub selection: u64,
    /// What part of the plane is looked at.
    pub camera: u64,
    /// What is seen while a gesture goes on: preview, guides, marquee, ports.
    pub gesture: u64,
    /// Threats, messages, and what is shown of them.
    pub threats: u64,
    /// The template, or which part of it is looked at.
    pub template: u64,
    /// Where the walk of a meeting is.
    pub walk: u64,
}
