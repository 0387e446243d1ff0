//! Conformance vectors: what cells become, and whole definitions with leads.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value as Json;

use crate::{
    Compiled, Lead, Outcome, Spec, compile,
    date::Day,
    field::{EventColumns, Field},
    value::{Reading, Value, day_number, moment},
};

fn compiled(spec: &Spec, id: &str) -> Compiled {
    compile(spec).unwrap_or_else(|problems| panic!("{id}: {problems:#?}"))
}

/// A reading as the vectors write it.
fn written(reading: Reading, field: &Field) -> Json {
    let value = match reading {
        Reading::Missing => return "missing".into(),
        Reading::NotUnderstood => return "not-understood".into(),
        Reading::Value(value) => value,
    };
    let value: Json = match value {
        Value::Text(text) => text.into(),
        Value::Words(words) => words.split_terminator(' ').skip(1).collect(),
        Value::Number(number) => number.into(),
        Value::Level(place) => field.levels[place].to_ascii_lowercase().into(),
        Value::Boolean(flag) => flag.into(),
        Value::Day(day) => {
            let span = jiff::Span::new().days(day);
            (jiff::civil::date(1970, 1, 1) + span).to_string().into()
        }
        Value::List(elements) => elements.into_iter().collect(),
    };
    serde_json::json!({ "value": value })
}

/// Numbers are the same whether they are written with a fraction or not.
fn same(got: &Json, expected: &Json) -> bool {
    match (got["value"].as_f64(), expected["value"].as_f64()) {
        (Some(got), Some(expected)) => (got - expected).abs() < f64::EPSILON,
        _ => got == expected,
    }
}

#[test]
fn canonical_conformance() {
    let file: Json = serde_json::from_str(include_str!("../conformance/canonical.json")).unwrap();
    let cases = file["cases"].as_array().unwrap();
    assert!(cases.len() >= 250);
    let mut wrong = Vec::new();
    for case in cases {
        let id = case[0].as_str().unwrap();
        let field: Field = serde_json::from_value(case[1].clone()).unwrap();
        let mut spec = Spec::default();
        spec.fields.insert("f".into(), field.clone());
        let reading = compiled(&spec, id).read_cell(0, case[2].as_str().unwrap());
        let got = written(reading, &field);
        if !same(&got, &case[3]) {
            wrong.push(format!("{id}: expected {}, got {got}", case[3]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The raw cell of a lead under the first of the headers.
fn cell<'v>(lead: &'v Json, headers: &[String]) -> &'v str {
    let header = headers.first().map_or("", String::as_str);
    lead["cells"][header].as_str().unwrap_or("")
}

fn set_flat(
    lead: &mut Lead,
    compiled: &Compiled,
    event: usize,
    json: &Json,
    columns: &EventColumns,
) {
    let count = compiled.read_count(event, cell(json, &columns.count.0));
    let last = compiled.read_last(event, cell(json, &columns.last.0));
    lead.set_flat(event, count, last);
}

fn lead(spec: &Spec, compiled: &Compiled, json: &Json) -> Lead {
    let mut lead = Lead::default();
    lead.clear(compiled);
    for (index, (id, field)) in spec.fields.iter().enumerate() {
        let headers = if field.columns.is_empty() {
            vec![id.clone()]
        } else {
            field.columns.0.clone()
        };
        lead.set(
            index,
            compiled.read_cell(index, cell(json, &headers)).value(),
        );
    }
    for (index, event) in spec.events.values().enumerate() {
        if let Some(columns) = &event.columns {
            set_flat(&mut lead, compiled, index, json, columns);
        }
    }
    for event in json["events"].as_array().unwrap_or(&Vec::new()) {
        let index = compiled.event_index(event[0].as_str().unwrap()).unwrap();
        let at = moment(event[1].as_str().unwrap()).unwrap();
        lead.occurred(index, day_number(at.date));
    }
    lead
}

/// What a lead came to, as the vectors write it: what is empty is left out.
fn result(outcome: &Outcome) -> BTreeMap<String, Json> {
    let mut result = BTreeMap::new();
    for (name, points) in &outcome.scores {
        result.insert(name.clone(), (*points).into());
    }
    let status = outcome.status.word();
    let owner = outcome.owner.as_deref().unwrap_or("");
    for (key, text) in [
        ("grade", outcome.grade.as_str()),
        ("status", status),
        ("owner", owner),
    ] {
        if !text.is_empty() && text != "scored" {
            result.insert(key.into(), text.into());
        }
    }
    if outcome.grades.len() > 1 {
        for (name, grade) in &outcome.grades {
            result.extend(
                grade
                    .iter()
                    .map(|grade| (format!("grade_{name}"), grade.as_str().into())),
            );
        }
    }
    let tracks = outcome.tracks.iter();
    let tracks = tracks.map(|(track, stage)| (format!("stage_{track}"), stage));
    for (key, stage) in tracks.chain([("stage".into(), &outcome.stage)]) {
        if let Some(stage) = stage {
            result.insert(key, stage.clone().into());
        }
    }
    result
}

/// The file of whole definitions. Its maps keep their order, which says in which order scores and grades are written.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ModelFile {
    as_of: Day,
    definitions: Vec<Model>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Model {
    id: String,
    as_of: Option<Day>,
    spec: Spec,
    leads: Vec<Json>,
}

#[test]
fn model_conformance() {
    let file: ModelFile = serde_json::from_str(include_str!("../conformance/model.json")).unwrap();
    assert!(file.definitions.len() >= 53);
    let mut wrong = Vec::new();
    for model in &file.definitions {
        let Model { id, spec, .. } = model;
        let Day(as_of) = model.as_of.unwrap_or(file.as_of);
        let compiled = compiled(spec, id);
        for json in &model.leads {
            let outcome = compiled.score(&lead(spec, &compiled, json), as_of);
            let expected: BTreeMap<String, Json> =
                serde_json::from_value(json["expect"].clone()).unwrap();
            let got = result(&outcome);
            if got != expected {
                wrong.push(format!(
                    "{id} {}: expected {expected:?}, got {got:?}",
                    json["id"]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
