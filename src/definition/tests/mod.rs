//! Reading and writing rule files.

use crate::{LeadDefinition, model::Spec};

/// Reads as the program reads files.
pub(crate) fn read<T: serde::de::DeserializeOwned>(yaml: &str) -> Result<T, String> {
    let options = serde_yaml::options! {
        strict_booleans: true, no_schema: true,
        merge_keys: serde_yaml::MergeKeyPolicy::Error, reject_unsupported_tags: true
    };
    serde_yaml::from_str_with_options(yaml, options).map_err(|error| error.to_string())
}

/// Reads a spec that a test wrote; its error is the test's failure.
pub(crate) fn spec(yaml: &str) -> Spec {
    match read(yaml) {
        Ok(spec) => spec,
        Err(error) => panic!("the test's own YAML: {error}"),
    }
}

mod constructs;
mod dialects;
mod mentions;
mod never_panics;
mod published;
mod record;
mod vectors;

pub(crate) const FULL: &str = include_str!("full.yaml");

#[test]
fn a_full_file_reads_and_comes_back_the_same() {
    let definition: LeadDefinition = read(FULL).unwrap();
    let written = serde_yaml::to_string(&definition).unwrap();
    let again: LeadDefinition = read(&written).unwrap_or_else(|e| panic!("{e}\n{written}"));
    assert_eq!(definition, again);
    assert_eq!(written, serde_yaml::to_string(&again).unwrap());
}

/// The shipped schema of a rule file, or of the part of it that stands at `part`.
fn shipped_schema(part: &str) -> jsonschema::Validator {
    let text = include_str!("../../../assets/schema/lead-definition.v1.schema.json");
    let mut schema: serde_json::Value = serde_json::from_str(text).unwrap();
    if part != "#" {
        let definitions = schema["definitions"].take();
        schema = serde_json::json!({"$ref": part, "definitions": definitions});
    }
    jsonschema::draft7::new(&schema).unwrap()
}

#[test]
fn the_schema_accepts_the_full_file() {
    let validator = shipped_schema("#");
    let definition: LeadDefinition = read(FULL).unwrap();
    let json = serde_json::to_value(&definition).unwrap();
    let errors: Vec<_> = validator
        .iter_errors(&json)
        .map(|e| format!("{e} at {}", e.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn wrong_keys_are_refused_with_the_place_and_the_next_step() {
    let cases = [
        (
            "gates:\n  - {id: a, disqualify: true, when: {field: x, is: y, in: [z]}}",
            "one operator",
        ),
        (
            "gates:\n  - {id: a, disqualify: true, when: {field: x, event: y}}",
            "do not go together",
        ),
        (
            "gates:\n  - {id: a, disqualify: true, when: {field: x}}",
            "no operator",
        ),
        (
            "gates:\n  - {id: a, suspend: true, disqualify: true, when: {field: x, is: y}}",
            "exactly one of",
        ),
        (
            "gates:\n  - {id: a, suspend: true, when: {event: x, within: 30}}",
            "30",
        ),
        (
            "gates:\n  - {id: a, suspend: true, when: {event: x, within: 30w}}",
            "not a duration",
        ),
        (
            "scores:\n  fit:\n    rules:\n      - {id: a, points: 1, bands: [{points: 1}]}",
            "bands",
        ),
        (
            "scores:\n  fit:\n    rules:\n      - {id: a, points: 1}",
            "no `when`",
        ),
        (
            "scores:\n  fit:\n    rules:\n      - {id: a, field: x, points: 1}",
            "needs `bands`",
        ),
        ("fields:\n  a: {type: txt}", "txt"),
        ("fields:\n  a: {type: text, colums: [x]}", "colums"),
        ("fields:\n  a: {type: text}\n  a: {type: text}", "uplicate"),
    ];
    for (yaml, expected) in cases {
        let error = read::<Spec>(yaml).unwrap_err();
        assert!(error.contains(expected), "{yaml}\ngave {error}");
        assert!(error.contains("line "), "{yaml}\nhas no place: {error}");
    }
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let validator = shipped_schema("#/definitions/Spec");
    for json in [
        serde_json::json!({"gates": [{"id": "a", "suspend": true, "when": {"field": "x", "is": "y", "in": ["z"]}}]}),
        serde_json::json!({"gates": [{"id": "a", "suspend": true, "when": {"field": "x"}}]}),
        serde_json::json!({"gates": [{"id": "a", "suspend": true, "when": {"field": "x", "present": false}}]}),
        serde_json::json!({"gates": [{"id": "a", "suspend": true, "when": {"event": "x", "within": 30}}]}),
        serde_json::json!({"gates": [{"id": "a", "suspend": true, "when": {"event": "x", "within": "30w"}}]}),
        serde_json::json!({"gates": [{"id": "a", "suspend": true, "when": {"event": "x", "atLeast": 1, "days": {"atLeast": 1}}}]}),
        serde_json::json!({"gates": [{"id": "a", "suspend": true, "when": {"event": "x", "since": "y", "atLeast": 1}}]}),
        serde_json::json!({"gates": [{"id": "a", "suspend": true, "when": {"event": "x", "since": "y", "days": {"atLeast": 1}}}]}),
        serde_json::json!({"gates": [{"id": "a", "suspend": true, "when": {"field": "x", "since": "y"}}]}),
        serde_json::json!({"gates": [{"id": "a", "suspend": true, "when": {"score": "x", "atLeast": 1.5}}]}),
        serde_json::json!({"gates": [{"id": "a", "suspend": true, "when": {"of": [{"event": "x"}]}}]}),
        serde_json::json!({"fields": {"a": {"type": "txt"}}}),
        serde_json::json!({"fields": {"a": {"type": "text", "colums": ["x"]}}}),
        serde_json::json!({"scores": {"s": {"rules": [{"id": "r", "points": 1.5, "when": {"event": "e"}}]}}}),
        serde_json::json!({"goldenLeads": [{"id": "g", "asOf": "today", "expect": {}}]}),
        serde_json::json!({"surprise": 1}),
    ] {
        assert!(
            serde_json::from_value::<Spec>(json.clone()).is_err(),
            "the reader takes {json}"
        );
        assert!(!validator.is_valid(&json), "the schema takes {json}");
    }
}

#[test]
fn an_error_inside_a_condition_names_its_line() {
    let yaml = "fields:\n  a: {type: text}\ngates:\n  - id: g\n    suspend: true\n    when:\n      all:\n        - {field: a, is: x}\n        - {field: a, is: x, in: [y]}\nstages:\n  - {id: s, name: S}\n";
    let error = read::<Spec>(yaml).unwrap_err();
    assert!(error.contains("line 9"), "{error}");
}
