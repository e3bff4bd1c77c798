//! Every text of the page, by subject. Nothing else in the page holds words that people read.

pub mod actions;
mod drawing;
mod files;
mod page;
mod properties;
mod review;
mod start;
mod template;
mod threats;

pub use drawing::*;
pub use files::*;
pub use page::*;
pub use properties::*;
pub use review::*;
pub use start::*;
pub use template::*;
pub use threats::*;
