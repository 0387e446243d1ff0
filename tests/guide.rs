//! The example in `docs/lead-definition.md` is a rule file that the program takes, and comes out as the guide says.

use std::fs;
use std::process::Command;

use leadpact_definition::lint::Lint;

const GUIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/lead-definition.md");

#[test]
fn the_example_holds() {
    let guide = fs::read_to_string(GUIDE).expect("the guide");
    let (_, rest) = guide.split_once("```yaml\n").expect("an example");
    let (example, _) = rest.split_once("```").expect("its end");
    let folder = tempfile::tempdir().expect("a folder");
    let rules = folder.path().join("example.yaml");
    fs::write(&rules, example).expect("written");
    let output = Command::new(env!("CARGO_BIN_EXE_leadpact"))
        .arg("check")
        .arg(&rules)
        .output()
        .expect("leadpact runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("golden lead director: as agreed"), "{said}");
    assert!(said.contains("golden lead asked: as agreed"), "{said}");
}

/// What the parts of files that the guide shows stand in: by key, left out where the part has the key itself.
const AROUND: [(&str, &str); 5] = [
    (
        "fields",
        "  fields:
    country: {type: text}
    employees: {type: number}
    seats: {type: number}
    name: {type: text}
    email: {type: text}
    phone: {type: text}
",
    ),
    (
        "events",
        "  events:
    demo: {}
    pricing: {}
    web: {}
    app: {}
    rejected: {}
    mql_at: {}
    accepted_by_sales: {}
    rejected_by_sales: {}
",
    ),
    (
        "lists",
        "  lists: {free-mail: {version: 1, values: ['@gmail.com']}}\n",
    ),
    (
        "scores",
        "  scores: {total: {rules: [{id: base, event: demo, points: 50}]}}\n",
    ),
    (
        "stages",
        "  stages: [{id: lead}, {id: mql, when: {score: total, atLeast: 45}}]\n",
    ),
];

/// A part of a file, indented as it stands there, with the key of the definition under which it stands.
fn placed(part: &str) -> (String, String) {
    let first = part.split([':', '\n']).next().unwrap_or_default();
    let (key, before, indent) = match first {
        "rules" => ("scores", "  scores:\n    total:\n", 6),
        "calendar" => ("sla", "  sla:\n", 4),
        key if key.starts_with("- ") => ("stages", "  stages:\n    - {id: lead}\n", 4),
        key => (key, "", 2),
    };
    let lines = part
        .lines()
        .map(|line| format!("{}{line}\n", " ".repeat(indent)));
    (
        key.to_owned(),
        format!("{before}{}", lines.collect::<String>()),
    )
}

#[test]
fn every_part_of_a_file_is_taken_as_it_stands() {
    let guide = fs::read_to_string(GUIDE).expect("the guide");
    let examples = guide.split("```yaml\n").skip(2);
    let parts = examples.filter_map(|rest| rest.split("```").next());
    let folder = tempfile::tempdir().expect("a folder");
    let mut looked_at = 0;
    for part in parts {
        let (key, text) = placed(part);
        let around = AROUND.iter().filter(|(known, _)| *known != key);
        let around: String = around.map(|(_, text)| *text).collect();
        let head = "apiVersion: leadpact/v1\nkind: LeadDefinition\n\
                    metadata: {name: part, title: A part, version: 1.0.0, status: draft}\nspec:\n";
        let rules = folder.path().join("part.yaml");
        fs::write(&rules, format!("{head}{around}{text}")).expect("written");
        let output = Command::new(env!("CARGO_BIN_EXE_leadpact"))
            .arg("check")
            .arg(&rules)
            .output()
            .expect("leadpact runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{part}\n{said}");
        looked_at += 1;
    }
    assert!(looked_at >= 7, "{looked_at}");
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
