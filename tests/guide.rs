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
        &["as-exported", "nothing-understood"],
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
    assert_eq!(whole.len(), 3);
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
    // Whole files are run elsewhere.
    let parts = parts.filter(|part| !part.starts_with("apiVersion"));
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

const MAPPING_PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/mapping.md");

/// Rules that ask for every fact that the page on mappings maps.
const MAPPED_RULES: &str = "apiVersion: leadpact/v1
kind: LeadDefinition
metadata: {name: mapped, title: Mapped, version: 1.0.0, status: draft}
spec:
  statement: Somebody who asked.
  leadId: {columns: [Lead ID]}
  fields:
    industry: {type: text}
    seniority: {type: level, levels: [staff, director, c-level]}
    revenue: {type: number}
    created: {type: date}
    opted_out: {type: boolean}
    interests: {type: list}
    budget: {type: number}
  events:
    demo: {label: Requested a demo, columns: {count: Demos}}
    webinar: {label: Attended a webinar, columns: {count: Webinars}}
  gates: [{id: out, suspend: true, when: {field: opted_out, is: true}, because: asked not to be written to}]
  scores:
    fit:
      rules:
      - id: all
        points: 10
        when:
          all:
          - {field: industry, is: software}
          - {field: seniority, atLeast: director}
          - {field: revenue, atLeast: 1000}
          - {field: created, within: 400d}
          - {field: interests, hasAny: [crm]}
          - {event: demo}
      - {id: budget, points: 1, when: {field: budget, atLeast: 1}}
      - {id: webinar, points: 1, when: {event: webinar}}
  stages: [{id: lead, name: Lead, owner: marketing}]
";

const MAPPED_LEADS: &str = "Kundennummer;Branche;Ebene;Umsatz;Erstellt am;Abgemeldet;Interessen;Vorführungen;Letzte Vorführung
a1;Software;Leitung;1.200,50 €;01.02.2026;nein;CRM|Ads;2;03.02.2026
a2;-;;;;ja;;0;
";

/// Each mapping on the page is taken, and leads are read with it; what the last one lacks is taken as absent.
#[test]
fn every_mapping_of_the_page_is_run() {
    let page = fs::read_to_string(MAPPING_PAGE).expect("the page");
    let (page, _) = page
        .split_once("## Beside the rules")
        .expect("its second part");
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("written");
        path
    };
    let rules = file("rules.yaml", MAPPED_RULES);
    let leads = file("leads.csv", MAPPED_LEADS);
    let examples: Vec<&str> = page.split("```yaml\n").skip(1).collect();
    assert!(examples.len() >= 2, "examples on the page");
    for (place, example) in examples.into_iter().enumerate() {
        let (example, _) = example.split_once("```").expect("its end");
        let map = file("map.yaml", example);
        let output = Command::new(env!("CARGO_BIN_EXE_leadpact"))
            .env("LEADPACT_HOME", folder.path())
            .arg("score")
            .args([&rules, &leads])
            .args(["--as-of", "2026-03-01", "--missing-as-absent", "--map"])
            .arg(&map)
            .output()
            .expect("leadpact runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{example}\n{said}");
        if place == 0 {
            let scored = String::from_utf8_lossy(&output.stdout);
            assert!(
                !said.contains("--missing-as-absent"),
                "nothing is lacking: {said}"
            );
            assert!(scored.contains("a1,10"), "{scored}");
            assert!(
                scored.contains("a2,0") && scored.contains("suspended"),
                "{scored}"
            );
        } else {
            assert!(said.starts_with("look: no column"), "{said}");
        }
    }
}
