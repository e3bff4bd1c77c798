//! What a page shows, read off the editor: nothing here changes anything.

mod canvas;
mod diagrams;
mod messages;
mod narrative;
mod properties;
mod review;
mod template;
mod threats;

pub use messages::MessageLine;
pub use narrative::narrative;
pub use properties::{FieldKind, Pane, PaneField, PaneGroup};
pub use review::AskedLine;
