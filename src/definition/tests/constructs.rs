//! What published definitions need, each said in the format and scored by hand.

use crate::{
    Outcome, compile,
    golden::{self, GoldenLead},
    tests::{read, spec},
};

fn score(definition: &str, lead: &str) -> Outcome {
    let compiled = compile(&spec(definition)).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let golden: GoldenLead = read(&format!(
        "{{id: x, asOf: 2026-07-01, expect: {{}}, {lead}}}"
    ))
    .unwrap();
    golden::run_one(&compiled, &golden).outcome
}

fn points(outcome: &Outcome, name: &str) -> Option<i64> {
    let found = outcome.scores.iter().find(|(score, _)| score == name);
    found.and_then(|(_, points)| *points)
}

fn stage(outcome: &Outcome) -> &str {
    outcome.stage.as_deref().unwrap_or("none")
}

#[test]
fn frequency_limits_of_90_days_and_half_a_year() {
    let definition = "\
events: {webinar: {}}
scores:
  quarter: {rules: [{id: q, event: webinar, points: 10, per: {days: 90}}]}
  half: {rules: [{id: h, event: webinar, points: 10, per: {days: 182}, within: 364d}]}
";
    // Ages 0, 89, 90, 181, 182 and 400 days: blocks of 90 are 0, 0, 1, 2, 2, 4; of 182 they are 0, 0, 0, 0, 1.
    let days = [
        "2026-07-01",
        "2026-04-03",
        "2026-04-02",
        "2026-01-01",
        "2025-12-31",
        "2025-05-27",
    ];
    let events: Vec<String> = days
        .iter()
        .map(|day| format!("{{event: webinar, at: {day}}}"))
        .collect();
    let outcome = score(definition, &format!("events: [{}]", events.join(", ")));
    assert_eq!(points(&outcome, "quarter"), Some(40));
    assert_eq!(points(&outcome, "half"), Some(20));
}

/// Fit letters by engagement digits; each cell of the grid leads to a stage.
const GRID: &str = "\
fields: {fit: {type: number}, did: {type: number}}
scores:
  fit: {rules: [{id: f, field: fit, per: unit, points: 1}]}
  did: {rules: [{id: d, field: did, per: unit, points: 1}]}
grades:
  fit: [{atLeast: 75, grade: A}, {atLeast: 50, grade: B}, {grade: C}]
  did: [{atLeast: 40, grade: '1'}, {atLeast: 20, grade: '2'}, {grade: '3'}]
stages:
  - {id: recycle}
  - {id: mql, when: {any: [{all: [{grade: fit, in: [A]}, {grade: did, in: ['1', '2', '3']}]}, {all: [{grade: fit, in: [B]}, {grade: did, in: ['1', '2']}]}]}}
  - {id: sql, when: {any: [{all: [{grade: fit, in: [A]}, {grade: did, in: ['1', '2']}]}, {all: [{grade: fit, in: [B]}, {grade: did, in: ['1']}]}]}}
";

#[test]
fn a_grid_of_letters_and_digits() {
    for (fit, did, grade, expected) in [
        (75, 40, "A1", "sql"),
        (75, 20, "A2", "sql"),
        (99, 19, "A3", "mql"),
        (74, 40, "B1", "sql"),
        (50, 39, "B2", "mql"),
        (50, 19, "B3", "recycle"),
        (49, 99, "C1", "recycle"),
    ] {
        let outcome = score(GRID, &format!("fields: {{fit: '{fit}', did: '{did}'}}"));
        assert_eq!((outcome.grade.as_str(), stage(&outcome)), (grade, expected));
    }
}

/// Two models with populations, windows and thresholds of their own; the higher counts.
const MODELS: &str = "\
fields: {region: {type: text}, customer: {type: boolean}}
events: {visit: {}}
scores:
  new: {appliesTo: {none: [{field: customer, is: true}]}, rules: [{id: n, event: visit, points: 10, per: day, within: 30d}]}
  old: {appliesTo: {field: customer, is: true}, rules: [{id: o, event: visit, points: 4, per: day, within: 180d}]}
  emea: {appliesTo: {field: region, is: emea}, rules: [{id: e, event: visit, points: 7, per: day, within: 90d}]}
  best: {largest: [new, old, emea]}
stages:
  - {id: lead}
  - {id: mql, when: {any: [{score: new, atLeast: 20}, {score: old, atLeast: 12}, {score: emea, atLeast: 28}]}}
";

#[test]
fn several_models_side_by_side_and_the_higher_counts() {
    // Ages 1, 20, 80 and 170 days.
    let visits = "events: [{event: visit, at: 2026-06-30}, {event: visit, at: 2026-06-11}, {event: visit, at: 2026-04-12}, {event: visit, at: 2026-01-12}]";
    let of = |fields: &str| {
        let outcome = score(MODELS, &format!("fields: {{{fields}}}, {visits}"));
        let all: Vec<_> = outcome.scores.iter().map(|(_, points)| *points).collect();
        (all, stage(&outcome).to_owned())
    };
    assert_eq!(of(""), (vec![Some(20), None, None, Some(20)], "mql".into()));
    assert_eq!(
        of("region: EMEA"),
        (vec![Some(20), None, Some(21), Some(21)], "mql".into())
    );
    assert_eq!(
        of("region: EMEA, customer: yes"),
        (vec![None, Some(16), Some(21), Some(21)], "mql".into())
    );
    let none = score(MODELS, "fields: {customer: yes}");
    assert_eq!((points(&none, "best"), stage(&none)), (Some(0), "lead"));
}

#[test]
fn engagement_resets_to_the_fit_score_and_fades() {
    let definition = "\
fields: {industry: {type: text}, seen: {type: date}}
events: {demo: {}, lost: {}}
scores:
  fit: {rules: [{id: i, points: 30, when: {field: industry, is: retail}}]}
  did:
    resetWhen: {event: lost, within: 365d}
    rules: [{id: d, event: demo, points: 40}]
    decay: {by: seen, steps: [{within: 30d, keep: 100%}, {within: 60d, keep: 75%}, {keep: 0%}]}
  total: {sum: [fit, did]}
stages: [{id: lead}, {id: mql, when: {all: [{score: total, atLeast: 60}, {score: did, above: 0}]}}]
";
    let of = |rest: &str| {
        let outcome = score(definition, rest);
        (
            points(&outcome, "total").unwrap(),
            stage(&outcome).to_owned(),
        )
    };
    let demo = "{event: demo, at: 2026-05-01}";
    assert_eq!(
        of(&format!(
            "fields: {{industry: retail, seen: '2026-06-01'}}, events: [{demo}]"
        )),
        (70, "mql".into())
    );
    assert_eq!(
        of(&format!(
            "fields: {{industry: retail, seen: '2026-05-31'}}, events: [{demo}]"
        )),
        (60, "mql".into())
    );
    assert_eq!(
        of(&format!(
            "fields: {{industry: retail, seen: '2026-05-01'}}, events: [{demo}]"
        )),
        (30, "lead".into())
    );
    // Lost: what it did counts nothing any more, the fit stays.
    assert_eq!(
        of(&format!(
            "fields: {{industry: retail, seen: '2026-06-30'}}, events: [{demo}, {{event: lost, at: 2026-06-01}}]"
        )),
        (30, "lead".into())
    );
}

/// Recycling by age and segment, coming back, and flags without points on a track of their own.
const LADDER: &str = "\
fields: {segment: {type: text}, mql_since: {type: date}, recycled_on: {type: date}, first_mql: {type: date}, domain: {type: text}}
events: {demo: {}}
stages:
  - {id: lead, owner: marketing}
  - {id: mql, owner: marketing, from: [lead, recycled], reasons: [no budget, no answer], when: {field: mql_since, present: true}}
  - {id: recycled, owner: marketing, from: [mql], when: {any: [{all: [{field: segment, is: smb}, {field: mql_since, olderThan: 30d}]}, {all: [{field: segment, is: enterprise}, {field: mql_since, olderThan: 90d}]}]}, exit: {event: demo, within: 30d}}
  - {id: seen-before, track: flags, when: {field: first_mql, olderThan: 365d}}
  - {id: free-mail, track: mail, when: {field: domain, in: [gmail.com]}}
";

#[test]
fn recycling_by_age_and_segment_re_entry_and_flags() {
    let of = |rest: &str| {
        let outcome = score(LADDER, rest);
        let tracks: Vec<_> = outcome
            .tracks
            .iter()
            .filter_map(|(_, stage)| stage.clone())
            .collect();
        (stage(&outcome).to_owned(), tracks)
    };
    assert_eq!(
        of("fields: {segment: smb, mql_since: '2026-06-01'}"),
        ("mql".into(), vec![])
    );
    assert_eq!(
        of("fields: {segment: smb, mql_since: '2026-05-31'}"),
        ("recycled".into(), vec![])
    );
    assert_eq!(
        of("fields: {segment: enterprise, mql_since: '2026-05-31'}"),
        ("mql".into(), vec![])
    );
    assert_eq!(
        of("fields: {segment: enterprise, mql_since: '2026-04-01'}"),
        ("recycled".into(), vec![])
    );
    // A demo brings it back.
    assert_eq!(
        of(
            "fields: {segment: smb, mql_since: '2026-03-01'}, events: [{event: demo, at: 2026-06-20}]"
        ),
        ("mql".into(), vec![])
    );
    assert_eq!(
        of("fields: {first_mql: '2025-01-01', domain: gmail.com}"),
        (
            "lead".into(),
            vec!["seen-before".into(), "free-mail".into()]
        )
    );
}

#[test]
fn values_of_the_account_by_source_and_the_largest_of_the_family() {
    let definition = "\
fields: {own: {type: number}, parent: {type: number}, bought: {type: number}}
scores:
  family:
    rules:
      - id: largest
        largestOf:
          - {id: own, field: own, bands: [{below: 100, points: 0}, {points: 10}]}
          - {id: parent, field: parent, bands: [{below: 100, points: 0}, {points: 10}]}
  sources:
    rules:
      - id: first-known
        firstOf:
          - {when: {field: own, atLeast: 100}, points: 10}
          - {when: {field: own, present: true}, points: 0}
          - {when: {field: bought, atLeast: 100}, points: 10}
          - {when: {field: bought, present: true}, points: 0}
          - {points: 3}
";
    let of = |fields: &str| {
        let outcome = score(definition, &format!("fields: {{{fields}}}"));
        (
            points(&outcome, "family").unwrap(),
            points(&outcome, "sources").unwrap(),
        )
    };
    assert_eq!(of("own: '50', parent: '5000', bought: '900'"), (10, 0));
    assert_eq!(of("own: '150'"), (10, 10));
    assert_eq!(of("bought: '900'"), (0, 10));
    assert_eq!(of("bought: '9'"), (0, 0));
    // Unknown everywhere: the default.
    assert_eq!(of(""), (0, 3));
}

#[test]
fn a_policy_for_what_is_missing_by_criterion() {
    let definition = "\
fields: {a: {type: number}, b: {type: number}, c: {type: number}}
scores:
  s:
    rules:
      - {id: nothing, field: a, bands: [{below: 10, points: 1}, {points: 2}]}
      - {id: penalty, field: b, bands: [{below: 10, points: 10}, {points: 20}], whenMissing: -5}
      - {id: must, field: c, bands: [{below: 10, points: 100}, {points: 200}], whenMissing: not-enough-known}
";
    let of = |fields: &str| {
        let outcome = score(definition, &format!("fields: {{{fields}}}"));
        (points(&outcome, "s").unwrap(), outcome.status.word())
    };
    assert_eq!(of("a: '10', b: '9', c: '9'"), (112, "scored"));
    assert_eq!(of("c: '10'"), (195, "scored"));
    assert_eq!(of("a: '1', b: '1'"), (11, "not-enough-known"));
}
