//! Models and templates: fetched, looked at, and stored unless somebody else changed them.

use super::recent;
use crate::house::answer::{Refusal, aside};
use crate::house::path::FolderPath;
use crate::house::request::{Asked, asked, body};
use crate::house::state::House;
use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::fs::Metadata;
use std::sync::{Arc, PoisonError};
use trustline_disk::{self as disk, Loss, NotReplaced, Still};
use trustline_formats::MAX_BYTES;

pub async fn fetch(
    State(house): State<Arc<House>>,
    parameters: Asked,
) -> Result<Response, Refusal> {
    let place = FolderPath::new(&asked(parameters)?.path()?)?;
    aside(move || {
        let (path, metadata) = place.file(&house.folder)?;
        let bytes = disk::read(&path, MAX_BYTES).map_err(|e| Refusal::system(&place.name, &e))?;
        recent::record(&house, &place.name);
        let headers = headers(&metadata, disk::etag(&bytes));
        Ok((headers, bytes).into_response())
    })
    .await
}

pub async fn look(State(house): State<Arc<House>>, parameters: Asked) -> Result<Response, Refusal> {
    let place = FolderPath::new(&asked(parameters)?.path()?)?;
    aside(move || {
        let (path, metadata) = place.file(&house.folder)?;
        let etag = house.etags.of(&path, &metadata);
        let etag = etag.map_err(|e| Refusal::system(&place.name, &e))?;
        let length = [(header::CONTENT_LENGTH, metadata.len().to_string())];
        Ok((headers(&metadata, etag), length, Body::empty()).into_response())
    })
    .await
}

fn headers(metadata: &Metadata, etag: String) -> [(HeaderName, String); 3] {
    let modified = httpdate::fmt_http_date(disk::modified(metadata));
    [
        (header::ETAG, etag),
        (header::LAST_MODIFIED, modified),
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
    ]
}

/// What must hold for a file to be replaced.
enum Condition {
    /// It is not there.
    New,
    /// It is one of these.
    Was(Vec<String>),
    /// Whatever is there is replaced.
    Any,
}

impl Condition {
    fn of(headers: &HeaderMap) -> Result<Self, Refusal> {
        let text = |name| headers.get(name).and_then(|v| v.to_str().ok());
        match (text(header::IF_MATCH), text(header::IF_NONE_MATCH)) {
            (None, Some("*")) => Ok(Condition::New),
            (Some("*"), None) => Ok(Condition::Any),
            (Some(known), None) => Ok(Condition::Was(
                known.split(',').map(|k| k.trim().to_owned()).collect(),
            )),
            _ => {
                let message = "the request does not say which content it replaces";
                let help = "send `If-Match` with the entity tag of what was read or `*`, \
                    or `If-None-Match: *` for a new file";
                Err(Refusal::new(StatusCode::PRECONDITION_REQUIRED, message).help(help))
            }
        }
    }

    /// Compares with what is there now.
    fn check(&self, name: &str, now: Option<&str>) -> Result<(), Refusal> {
        let message = match (self, now) {
            (Condition::Any, _) | (Condition::New, None) => return Ok(()),
            (Condition::Was(known), Some(now)) if known.iter().any(|k| k == now) => return Ok(()),
            (Condition::New, Some(_)) => format!("`{name}` already exists"),
            (Condition::Was(_), Some(_)) => {
                format!("`{name}` was changed by someone else since it was read")
            }
            (Condition::Was(_), None) => format!("`{name}` no longer exists"),
        };
        let mut refusal = Refusal::new(StatusCode::PRECONDITION_FAILED, message)
            .help("nothing was written; reload it, or save under another name");
        refusal.etag = now.map(str::to_owned);
        Err(refusal)
    }
}

#[derive(Serialize)]
pub struct Stored {
    etag: String,
    /// What the file that was replaced could not keep, in words.
    losses: Vec<String>,
}

pub async fn store(
    State(house): State<Arc<House>>,
    parameters: Asked,
    request: Request,
) -> Result<Json<Stored>, Refusal> {
    let place = FolderPath::new(&asked(parameters)?.path()?)?;
    let condition = Condition::of(request.headers())?;
    let bytes = body(request).await?;
    aside(move || {
        readable(&place, &bytes)?;
        let losses = write(&house, &place, &condition, &bytes)?;
        recent::record(&house, &place.name);
        let etag = disk::etag(&bytes);
        let losses = losses.iter().map(ToString::to_string).collect();
        Ok(Json(Stored { etag, losses }))
    })
    .await
}

/// Refuses what no reader accepts, and a model under the name of a template.
fn readable(place: &FolderPath, bytes: &[u8]) -> Result<(), Refusal> {
    let refusal = |message| Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, message);
    match trustline_formats::read(bytes) {
        Ok(reading) if reading.format.kind() == place.kind => Ok(()),
        Ok(reading) => {
            let ending = reading.format.kind().extension();
            let message = format!("the extension of `{}` means another format", place.name);
            Err(refusal(message).help(format!("give it a name that ends in .{ending}")))
        }
        Err(error) => {
            let mut refusal = refusal(format!("`{}`: {error}", place.name));
            refusal.help = error.help().map(Into::into);
            Err(refusal)
        }
    }
}

fn write(
    house: &House,
    place: &FolderPath,
    condition: &Condition,
    bytes: &[u8],
) -> Result<Vec<Loss>, Refusal> {
    let failed = |e: std::io::Error| Refusal::system(&place.name, &e);
    let _alone = house.writing.lock().unwrap_or_else(PoisonError::into_inner);
    let (path, metadata) = place.on_disk(&house.folder)?;
    // What is replaced is read, not remembered: its time may lie.
    let there = || match disk::read(&path, MAX_BYTES) {
        Ok(bytes) => Ok(Some(disk::etag(&bytes))),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(failed(e)),
    };
    let Some(_) = metadata else {
        condition.check(&place.name, None)?;
        return match disk::make(&path, bytes) {
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {
                condition.check(&place.name, there()?.as_deref())?;
                Err(failed(e))
            }
            made => made.map(|()| Vec::new()).map_err(failed),
        };
    };
    let still = |now: &[u8]| condition.check(&place.name, Some(&disk::etag(now))).is_ok();
    let still: Option<Still<'_>> = match condition {
        Condition::Any => None,
        Condition::New | Condition::Was(_) => Some(&still),
    };
    loop {
        match disk::replace_at(&path, still, bytes) {
            Ok(losses) => return Ok(losses),
            Err(NotReplaced::System(e)) => return Err(failed(e)),
            // Where it is again what it was, the next look decides.
            Err(NotReplaced::Changed) => condition.check(&place.name, there()?.as_deref())?,
        }
    }
}
