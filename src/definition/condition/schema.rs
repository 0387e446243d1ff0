//! The JSON Schema of conditions: one form per subject and operator, of which exactly one fits.

use std::borrow::Cow;

#[cfg(feature = "schema")]
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::json;

use crate::{
    condition::{
        Condition, Start,
        operator::{Argument, OPERATORS, SCORE_OPERATORS, ScoreArgument},
    },
    scalar::{Days, Literal, Parts, Texts},
};

#[cfg(feature = "schema")]
impl JsonSchema for Condition {
    fn schema_name() -> Cow<'static, str> {
        "Condition".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let this = generator.subschema_for::<Self>();
        let literal = generator.subschema_for::<Literal>();
        let texts = generator.subschema_for::<Texts>();
        let days = generator.subschema_for::<Days>();
        let start = generator.subschema_for::<Start>();
        let text = json!({"type": "string"});
        let number = json!({"type": "number"});
        let whole = json!({"type": "integer"});
        let count = json!({"type": "integer", "minimum": 0, "maximum": 1_000_000});
        let yes = json!({"const": true});
        let pair = |item: &serde_json::Value| json!({"type": "array", "items": item, "minItems": 2, "maxItems": 2});
        let one = |subject: &str,
                   subject_schema: &serde_json::Value,
                   key: &str,
                   value: &serde_json::Value| {
            json!({"type": "object", "additionalProperties": false, "required": [subject, key],
                   "properties": {subject: subject_schema, key: value}})
        };
        let list = json!({"type": "array", "items": this});
        let mut forms = Vec::new();
        for key in ["all", "any", "none"] {
            forms.push(
                json!({"type": "object", "additionalProperties": false, "required": [key],
                              "properties": {key: list}}),
            );
        }
        forms.push(one("atLeast", &count, "of", &list));
        for row in OPERATORS {
            let value = match row.argument {
                Argument::Literal(_) => json!(literal),
                Argument::Texts(_) => json!(texts),
                Argument::Parts(_) => json!(generator.subschema_for::<Parts>()),
                Argument::ListName(_) | Argument::Day(_) => text.clone(),
                Argument::Number(_) => number.clone(),
                Argument::Bounds(_) => pair(&number),
                Argument::Days(_) => json!(days),
                Argument::Yes(_) => yes.clone(),
            };
            forms.push(one("field", &text, row.key, &value));
        }
        for (key, argument) in SCORE_OPERATORS {
            let value = match argument {
                ScoreArgument::One(_) => whole.clone(),
                ScoreArgument::Two(_) => pair(&whole),
            };
            forms.push(one("score", &text, key, &value));
        }
        for (subject, of) in [("event", text.clone()), ("anyEvent", json!(texts))] {
            forms.push(
                json!({"type": "object", "additionalProperties": false, "required": [subject],
                "properties": {subject: of, "within": days, "atLeast": count, "since": start,
                    "days": {"type": "object", "additionalProperties": false, "required": ["atLeast"],
                             "properties": {"atLeast": count}}},
                "not": {"required": ["atLeast", "days"]}}),
            );
            forms.push(
                json!({"type": "object", "additionalProperties": false, "required": [subject, "since"],
                "description": "It happened on a later day than the event that is named; false if one of the two never happened.",
                "properties": {subject: of, "since": text, "within": days}}),
            );
        }
        forms.push(one("grade", &text, "in", &json!(texts)));
        forms.push(
            json!({"type": "object", "additionalProperties": false, "required": ["stage"],
            "properties": {"stage": text}}),
        );
        json_schema!({"oneOf": forms})
    }
}
