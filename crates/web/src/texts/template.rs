//! Templates: their editor, the trial of rules, and applying them to a model.

use crate::texts::drawing::STENCILS;
use crate::texts::page::{CATEGORY, DESCRIPTION};
use trustline_editor::{TemplateKey as Key, TemplateTab};

pub const TEMPLATE: &str = "Template";
pub const SKIP_TEMPLATE: &str = "Skip to the template";
pub const STENCIL: &str = "Stencil";
pub const GENERIC: &str = "Generic";
pub const THREAT_TYPE: &str = "Threat type";
pub const THREAT_TYPES: &str = "Threat types";
pub const THREAT_PROPERTIES: &str = "Threat properties";
pub const MANIFEST: &str = "Manifest";
pub const PROPERTY: &str = "Property";
pub const ATTRIBUTE: &str = "Attribute";
pub const HIDDEN: &str = "hidden";
pub const DUPLICATE: &str = "Duplicate";
pub const MOVE_UP: &str = "Move up";
pub const MOVE_DOWN: &str = "Move down";
pub const REMOVE_PICTURE: &str = "Remove picture";
pub const STENCIL_PICTURE: &str = "Current picture";
pub const PICTURE_TOO_LARGE: &str = "A picture must be no larger than 256 KB";
pub const NO_PARTS: &str = "Nothing matches this search.";
pub const NO_PART: &str = "Select an item in the list, or add one.";
pub const SUGGESTIONS: &str = "Suggestions";
pub const AT_THE_END: &str = "at the end";
pub const SHOW_PLACE: &str = "Go to this position";
pub const TRIAL: &str = "Matching interactions";
pub const TRY_ON: &str = "Test on";
pub const TRY_FILE: &str = "Or on a model from this computer";
pub const THIS_MODEL: &str = "This model";
pub const NO_MODEL: &str = "Choose a model…";
pub const NO_RULE: &str = "This is not a complete rule yet.";
pub const NOTHING_TO_TRY: &str =
    "Choose a model that has data flows to see which interactions match.";
pub const MATCH: &str = "matches";
pub const MISMATCH: &str = "does not match";
pub const OTHERS_TOO: &str = "Also show interactions that do not match";
pub const APPLY_TITLE: &str = "Apply a template";
pub const APPLY_TEXT: &str = "Choose one template, or several to combine. The changes are shown first; no decision is lost, and a single undo reverts everything.";
pub const APPLY_KEEP: &str = "Add to the model's own template,";
pub const APPLY_NONE: &str = "No template selected yet.";
pub const APPLYING: &str = "Applying the template…";
pub const APPLIED: &str = "Template applied";
pub const APPLY_NO_DECISIONS: &str = "No decisions to carry over";
pub const APPLY_ELEMENTS: &str = "Elements that need a different type";
pub const APPLY_DECISIONS: &str = "Decisions";
pub const APPLY_PROPERTIES: &str = "Elements whose properties change";
pub const APPLY_NEW: &str = "New threats";
pub const APPLY_REMOVED: &str = "Removed threats";
pub const APPLY_KEEP_DECISION: &str = "kept as recorded";
pub const TEMPLATES: &str = "Templates";
pub const TEMPLATE_FILE: &str = "From a file:";
pub const NEWER: &str = "A newer version of the template is available:";
pub const NEWER_NAME: &str = "the newer version";
pub const NEWER_LOOK: &str = "Review the changes";
pub const NEWER_LATER: &str = "Later";
pub const NEWER_NEVER: &str = "Skip this version";
pub const NOT_READ_IT: &str = "the browser could not read it";
pub const CARRIES_NONE: &str = "it contains no template";

pub fn template_list(tab: TemplateTab) -> &'static str {
    match tab {
        TemplateTab::Stencils => STENCILS,
        TemplateTab::ThreatTypes => THREAT_TYPES,
        TemplateTab::Properties => "Categories and threat properties",
    }
}

pub fn template_key(key: Key, of_attribute: bool) -> &'static str {
    match key {
        Key::Name if of_attribute => "Attribute label",
        Key::Name => "Name",
        Key::Id if of_attribute => "Name in rules",
        Key::Id => "Id",
        Key::Version => "Version",
        Key::Author => "Author",
        Key::Priority => "Threats have a priority",
        Key::Status => "Threats have a state",
        Key::Description => DESCRIPTION,
        Key::AlsoCalled => "Also called (names with commas between them)",
        Key::Parent => "Derives from",
        Key::Shape => "Drawn as",
        Key::Hidden => "Hidden in the palette",
        Key::Picture => "Picture (PNG)",
        Key::PictureLocation => "Picture position",
        Key::Fixed => "Fixed: set by the stencil, not chosen per element",
        Key::Values => "Values, one per line; the first is the default",
        Key::Short => "Short description",
        Key::Long => "Long description",
        Key::Category => CATEGORY,
        Key::Include => "Fires when (include)",
        Key::Exclude => "Unless (exclude)",
        Key::Own(_) => "",
        Key::Kind => "Kind",
    }
}

pub fn attribute(label: &str) -> String {
    format!("{ATTRIBUTE}: {label}")
}

pub fn from(stencil: &str) -> String {
    format!("from {stencil}")
}

pub fn more(count: usize) -> String {
    format!("{count} more: keep typing")
}

pub fn tried(matching: usize, all: usize, excluded: usize) -> String {
    let excluded = match excluded {
        0 => String::new(),
        n => format!("; {n} excluded"),
    };
    format!("matches {matching} of {all} interactions{excluded}")
}

/// Where a stencil or threat type comes from, where a model uses several templates.
pub fn from_template(name: &str) -> String {
    format!("From {name}")
}

fn many(count: usize, one: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        n => format!("{n} {one}s"),
    }
}

pub fn decisions(count: usize) -> String {
    many(count, "decision")
}

pub fn warnings(count: usize) -> String {
    many(count, "warning")
}

pub fn undecided(stay: usize, go: usize, arrive: usize) -> String {
    format!("Undecided threats: {stay} kept, {go} removed, {arrive} new")
}

pub fn and_more(count: usize) -> String {
    format!("… and {count} more")
}

pub fn new_type(instead_of: &str) -> String {
    format!("New type instead of {instead_of}")
}

pub fn appears(property: &str, value: &str) -> String {
    format!("{property}: new, {value}")
}

pub fn vanishes(property: &str, value: &str) -> String {
    format!("{property}: removed, was {value}")
}

pub fn stays(property: &str, value: &str) -> String {
    format!("{property}: {value} is kept although the type has no such property")
}

pub fn new_value(property: &str, element: &str) -> String {
    format!("New value of {property} of {element}")
}

pub fn where_to(decision: impl std::fmt::Display) -> String {
    format!("Threat that takes over decision {decision}")
}

/// A built-in template.
pub fn built_in(title: &str) -> String {
    format!("Trustline {title}")
}

/// What a template from a file contains.
pub fn holds(name: &str, version: &str, stencils: usize, threat_types: usize) -> String {
    format!("{name} {version}: {stencils} stencils, {threat_types} threat types")
}
