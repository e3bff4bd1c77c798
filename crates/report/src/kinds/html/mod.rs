//! The full report as one self-contained page: nothing is loaded from elsewhere, everything is
//! there without the script, which only filters and switches between light and dark.
//!
//! Every drawing stands once on the page, as definitions; pictures of diagrams and interactions
//! refer to it. So a report grows with its threats, not with threats times elements.
//!
//! ```text
//!  page                      the frame: style, script, policy
//!  contents   sections       what stands in it
//!  blocks     cards  figures
//!  words                     texts of models, escaped
//! ```

mod blocks;
mod cards;
mod contents;
mod figures;
mod page;
mod sections;
mod words;

pub use page::KIND;
pub use words::rich;
