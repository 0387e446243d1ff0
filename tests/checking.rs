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
