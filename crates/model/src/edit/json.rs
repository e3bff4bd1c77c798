//! How names look in the JSON form of edits.

use super::list::Which;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A name alone; where several have it, with its number.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Named<N> {
    Nth(Nth<N>),
    Plain(N),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nth<N> {
    nth: usize,
    of: N,
}

impl<N: Serialize> Serialize for Which<N> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.nth {
            0 => Named::Plain(&self.name).serialize(to),
            nth => Named::Nth(Nth {
                nth,
                of: &self.name,
            })
            .serialize(to),
        }
    }
}

impl<'de, N: Deserialize<'de>> Deserialize<'de> for Which<N> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(match Named::deserialize(from)? {
            Named::Plain(name) => Which { name, nth: 0 },
            Named::Nth(Nth { nth, of }) => Which { name: of, nth },
        })
    }
}
