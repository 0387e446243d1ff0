use std::io::Cursor;

use indexmap::IndexMap;

use super::*;
use crate::Rows;
use crate::source::begin;
use leadpact_definition::Spec;
use leadpact_definition::condition::Condition;
use leadpact_definition::field::{Event, LeadId};
use leadpact_definition::score::{Gate, GateEffect};

/// Demo (0) and visit (2) are asked about, webinar (1) is not.
fn spec() -> Spec {
    let event = |label: &str| Event {
        label: (!label.is_empty()).then(|| label.to_owned()),
        ..Event::default()
    };
    Spec {
        events: IndexMap::from([
            ("demo_requested".to_owned(), event("Requested a demo")),
            ("webinar".to_owned(), event("")),
            ("visit".to_owned(), event("Visited")),
        ]),
        gates: vec![Gate {
            id: "asks".to_owned(),
            effect: GateEffect::Suspend,
            when: Condition::Any(vec![
                Condition::event("demo_requested"),
                Condition::event("visit"),
            ]),
            because: None,
        }],
        ..Spec::default()
    }
}

fn read_as(spec: &Spec, form: &LogForm, text: &str) -> Result<EventLog, String> {
    let words = |problem: crate::Problem| problem.to_string();
    let bytes = Box::new(Cursor::new(text.as_bytes().to_vec()));
    let source = begin("log.csv".into(), bytes, None).map_err(words)?;
    let rows = Rows::new(source).map_err(words)?;
    read(spec, rows, form).map_err(words)
}

fn log(text: &str) -> EventLog {
    read_as(&spec(), &LogForm::default(), text).expect("a log")
}

fn refused(text: &str) -> String {
    read_as(&spec(), &LogForm::default(), text).expect_err("refused")
}

fn of(log: &EventLog, id: &str) -> Vec<(usize, i32)> {
    log.of(id, Start::Always).collect()
}

// 2026-01-01 is day 20454 since 1970-01-01: 56 years of 365 days and 14 leap days (1972 to 2024).
const NEW_YEAR: i32 = 20_454;

#[test]
fn occurrences_stand_by_lead_event_and_day() {
    let log = log("Lead ID;Event;Time\n\
         a;visit;2026-01-03\n\
         b;DEMO_REQUESTED;2026-01-01T23:59\n\
         a; Requested a demo ;2026-01-05 10:00:00Z\n\
         a;visit;2026-01-01\n\
         a;Visited;2026-01-03\n");
    assert_eq!(
        of(&log, "a"),
        [
            (0, NEW_YEAR + 4),
            (2, NEW_YEAR),
            (2, NEW_YEAR + 2),
            (2, NEW_YEAR + 2)
        ]
    );
    assert_eq!(of(&log, "b"), [(0, NEW_YEAR)]);
    assert_eq!(of(&log, "c"), []);
    assert_eq!(of(&log, "A"), [], "ids are compared letter by letter");
}

#[test]
fn ids_are_text_of_any_length() {
    let log = log("id,event,at\n\
         1234567890123456789,visit,2026-01-01\n\
         1234567890123456788,visit,2026-01-02\n\
         007,visit,2026-01-03\n\
         \" 7 \",visit,2026-01-04\n");
    assert_eq!(of(&log, "1234567890123456789"), [(2, NEW_YEAR)]);
    assert_eq!(of(&log, "007"), [(2, NEW_YEAR + 2)]);
    assert_eq!(of(&log, "7"), [(2, NEW_YEAR + 3)]);
}

#[test]
fn what_cannot_be_used_is_counted_with_examples() {
    let log = log("id,event,at\n\
         a,visit,2026-01-01\n\
         a,vist,2026-01-01\n\
         a,vist,2026-01-01\n\
         a,Signed,2026-01-01\n\
         a,webinar,2026-01-01\n\
         ,visit,2026-01-01\n\
         a,visit,01/02/2026\n\
         a,visit,\n\
         nobody,visit,2026-01-01\n\
         nobody,visit,2026-02-01\n");
    assert_eq!(of(&log, "a"), [(2, NEW_YEAR)]);
    let report = log.report(Some(NEW_YEAR + 1));
    assert_eq!(report.rows, 10);
    let kept: Vec<_> = report
        .events
        .iter()
        .map(|e| (e.id.as_str(), e.rows))
        .collect();
    assert_eq!(kept, [("demo_requested", 0), ("visit", 1)]);
    assert_eq!((report.unasked, report.without_id, report.later), (1, 1, 0));
    assert_eq!(report.unknown, 3);
    assert_eq!(
        report.unknown_events,
        [
            UnknownEvent {
                name: "vist".to_owned(),
                rows: 2,
                near: Some("visit".to_owned())
            },
            UnknownEvent {
                name: "Signed".to_owned(),
                rows: 1,
                near: None
            },
        ]
    );
    assert_eq!(report.unread, 2);
    let times: Vec<_> = report
        .unread_times
        .iter()
        .map(|t| (t.line, t.cell.as_str()))
        .collect();
    assert_eq!(times, [(8, "01/02/2026"), (9, "")]);
    assert_eq!((report.no_lead.rows, report.no_lead.ids), (2, 1));
    assert_eq!(report.no_lead.examples, ["nobody"]);
    assert_eq!(
        report.to_string(),
        "event log log.csv: 10 rows; lead from 'id', event from 'event', time from 'at'\n\
         demo_requested            0  in the event log\n\
         visit                     1  in the event log\n\
         left out: 1 row of events that no rule asks for\n\
         left out: 1 row without the id of a lead\n\
         left out: 3 rows of events that the definition does not have: 'vist' (did you mean visit?), 'Signed'\n\
         left out: 2 rows with a time that is not understood: '01/02/2026' in line 8, '' in line 9\n\
         left out: 2 rows of 1 id that no lead has: 'nobody'\n"
    );
}

#[test]
fn an_empty_log_tells_of_nobody() {
    let log = log("id,event,at\n");
    assert_eq!(of(&log, "a"), []);
    assert_eq!(log.report(Some(0)).rows, 0);
}

#[test]
fn the_leads_id_comes_before_the_id_of_the_row() {
    let mut spec = spec();
    let both = log("id,Lead-ID,event,date\n1,a,visit,2026-01-01\n");
    assert_eq!(of(&both, "a"), [(2, NEW_YEAR)]);
    spec.lead_id = Some(LeadId {
        columns: ["Customer"].into_iter().collect(),
        ..LeadId::default()
    });
    let named = read_as(
        &spec,
        &LogForm::default(),
        "id,customer,event,date\n1,a,visit,2026-01-01\n",
    );
    assert_eq!(of(&named.expect("a log"), "a"), [(2, NEW_YEAR)]);
}

#[test]
fn a_form_names_the_columns_the_events_and_the_time() {
    let form = LogForm {
        lead_id: ["Kunde"].into_iter().collect(),
        event: ["Art"].into_iter().collect(),
        at: ["Wann"].into_iter().collect(),
        read: Some(leadpact_definition::field::Read {
            date: Some("DD.MM.YYYY".to_owned()),
            ..leadpact_definition::field::Read::default()
        }),
        names: vec![(
            "demo_requested".to_owned(),
            vec!["Vorführung".to_owned(), "Demo".to_owned()],
        )],
        ..LogForm::default()
    };
    let text = "id;Kunde;Art;Wann\n1;a;Vorführung;01.01.2026 09:30\n2;a;demo;03.01.2026\n3;a;visit;2026-01-01\n";
    let log = read_as(&spec(), &form, text).expect("a log");
    assert_eq!(of(&log, "a"), [(0, NEW_YEAR), (0, NEW_YEAR + 2)]);
    assert_eq!(
        log.report(None).unread,
        1,
        "one way to write a time, not two"
    );
}

#[test]
fn a_log_without_its_columns_is_refused_with_those_it_has() {
    assert_eq!(
        refused("Lead ID,What,When\n"),
        "log.csv: the event log has no column that is clearly for the event (event) and for the time (at). \
         It has 'Lead ID', 'What', 'When'. Rename the column, or name it in a mapping file under `log:`."
    );
    assert!(refused("Lead ID,event,Time,TIME\n").starts_with(
        "log.csv: 'Time' stands in the header of the event log more than once, in columns 3 and 4."
    ));
}

#[test]
fn a_name_of_two_events_stands_for_neither() {
    let form = LogForm {
        names: vec![
            ("visit".to_owned(), vec!["click".to_owned()]),
            (
                "demo_requested".to_owned(),
                vec!["Click".to_owned(), "visit".to_owned()],
            ),
        ],
        ..LogForm::default()
    };
    let text = "id,event,at\na,click,2026-01-01\na,visit,2026-01-02\n";
    let log = read_as(&spec(), &form, text).expect("a log");
    assert_eq!(
        of(&log, "a"),
        [(2, NEW_YEAR + 1)],
        "an id always stands for its event"
    );
    assert_eq!(log.report(None).unknown, 1);
}

#[test]
fn a_row_stands_under_its_event_or_under_one_reason() {
    let text = "id,event,at\n\
         a,visit,2026-01-02\n\
         a,visit,2025-12-31\n\
         a,visit,2026-02-01\n\
         b,demo_requested,2026-01-03\n\
         nobody,visit,2026-01-01\n\
         nobody,visit,2026-03-01\n\
         nobody,vist,2026-03-01\n\
         ,visit,2026-01-01\n\
         a,webinar,2026-01-01\n\
         a,visit,soon\n\
         ,signed,never\n";
    let log = log(text);
    let _ = log.of("a", Start::On(NEW_YEAR)).count();
    let _ = log.of("a", Start::On(NEW_YEAR + 9)).count();
    let _ = log.of("b", Start::Always).count();
    let report = log.report(Some(NEW_YEAR + 20));
    let counted: u64 = report.events.iter().map(|kept| kept.rows).sum();
    assert_eq!(counted, 2);
    let left_out = [
        report.unasked,
        report.without_id,
        report.unknown,
        report.unread,
        report.later,
        report.before,
        report.no_lead.rows,
    ];
    assert_eq!(left_out, [1, 1, 2, 1, 1, 1, 2]);
    assert_eq!(counted + left_out.iter().sum::<u64>(), report.rows);
}

#[test]
fn rows_that_tell_again_are_told_with_one_of_their_leads() {
    for (what, text, rows, identical) in [
        (
            "the same row",
            "a,visit,2026-01-01 10:00\na,visit,2026-01-01 10:00\n",
            1,
            1,
        ),
        (
            "three of them",
            "a,visit,2026-01-01T10:00\n".repeat(3).as_str(),
            2,
            2,
        ),
        (
            "the same act by its label",
            "a,visit,2026-01-01 10:00\na,Visited,2026-01-01 10:00:00\n",
            1,
            0,
        ),
        (
            "another second",
            "a,visit,2026-01-01 10:00:00\na,visit,2026-01-01 10:00:01\n",
            0,
            0,
        ),
        (
            "another zone",
            "a,visit,2026-01-01T10:00Z\na,visit,2026-01-01T10:00+01:00\n",
            0,
            0,
        ),
        (
            "another lead",
            "a,visit,2026-01-01 10:00\nb,visit,2026-01-01 10:00\n",
            0,
            0,
        ),
        (
            "days, in the same words",
            "a,visit,2026-01-01\na,visit,2026-01-01\n",
            1,
            1,
        ),
        (
            "days, in other words",
            "a,visit,2026-01-01\na,Visited,2026-01-01\n",
            0,
            0,
        ),
        (
            "midnight",
            "a,visit,2026-01-01 00:00\na,Visited,2026-01-01 00:00\n",
            0,
            0,
        ),
    ] {
        let log = log(&format!("id,event,at\n{text}"));
        let twice = log.report(None).twice;
        assert_eq!((twice.rows, twice.identical), (rows, identical), "{what}");
        assert_eq!(twice.example.is_empty(), rows == 0, "{what}");
    }
}

#[test]
fn every_row_or_several_columns_can_name_the_event() {
    let calls = LogForm {
        every_row: Some("visit".to_owned()),
        ..LogForm::default()
    };
    let log = read_as(
        &spec(),
        &calls,
        "id,at,outcome\na,2026-01-01,x\n,2026-01-01,x\n",
    );
    let log = log.expect("a log");
    assert_eq!(of(&log, "a"), [(2, NEW_YEAR)]);
    assert_eq!(of(&log, ""), [], "an empty id finds nothing");
    let report = log.report(None).to_string();
    assert!(report.starts_with("event log log.csv: 2 rows; lead from 'id', every row one event,"));
    let parts = LogForm {
        event_parts: ["Type", "Sub"].into_iter().collect(),
        names: vec![
            ("visit".to_owned(), vec!["Web/Page".to_owned()]),
            ("demo_requested".to_owned(), vec!["Form".to_owned()]),
        ],
        ..LogForm::default()
    };
    let text = "id,Type,Sub,at\na,Web, page ,2026-01-01\na,form,,2026-01-02\na,,Form,2026-01-03\na,Web,Form,2026-01-04\n";
    let log = read_as(&spec(), &parts, text).expect("a log");
    assert_eq!(
        of(&log, "a"),
        [(0, NEW_YEAR + 1), (0, NEW_YEAR + 2), (2, NEW_YEAR)]
    );
    let report = log.report(None);
    assert_eq!(report.columns[1], "Type/Sub");
    assert_eq!(report.unknown_events[0].name, "Web/Form");
    let refused = read_as(&spec(), &parts, "id,Type,at\n").expect_err("refused");
    assert!(
        refused.contains("a part of the event (eventParts)"),
        "{refused}"
    );
}

#[test]
fn leads_of_one_key_count_what_came_at_or_after_their_start() {
    let log = log("id,event,at\nc,visit,2026-01-01\nc,visit,2026-01-05\n");
    let days = |start| {
        log.of("c", start)
            .map(|(_, day)| day - NEW_YEAR)
            .collect::<Vec<_>>()
    };
    assert_eq!(days(Start::On(NEW_YEAR)), [0, 4], "the day itself counts");
    assert_eq!(days(Start::On(NEW_YEAR + 1)), [4]);
    assert!(days(Start::On(NEW_YEAR + 5)).is_empty());
    assert!(days(Start::Unknown).is_empty());
    assert_eq!(log.report(None).without_start, 1);
    assert_eq!(log.report(None).before, 0, "the first lead has them all");
}
