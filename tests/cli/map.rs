//! From an export to a score: what `map` writes and names next.

use std::fs;
use std::path::Path;

use super::{err, leadpact, out};

const RULES: &str = "
apiVersion: leadpact/v1
kind: LeadDefinition
metadata: {name: acme, title: Acme, version: 1.0.0, status: draft}
spec:
  leadId: {columns: [Lead ID]}
  fields:
    size: {type: number, columns: [Size]}
    opted_out: {type: boolean, columns: [Email Opt Out]}
    budget: {type: number, columns: [Budget]}
    created: {type: date, columns: [Created]}
  events:
    demo: {label: Requested a demo, columns: {count: Demos}}
  gates:
  - {id: out, suspend: true, because: asked not to be written to, when: {field: opted_out, is: true}}
  scores:
    fit:
      rules:
      - {id: large, points: 10, when: {field: size, atLeast: 50}}
      - {id: rich, points: 1, when: {field: budget, atLeast: 5}}
      - {id: fresh, points: 1, when: {field: created, within: 30d}}
      - {id: demo, points: 5, when: {event: demo}}
  stages:
  - {id: mql, when: {score: fit, atLeast: 10}}
";

/// A narrow space groups the numbers; no column surely is the id, none is the budget or tells of demos.
const LEADS: &str =
    "Cust_num;Size;email_opt_in;Has Opted Out Of Email;Created;Number of Form Submissions
1;1\u{202f}200,5;no;yes;2024-06-01T09:30:00.000+0000;3
2;60,0;yes;no;2024-06-02T09:30:00.000+0000;0
3;5,0;no;no;2024-06-03T09:30:00.000+0000;3
";

fn folder(rules: &str, leads: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("folder");
    fs::write(folder.path().join("rules.yaml"), rules).expect("rules");
    fs::write(folder.path().join("leads.csv"), leads).expect("leads");
    folder
}

/// The command behind `Next: leadpact`, as words.
fn next(said: &str) -> Vec<&str> {
    let line = said
        .lines()
        .find_map(|line| line.strip_prefix("Next: leadpact "));
    line.expect("a next command").split(' ').collect()
}

fn written(folder: &Path) -> String {
    fs::read_to_string(folder.join("leads.mapping.yaml")).expect("a mapping")
}

#[test]
fn the_next_command_works_and_says_first_what_is_lacking() {
    let folder = folder(RULES, LEADS);
    let mapped = leadpact(folder.path(), &["map", "rules.yaml", "leads.csv"]);
    assert_eq!(mapped.status.code(), Some(1));
    assert!(
        err(&mapped).starts_with(
            "leadpact: no column is sure for the lead's id, the field budget, the event demo."
        ),
        "{}",
        err(&mapped)
    );
    let said = out(&mapped);
    assert!(
        said.contains("'Number of Form Submissions' counts acts of any kind"),
        "{said}"
    );
    let text = written(folder.path());
    assert!(text.contains("group: \"\\u202f\""), "{text}");
    assert!(text.contains("date: YYYY-MM-DDTHH:MM:SSZ"), "{text}");
    assert!(
        text.contains("# leadId:\n#   columns:\n#   - Cust_num"),
        "{text}"
    );
    assert!(!text.contains("email_opt_in"), "{text}");
    let scored = leadpact(folder.path(), &next(&said));
    assert!(scored.status.success(), "{}", err(&scored));
    let summary = err(&scored);
    let (first, _) = summary.split_once("3 leads from").expect("a summary");
    for line in [
        "look: no column names the leads; they are numbered (--missing-as-absent)",
        "look: no column for budget: not known for any lead (--missing-as-absent)",
        "look: a column is lacking for demo: what it would tell has not happened (--missing-as-absent)",
    ] {
        assert!(first.lines().any(|one| one == line), "{line}\n{summary}");
    }
    let rows = out(&scored);
    let rows: Vec<&str> = rows.lines().skip(1).collect();
    assert!(
        rows[0].starts_with("1,10,") && rows[0].ends_with("suspended"),
        "{rows:?}"
    );
    assert!(
        rows[1].starts_with("2,10,") && rows[1].ends_with("scored"),
        "{rows:?}"
    );
}

#[test]
fn what_is_lacking_is_written_into_the_mapping_when_that_is_said() {
    let folder = folder(RULES, LEADS);
    let mapped = leadpact(
        folder.path(),
        &["map", "rules.yaml", "leads.csv", "--missing-as-absent"],
    );
    assert_eq!((mapped.status.code(), err(&mapped).as_str()), (Some(0), ""));
    let text = written(folder.path());
    assert!(text.contains("leadId:\n  number: true\n"), "{text}");
    assert!(text.contains("  budget:\n    optional: true\n"), "{text}");
    let said = out(&mapped);
    let next = next(&said);
    assert!(!next.contains(&"--missing-as-absent"), "{next:?}");
    let scored = leadpact(folder.path(), &next);
    assert!(scored.status.success(), "{}", err(&scored));
}

/// `score` would refuse the header in any case: `map` says so, and names no command.
#[test]
fn a_header_that_stands_there_twice_is_told_by_map_as_by_score() {
    let folder = folder(
        RULES,
        "Lead ID,Size,Size,Email Opt Out,Budget,Created,Demos\n1,2,3,no,4,2024-01-01,0\n",
    );
    let mapped = leadpact(folder.path(), &["map", "rules.yaml", "leads.csv"]);
    assert_eq!(mapped.status.code(), Some(1));
    assert_eq!(
        err(&mapped),
        "leadpact: the header of size stands in the leads more than once. Rename all but one.\n"
    );
    assert!(!out(&mapped).contains("Next:"));
}

#[test]
fn every_command_that_reads_leads_takes_the_switch() {
    let folder = folder(RULES, LEADS);
    for arguments in [
        &["explain", "rules.yaml", "leads.csv", "--id", "1"][..],
        &["record", "rules.yaml", "leads.csv"],
        &["check", "rules.yaml", "--leads", "leads.csv"],
        &["score", "rules.yaml", "leads.csv"],
    ] {
        let day: &[&str] = if arguments[0] == "check" {
            &[]
        } else {
            &["--as-of", "2024-06-22"]
        };
        let refused = leadpact(folder.path(), &[arguments, day].concat());
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}");
        assert!(
            err(&refused).contains("--missing-as-absent"),
            "{}",
            err(&refused)
        );
        let taken = leadpact(
            folder.path(),
            &[arguments, day, &["--missing-as-absent"]].concat(),
        );
        assert_eq!(
            taken.status.code(),
            Some(0),
            "{arguments:?} {}",
            err(&taken)
        );
        assert!(
            err(&taken).contains("look: no column for"),
            "{}",
            err(&taken)
        );
    }
}

#[test]
fn an_event_log_is_mapped_and_scored() {
    let rules = RULES.replace(
        "leadId: {columns: [Lead ID]}",
        "leadId: {columns: [Cust_num]}",
    );
    let folder = folder(&rules, LEADS);
    fs::write(
        folder.path().join("log.csv"),
        "Nr,Kontakt,Art,Wann\n1,2,Demo request,15.06.2024\n2,2,Newsletter,16.06.2024\n",
    )
    .expect("a log");
    let arguments = ["map", "rules.yaml", "leads.csv", "--events", "log.csv"];
    let mapped = leadpact(folder.path(), &arguments);
    let said = out(&mapped);
    assert!(
        said.contains("'Newsletter' (1): nobody asked for it"),
        "{said}"
    );
    let scored = leadpact(folder.path(), &next(&said));
    assert!(scored.status.success(), "{said}{}", err(&scored));
    let rows = out(&scored);
    assert!(rows.lines().any(|row| row.starts_with("2,15,")), "{rows}");
}
