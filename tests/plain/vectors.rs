//! The plain evaluator gives what the vectors expect, or it is no measure for the other one.

use std::collections::BTreeMap;

use crate::plain::cell::{self, Value};
use crate::plain::json::{Json, NULL, map};
use crate::plain::{Plain, PlainLead};

macro_rules! vectors {
    ($file:literal) => {
        Json::parse(include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/src/definition/conformance/",
            $file
        )))
    };
}

fn day(json: &Json) -> i64 {
    cell::day(json.text().expect("a day")).expect("a day")
}

fn texts(json: &Json) -> BTreeMap<String, String> {
    let texts = json.entries();
    texts
        .map(|(key, text)| (key.clone(), text.text().expect("a text").to_owned()))
        .collect()
}

#[test]
fn the_plain_evaluator_gives_what_the_leaf_vectors_expect() {
    let file = vectors!("leaf.json");
    for case in file.get("cases").list() {
        let [id, field, condition, cell, expected] = case.list() else {
            panic!("{case}")
        };
        let Json::Map(mut when) = condition.clone() else {
            panic!("{id}")
        };
        when.insert("field".into(), "f".into());
        let gate = map([("suspend", true.into()), ("when", Json::Map(when))]);
        let spec = map([
            ("fields", map([("f", field.clone())])),
            ("lists", file.get("lists").clone()),
            ("gates", vec![gate].into()),
        ]);
        let cell = cell.text().unwrap_or("").to_owned();
        let lead = PlainLead {
            cells: BTreeMap::from([("f".to_owned(), cell)]),
            ..PlainLead::default()
        };
        let as_of = day(file.get("asOf"));
        let row = Plain {
            spec: &spec,
            lead: &lead,
            as_of,
        }
        .row();
        let status = row
            .iter()
            .find(|(column, _)| column == "status")
            .expect("a status");
        assert_eq!(Json::Flag(status.1 == "suspended"), *expected, "{id}");
    }
}

#[test]
fn the_plain_evaluator_gives_what_the_canonical_vectors_expect() {
    let file = vectors!("canonical.json");
    for case in file.get("cases").list() {
        let [id, field, raw, becomes] = case.list() else {
            panic!("{case}")
        };
        let got = cell::value(field, raw.text().expect("a cell"));
        let expected = becomes.get("value");
        let same = match got {
            None => *expected == NULL,
            Some(Value::Text(text)) => expected.text() == Some(&text),
            Some(Value::Words(words)) => expected.texts() == words,
            Some(Value::List(elements)) => expected.texts() == elements,
            Some(Value::Number(number)) => expected.number() == Some(number),
            Some(Value::Flag(flag)) => *expected == Json::Flag(flag),
            Some(Value::Day(day)) => expected.text().and_then(cell::day) == Some(day),
            Some(Value::Level(level)) => {
                let name = expected.text();
                name.and_then(|name| cell::level(field, name)) == Some(level)
            }
        };
        assert!(same, "{id}");
    }
}

#[test]
fn the_plain_evaluator_gives_what_the_model_vectors_expect() {
    let file = vectors!("model.json");
    for definition in file.get("definitions").list() {
        let own = definition.get("asOf");
        let as_of = day(if *own == NULL { file.get("asOf") } else { own });
        for json in definition.get("leads").list() {
            let events = json.get("events").list().iter().map(|event| {
                let pair = event.texts();
                (pair[0].clone(), pair[1].clone())
            });
            let lead = PlainLead {
                id: String::new(),
                cells: texts(json.get("cells")),
                log: definition.has("log").then(|| events.collect()),
            };
            let spec = definition.get("spec");
            let expected = json.get("expect");
            for (column, got) in (Plain {
                spec,
                lead: &lead,
                as_of,
            })
            .row()
            {
                let wanted = match expected.get(&column) {
                    Json::Null if column == "status" => "scored".to_owned(),
                    Json::Null => String::new(),
                    Json::Text(text) => text.clone(),
                    other => other.to_string(),
                };
                let (id, lead) = (definition.get("id"), json.get("id"));
                assert_eq!(got, wanted, "{id} {lead} {column}");
            }
        }
    }
}
