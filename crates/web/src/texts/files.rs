//! Files: opened, saved, recovered, changed by others, and handed over; what can go wrong with them.

pub const SAVING: &str = "Saving…";
pub const REPORTING: &str = "Writing the report…";
pub const SAVED: &str = "Saved";

/// Saved, but the format of the file could not hold everything.
pub fn saved_without<'a>(lost: impl Iterator<Item = &'a str>) -> String {
    format!("Saved. {}", lost.collect::<Vec<_>>().join("; "))
}

pub const UNSAVED: &str = "Not saved";
pub const UNSAVED_TITLE: &str = "Save your changes?";
pub const UNSAVED_TEXT: &str = "Changes made since the last save will be lost.";
pub const DISCARD: &str = "Close without saving";
pub const CHANGED_ON_DISK: &str = "The file on disk has changed since you opened it: another person, another tab or git wrote to it.";
pub const GONE_FROM_DISK: &str = "The file is no longer on disk.";
pub const RELOAD: &str = "Reload (discard my changes)";
pub const KEEP: &str = "Keep my changes";
pub const CHOOSE_FIRST: &str =
    "Choose above first: reload, keep your changes, or save under another name";
pub const OFFLINE: &str = "The server is not responding. Your work is kept in this browser; start the server again with trustline open.";
pub const KEPT: &str = "There is unsaved work on this file from an earlier session or another tab.";
pub const LATER: &str = "Later";
pub const FORGET_ALL: &str = "Discard all";
pub const COMPARE: &str = "Compare";
pub const COMPARE_TITLE: &str = "Your version and the file on disk";
pub const SAVE_AS: &str = "Save as";
pub const PATH: &str = "Path within the folder";
pub const REPORT: &str = "Report";
pub const DOWNLOAD: &str = "Download";
pub const FORMAT: &str = "Format";
pub const SORT_BY: &str = "Sort threats by";
pub const INCLUDE: &str = "Include";
pub const PICTURE: &str = "Export picture";
pub const NEW_MODEL: &str = "New model";
pub const RESTORE: &str = "Restore";
pub const FORGET: &str = "Discard";
pub const FAILED: &str = "That did not work";
pub const NOTHING_OPEN: &str = "no model is open";
pub const NOT_READ_TO_END: &str = "the file could not be read completely";
pub const NOT_READ: &str = "the browser could not read the file";
pub const NOT_WRITTEN: &str = "the browser did not allow writing the file";
pub const NOT_WRITTEN_HELP: &str = "save it under another name";
pub const EXISTS_HELP: &str = "choose another name, or open that file";
pub const SILENT: &str = "the server is not responding";
pub const SILENT_HELP: &str =
    "start it again with `trustline open`; your work is kept in this browser meanwhile";
pub const COPY_GONE: &str = "the copy is no longer there";
pub const COPY_UNREADABLE: &str = "the copy cannot be read";
pub const RECOVERED: &str = "recovered";
pub const UNNAMED: &str = "model";
pub const STARTER_UNREADABLE: &str = "the initial template cannot be read";
pub const DOCUMENTS_MISSING: &str = "the part of the page that makes documents could not be loaded";
pub const DOCUMENTS_MISSING_HELP: &str =
    "start the server again with `trustline open`, reload the page, and try once more";
pub const PICTURE_COPIED: &str = "The diagram is on the clipboard as a picture";
pub const PICTURE_NOT_COPIED: &str = "the browser did not put the picture on the clipboard";
pub const PICTURE_NOT_COPIED_HELP: &str =
    "allow the page to use the clipboard, or use File → Export picture";
pub const DARK_PICTURE: &str = "Dark";

pub fn opening(name: &str) -> String {
    format!("Opening {name}…")
}

pub fn imperfect(count: usize) -> String {
    format!("The file was read with {count} messages: it deviates from the Microsoft format")
}

pub fn imported(elements: usize, pairs: usize, findings: usize) -> String {
    format!("{elements} elements, {pairs} connected pairs; {findings} findings in the document")
}

pub fn answered_with(status: u16) -> String {
    format!("the server responded with {status}")
}

pub fn exists(path: &str) -> String {
    format!("a file `{path}` already exists")
}

pub fn unreadable(file: &str) -> String {
    format!("`{file}` cannot be read")
}

pub fn no_template(name: &str) -> String {
    format!("`{name}` is not a template")
}
