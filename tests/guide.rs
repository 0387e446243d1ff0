//! The example in `docs/lead-definition.md` is a rule file that the program takes, and comes out as the guide says.

use std::fs;
use std::process::Command;

use leadpact_definition::lint::Lint;
use leadpact_leads::{Mapping, MappingFile};

const GUIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/lead-definition.md");

/// The examples that are whole rule files hold, each with its golden leads.
#[test]
fn the_whole_examples_hold() {
    let guide = fs::read_to_string(GUIDE).expect("the guide");
    let examples = guide.split("```yaml\n").skip(1);
    let examples = examples.filter_map(|rest| Some(rest.split_once("```")?.0));
    let whole: Vec<&str> = examples
        .filter(|example| example.starts_with("apiVersion: leadpact/v1\nkind: LeadDefinition\n"))
        .collect();
    let folder = tempfile::tempdir().expect("a folder");
    for (example, leads) in whole.iter().zip([
        &["director", "asked"][..],
        &["never-lost", "lost", "unsubscribed"],
    ]) {
        let rules = folder.path().join("example.yaml");
        fs::write(&rules, example).expect("written");
        let output = Command::new(env!("CARGO_BIN_EXE_leadpact"))
            .arg("check")
            .arg(&rules)
            .output()
            .expect("leadpact runs");
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{said}");
        for lead in leads {
            let holds = format!("golden lead {lead}: as agreed");
            assert!(said.contains(&holds), "{said}");
        }
    }
    assert_eq!(whole.len(), 2);
}

/// Each mapping that stands on the page of mappings can be read, and holds what it is an example of.
#[test]
fn the_mappings_of_the_guide_can_be_read() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/mapping.md");
    let page = fs::read_to_string(page).expect("the page");
    let examples = page.split("```yaml\n").skip(1);
    let examples = examples.filter_map(|rest| rest.split("```").next());
    let mut whole = 0;
    for example in examples.filter(|text| text.contains("kind: Mapping")) {
        let read = MappingFile::read("mapping.md".to_owned(), example.as_bytes().to_vec());
        let mapping = read
            .unwrap_or_else(|fault| panic!("{fault}\n{example}"))
            .mapping;
        assert!(mapping != Mapping::default(), "{example}");
        whole += 1;
    }
    assert!(whole > 0);
}

#[test]
fn every_warning_stands_in_the_table_and_no_other() {
    let guide = fs::read_to_string(GUIDE).expect("the guide");
    let (_, rest) = guide.split_once("| warning | tells |").expect("a table");
    let (table, _) = rest.split_once("\n\n").expect("its end");
    let rows = table.lines().filter_map(|row| row.strip_prefix("| `"));
    let named: Vec<&str> = rows.filter_map(|row| row.split('`').next()).collect();
    let all: Vec<&str> = Lint::ALL.into_iter().map(Lint::id).collect();
    assert_eq!(named, all);
}

/// What the program itself publishes is right as it stands: only true warnings, each looked at by hand.
#[test]
fn what_is_published_has_few_warnings_and_no_false_ones() {
    for (file, expected) in [
        (
            "posthog-fit",
            &["hand-over-without-act", "hand-over-without-record"][..],
        ),
        (
            "posthog-score",
            &[
                "in-words-only",
                "nothing-against",
                "hand-over-without-act",
                "hand-over-without-record",
            ],
        ),
        ("relias", &["hand-over-without-record"]),
        (
            "sourcegraph-mql-2021-12-07",
            &["nothing-against", "hand-over-without-record"],
        ),
        (
            "sourcegraph-mql-2022-02-09",
            &["nothing-against", "hand-over-without-record"],
        ),
        ("sourcegraph-mql-2022-05-25", &["hand-over-without-record"]),
        (
            "sourcegraph-pql",
            &["grade-gap", "grade-gap", "hand-over-without-record"],
        ),
    ] {
        let rules = format!(
            "{}/workshops/published/{file}.lead-definition.yaml",
            env!("CARGO_MANIFEST_DIR")
        );
        let output = Command::new(env!("CARGO_BIN_EXE_leadpact"))
            .args(["check", &rules, "--json"])
            .output()
            .expect("leadpact runs");
        let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let warnings = found["warnings"].as_array().expect("warnings").iter();
        let names: Vec<&str> = warnings
            .filter_map(|warning| warning["lint"].as_str())
            .collect();
        assert_eq!(names, expected, "{file}");
    }
}
