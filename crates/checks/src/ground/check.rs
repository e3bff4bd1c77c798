//! A check: its code, its level, what it looks at, and what it runs.

use super::context::Context;
use super::found::Found;
use super::look::Look;
use trustline_model::Severity;

/// A check. What is found of a code has a page, `docs/diagnostics/CODE.md`.
pub struct Check {
    /// Its stable code. A code that is told of models and of documents is two checks.
    pub code: &'static str,
    /// Its level unless somebody changes it.
    pub level: Severity,
    /// What it looks at.
    pub subject: Subject,
    /// Of a template: whether those that models carry are looked at as well, with a warning at most.
    pub(crate) carried: bool,
    pub(crate) run: Run,
}

/// What a check looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A model, with the template that it carries.
    Model,
    /// A template by itself: the work of who writes it, not of who uses it.
    Template,
    /// A document of interaction tables.
    Document,
    /// A file as it is read or written: whoever does that remarks it.
    File,
}

/// What a check runs.
pub(crate) enum Run {
    Model(fn(&Context<'_>, &mut Found<'_>)),
    Document(fn(&Look<'_>, &mut Found<'_>)),
    /// Nothing: readers and writers of files remark it.
    Elsewhere,
}

impl Check {
    pub(crate) const fn of_model(
        code: &'static str,
        level: Severity,
        find: fn(&Context<'_>, &mut Found<'_>),
    ) -> Self {
        Self {
            code,
            level,
            subject: Subject::Model,
            carried: false,
            run: Run::Model(find),
        }
    }

    /// The same check of the templates that models carry.
    pub(crate) const fn also_carried(self) -> Self {
        Self {
            carried: true,
            ..self
        }
    }

    /// Models are not told.
    pub(crate) const fn of_template(
        code: &'static str,
        level: Severity,
        find: fn(&Context<'_>, &mut Found<'_>),
    ) -> Self {
        Self {
            subject: Subject::Template,
            ..Self::of_model(code, level, find)
        }
    }

    pub(crate) const fn of_document(
        code: &'static str,
        level: Severity,
        find: fn(&Look<'_>, &mut Found<'_>),
    ) -> Self {
        Self {
            code,
            level,
            subject: Subject::Document,
            carried: false,
            run: Run::Document(find),
        }
    }

    /// What readers and writers of files remark.
    pub(crate) const fn remark(code: &'static str, level: Severity) -> Self {
        Self {
            code,
            level,
            subject: Subject::File,
            carried: false,
            run: Run::Elsewhere,
        }
    }
}
