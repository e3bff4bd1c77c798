//! Names of things. Ids are text as the file has it; they compare without regard to case,
//! because the files of the original tool do.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

macro_rules! id {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        #[derive(Clone)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The text, spelt as it was read.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.0.eq_ignore_ascii_case(&other.0)
            }
        }
        impl Eq for $name {}
        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                // One write for short ids keeps hashing cheap; ids are nearly always GUIDs.
                let mut buffer = [0u8; 64];
                for chunk in self.0.as_bytes().chunks(buffer.len()) {
                    for (to, from) in buffer.iter_mut().zip(chunk) {
                        *to = from.to_ascii_lowercase();
                    }
                    state.write(buffer.get(..chunk.len()).unwrap_or_default());
                }
                state.write_u8(0xff);
            }
        }
        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }
        impl Ord for $name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                let lower = |s: &str| s.bytes().map(|b| b.to_ascii_lowercase()).collect::<Vec<_>>();
                lower(&self.0).cmp(&lower(&other.0))
            }
        }
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }
        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }
        impl Default for $name {
            fn default() -> Self {
                Self("".into())
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }
    )+};
}

id!(
    /// Text that compares without regard to case.
    Text,
    /// Names a stencil of a knowledge base.
    StencilId,
    /// Names a threat type of a knowledge base.
    ThreatTypeId,
);

/// Ids of which a file may have several alike: the second and later ones are numbered copies, so
/// that in memory no two things answer to one name. Files know the text alone.
macro_rules! told_apart {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        #[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name {
            text: Text,
            copy: u32,
        }

        impl $name {
            /// The text, spelt as it was read: what files and people know.
            pub fn as_str(&self) -> &str {
                self.text.as_str()
            }

            /// The same text as a numbered copy; 0 is the original.
            pub fn copy(&self, copy: u32) -> Self {
                Self { text: self.text.clone(), copy }
            }

            /// The one that a file means by this text.
            pub fn original(&self) -> Self {
                self.copy(0)
            }

            /// Whether another thing before it has the same text.
            pub fn is_copy(&self) -> bool {
                self.copy > 0
            }

            /// A text that no other id has, from which [`Self::from_key`] makes the id again: the
            /// text itself, but for copies (`text~1`) and what looks like one.
            pub fn key(&self) -> Cow<'_, str> {
                let text = self.as_str();
                match self.is_copy() || numbered(text).is_some() {
                    true => format!("{text}~{}", self.copy).into(),
                    false => text.into(),
                }
            }

            /// The id with this key.
            pub fn from_key(key: &str) -> Self {
                match numbered(key) {
                    Some((text, copy)) => Self::from(text).copy(copy),
                    None => key.into(),
                }
            }
        }
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self { text: text.into(), copy: 0 }
            }
        }
        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self { text: text.into(), copy: 0 }
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.text.fmt(f)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", self.key())
            }
        }
    )+};
}

told_apart!(
    /// Names an element within a diagram.
    ElementId,
    /// Names a diagram within a model.
    DiagramId,
);

/// The parts of a key that ends like that of a copy.
fn numbered(key: &str) -> Option<(&str, u32)> {
    let (text, copy) = key.rsplit_once('~')?;
    // As `key` writes it, and in no other way.
    let plain = copy == "0" || !copy.starts_with(['0', '+']);
    Some((text, copy.parse().ok().filter(|_| plain)?))
}

impl ElementId {
    /// The id that stands for "attached to nothing" in files.
    pub const NONE: &'static str = "00000000-0000-0000-0000-000000000000";

    /// Whether this names an element at all.
    pub fn is_some(&self) -> bool {
        !self.as_str().is_empty() && self.as_str() != Self::NONE
    }
}

/// A GUID that depends on a text alone (FNV-1a over 128 bits), for things that need an id which is
/// the same wherever it is made up.
pub fn guid_for(text: &str) -> String {
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for byte in text.to_lowercase().bytes() {
        hash = (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    }
    let hex = format!("{hash:032x}");
    let part = |range: std::ops::Range<usize>| hex.get(range).unwrap_or("").to_owned();
    format!(
        "{}-{}-{}-{}-{}",
        part(0..8),
        part(8..12),
        part(12..16),
        part(16..20),
        part(20..32)
    )
}

/// Whether .NET reads a text as a GUID: 32 hexadecimal digits, with hyphens in their places or
/// without, in brackets or not.
pub fn is_guid(text: &str) -> bool {
    let braces = text.strip_prefix('{').and_then(|t| t.strip_suffix('}'));
    let brackets = text.strip_prefix('(').and_then(|t| t.strip_suffix(')'));
    let inner = braces.or(brackets).unwrap_or(text);
    let hyphens = inner.len() == 36;
    let fits = |(at, c): (usize, char)| match hyphens && matches!(at, 8 | 13 | 18 | 23) {
        true => c == '-',
        false => c.is_ascii_hexdigit(),
    };
    (hyphens || inner.len() == 32) && inner.char_indices().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_name_one_id_each() {
        let ids: Vec<ElementId> = ["a", "a~1", "a~0", "a~01", "a~+1", "~", "a~99999999999", ""]
            .into_iter()
            .flat_map(|text| (0..3).map(move |n| ElementId::from(text).copy(n)))
            .collect();
        let keys: std::collections::HashSet<String> =
            ids.iter().map(|id| id.key().into_owned()).collect();
        assert_eq!(keys.len(), ids.len());
        for id in &ids {
            assert_eq!(ElementId::from_key(&id.key()), *id);
        }
        assert_eq!(ElementId::from("a").key(), "a");
        assert_eq!(ElementId::from("A").copy(2).original(), "a".into());
    }
}
