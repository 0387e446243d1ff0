//! Definitions that companies have published, in the rule format, with leads scored by hand.

use crate::{
    Outcome, compile,
    golden::{self, GoldenLead},
    tests::{read, spec},
};

fn score(spec_yaml: &str, lead: &str) -> Outcome {
    let compiled = compile(&spec(spec_yaml)).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let golden: GoldenLead = read(&format!(
        "{{id: x, asOf: 2022-03-01, expect: {{}}, {lead}}}"
    ))
    .unwrap();
    golden::run_one(&compiled, &golden).outcome
}

/// A score of points for acts, threshold 15, page views without limit.
const ACTS: &str = "\
events: {form: {}, demo: {}, pricing: {}, trial: {}, install: {}, key_page: {}, page: {}}
scores:
  points:
    rules:
      - {id: form, event: form, points: 10}
      - {id: demo, event: demo, points: 15}
      - {id: pricing, event: pricing, points: 15}
      - {id: trial, event: trial, points: 15}
      - {id: install, event: install, points: 10}
      - {id: key-page, event: key_page, points: 5}
      - {id: page, event: page, per: occurrence, points: 1}
stages: [{id: lead, name: Lead}, {id: mql, name: MQL, when: {score: points, atLeast: 15}}]
";

#[test]
fn points_for_acts() {
    let of = |lead| {
        let outcome = score(ACTS, lead);
        (outcome.scores[0].1, outcome.stage.unwrap_or_default())
    };
    assert_eq!(
        of("events: [{event: demo, at: 2022-02-01}]"),
        (Some(15), "mql".into())
    );
    assert_eq!(
        of(
            "events: [{event: form, at: 2022-02-01}, {event: page, at: 2022-02-01}, {event: page, at: 2022-02-02}]"
        ),
        (Some(12), "lead".into())
    );
    assert_eq!(
        of(
            "events: [{event: form, at: 2022-02-01}, {event: form, at: 2022-02-03}, {event: key_page, at: 2022-02-02}]"
        ),
        (Some(15), "mql".into())
    );
}

/// Grades without points for two products; A or B is product-qualified.
const GRADES: &str = "\
fields: {searches: {type: number}, host: {type: boolean}, private: {type: boolean}, public: {type: boolean}, installed: {type: boolean}, repos: {type: number}}
events: {active: {}}
grades:
  cloud:
    - {when: {all: [{field: searches, atLeast: 1}, {event: active, days: {atLeast: 5}}, {field: host, is: true}, {field: private, is: true}]}, grade: A}
    - {when: {all: [{field: searches, atLeast: 1}, {event: active, days: {atLeast: 2}}, {any: [{field: private, is: true}, {field: public, is: true}]}]}, grade: B}
    - {when: {field: searches, atLeast: 1}, grade: C}
    - {grade: D}
stages: [{id: pql, name: PQL, track: product, when: {grade: cloud, in: [A, B]}}]
";

#[test]
fn grades_without_points() {
    let days = |n: u32| {
        (1..=n)
            .map(|day| format!("{{event: active, at: 2022-02-{day:02}}}"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    for (fields, active, grade, pql) in [
        ("searches: '3', host: yes, private: yes", 5, "A", true),
        ("searches: '3', host: yes, private: yes", 4, "B", true),
        ("searches: '3', public: yes", 2, "B", true),
        ("searches: '3', public: yes", 1, "C", false),
        ("searches: '0', public: yes", 9, "D", false),
        ("public: yes", 9, "D", false),
    ] {
        let outcome = score(
            GRADES,
            &format!("fields: {{{fields}}}, events: [{}]", days(active)),
        );
        assert_eq!(
            (outcome.grade.as_str(), outcome.tracks[0].1.is_some()),
            (grade, pql),
            "{fields} {active}"
        );
    }
}

/// Bands with a second threshold for customers, negative acts, and a form that qualifies at once.
const BANDS: &str = "\
fields: {customer: {type: boolean}, title: {type: words}, visits: {type: number}}
events: {demo: {}, unsubscribed: {}, careers: {}}
gates: [{id: demo, qualify: mql, when: {event: demo}}]
scores:
  points:
    rules:
      - {id: leader, points: 50, when: {field: title, hasAny: [director, head of, chief]}}
      - {id: visits, field: visits, per: unit, points: 1}
      - {id: unsubscribed, event: unsubscribed, points: -15}
      - {id: careers, event: careers, points: -10}
stages:
  - {id: captured, name: Captured}
  - {id: nurtured, name: Nurtured, when: {score: points, atLeast: 30}}
  - {id: engaged, name: Engaged, when: {score: points, atLeast: 70}}
  - {id: mql, name: MQL, when: {any: [{score: points, atLeast: 200}, {all: [{score: points, atLeast: 100}, {none: [{field: customer, is: true}]}]}]}}
";

#[test]
fn bands_with_a_second_threshold_for_customers() {
    for (lead, stage) in [
        ("fields: {visits: '29'}", "captured"),
        ("fields: {visits: '30'}", "nurtured"),
        ("fields: {visits: '69', title: Headmaster}", "nurtured"),
        ("fields: {visits: '20', title: Sales Director}", "engaged"),
        ("fields: {visits: '100'}", "mql"),
        ("fields: {visits: '100', customer: yes}", "engaged"),
        ("fields: {visits: '200', customer: yes}", "mql"),
        (
            "fields: {visits: '100'}, events: [{event: unsubscribed, at: 2022-01-01}, {event: careers, at: 2022-01-01}]",
            "engaged",
        ),
        ("events: [{event: demo, at: 2022-02-28}]", "mql"),
        ("events: [{event: demo, at: 2022-03-02}]", "captured"),
    ] {
        assert_eq!(score(BANDS, lead).stage.as_deref(), Some(stage), "{lead}");
    }
}

/// Two of three facts, with a list per country tier and an account excluded for a month.
const FACTS: &str = "\
fields: {revenue: {type: number}, title: {type: words}, industry: {type: text}, country: {type: text}, account_disqualified: {type: date}}
lists: {first: {version: 1, values: [DE, FR]}, second: {version: 2, values: [PL, CZ]}}
gates: [{id: month, suspend: true, when: {field: account_disqualified, within: 30d}, because: the account said no}]
scores:
  country: {rules: [{id: tier, firstOf: [{when: {field: country, inList: first}, points: 10}, {when: {field: country, inList: second}, points: 5}, {points: -5}], whenMissing: -5}]}
  revenue: {rules: [{id: bands, field: revenue, bands: [{below: 1000000, points: 0}, {below: 10000000, points: 5}, {below: 100000000, points: 10}, {points: 20}], whenMissing: not-enough-known}]}
stages: [{id: booking, name: Instant booking, when: {atLeast: 2, of: [{field: revenue, atLeast: 1000000}, {field: title, hasAny: [cto, vp]}, {field: industry, in: [software]}]}}]
";

#[test]
fn two_of_three_facts_and_tiers_by_list() {
    let of = |lead| {
        let outcome = score(FACTS, lead);
        (
            outcome.scores[0].1,
            outcome.scores[1].1,
            outcome.status.word(),
            outcome.stage.is_some(),
        )
    };
    assert_eq!(
        of("fields: {revenue: '1000000', title: VP Sales, country: fr}"),
        (Some(10), Some(5), "scored", true)
    );
    assert_eq!(
        of("fields: {revenue: '999999', title: VP Sales, country: pl}"),
        (Some(5), Some(0), "scored", false)
    );
    assert_eq!(
        of("fields: {revenue: '100000000', industry: Software}"),
        (Some(-5), Some(20), "scored", true)
    );
    assert_eq!(
        of("fields: {title: CTO, industry: software, country: us}"),
        (Some(-5), Some(0), "not-enough-known", false)
    );
    assert_eq!(
        of("fields: {revenue: '5', account_disqualified: '2022-02-15'}"),
        (Some(-5), Some(0), "suspended", false)
    );
    assert_eq!(
        of("fields: {revenue: '5', account_disqualified: '2022-01-15'}"),
        (Some(-5), Some(0), "scored", false)
    );
}
