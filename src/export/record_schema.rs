//! The JSON Schema of the canonical record.

use serde_json::{Map, Value, json};

use crate::head_line;
use leadpact_definition::field::FieldType;
use leadpact_definition::record::RecordForm;
use leadpact_definition::{Compiled, LeadDefinition, Spec};

const WORDS: &str = "The words in order, folded, with one space before, between and after them";

/// The schema (draft 7) of the records that `leadpact record` prints for a definition. `compiled` is made from its spec.
#[must_use]
pub fn record_schema(definition: &LeadDefinition, compiled: &Compiled) -> Value {
    let spec = &definition.spec;
    let form = RecordForm::new(compiled);
    let of_kind = |wanted: &[FieldType], fact: Value| {
        let ids = form.fields().filter(|(_, _, kind)| wanted.contains(kind));
        closed(
            &ids.map(|(_, id, _)| (id.to_owned(), fact.clone()))
                .collect(),
        )
    };
    let dates = [FieldType::Date, FieldType::Datetime];
    let facts = |keys: Vec<&str>, fact: &Value| {
        closed(
            &keys
                .iter()
                .map(|key| ((*key).to_owned(), fact.clone()))
                .collect(),
        )
    };
    let count = json!({"type": ["integer", "null"], "minimum": 0});
    let events = form
        .event_facts()
        .map(|(event, keys)| (event.to_owned(), facts(keys, &count)));
    let occasions = form.occasions().map(|(criterion, keys)| {
        let id = compiled.criterion_id(criterion).unwrap_or_default();
        (id.to_owned(), facts(keys, &count))
    });
    let whole = json!({"type": ["integer", "null"]});
    let sections = [
        ("id", json!({"type": "string"})),
        (
            "asOf",
            json!({"type": ["string", "null"], "format": "date", "description": "The day from which ages are counted"}),
        ),
        (
            "fields",
            said(
                fields(spec, compiled, &form),
                "By field: its value in canonical form; null: missing",
            ),
        ),
        (
            "days",
            said(
                of_kind(&dates, whole.clone()),
                "By date: days since 1970-01-01",
            ),
        ),
        (
            "ages",
            said(
                of_kind(&dates, whole),
                "By date: days before asOf; below 0 for a day after it",
            ),
        ),
        (
            "ranks",
            said(
                of_kind(&[FieldType::Level], count.clone()),
                "By level: its place, 0 the lowest",
            ),
        ),
        (
            "units",
            said(
                of_kind(&[FieldType::Number], count.clone()),
                "By number: its whole part; 0 for a number below 0",
            ),
        ),
        (
            "events",
            said(
                closed(&events.collect()),
                "By event: how often it happened (count), on how many days (days), within so many days of asOf; and the age of the last time, which is null also if it never happened. null: the data cannot tell",
            ),
        ),
        (
            "occasions",
            said(
                closed(&occasions.collect()),
                "By rule about an event: how many occasions count, by the steps of the rule's decay. null: the data cannot tell",
            ),
        ),
    ];
    let sections = sections.map(|(key, schema)| (key.to_owned(), schema));
    let mut schema = closed(&sections.into_iter().collect());
    if let Value::Object(map) = &mut schema {
        map.insert(
            "$schema".into(),
            "http://json-schema.org/draft-07/schema#".into(),
        );
        map.insert("$comment".into(), head_line(definition).into());
        let title = format!("A lead for: {}", definition.metadata.title);
        map.insert("title".into(), title.into());
    }
    schema
}

/// An object with these keys, all of them and no others.
fn closed(properties: &Map<String, Value>) -> Value {
    let required: Vec<&String> = properties.keys().collect();
    json!({"type": "object", "required": required, "additionalProperties": false, "properties": properties})
}

fn said(mut schema: Value, description: &str) -> Value {
    if let Value::Object(map) = &mut schema {
        map.insert("description".into(), description.into());
    }
    schema
}

fn fields(spec: &Spec, compiled: &Compiled, form: &RecordForm<'_>) -> Value {
    let fields = form.fields().map(|(index, id, kind)| {
        let mut schema = match kind {
            FieldType::Text => json!({"type": ["string", "null"], "description": "Stripped, with A-Z made small"}),
            FieldType::Words => json!({"type": ["string", "null"], "description": WORDS, "pattern": "^ [^ ]"}),
            FieldType::Number => json!({"type": ["number", "null"]}),
            FieldType::Level => {
                let levels = compiled.reader(index).map_or(&[][..], |reader| reader.levels());
                let known = levels.iter().map(|level| Value::from(level.as_str()));
                let known: Vec<Value> = known.chain([Value::Null]).collect();
                json!({"enum": known})
            }
            FieldType::Boolean => json!({"type": ["boolean", "null"]}),
            FieldType::Date | FieldType::Datetime => {
                json!({"type": ["string", "null"], "format": "date", "description": "The date as written, without the time of day"})
            }
            FieldType::List => {
                json!({"type": ["array", "null"], "items": {"type": "string"}, "minItems": 1})
            }
        };
        let label = spec.fields.get(id).and_then(|field| field.label.as_deref());
        if let (Some(label), Value::Object(map)) = (label, &mut schema) {
            map.insert("title".into(), label.into());
        }
        (id.to_owned(), schema)
    });
    closed(&fields.collect())
}
