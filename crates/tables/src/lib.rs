//! What the rows of interaction tables mean together: the elements, pairs and zones that a document
//! tells, the model it becomes, and the tables that a model gives. Knows nothing of columns, files
//! or how a diagram is arranged.

mod build;
mod resolve;
mod stencils;
mod tables;
mod words;

pub use build::{Built, build};
pub use resolve::{Member, Pair, Resolved, Thing, Zone};
pub use stencils::{Drawn, Found, Vocabulary};
pub use tables::{Owner, details, shared_names, tables};
pub use words::{DETAILS, Meaning, Tells, carry_credentials, meanings, settings, tell};
