//! The rules run in a JsonLogic engine (datalogic-rs) and compared with the program's own answers.

use jiff::civil::{Date, date};
use serde_json::{Map, Value, json};

use crate::jsonlogic;
use leadpact_definition::condition::Condition;
use leadpact_definition::field::Field;
use leadpact_definition::record::RecordForm;
use leadpact_definition::score::{Gate, GateEffect};
use leadpact_definition::{Compiled, Lead, LeadDefinition, Spec, compile};

mod hostile;
mod random;

/// The day of the leaf vectors.
const AS_OF: Date = date(2026, 1, 1);

/// The exported rules, ready to run.
struct Engine {
    inner: datalogic_rs::Engine,
    file: Value,
    steps: Vec<(String, String, datalogic_rs::Logic)>,
}

impl Engine {
    fn new(spec: &Spec, compiled: &Compiled) -> Self {
        let definition = LeadDefinition {
            spec: spec.clone(),
            ..LeadDefinition::default()
        };
        let form = jsonlogic(&definition, compiled);
        let file: Value = serde_json::from_slice(&form.files[0].1).expect("JSON");
        let engine = datalogic_rs::Engine::new();
        let text = |step: &Value, key: &str| step[key].as_str().expect("text").to_owned();
        let steps = file["steps"].as_array().expect("steps").iter().map(|step| {
            let logic = step["logic"].to_string();
            let logic = engine.compile(logic.as_str()).expect(&logic);
            (text(step, "into"), text(step, "name"), logic)
        });
        Self {
            steps: steps.collect(),
            inner: engine,
            file,
        }
    }

    /// The record with all that the steps put into it.
    fn run(&self, mut record: Value) -> Value {
        for section in self.file["sections"].as_array().expect("sections") {
            record[section.as_str().expect("text")] = json!({});
        }
        let mut session = self.inner.session();
        for (into, name, logic) in &self.steps {
            let answer = session.eval_str(logic, record.to_string().as_str());
            let answer = answer.unwrap_or_else(|error| panic!("{into}.{name}: {error}"));
            record[into][name] = serde_json::from_str(&answer).expect("JSON");
        }
        record
    }
}

fn record(compiled: &Compiled, lead: &Lead, as_of: Date) -> Value {
    serde_json::to_value(RecordForm::new(compiled).record("1", lead, Some(as_of))).expect("JSON")
}

/// What the program says, in the form of `record.result`.
fn native(compiled: &Compiled, lead: &Lead, as_of: Date) -> Map<String, Value> {
    let outcome = compiled.score(lead, as_of);
    let mut result = Map::new();
    for (name, points) in outcome.scores {
        result.insert(name, json!(points));
    }
    result.insert("grade".into(), json!(outcome.grade));
    result.insert("stage".into(), json!(outcome.stage));
    for (track, stage) in outcome.tracks {
        result.insert(format!("stage_{track}"), json!(stage));
    }
    result.insert("status".into(), json!(outcome.status.word()));
    if compiled.has_owner() {
        result.insert("owner".into(), json!(outcome.owner));
    }
    if outcome.grades.len() > 1 {
        for (grade, value) in outcome.grades {
            result.insert(format!("grade_{grade}"), json!(value));
        }
    }
    result
}

/// Numbers as doubles: an engine may write 5 as 5.0.
fn plain(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Object(map) => {
            let plain = map.iter().map(|(key, value)| (key.clone(), plain(value)));
            plain.collect::<Map<_, _>>().into()
        }
        other => other.clone(),
    }
}

#[test]
fn every_leaf_vector_has_its_answer() {
    let file = include_str!("../../definition/conformance/leaf.json");
    let file: Value = serde_json::from_str(file).expect("JSON");
    let mut wrong = Vec::new();
    for case in file["cases"].as_array().expect("cases") {
        let field: Field = serde_json::from_value(case[1].clone()).expect("field");
        let mut condition = case[2].clone();
        condition["field"] = "f".into();
        let condition: Condition = serde_json::from_value(condition).expect("condition");
        let mut spec = Spec {
            lists: serde_json::from_value(file["lists"].clone()).expect("lists"),
            ..Spec::default()
        };
        spec.fields.insert("f".into(), field);
        for (id, when) in [
            ("g", condition.clone()),
            ("h", Condition::None(vec![condition])),
        ] {
            spec.gates.push(Gate {
                id: id.into(),
                effect: GateEffect::Suspend,
                when,
                because: None,
            });
        }
        let compiled = compile(&spec).expect("compiles");
        let mut lead = Lead::default();
        lead.clear(&compiled);
        if let Some(cell) = case[3].as_str() {
            lead.set(0, compiled.read_cell(0, cell).value());
        }
        let found = Engine::new(&spec, &compiled).run(record(&compiled, &lead, AS_OF));
        let wanted = case[4].as_bool().expect("flag");
        if found["gates"] != json!({"g": wanted, "h": !wanted}) {
            wrong.push(format!("{} {}", case[0], found["gates"]));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

const RULES: &str = include_str!("../tests/acme.yaml");

#[test]
fn the_files_name_each_other_and_the_record_fits_its_schema() {
    let definition: LeadDefinition =
        leadpact_files::read_definition("acme", RULES.as_bytes()).expect("rules");
    let compiled = compile(&definition.spec).expect("compiles");
    let form = jsonlogic(&definition, &compiled);
    let names: Vec<&str> = form.files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "acme-qualified-lead.lead-definition.jsonlogic.json",
            "acme-qualified-lead.lead-definition.record.schema.json"
        ]
    );
    assert!(form.fidelity.is_exact(), "{}", form.fidelity.losses());
    for (_, content) in &form.files {
        assert!(crate::is_ours(content, &definition));
    }
    let file: Value = serde_json::from_slice(&form.files[0].1).expect("JSON");
    assert_eq!(file["record"], names[1]);
    let schema: Value = serde_json::from_slice(&form.files[1].1).expect("JSON");
    let validator = jsonschema::draft7::new(&schema).expect("a schema of draft 7");
    for golden in &definition.spec.golden_leads {
        let (lead, _) = leadpact_definition::golden_run::lead_of(&compiled, golden);
        let record = record(&compiled, &lead, golden.as_of.0);
        let errors: Vec<String> = validator
            .iter_errors(&record)
            .map(|e| e.to_string())
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
    let mut lead = Lead::default();
    lead.clear(&compiled);
    let mut raw = record(&compiled, &lead, AS_OF);
    raw["fields"]["Industry"] = "SaaS".into();
    assert!(!validator.is_valid(&raw), "a raw column is refused");
}

fn spec(rules: &str) -> Spec {
    let indented: Vec<String> = rules.lines().map(|line| format!("  {line}\n")).collect();
    let indented = indented.concat();
    let file = format!(
        "apiVersion: leadpact/v1\nkind: LeadDefinition\nmetadata:\n  name: a\n  title: A\n  version: 1.0.0\n  status: draft\nspec:\n{indented}"
    );
    leadpact_files::read_definition("a", file.as_bytes())
        .expect("rules")
        .spec
}

#[test]
fn what_stops_counting_is_said_to_be_lost() {
    let spec = spec(
        "events: {e: {}}\nscores: {s: {freezeAbove: 5, rules: [{id: a, event: e, points: 3, per: occurrence}]}}\n",
    );
    let compiled = compile(&spec).expect("compiles");
    let definition = LeadDefinition {
        spec,
        ..LeadDefinition::default()
    };
    let form = jsonlogic(&definition, &compiled);
    assert!(form.fidelity.losses().contains("score s, freezeAbove"));
}

#[test]
fn points_that_fade_are_cut_towards_zero() {
    let spec = spec(
        "fields: {n: {type: number}, d: {type: date}}\n\
         scores: {s: {rules: [{id: up, field: n, per: unit, points: 1}, {id: down, points: -10, when: {field: n, below: 3}}], \
         decay: {by: d, steps: [{within: 9d, keep: 33%}, {keep: 50%}], whenMissing: 0%}}}\n",
    );
    let compiled = compile(&spec).expect("compiles");
    let engine = Engine::new(&spec, &compiled);
    for (n, d, points) in [
        ("65", "2025-12-31", 21_i64),
        ("1", "2025-12-31", -2),
        ("1", "2025-01-01", -4),
        ("65", "2025-01-01", 32),
        ("65", "", 0),
        ("65", "2026-01-02", 0),
        ("999999999999", "2025-12-31", 329_999_999_999),
    ] {
        let mut lead = Lead::default();
        lead.clear(&compiled);
        lead.set(0, compiled.read_cell(0, n).value());
        lead.set(1, compiled.read_cell(1, d).value());
        let found = engine.run(record(&compiled, &lead, AS_OF));
        assert_eq!(
            plain(&found["result"]["s"]),
            plain(&json!(points)),
            "{n} {d}"
        );
    }
}
