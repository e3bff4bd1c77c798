//! The keys of an action, and where they work.

use crate::commands::rooms::Rooms;
use crate::commands::target::grid_has_keyboard;
use crate::state::Side;
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub enum Keys {
    Unbound,
    /// Where nobody writes.
    Press(&'static str),
    /// Everywhere, in fields as well: keys with Ctrl or Alt that fields do not know.
    Always(&'static str),
    /// Decides on threats: only where that threat is looked at.
    OnThreat(&'static str),
    /// The browser itself answers it, and hands over what is pasted by an event of its own.
    Browser(&'static str),
}

impl Keys {
    /// As the table writes them.
    pub fn text(self) -> &'static str {
        match self {
            Keys::Unbound => "",
            Keys::Press(text) | Keys::Always(text) | Keys::OnThreat(text) | Keys::Browser(text) => {
                text
            }
        }
    }

    /// Whether they work here.
    pub fn work(self, rooms: Rooms, writing: bool) -> bool {
        match self {
            Keys::Always(_) => true,
            _ if writing => false,
            Keys::OnThreat(_) => {
                rooms.layout.side.get_untracked() == Side::Threat || grid_has_keyboard()
            }
            _ => true,
        }
    }
}
