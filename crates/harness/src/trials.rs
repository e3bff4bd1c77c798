//! Laws over documents: each document a trial that can be asked for by its name.

use crate::cases::{Case, Folder};
use crate::outcome::Outcome;
use libtest_mimic::{Arguments, Conclusion, Trial};

/// The trials of a test file that has no harness of its own.
pub struct Trials {
    arguments: Arguments,
    trials: Vec<Trial>,
}

impl Trials {
    /// None yet; which of them run is said by the usual arguments of tests.
    pub fn from_arguments() -> Self {
        Self {
            arguments: Arguments::from_args(),
            trials: Vec::new(),
        }
    }

    /// Whether every trial will run: only then do sums over them mean something.
    pub fn are_all(&self) -> bool {
        !self.arguments.list && self.arguments.filter.is_none()
    }

    /// Holds a law against each case, under the name `law/folder/file`.
    pub fn each(
        &mut self,
        name: &str,
        cases: impl IntoIterator<Item = Case>,
        law: impl Fn(&Case) -> Outcome + Clone + Send + 'static,
    ) {
        self.trials.extend(cases.into_iter().map(|case| {
            let law = law.clone();
            let name = format!("{name}/{}", case.name());
            Trial::test(name, move || law(&case).map_err(|f| f.text().into()))
        }));
    }

    /// Where a folder is not here, an ignored trial says so.
    pub fn note_absent(&mut self, folder: Folder) {
        if !folder.is_present() {
            self.note_missing(folder.place);
        }
    }

    /// An ignored trial that says what is missing, so that nobody takes less for all.
    pub fn note_missing(&mut self, what: &str) {
        let name = format!("missing: {what}");
        let trial = Trial::test(name, || Ok(())).with_ignored_flag(true);
        self.trials.push(trial);
    }

    /// Runs them, or lists them.
    pub fn run(self) -> Conclusion {
        libtest_mimic::run(&self.arguments, self.trials)
    }
}
