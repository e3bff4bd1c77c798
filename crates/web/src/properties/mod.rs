//! The properties of what is selected, several elements at once; of nothing, those of the model.

mod field;
mod of_model;
mod pane;

pub use pane::Properties;
