//! A server from its start to its end.

use crate::handlers::recovery::sweep;
use crate::house::guard;
use crate::house::settings::{ServeError, Settings};
use crate::house::state::House;
use crate::routes::router;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;
use trustline_disk::plain;

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
        let randomness = |e| ServeError::System(format!("no random bytes from the system: {e}"));
        let token = guard::token().map_err(randomness)?;
        let ticket = guard::token().map_err(randomness)?;
        let house = House::open(&settings, address, token.clone(), Some(ticket.clone()))?;
        sweep(&settings.state);
        let place = SocketAddr::new(reachable(address.ip()), address.port());
        let with = |token: &str| format!("http://{place}/?token={token}");
        ready(&with(&token), &with(&ticket));
        let (stop, stopped) = oneshot::channel::<()>();
        let serving =
            axum::serve(listener, router(Arc::new(house))).with_graceful_shutdown(async {
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
