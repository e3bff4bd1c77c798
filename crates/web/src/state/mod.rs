//! What the page shares, as small structs of signals that own their subject. Each is a context of
//! its own; a room asks for those that it needs.

mod dialogs;
mod editing;
mod layout;
mod notices;
mod tabs;
mod theme;

pub use dialogs::{After, ContextMenu, Dialog, Dialogs, Failure};
pub use editing::{Document, Editing};
pub use layout::{Layout, Lower, ReviewTab, Screen, Side};
pub use notices::Notices;
pub use tabs::{Tab, Tabs};
pub use theme::Theme;
