//! The WebDriver protocol as far as the tests need it: JSON over one HTTP connection a request, to
//! a chromedriver on this machine. (The usual crates for it stand on one whose licence does not
//! fit the project's.)

use serde_json::{Value, json};
use std::fmt;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Longer than anything that a driver is asked for.
const LONGEST: Duration = Duration::from_secs(90);

/// What a driver refuses.
#[derive(Debug)]
pub struct Fault {
    /// The protocol's word for it, such as `no such element`.
    pub kind: String,
    message: String,
}

impl Fault {
    /// Something that may be otherwise in a moment.
    pub fn not_yet(message: impl fmt::Display) -> Self {
        Self {
            kind: "not yet".into(),
            message: message.to_string(),
        }
    }

    fn wire(message: impl fmt::Display) -> Self {
        Self {
            kind: "wire".into(),
            message: message.to_string(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What follows the first line is the driver's own call stack.
        let message = self.message.lines().next().unwrap_or_default();
        if message.starts_with(&self.kind) {
            f.write_str(message)
        } else {
            write!(f, "{}: {message}", self.kind)
        }
    }
}

/// A command to a driver, and the value that it answers.
pub async fn ask(
    port: u16,
    method: &str,
    path: &str,
    body: Option<&Value>,
) -> Result<Value, Fault> {
    let exchange = tokio::time::timeout(LONGEST, exchange(port, method, path, body));
    let answer = exchange
        .await
        .map_err(|_| Fault::wire(format!("chromedriver did not answer {method} {path}")))?
        .map_err(Fault::wire)?;
    let mut answer: Value = serde_json::from_slice(&answer).map_err(Fault::wire)?;
    let value = answer.get_mut("value").map(Value::take).unwrap_or_default();
    match value.get("error").and_then(Value::as_str) {
        Some(kind) if value.get("stacktrace").is_some() => Err(Fault {
            kind: kind.to_owned(),
            message: value
                .get("message")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
        }),
        _ => Ok(value),
    }
}

async fn exchange(
    port: u16,
    method: &str,
    path: &str,
    body: Option<&Value>,
) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    let empty = json!({});
    let body = match method {
        "POST" => body.unwrap_or(&empty).to_string(),
        _ => String::new(),
    };
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await?;
    let mut answer = Vec::new();
    loop {
        if let Some((start, end)) = extent(&answer)
            && let Some(found) = answer.get(start..end)
        {
            return Ok(found.to_vec());
        }
        if stream.read_buf(&mut answer).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
    }
}

/// Where the body of an answer lies, once its head is there.
fn extent(answer: &[u8]) -> Option<(usize, usize)> {
    let start = answer.windows(4).position(|w| w == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(answer.get(..start)?).to_lowercase();
    let length = head
        .lines()
        .find_map(|l| l.strip_prefix("content-length:"))?;
    Some((start, start + length.trim().parse::<usize>().ok()?))
}
