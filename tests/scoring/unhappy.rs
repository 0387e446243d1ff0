//! What the scoring commands do when something is wrong: the message, the exit status, and what is left untouched.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use super::{leadpact, text};

const RULES: &str = "apiVersion: leadpact/v1
kind: LeadDefinition
metadata: {name: r, version: 1.0.0}
spec:
  fields:
    industry: {type: text, columns: [Industry]}
    seen: {type: date, columns: [Seen]}
  scores:
    fit:
      rules:
      - {id: it, points: 10, when: {field: industry, is: IT}}
      - {id: fresh, points: 5, when: {field: seen, within: 30d}}
  stages:
  - {id: mql, when: {score: fit, atLeast: 10}}
  goldenLeads:
  - {id: g, asOf: 2026-01-01, fields: {industry: it}, expect: {stage: mql, fit: 10}}
";
const LEADS: &str = "id,Industry,Seen\n1,IT,2026-01-01\n2,,\n";
const SCORED: &str = "id,fit,grade,stage,status\n1,15,,mql,scored\n2,0,,,scored\n";
const DAY: [&str; 2] = ["--as-of", "2026-01-02"];

/// A folder with the rules and a file of leads.
fn folder(leads: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("folder");
    fs::write(folder.path().join("r.yaml"), RULES).expect("rules");
    fs::write(folder.path().join("leads.csv"), leads).expect("leads");
    folder
}

/// Status, standard output and standard error of `leadpact score r.yaml leads.csv` with further arguments.
fn score(folder: &Path, further: &[&str]) -> (Option<i32>, String, String) {
    let output = leadpact(
        folder,
        &[&["score", "r.yaml", "leads.csv"], further].concat(),
    );
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

#[test]
fn a_broken_file_of_leads_is_status_2_with_its_place() {
    for (leads, message) in [
        (&b""[..], "leadpact: leads.csv: the file is empty"),
        (
            b"PK\x03\x04\0\0\0\0",
            "leadpact: leads.csv: the workbook is cut off or damaged",
        ),
        (
            b"\xff\xfei\0d\0\n\0\0\xd8a\0",
            "leadpact: leads.csv: the text is not utf-16le. Name the right one with --encoding",
        ),
        (
            b"id,Industry,Seen\n1,IT,,x\n",
            "leadpact: leads.csv:2: this row has 4 cells, the header has 3 (row 1)",
        ),
        (
            b"id,Industry,Seen\n1,\x81\x8d\x90\x9d,\n",
            "leadpact: leads.csv: this text is neither UTF-8 nor UTF-16 nor Latin-1. Name its encoding",
        ),
        (
            b"id,Industry,Seen\n1,\"IT,\n",
            "leadpact: leads.csv:2: a quotation mark is opened here",
        ),
        (
            b"id,Industry,Seen\n1,I\0T,\n",
            "leadpact: leads.csv:2: cell 2 holds a NUL byte",
        ),
    ] {
        let folder = folder(leads);
        let (status, out, err) = score(folder.path(), &[&DAY[..], &["-o", "out.csv"]].concat());
        assert_eq!((status, out.as_str()), (Some(2), ""), "{err}");
        assert!(err.starts_with(message), "{err}");
        assert!(!folder.path().join("out.csv").exists(), "{message}");
        assert_eq!(
            fs::read_dir(folder.path()).expect("folder").count(),
            2,
            "nothing is left behind"
        );
    }
}

#[test]
fn a_missing_column_is_named_with_the_nearest_header() {
    let folder = folder(b"id,Indutsry,Seen\n1,IT,\n");
    let (status, _, err) = score(folder.path(), &DAY);
    assert_eq!(status, Some(2));
    assert!(
        err.contains("field industry: there is no column 'Industry'. The nearest is 'Indutsry'"),
        "{err}"
    );
}

#[test]
fn every_missing_column_is_named_in_one_message_with_what_to_do() {
    let folder = folder(b"id,Country\n1,DE\n");
    let (status, _, err) = score(folder.path(), &DAY);
    assert_eq!(status, Some(2));
    assert!(
        err.contains("field industry: there is no column 'Industry'."),
        "{err}"
    );
    assert!(
        err.contains("field seen: there is no column 'Seen'."),
        "{err}"
    );
    assert!(err.contains("The file has 'id', 'Country'."), "{err}");
    assert_eq!(err.matches("write `optional: true` under").count(), 1);
}

/// An export of a CRM that keeps neither the acts of sales nor a name.
const EXPORT: &str = "id,Industry,Seen,Demos,Last demo\n1,IT,2026-01-01,2,2025-12-30\n2,,,0,\n3,IT,,,\n4,IT,,many,\n";

#[test]
fn a_column_that_no_rule_asks_for_or_that_is_optional_may_be_absent() {
    let rules = RULES
        .replace(
            "  scores:",
            "    name: {type: text}\n    region: {type: text, optional: true}\n  events:\n    \
             demo: {columns: {count: [Demos], last: [Last demo]}}\n    \
             accepted: {columns: {last: [Accepted on]}, optional: true}\n    \
             recycled: {columns: {last: [Recycled on]}}\n  gates:\n  \
             - {id: far, suspend: true, when: {field: region, is: far}}\n  scores:",
        )
        .replace(
            "      - {id: fresh",
            "      - {id: demo, points: 1, event: demo}\n      - {id: fresh",
        )
        .replace(
            "  goldenLeads:",
            "  - {id: sal, when: {event: accepted}}\n  goldenLeads:",
        );
    let folder = folder(EXPORT.as_bytes());
    fs::write(folder.path().join("r.yaml"), rules).expect("rules");
    let (status, out, err) = score(folder.path(), &DAY);
    assert_eq!(status, Some(0), "{err}");
    assert_eq!(
        out,
        "id,fit,grade,stage,status\n1,16,,mql,scored\n2,0,,,scored\n3,10,,mql,scored\n4,10,,mql,scored\n"
    );
    let line = |start: &str| {
        let line = err.lines().find(|line| line.starts_with(start));
        let words: Vec<&str> = line.unwrap_or_default().split_whitespace().collect();
        words.join(" ")
    };
    assert_eq!(
        line("region"),
        "region - - no column: counted as not known",
        "{err}"
    );
    assert_eq!(
        line("accepted"),
        "accepted - - no column: counted as not happened",
        "{err}"
    );
    assert_eq!(line("demo"), "demo 1 1 Demos and Last demo", "{err}");
    assert_eq!(
        line("not read"),
        "not read, because no rule asks for it: name, recycled",
        "{err}"
    );
}

#[test]
fn rules_that_look_at_ages_need_a_day() {
    let folder = folder(LEADS.as_bytes());
    let (status, _, err) = score(folder.path(), &[]);
    assert_eq!(status, Some(2));
    assert!(err.contains("the rule fresh depends on the day"), "{err}");
    let (status, _, err) = score(folder.path(), &["--as-of", "2026-02-30"]);
    assert_eq!(status, Some(2));
    assert!(
        err.contains("write year, month and day as in 2026-01-31"),
        "{err}"
    );
}

#[test]
fn the_rules_and_the_leads_are_never_overwritten() {
    let folder = folder(LEADS.as_bytes());
    for read in ["leads.csv", "./leads.csv", "r.yaml"] {
        let (status, _, err) = score(folder.path(), &[&DAY[..], &["-o", read]].concat());
        assert_eq!(status, Some(2));
        assert!(
            err.contains("would be overwritten while it is read"),
            "{err}"
        );
    }
    let kept = |name: &str| fs::read_to_string(folder.path().join(name)).expect("file");
    assert_eq!(
        (kept("r.yaml").as_str(), kept("leads.csv").as_str()),
        (RULES, LEADS)
    );
}

#[test]
fn an_older_result_is_replaced_whole_or_not_at_all() {
    let folder = folder(LEADS.as_bytes());
    let out = folder.path().join("out.csv");
    fs::write(&out, "older").expect("write");
    fs::write(
        folder.path().join("broken.csv"),
        "id,Industry,Seen\n1,IT,\n2,IT,,x\n",
    )
    .expect("write");
    let broken = [
        "score",
        "r.yaml",
        "broken.csv",
        "--as-of",
        "2026-01-02",
        "-o",
        "out.csv",
    ];
    assert_eq!(leadpact(folder.path(), &broken).status.code(), Some(2));
    assert_eq!(fs::read_to_string(&out).expect("read"), "older");
    let (status, stdout, err) = score(folder.path(), &[&DAY[..], &["-o", "out.csv"]].concat());
    assert_eq!((status, stdout.as_str()), (Some(0), ""), "{err}");
    assert_eq!(fs::read_to_string(&out).expect("read"), SCORED);
}

/// Titles, a total, a foot and rows without a cell, as spreadsheets and CRMs put them around leads.
#[test]
fn what_stands_around_the_leads_is_left_out_and_told() {
    let framed = "Export\n\nid,Industry,Seen\n1,IT,2026-01-01\n,,\n2\nTotal,2,\n\nConfidential\n";
    let folder = folder(framed.as_bytes());
    let (status, out, err) = score(folder.path(), &DAY);
    assert_eq!(status, Some(0), "{err}");
    assert_eq!(out, format!("{SCORED}Total,0,,,scored\n"));
    for said in [
        "the header was found on line 3; above it 1 line was left out: 'Export'",
        "1 row without any cell is no lead",
        "1 row with fewer cells than the header was filled up with empty ones, the first is row 2",
        "look: row 3 looks like a total and counts as a lead: 'Total'. Next: --skip-last 1",
        "1 line below the table left out: 'Confidential'",
    ] {
        assert!(err.contains(said), "{said}\n{err}");
    }
    let (status, ..) = score(folder.path(), &[&DAY[..], &["--strict"]].concat());
    assert_eq!(status, Some(1), "a total is a doubt");
    let options = [
        "--skip-rows",
        "3",
        "--header",
        "id,Industry,Seen",
        "--skip-last",
        "2",
    ];
    let (status, out, err) = score(folder.path(), &[&DAY[..], &options].concat());
    assert_eq!((status, out.as_str()), (Some(0), SCORED), "{err}");
    let checked = leadpact(folder.path(), &["check", "r.yaml", "--leads", "leads.csv"]);
    let checked = text(&checked.stdout);
    assert!(
        checked.contains("look: row 3 looks like a total"),
        "{checked}"
    );
    assert!(
        checked.contains("leads: 1 row without any cell"),
        "{checked}"
    );
}

#[test]
fn leads_come_through_a_pipe_too() {
    let folder = folder(b"");
    let mut child = Command::new(env!("CARGO_BIN_EXE_leadpact"))
        .args(["score", "r.yaml", "-", "--as-of", "2026-01-02"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut pipe = child.stdin.take().expect("a pipe");
    pipe.write_all(LEADS.as_bytes()).expect("write");
    drop(pipe);
    let output = child.wait_with_output().expect("output");
    assert_eq!(text(&output.stdout), SCORED);
    assert!(text(&output.stderr).starts_with("2 leads from standard input, as of 2026-01-02"));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let leads = LEADS.to_owned() + &"3,IT,\n".repeat(100_000);
    let folder = folder(leads.as_bytes());
    let mut child = Command::new(env!("CARGO_BIN_EXE_leadpact"))
        .args(["score", "r.yaml", "leads.csv", "--as-of", "2026-01-02"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("output");
    assert_eq!(
        (output.status.code(), text(&output.stderr).as_str()),
        (Some(0), "")
    );
}

#[test]
fn a_reader_of_another_command_may_go_away_too() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_leadpact"))
        .args(["schema", "workshop"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("output");
    assert_eq!(
        (output.status.code(), text(&output.stderr).as_str()),
        (Some(0), "")
    );
}

#[test]
fn check_tells_a_golden_lead_that_fails_from_rules_that_cannot_be_used() {
    let folder = folder(b"");
    let check = |text: String| {
        fs::write(folder.path().join("c.yaml"), text).expect("write");
        leadpact(folder.path(), &["check", "c.yaml"])
    };
    assert_eq!(check(RULES.to_owned()).status.code(), Some(0));
    let failing = check(RULES.replace("{stage: mql, fit: 10}", "{stage: none, fit: 9}"));
    assert_eq!(failing.status.code(), Some(1));
    let said = text(&failing.stdout);
    assert!(said.contains("golden lead g: not as agreed\n  stage: agreed none, the rules give mql\n  fit: agreed 9, the rules give 10\n  +10 it: "), "{said}");
    let wrong = check(RULES.replace("field: seen, within", "field: sene, within"));
    assert_eq!(wrong.status.code(), Some(2));
    let said = text(&wrong.stderr);
    assert!(said.starts_with("leadpact: c.yaml:12:"), "{said}");
    assert!(said.contains("`sene`") && said.contains("`seen`"), "{said}");
}

#[test]
fn explain_shows_the_cell_as_read_the_points_and_what_is_missing() {
    let folder = folder(b"id,Industry,Seen\n1,IT,2026-01-01\n2,it ,01.01.2026\n");
    let explain = |id: &str| {
        leadpact(
            folder.path(),
            &[
                "explain",
                "r.yaml",
                "leads.csv",
                "--as-of",
                "2026-01-02",
                "--id",
                id,
            ],
        )
    };
    let said = text(&explain("2").stdout);
    for line in [
        "Lead 2, row 2, line 3\nfit 10, stage mql, status scored\n",
        "  industry: 'it ' in 'Industry', read as it\n",
        "  seen: '01.01.2026' in 'Seen' is not understood: missing\n",
        "      +10  it: ",
        "        0  fresh: ",
        "(missing: seen)",
    ] {
        assert!(said.contains(line), "{line:?} in {said}");
    }
    let nobody = explain("3");
    assert_eq!(nobody.status.code(), Some(1));
    assert!(text(&nobody.stderr).contains("no lead in the file has the id '3'"));
}

#[test]
fn an_export_in_another_encoding_is_read_and_said_so() {
    let utf16: Vec<u8> = LEADS.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [&b"\xff\xfe"[..], &utf16].concat();
    let latin = LEADS.replace("2,,", "2,B\u{fc}ro,");
    let latin: Vec<u8> = latin.chars().map(|letter| letter as u8).collect();
    for (leads, further, name) in [
        (utf16, &[][..], "utf-16le"),
        (marked, &[], "utf-16le"),
        (latin.clone(), &[], "windows-1252"),
        (latin, &["--encoding", "iso-8859-15"], "iso-8859-15"),
    ] {
        let folder = folder(&leads);
        let (status, out, err) = score(folder.path(), &[&DAY[..], further].concat());
        assert_eq!((status, out.as_str()), (Some(0), SCORED), "{err}");
        let first = format!("2 leads from leads.csv, read as {name}, as of 2026-01-02");
        assert!(err.starts_with(&first), "{err}");
    }
    let folder = folder(LEADS.as_bytes());
    let (status, _, err) = score(folder.path(), &["--encoding", "klingon"]);
    assert_eq!(status, Some(2));
    assert!(err.contains("write utf-8, utf-16, windows-1252"), "{err}");
}

#[test]
fn a_gate_that_stops_every_lead_for_lack_of_a_column_is_told() {
    let rules = RULES
        .replace(
            "  scores:",
            "    mail: {type: text, optional: true}\n  gates:\n  - {id: no-mail, disqualify: true, when: {field: mail, missing: true}}\n  scores:",
        )
        .replace("fields: {industry: it}", "fields: {industry: it, mail: a@b.c}");
    let folder = folder(LEADS.as_bytes());
    fs::write(folder.path().join("r.yaml"), rules).expect("rules");
    let (status, _, err) = score(folder.path(), &DAY);
    assert_eq!(status, Some(0), "{err}");
    let words = "look: the gate no-mail asks whether mail is missing, and it is for every lead";
    assert!(err.contains(words), "{err}");
}
