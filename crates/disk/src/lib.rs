//! Files as bytes: read whole within limits, replaced in one step and by one at a time, known by the
//! hash of their content. Knows nothing of what stands in them.

mod error;
mod read;
mod replace;
mod tag;
mod time;
mod turn;

pub use error::plain;
pub use read::{read, read_beginning, read_text};
pub use replace::{
    Loss, NotReplaced, Still, make, private_folder, replace, replace_at, replace_private,
};
pub use tag::{Etags, digest, etag, hex};
pub use time::{millis, modified};
