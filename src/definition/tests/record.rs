//! Canonical records, compared with records written by hand.

use jiff::civil::date;
use serde_json::{Value as Json, json};

use crate::{Lead, compile, record::RecordForm, tests::spec};

const RULES: &str = "\
fields:
  title: {type: words}
  industry: {type: text}
  seats: {type: number}
  level: {type: level, levels: [Intern, VP]}
  consent: {type: boolean}
  seen: {type: datetime}
  tags: {type: list}
  unused: {type: text}
events: {demo: {}, visit: {}, never: {}}
gates: [{id: g, suspend: true, when: {all: [{field: consent, is: true}, {field: seen, within: 30d}, {event: never}]}}]
scores:
  s:
    rules:
      - {id: a, points: 1, when: {field: title, hasAny: [sales]}}
      - {id: b, points: 1, when: {field: industry, in: [saas]}}
      - {id: c, field: seats, per: unit, points: 2}
      - {id: d, points: 1, when: {any: [{field: level, atLeast: vp}, {field: tags, hasAny: [x]}]}}
      - {id: e, points: 1, when: {any: [{event: demo, within: 90d, atLeast: 2}, {event: visit, within: 7d, days: {atLeast: 2}}, {event: visit}]}}
      - {id: f, event: visit, points: 3, per: day, within: 90d, decay: [{within: 30d, keep: 100%}, {keep: 50%}]}
      - {id: h, event: demo, points: 3, per: occurrence}
    decay: {by: demo, steps: [{within: 30d, keep: 100%}, {keep: 50%}]}
";

fn record(cells: &[(&str, &str)], events: impl Fn(&mut Lead)) -> Json {
    let spec = spec(RULES);
    let compiled = compile(&spec).unwrap();
    let mut lead = Lead::default();
    lead.clear(&compiled);
    for (field, cell) in cells {
        let field = compiled.field_index(field).unwrap();
        lead.set(field, compiled.read_cell(field, cell).value());
    }
    events(&mut lead);
    let record = RecordForm::new(&compiled).record("7", &lead, Some(date(2026, 1, 31)));
    serde_json::to_value(record).unwrap()
}

#[test]
fn nothing_known_is_null_under_every_key() {
    let nothing = json!({
        "id": "7", "asOf": "2026-01-31",
        "fields": {"title": null, "industry": null, "seats": null, "level": null, "consent": null, "seen": null, "tags": null},
        "days": {"seen": null}, "ages": {"seen": null}, "ranks": {"level": null}, "units": {"seats": null},
        "events": {
            "demo": {"count_90d": 0, "age": null}, "visit": {"days_7d": 0, "count": 0}, "never": {"count": 0},
        },
        "occasions": {"f": {"within_30d": 0, "later": 0}, "h": {"all": 0}},
    });
    assert_eq!(record(&[], |_| {}), nothing);
}

#[test]
fn values_stand_in_canonical_form_with_what_is_derived() {
    let found = record(
        &[
            ("title", "Head of SALES, EMEA"),
            ("industry", " SaaS\t"),
            ("seats", "12.75"),
            ("level", "vp"),
            ("consent", "Yes"),
            ("seen", "2026-02-02T10:00Z"),
            ("tags", " X ;;y"),
        ],
        // Days 20420 to 20484; as of is day 20484.
        |lead| {
            for day in [20_484, 20_484, 20_480, 20_420, 20_490, 20_300] {
                lead.occurred(1, day);
            }
        },
    );
    assert_eq!(
        found["fields"],
        json!({
            "title": " head of sales emea ", "industry": "saas", "seats": 12.75, "level": "vp", "consent": true,
            "seen": "2026-02-02", "tags": ["x", "y"],
        })
    );
    assert_eq!(found["days"], json!({"seen": 20_486}));
    assert_eq!(found["ages"], json!({"seen": -2}));
    assert_eq!(found["ranks"], json!({"level": 1}));
    assert_eq!(found["units"], json!({"seats": 12}));
    assert_eq!(found["events"]["visit"], json!({"days_7d": 2, "count": 5}));
    assert_eq!(
        found["occasions"]["f"],
        json!({"within_30d": 2, "later": 1})
    );
}

#[test]
fn a_flat_export_tells_what_is_certain() {
    // Last on day 20480, how often is not known: at least once, and nothing about occasions per day.
    let found = record(&[], |lead| {
        lead.set_flat(0, Some(3), None);
        lead.set_flat(1, None, Some(20_480));
        lead.set_flat(2, Some(4), Some(20_480));
    });
    assert_eq!(
        found["events"],
        json!({
            "demo": {"count_90d": null, "age": null}, "visit": {"days_7d": 1, "count": 1}, "never": {"count": 4},
        })
    );
    assert_eq!(
        found["occasions"],
        json!({"f": {"within_30d": null, "later": null}, "h": {"all": 3}})
    );
    let found = record(&[], |lead| lead.set_flat(0, None, Some(20_480)));
    assert_eq!(found["events"]["demo"], json!({"count_90d": 1, "age": 4}));
    let found = record(&[], |lead| lead.set_flat(0, None, Some(20_485)));
    assert_eq!(
        found["events"]["demo"],
        json!({"count_90d": null, "age": null})
    );
}

#[test]
fn numbers_are_whole_where_they_are_whole() {
    for (cell, expected) in [
        ("-0", "0"),
        ("300.0", "300"),
        ("999999999999999", "999999999999999"),
        ("0.1", "0.1"),
        ("-2.5", "-2.5"),
    ] {
        let found = record(&[("seats", cell)], |_| {});
        assert_eq!(found["fields"]["seats"].to_string(), expected);
    }
    assert_eq!(record(&[("seats", "-2.5")], |_| {})["units"]["seats"], 0);
}
