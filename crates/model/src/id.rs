//! Names of things. Ids are text as the file has it; they compare without regard to case,
//! because the files of the original tool do.

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
    /// Names an element within a model.
    ElementId,
    /// Names a diagram within a model.
    DiagramId,
    /// Names a stencil of a knowledge base.
    StencilId,
    /// Names a threat type of a knowledge base.
    ThreatTypeId,
);

impl ElementId {
    /// The id that stands for "attached to nothing" in files.
    pub const NONE: &'static str = "00000000-0000-0000-0000-000000000000";

    /// Whether this names an element at all.
    pub fn is_some(&self) -> bool {
        !self.0.is_empty() && &*self.0 != Self::NONE
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
