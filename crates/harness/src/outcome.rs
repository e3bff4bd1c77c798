//! What a trial comes to.

use std::fmt::{Debug, Display, Formatter, Result as Written};

/// Nothing where a law holds.
pub type Outcome = Result<(), Failed>;

/// What is wrong, in words.
pub struct Failed(String);

impl Failed {
    /// The words.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl<M: Display> From<M> for Failed {
    fn from(message: M) -> Self {
        Self(message.to_string())
    }
}

/// Words as they are: the usual tests print what they fail with in this form.
impl Debug for Failed {
    fn fmt(&self, out: &mut Formatter<'_>) -> Written {
        out.write_str(&self.0)
    }
}
