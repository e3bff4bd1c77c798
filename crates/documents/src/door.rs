//! What the page calls.

use crate::page::{Failed, made_of, offer, report_of, tables_of};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn asked<T: DeserializeOwned>(text: &str) -> Result<T, JsValue> {
    serde_json::from_str(text).map_err(|e| refused(Failed::from(e.to_string())))
}

fn refused(failed: Failed) -> JsValue {
    json(&failed).into()
}

/// What reports there are.
#[wasm_bindgen]
pub fn reports() -> String {
    json(&offer())
}

/// The report on a file.
///
/// # Errors
/// JSON with what went wrong.
#[wasm_bindgen]
pub fn report(file: &[u8], wanted: &str) -> Result<Vec<u8>, JsValue> {
    report_of(file, asked(wanted)?).map_err(refused)
}

/// The interaction tables of a file.
///
/// # Errors
/// JSON with what went wrong.
#[wasm_bindgen]
pub fn tables(file: &[u8], wanted: &str) -> Result<Vec<u8>, JsValue> {
    tables_of(file, asked(wanted)?).map_err(refused)
}

/// A file made of a document.
#[wasm_bindgen]
pub struct Made {
    file: Vec<u8>,
    told: String,
}

#[wasm_bindgen]
impl Made {
    /// The file.
    #[wasm_bindgen(getter)]
    pub fn file(&self) -> Vec<u8> {
        self.file.clone()
    }

    /// What there is to tell of it.
    #[wasm_bindgen(getter)]
    pub fn told(&self) -> String {
        self.told.clone()
    }
}

/// Makes a file of a document of interaction tables.
///
/// # Errors
/// JSON with what went wrong.
#[wasm_bindgen]
pub fn made(name: &str, document: &[u8], template: &[u8]) -> Result<Made, JsValue> {
    let made = made_of(name, document, template).map_err(refused)?;
    Ok(Made {
        file: made.file,
        told: json(&made.told),
    })
}
