//! The template: its editor, the choice of templates, and applying them to a model.

mod apply;
mod chooser;
mod fields;
mod list;
mod newer;
mod picture;
mod plan;
mod rule;
mod screen;
mod trial;

pub use apply::Apply;
pub use chooser::Chooser;
pub use newer::Newer;
pub use screen::TemplateScreen;
