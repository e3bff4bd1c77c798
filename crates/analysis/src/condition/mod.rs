//! Conditions that people write: which threats fail a gate, which are listed, which elements are
//! highlighted or found. One language, in the shape of threat rules.
//!
//! ```text
//! condition = or ;  or = and { "or" and } ;  and = not { "and" not } ;
//! not = "not" not | "(" or ")" | "any" | "open" | "expired" | term ;
//! term = asked ( "is" | "=" | "contains" ) ["not"] value
//!      | "priority" ( ">=" | ">" | "<=" | "<" ) ["not"] value | "flow" "crosses" ["not"] value ;
//! asked = field | property | subject | subject "." ( property | word ) ;
//! field = "state" | "priority" | "category" | "origin" | "status" | "title" | "description"
//!       | "justification" | "diagram" | "treatment" | "approver" ;
//! subject = "source" | "flow" | "target" | "element" ;
//! property = "[" label or name "]" ;  value = word | "'" text "'" | "[" text "]" ;
//! ```
//!
//! ```text
//!  find     what of a model a condition holds for, and what in it can never hold
//!  order    which priority is the more urgent
//!  holds    whether it holds for a threat, an interaction or an element
//!  parse    text to condition        syntax  what it is
//! ```

mod find;
mod holds;
mod order;
mod parse;
mod syntax;

pub use find::{Absent, Found, Unknown};
pub use syntax::{Asked, Condition, Field, How, Subject};
