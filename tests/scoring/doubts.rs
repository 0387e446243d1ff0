//! What is doubtful about leads and their log: the words, the exit status with and without `--strict`, the JSON.

use std::fs;

use super::{leadpact, text};

const RULES: &str = "apiVersion: leadpact/v1
kind: LeadDefinition
metadata: {name: d, version: 1.0.0}
spec:
  leadId: {columns: [Id]}
  fields:
    title: {type: words, columns: [Title], optional: true}
    revenue: {type: number, columns: [Revenue], optional: true}
    created: {type: date, columns: [Created], optional: true}
    opted_out: {type: boolean, columns: [Opted out], optional: true}
    german: {type: level, levels: [A1, B1, B2], columns: [German], optional: true, placeholders: [\"-\"]}
  events:
    demo: {label: Requested a demo}
  gates:
  - {id: opt, suspend: true, when: {field: opted_out, is: true}}
  scores:
    fit:
      rules:
      - {id: boss, points: 10, when: {field: title, hasAny: [director]}}
      - {id: rich, points: 5, when: {field: revenue, atLeast: 10}}
      - {id: fresh, points: 5, when: {field: created, within: 30d}}
      - {id: speaks, points: 1, when: {field: german, atLeast: B1}}
      - {id: asked, points: 3, event: demo, per: occurrence}
  stages:
  - {id: lead}
  - {id: mql, when: {score: fit, atLeast: 10}}
";

/// A kind of doubt: leads, event log and mapping (empty: none), its name, whether it is loud, and words of its line.
struct Case {
    leads: &'static str,
    log: &'static str,
    map: &'static str,
    kind: &'static str,
    loud: bool,
    words: &'static [&'static str],
}

const fn case(
    leads: &'static str,
    log: &'static str,
    map: &'static str,
    kind: &'static str,
    loud: bool,
    words: &'static [&'static str],
) -> Case {
    Case {
        leads,
        log,
        map,
        kind,
        loud,
        words,
    }
}

const CASES: [Case; 16] = [
    case(
        "Id,Opted out\n1,Ja\n2,no\n",
        "",
        "",
        "gate-open",
        true,
        &[
            "look: the gate opt lets leads through: 1 of 2 cells in the column 'Opted out' (opted_out) is not understood: 'Ja'",
            "leadpact map",
        ],
    ),
    case(
        "Id,Created\n1,01.06.2024\n2,28.06.2024\n",
        "",
        "",
        "column-not-understood",
        true,
        &[
            "look: none of 2 cells in the column 'Created' (created) is understood: '01.06.2024', '28.06.2024'",
        ],
    ),
    case(
        "Id,Revenue\n1,5\n2,5 EUR\n3,\n",
        "",
        "",
        "cells-not-understood",
        false,
        &["note: 1 of 2 cells in the column 'Revenue' (revenue) is not understood: '5 EUR'"],
    ),
    case(
        "Id,German\n1,B1\n2,C9\n",
        "",
        "",
        "cells-not-understood",
        false,
        &["'C9'"],
    ),
    case(
        "Id,Revenue\na,5\nb,5\na,6\n",
        "",
        "",
        "repeated-ids",
        false,
        &["note: 1 id stands for more than one lead: 2 leads, for example rows 1 and 3"],
    ),
    case(
        "Id,Revenue\n5.80503E+18,5\n7,6\n",
        "",
        "",
        "damaged-ids",
        true,
        &["look: 1 lead has an id that a spreadsheet made a number of, for example '5.80503E+18'"],
    ),
    case(
        "Id\na\n",
        "id,event,at\nz,demo,2026-01-01\n",
        "",
        "no-lead-in-log",
        true,
        &["look: the event log names no lead of the file: 1 row, for example of 'z'"],
    ),
    case(
        "Id\na\n",
        "id,event,at\na,demo,2026-01-01\na,demo,1/2/26\n",
        "",
        "times-not-understood",
        false,
        &["note: 1 row of the event log with a time that is not understood: '1/2/26'"],
    ),
    case(
        "Id\na\n",
        "id,event,at\na,demo,1/2/26\n",
        "",
        "times-not-understood",
        true,
        &["look: 1 row"],
    ),
    case(
        "Id\nAB1\nx\n",
        "id,event,at\nab1,demo,2026-01-01\nx,demo,2026-01-01\n",
        "",
        "ids-in-other-form",
        false,
        &["but for upper and lower case: 'ab1' there, 'AB1' here"],
    ),
    case(
        "Id\n00Q5e00000AbCdEEAW\nx\n",
        "id,event,at\n00Q5e00000AbCdE,demo,2026-01-01\nx,demo,2026-01-01\n",
        "",
        "ids-in-other-form",
        false,
        &["15 characters in one file and 18 in the other"],
    ),
    case(
        "Id\n123\nx\n",
        "id,event,at\n00123,demo,2026-01-01\nx,demo,2026-01-01\n",
        "",
        "ids-in-other-form",
        false,
        &["but for zeros before it: '00123' there, '123' here"],
    ),
    case(
        "Id\na\n",
        "id,event,at\na,demo,2026-01-01 10:00\na,demo,2026-01-01 10:00\n",
        "",
        "told-twice",
        false,
        &[
            "note: 1 row of the event log tells again what another told (the same lead, event and time, all cells the same), for example of 'a'",
        ],
    ),
    case(
        "Id\na\n",
        "id,event,at,by\na,demo,2026-01-01 10:00,x\na,demo,2026-01-01 10:00,y\n",
        "",
        "told-twice",
        false,
        &["(the same lead, event and time)"],
    ),
    case(
        "Id,Created\na,\nb,2026-01-01\n",
        "id,event,at\na,demo,2026-01-01\nb,demo,2026-01-01\n",
        "{apiVersion: leadpact/v1, kind: Mapping, log: {join: {from: created}}}\n",
        "without-start",
        false,
        &["note: 1 lead with rows in the event log and no day in created"],
    ),
    case(
        "Id,Revenue\n1,5\n\" 1\",5\n",
        "",
        "",
        "repeated-ids",
        false,
        &["rows 1 and 2"],
    ),
];

fn run(case: &Case, command: &str, further: &[&str]) -> (Option<i32>, String, String) {
    let folder = tempfile::tempdir().expect("folder");
    let place = folder.path();
    fs::write(place.join("r.yaml"), RULES).expect("rules");
    fs::write(place.join("leads.csv"), case.leads).expect("leads");
    let mut arguments = match command {
        "score" => vec!["score", "r.yaml", "leads.csv", "--as-of", "2026-01-02"],
        _ => vec!["check", "r.yaml", "--leads", "leads.csv"],
    };
    if !case.log.is_empty() {
        fs::write(place.join("log.csv"), case.log).expect("a log");
        arguments.extend(["--events", "log.csv"]);
    }
    if !case.map.is_empty() {
        fs::write(place.join("m.yaml"), case.map).expect("a mapping");
        arguments.extend(["--map", "m.yaml"]);
    }
    arguments.extend(further);
    let output = leadpact(place, &arguments);
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

#[test]
fn each_doubt_is_told_by_score_and_by_check_and_strict_makes_it_status_1() {
    for case in &CASES {
        let about = format!("{} {:?}", case.kind, case.leads);
        for command in ["score", "check"] {
            let (status, out, told) = run(case, command, &[]);
            assert_eq!(status, Some(0), "{about} {command}: {told}");
            let said = if command == "score" {
                told
            } else {
                out.clone()
            };
            for words in case.words {
                assert!(said.contains(words), "{about} {command}: {said}");
            }
            let (status, strict, told) = run(case, command, &["--strict"]);
            assert_eq!(status, Some(1), "{about} {command}: {told}");
            assert_eq!(strict, out, "{about} {command}: the output is the same");
            let why = format!("because of --strict: {}", case.kind);
            assert!(told.contains(&why), "{about} {command}: {told}");
            let (_, out, told) = run(case, command, &["--json"]);
            let json = if command == "score" { told } else { out };
            let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
            let doubt = &json["doubts"][0];
            assert_eq!(doubt["kind"], case.kind, "{about} {command}");
            assert_eq!(doubt["loud"], case.loud, "{about} {command}");
            assert!(doubt["next"].as_str().is_some_and(|next| !next.is_empty()));
        }
    }
}

#[test]
fn a_file_without_doubts_is_status_0_with_strict_too() {
    let clean = case(
        "Id,German,Created\n1,B1,2026-01-01\n2,-,\n,b2,\n,A1,\n",
        "id,event,at\n1,demo,2026-01-01\n1,Requested a demo,2026-01-01\n,demo,2026-01-01\n",
        "",
        "",
        false,
        &[],
    );
    for command in ["score", "check"] {
        let (status, out, told) = run(&clean, command, &["--strict"]);
        assert_eq!(status, Some(0), "{command}: {out}{told}");
        assert!(!format!("{out}{told}").contains("as if nothing were known"));
    }
}

#[test]
fn check_says_what_would_read_a_column_of_which_nothing_is_understood() {
    let dates = case(
        "Id,Created\n1,21.06.2024\n2,28.06.2024\n",
        "",
        "",
        "",
        true,
        &[],
    );
    let (_, out, _) = run(&dates, "check", &[]);
    let hint = "`read: {date: \"DD.MM.YYYY\"}` under `fields: created` of a mapping reads them";
    assert!(out.contains(hint), "{out}");
}

#[test]
fn a_sign_beside_a_word_is_told() {
    let signs = case(
        "Id,Title\n1,Director\u{2122}\n2,Director\u{b7}Owner\n3,Director\n",
        "",
        "",
        "",
        false,
        &[],
    );
    let (_, out, _) = run(&signs, "check", &[]);
    let line = "note: 2 leads have a sign beside the word \"director\" in the column 'Title', which makes it another word: 'Director\u{2122}'";
    assert!(out.contains(line), "{out}");
}

#[test]
fn leads_of_one_contact_each_count_what_came_at_or_after_their_start() {
    let contacts = case(
        "Id,Contact ID,Created\na,c,2026-01-01\nb,c,2026-01-02\nd,,2026-01-01\ne,c,\n",
        "Contact,Type,Sub,When\nc,Call,Out,2026-01-01 10:00\nc,call,out,2026-01-02 10:00\n,Call,Out,2026-01-02 11:00\n",
        "apiVersion: leadpact/v1\nkind: Mapping\nevents: {demo: {names: [Call/Out]}}\n\
         log: {leadId: [Contact], eventParts: [Type, Sub], at: [When], join: {columns: [Contact ID], from: created}}\n",
        "without-start",
        false,
        &[],
    );
    let (status, out, told) = run(&contacts, "score", &["--reasons"]);
    assert_eq!(status, Some(0), "{told}");
    let rows: Vec<&str> = out.lines().skip(1).collect();
    for (row, asked) in rows
        .iter()
        .zip([Some("asked:6"), Some("asked:3"), None, None])
    {
        assert_eq!(row.contains("asked"), asked.is_some(), "{out}");
        assert!(asked.is_none_or(|asked| row.contains(asked)), "{out}");
    }
    assert!(
        told.contains("1 lead with rows in the event log and no day in created"),
        "{told}"
    );
    for (key, words) in [
        ("everyRow: demoo", "the rules have no event `demoo`"),
        (
            "everyRow: demo, event: [Type]",
            "says already which event a row tells",
        ),
        ("join: {from: nope}", "the rules have no field `nope`"),
        ("join: {from: revenue}", "is no field with a day"),
        (
            "join: {columns: [Nope]}",
            "what the event log names leads by: there is no column 'Nope'",
        ),
    ] {
        let map = format!("{{apiVersion: leadpact/v1, kind: Mapping, log: {{{key}}}}}\n");
        let case = Case {
            map: Box::leak(map.into_boxed_str()),
            log: "id,event,at\n",
            ..contacts
        };
        let (status, _, told) = run(&case, "score", &[]);
        assert_eq!(status, Some(2), "{key}: {told}");
        assert!(told.contains(words), "{key}: {told}");
    }
}

#[test]
fn a_gate_that_asks_about_what_was_taken_as_absent_is_loud() {
    let folder = tempfile::tempdir().expect("folder");
    let needed = RULES.replace(
        "columns: [Opted out], optional: true",
        "columns: [Opted out]",
    );
    fs::write(folder.path().join("rules.yaml"), needed).expect("rules");
    fs::write(folder.path().join("leads.csv"), "Id,Title\n1,Director\n").expect("leads");
    let day = ["--as-of", "2026-01-10"];
    let beside = ["check", "rules.yaml", "--leads", "leads.csv"];
    let scored = ["score", "rules.yaml", "leads.csv", day[0], day[1]];
    for command in [&beside[..], &scored[..]] {
        let output = leadpact(folder.path(), &[command, &["--missing-as-absent"]].concat());
        let said = text(&output.stdout) + &text(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{said}");
        let told = "the gate opt asks about opted_out, which the file does not have";
        assert!(said.contains(told), "{said}");
        let strict = leadpact(
            folder.path(),
            &[command, &["--missing-as-absent", "--strict"]].concat(),
        );
        assert_eq!(strict.status.code(), Some(1), "{said}");
        let json = leadpact(
            folder.path(),
            &[command, &["--missing-as-absent", "--json"]].concat(),
        );
        let json = text(&json.stdout) + &text(&json.stderr);
        assert!(json.contains("\"gate-without\""), "{json}");
    }
}

#[test]
fn what_stands_around_the_rows_of_a_log_is_doubtful_too() {
    let folder = tempfile::tempdir().expect("folder");
    fs::write(folder.path().join("rules.yaml"), RULES).expect("rules");
    fs::write(
        folder.path().join("leads.csv"),
        "Id,Title\n1,Director\n2,Clerk\n",
    )
    .expect("leads");
    let log = "Lead ID,Event,Time\n1,demo,2026-01-02\n2,demo,2026-01-03\nTotal,,\n";
    fs::write(folder.path().join("log.csv"), log).expect("log");
    let day = ["--as-of", "2026-01-10"];
    let events = ["--events", "log.csv"];
    let beside = ["check", "rules.yaml", "--leads", "leads.csv"];
    let scored = ["score", "rules.yaml", "leads.csv", day[0], day[1]];
    for command in [&beside[..], &scored[..]] {
        let output = leadpact(folder.path(), &[command, &events, &["--strict"]].concat());
        let said = text(&output.stdout) + &text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(
            said.contains("in the event log row 3 looks like a total"),
            "{said}"
        );
        assert!(!said.contains("--skip-last"), "{said}");
    }
}
