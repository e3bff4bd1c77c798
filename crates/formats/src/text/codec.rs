//! Templates as text, as a form of files.

use super::whole;
use crate::ReadError;
use crate::ground::error::WriteError;
use crate::ground::format::{Before, Codec, FileIds, Parsed, Text};
use crate::microsoft::template_alone;
use trustline_model::ThreatModel;

/// A template as text.
pub static YAML: Codec = Codec {
    extension: "yaml",
    what: "template",
    is_template: true,
    claims: |text| !text.trim_start().starts_with('<') && whole::looks_like_one(text),
    read,
    write,
    is_native: |_, _| false,
};

fn read(text: &str) -> Result<Parsed, ReadError> {
    let mut diagnostics = Vec::new();
    let kb = whole::read(text, &mut diagnostics)?;
    Ok(Parsed {
        model: template_alone(kb),
        diagnostics,
        anew: false,
        file_ids: FileIds::new(),
        unplaced: Vec::new(),
    })
}

fn write(model: &ThreatModel, before: Option<&Before<'_>>) -> Result<Text, WriteError> {
    let kb = model.knowledge_base.as_deref();
    let kb = kb.ok_or(WriteError::NoKnowledgeBase)?;
    Ok(Text {
        text: whole::write(kb, before.map(|b| b.text)),
        left_out: 0,
    })
}
