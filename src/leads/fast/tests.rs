//! The fast way beside the general one: the same rows, counts and messages for the same file, however it is cut.

use std::cell::Cell;
use std::fmt::Write as _;
use std::io::Cursor;

use jiff::civil::date;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::*;
use crate::events::{self, EventLog, LogForm};
use crate::source::begin;
use crate::{Delimiter, OutputForm, Rows};
use leadpact_definition::{Compiled, Spec, compile};

const HEADER: [&str; 8] = [
    "id",
    "industry",
    "note",
    "employees",
    "demo",
    "seen",
    "visits",
    "last visit",
];

const FIELDS: &str = r#"
    "industry": {"type": "text", "placeholders": ["select"]},
    "note": {"type": "words"},
    "employees": {"type": "number"},
    "demo": {"type": "boolean"},
    "seen": {"type": "date"},
    "absent": {"type": "list", "optional": true}"#;

const CONDITIONS: [&str; 20] = [
    r#"{"field": "industry", "in": ["Saas", "a\"b"]}"#,
    r#"{"field": "industry", "contains": ["é", "x"]}"#,
    r#"{"field": "note", "hasAny": ["two lines", "quick"]}"#,
    r#"{"field": "employees", "atLeast": 50}"#,
    r#"{"field": "employees", "between": [-3, 4.5]}"#,
    r#"{"field": "demo", "is": true}"#,
    r#"{"field": "seen", "within": "30d"}"#,
    r#"{"field": "industry", "missing": true}"#,
    r#"{"field": "absent", "missing": true}"#,
    r#"{"event": "visit", "atLeast": 2}"#,
    r#"{"event": "visit", "within": "60d", "atLeast": 2}"#,
    r#"{"event": "visit", "since": "call"}"#,
    r#"{"event": "call", "since": "visit", "within": "90d"}"#,
    r#"{"event": "visit", "since": {"field": "seen"}}"#,
    r#"{"event": "call", "since": {"event": "visit"}, "atLeast": 2}"#,
    r#"{"none": [{"event": "tick", "since": {"event": "call"}, "within": "90d"}, {"event": "call", "since": {"field": "seen"}}]}"#,
    r#"{"none": [{"event": "visit", "since": "tick"}, {"event": "tick", "since": "call"}]}"#,
    r#"{"none": [{"field": "demo", "is": true}, {"field": "demo", "missing": true}]}"#,
    r#"{"any": [{"field": "demo", "is": false}, {"field": "employees", "above": 3}]}"#,
    r#"{"atLeast": 2, "of": [{"field": "demo", "is": true}, {"field": "employees", "below": 9}, {"event": "visit"}]}"#,
];

/// `WHEN` stands for a condition, `N` for points.
const RULES: [&str; 18] = [
    r#""when": WHEN, "points": N"#,
    r#""when": WHEN, "points": N"#,
    r#""when": WHEN, "points": N, "group": "some""#,
    r#""when": WHEN, "points": N, "cap": 3"#,
    r#""when": {"field": "demo", "is": true}, "points": N, "whenMissing": "not-enough-known""#,
    r#""when": {"field": "industry", "is": "saas"}, "points": N, "whenMissing": 4, "group": "some""#,
    r#""field": "employees", "bands": [{"below": 10, "points": 1}, {"below": 99, "points": N}, {"points": 2}]"#,
    r#""field": "employees", "per": "unit", "points": N, "cap": 20"#,
    r#""field": "employees", "per": "unit", "points": 900000"#,
    r#""event": "visit", "points": N, "per": "occurrence", "cap": 30"#,
    r#""event": "visit", "points": N, "within": "90d", "decay": [{"within": "30d", "keep": "100%"}, {"keep": "50%"}]"#,
    r#""event": "visit", "points": N, "per": "week""#,
    r#""event": "visit", "points": N, "per": {"cooldown": "30d"}, "since": {"field": "seen"}"#,
    r#""event": "call", "points": N, "since": {"event": "visit"}, "when": WHEN"#,
    r#""event": "tick", "points": N, "per": "occurrence", "when": {"field": "demo", "is": true}, "whenMissing": 3"#,
    r#""firstOf": [{"when": WHEN, "points": N}, {"when": WHEN, "points": 3}, {"points": 1}]"#,
    r#""firstOf": [{"when": {"field": "demo", "is": true}, "points": N}, {"when": {"field": "demo", "missing": true}, "points": 2}, {"points": 1}]"#,
    r#""largestOf": [{"id": "in-N1", "when": WHEN, "points": N}, {"id": "in-N2", "field": "employees", "per": "unit", "points": 2, "cap": 9}]"#,
];

const AXES: [&str; 4] = [
    r#""cap": 40, "floor": -20"#,
    r#""decay": {"by": "seen", "steps": [{"within": "30d", "keep": "100%"}, {"keep": "50%"}], "whenMissing": "25%"}"#,
    r#""decay": {"by": "visit", "steps": [{"within": "20d", "keep": "90%"}, {"keep": "40%"}]}, "resetWhen": WHEN"#,
    r#""appliesTo": WHEN"#,
];

const GATES: [&str; 3] = [
    r#""disqualify": true"#,
    r#""suspend": true"#,
    r#""qualify": "second""#,
];

/// A text with its `WHEN` and `N` filled in.
fn filled(template: &str, chosen: &[Index], number: usize) -> String {
    let mut text = String::new();
    let mut chosen = chosen.iter().cycle();
    let mut next = |most: usize| chosen.next().map_or(0, |index| index.index(most));
    for (place, part) in template.split("WHEN").enumerate() {
        if place > 0 {
            text.push_str(CONDITIONS[next(CONDITIONS.len())]);
        }
        text.push_str(part);
    }
    let points = i64::try_from(next(60)).expect("small") - 15;
    text.replace("in-N", &format!("in-{number}-"))
        .replace(": N", &format!(": {points}"))
}

fn rules() -> impl Strategy<Value = Vec<String>> {
    let rule = (
        select(RULES.as_slice()),
        prop::collection::vec(any::<Index>(), 4),
    );
    prop::collection::vec(rule, 0..7).prop_map(|rules| {
        let rules = rules.into_iter().enumerate();
        rules
            .map(|(number, (rule, chosen))| filled(rule, &chosen, number))
            .collect()
    })
}

fn definition() -> impl Strategy<Value = Spec> {
    let choices = || prop::collection::vec(any::<Index>(), 4);
    let axes = prop::collection::vec((rules(), select(AXES.as_slice()), choices()), 1..3);
    let gates = prop::collection::vec((select(GATES.as_slice()), any::<Index>()), 0..3);
    let named = any::<bool>();
    (axes, gates, choices(), named).prop_map(|(axes, gates, chosen, named)| {
        let mut scores = Vec::new();
        for (axis, (rules, limits, chosen)) in axes.iter().enumerate() {
            let rules = rules.iter().enumerate();
            let rules: Vec<String> = rules
                .map(|(rule, text)| format!(r#"{{"id": "r{axis}-{rule}", {}}}"#, text.replace("in-", &format!("i{axis}-"))))
                .collect();
            scores.push(format!(
                r#""s{axis}": {{{}, "groups": {{"some": {{"cap": 12, "floor": -1}}}}, "rules": [{}]}}"#,
                filled(limits, chosen, 0),
                rules.join(", ")
            ));
        }
        let parts: Vec<String> = (0..axes.len()).map(|axis| format!("\"s{axis}\"")).collect();
        scores.push(format!(r#""all": {{"sum": [{}], "cap": 90}}"#, parts.join(", ")));
        scores.push(format!(r#""most": {{"largest": [{}]}}"#, parts.join(", ")));
        let gates = gates.iter().enumerate();
        let gates: Vec<String> = gates
            .map(|(number, (effect, when))| {
                let when = CONDITIONS[when.index(CONDITIONS.len())];
                format!(r#"{{"id": "g{number}", {effect}, "when": {when}}}"#)
            })
            .collect();
        let routing = format!(
            r#", "routing": {{"routes": [{{"when": {}, "to": "-sales"}}, {{"when": {}, "to": "A, B"}}]}}"#,
            filled("WHEN", &chosen[3..4], 0),
            filled("WHEN", &chosen[1..2], 0),
        );
        let routing = if chosen[3].index(3) > 0 { routing.as_str() } else { "" };
        let id = if named { r#""leadId": {"columns": ["id"]},"# } else { "" };
        let text = format!(
            r#"{{{id} "fields": {{{FIELDS}}},
            "events": {{"visit": {{"columns": {{"count": "visits", "last": "last visit"}}}},
              "call": {{"columns": {{"last": "seen"}}}}, "tick": {{"columns": {{"count": "employees"}}}}}},
            "gates": [{}], "scores": {{{}}},
            "grades": {{"all": [{{"atLeast": 40, "grade": "A,"}}, {{"atLeast": 10, "grade": "B"}}, {{"grade": "-"}}]}},
            "stages": [{{"id": "first", "owner": "=1,\"2\""}}, {{"id": "second", "when": {}{routing}}},
              {{"id": "third", "when": {{"all": [{{"grade": "all", "in": ["A,"]}}, {}]}}, "exit": {}}},
              {{"id": "other", "track": "side", "when": {{"score": "most", "atLeast": 5}}}}]}}"#,
            gates.join(", "),
            scores.join(", "),
            filled("WHEN", &chosen[..1], 0),
            filled("WHEN", &chosen[1..2], 0),
            filled("WHEN", &chosen[2..3], 0),
        );
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
    })
}

const CELLS: [&str; 40] = [
    "",
    "",
    "a17",
    "Saas",
    " saas ",
    "\"a\"\"b\"",
    "\"two\nlines\"",
    "\"quick, x\"",
    "é",
    "select",
    "0",
    "3",
    "50",
    "4.50",
    "-3",
    "+7",
    "1e3",
    "123456789012345",
    "99999999999999999",
    "true",
    "No",
    "maybe",
    "2025-12-20",
    "2026-02-01",
    "2025-13-01",
    "2024-02-29T10:00",
    "\"\"",
    "\"  \"",
    "=1+1",
    "-x",
    "\u{feff}b",
    "x\"y",
    "\"a\"b",
    "\"open",
    " \"a\"",
    "a\rb",
    "nul\0",
    "a;b",
    "a very long cell that no memory for short cells can hold",
    "\"=1,2\"",
];

/// So many of the cells are written as every reader expects; then come the odd ones.
const REGULAR: usize = 30;

fn table() -> impl Strategy<Value = Vec<u8>> {
    let cells = |odd: bool| {
        select(if odd {
            CELLS.as_slice()
        } else {
            &CELLS[..REGULAR]
        })
    };
    let usual = prop::collection::vec(cells(false), HEADER.len()).boxed();
    let row = prop_oneof![
        30 => usual,
        1 => prop::collection::vec(cells(true), HEADER.len()),
        1 => prop::collection::vec(cells(false), 0..12),
    ];
    let ends = select(vec!["\n", "\n", "\n", "\n\n", "\r\n", "\r\n\r\n"]);
    let marks = (any::<bool>(), any::<bool>(), any::<bool>());
    let strange = prop::option::weighted(
        0.1,
        (any::<Index>(), select(vec![0xff_u8, b'"', 0, b'\r', 0x1a])),
    );
    let rows = prop::collection::vec((row, ends), 0..40);
    (rows, marks, 0..3_usize, strange).prop_map(|(rows, (mark, last, crlf), end, strange)| {
        let mut text = String::new();
        if mark {
            text.push('\u{feff}');
        }
        text.push_str(&HEADER.join(","));
        text.push_str(if crlf { "\r\n" } else { "\n" });
        for (number, (row, mixed)) in rows.iter().enumerate() {
            text.push_str(&row.join(","));
            if number + 1 < rows.len() || !last {
                text.push_str([if crlf { "\r\n" } else { "\n" }, mixed, "\n"][end]);
            }
        }
        let mut bytes = text.into_bytes();
        if let Some((place, byte)) = strange {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        bytes
    })
}

/// The output, and the summary or the message.
type Told = (String, Result<String, String>);

fn scored(
    spec: &Spec,
    compiled: &Compiled,
    log: Option<&EventLog>,
    bytes: &[u8],
    form: OutputForm,
    pace: Option<Pace>,
) -> Told {
    let source = begin(
        "a.csv".into(),
        Box::new(Cursor::new(bytes.to_vec())),
        Some(Delimiter::Comma),
    );
    let rows = match source.and_then(Rows::new) {
        Ok(rows) => rows,
        Err(problem) => return (String::new(), Err(problem.to_string())),
    };
    let as_of = Some(date(2026, 1, 1));
    let scorer = match Scorer::new(spec, compiled, rows, as_of, log) {
        Ok(scorer) => scorer,
        Err(error) => return (String::new(), Err(error.to_string())),
    };
    let mut text = Vec::new();
    let output = Output::new(&mut text, compiled, form).expect("memory");
    let summary = match pace {
        Some(pace) => write_all(scorer, output, pace, |_| {}),
        None => general(scorer, output, &mut |_| {}),
    };
    let told = summary.map_err(|error| error.to_string()).map(|summary| {
        let summary = summary.finished(spec, compiled);
        let mut told = serde_json::to_string(&summary).expect("JSON");
        let _ = write!(told, "{summary}");
        told
    });
    (String::from_utf8(text).expect("text"), told)
}

fn log(spec: &Spec) -> EventLog {
    let text = "id,event,at\na17,visit,2025-12-01\na17,visit,2025-12-02\na17,call,2025-12-01\nSaas,visit,2025-12-30\nSaas,tick,2025-12-30\n2,visit,2026-03-01\n2,call,2025-11-01\n";
    let bytes = Box::new(Cursor::new(text.as_bytes().to_vec()));
    let rows = begin("log.csv".into(), bytes, None).and_then(Rows::new);
    events::read(spec, rows.expect("rows"), &LogForm::default()).expect("a log")
}

#[test]
fn both_ways_come_to_the_same() {
    let config = Config {
        cases: 240,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let (compiled_ones, whole, rows) = (Cell::new(0), Cell::new(0), Cell::new(0));
    let sizes = (
        16..700_usize,
        1..4_usize,
        1..4_usize,
        any::<(bool, bool, bool)>(),
    );
    let cases = (definition(), prop::collection::vec(table(), 4), sizes);
    let result = runner.run(
        &cases,
        |(spec, tables, (usual, times, workers, (with_log, reasons, raw_ids)))| {
            let Ok(compiled) = compile(&spec) else {
                return Ok(());
            };
            compiled_ones.set(compiled_ones.get() + 1);
            let form = OutputForm { reasons, raw_ids };
            let log = with_log.then(|| log(&spec));
            let sizes = Sizes {
                usual,
                most: usual * times,
            };
            for bytes in tables {
                let pace = Pace { workers, sizes };
                let general = scored(&spec, &compiled, log.as_ref(), &bytes, form, None);
                whole.set(whole.get() + u32::from(general.1.is_ok()));
                rows.set(rows.get() + general.0.lines().count());
                let fast = scored(&spec, &compiled, log.as_ref(), &bytes, form, Some(pace));
                prop_assert_eq!(general, fast, "{}", String::from_utf8_lossy(&bytes));
            }
            Ok(())
        },
    );
    result.unwrap_or_else(|error| panic!("{error}"));
    // Enough of what was made up is of use.
    assert!(compiled_ones.get() > 120, "{compiled_ones:?}");
    assert!(whole.get() > 150, "{whole:?}");
    assert!(rows.get() > 5000, "{rows:?}");
}
