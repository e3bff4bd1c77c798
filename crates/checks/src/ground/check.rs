//! A check: its code, its level, and what it runs.

use super::context::Context;
use super::found::Found;
use trustline_model::Severity;

/// A check.
pub struct Check {
    /// Its stable code.
    pub code: &'static str,
    /// Its level unless somebody changes it; `None`: off.
    pub level: Option<Severity>,
    /// Whether it looks at the template by itself: the work of who writes it, not of who uses it.
    pub of_template: bool,
    pub(crate) run: fn(&Context<'_>, &mut Found<'_>),
}

pub(crate) const fn check(
    code: &'static str,
    level: Severity,
    run: fn(&Context<'_>, &mut Found<'_>),
) -> Check {
    Check {
        code,
        level: Some(level),
        of_template: false,
        run,
    }
}

/// A check of the template by itself; models are not told.
pub(crate) const fn template_check(
    code: &'static str,
    level: Severity,
    run: fn(&Context<'_>, &mut Found<'_>),
) -> Check {
    Check {
        of_template: true,
        ..check(code, level, run)
    }
}
