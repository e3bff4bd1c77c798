//! Files of the Microsoft Threat Modeling Tool: `.tm7` (a model with its template) and `.tb7` (a
//! template alone).
//!
//! An untouched file is written byte for byte. After an edit of a native file the whole is written
//! in the native form, which differs only where the edit touched it; any other file (re-indented,
//! with content of other tools) is patched in place: see `merge`.

mod codec;
mod merge;
mod tb7;
mod tm7;

pub use codec::{TB7, TM7, not_ours, places};
pub use tm7::{Renaming, rename_all, rename_drawn, rename_threat, template_alone};
