//! What a server is asked to be, and why it cannot be.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use trustline_disk::plain;

/// What a server serves, and where.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The folder whose models and templates it keeps; nothing outside of it is touched.
    pub folder: PathBuf,
    /// The file the page opens first, relative to the folder, with `/` between its parts.
    pub open: Option<String>,
    /// The address to listen on; the loopback address keeps others out.
    pub listen: IpAddr,
    /// The port; 0 takes a free one.
    pub port: u16,
    /// Where recovery copies and the list of recent files are kept.
    pub state: PathBuf,
    /// Who makes the changes.
    pub author: String,
}

/// Why a server cannot be started.
#[derive(Debug)]
pub enum ServeError {
    /// The folder is not there, or cannot be read.
    Folder(PathBuf, std::io::Error),
    /// The address cannot be listened on.
    Listen(SocketAddr, std::io::Error),
    /// The system gives no random bytes, no threads, or no sockets.
    System(String),
}

impl ServeError {
    /// What to do about it.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            ServeError::Listen(..) => {
                Some("another program may use the port; port 0 takes a free one")
            }
            ServeError::Folder(..) | ServeError::System(_) => None,
        }
    }
}

impl std::fmt::Display for ServeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ServeError::Folder(path, error) => {
                write!(f, "`{}`: {}", path.display(), plain(error))
            }
            ServeError::Listen(address, error) => {
                write!(f, "cannot listen on `{address}`: {}", plain(error))
            }
            ServeError::System(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for ServeError {}
