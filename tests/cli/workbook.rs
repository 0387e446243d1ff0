//! Workbooks as the program is given them.

#[path = "../../src/leads/workbook/tests/writer.rs"]
mod writer;

use std::fs;
use std::path::Path;

use super::{err, leadpact, out};
use writer::{Book, packed, part};

const RULES: &str = r#"apiVersion: leadpact/v1
kind: LeadDefinition
metadata: {name: example, version: 1.0.0, status: draft}
spec:
  leadId: {columns: [Id]}
  fields:
    revenue: {type: number, columns: [Umsatz], read: {decimal: ",", group: "."}}
    created: {type: date, columns: [Angelegt], read: {date: DD.MM.YYYY}}
  events:
    demo: {label: Asked for a demo}
  scores:
    fit:
      rules:
        - {id: large, points: 10, when: {field: revenue, atLeast: 1000}}
        - {id: old, points: 5, when: {field: created, before: 2024-06-02}}
        - {id: demo, points: 20, when: {event: demo}}
  stages:
    - {id: lead, name: Lead, owner: marketing}
    - {id: mql, name: MQL, owner: marketing, when: {score: fit, atLeast: 15}}
"#;

/// A cover, the leads, and what they did.
fn book() -> Book {
    let texts = |cells: &[&str]| {
        let cells = cells
            .iter()
            .map(|cell| format!("<c t=\"str\"><v>{cell}</v></c>"));
        format!("<row>{}</row>", cells.collect::<String>())
    };
    let leads = texts(&["Id", "Umsatz", "Angelegt"])
        + "<row><c><v>5805030012345</v></c><c s=\"8\"><v>1.234</v></c><c s=\"4\"><v>45444</v></c></row>"
        + "<row><c t=\"s\"><v>0</v></c><c t=\"str\"><v>1.234</v></c><c t=\"str\"><v>01.06.2024</v></c></row>";
    let log = texts(&["lead id", "event", "at"])
        + "<row><c t=\"s\"><v>0</v></c><c t=\"str\"><v>demo</v></c><c s=\"2\"><v>45444.5</v></c></row>";
    Book::of(&texts(&["see the next sheet"]))
        .with_strings(&["007"])
        .with_sheet("Kontakte", "", &leads)
        .with_sheet("Log", "hidden", &log)
}

fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a folder");
    fs::write(home.path().join("rules.yaml"), RULES).expect("written");
    fs::write(home.path().join("book.xlsx"), book().bytes()).expect("written");
    home
}

/// The leads and the log as a German spreadsheet saves them.
fn as_csv(home: &Path) {
    let leads = "Id;Umsatz;Angelegt\r\n5805030012345;1,234;01.06.2024\r\n007;1.234;01.06.2024\r\n";
    fs::write(home.join("leads.csv"), leads).expect("written");
    fs::write(
        home.join("log.csv"),
        "lead id;event;at\r\n007;demo;2024-06-01T12:00:00\r\n",
    )
    .expect("written");
}

#[test]
fn every_command_reads_a_workbook_as_its_csv_file() {
    let home = home();
    as_csv(home.path());
    let csv = ["leads.csv", "--events", "log.csv"];
    let book = [
        "book.xlsx",
        "--sheet",
        "Kontakte",
        "--events",
        "book.xlsx",
        "--events-sheet",
        "log",
    ];
    let day = "--as-of=2024-07-01";
    let commands: [&[&str]; 4] = [
        &["score", "rules.yaml", "LEADS", "--reasons", day],
        &["record", "rules.yaml", "LEADS", day],
        &["explain", "rules.yaml", "LEADS", "--id=007", "--json", day],
        &["check", "rules.yaml", "--leads", "LEADS"],
    ];
    for command in commands {
        let run = |inputs: &[&str]| {
            let words: Vec<&str> = command
                .iter()
                .map(|word| if *word == "LEADS" { inputs[0] } else { word })
                .collect();
            let words = [&words[..], &inputs[1..]].concat();
            let output = leadpact(home.path(), &words);
            assert_eq!(output.status.code(), Some(0), "{}", err(&output));
            out(&output)
        };
        let wanted = run(&csv);
        assert!(!wanted.is_empty());
        assert_eq!(run(&book), wanted, "{command:?}");
    }
}

#[test]
fn the_summary_names_the_sheet() {
    let home = home();
    let scored = leadpact(
        home.path(),
        &["score", "rules.yaml", "book.xlsx", "--sheet", "2"],
    );
    assert!(out(&scored).starts_with("id,fit,"), "{}", out(&scored));
    assert!(
        err(&scored).starts_with(
            "2 leads from book.xlsx, sheet 'Kontakte' of 3, named by the column 'Id'\n"
        ),
        "{}",
        err(&scored)
    );
    let json = leadpact(
        home.path(),
        &["score", "rules.yaml", "book.xlsx", "--sheet", "2", "--json"],
    );
    assert!(
        err(&json).contains("\"sheet\": \"Kontakte\""),
        "{}",
        err(&json)
    );
    let mapped = leadpact(
        home.path(),
        &[
            "map",
            "rules.yaml",
            "book.xlsx",
            "--sheet",
            "Kontakte",
            "-o",
            "map.yaml",
        ],
    );
    assert!(
        out(&mapped).contains("2 rows of book.xlsx, sheet 'Kontakte' of 3, 3 columns"),
        "{}",
        out(&mapped)
    );
}

#[test]
fn the_wrong_sheet_is_told_with_the_others() {
    let home = home();
    let none = leadpact(
        home.path(),
        &["score", "rules.yaml", "book.xlsx", "--sheet", "Leads 2"],
    );
    assert_eq!(none.status.code(), Some(2));
    assert_eq!(
        err(&none),
        "leadpact: book.xlsx: the workbook has no sheet 'Leads 2'. It has 'Leads', 'Kontakte' and 'Log' (hidden). Name one of them, or its number, with --sheet.\n"
    );
    let first = leadpact(home.path(), &["score", "rules.yaml", "book.xlsx"]);
    assert_eq!(first.status.code(), Some(2));
    assert!(err(&first).contains("The sheet 'Leads' was read; the workbook also has 'Kontakte' and 'Log' (hidden): name one with --sheet."), "{}", err(&first));
    as_csv(home.path());
    let csv = leadpact(
        home.path(),
        &["score", "rules.yaml", "leads.csv", "--sheet", "1"],
    );
    assert_eq!(csv.status.code(), Some(2));
    assert!(
        err(&csv).contains(
            "leads.csv: this is no workbook (.xlsx), so it has no sheet '1'. Leave out --sheet."
        ),
        "{}",
        err(&csv)
    );
}

#[test]
fn what_is_no_workbook_is_refused_with_one_message() {
    let home = home();
    let mut damaged = book().bytes();
    damaged.truncate(damaged.len() / 2);
    let mut other = book().parts();
    other.retain(|part| part.name != "xl/worksheets/sheet1.xml");
    other.push(part("xl/worksheets/sheet1.xml", "<!DOCTYPE a><a/>"));
    for (bytes, words) in [
        (damaged, "the workbook is cut off"),
        (packed(&other), "declares a document type"),
        (
            packed(&[part("a.csv", "a")]),
            "a packed file (zip) with 'a.csv'",
        ),
        (
            b"\xd0\xcf\x11\xe0old".to_vec(),
            "a workbook of the old kind (.xls)",
        ),
    ] {
        fs::write(home.path().join("bad.xlsx"), bytes).expect("written");
        let output = leadpact(
            home.path(),
            &["score", "rules.yaml", "bad.xlsx", "-o", "out.csv"],
        );
        assert_eq!(output.status.code(), Some(2));
        assert!(
            err(&output).starts_with("leadpact: bad.xlsx: "),
            "{}",
            err(&output)
        );
        assert!(err(&output).contains(words), "{}", err(&output));
        assert_eq!(err(&output).lines().count(), 1, "{}", err(&output));
        assert!(!home.path().join("out.csv").exists());
    }
}
