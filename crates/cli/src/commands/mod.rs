//! One file a command.

pub mod analyze;
pub mod arguments;
pub mod check;
pub mod convert;
pub mod draw;
pub mod explain;
pub mod export;
pub mod import;
pub mod info;
pub mod merge;
pub mod open;
pub mod page;
pub mod report;
pub mod shell;
pub mod template;
pub mod update;
