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

/// One of people's own, about what is selected.
pub fn add(rooms: Rooms) {
    let about = rooms.editing.with(|e| e.selection().last().cloned());
    match about.flatten() {
        Some(about) => added(rooms, Command::AddThreat(about)),
        None => rooms.notices.say(texts::SELECT_ABOUT),
    }
}

/// One of people's own, about the whole system.
pub fn add_to_system(rooms: Rooms) {
    added(rooms, Command::AddSystemThreat);
}

fn added(rooms: Rooms, command: Command) {
    rooms.act(command);
    rooms.layout.side.set(Side::Threat);
    dom::focus_soon("#threat-title");
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
