//! Levels of checks: from `trustline.toml` in the current folder, and from the command line.

use crate::exit::{Exit, Failure};
use clap::Args;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use trustline_checks::{Levels, codes};
use trustline_model::{Diagnostic, Severity, diagnostic::nearest};

/// A list of levels is small; anything larger is a mistake or worse.
const MAX_CONFIG: usize = 1 << 20;

/// Options of every command that runs checks.
#[derive(Args)]
pub struct LevelOptions {
    /// Level of a check: CODE=off, info, warning or error; may be repeated
    #[arg(long = "level", value_name = "CODE=LEVEL")]
    levels: Vec<String>,
    /// File with levels in its table `[levels]` [default: trustline.toml, if it is there]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl LevelOptions {
    /// The levels that were asked for; the command line counts before the file.
    pub fn levels(&self) -> Result<Levels, Failure> {
        let mut levels = Levels::default();
        let default = Path::new("trustline.toml");
        let file = self
            .config
            .as_deref()
            .or_else(|| default.is_file().then_some(default));
        if let Some(path) = file {
            let usage = |message: String| {
                Failure::new(Exit::Usage, format!("`{}`: {message}", path.display()))
            };
            let text = trustline_disk::read_text(path, MAX_CONFIG).map_err(|e| {
                usage(match e.kind() {
                    ErrorKind::FileTooLarge => {
                        format!("a list of levels has at most {MAX_CONFIG} bytes")
                    }
                    _ => trustline_disk::plain(&e),
                })
            })?;
            let table: toml::Table = text
                .parse()
                .map_err(|e: toml::de::Error| usage(e.message().to_owned()))?;
            if let Some(unknown) = table.keys().find(|k| *k != "levels") {
                return Err(usage(format!("unknown table `{unknown}`")).help("there is `[levels]`"));
            }
            for (code, level) in table
                .get("levels")
                .and_then(toml::Value::as_table)
                .into_iter()
                .flatten()
            {
                set(&mut levels, code, level.as_str().unwrap_or_default())?;
            }
        }
        for option in &self.levels {
            let (code, level) = option.split_once('=').ok_or_else(|| {
                Failure::new(Exit::Usage, format!("`{option}` is not a level"))
                    .help("write it as CODE=LEVEL")
            })?;
            set(&mut levels, code.trim(), level.trim())?;
        }
        Ok(levels)
    }
}

fn set(levels: &mut Levels, code: &str, level: &str) -> Result<(), Failure> {
    let known = || codes().into_iter().map(|c| c.code);
    if !known().any(|c| c == code) {
        let failure = Failure::new(Exit::Usage, format!("no check has the code `{code}`"));
        return Err(match nearest(code, known()) {
            Some(near) => failure.help(format!("did you mean `{near}`?")),
            None => failure.help("`trustline check --list` lists them all"),
        });
    }
    let severity = match level {
        "off" => None,
        "info" => Some(Severity::Info),
        "warning" => Some(Severity::Warning),
        "error" => Some(Severity::Error),
        other => {
            let message = format!("`{other}` is not a level for `{code}`");
            return Err(
                Failure::new(Exit::Usage, message).help("levels are off, info, warning and error")
            );
        }
    };
    levels.set(code, severity);
    Ok(())
}

/// What reading and checking found, each at its level.
pub fn diagnostics(
    reading: &[Diagnostic],
    checks: &[Diagnostic],
    levels: &Levels,
) -> Vec<Diagnostic> {
    let read = reading.iter().filter_map(|d| {
        let severity = levels.of(d.code, d.severity)?;
        Some(Diagnostic {
            severity,
            ..d.clone()
        })
    });
    read.chain(checks.iter().cloned()).collect()
}
