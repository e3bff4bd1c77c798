//! The version of the file is one that the original tool does not know.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::{Check, Context, Found};
use trustline_model::{Place, Severity};

pub(crate) const CHECK: Check = Check::of_model("unknown-version", Severity::Warning, find);

fn find(c: &Context<'_>, found: &mut Found<'_>) {
    if let Some(version) = &c.model.version {
        let message = format!("the file says that its version is `{}`", version.trim());
        let help = "the Microsoft tool opens version 4.3; `trustline convert` writes that";
        found.push(message, Place::Model, help);
    }
}

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(&["model"], "process Shop").after(|model| model.version = Some("5.0".into())),
    leaves("process Shop"),
];
