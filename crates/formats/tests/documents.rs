//! The laws of formats for every document: our own in `tests/corpus/`, and the public files
//! beside the project where they are present.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::panic
)]

use trustline_formats::{
    FileKind, Format, is_native, read, read_edit, read_folder, write, write_edit, write_folder,
};
use trustline_harness::{Case, Failed, Folder, Outcome, Trials};
use trustline_model::{Decision, Edit, InformationField, ThreatModel};

fn main() {
    let mut trials = Trials::from_arguments();
    for folder in [
        Folder::OWN,
        Folder::EXAMPLES,
        Folder::CASES,
        Folder::MODELS,
        Folder::REVISIONS,
        Folder::TEMPLATES,
        Folder::ODD,
    ] {
        trials.each("laws", folder.cases(&["tm7", "tb7"]), laws);
    }
    trials.note_absent(Folder::MODELS);
    trials.run().exit();
}

/// Whether a document must be as the original tool writes it: those made by `cargo xtask library`
/// are, and the public models; the others are odd on purpose.
fn must_be_native(case: &Case) -> bool {
    match case.folder {
        Folder::OWN => case.stem() == "small",
        folder => matches!(
            folder,
            Folder::EXAMPLES | Folder::MODELS | Folder::REVISIONS
        ),
    }
}

fn fail<T>(message: impl Into<String>) -> Result<T, Failed> {
    Err(message.into().into())
}

fn laws(case: &Case) -> Outcome {
    let bytes = case.bytes()?;
    let native = must_be_native(case);
    let reading = match read(&bytes) {
        Ok(reading) => reading,
        Err(error) if native => return fail(error.to_string()),
        Err(error) => {
            // A refusal says what is wrong and what to do about it.
            return if error.help().is_some() {
                Ok(())
            } else {
                fail(format!("no advice: {error}"))
            };
        }
    };
    if write(&reading.model, &reading.format)?.bytes != bytes {
        return fail("an untouched file is not written byte for byte");
    }
    let kind = reading.format.kind();
    if native {
        if !reading.diagnostics.is_empty() {
            return fail(format!(
                "diagnostics on a native file: {:?}",
                reading.diagnostics
            ));
        }
        // Three public models went through another serialiser, which changed the attributes' order.
        let text = String::from_utf8_lossy(&bytes);
        let reserialised = text.contains("<DrawingSurfaceModel xmlns");
        if kind == FileKind::TM7 && !reserialised && !is_native(&reading) {
            return fail(first_difference(
                &bytes,
                &write(&reading.model, &Format::new(kind))?.bytes,
            ));
        }
    }
    let anew = write(&reading.model, &Format::new(kind))?.bytes;
    let again = read(&anew)?;
    if again.model != reading.model {
        return fail("read–write–read is not the identity");
    }
    let shared = |d: &trustline_model::Diagnostic| d.code == "id-on-several-diagrams";
    if again.diagnostics.iter().any(shared) {
        return fail("an id stands on several diagrams of what is written");
    }
    as_text(&reading.model)?;
    edits(&bytes, native)
}

/// A template as text, in one file and in a folder, is the same template.
fn as_text(model: &ThreatModel) -> Outcome {
    let Some(kb) = &model.knowledge_base else {
        return Ok(());
    };
    let text = write(model, &Format::new(FileKind::YAML))?.bytes;
    let back = read(&text)?;
    if back.model.knowledge_base.as_ref() != Some(kb) {
        return fail("the template as text is another one");
    }
    if write(&back.model, &back.format)?.bytes != text {
        return fail("an untouched text is not written byte for byte");
    }
    let files = write_folder(model, &Format::new(FileKind::YAML))?;
    let back = read_folder(files.clone())?;
    if back.model.knowledge_base.as_ref() != Some(kb) {
        return fail("the template in a folder is another one");
    }
    if write_folder(&back.model, &back.format)? != files {
        return fail("an untouched folder is not written byte for byte");
    }
    Ok(())
}

/// After an edit only what the edit touched differs: undone, the same bytes are there again, and
/// what was read from the edited bytes is the edited model.
fn edits(bytes: &[u8], native: bool) -> Outcome {
    let reading = read(bytes)?;
    let mut model = reading.model.clone();
    let edits = some_edits(&model);
    let mut changes = Vec::new();
    for edit in edits {
        changes.push(model.apply(edit)?);
    }
    let written = write(&model, &reading.format)?;
    let edited = written.bytes;
    let again = read(&edited)?;
    if reading.format.kind() == FileKind::TM7 && spelt(again.model.clone()) != spelt(model.clone())
    {
        return fail("the edited model is not what is read from its bytes");
    }
    // Nothing was lost: what is not understood is still there.
    let unknown = |r: &trustline_formats::Reading| {
        r.diagnostics
            .iter()
            .filter(|d| d.code == "unknown-content")
            .count()
    };
    if unknown(&again) != unknown(&reading) {
        return fail("content that is not understood was lost");
    }
    if !native && !changes.is_empty() && reading.format.kind() == FileKind::TM7 {
        let kept = common(bytes, &edited);
        let touched = bytes.len().saturating_sub(kept);
        if touched > 4096 + bytes.len() / 5 {
            return fail(format!(
                "{touched} of {} bytes differ after a small edit",
                bytes.len()
            ));
        }
    }
    // The form that writing gave stands for reading it again.
    if write(&model, &written.form)?.bytes != edited {
        return fail("what was written is written otherwise the next time");
    }
    while let Some(undo) = changes.pop() {
        let text = write_edit(&undo);
        if read_edit(&text)? != undo {
            return fail(format!("an edit does not come back from JSON: {text}"));
        }
        model.apply(undo)?;
    }
    if write(&model, &reading.format)?.bytes != bytes {
        return fail("an edit taken back does not give the same bytes");
    }
    Ok(())
}

/// A model with its ids as files know them: of two with one id, which one counts as the copy may
/// change with an edit.
fn spelt(mut model: ThreatModel) -> ThreatModel {
    for diagram in &mut model.diagrams {
        diagram.id = diagram.id.original();
        for element in &mut diagram.elements {
            element.id = element.id.original();
        }
    }
    model
}

/// Renames the model, removes the last element, repeats the first one under another id, and
/// decides on the first threat.
fn some_edits(model: &ThreatModel) -> Vec<Edit> {
    let mut edits = Vec::new();
    edits.push(Edit::SetInformation {
        field: InformationField::Name,
        text: format!("{} <renamed> & more\r\n", model.information.name),
    });
    if let Some(diagram) = model.diagrams.first() {
        if let Some(first) = diagram.elements.first() {
            let mut copy = first.clone();
            copy.id = "ffffffff-0000-4000-8000-000000000001".into();
            edits.push(Edit::put_element(&diagram.id, copy));
        }
        if let Some(last) = diagram
            .elements
            .iter()
            .rev()
            .find(|e| e.form.line().is_none())
        {
            edits.push(Edit::RemoveElement {
                diagram: diagram.id.clone(),
                element: last.id.clone(),
            });
        }
    }
    if let Some(threat) = model.threats.first() {
        let decision = Decision {
            properties: vec![("StateInformation".into(), Some("because".into()))],
            changed_by: Some(Some("someone".into())),
            ..Decision::default()
        };
        edits.push(Edit::Decide {
            threat: threat.key.clone(),
            decision: decision.into(),
        });
    }
    edits
}

/// How many bytes two texts share at their beginning and their end.
fn common(a: &[u8], b: &[u8]) -> usize {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let tail = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    // Edits touch the first threat and the first diagram: what lies between is compared by lines.
    let lines: std::collections::HashSet<&[u8]> = b.split(|c| *c == b'<').collect();
    let between: usize = a
        .split(|c| *c == b'<')
        .filter(|l| lines.contains(l))
        .map(|l| l.len() + 1)
        .sum();
    (head + tail).max(between).min(a.len())
}

fn first_difference(a: &[u8], b: &[u8]) -> String {
    let at = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let show = |bytes: &[u8]| {
        let slice = bytes
            .get(at.saturating_sub(80)..(at + 80).min(bytes.len()))
            .unwrap_or_default();
        String::from_utf8_lossy(slice).into_owned()
    };
    format!(
        "written anew, byte {at} differs:\n  {}\n  {}",
        show(a),
        show(b)
    )
}
