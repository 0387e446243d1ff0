//! The day of the lead itself from which on acts count, as a file writes it.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{self, MapAccess, Visitor, value::MapAccessDeserializer},
};

/// A day of the lead itself from which on acts count, that day included: `{field: F}` or `{event: E}`. While there is no
/// such day every act counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "FlatStart", into = "FlatStart")]
pub enum Start {
    /// The day in a field of type date or datetime; it may lie after *as of*, and then no act counts yet.
    Field(String),
    /// The last day of an event, not after *as of*.
    Event(String),
}

/// A start as a file writes it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Start")]
struct FlatStart {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    event: Option<String>,
}

impl TryFrom<FlatStart> for Start {
    type Error = &'static str;

    fn try_from(flat: FlatStart) -> Result<Self, Self::Error> {
        match (flat.field, flat.event) {
            (Some(field), None) => Ok(Self::Field(field)),
            (None, Some(event)) => Ok(Self::Event(event)),
            _ => Err("`since` names one day: write `since: {field: F}` or `since: {event: E}`"),
        }
    }
}

impl From<Start> for FlatStart {
    fn from(start: Start) -> Self {
        let (field, event) = match start {
            Start::Field(field) => (Some(field), None),
            Start::Event(event) => (None, Some(event)),
        };
        Self { field, event }
    }
}

/// What stands after `since` in a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Since {
    /// The event that must have happened on an earlier day.
    Later(String),
    /// The day from which on acts count.
    From(Start),
}

impl<'de> Deserialize<'de> for Since {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameOrMap;
        impl<'de> Visitor<'de> for NameOrMap {
            type Value = Since;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("{field: F}, {event: E} or the name of an event")
            }
            fn visit_str<E: de::Error>(self, name: &str) -> Result<Since, E> {
                Ok(Since::Later(name.to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Since, A::Error> {
                let start = Start::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Since::From(start))
            }
        }
        deserializer.deserialize_any(NameOrMap)
    }
}

/// What stands after `since` in a rule, which knows only the day from which on acts count.
pub(crate) fn of_rule<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Start>, D::Error> {
    match Option::<Since>::deserialize(deserializer)? {
        None => Ok(None),
        Some(Since::From(start)) => Ok(Some(start)),
        Some(Since::Later(name)) => Err(de::Error::custom(format!(
            "in a rule `since` is a day of the lead; write `since: {{event: {name}}}` or `since: {{field: {name}}}`"
        ))),
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Start {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Start".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let one = |key: &str, description: &str| {
            serde_json::json!({"type": "object", "additionalProperties": false, "required": [key],
                "description": description, "properties": {key: {"type": "string"}}})
        };
        schemars::json_schema!({"oneOf": [
            one("field", "The day in a field of type date or datetime, itself included. Where it is missing every act counts."),
            one("event", "The last day of an event up to as of, itself included. Where it never happened every act counts.")
        ]})
    }
}
