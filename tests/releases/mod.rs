//! The files that earlier releases wrote are read, written and made again by this build, and lose no field.
//!
//! `README.md` beside this file says what they are and how a release adds its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use leadpact_definition::LeadDefinition;
use leadpact_files::{answers, load_workshop, read_kind, write};
use leadpact_leads::Mapping;
use leadpact_workshop::form::Answers;
use leadpact_workshop::integrity::versions_hold;
use leadpact_workshop::{Template, Workshop};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The folder of every release.
fn releases() -> Vec<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/releases");
    let entries = fs::read_dir(here).expect("the folder of releases");
    let mut folders: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    assert!(!folders.is_empty());
    folders
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What of `old` is missing in `new` or another value there, by its path.
fn lost(old: &Value, new: &Value, path: &str, found: &mut Vec<String>) {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            for (key, old) in old {
                let new = new.get(key).unwrap_or(&Value::Null);
                lost(old, new, &format!("{path} › {key}"), found);
            }
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            for (at, (old, new)) in (1..).zip(old.iter().zip(new)) {
                lost(old, new, &format!("{path} › {at}"), found);
            }
        }
        (Value::Number(old), Value::Number(new)) if old.as_f64() == new.as_f64() => {}
        (old, new) if old == new => {}
        (old, new) => found.push(format!("{path}: {old} was written, {new} is left")),
    }
}

/// As [`lost`], but a value may be another one of its sort: words for people change.
fn shape(value: &Value) -> Value {
    match value {
        Value::Object(entries) => {
            let entries = entries.iter();
            entries
                .map(|(key, value)| (key.clone(), shape(value)))
                .collect()
        }
        Value::Array(items) => items.iter().map(shape).collect(),
        Value::String(_) => "a text".into(),
        Value::Number(_) => "a number".into(),
        Value::Bool(_) => "yes or no".into(),
        Value::Null => Value::Null,
    }
}

#[track_caller]
fn nothing_lost(file: &Path, old: &Value, new: &Value) {
    let mut found = Vec::new();
    lost(old, new, "", &mut found);
    assert!(found.is_empty(), "{}\n{}", file.display(), found.join("\n"));
}

/// Reads a file as the program does, writes it as the program does, and reads that.
fn read_and_written<T>(file: &Path, kind: &str) -> T
where
    T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let name = file.to_string_lossy();
    let old = text(file);
    let value: T = read_kind(&name, old.as_bytes(), kind).unwrap_or_else(|fault| panic!("{fault}"));
    let written = write("Written again.", &value).expect("it can be written");
    let again: T = read_kind(&name, written.as_bytes(), kind).expect("what was written");
    assert_eq!(value, again, "{name}");
    let plain = |text: &str| -> Value { serde_yaml::from_str(text).expect("YAML") };
    nothing_lost(file, &plain(&old), &plain(&written));
    value
}

fn leadpact(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_leadpact"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program starts")
}

#[test]
fn workshops_are_read_and_written_without_a_loss() {
    for folder in releases() {
        for name in ["begun.workshop.yaml", "amended.workshop.yaml"] {
            let file = folder.join(name);
            let workshop: Workshop = read_and_written(&file, "Workshop");
            assert_eq!(load_workshop(&file).expect("it loads").value, workshop);
            let verified = leadpact(&folder, &["verify", name]);
            let said = String::from_utf8_lossy(&verified.stdout);
            assert_eq!(
                verified.status.code(),
                Some(0),
                "{}: {said}",
                file.display()
            );
        }
    }
}

#[test]
fn what_was_signed_holds_and_what_was_encrypted_opens() {
    for folder in releases() {
        let load = |name: &str| load_workshop(&folder.join(name)).expect("it loads").value;
        let amended = load("amended.workshop.yaml");
        assert_eq!(amended.versions.len(), 1);
        assert!(versions_hold(&amended).iter().all(|holds| *holds));
        let mut begun = load("begun.workshop.yaml");
        let key = begun.party_words["marketing"]
            .key("harbour")
            .expect("the word");
        begun.unlock("marketing", &key).expect("it opens");
        let sheet = begun.sheets.iter().find(|sheet| sheet.party == "marketing");
        let said = sheet
            .and_then(|sheet| sheet.open_responses())
            .expect("a draft");
        let words = serde_json::to_string(&said).expect("JSON");
        assert!(words.contains("Someone who phones us."), "{words}");
    }
}

#[test]
fn rules_mappings_templates_and_forms_are_read_without_a_loss() {
    for folder in releases() {
        let rules = folder.join("rules.lead-definition.yaml");
        let definition: LeadDefinition = read_and_written(&rules, "LeadDefinition");
        assert!(leadpact_definition::compile(&definition.spec).is_ok());
        let mapping = folder.join("leads.mapping.yaml");
        read_and_written::<Mapping>(&mapping, "Mapping");
        leadpact_leads::mapping::load(&mapping, &definition.spec).expect("it fits its rules");
        read_and_written::<Template>(&folder.join("simple.template.yaml"), "Template");
        let begun = load_workshop(&folder.join("begun.workshop.yaml")).expect("it loads");
        for name in ["blank.answers.yaml", "filled.answers.yaml"] {
            read_and_written::<Answers>(&folder.join(name), "Answers");
        }
        let filled = text(&folder.join("filled.answers.yaml"));
        let filled = answers("filled", filled.as_bytes(), &begun.value).expect("it fits");
        assert!(filled.responses.len() > 10);
    }
}

/// The command that made a file for other programs, and the file.
const OUTPUTS: [(&str, &[&str]); 4] = [
    ("log.json", &["log", "amended.workshop.yaml", "--json"]),
    (
        "compare.json",
        &["compare", "amended.workshop.yaml", "--json"],
    ),
    ("records.jsonl", &["record", RULES, LEADS, "--as-of", DAY]),
    (
        "explain.json",
        &[
            "explain", RULES, LEADS, "--as-of", DAY, "--id", "H-0301", "--json",
        ],
    ),
];
const RULES: &str = "rules.lead-definition.yaml";
const LEADS: &str = "leads.csv";
const DAY: &str = "2026-03-06";

/// Each JSON document in a text.
fn documents(text: &str) -> Value {
    let documents = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let documents = documents.map(|document| shape(&document.expect("JSON")));
    documents.collect()
}

#[test]
fn what_other_programs_read_keeps_every_field() {
    for folder in releases() {
        for (name, arguments) in OUTPUTS {
            let made = leadpact(&folder, arguments);
            let said = String::from_utf8_lossy(&made.stderr);
            assert_eq!(made.status.code(), Some(0), "{name}: {said}");
            let old = documents(&text(&folder.join(name)));
            let new = documents(&String::from_utf8_lossy(&made.stdout));
            nothing_lost(&folder.join(name), &old, &new);
        }
    }
}

#[test]
fn leads_are_scored_as_they_were() {
    for folder in releases() {
        let score = ["score", RULES, LEADS, "--as-of", DAY, "--reasons", "--json"];
        let made = leadpact(&folder, &score);
        assert_eq!(made.status.code(), Some(0));
        let scored = String::from_utf8_lossy(&made.stdout);
        assert_eq!(
            scored,
            text(&folder.join("scored.csv")),
            "{}",
            folder.display()
        );
        let old = documents(&text(&folder.join("summary.json")));
        let new = documents(&String::from_utf8_lossy(&made.stderr));
        nothing_lost(&folder.join("summary.json"), &old, &new);
        for inputs in [["--map", "leads.mapping.yaml"], ["--events", "events.csv"]] {
            let made = leadpact(&folder, &[&score[..], &inputs].concat());
            let said = String::from_utf8_lossy(&made.stderr);
            assert_eq!(made.status.code(), Some(0), "{inputs:?}: {said}");
        }
    }
}
