//! Built-in templates and the questionnaire: every word and picture ours. Data; `cargo xtask library`
//! makes each `.tb7` from the text form in the folder of the same name. Without the feature `bytes`
//! there are the names alone of templates: the page fetches what it needs.

pub mod questionnaire;

mod samples;
mod templates;

#[cfg(feature = "bytes")]
pub use samples::sample;
pub use samples::{SAMPLES, Sample};
#[cfg(feature = "bytes")]
pub use templates::template;
pub use templates::{BuiltIn, STARTER, TEMPLATES};
