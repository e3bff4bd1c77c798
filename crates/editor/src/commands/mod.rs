//! What people ask for: every command, what it means, and what the hand on the canvas does. A command
//! is carried out by the file of its subject; `handle.rs` is the list of all.

mod arranging;
mod clipboard;
mod command;
mod diagrams;
mod drawing;
mod elements;
mod handle;
mod pointer;
mod records;
mod review;
mod selecting;
mod template;
mod threats;

pub use command::Command;
