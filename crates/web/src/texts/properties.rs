//! The properties of what is selected.

pub const PROPERTIES: &str = "Properties";
pub const NOTHING: &str = "Nothing is selected";
pub const NOTHING_HELP: &str =
    "Select an element to see its properties. What concerns the whole model is here:";
pub const SEVERAL: &str = "several values";
pub const POSITION: &str = "Place and size";
pub const CHANGE: &str = "Change…";
