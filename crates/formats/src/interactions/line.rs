//! What tables of every form are made of: lines of cells.

/// A cell: its text, line by line, and its pictures with their texts.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    pub text: String,
    /// Address and alternative text.
    pub pictures: Vec<(String, String)>,
    /// Where a link in it leads to, in the same document.
    pub anchor: Option<String>,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            ..Self::default()
        }
    }
}

/// A line of a table with its place in the document.
#[derive(Clone, Debug, Default)]
pub struct Line {
    pub number: usize,
    pub cells: Vec<Cell>,
    /// How many cells stand there, where the form of the document cuts or fills lines.
    pub count: Option<usize>,
}
