//! A case: something to look at, and what is found in it.

use trustline_model::ThreatModel;

/// Something to look at, and what is found in it.
///
/// The text is what the check looks at: of models a drawing (see `drawn`), with a template before it
/// and a line `---` between where that matters; of templates their form as text (see `template`); of
/// documents a document, or the name of a file in `tests/interactions`; of remarks a template, or the name of a file in `tests/corpus`.
pub(crate) struct Case {
    pub(crate) text: &'static str,
    /// Where something is found, in order: `Shop, Save` (elements), `diagram Overview`, `threat 1`,
    /// `threat type T1`, `stencil Robot`, `line 3`, `model`. Empty: it is left alone.
    pub(crate) places: &'static [&'static str],
    /// What no text can say.
    pub(crate) change: fn(&mut ThreatModel),
}

/// The check finds something at each of these places.
pub(crate) const fn finds(places: &'static [&'static str], text: &'static str) -> Case {
    Case {
        text,
        places,
        change: |_| {},
    }
}

/// The check leaves this alone.
pub(crate) const fn leaves(text: &'static str) -> Case {
    finds(&[], text)
}

impl Case {
    /// The same after a change that no text can say.
    pub(crate) const fn after(self, change: fn(&mut ThreatModel)) -> Self {
        Self { change, ..self }
    }

    /// Its text without the indentation that it has in the source.
    pub(crate) fn plain(&self) -> String {
        let lines = || self.text.lines().skip_while(|l| l.trim().is_empty());
        let margin = |l: &str| l.len() - l.trim_start().len();
        let told = lines().filter(|l| !l.trim().is_empty());
        let least = told.map(margin).min().unwrap_or(0);
        lines()
            .map(|l| format!("{}\n", l.get(least..).unwrap_or("")))
            .collect()
    }
}
