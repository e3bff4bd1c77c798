//! Files of a folder.

/// A file of a folder: its path with `/`, and its bytes.
pub type File = (String, Vec<u8>);
