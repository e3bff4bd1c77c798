//! Rule to text: with internal names as files have them, or with the names people read.

use crate::syntax::{Expr, Node, Rule, Subject, Term};

/// The names people read for the ids in rules. `None` keeps the id, in quotes.
pub trait Names {
    /// The name of a type.
    fn kind(&self, id: &str) -> Option<String>;
    /// The label of a property of the subject.
    fn property(&self, subject: Subject, name: &str) -> Option<String>;
}

/// Keeps every id: what it prints can be parsed again.
pub struct Internal;

impl Names for Internal {
    fn kind(&self, _: &str) -> Option<String> {
        None
    }
    fn property(&self, _: Subject, _: &str) -> Option<String> {
        None
    }
}

impl Rule {
    /// The rule as text again, with the names that `names` knows.
    pub fn print(&self, names: &dyn Names) -> String {
        print(&self.root, names)
    }
}

fn print(node: &Node, names: &dyn Names) -> String {
    let mut out = String::new();
    write(node, names, &mut out);
    out
}

fn write(node: &Node, names: &dyn Names, out: &mut String) {
    match &node.expr {
        Expr::Or(parts) => join(parts, " or ", |p| matches!(p.expr, Expr::Or(_)), names, out),
        Expr::And(parts) => {
            join(
                parts,
                " and ",
                |p| matches!(p.expr, Expr::Or(_) | Expr::And(_)),
                names,
                out,
            );
        }
        Expr::Not(part) => {
            out.push_str("not ");
            let group = matches!(part.expr, Expr::Or(_) | Expr::And(_));
            grouped(part, group, names, out);
        }
        Expr::Term(term, negated) => out.push_str(&self::term(term, *negated, names)),
    }
}

fn join(parts: &[Node], word: &str, group: fn(&Node) -> bool, names: &dyn Names, out: &mut String) {
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            out.push_str(word);
        }
        grouped(part, group(part), names, out);
    }
}

fn grouped(part: &Node, group: bool, names: &dyn Names, out: &mut String) {
    if group {
        out.push('(');
    }
    write(part, names, out);
    if group {
        out.push(')');
    }
}

/// One question as text.
pub(crate) fn term(term: &Term, negated: bool, names: &dyn Names) -> String {
    let is = if negated { "is not" } else { "is" };
    let kind = |id: &str| {
        names
            .kind(id)
            .map_or_else(|| quoted(id), |name| format!("[{name}]"))
    };
    match term {
        Term::Is(subject, id) => format!("{} {is} {}", subject.as_str(), kind(id)),
        Term::Crosses(id) => format!("flow crosses {}", kind(id)),
        Term::Has(subject, property, value) => {
            let label = names
                .property(*subject, property)
                .map(|label| format!("[{label}]"));
            let property = label.as_deref().unwrap_or(property);
            format!("{}.{property} {is} {}", subject.as_str(), quoted(value))
        }
    }
}

fn quoted(text: &str) -> String {
    let quote = if text.contains('\'') { '"' } else { '\'' };
    format!("{quote}{text}{quote}")
}
