//! Levels of checks: from `trustline.toml` in the current folder, and from the command line.

use crate::exit::{Exit, Failure};
use crate::terminal;
use clap::Args;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use trustline_checks::{Examined, Levels, codes, examine};
use trustline_model::review::decision;
use trustline_model::{Diagnostic, Severity, ThreatModel, diagnostic::nearest};

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
    /// The day on which decisions are judged, as 2026-01-31 [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    today: Option<String>,
}

fn day(text: &str) -> Result<String, String> {
    match decision::is_day(text) {
        true => Ok(text.to_owned()),
        false => Err("write days as 2026-01-31".to_owned()),
    }
}

/// The time, or the one that `SOURCE_DATE_EPOCH` names, so that documents can be made again.
pub fn now() -> String {
    let fixed = std::env::var("SOURCE_DATE_EPOCH")
        .ok()
        .and_then(|s| s.parse().ok());
    let time = fixed.map_or_else(SystemTime::now, |s| {
        SystemTime::UNIX_EPOCH + Duration::from_secs(s)
    });
    humantime::format_rfc3339_seconds(time).to_string()
}

/// The day of [`now`].
pub fn today() -> String {
    now().chars().take(10).collect()
}

/// Codes that say that nothing was looked at: a gate does not pass with one of them, unless its level
/// is lower than a warning.
const BLIND: [&str; 3] = ["generation-off", "no-threat-types", "no-knowledge-base"];

/// Whether a model was not looked at. Says so.
pub fn is_blind(file: &str, diagnostics: &[Diagnostic]) -> bool {
    let blind = diagnostics.iter().filter(|d| BLIND.contains(&d.code));
    let mut blind = blind.filter(|d| d.severity >= Severity::Warning).peekable();
    let is_blind = blind.peek().is_some();
    for d in blind {
        let code = d.code;
        terminal::warn(&format!("`{file}`: {}", d.message));
        terminal::say(&format!(
            "this fails the run; `--level {code}=off` lets it pass"
        ));
    }
    is_blind
}

impl LevelOptions {
    /// The levels that were asked for; the command line counts before the file.
    pub fn levels(&self) -> Result<Levels, Failure> {
        let mut levels = Levels::default();
        levels.set_today(self.today.clone().unwrap_or_else(today));
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
            let line = |e: &toml::de::Error| {
                let before = text.get(..e.span()?.start)?;
                Some(before.matches('\n').count() + 1)
            };
            let file: File = toml::from_str(&text).map_err(|e| match line(&e) {
                Some(line) => usage(format!("line {line}: {}", e.message())),
                None => usage(e.message().to_owned()),
            })?;
            for (code, level) in file.levels {
                set(&mut levels, &code, &level).map_err(|f| Failure {
                    message: format!("`{}`: {}", path.display(), f.message),
                    ..f
                })?;
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

/// What `trustline.toml` holds.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    levels: std::collections::BTreeMap<String, String>,
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

/// What follows from a model, and what reading and checking it found, each at its level. What the
/// reader said of rules it said at their place and in their words; once is enough.
pub fn examined(reading: &[Diagnostic], model: &ThreatModel, levels: &Levels) -> Examined {
    let is_rule = |d: &Diagnostic| matches!(d.code, "unknown-name-in-rule" | "rule-does-not-parse");
    let told = reading.iter().any(is_rule);
    let read = reading.iter().filter_map(|d| {
        let severity = levels.of(d.code, d.severity)?;
        Some(Diagnostic {
            severity,
            ..d.clone()
        })
    });
    let Examined {
        analysis,
        diagnostics,
    } = examine(model, levels);
    let checks = diagnostics.into_iter().filter(|d| !(told && is_rule(d)));
    Examined {
        analysis,
        diagnostics: read.chain(checks).collect(),
    }
}
