//! The start page.

pub const SMALL_TEMPLATE: &str = "Only the generic stencils and STRIDE";
pub const START_TAGLINE: &str =
    "Draw what you build, see what can go wrong, decide what to do about it.";
pub const START_NEW: &str = "New model";
pub const START_NAME: &str = "Name";
pub const START_TEMPLATE: &str = "Template";
pub const START_CREATE: &str = "Create model";
pub const CREATE_TEMPLATE: &str = "Create template";
pub const SEARCH_FILES: &str = "Search files";
pub const START_OPEN: &str = "Open";
pub const START_PICK: &str = "Open from this computer…";
pub const START_RECENT: &str = "Recent";
pub const START_FOLDER: &str = "In this folder";
pub const START_SAMPLES: &str = "Sample models";
pub const START_RECOVER: &str = "Unsaved work";
pub const START_RECOVER_TEXT: &str = "These have changes that were never saved:";
pub const START_TEMPLATES: &str = "Templates";
pub const START_TOUR: &str = "Getting started";
pub const VANISHED: &str = "no longer there";
pub const NO_FILES: &str = "No models in this folder yet.";
pub const TRUNCATED: &str = "The folder contains more files than are listed: open a subfolder.";
pub const PAGE_ONLY: &str =
    "No server: the browser opens and saves files, and they never leave this computer.";
pub const DROP: &str = "Drop a model (.tm7), a template (.tb7, .yaml) or interaction tables (.md, .csv, .xlsx, .docx) to open it";
pub const NEW_TEMPLATE: &str = "New template…";
pub const NEW_TEMPLATE_TEXT: &str = "A template with its own name and id, to change and share.";
pub const TEMPLATE_BASE: &str = "Based on";
pub const MY_TEMPLATE: &str = "My template";
