//! An axis that counts no further act above a limit: sums by hand.

use jiff::civil::{Date, date};

use crate::{
    Compiled, Lead, compile,
    golden::{self, GoldenLead},
    lint::lint,
    say,
    tests::{read, spec},
    value::day_number,
};

const AS_OF: Date = date(2026, 1, 1);

const SPEC: &str = "\
fields: {big: {type: boolean}, seen: {type: date}}
events: {visit: {}, form: {}, left: {}}
scores:
  s:
    freezeAbove: 30
    cap: 60
    groups: {g: {cap: 40}}
    rules:
      - {id: big, points: 31, when: {field: big, is: true}}
      - {id: visit, points: 10, event: visit, per: occurrence, group: g}
      - {id: form, points: 20, event: form, decay: [{within: 20d, keep: 100%}, {keep: 50%}]}
      - {id: left, points: -15, event: left}
      - {id: both, points: 5, when: {event: visit, days: {atLeast: 2}, within: 90d}}
";

fn compiled(yaml: &str) -> Compiled {
    compile(&spec(yaml)).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// The score `s` and its reasons.
fn scored(fields: &str, events: &[(&str, &str)]) -> (i64, Vec<String>) {
    let events: Vec<_> = events
        .iter()
        .map(|(id, at)| format!("{{event: {id}, at: {at}}}"))
        .collect();
    let yaml = format!(
        "{{id: t, asOf: 2026-01-01, fields: {{{fields}}}, events: [{}], expect: {{}}}}",
        events.join(", ")
    );
    let golden: GoldenLead = read(&yaml).unwrap();
    let outcome = golden::run_one(&compiled(SPEC), &golden).outcome;
    let reasons = outcome.reasons.iter();
    (
        outcome.scores[0].1.unwrap(),
        reasons.map(|r| format!("{}:{}", r.id, r.points)).collect(),
    )
}

#[test]
fn acts_after_the_day_above_the_limit_count_nothing() {
    // 10, then 10 + 10 + 5 for two days = 25, then 35 with the third visit: above 30 on 12 December.
    let to_the_limit = [
        ("visit", "2025-12-10"),
        ("visit", "2025-12-11"),
        ("visit", "2025-12-12"),
    ];
    let frozen = (35, vec!["visit:30".to_owned(), "both:5".to_owned()]);
    assert_eq!(scored("", &to_the_limit), frozen);
    // Later points above and below 0 count nothing; the order in the log does not matter.
    let mut later = to_the_limit.to_vec();
    later.insert(0, ("left", "2025-12-13"));
    later.insert(0, ("form", "2025-12-14"));
    later.push(("visit", "2025-12-15"));
    assert_eq!(scored("", &later), frozen);
    // What takes points away before that day moves the day: 20 on the 12th, 60 with the form
    // (10 x 3 + 5 + 20 - 15 = 40) on the 14th, and the visit of the 15th counts no more.
    let before = [
        ("visit", "2025-12-10"),
        ("visit", "2025-12-11"),
        ("left", "2025-12-11"),
        ("visit", "2025-12-12"),
        ("form", "2025-12-14"),
        ("visit", "2025-12-15"),
    ];
    assert_eq!(scored("", &before).0, 40);
}

#[test]
fn all_acts_of_the_day_count_and_exactly_the_limit_is_not_above() {
    // 20 + 10 = 30 on the 20th is not above 30; the next day is.
    let at_the_limit = [("form", "2025-12-20"), ("visit", "2025-12-20")];
    assert_eq!(scored("", &at_the_limit).0, 30);
    let day_after = [at_the_limit[0], at_the_limit[1], ("visit", "2025-12-21")];
    assert_eq!(scored("", &day_after).0, 45);
    // Three visits and a form on one day: 30 + 20 = 50, nothing of that day is left out.
    let one_day = [
        ("visit", "2025-12-20"),
        ("visit", "2025-12-20"),
        ("visit", "2025-12-20"),
        ("form", "2025-12-20"),
        ("left", "2025-12-21"),
    ];
    assert_eq!(scored("", &one_day).0, 50);
}

#[test]
fn fields_count_from_the_start() {
    let (points, reasons) = scored("big: \"yes\"", &[("visit", "2025-12-20")]);
    assert_eq!((points, reasons), (31, vec!["big:31".to_owned()]));
}

#[test]
fn ages_are_those_of_as_of_and_later_acts_do_not_exist() {
    // The form is 31 days old: 10. On its own day it would have been 20 and, with two visits, above 30.
    let old = [
        ("form", "2025-12-01"),
        ("visit", "2025-12-02"),
        ("visit", "2025-12-02"),
        ("left", "2025-12-03"),
        ("visit", "2026-01-02"),
    ];
    assert_eq!(scored("", &old).0, 15);
}

#[test]
fn the_limit_looks_at_the_sum_before_the_cap_and_after_the_groups() {
    let yaml = SPEC
        .replace("cap: 60", "cap: 20")
        .replace("cap: 40", "cap: 25");
    let of = |days: &[&str]| {
        let compiled = compiled(&yaml);
        let mut lead = Lead::default();
        lead.clear(&compiled);
        for day in days {
            lead.occurred(0, day_number(day.parse().unwrap()));
        }
        lead.occurred(2, day_number(date(2025, 12, 31)));
        compiled.score(&lead, AS_OF).scores[0].1
    };
    // The group gives 25 at most, with `both` exactly 30: never above, so that -15 counts.
    assert_eq!(
        of(&["2025-12-01", "2025-12-02", "2025-12-03", "2025-12-04"]),
        Some(15)
    );
}

#[test]
fn a_flat_export_is_frozen_where_it_tells_the_order() {
    let compiled = compiled(
        "\
events: {visit: {}, form: {}, left: {}}
scores:
  s:
    freezeAbove: 30
    rules:
      - {id: visit, points: 20, event: visit, per: occurrence}
      - {id: form, points: 15, event: form}
      - {id: left, points: -15, event: left}
",
    );
    let of = |facts: [(Option<u64>, Option<&str>); 3]| {
        let mut lead = Lead::default();
        lead.clear(&compiled);
        for (event, (count, last)) in facts.into_iter().enumerate() {
            lead.set_flat(
                event,
                count,
                last.map(|day| day_number(day.parse().unwrap())),
            );
        }
        let outcome = compiled.score(&lead, AS_OF);
        (outcome.scores[0].1.unwrap(), outcome.untold)
    };
    let (none, early, later) = ((None, None), Some("2025-11-01"), Some("2025-12-01"));
    // One visit and a form: 35 on 1 November; leaving in December counts nothing.
    assert_eq!(
        of([(Some(1), early), (None, early), (Some(1), later)]),
        (35, vec![])
    );
    // A form that was sent several times is only asked whether it was: its last day stands for it.
    assert_eq!(
        of([(Some(1), early), (Some(3), later), (None, early)]),
        (20, vec![])
    );
    // Two visits on unknown days: not frozen, and said so.
    assert_eq!(
        of([(Some(2), early), none, (Some(1), later)]),
        (25, vec!["visit".to_owned()])
    );
    assert_eq!(
        of([(Some(2), None), none, none]),
        (40, vec!["visit".to_owned()])
    );
    // One act after *as of* does not exist.
    assert_eq!(
        of([(Some(1), early), (Some(1), Some("2026-01-02")), none]),
        (20, vec![])
    );
    assert_eq!(of([none, none, none]), (0, vec![]));
}

#[test]
fn resetting_and_fading_see_every_act() {
    let compiled = compiled(
        "\
events: {visit: {}, form: {}, out: {}}
scores:
  s:
    freezeAbove: 10
    resetWhen: {event: out}
    rules:
      - {id: visit, points: 11, event: visit}
      - {id: form, points: 100, event: form}
    decay: {by: form, steps: [{within: 10d, keep: 100%}, {keep: 50%}], whenMissing: 0%}
",
    );
    let of = |form: Date, out: Option<Date>| {
        let mut lead = Lead::default();
        lead.clear(&compiled);
        lead.occurred(0, day_number(date(2025, 11, 1)));
        lead.occurred(1, day_number(form));
        if let Some(day) = out {
            lead.occurred(2, day_number(day));
        }
        compiled.score(&lead, AS_OF).scores[0].1
    };
    // Frozen at 11 by the visit; the form, which counts nothing, still is the last activity.
    assert_eq!(of(date(2025, 12, 30), None), Some(11));
    assert_eq!(of(date(2025, 12, 1), None), Some(5));
    assert_eq!(of(date(2025, 12, 30), Some(date(2025, 12, 31))), Some(0));
}

#[test]
fn it_is_said_and_belongs_to_rules() {
    let spec_of = |yaml: &str| spec(yaml);
    let frozen = spec_of(SPEC);
    assert_eq!(
        say::score(&frozen, &frozen.scores[0]),
        "the points of 5 rules, at most 60, no further act counts once it is above 30"
    );
    let total = spec_of("scores: {a: {rules: []}, t: {sum: [a], freezeAbove: 5}}");
    let problems = compile(&total).unwrap_err();
    assert!(
        problems[0].to_string().contains("freezeAbove"),
        "{problems:?}"
    );
    let far = spec_of("scores: {a: {rules: [], freezeAbove: 1000001}}");
    assert_eq!(compile(&far).unwrap_err().len(), 1);
}

#[test]
fn a_freeze_that_can_never_be_is_told() {
    let warned = |yaml: &str| {
        let warnings = lint(&spec(yaml));
        warnings
            .iter()
            .any(|warning| warning.path.to_string().contains("freezeAbove"))
    };
    let with = |limit: i64, rule: &str| {
        format!(
            "fields: {{a: {{type: boolean}}}}\nevents: {{e: {{}}}}\nscores: {{s: {{freezeAbove: {limit}, rules: [{rule}]}}}}"
        )
    };
    let event = "{id: e, points: 10, event: e}, {id: a, points: 5, when: {field: a, is: true}}";
    assert!(!warned(&with(9, event)));
    // 15 is the most: never above it.
    assert!(warned(&with(15, event)));
    // Without an act there is nothing to freeze.
    assert!(warned(&with(
        1,
        "{id: a, points: 5, when: {field: a, is: true}}"
    )));
}
