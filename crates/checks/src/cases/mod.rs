//! Cases of checks: what a check finds, and what it leaves alone, as short texts beside it.

mod case;
mod drawn;
mod template;

pub(crate) use case::{Case, finds, leaves};
pub(crate) use drawn::drawn;
pub(crate) use template::{is_template, template, whole};
