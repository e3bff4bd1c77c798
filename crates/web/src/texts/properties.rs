//! The properties of what is selected.

pub const PROPERTIES: &str = "Properties";
pub const NOTHING: &str = "Nothing is selected";
pub const NOTHING_HELP: &str = "Select an element to see its properties. Model properties:";
pub const SEVERAL: &str = "several values";
pub const POSITION: &str = "Position and size";
pub const CHANGE: &str = "Change…";
