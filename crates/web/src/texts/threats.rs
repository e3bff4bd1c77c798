//! Threats: the grid, one threat and why it is there, and messages.

use trustline_editor::{Column, Group};

pub const SELECT_ABOUT: &str = "Select the data flow or element that the threat is about";
pub const GROUP_NONE: &str = "No groups";
pub const THREAT: &str = "Threat";
pub const THREATS: &str = "Threats";
pub const MESSAGES: &str = "Messages";
pub const FILTER: &str = "Search in all threats";
pub const FILTER_HELP: &str = "Words, or a condition: open and priority is High · flow crosses Internet · [Property] is 'Value' · source is 'Web Server'";
pub const CONDITION: &str = "Condition";
pub const NO_THREATS: &str = "No threats yet. Draw two elements and connect them: every connected data flow is analyzed as you draw.";
pub const NO_MATCH: &str = "No threats match these filters.";
pub const NO_THREAT_SELECTED: &str = "Select a threat in the list to see and decide it.";
pub const STATE: &str = "State";
pub const PRIORITY: &str = "Priority";
pub const JUSTIFICATION: &str = "Justification";
pub const INTERACTION: &str = "Interaction";
pub const CROSSES: &str = "Crosses";
pub const NOTHING_CROSSED: &str = "no boundary";
pub const WHY: &str = "Why is this here?";
pub const REMEDY: &str = "What would remove it?";
pub const NO_REMEDY: &str = "No single property would remove it.";
pub const FIRES: &str = "Fires when";
pub const UNLESS: &str = "Unless";
pub const HOLDS: &str = "holds";
pub const FAILS: &str = "does not hold";
pub const COLUMNS: &str = "Columns";
pub const CLEAR: &str = "Clear filters";
pub const MOVE_LEFT: &str = "Move left";
pub const MOVE_RIGHT: &str = "Move right";
pub const NO_MESSAGES: &str = "No issues.";
pub const DISMISS: &str = "Dismiss";
pub const SHOW_AGAIN: &str = "Show again";
pub const SHOW_DISMISSED: &str = "Show dismissed";
pub const RISK_TREATMENT: &str = "Risk treatment";
pub const TREATMENT: &str = "Treatment";
pub const APPROVER: &str = "Approved by";
pub const EXPIRES: &str = "Expires";
pub const EXPIRED: &str = "expired: review this decision again";
pub const EMPTY_VALUE: &str = "(empty)";
pub const RESET: &str = "Reset";
pub const GROUP: &str = "Group";
pub const SELECTION_ONLY: &str = "Selection only";
pub const ERROR: &str = "error";
pub const WARNING: &str = "warning";
pub const INFO: &str = "info";

pub fn counts(all: usize, open: usize, orphans: usize, removed: usize) -> String {
    let orphans = match orphans {
        0 => String::new(),
        n => format!(", {n} no longer generated"),
    };
    let removed = match removed {
        0 => String::new(),
        n => format!("; {n} removed"),
    };
    format!("{all} threats, {open} to decide on{orphans}{removed}")
}

pub fn shown(shown: usize, all: usize) -> String {
    match shown == all {
        true => format!("{all} threats"),
        false => format!("{shown} of {all} threats"),
    }
}

pub fn column(column: Column) -> &'static str {
    match column {
        Column::Number => "Id",
        Column::Mark => "Mark",
        Column::Title => "Title",
        Column::Category => "Category",
        Column::State => "State",
        Column::Priority => "Priority",
        Column::Interaction => "Interaction",
        Column::Source => "From",
        Column::Target => "To",
        Column::Diagram => "Diagram",
        Column::Justification => "Justification",
        Column::Description => "Description",
        Column::ChangedBy => "Changed by",
        Column::ChangedAt => "Last modified",
    }
}

/// A way to group rows.
pub fn group(group: Group) -> &'static str {
    match group {
        Group::Interaction => "By interaction",
        Group::Element => "By element",
        Group::Category => "By category",
        Group::State => "By state",
        Group::Diagram => "By diagram",
    }
}

pub fn threats(count: usize) -> String {
    format!("{count} threats")
}

pub fn sort_by(column: &str) -> String {
    format!("Sort by {column}; Shift adds it to the current sort")
}

pub fn filter(column: &str) -> String {
    format!("Filter {column}")
}
