//! What the chores are, for those who ask.

/// The usage.
pub const HELP: &str = "\
usage: cargo xtask CHORE

  demo      build Trustline, analyse a sample model, write its report, open it in the browser
  test      everything that CI checks; installs what it needs itself
  page      build the page into target/page, as it is shipped; --dev: quickly, while working on it
  browser   tests in a real browser, with the page as `page --dev` builds it; words filter them
  format    every file as `test` wants it, those that a macro declares too
  tidy      walls between rooms, floors inside of them, file lengths, licences (part of `test`)
  bless     accept changed expected texts of all tests
  library   build the built-in templates and the examples from their sources
  bench     performance as ratios, and layout beside Graphviz (long); --layout: layout alone
  fuzz [S [TARGET…]]  fuzz every target, or these, for S seconds each, 60 unless said (long; needs cargo-fuzz)
  soak [S]  edit the page at random, kill server and browser, write from two sides, for S seconds,
            3600 unless said; says what was lost (long)
  dotnet    a .NET reader (Mono) over files as they are and as Trustline writes them (long)
  references  what the built-in templates cite, looked up in published lists (needs python3 with pip)
  sarif     rules of code scanning services over our SARIF (long; needs node and npm)
  dist      man page and shell completions into target/dist
";
