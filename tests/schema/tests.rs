use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use leadpact_files::{TEMPLATES, load_definition, template};
use serde::Serialize;

use super::*;

/// The top of the project.
fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn named(name: &str) -> &'static Kind {
    let kind = KINDS.iter().find(|kind| kind.name == name);
    kind.expect("a kind of this name")
}

/// After a change of the types: `LEADPACT_WRITE_SCHEMAS=1 cargo test -p leadpact-schema`, then look at the difference.
#[test]
fn the_shipped_schemas_are_those_of_the_types() {
    let folder = top().join("assets/schema");
    for kind in &KINDS {
        let path = folder.join(format!("{}.v1.schema.json", kind.name));
        let generated = serde_json::to_string_pretty(&kind.generated()).expect("JSON") + "\n";
        if env::var_os("LEADPACT_WRITE_SCHEMAS").is_some() {
            fs::write(path, generated).expect("write");
        } else {
            let shipped = fs::read_to_string(path).expect("a shipped schema");
            assert!(
                shipped == generated,
                "assets/schema/{}.v1.schema.json is not what the types say",
                kind.name
            );
        }
    }
    let shipped = fs::read_dir(folder).expect("a folder").count();
    assert_eq!(shipped, KINDS.len(), "a schema that no kind has");
}

fn fits(kind: &Kind, value: &impl Serialize) {
    let schema = serde_json::to_value(kind.generated()).expect("JSON");
    let validator = jsonschema::draft7::new(&schema).expect("a schema of draft 7");
    let value = serde_json::to_value(value).expect("JSON");
    let errors: Vec<String> = validator
        .iter_errors(&value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn real_files_fit_their_schema() {
    for name in [
        "src/definition/tests/full.yaml",
        "tests/scoring/x-education/x-education.lead-definition.yaml",
    ] {
        let (definition, _) = load_definition(&top().join(name)).expect(name);
        fits(named("lead-definition"), &definition);
    }
    for entry in &TEMPLATES {
        let template = template(entry.name).expect(entry.name);
        fits(named("template"), &template);
    }
}

#[test]
fn a_wrong_key_does_not_fit() {
    let schema = serde_json::to_value(named("lead-definition").generated()).expect("JSON");
    let validator = jsonschema::draft7::new(&schema).expect("a schema of draft 7");
    let wrong = serde_json::json!({
        "apiVersion": "leadpact/v1",
        "kind": "LeadDefinition",
        "metadata": {"name": "a", "version": "1.0.0"},
        "spec": {"feilds": {}},
    });
    assert!(!validator.is_valid(&wrong));
}
