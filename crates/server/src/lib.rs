//! The HTTP door: serves the page to a browser and keeps the files of one folder for it. Knows of
//! bytes only that no reader may refuse them; what they mean is the page's affair.

mod answer;
mod bundle;
mod file;
mod folder;
mod guard;
mod page;
mod recent;
mod recovery;
mod routes;

pub use bundle::{bundle, has_page};

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;
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

/// How long requests may go on after the signal to stop.
const LAST_WORDS: Duration = Duration::from_secs(3);

/// Serves until Ctrl-C. `ready` is called once, as soon as the browser may come: with the address to
/// open, token included, and with one that lets in only once, for the browser's command line.
///
/// # Errors
/// Refuses when the folder is not there or the address cannot be listened on.
pub fn serve(settings: Settings, ready: impl FnOnce(&str, &str)) -> Result<(), ServeError> {
    let system = |e: std::io::Error| ServeError::System(plain(&e));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(system)?;
    runtime.block_on(async {
        let wanted = SocketAddr::new(settings.listen, settings.port);
        let listener = tokio::net::TcpListener::bind(wanted)
            .await
            .map_err(|e| ServeError::Listen(wanted, e))?;
        let address = listener.local_addr().map_err(system)?;
        let chance = |e| ServeError::System(format!("no random bytes from the system: {e}"));
        let token = guard::token().map_err(chance)?;
        let ticket = guard::token().map_err(chance)?;
        let house = routes::House::open(&settings, address, token.clone(), Some(ticket.clone()))?;
        recovery::sweep(&settings.state);
        let place = SocketAddr::new(reachable(address.ip()), address.port());
        let with = |token: &str| format!("http://{place}/?token={token}");
        ready(&with(&token), &with(&ticket));
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = axum::serve(listener, routes::router(Arc::new(house)))
            .with_graceful_shutdown(async {
                let _ = stopped.await;
            });
        let serving = tokio::spawn(async { serving.await });
        tokio::signal::ctrl_c().await.map_err(system)?;
        let _ = stop.send(());
        // A browser that keeps talking does not keep the server.
        let _ = tokio::time::timeout(LAST_WORDS, serving).await;
        Ok(())
    })
}

/// An address to go to: one that stands for all of a machine's is none.
fn reachable(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(a) if a.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(a) if a.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        other => other,
    }
}
