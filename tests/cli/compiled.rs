//! `export --format` of forms for other engines, and `record`, which feeds them.

use std::fs;

use serde_json::Value;

use super::{err, leadpact, out};

const RULES: &str = include_str!("../../src/export/tests/acme.yaml");

/// A folder with the rules.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("folder");
    fs::write(home.path().join("acme.yaml"), RULES).expect("rules");
    home
}

#[test]
fn a_form_is_written_with_its_fidelity_report_and_may_be_written_again() {
    let home = home();
    for _ in 0..2 {
        let arguments = [
            "export",
            "acme.yaml",
            "--format",
            "jsonlogic",
            "--format",
            "jdm",
        ];
        let run = leadpact(home.path(), &arguments);
        assert_eq!(run.status.code(), Some(0), "{}", err(&run));
        assert_eq!(
            out(&run),
            "./acme-qualified-lead.lead-definition.jsonlogic.json\n\
             ./acme-qualified-lead.lead-definition.record.schema.json\n\
             ./acme-qualified-lead.lead-definition.jsonlogic.fidelity.md\n\
             ./acme-qualified-lead.lead-definition.jdm.json\n\
             ./acme-qualified-lead.lead-definition.jdm.fidelity.md\n"
        );
        assert!(err(&run).contains("Everything is exact"), "{}", err(&run));
    }
    let foreign = home
        .path()
        .join("acme-qualified-lead.lead-definition.jdm.json");
    fs::write(&foreign, "{}").expect("file");
    let run = leadpact(home.path(), &["export", "acme.yaml", "--format", "jdm"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(err(&run).contains("--force"), "{}", err(&run));
}

#[test]
fn a_sheet_that_loses_something_is_written_only_when_that_is_allowed() {
    let home = home();
    let arguments = [
        "export",
        "acme.yaml",
        "--format",
        "scorecard",
        "--tool",
        "zoho",
        "-o",
        "out",
    ];
    let run = leadpact(home.path(), &arguments);
    assert_eq!(run.status.code(), Some(2));
    assert!(
        err(&run).contains("\n  dropped: stage pql: Zoho CRM cannot count"),
        "{}",
        err(&run)
    );
    assert!(err(&run).contains("--allow-lossy"), "{}", err(&run));
    assert!(!home.path().join("out").exists(), "nothing is written");
    let run = leadpact(home.path(), &[&arguments[..], &["--allow-lossy"]].concat());
    assert_eq!(run.status.code(), Some(0), "{}", err(&run));
    assert_eq!(
        out(&run),
        "out/acme-qualified-lead.lead-definition.scorecard-zoho.md\n\
         out/acme-qualified-lead.lead-definition.scorecard-zoho.fidelity.md\n"
    );
    let run = leadpact(home.path(), &["export", "acme.yaml", "--tool", "zoho"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(err(&run).contains("--format scorecard"), "{}", err(&run));
}

#[test]
fn a_lead_is_one_line_of_json_whatever_stands_in_its_cells() {
    let home = tempfile::tempdir().expect("folder");
    let rules = "apiVersion: leadpact/v1\nkind: LeadDefinition\nmetadata: {name: a, title: A, version: 1.0.0, status: draft}\n\
                 spec:\n  fields: {text: {type: text}}\n  gates: [{id: g, suspend: true, when: {field: text, is: x}}]\n";
    fs::write(home.path().join("a.yaml"), rules).expect("rules");
    let leads = "id,text\n1,\"A \"\"quote\"\",\nand a line\"\n\"{\"\"x\"\":1}\",\n";
    fs::write(home.path().join("leads.csv"), leads).expect("leads");
    let run = leadpact(home.path(), &["record", "a.yaml", "leads.csv"]);
    assert_eq!(run.status.code(), Some(0), "{}", err(&run));
    let printed = out(&run);
    let records: Vec<Value> = printed
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect();
    assert_eq!(records.len(), 2);
    assert_eq!(records[0]["id"], "1");
    assert_eq!(records[0]["fields"]["text"], "a \"quote\",\nand a line");
    assert_eq!(records[1]["id"], "{\"x\":1}");
    assert_eq!(records[1]["fields"]["text"], Value::Null);
    assert_eq!(records[1]["asOf"], Value::Null);
}
