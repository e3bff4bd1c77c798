//! `trustline completions` and `trustline manual`: what a shell and `man` want to know.

use crate::exit::{Exit, Failure};
use crate::output;
use clap::{Args, Command};
use clap_complete::Shell;

/// Print completions for a shell
#[derive(Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub fn run(self, mut command: Command) -> Result<Exit, Failure> {
        let mut bytes = Vec::new();
        clap_complete::generate(self.shell, &mut command, "trustline", &mut bytes);
        output::write("-", &bytes)?;
        Ok(Exit::Done)
    }
}

/// Print the manual page; with --folder, one per command
#[derive(Args)]
pub struct Manual {
    /// Write trustline.1 and a page for each command into this folder
    #[arg(long, value_name = "FOLDER")]
    folder: Option<std::path::PathBuf>,
}

impl Manual {
    pub fn run(self, command: Command) -> Result<Exit, Failure> {
        let failed = |e: std::io::Error| Failure::new(Exit::Output, e.to_string());
        match self.folder {
            Some(folder) => {
                std::fs::create_dir_all(&folder).map_err(failed)?;
                clap_mangen::generate_to(command, &folder).map_err(failed)?;
            }
            None => {
                let mut bytes = Vec::new();
                clap_mangen::Man::new(command)
                    .render(&mut bytes)
                    .map_err(failed)?;
                output::write("-", &bytes)?;
            }
        }
        Ok(Exit::Done)
    }
}
