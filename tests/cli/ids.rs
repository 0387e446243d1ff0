//! Ids that a spreadsheet would run as a formula.

use std::fs;
use std::path::Path;

use super::{err, leadpact, out};

const RULES: &str = "
apiVersion: leadpact/v1
kind: LeadDefinition
metadata: {name: acme, title: Acme, version: 1.0.0, status: draft}
spec:
  leadId: {columns: [ID]}
  fields:
    size: {type: number, columns: [Size]}
  scores:
    fit:
      rules:
      - {id: large, points: 10, when: {field: size, atLeast: 50}}
  stages:
  - {id: mql, when: {score: fit, atLeast: 10}}
";

/// Scores leads of these ids, and returns the written ids and what is said at the end.
fn scored(ids: &[&str], options: &[&str]) -> (Vec<String>, String) {
    let folder = tempfile::tempdir().expect("folder");
    let rows: Vec<String> = ids.iter().map(|id| format!("{id},60\n")).collect();
    write(folder.path(), "rules.yaml", RULES);
    write(
        folder.path(),
        "leads.csv",
        &format!("ID,Size\n{}", rows.concat()),
    );
    let arguments = [&["score", "rules.yaml", "leads.csv"], options].concat();
    let output = leadpact(folder.path(), &arguments);
    assert!(output.status.success(), "{}", err(&output));
    let written = out(&output);
    let rows = written.lines().skip(1);
    let ids = rows.filter_map(|row| row.strip_suffix(",10,,mql,scored"));
    (ids.map(str::to_owned).collect(), err(&output))
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("written");
}

const IDS: [&str; 6] = ["-5", "17", "+49 30", "=x", "@x", "a-5"];

#[test]
fn an_id_gets_an_apostrophe_and_that_is_said() {
    let (ids, said) = scored(&IDS, &[]);
    assert_eq!(ids, ["'-5", "17", "'+49 30", "'=x", "'@x", "a-5"]);
    let note =
        "4 ids begin like a formula and were written with an apostrophe; --raw-ids keeps them.\n";
    assert!(said.ends_with(note), "{said}");
    let (_, said) = scored(&IDS[..2], &[]);
    let note =
        "1 id begins like a formula and was written with an apostrophe; --raw-ids keeps it.\n";
    assert!(said.ends_with(note), "{said}");
    let (_, said) = scored(&["17", "a-5"], &[]);
    assert!(!said.contains("formula"), "{said}");
}

#[test]
fn a_raw_id_is_that_of_the_leads() {
    let (ids, said) = scored(&IDS, &["--raw-ids"]);
    assert_eq!(ids, IDS);
    assert!(said.ends_with("may run them.\n"), "{said}");
    let (with_reasons, _) = scored(&IDS, &["--raw-ids", "--json"]);
    assert_eq!(with_reasons, IDS);
}

#[test]
fn the_summary_counts_them() {
    for (ids, count) in [(IDS.as_slice(), Some(4)), (&["17"], None)] {
        for options in [&["--json"][..], &["--json", "--raw-ids"]] {
            let (_, said) = scored(ids, options);
            let summary: serde_json::Value = serde_json::from_str(&said).expect("JSON");
            let found = summary
                .get("formulaIds")
                .and_then(serde_json::Value::as_u64);
            assert_eq!(found, count, "{summary}");
        }
    }
}

#[test]
fn a_record_has_the_id_of_the_leads() {
    let folder = tempfile::tempdir().expect("folder");
    write(folder.path(), "rules.yaml", RULES);
    write(folder.path(), "leads.csv", "ID,Size\n-5,60\n");
    let output = leadpact(folder.path(), &["record", "rules.yaml", "leads.csv"]);
    let record: serde_json::Value = serde_json::from_str(&out(&output)).expect("JSON");
    assert!(out(&output).contains("\"-5\""), "{record}");
}
