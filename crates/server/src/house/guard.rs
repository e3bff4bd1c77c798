//! Who may ask: the right host (a foreign name may lead here), the own page (foreign pages may try),
//! the key that the token became.

use super::answer::Refusal;
use super::bundle::Bundled;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, PoisonError};

/// The policy where the page brings none.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; connect-src 'self'; frame-src blob:; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// The header in which the page says its key.
const KEY: &str = "x-trustline-key";

/// Requests that carry no file may not say more than this.
const SMALL: u64 = 4096;

/// What a request must show.
pub struct Guard {
    token: String,
    /// Lets one browser in: command lines are seen by others on the machine.
    ticket: Mutex<Option<String>>,
    port: u16,
    hosts: Vec<String>,
    /// Listening on every address of the machine: any of them is a host, a name is not.
    everywhere: bool,
    policy: HeaderValue,
}

/// 32 bytes of randomness, as text.
pub fn token() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(trustline_disk::hex(&bytes))
}

/// Whether two texts are the same, in a time that does not tell where they differ.
fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let differ = a.iter().zip(b).fold(0, |acc, (x, y)| acc | (x ^ y));
    a.len() == b.len() && std::hint::black_box(differ) == 0
}

impl Guard {
    pub fn new(address: SocketAddr, listen: IpAddr, token: String, ticket: Option<String>) -> Self {
        let port = address.port();
        let mut hosts = vec![
            format!("127.0.0.1:{port}"),
            format!("localhost:{port}"),
            format!("[::1]:{port}"),
            SocketAddr::new(listen, port).to_string(),
        ];
        if port == 80 {
            // Browsers leave the usual port out.
            let short: Vec<String> = hosts
                .iter()
                .filter_map(|h| h.strip_suffix(":80").map(str::to_owned))
                .collect();
            hosts.extend(short);
        }
        let brought = Bundled::find("policy.txt")
            .and_then(|f| HeaderValue::from_str(String::from_utf8(f.plain()).ok()?.trim()).ok());
        Self {
            token,
            ticket: Mutex::new(ticket),
            port,
            hosts,
            everywhere: listen.is_unspecified(),
            policy: brought.unwrap_or(HeaderValue::from_static(POLICY)),
        }
    }

    /// Whether a text is the token.
    pub fn is_token(&self, text: &str) -> bool {
        same(&self.token, text)
    }

    /// Whether a text in the address lets a browser in: the token always, the ticket once.
    pub fn lets_in(&self, text: &str) -> bool {
        let mut ticket = self.ticket.lock().unwrap_or_else(PoisonError::into_inner);
        self.is_token(text) || ticket.take_if(|t| same(t, text)).is_some()
    }

    /// What the page says with every request: the token. Unlike a cookie, browsers keep it from
    /// servers on other ports of the machine.
    pub fn key(&self) -> &str {
        &self.token
    }

    /// Whether a request brings the key.
    fn has_key(&self, headers: &HeaderMap) -> bool {
        let key = headers.get(KEY).and_then(|v| v.to_str().ok());
        key.is_some_and(|key| self.is_token(key))
    }

    /// What the page may do, as every answer says it.
    pub fn policy(&self) -> HeaderValue {
        self.policy.clone()
    }

    fn is_host(&self, host: &str) -> bool {
        let own = || self.hosts.iter().any(|h| h.eq_ignore_ascii_case(host));
        let literal = || match host.parse::<SocketAddr>() {
            Ok(address) => address.port() == self.port,
            Err(_) => self.port == 80 && host.parse::<IpAddr>().is_ok(),
        };
        own() || (self.everywhere && literal())
    }

    /// Refuses a request of those who may not ask.
    pub fn admit(&self, request: &Request) -> Result<(), Refusal> {
        let headers = request.headers();
        let text = |name| {
            headers
                .get(name)
                .and_then(|v: &HeaderValue| v.to_str().ok())
        };
        let host = text(header::HOST).unwrap_or("");
        // Of two, this and what stands between may read another one each.
        if headers.get_all(header::HOST).iter().count() > 1 {
            let message = "the request names two hosts";
            return Err(Refusal::new(StatusCode::BAD_REQUEST, message));
        }
        if !self.is_host(host) {
            let message = format!("`{host}` is not this server");
            return Err(Refusal::new(StatusCode::MISDIRECTED_REQUEST, message)
                .help("open the address that `trustline open` printed"));
        }
        if !request.uri().path().starts_with("/api/") {
            return Ok(());
        }
        let reading = [Method::GET, Method::HEAD].contains(request.method());
        let own = format!("http://{host}");
        let origin = headers.get(header::ORIGIN);
        let foreign = match origin {
            Some(origin) => !own.as_bytes().eq_ignore_ascii_case(origin.as_bytes()),
            None => !reading,
        };
        let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
        if foreign || !matches!(site, None | Some(b"same-origin" | b"none")) {
            let message = "only the page of this server may request this";
            return Err(Refusal::new(StatusCode::FORBIDDEN, message));
        }
        if !self.has_key(headers) {
            let message = "session key missing";
            return Err(Refusal::new(StatusCode::UNAUTHORIZED, message)
                .help("open the address that `trustline open` printed"));
        }
        let length = text(header::CONTENT_LENGTH).and_then(|l| l.parse::<u64>().ok());
        if request.method() != Method::PUT && length.is_some_and(|l| l > SMALL) {
            let message = "the request is too large";
            return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, message));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_of_the_machine_is_a_host_where_all_are_listened_on() {
        let guard = |listen: &str, port| {
            let listen: IpAddr = listen.parse().unwrap();
            Guard::new(SocketAddr::new(listen, port), listen, "secret".into(), None)
        };
        let cases = [
            ("127.0.0.1", 8000, "192.168.1.5:8000", false),
            ("192.168.1.5", 8000, "192.168.1.5:8000", true),
            ("0.0.0.0", 8000, "192.168.1.5:8000", true),
            ("0.0.0.0", 8000, "192.168.1.5:8001", false),
            ("0.0.0.0", 8000, "evil.example:8000", false),
            ("::", 8000, "[fe80::1]:8000", true),
            ("127.0.0.1", 80, "LOCALHOST", true),
            ("127.0.0.1", 8000, "localhost", false),
            ("127.0.0.1", 8000, "", false),
        ];
        for (listen, port, host, valid) in cases {
            assert_eq!(
                guard(listen, port).is_host(host),
                valid,
                "{listen} {port} {host}"
            );
        }
        let guard = guard("127.0.0.1", 80);
        assert!(guard.is_token("secret"));
        assert!(!guard.is_token("secre") && !guard.is_token("secrets") && !guard.is_token(""));
    }
}
