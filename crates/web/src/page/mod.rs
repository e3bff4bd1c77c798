//! The page as a whole: shell, start page, menus and dialogs.

mod bar;
mod context;
mod dialogs;
mod help;
mod information;
mod items;
mod lower;
mod mark;
mod menus;
mod new_template;
mod questions;
mod report;
mod save_as;
mod search;
mod shell;
mod start;
mod warnings;
mod workbench;

pub use shell::Page;
