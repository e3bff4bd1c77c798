//! The forms of interaction tables.

/// The forms of interaction tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Headings, pictures, tables.
    Markdown,
    /// One table, sections as a column.
    Csv,
    /// The same as a spreadsheet.
    Xlsx,
    /// A page by itself.
    Html,
}

impl Form {
    /// The form that the ending of a name stands for.
    pub fn of(name: &str) -> Option<Self> {
        let ending = name.rsplit('.').next()?.to_lowercase();
        Some(match ending.as_str() {
            "md" | "markdown" => Form::Markdown,
            "csv" | "tsv" => Form::Csv,
            "xlsx" => Form::Xlsx,
            "html" | "htm" => Form::Html,
            _ => return None,
        })
    }
}

/// Whether the ending of a name is one of documents that may hold interaction tables.
pub fn is_document(name: &str) -> bool {
    let is_word = name.to_lowercase().ends_with(".docx");
    is_word || Form::of(name).is_some()
}
