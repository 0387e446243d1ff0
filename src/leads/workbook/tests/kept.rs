//! The same leads as a workbook and as the CSV file that a spreadsheet saves of it: the same scores, byte for byte.

use std::fmt::Write as _;
use std::io::Cursor;

use jiff::civil::date;

use super::open;
use super::writer::Book;
use crate::events::{self, LogForm};
use crate::fast::{Pace, write_all};
use crate::proposal::{Profile, propose};
use crate::source::begin;
use crate::{Output, OutputForm, Rows, Scorer};
use leadpact_definition::{Compiled, Spec, compile};

const HEADER: [&str; 8] = [
    "Nummer", "Land", "Umsatz", "Quote", "Angelegt", "Kontakt", "Ja", "Besuche",
];

/// How a German spreadsheet saves it.
const GERMAN: &str = r#"{
  "leadId": {"columns": ["Nummer"]},
  "fields": {
    "country": {"type": "text", "columns": ["Land"], "read": {"values": {"Deutschland": "germany"}}},
    "revenue": {"type": "number", "columns": ["Umsatz"], "placeholders": ["k. A."], "read": {"decimal": ",", "group": ".", "drop": "€"}},
    "rate": {"type": "number", "columns": ["Quote"], "read": {"decimal": ",", "drop": "%"}},
    "created": {"type": "date", "columns": ["Angelegt"], "read": {"date": "DD.MM.YYYY"}},
    "touched": {"type": "datetime", "columns": ["Kontakt"], "read": {"date": "DD.MM.YYYY HH:MM"}},
    "yes": {"type": "boolean", "columns": ["Ja"], "read": {"trueWords": ["wahr"], "falseWords": ["falsch"]}}
  },
  "events": {"visit": {"columns": {"count": ["Besuche"], "last": ["Kontakt"], "read": {"date": "DD.MM.YYYY HH:MM"}}}},
  "gates": [{"id": "yes", "disqualify": true, "when": {"field": "yes", "is": true}}],
  "scores": {
    "fit": {"rules": [
      {"id": "land", "when": {"field": "country", "is": "germany"}, "points": 1},
      {"id": "umsatz", "field": "revenue", "bands": [{"below": 2, "points": 10}, {"below": 1234, "points": 20}, {"below": 1235, "points": 30}, {"points": 40}], "whenMissing": 5},
      {"id": "quote", "field": "rate", "per": "unit", "points": 100},
      {"id": "angelegt", "when": {"field": "created", "before": "2024-06-02"}, "points": 1000},
      {"id": "kontakt", "when": {"field": "touched", "after": "2024-05-31"}, "points": 2000},
      {"id": "besuch", "event": "visit", "per": "occurrence", "points": 10000}
    ]}
  },
  "stages": [{"id": "lead", "name": "Lead", "owner": "marketing"}, {"id": "mql", "name": "MQL", "owner": "marketing", "when": {"score": "fit", "atLeast": 3000}}]
}"#;

/// Each lead: its cells as a spreadsheet saves them, and as it holds them.
const LEADS: &[[(&str, &str); 8]] = &[
    [
        ("5805030012345", "<c><v>5805030012345</v></c>"),
        ("Deutschland", "<c t=\"s\"><v>0</v></c>"),
        ("1.234,50 €", "<c s=\"8\"><v>1234.5</v></c>"),
        ("12,5%", "<c s=\"3\"><v>0.125</v></c>"),
        ("01.06.2024", "<c s=\"4\"><v>45444</v></c>"),
        (
            "01.06.2024 14:30",
            "<c s=\"2\"><v>45444.604166666664</v></c>",
        ),
        ("FALSCH", "<c t=\"b\"><v>0</v></c>"),
        ("3", "<c><v>3</v></c>"),
    ],
    // A thousandth, which a German mapping must not make a thousand of.
    [
        ("00017", "<c s=\"7\"><v>17</v></c>"),
        ("France", "<c t=\"inlineStr\"><is><t>France</t></is></c>"),
        ("1,234", "<c><v>1.234</v></c>"),
        ("7,0%", "<c s=\"3\"><v>7.0000000000000007E-2</v></c>"),
        ("02.06.2024", "<c s=\"1\"><v>45445</v></c>"),
        ("31.05.2024 00:00", "<c s=\"5\"><v>45443</v></c>"),
        ("WAHR", "<c t=\"b\"><v>1</v></c>"),
        ("", "<c/>"),
    ],
    // The same as texts.
    [
        ("A-1", "<c t=\"str\"><v>A-1</v></c>"),
        (
            "\"a \"\"b\"\", c;\nd\"",
            "<c t=\"str\"><v>a \"b\", c;\nd</v></c>",
        ),
        ("1.234,50 €", "<c t=\"str\"><v>1.234,50 €</v></c>"),
        ("12,5%", "<c t=\"str\"><v>12,5%</v></c>"),
        ("01.06.2024", "<c t=\"str\"><v>01.06.2024</v></c>"),
        (
            "01.06.2024 14:30",
            "<c t=\"str\"><v>01.06.2024 14:30</v></c>",
        ),
        ("falsch", "<c t=\"str\"><v>falsch</v></c>"),
        ("3", "<c t=\"str\"><v>3</v></c>"),
    ],
    // What nobody understands, and what is nothing.
    [
        (" 8 ", "<c t=\"str\"><v> 8 </v></c>"),
        ("#NV", "<c t=\"e\"><v>#NV</v></c>"),
        ("k. A.", "<c t=\"str\"><v>k. A.</v></c>"),
        ("#DIV/0!", "<c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"),
        ("29.02.1900", "<c s=\"4\"><v>60</v></c>"),
        ("", "<c s=\"4\"/>"),
        ("", ""),
        ("2,5", "<c t=\"str\"><v>2,5</v></c>"),
    ],
    [
        ("9", "<c t=\"n\"><v>9</v></c>"),
        ("2024", "<c><v>2024</v></c>"),
        ("36:00:00", "<c s=\"6\"><v>1.5</v></c>"),
        ("", ""),
        ("", ""),
        ("", ""),
        ("", ""),
        ("0", "<c><f>1-1</f><v>0</v></c>"),
    ],
];

fn rules(json: &str) -> (Spec, Compiled) {
    let spec: Spec = serde_json::from_str(json).expect("rules");
    let compiled = compile(&spec).expect("they make sense");
    (spec, compiled)
}

fn csv() -> Vec<u8> {
    let mut text = HEADER.map(|header| format!("\"{header}\"")).join(";");
    for lead in LEADS {
        let cells: Vec<&str> = lead.iter().map(|(csv, _)| *csv).collect();
        write!(text, "\r\n{}", cells.join(";")).expect("memory");
    }
    text.into_bytes()
}

fn row(cells: &[String]) -> String {
    let placed = cells.iter().zip(b'A'..).map(|(cell, column)| {
        let column = char::from(column);
        cell.replacen("<c", &format!("<c r=\"{column}1\""), 1)
    });
    format!("<row>{}</row>", placed.collect::<String>())
}

fn workbook() -> Vec<u8> {
    let header = HEADER.map(|header| format!("<c t=\"str\"><v>{header}</v></c>"));
    let leads = LEADS
        .iter()
        .map(|lead| row(&lead.map(|(_, cell)| cell.to_owned())));
    let rows = row(&header) + &leads.collect::<String>();
    Book::of(&rows).with_strings(&["Deutschland"]).bytes()
}

fn csv_rows() -> Rows {
    let source = begin("a.csv".to_owned(), Box::new(Cursor::new(csv())), None);
    Rows::new(source.expect("a table")).expect("a header")
}

/// What scoring writes, and by field what was missing or not understood.
fn scored(spec: &Spec, compiled: &Compiled, rows: Rows) -> (String, Vec<(String, u64, u64)>) {
    let mut written = Vec::new();
    let form = OutputForm {
        reasons: true,
        raw_ids: true,
    };
    let scorer = Scorer::new(spec, compiled, rows, Some(date(2024, 7, 1)), None).expect("columns");
    let output = Output::new(&mut written, compiled, form).expect("memory");
    let summary = write_all(scorer, output, Pace::default(), |_| {}).expect("scored");
    let noted = summary.fields.into_iter().chain(summary.events);
    let noted = noted.map(|noted| (noted.id, noted.missing, noted.not_understood));
    (String::from_utf8(written).expect("UTF-8"), noted.collect())
}

#[test]
fn a_workbook_scores_as_its_csv_file() {
    let (spec, compiled) = rules(GERMAN);
    let (expected, noted) = scored(&spec, &compiled, csv_rows());
    let (found, found_noted) = scored(
        &spec,
        &compiled,
        open(workbook(), None).expect("a workbook"),
    );
    assert_eq!(found, expected);
    assert_eq!(found_noted, noted);
    // Worked by hand.
    let points: Vec<&str> = expected
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').nth(1))
        .collect();
    assert_eq!(points, ["34231", "710", "34230", "5", "5"]);
}

#[test]
fn without_the_sign_a_per_cent_is_understood_in_neither() {
    let (spec, compiled) = rules(&GERMAN.replace("\"drop\": \"%\"", "\"drop\": \"x\""));
    let (expected, noted) = scored(&spec, &compiled, csv_rows());
    assert_eq!(
        scored(
            &spec,
            &compiled,
            open(workbook(), None).expect("a workbook")
        ),
        (expected, noted.clone())
    );
    assert_eq!(noted[2], ("rate".to_owned(), 1, 4));
}

#[test]
fn a_log_in_a_workbook_tells_what_its_csv_file_tells() {
    let (spec, _) = rules(&GERMAN.replace(
        "\"events\": {\"visit\": {",
        "\"events\": {\"visit\": {\"label\": \"Besuch\", ",
    ));
    let csv = "lead id;event;at\n9;Besuch;2024-06-01\n9;visit;2024-06-01T14:30:00\n9;visit;soon\n";
    let header =
        ["lead id", "event", "at"].map(|header| format!("<c t=\"str\"><v>{header}</v></c>"));
    let line = |event: &str, at: &str| {
        row(&[
            "<c><v>9</v></c>".to_owned(),
            format!("<c t=\"str\"><v>{event}</v></c>"),
            at.to_owned(),
        ])
    };
    let rows = row(&header)
        + &line("Besuch", "<c s=\"1\"><v>45444</v></c>")
        + &line("visit", "<c s=\"2\"><v>45444.604166666664</v></c>")
        + &line("visit", "<c t=\"str\"><v>soon</v></c>");
    let source = begin("a.xlsx".to_owned(), Box::new(Cursor::new(csv)), None).expect("a log");
    let form = LogForm::default();
    let csv = events::read(&spec, Rows::new(source).expect("a header"), &form).expect("a log");
    let book = open(Book::of(&rows).bytes(), None).expect("a workbook");
    let book = events::read(&spec, book, &form).expect("a log");
    assert_eq!(book.report(None), csv.report(None));
    let days = |log: &events::EventLog| log.of("9", events::Start::Always).collect::<Vec<_>>();
    assert_eq!(days(&book), days(&csv));
    assert_eq!(days(&book).len(), 2);
}

#[test]
fn what_is_more_than_a_text_says_nothing_of_how_texts_are_written() {
    let plain = GERMAN
        .replace("\"decimal\": \",\", \"group\": \".\", \"drop\": \"€\"", "")
        .replace("\"decimal\": \",\", \"drop\": \"%\"", "");
    let (spec, compiled) = rules(&plain);
    let cell = |xml: &str| format!("<row><c t=\"str\"><v>x</v></c><c/>{xml}</row>");
    let header = row(&HEADER.map(|header| format!("<c t=\"str\"><v>{header}</v></c>")));
    for (cells, decimal, drop) in [
        // A point that is a point, beside texts with a comma.
        (
            &[
                "<c r=\"C1\"><v>1.234</v></c>",
                "<c r=\"C1\" t=\"str\"><v>1.234,5</v></c>",
            ][..],
            Some(","),
            None,
        ),
        (
            &[
                "<c r=\"C1\"><v>1.234</v></c>",
                "<c r=\"C1\"><v>5.678</v></c>",
            ],
            None,
            None,
        ),
        (&["<c r=\"C1\" s=\"3\"><v>0.01234</v></c>"], None, Some("%")),
    ] {
        let rows = cells.iter().map(|xml| cell(xml)).collect::<String>();
        let mut rows = open(Book::of(&(header.clone() + &rows)).bytes(), None).expect("a workbook");
        let profile = Profile::of(&mut rows, 100).expect("rows");
        let proposal = propose(&spec, &compiled, &profile);
        let revenue = &proposal.fields[1];
        let read = revenue.mapping.read.clone().unwrap_or_default();
        assert_eq!(read.decimal.as_deref(), decimal, "{cells:?}");
        assert_eq!(read.drop, drop.map(Into::into), "{cells:?}");
        assert!(
            !revenue
                .cells
                .notes
                .iter()
                .any(|note| note.contains("no cell decides"))
        );
        assert_eq!(revenue.cells.understood, revenue.cells.filled, "{cells:?}");
    }
}
