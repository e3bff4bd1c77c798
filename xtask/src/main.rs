//! Chores: `cargo xtask demo` shows what Trustline does, `cargo xtask test` checks everything.

mod browser;
mod chores;
mod figures;
mod help;
mod library;
mod packages;
mod page;
mod run;
mod samples;
mod tidy;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["demo"] => chores::demo(),
        ["test"] => chores::test(),
        ["page"] => page::build(false),
        ["page", "--dev"] => page::build(true),
        ["bench", "--page"] => browser::bench(),
        ["bench", "--layout"] => chores::layout(),
        ["browser", rest @ ..] => browser::test(rest),
        ["format"] => chores::format(&[]),
        ["tidy"] => tidy::check(),
        ["bless"] => chores::bless(),
        ["library"] => library::build(),
        ["bench"] => chores::bench(),
        ["fuzz"] => chores::fuzz(60, &[]),
        ["fuzz", seconds, targets @ ..] => number(seconds).and_then(|s| chores::fuzz(s, targets)),
        ["soak"] => browser::soak(3600),
        ["soak", seconds] => number(seconds).and_then(browser::soak),
        ["references"] => chores::references(),
        ["sarif"] => chores::sarif(),
        ["dotnet"] => chores::dotnet(),
        ["dist"] => chores::dist(),
        _ => {
            print!("{}", help::HELP);
            return if words.is_empty() || words == ["--help"] {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(2)
            };
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

fn number(seconds: &str) -> Result<u64, String> {
    let number = seconds.parse();
    number.map_err(|_| format!("`{seconds}` is not a number of seconds"))
}
