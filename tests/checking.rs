//! `leadpact check --leads`: what the rules name and an export does not have.

use std::fs;
use std::process::Command;

const RULES: &str = "\
apiVersion: leadpact/v1
kind: LeadDefinition
metadata: {name: x, version: \"1.0.0\"}
spec:
  fields:
    industry: {type: text, columns: [Industry], placeholders: [Select]}
    level: {type: level, levels: [specialist, manager, c-level], columns: [Level]}
    title: {type: words, columns: [Title]}
    tools: {type: list, columns: [Tools]}
    mail: {type: text, columns: [Mail]}
    phone: {type: text, columns: [Phone]}
  events:
    demo: {columns: {last: Demo}}
    form: {columns: {last: Form}}
  lists: {target: {version: 1, values: [fintech, cyber security, farming]}}
  gates:
    - {id: school, disqualify: true, when: {field: mail, endsWith: [.edu, .org]}}
  scores:
    fit:
      rules:
        - {id: industry, points: 20, when: {field: industry, inList: target}}
        - {id: level, points: 10, when: {field: level, in: [c-level, manager]}}
        - {id: title, points: 10, when: {any: [{field: title, hasAny: [director, vice president]}, {field: phone, present: true}]}}
        - {id: tool, points: 10, when: {field: tools, hasAny: hub spot}}
        - {id: demo, points: 10, event: demo}
        - {id: form, points: 10, event: form}
";

const LEADS: &str = "\
id,Industry,Level,Title,Tools,Mail,Phone,Demo,Form
1,FinTech,C Level,Managing Director,HubSpot;Excel,a@b.com,,2025-01-01,
2,Cybersecurity,manager,Head,HubSpot,a@b.com,,,
3,select,boss,Nurse,,c@d.org,,,
4,(Select),manager,n/a,,c@d.org,,,
";

/// What is written to standard output for a file of leads.
fn checked(leads: &str) -> String {
    let folder = tempfile::tempdir().expect("folder");
    fs::write(folder.path().join("r.yaml"), RULES).expect("rules");
    fs::write(folder.path().join("leads.csv"), leads).expect("leads");
    let output = Command::new(env!("CARGO_BIN_EXE_leadpact"))
        .args(["check", "r.yaml", "--leads", "leads.csv"])
        .current_dir(folder.path())
        .output()
        .expect("the program starts");
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    let wrong = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(0), "{said}{wrong}");
    said
}

#[test]
fn what_stands_in_no_lead_is_told_with_its_place_and_the_nearest_spelling() {
    let said = checked(LEADS);
    for line in [
        "r.yaml:15:50: \"cyber security\" stands in no lead, in the column 'Industry': what asks for it never holds",
        "Did you mean \"Cybersecurity\" (1 lead)?",
        "r.yaml:15:66: \"farming\" stands in no lead, in the column 'Industry': it adds nothing to the other values",
        "\"(Select)\" (1 lead) in the column 'Industry' counts as a value",
        "Add it to the placeholders beside \"select\".",
        "\"C Level\" (1 lead) in the column 'Level' is no level of `level`: it counts as missing",
        "Did you mean `c-level`? Add it to `read: {values: {\"C Level\": c-level}}`.",
        "\"boss\" (1 lead) in the column 'Level' is no level",
        "\"vice president\" stands in no lead, in the column 'Title'",
        "\"n/a\" (1 lead) in the column 'Title' counts as a value",
        "\"hub spot\" stands in no lead, in the column 'Tools'",
        "Did you mean \"hubspot\" (2 leads)?",
        "\".edu\" stands in no lead, in the column 'Mail'",
        "the column 'Phone' of `phone` is empty in every lead",
        "no lead of the export has the event `form`",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    for found in [
        "\"fintech\" stands",
        "\"manager\" stands",
        "\"director\" stands",
        "\".org\" stands",
        "event `demo`",
    ] {
        assert!(!said.contains(found), "{found}\n{said}");
    }
}

#[test]
fn an_export_that_has_everything_has_no_such_warning() {
    let said = checked(
        "id,Industry,Level,Title,Tools,Mail,Phone,Demo,Form\n\
         1,FinTech,c-level,Director,Hub Spot,a@b.edu,1,2025-01-01,2025-01-01\n\
         2,Cyber Security,manager,Vice President,,a@b.org,1,,\n\
         3,Farming,specialist,Select,,,1,,\n",
    );
    let about: Vec<&str> = said
        .lines()
        .filter(|line| line.contains("column '") || line.contains("event `"))
        .collect();
    // The placeholder of the industry is none of the title.
    assert_eq!(about.len(), 1, "{said}");
    assert!(
        about[0].contains("\"Select\" (1 lead) in the column 'Title' counts as a value"),
        "{said}"
    );
}

/// A rule file whose head and golden lead can be spoilt.
const SOUND: &str = "\
apiVersion: leadpact/v1
kind: LeadDefinition
metadata: {name: sound, version: \"1.0.0\", status: proposed}
spec:
  fields:
    kind: {type: text}
    budget: {type: level, levels: [none, shares, holds], label: Budget}
  events:
    demo: {label: Requested a demo}
  gates:
    - {id: bought, disqualify: true, when: {field: kind, is: bought}}
  scores:
    did:
      rules:
        - {id: demo, event: demo, points: 30, decay: [{within: 30d, keep: 100%}, {keep: 50%}]}
        - {id: budget, points: 10, when: {field: budget, atLeast: shares}}
  stages:
    - {id: lead, owner: marketing}
    - {id: mql, owner: marketing, when: {score: did, atLeast: 25}}
  goldenLeads:
    - {id: asked, asOf: 2026-01-31, fields: {budget: shares}, events: [{event: demo, at: 2025-11-01}], expect: {stage: mql, did: 25}}
";

/// Exit status, and what is written to standard output, for a rule file.
fn check(rules: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().expect("folder");
    fs::write(folder.path().join("r.yaml"), rules).expect("rules");
    let output = Command::new(env!("CARGO_BIN_EXE_leadpact"))
        .args(["check", "r.yaml"])
        .args(arguments)
        .current_dir(folder.path())
        .output()
        .expect("the program starts");
    (
        output.status.code(),
        String::from_utf8(output.stdout).expect("UTF-8"),
    )
}

#[test]
fn the_verdict_comes_first_and_says_what_the_exit_status_says() {
    let hash =
        "contentHash: 'sha256:0000000000000000000000000000000000000000000000000000000000000000'";
    for (change, verdict) in [
        (
            ("", ""),
            "sound 1.0.0 (proposed) can be used: 1 golden lead holds, no warnings",
        ),
        (
            ("did: 25", "did: 30"),
            "sound 1.0.0 (proposed) cannot be used as it is: 1 of 1 golden lead fails",
        ),
        (
            ("name: sound", "name: Sound"),
            "Sound 1.0.0 (proposed) cannot be used as it is: 1 fault in its head, 1 golden lead holds",
        ),
        (
            ("\"1.0.0\"", "\"1.0\""),
            "sound 1.0 (proposed) cannot be used as it is: 1 fault in its head, 1 golden lead holds",
        ),
        (
            ("status: proposed", hash),
            "sound 1.0.0 (draft) cannot be used as it is: 1 fault in its head, 1 golden lead holds",
        ),
        (
            ("status: proposed", "status: agreed"),
            "sound 1.0.0 (not agreed) can be used: 1 golden lead holds, 1 warning",
        ),
        (
            ("{id: lead, owner: marketing}", "{id: lead}"),
            "sound 1.0.0 (proposed) can be used: 1 golden lead holds, 1 warning",
        ),
    ] {
        let rules = SOUND.replace(change.0, change.1);
        let (status, said) = check(&rules, &[]);
        assert_eq!(said.lines().next(), Some(verdict), "{said}");
        let can_be_used = verdict.contains(" can be used");
        assert_eq!(status, Some(i32::from(!can_be_used)), "{said}");
        assert_eq!(said.contains("can be used"), can_be_used, "{said}");

        let (status, json) = check(&rules, &["--json"]);
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(json["verdict"], verdict);
        assert_eq!(json["canBeUsed"], can_be_used);
        assert_eq!(json["agreed"], false);
        assert_eq!(status, Some(i32::from(!can_be_used)));
    }
    // A party that signs and has not is a fault, and told once.
    let unsigned = SOUND.replace("status: proposed", "status: agreed")
        + "agreement: {parties: [{id: sales, name: Sales, signs: true}]}\n";
    let (status, said) = check(&unsigned, &[]);
    assert_eq!(
        (status, said.lines().collect::<Vec<_>>()),
        (
            Some(1),
            vec![
                "sound 1.0.0 (not agreed) cannot be used as it is: 1 fault in its head, 1 golden lead holds",
                "r.yaml:3:51: it says agreed, but Sales has not signed this version (in metadata › status). Have it signed, or set the status to proposed.",
                "golden lead asked: as agreed",
            ]
        )
    );
    let (status, json) = check(&SOUND.replace("is: bought", "is: 5"), &["--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((status, &json["canBeUsed"]), (Some(2), &false.into()));
}

#[test]
fn a_failing_golden_lead_lists_each_rule_once() {
    let (_, said) = check(&SOUND.replace("did: 25", "did: 30"), &[]);
    let after = said.lines().skip(1).collect::<Vec<_>>();
    assert_eq!(
        after,
        [
            "golden lead asked: not as agreed",
            "  did: agreed 30, the rules give 25",
            "  +15 demo: +30 points when the lead requested a demo (keeps 100% up to 30 days, 50% later)",
            "  +10 budget: when Budget is at least shares",
            "  missing: kind",
        ]
    );
}

#[test]
fn warnings_have_their_place_and_their_name_in_json() {
    let rules = SOUND
        .replace("id: mql, owner: marketing", "id: mql, owner: sales")
        .replace(
            "event: demo, points: 30",
            "event: demo, rated: wants-to-talk-now, points: 30",
        )
        .replace("atLeast: 25", "atLeast: 10")
        .replace("status: proposed", "status: agreed")
        .replace(
            "  fields:\n",
            "  isNot: [Lives abroad, Never got in touch]\n  fields:\n",
        )
        .replace(
            "{label: Requested a demo}",
            "{label: Requested a demo, columns: {last: Recent Conversion Date}, optional: true}",
        );
    let (status, said) = check(&rules, &[]);
    assert_eq!(status, Some(0), "{said}");
    for line in [
        "warning: r.yaml:3:51: it says agreed and is not: nobody has signed it (in metadata › status). Have it signed by two people, one of each side, or set the status to proposed.",
        "warning: r.yaml:5:11: \"Lives abroad\" is in words only: nothing in the rules keeps such a lead out (in spec › isNot › 1). Say by a gate how the CRM shows it, or leave it to people.",
        "warning: r.yaml:5:25: \"Never got in touch\" is said to be no lead, and the stage `mql` lets it in: it can be entered without an act (in spec › isNot › 2).",
        "warning: r.yaml:10:53: the column 'Recent Conversion Date' counts any form, and `demo` is one act: a lead that did another act of the kind counts as if it had done this one (in spec › events › demo › columns › last › 1).",
        "warning: r.yaml:20:31: a lead that did nothing can be handed over in the stage `mql`: this way into it asks for no act, nor for a score that only acts give (in spec › stages › 2 › when).",
        "warning: r.yaml:20:31: a lead without a name or an email address or phone number can be handed over in the stage `mql`: whoever takes it over cannot address it (in spec › stages › 2 › when). Declare a field for a name and an email address or phone number, and ask for it.",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    let (_, json) = check(&rules, &["--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let warnings = json["warnings"].as_array().expect("warnings");
    let named: Vec<(&str, i64)> = warnings
        .iter()
        .map(|warning| {
            let lint = warning["lint"].as_str().expect("a name");
            (lint, warning["line"].as_i64().expect("a line"))
        })
        .collect();
    assert_eq!(
        named,
        [
            ("not-signed", 3),
            ("not-a-lead-let-in", 5),
            ("in-words-only", 5),
            ("any-act-column", 10),
            ("hand-over-without-act", 20),
            ("hand-over-without-record", 20),
        ]
    );
}

#[test]
fn cells_that_name_no_source_are_counted() {
    let rules = SOUND
        .replace("    kind: {type: text}\n", "    kind: {type: text}\n    source: {type: text, columns: [Lead Source]}\n")
        .replace("  goldenLeads:", "  sla: {promises: [{id: named, by: marketing, measure: completeness, fields: [source]}]}\n  goldenLeads:")
        .replace("demo: {label", "demo: {columns: {last: Demo}, label");
    let folder = tempfile::tempdir().expect("folder");
    let said = |rules: &str| {
        fs::write(folder.path().join("r.yaml"), rules).expect("rules");
        fs::write(
            folder.path().join("leads.csv"),
            "id,kind,Budget,Lead Source,Demo\n1,a,none,Website,2025-01-01\n2,bought,shares,website,\n3,a,holds,Referral,\n4,a,holds,Unknown,\n5,a,holds,,\n",
        )
        .expect("leads");
        let output = Command::new(env!("CARGO_BIN_EXE_leadpact"))
            .args(["check", "r.yaml", "--leads", "leads.csv"])
            .current_dir(folder.path())
            .output()
            .expect("the program starts");
        let lines = String::from_utf8(output.stdout).expect("UTF-8");
        let lines = lines.lines().filter(|line| line.contains("ource"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        said(&rules),
        [
            "warning: r.yaml:7:5: `source` takes \"website\", \"direct\", \"other\", \"unknown\", \"internet\", \"offline\", \"web\", \"none\" for a source: they name nothing that brought the lead, and are enough for the promise `named` (in spec › fields › source). Add those that your CRM writes to its `placeholders`, and choose sources that name what people can say.",
            "warning: r.yaml:7:5: of 4 leads, 3 in the column 'Lead Source' count for a source: \"Website\" (2 leads), \"Unknown\" (1 lead): such a cell names nothing that brought the lead (in spec › fields › source). Add to its `placeholders`: [Website, Unknown].",
        ]
    );
    let placeholders = "columns: [Lead Source], placeholders: [website, direct, other, unknown, internet, offline, web, none]";
    assert_eq!(
        said(&rules.replace("columns: [Lead Source]", placeholders)),
        Vec::<String>::new()
    );
}
