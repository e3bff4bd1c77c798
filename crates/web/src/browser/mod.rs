//! The ground floor: the little that we need of the browser itself.

pub mod address;
pub mod dom;
pub mod files;
pub mod picture;
pub mod settings;
pub mod world;
