//! A form of files cannot hold something, and it is left out.

#[cfg(test)]
use crate::cases::{Case, finds, leaves};
use crate::ground::Check;
use trustline_model::Severity;

pub(crate) const CHECK: Check = Check::remark("left-out", Severity::Info);

#[cfg(test)]
pub(crate) const CASES: &[Case] = &[
    finds(&["model"], "small.tm7"),
    leaves("small.tb7"),
    finds(&["model"], "small.tb7").after(|model| {
        let kb = model.knowledge_base.as_mut().map(std::sync::Arc::make_mut);
        if let Some(kb) = kb {
            kb.manifest.name.push('\u{1}');
        }
    }),
];
