//! The parts of an SLA that a file may write in a short or a long form.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer},
};

use crate::sla::{RequiredField, Target, Targets};

impl Targets {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Targets {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [one] => one.serialize(serializer),
            several => serializer.collect_seq(several),
        }
    }
}

impl<'de> Deserialize<'de> for Targets {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMany;
        impl<'de> Visitor<'de> for OneOrMany {
            type Value = Targets;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("{value: 24, unit: business-hours}, or a list of such with when")
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Targets, A::Error> {
                let target = Target::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Targets(vec![target]))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Targets, A::Error> {
                let mut targets = Vec::new();
                while let Some(target) = seq.next_element()? {
                    targets.push(target);
                }
                Ok(Targets(targets))
            }
        }
        deserializer.deserialize_any(OneOrMany)
    }
}

/// The long form: `{anyOf: [email, phone]}`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct AnyOf {
    any_of: Vec<String>,
}

impl Serialize for RequiredField {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Field(field) => serializer.serialize_str(field),
            Self::AnyOf(any_of) => AnyOf {
                any_of: any_of.clone(),
            }
            .serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for RequiredField {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextOrMap;
        impl<'de> Visitor<'de> for TextOrMap {
            type Value = RequiredField;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a field's id, or {anyOf: [email, phone]}")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<RequiredField, E> {
                Ok(RequiredField::Field(text.to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RequiredField, A::Error> {
                let AnyOf { any_of } = AnyOf::deserialize(MapAccessDeserializer::new(map))?;
                Ok(RequiredField::AnyOf(any_of))
            }
        }
        deserializer.deserialize_any(TextOrMap)
    }
}
