//! `trustline page`: the page as files.

use crate::exit::{Exit, Failure};
use crate::{output, terminal};
use clap::Args;
use std::fs;
use std::path::PathBuf;

/// Write the page as files for a web server
///
/// Served from anywhere, the page works on its own: models are opened from and saved to the user's
/// machine. The page contains its content security policy; `policy.txt` is the same as a header to
/// send, which also keeps other sites from framing the page.
#[derive(Args)]
pub struct Page {
    /// The folder to write to, created if needed
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Write into a folder that is not empty; files of the page are replaced, others kept
    #[arg(long)]
    force: bool,
}

impl Page {
    pub fn run(self) -> Result<Exit, Failure> {
        let failed = |e: std::io::Error| {
            let message = format!("`{}`: {}", self.folder.display(), trustline_disk::plain(&e));
            Failure::new(Exit::Output, message)
        };
        fs::create_dir_all(&self.folder).map_err(failed)?;
        let empty = fs::read_dir(&self.folder).map_err(failed)?.next().is_none();
        if !empty && !self.force {
            let message = format!("the folder `{}` is not empty", self.folder.display());
            return Err(Failure::new(Exit::Output, message).help("use --force to write into it"));
        }
        if !trustline_server::has_page() {
            terminal::warn("this build contains no page; `cargo xtask demo` makes one that does");
        }
        for (name, bytes) in trustline_server::bundle() {
            let file = self.folder.join(name);
            if let Some(above) = file.parent() {
                fs::create_dir_all(above).map_err(failed)?;
            }
            let bytes = match name {
                "index.html" => with_policy(&bytes),
                _ => bytes,
            };
            output::write(&file.to_string_lossy(), &bytes)?;
        }
        terminal::say(&format!("wrote {}", self.folder.display()));
        Ok(Exit::Done)
    }
}

/// The page with its policy in it, for web servers that send none.
fn with_policy(html: &[u8]) -> Vec<u8> {
    let html = String::from_utf8_lossy(html);
    let policy = trustline_server::bundle().find(|(name, _)| *name == "policy.txt");
    let Some((_, policy)) = policy else {
        return html.into_owned().into();
    };
    let policy = String::from_utf8_lossy(&policy).into_owned();
    // Framing cannot be forbidden from within.
    let policy: Vec<&str> = policy.trim().split("; ").collect();
    let policy = policy
        .into_iter()
        .filter(|p| !p.starts_with("frame-ancestors"));
    let policy = policy.collect::<Vec<_>>().join("; ").replace('"', "");
    let tag = format!("<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    html.replacen("<head>", &tag, 1).into()
}
