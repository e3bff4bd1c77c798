//! How ids, numbers and what may be left out look in the JSON form of edits (`docs/edits.md`); the rest is
//! derived where the types are.

use crate::{DiagramId, ElementId, StencilId, ThreatTypeId};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Ids are texts; numbered copies end in `~1`, `~2` …
macro_rules! keys {
    ($($id:ty: $write:ident, $read:expr);+ $(;)?) => {$(
        impl Serialize for $id {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(&self.$write())
            }
        }
        impl<'de> Deserialize<'de> for $id {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                Ok($read(&text))
            }
        }
    )+};
}

keys! {
    ElementId: key, ElementId::from_key;
    DiagramId: key, DiagramId::from_key;
    StencilId: as_str, <StencilId as From<&str>>::from;
    ThreatTypeId: as_str, <ThreatTypeId as From<&str>>::from;
}

/// Numbers; those that JSON lacks (`NaN`, `inf`) are texts.
pub(crate) mod number {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Number(f64),
        Text(String),
    }

    pub fn serialize<S: Serializer>(number: &f64, to: S) -> Result<S::Ok, S::Error> {
        match number.is_finite() {
            true => to.serialize_f64(*number),
            false => to.serialize_str(&number.to_string()),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
        match Written::deserialize(from)? {
            Written::Number(number) => Ok(number),
            Written::Text(text) => text.parse().map_err(D::Error::custom),
        }
    }
}

/// Something that may be told or not, and that may be told to be nothing: `null`.
pub(crate) mod told {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(
        told: &Option<Option<String>>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        told.as_ref().and_then(Option::as_ref).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Option<String>>, D::Error> {
        Deserialize::deserialize(from).map(Some)
    }
}
