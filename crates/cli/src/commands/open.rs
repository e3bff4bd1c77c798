//! `trustline open`: the page in the browser, with the files of one folder.

use crate::exit::{Exit, Failure};
use crate::{input, output, terminal};
use clap::Args;
use std::env;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use trustline_server::{ServeError, Settings, serve};

/// Model, review and report in the browser
///
/// Serves the page and the models of one folder until Ctrl-C. Only this machine can connect unless
/// --listen says otherwise, and only with the token in the printed address.
///
/// Recovery copies and the list of recent files are kept in the state folder of your system;
/// TRUSTLINE_STATE names another.
#[derive(Args)]
pub struct Open {
    /// A model, a template or a folder [default: the current folder]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// The port; 0 picks a free one
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    port: u16,
    /// The address to listen on; any but the default lets other machines connect, unencrypted
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::from(Ipv4Addr::LOCALHOST))]
    listen: IpAddr,
    /// Print the address without opening a browser
    #[arg(long)]
    no_browser: bool,
    /// The author of changes [default: TRUSTLINE_AUTHOR, else the name in git, else the user]
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
}

impl Open {
    pub fn run(self) -> Result<Exit, Failure> {
        let (folder, open) = place(self.file.as_deref())?;
        let author = self.author.or_else(|| author(&folder)).unwrap_or_default();
        if !self.listen.is_loopback() {
            terminal::warn(&format!(
                "listening on {}: other machines can connect, and the connection is not encrypted",
                self.listen
            ));
        }
        if !trustline_server::has_page() {
            terminal::warn("this build contains no page; `cargo xtask demo` makes one that does");
        }
        let settings = Settings {
            folder,
            open,
            listen: self.listen,
            port: self.port,
            state: state()?,
            author,
        };
        let mut printed = Ok(());
        serve(settings, |address, once| {
            printed = output::write("-", format!("Trustline is at {address}\n").as_bytes());
            terminal::say("Ctrl-C stops it");
            if !self.no_browser
                && let Err(error) = open::that_detached(once)
            {
                terminal::warn(&format!(
                    "no browser could be opened ({}); open the address yourself",
                    trustline_disk::plain(&error)
                ));
            }
        })
        .map_err(refusal)?;
        printed.map(|()| Exit::Done)
    }
}

fn refusal(error: ServeError) -> Failure {
    let exit = match error {
        ServeError::Folder(..) => Exit::Input,
        ServeError::Listen(..) | ServeError::System(_) => Exit::Output,
    };
    let failure = Failure::new(exit, error.to_string());
    match error.help() {
        Some(help) => failure.help(help),
        None => failure,
    }
}

/// The folder to serve, and the file in it to open first.
fn place(argument: Option<&Path>) -> Result<(PathBuf, Option<String>), Failure> {
    let argument = argument.unwrap_or(Path::new("."));
    // A link to a file is followed, so that the folder is the one where the file lies.
    let path = std::fs::canonicalize(argument).map_err(|e| input::unreadable(argument, &e))?;
    if path.is_dir() {
        return Ok((path, None));
    }
    let known = [("tm7", ()), ("tb7", ())];
    let name = path.file_name().and_then(|n| n.to_str());
    match (path.parent(), name) {
        (Some(folder), Some(name)) if output::by_ending(name, &known).is_some() => {
            Ok((folder.to_owned(), Some(name.to_owned())))
        }
        _ => {
            let message = format!(
                "`{}` is neither a model (.tm7) nor a template (.tb7)",
                argument.display()
            );
            Err(Failure::new(Exit::Input, message))
        }
    }
}

/// Who works here, as far as the system tells.
fn author(folder: &Path) -> Option<String> {
    let variable = |name| env::var(name).ok();
    let git = || {
        let mut command = Command::new("git");
        command.args(["config", "user.name"]).current_dir(folder);
        command.stdin(Stdio::null()).stderr(Stdio::null());
        String::from_utf8(command.output().ok()?.stdout).ok()
    };
    let told = |name: String| Some(name.trim().to_owned()).filter(|n| !n.is_empty());
    variable("TRUSTLINE_AUTHOR")
        .and_then(told)
        .or_else(|| git().and_then(told))
        .or_else(|| variable("USER").and_then(told))
        .or_else(|| variable("USERNAME").and_then(told))
}

/// Where recovery copies and the list of recent files are kept.
fn state() -> Result<PathBuf, Failure> {
    let folder = |name| {
        env::var_os(name)
            .filter(|v| !v.is_empty())
            .map(PathBuf::from)
    };
    let home = || folder("HOME");
    let usual = || {
        if cfg!(windows) {
            Some(folder("LOCALAPPDATA")?.join("trustline"))
        } else if cfg!(target_os = "macos") {
            Some(home()?.join("Library/Application Support/trustline"))
        } else {
            let state = folder("XDG_STATE_HOME").filter(|p| p.is_absolute());
            let state = state.or_else(|| Some(home()?.join(".local/state")));
            Some(state?.join("trustline"))
        }
    };
    folder("TRUSTLINE_STATE").or_else(usual).ok_or_else(|| {
        Failure::new(Exit::Output, "there is no folder for recovery copies")
            .help("name one in the environment variable TRUSTLINE_STATE")
    })
}
