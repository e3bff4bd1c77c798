//! What is done with threats.

use crate::browser::dom;
use crate::commands::rooms::Rooms;
use crate::state::{Lower, Side};
use crate::{texts, threats};
use leptos::prelude::*;
use trustline_editor::{Command, Decision};
use trustline_model::{State, ThreatKey};

fn selected(rooms: Rooms) -> Vec<ThreatKey> {
    let keys = rooms.editing.with(|e| e.selected_threats().to_vec());
    keys.unwrap_or_default()
}

/// Sets the state of those that are selected.
pub fn decide(rooms: Rooms, state: State) {
    let decision = Decision {
        state: Some(state),
        ..Decision::default()
    };
    rooms.act(Command::Decide(selected(rooms), decision));
}

/// Shows the next one that nobody decided on.
pub fn next_unedited(rooms: Rooms) {
    rooms.act(Command::NextUnedited);
    rooms.lower(Lower::Threats);
    rooms.layout.side.set(Side::Threat);
}

/// One of people's own, about the data flow that is selected.
pub fn add(rooms: Rooms) {
    let flow = rooms.editing.with(|e| e.selection().last().cloned());
    match flow.flatten() {
        Some(flow) => {
            rooms.act(Command::AddThreat(flow));
            rooms.layout.side.set(Side::Threat);
            dom::focus_soon("#threat-title");
        }
        None => rooms.notices.say(texts::SELECT_FLOW),
    }
}

pub fn delete(rooms: Rooms) {
    rooms.act(Command::RemoveThreats(selected(rooms)));
}

pub fn copy(rooms: Rooms) {
    threats::copy_rows(rooms.editing, rooms.notices);
}

pub fn select_all(rooms: Rooms) {
    rooms.act(Command::SelectShownThreats);
}
