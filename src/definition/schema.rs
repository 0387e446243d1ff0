//! JSON Schemas that say more than the types do: what is written as one text, and what has several forms.

use std::borrow::Cow;

#[cfg(feature = "schema")]
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::date::Day;
use crate::golden::Expect;
use crate::holiday::Holiday;
use crate::scalar::{Days, Drops, Literal, Parts, Texts};
use crate::score::WhenMissing;
use crate::score::form::FlatPer;
use crate::sla::{RequiredField, Target, Targets};

#[cfg(feature = "schema")]
impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "pattern": "^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$"})
    }
}

#[cfg(feature = "schema")]
impl JsonSchema for Holiday {
    fn schema_name() -> Cow<'static, str> {
        "Holiday".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let day = generator.subschema_for::<Day>();
        let of_year = json_schema!({"type": "string", "pattern": "^[0-9]{2}-[0-9]{2}$"});
        let hours = json_schema!({
            "type": "array", "items": {"type": "string"},
            "description": "Hours of these days, as 09:00-12:00. None: closed all day."
        });
        json_schema!({"oneOf": [
            day,
            {"type": "object", "additionalProperties": false, "required": ["on"],
             "description": "One day. With hours it is open then, whatever the weekday.",
             "properties": {"on": day, "hours": hours}},
            {"type": "object", "additionalProperties": false, "required": ["from", "to"],
             "description": "From the first day to the last, both included.",
             "properties": {"from": day, "to": day, "hours": hours}},
            {"type": "object", "additionalProperties": false, "required": ["every"],
             "description": "Every year on this month and day, or from it `to` another one.",
             "properties": {"every": of_year, "to": of_year, "hours": hours}}
        ]})
    }
}

#[cfg(feature = "schema")]
impl JsonSchema for Literal {
    fn schema_name() -> Cow<'static, str> {
        "Literal".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": ["string", "number", "boolean"]})
    }
}

#[cfg(feature = "schema")]
impl JsonSchema for Drops {
    fn schema_name() -> Cow<'static, str> {
        "Texts".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Texts::json_schema(generator)
    }
}

#[cfg(feature = "schema")]
impl JsonSchema for Parts {
    fn schema_name() -> Cow<'static, str> {
        "Parts".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"oneOf": [
            {"type": "string"},
            {"type": "array", "items": {"type": "string"}},
            {"type": "object", "additionalProperties": false, "required": ["inList"],
             "properties": {"inList": {"type": "string"}}}
        ]})
    }
}

#[cfg(feature = "schema")]
impl JsonSchema for Texts {
    fn schema_name() -> Cow<'static, str> {
        "Texts".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"oneOf": [
            {"type": "string"},
            {"type": "array", "items": {"type": "string"}}
        ]})
    }
}

#[cfg(feature = "schema")]
impl JsonSchema for FlatPer {
    fn schema_name() -> Cow<'static, str> {
        "Per".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let days = generator.subschema_for::<Days>();
        json_schema!({"oneOf": [
            {"enum": ["unit", "once", "occurrence", "day", "week", "month"],
             "description": "unit: each whole unit of a number. once: however often. occurrence: every time. day: each day. week: each ISO week, Monday to Sunday. month: each calendar month."},
            {"type": "object", "additionalProperties": false, "required": ["cooldown"],
             "description": "Each that is at least so long after the last one that counted.",
             "properties": {"cooldown": days}},
            {"type": "object", "additionalProperties": false, "required": ["days"],
             "description": "Once in each block of so many days, counted back from as of; the blocks shift with that day.",
             "properties": {"days": {"type": "integer", "minimum": 1, "maximum": 100_000}}}
        ]})
    }
}

#[cfg(feature = "schema")]
impl JsonSchema for WhenMissing {
    fn schema_name() -> Cow<'static, str> {
        "WhenMissing".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"oneOf": [{"type": "integer"}, {"const": "not-enough-known"}]})
    }
}

#[cfg(feature = "schema")]
impl JsonSchema for Targets {
    fn schema_name() -> Cow<'static, str> {
        "Targets".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let target = generator.subschema_for::<Target>();
        json_schema!({"oneOf": [target, {"type": "array", "items": target}]})
    }
}

#[cfg(feature = "schema")]
impl JsonSchema for RequiredField {
    fn schema_name() -> Cow<'static, str> {
        "RequiredField".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"oneOf": [
            {"type": "string"},
            {"type": "object", "additionalProperties": false, "required": ["anyOf"],
             "properties": {"anyOf": {"type": "array", "items": {"type": "string"}}}}
        ]})
    }
}

#[cfg(feature = "schema")]
impl JsonSchema for Expect {
    fn schema_name() -> Cow<'static, str> {
        "Expect".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "properties": {
                "stage": {"type": "string"},
                "status": {"type": "string"},
                "grade": {"type": "string"},
                "owner": {"type": ["string", "integer"]}
            },
            "patternProperties": {"^stage_": {"type": "string"}, "^grade_": {"type": ["string", "integer"]}},
            "additionalProperties": {"type": "integer"}
        })
    }
}
