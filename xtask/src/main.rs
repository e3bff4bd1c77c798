//! Chores: `cargo xtask demo` shows what Trustline does, `cargo xtask test` checks everything.

mod browser;
mod library;
mod packages;
mod page;
mod run;
mod samples;
mod tidy;

use std::process::ExitCode;

const HELP: &str = "\
usage: cargo xtask CHORE

  demo      build Trustline, analyse a sample model, write its report, open it in the browser
  test      everything that CI checks; installs what it needs itself
  page      build the page into target/page, as it is shipped; --dev: quickly, while working on it
  browser   tests in a real browser, with the page as `page --dev` builds it; words filter them
  tidy      walls between rooms, floors inside of them, file lengths, licences (part of `test`);
            --all: floors also in rooms that are not held to them yet
  bless     accept changed expected texts in tests/ and of gesture scripts
  library   build the built-in templates and the examples from their sources
  bench     performance as ratios, and layout beside Graphviz (long); --layout: layout alone
  fuzz [S]  fuzz every target for S seconds each, 60 unless said (long; needs cargo-fuzz)
  dist      man page and shell completions into target/dist
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["demo"] => run::demo(),
        ["test"] => run::test(),
        ["page"] => page::build(false),
        ["page", "--dev"] => page::build(true),
        ["bench", "--page"] => browser::bench(),
        ["bench", "--layout"] => run::bench_layout(),
        ["browser", rest @ ..] => browser::test(rest),
        ["tidy"] => tidy::check(false),
        ["tidy", "--all"] => tidy::check(true),
        ["bless"] => run::bless(),
        ["library"] => library::build(),
        ["bench"] => run::bench(),
        ["fuzz"] => run::fuzz(60),
        ["fuzz", seconds] => match seconds.parse() {
            Ok(seconds) => run::fuzz(seconds),
            Err(_) => Err(format!("`{seconds}` is not a number of seconds")),
        },
        ["dist"] => run::dist(),
        _ => {
            print!("{HELP}");
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
