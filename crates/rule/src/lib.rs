//! The expression language of threat rules: parse, decide, explain, print. Knows nothing of
//! models: it asks three questions through [`Facts`].
//!
//! ```text
//! expression = or ;  or = and { "or" and } ;  and = not { "and" not } ;
//! not = "not" not | "(" or ")" | term ;
//! term = subject "is" ["not"] text | "flow" "crosses" text | subject "." property "is" ["not"] text ;
//! subject = "source" | "target" | "flow" ;   text = "'" { any but "'" } "'" ;
//! ```
//!
//! Keywords are case-insensitive, any run of white space separates, `and` binds tighter than `or`.

mod compile;
mod explain;
mod facts;
mod parse;
mod print;
mod spell;
mod syntax;

pub use compile::{Rules, TermId, Truth};
pub use explain::Explanation;
pub use facts::Facts;
pub use parse::RuleError;
pub use print::{Internal, Names};
pub use spell::{Glossary, Spelt, Wanted, internal, readable, wanted};
pub use syntax::{Expr, Node, Rule, Subject, Term};
