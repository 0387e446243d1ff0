//! The head names every column that the statement reads, and hostile headers stay in their comment.

use crate::sql::{Dialect, SqlRequest, TableColumns, sql};
use leadpact_definition::{LeadDefinition, compile};
use leadpact_files::read_definition;

const RULES: &str = "\
apiVersion: leadpact/v1
kind: LeadDefinition
metadata: {name: named, title: Named, version: 1.0.0}
spec:
  fields: {size: {type: number, columns: [No. of Employees]}, unasked: {type: text}, title: {type: words}}
  events: {demo: {columns: {count: [Demos], last: [Last demo]}}}
  scores: {fit: {rules: [
    {id: big, points: 5, when: {field: size, atLeast: 10}},
    {id: head, points: 5, when: {field: title, hasAny: [head]}},
    {id: demo, points: 5, event: demo, within: 30d}]}}
";

fn written(
    dialect: Dialect,
    change: impl FnOnce(&mut SqlRequest, &LeadDefinition),
) -> (String, String) {
    let definition = read_definition("named.yaml", RULES.as_bytes()).expect("a definition");
    let compiled = compile(&definition.spec).expect("compiles");
    let mut request = SqlRequest {
        dialect,
        table: "crm.leads".to_owned(),
        events_table: None,
        as_of: None,
        columns: None,
    };
    change(&mut request, &definition);
    let form = sql(&definition, &compiled, &request).expect("written");
    let text = String::from_utf8(form.files[0].1.clone()).expect("text");
    (text, form.fidelity.markdown(&definition))
}

fn head(text: &str) -> Vec<&str> {
    text.lines()
        .take_while(|line| line.starts_with("--"))
        .collect()
}

#[test]
fn every_column_that_is_read_is_named_with_what_it_holds() {
    let (text, report) = written(Dialect::Duckdb, |_, _| {});
    let named: Vec<&str> = head(&text)
        .into_iter()
        .filter(|line| line.starts_with("--   "))
        .collect();
    assert_eq!(
        named,
        [
            "--   \"id\": the lead's id",
            "--   \"No. of Employees\": field size, a number",
            "--   \"title\": field title, a text of words",
            "--   \"Demos\": event demo, how often",
            "--   \"Last demo\": event demo, the last day",
        ]
    );
    assert!(
        text.contains("so `id` is supposed; `--leads EXPORT.csv`"),
        "{text}"
    );
    assert!(
        report.contains("`No. of Employees`, `title`, `Demos`, `Last demo`"),
        "{report}"
    );
}

#[test]
fn a_table_of_events_has_its_columns_named_too() {
    let (text, report) = written(Dialect::Duckdb, |request, _| {
        request.events_table = Some("acts".to_owned());
    });
    let head = head(&text).join("\n");
    assert!(head.contains("--   \"at\": when it happened"), "{head}");
    assert!(!head.contains("Demos"), "{head}");
    assert!(report.contains("`lead_id` (the lead's id)"), "{report}");
}

#[test]
fn bigquery_gets_names_that_it_can_have() {
    let (text, report) = written(Dialect::Bigquery, |_, _| {});
    assert!(text.contains("`lead_row`.`No__of_Employees`"), "{text}");
    assert!(
        text.contains("`No__of_Employees` (header 'No. of Employees'): field size"),
        "{text}"
    );
    assert!(report.contains("Everything is exact"), "{report}");
    for (header, name) in [
        ("No. of Employees", "No__of_Employees"),
        ("2024 Umsatz", "_2024_Umsatz"),
        ("_table_x", "x_table_x"),
        ("", "_"),
        ("Größe", "Gr__e"),
    ] {
        assert_eq!(Dialect::Bigquery.possible_name(header), name);
        assert_eq!(Dialect::Duckdb.possible_name(header), header);
    }
    assert_eq!(Dialect::Bigquery.possible_name(&"a".repeat(900)).len(), 300);
}

#[test]
fn headers_that_come_to_one_name_are_told() {
    let both = |request: &mut SqlRequest, definition: &LeadDefinition| {
        let mut columns = TableColumns::declared(&definition.spec);
        columns.fields = vec![Some("Size?".to_owned()), None, Some("size!".to_owned())];
        request.columns = Some(columns);
    };
    let (_, report) = written(Dialect::Bigquery, both);
    assert!(
        report.contains("cannot tell it from the column Size?"),
        "{report}"
    );
    let (_, report) = written(Dialect::Duckdb, both);
    assert!(report.contains("Everything is exact"), "{report}");
}

#[test]
fn a_hostile_header_ends_no_comment() {
    for dialect in Dialect::ALL {
        let (text, _) = written(dialect, |request, definition| {
            let mut columns = TableColumns::declared(&definition.spec);
            columns.fields[0] =
                Some("a\n; DROP TABLE leads; --\r\u{2028}${x}\u{1b}[31m".to_owned());
            request.columns = Some(columns);
        });
        let behind = text.lines().nth(head(&text).len());
        assert_eq!(
            behind,
            Some(""),
            "{dialect:?}: the comment ends where it should"
        );
        for line in head(&text) {
            assert!(
                !line.contains("${") && !line.contains(['\u{1b}', '\u{2028}', '\r']),
                "{line:?}"
            );
        }
    }
}
