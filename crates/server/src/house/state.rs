//! What the server holds.

use super::guard::Guard;
use super::settings::{ServeError, Settings};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Mutex;
use trustline_disk::{Etags, digest};
use trustline_formats::MAX_BYTES;

/// Everything the server holds.
pub struct House {
    /// The folder, in its canonical form.
    pub folder: PathBuf,
    /// What the folder is known by in the state.
    pub folder_key: String,
    pub open: Option<String>,
    pub author: String,
    pub state: PathBuf,
    pub guard: Guard,
    pub etags: Etags,
    /// Held while a file is compared and replaced, so that no two requests do it at once.
    pub writing: Mutex<()>,
    /// Held while what is kept in the state is changed.
    pub keeping: Mutex<()>,
}

impl House {
    /// Opens the folder.
    pub fn open(
        settings: &Settings,
        address: SocketAddr,
        token: String,
        ticket: Option<String>,
    ) -> Result<Self, ServeError> {
        let failed = |e| ServeError::Folder(settings.folder.clone(), e);
        let folder = std::fs::canonicalize(&settings.folder).map_err(failed)?;
        std::fs::read_dir(&folder).map_err(failed)?;
        let mut folder_key = digest(folder.as_os_str().as_encoded_bytes());
        folder_key.truncate(32);
        Ok(Self {
            folder_key,
            folder,
            open: settings.open.clone(),
            author: settings.author.clone(),
            state: settings.state.clone(),
            guard: Guard::new(address, settings.listen, token, ticket),
            etags: Etags::new(MAX_BYTES),
            writing: Mutex::default(),
            keeping: Mutex::default(),
        })
    }
}
