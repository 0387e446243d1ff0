//! What is read block by block comes to the same as what is read row by row.

use std::fmt::Write as _;
use std::io::Cursor;

use jiff::civil::date;

use crate::doubt::Doubt;
use crate::events::{self, EventLog, LogForm};
use crate::seen::{Beside, look};
use crate::source::begin;
use crate::{Explanation, Rows, Scorer, explain};
use leadpact_definition::{Compiled, Spec, compile};

const SPEC: &str = r#"
leadId: {columns: [Id]}
fields:
  title: {type: words}
  industry: {type: text, placeholders: [select]}
  employees: {type: number}
  seen: {type: date}
  german: {type: level, levels: [A1, B1]}
events:
  visit: {columns: {count: [visits], last: [last visit]}}
  call: {}
gates: [{id: g, suspend: true, when: {field: employees, atLeast: 5000}}]
scores:
  fit:
    rules:
    - {id: a, points: 1, when: {field: title, hasAny: [director, "vice president"]}}
    - {id: b, points: 1, when: {field: industry, in: [IT, Fishing]}}
    - {id: c, points: 1, when: {field: seen, within: 30d}}
    - {id: d, points: 1, when: {field: german, atLeast: B1}}
    - {id: e, points: 1, event: visit}
    - {id: f, points: 1, event: call}
stages: [{id: lead}, {id: mql, when: {score: fit, atLeast: 1}}]
"#;

/// Rows that fill more than one block. With `odd`, the first row can only be read in the general way, and all behind it
/// are.
fn leads(odd: bool) -> String {
    let mut text = "Id,note,title,industry,employees,seen,german,visits,last visit\n".to_owned();
    let note = if odd {
        "1,5\" pipe"
    } else {
        "\"1,5\"\" pipe\""
    };
    let note = note.replace("1,", "1.");
    for row in 0..12_000_u32 {
        let note = if row == 0 {
            note.as_str()
        } else {
            "\"two\nlines, twice\""
        };
        // Of a file so long only a part of the ids is followed, so that many have to come again.
        let id = match row {
            10_000..10_200 => row - 5000,
            _ if row % 4_001 == 4_000 => 77,
            _ => row,
        };
        let title = ["Director", "Director\u{2122}", "clerk", ""][row as usize % 4];
        let industry = if row % 7 == 0 {
            "Select".to_owned()
        } else {
            format!("I{}", row % 5000)
        };
        let employees = ["12", "n/a", "5.5", "x y"][row as usize % 4];
        let seen = ["2026-01-01", "01.02.2026", ""][row as usize % 3];
        let german = ["b1", "C1", "none"][row as usize % 3];
        let visits = ["0", "", "1e3"][row as usize % 3];
        let _ = writeln!(
            text,
            " {id} ,{note},{title},{industry},{employees},{seen},{german},{visits},"
        );
        if row % 1000 == 0 {
            text.push('\n');
        }
    }
    text
}

fn rules() -> (Spec, Compiled) {
    let spec: Spec = leadpact_files::read("spec.yaml", SPEC.as_bytes()).expect("a spec");
    let compiled = compile(&spec).expect("it compiles");
    (spec, compiled)
}

fn rows(text: &str) -> Rows {
    let bytes = Box::new(Cursor::new(text.as_bytes().to_vec()));
    begin("leads.csv".into(), bytes, None)
        .and_then(Rows::new)
        .expect("rows")
}

fn log(spec: &Spec) -> EventLog {
    let rows = rows("id,event,at\n5,call,2026-01-01\nnobody,call,2026-01-02\n");
    events::read(spec, rows, &LogForm::default()).expect("a log")
}

fn beside(text: &str, logged: bool) -> Beside {
    let (spec, compiled) = rules();
    let log = logged.then(|| log(&spec));
    let day = Some(date(2026, 1, 5));
    let scorer = Scorer::new(&spec, &compiled, rows(text), day, log.as_ref()).expect("columns");
    look(&spec, &compiled, scorer).expect("it is read")
}

#[test]
fn a_check_of_blocks_comes_to_the_same_as_of_rows() {
    for logged in [false, true] {
        let (blocks, general) = (beside(&leads(false), logged), beside(&leads(true), logged));
        assert_eq!(blocks.doubts, general.doubts);
        assert_eq!(blocks.warnings, general.warnings);
        let kinds: Vec<&str> = blocks.doubts.iter().map(Doubt::id).collect();
        assert!(kinds.starts_with(&["gate-open"]), "{kinds:?}");
        assert!(kinds.contains(&"repeated-ids"), "{kinds:?}");
        assert!(kinds.contains(&"signs-beside-words"), "{kinds:?}");
    }
}

#[test]
fn a_lead_is_explained_by_blocks_as_by_rows() {
    let (spec, compiled) = rules();
    let explained = |text: &str, id: &str| -> Option<(Explanation, u64)> {
        let day = Some(date(2026, 1, 5));
        let mut scorer = Scorer::new(&spec, &compiled, rows(text), day, None).expect("columns");
        explain(&spec, &compiled, &mut scorer, id).expect("it is read")
    };
    for id in ["0", "5", "77", "11999", "3999", "12000", "", "two"] {
        let (blocks, general) = (explained(&leads(false), id), explained(&leads(true), id));
        assert_eq!(blocks, general, "{id:?}");
    }
    let (found, further) = explained(&leads(false), "77").expect("it is there");
    assert_eq!((found.row, further), (78, 2));
}
