//! What people see on a terminal: colours only there, none with `NO_COLOR`.

use crate::exit::{Exit, Failure};
use anstyle::{AnsiColor, Style};
use std::fmt::Arguments;
use std::io::{self, IsTerminal, Write};
use trustline_model::harmless::for_logs;
use trustline_model::{Diagnostic, Severity, State, Urgency};
use unicode_width::UnicodeWidthStr;

/// Letters that stand out.
pub const STRONG: Style = Style::new().bold();
/// Letters that stand back.
pub const FAINT: Style = Style::new().dimmed();
/// What is wrong or urgent.
pub const RED: Style = AnsiColor::Red.on_default().bold();
/// What needs a look.
pub const YELLOW: Style = AnsiColor::Yellow.on_default();
/// What is settled.
pub const GREEN: Style = AnsiColor::Green.on_default();
/// What is worth knowing.
pub const BLUE: Style = AnsiColor::Cyan.on_default();

/// A text in a style; colours are taken out again where there is no terminal.
pub fn styled(style: Style, text: &str) -> String {
    format!("{style}{}{style:#}", printable(text))
}

/// A text of a model without what would move the cursor, change colours, turn the direction of
/// reading, or give a build server a command.
pub fn printable(text: &str) -> String {
    let harmful = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let text: String = text
        .chars()
        .map(|c| if harmful(c) { ' ' } else { c })
        .collect();
    for_logs(&text).into_owned()
}

/// A text filled up with spaces to a width, counted as a terminal does.
pub fn padded(text: &str, width: usize) -> String {
    let text = printable(text);
    let spaces = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(spaces))
}

/// The colour of a state.
pub fn of_state(state: &State) -> Style {
    match state {
        State::NotStarted | State::Other(_) => Style::new(),
        State::NeedsInvestigation => YELLOW,
        State::NotApplicable => FAINT,
        State::Mitigated => GREEN,
    }
}

/// The colour of a priority.
pub fn of_priority(priority: &str) -> Style {
    match Urgency::from(priority) {
        Urgency::Critical | Urgency::High => RED,
        Urgency::MediumHigh | Urgency::Medium => YELLOW,
        _ => Style::new(),
    }
}

/// The colour of a severity.
pub fn of_severity(severity: Severity) -> Style {
    match severity {
        Severity::Error => RED,
        Severity::Warning => YELLOW,
        Severity::Info => BLUE,
    }
}

/// A count with its word: `connected pair` becomes `connected pairs`.
pub fn counted(count: usize, word: &str) -> String {
    match count {
        1 => format!("1 {word}"),
        _ => format!("{count} {word}s"),
    }
}

/// How many errors, warnings and infos there are, in words.
pub fn counts(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| {
        diagnostics
            .iter()
            .filter(|d| d.severity == severity)
            .count()
    };
    let words = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Info, "info"),
    ];
    let parts: Vec<String> = words
        .into_iter()
        .map(|(severity, word)| (count(severity), word))
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| format!("{n} {word}{}", if n == 1 { "" } else { "s" }))
        .collect();
    if parts.is_empty() {
        "nothing found".to_owned()
    } else {
        parts.join(", ")
    }
}

/// Prints a line on standard output. Where it cannot be written (a full disk, a reader that has
/// left), the run ends at once, as it does where a file cannot be written.
macro_rules! line {
    () => { $crate::terminal::print(format_args!("\n")) };
    ($($text:tt)*) => { $crate::terminal::print(format_args!("{}\n", format_args!($($text)*))) };
}
pub(crate) use line as println;

/// Prints a text on standard output, as a line is printed.
pub fn print(text: Arguments<'_>) {
    if let Err(error) = anstream::stdout().write_fmt(text) {
        stop(&error);
    }
}

/// Writes bytes as they are to standard output.
pub fn print_bytes(bytes: &[u8]) {
    let mut out = io::stdout().lock();
    if let Err(error) = out.write_all(bytes).and_then(|()| out.flush()) {
        stop(&error);
    }
}

/// Makes sure that everything printed has been written.
pub fn finish() {
    if let Err(error) = io::stdout().flush() {
        stop(&error);
    }
}

fn stop(error: &io::Error) -> ! {
    let message = format!("standard output: {}", trustline_disk::plain(error));
    failure(&Failure::new(Exit::Output, message));
    std::process::exit(Exit::Output as i32)
}

/// Prints beside the output. Where nobody can read that, nobody can be told.
pub fn aside(text: Arguments<'_>) {
    let _ = anstream::stderr().write_fmt(text);
}

/// Says something aside.
pub fn say(text: &str) {
    aside(format_args!("{}\n", styled(FAINT, text)));
}

/// Warns.
pub fn warn(text: &str) {
    let warning = styled(YELLOW, "warning:");
    aside(format_args!("{warning} {}\n", printable(text)));
}

/// Says why a run stops.
pub fn failure(failure: &Failure) {
    let error = styled(RED, "error:");
    aside(format_args!("{error} {}\n", printable(&failure.message)));
    if let Some(help) = &failure.help {
        let label = styled(BLUE, "help:");
        aside(format_args!("{label} {}\n", printable(help)));
    }
}

/// How far a run over many files is, on a terminal only.
pub struct Progress {
    total: usize,
    shown: bool,
}

impl Progress {
    /// For so many files.
    pub fn new(total: usize) -> Self {
        Self {
            total,
            shown: total > 1 && std::io::stderr().is_terminal(),
        }
    }

    /// Shows that work on a file begins.
    pub fn show(&self, index: usize, name: &str) {
        if self.shown {
            let (at, name) = (index + 1, printable(name));
            aside(format_args!("\r\x1b[K[{at}/{}] {name}", self.total));
        }
    }

    /// Takes the line away again.
    pub fn clear(&self) {
        if self.shown {
            aside(format_args!("\r\x1b[K"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_models_cannot_steer_the_terminal() {
        assert_eq!(printable("a\x1b[2Jb\r\u{202e}c\u{9b}d"), "a [2Jb  c d");
        assert_eq!(padded("漢字", 6), "漢字  ");
        assert_eq!(printable("##vso[x]"), "#\u{200b}#vso[x]");
    }
}
