//! What was recorded, as the pane shares it, and how people change it.

use crate::state::Editing;
use leptos::prelude::*;
use trustline_editor::{Command, ReviewCommand};
use trustline_model::review::Review;

/// What was recorded, as the pane shares it.
pub fn recorded() -> Memo<Review> {
    expect_context()
}

/// Does something to what was recorded.
pub fn act(editing: Editing, command: ReviewCommand) {
    editing.act(Command::Review(command));
}

/// What takes a text over to something recorded, as a field of it.
pub fn taken(
    editing: Editing,
    id: StoredValue<String>,
    command: fn(String, String) -> ReviewCommand,
) -> Callback<String> {
    Callback::new(move |text: String| act(editing, command(id.get_value(), text)))
}
