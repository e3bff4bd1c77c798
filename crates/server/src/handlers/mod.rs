//! What is done for a request, one file a subject.

pub mod file;
pub mod folder;
pub mod page;
pub mod recent;
pub mod recovery;
pub mod session;
