//! Reports and pictures, handed over as files.

use crate::browser::files::download;
use crate::browser::world;
use crate::files::current::Files;
use trustline_editor::Editor;
use trustline_formats::write;
use trustline_report::{Part, ReportKind, Settings, Subject, report};

/// Makes a report.
pub fn make(files: Files, kind: ReportKind, without: Vec<Part>) -> Option<Vec<u8>> {
    let file = files.file_name();
    let made_at = world::now();
    let settings = Settings {
        without,
        made_at: Some(made_at.split('.').next().unwrap_or("").replace('T', " ")),
    };
    files.editing.edit(Editor::settle);
    // Code scanning points into the file as it would be saved now.
    let spots = (kind == ReportKind::SARIF).then(|| {
        let written = files
            .editing
            .with_document(|d| write(d.editor.model(), &d.format).ok());
        written.flatten().map(|w| w.form.places())
    });
    let spots = spots.flatten();
    files.editing.with(|e| {
        let subject = Subject {
            file: &file,
            model: e.model(),
            analysis: e.analysis(),
            diagnostics: e.diagnostics(),
            spots: spots.as_ref(),
        };
        report(&[subject], kind, &settings)
    })
}

/// The name of the file without its ending.
pub fn base_name(files: Files) -> String {
    let name = files.file_name();
    name.trim_end_matches(".tm7").to_owned()
}

/// Hands the report of a kind over as a file, without some of its parts.
pub fn download_report(files: Files, kind: ReportKind, without: Vec<Part>) {
    if let Some(bytes) = make(files, kind, without) {
        let name = format!("{}.{}", base_name(files), kind.ending());
        download(&name, &bytes, kind.media_type());
    }
}
