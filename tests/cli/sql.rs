//! `export --format sql` and `--format dbt`: what is written, and what is refused.

use std::fs;

use super::{err, leadpact, out};

const RULES: &str = include_str!("../../workshops/trial-analytics.lead-definition.yaml");
const MAPPING: &str = include_str!("../../workshops/trial-analytics.mapping.yaml");
const LEADS: &str = include_str!("../../workshops/trial-analytics.leads.csv");

fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("folder");
    fs::write(home.path().join("rules.yaml"), RULES).expect("rules");
    fs::write(home.path().join("rules.mapping.yaml"), MAPPING).expect("mapping");
    fs::write(home.path().join("leads.csv"), LEADS).expect("leads");
    home
}

#[test]
fn a_statement_and_its_report_are_written_and_may_be_written_again() {
    let home = home();
    let arguments = [
        "export",
        "rules.yaml",
        "--format",
        "sql",
        "--dialect",
        "duckdb",
        "--dialect",
        "postgres",
        "--as-of",
        "2026-11-01",
        "--table",
        "crm.leads",
        "--leads",
        "leads.csv",
        "-o",
        "out",
    ];
    for _ in 0..2 {
        let run = leadpact(home.path(), &arguments);
        assert_eq!(run.status.code(), Some(0), "{}", err(&run));
        let name = "out/tallyfern-qualified-lead.lead-definition";
        let names = [
            "duckdb.sql",
            "duckdb.fidelity.md",
            "postgres.sql",
            "postgres.fidelity.md",
        ];
        let names: Vec<String> = names
            .iter()
            .map(|ending| format!("{name}.{ending}\n"))
            .collect();
        assert_eq!(out(&run), names.concat());
        assert!(err(&run).contains("Everything is exact"), "{}", err(&run));
    }
    let path = "out/tallyfern-qualified-lead.lead-definition.duckdb.sql";
    let text = fs::read_to_string(home.path().join(path)).expect("the statement");
    assert!(text.contains("CAST('2026-11-01' AS DATE)"));
    assert!(text.contains("FROM \"crm\".\"leads\""));
}

#[test]
fn a_dbt_project_may_be_written_again() {
    let home = home();
    for _ in 0..2 {
        let run = leadpact(home.path(), &["export", "rules.yaml", "--format", "dbt"]);
        assert_eq!(run.status.code(), Some(0), "{}", err(&run));
    }
    let folder = home.path().join("tallyfern-qualified-lead-dbt");
    for name in [
        "dbt_project.yml",
        "models/tallyfern_qualified_lead.sql",
        "models/schema.yml",
        "seeds/tallyfern_qualified_lead_golden_leads.csv",
        "tests/tallyfern_qualified_lead_golden_leads.sql",
    ] {
        assert!(folder.join(name).exists(), "{name}");
    }
}

#[test]
fn what_does_not_go_together_is_refused_with_the_next_step() {
    let home = home();
    for (arguments, words) in [
        (&["--format", "sql"][..], "--dialect duckdb"),
        (&["--dialect", "duckdb"], "--format sql"),
        (&["--format", "yaml", "--table", "t"], "--format sql"),
        (
            &["--format", "sql", "--dialect", "spark", "--table", "facts"],
            "'main.facts'",
        ),
        (
            &[
                "--format",
                "dbt",
                "--dialect",
                "spark",
                "--dialect",
                "duckdb",
            ],
            "one engine",
        ),
    ] {
        let run = leadpact(
            home.path(),
            &[&["export", "rules.yaml", "-o", "out"], arguments].concat(),
        );
        assert_eq!(run.status.code(), Some(2), "{arguments:?}");
        assert!(err(&run).contains(words), "{arguments:?}: {}", err(&run));
        assert!(!home.path().join("out").exists());
    }
}

#[test]
fn what_is_not_exact_is_written_only_where_that_is_allowed() {
    let home = home();
    let nameless = LEADS.replacen("Lead ID,", "Nothing,", 1);
    fs::write(home.path().join("leads.csv"), nameless).expect("leads");
    let mut arguments = vec![
        "export",
        "rules.yaml",
        "--format",
        "sql",
        "--dialect",
        "duckdb",
        "--leads",
        "leads.csv",
        "-o",
        "out",
    ];
    let run = leadpact(home.path(), &arguments);
    assert_eq!(run.status.code(), Some(2), "{}", err(&run));
    assert!(err(&run).contains("approximated: lead id"), "{}", err(&run));
    assert!(!home.path().join("out").exists());
    arguments.push("--allow-lossy");
    let run = leadpact(home.path(), &arguments);
    assert_eq!(run.status.code(), Some(0), "{}", err(&run));
}

/// What a mapping does with an event log is no part of a statement, which reads a table of events as it is.
#[test]
fn a_join_of_the_mapping_is_told_as_not_exact() {
    for format in ["sql", "dbt"] {
        for (log, told) in [
            ("join: {columns: [Contact ID]}", "log › join"),
            ("everyRow: demo_requested", "`names` and `log`"),
        ] {
            let home = home();
            let map = format!("apiVersion: leadpact/v1\nkind: Mapping\nlog: {{{log}}}\n");
            fs::write(home.path().join("log.yaml"), map).expect("map");
            let arguments = [
                "export",
                "rules.yaml",
                "--format",
                format,
                "--dialect",
                "duckdb",
                "--events-table",
                "acts",
                "--map",
                "log.yaml",
                "-o",
                "out",
            ];
            let output = leadpact(home.path(), &arguments);
            let said = err(&output);
            assert_ne!(output.status.code(), Some(0), "{said}");
            assert!(said.contains(told), "{format} {log}: {said}");
            let lossy = [&arguments[..], &["--allow-lossy"]].concat();
            let output = leadpact(home.path(), &lossy);
            assert!(output.status.success(), "{}", err(&output));
        }
    }
}
